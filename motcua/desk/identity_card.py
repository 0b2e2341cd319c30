"""What the QR code of a citizen identity card says: number|old number|name|birth|sex|address|issued (ddmmyyyy)."""

from motcua.kernel.clock import read_date
from motcua.kernel.text import normalise, plain_number

_FIELDS = 6


def read_card(text: str) -> dict[str, str]:
    """The answers that a scanned card gives, by the keys of the standard form; empty when it is no card."""
    parts = [normalise(part) for part in text.split("|")]
    if len(parts) < _FIELDS or not _is_number(parts[0]):
        return {}
    born = read_date(parts[3])
    answers = {
        "owner_kind": "citizen",
        "id_paper": "personal_id",
        "personal_id": parts[0],
        "owner_name": parts[2],
        "birth_date": born.isoformat() if born else "",
        "address_detail": parts[5],
    }
    return {key: value for key, value in answers.items() if value}


def number_in(text: str) -> str:
    """The number to look for: the card's, or what was typed without its blanks."""
    return plain_number(text.partition("|")[0]).replace(" ", "").replace(".", "")


def _is_number(text: str) -> bool:
    return (
        len(text) == 12 and text.isascii() and text.isdigit()
    )  # personal identification number: Decree 69/2024
