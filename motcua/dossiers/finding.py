"""What a dossier is found by. A number is found by its fingerprint, whole: the index holds none in clear."""

import re

from motcua.kernel.secrecy import fingerprint
from motcua.kernel.text import words

# Long enough that two numbers of a country never meet (128 bits); letters first, so that the index sees one word.
_MARK_DIGITS = 32
_NUMBER = re.compile(r"[A-Z]{0,2}[0-9]{6,13}")


def search_text(*, owner_name: str, owner_number: str, procedure_name: str) -> str:
    """The words under which a dossier lies in the index."""
    return " ".join([*words(f"{owner_name} {procedure_name}"), number_mark(owner_number)]).strip()


def number_mark(text: str) -> str:
    """The word that stands for an identity, passport or tax number, however it is spaced; empty if it is none."""
    number = re.sub(r"[\s.\-]", "", text).upper()
    if not _NUMBER.fullmatch(number):
        return ""
    return f"id{fingerprint(number, purpose='dossiers.owner_number').hex()[:_MARK_DIGITS]}"
