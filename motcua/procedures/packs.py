"""Packs: the files that make a catalogue record into something one can file, named by their hash."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from motcua.kernel.text import fold
from motcua.procedures.forms import load_form
from motcua.procedures.types import FormDefinition
from motcua.procedures.workflow import Workflow, load_workflow

PACKS_DIR = Path(__file__).parent / "packs"
SAMPLE_CATALOGUE = PACKS_DIR / "sample" / "catalogue.jsonl"
STANDARD = "standard"
LANGUAGES = ("vi", "en")

# Published kinds of applicants (folded) and what they mean for the form.
_APPLICANTS = {
    "cong dan viet nam": ("citizen",),
    "can bo, cong chuc, vien chuc": ("citizen",),
    "nguoi viet nam dinh cu o nuoc ngoai": ("citizen", "foreign"),
    "nguoi nuoc ngoai": ("citizen", "foreign"),
    "doanh nghiep": ("enterprise",),
    "doanh nghiep viet nam": ("enterprise",),
    "doanh nghiep co von dau tu nuoc ngoai": ("enterprise",),
    "hop tac xa": ("enterprise",),
}
_ORGANISATION = "to chuc"
_EVERYONE = frozenset({"citizen", "enterprise", "household_business", "organisation", "foreign"})


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of a pack by name, and the hash that names this state of them."""

    key: str
    hash: str
    files: Mapping[str, str]


@lru_cache
def read_pack(key: str = STANDARD) -> Pack:
    """The pack as this release ships it."""
    files = {file.name: file.read_text("utf-8") for file in sorted((PACKS_DIR / key).glob("*.yaml"))}
    return Pack(key, hash_of(files), files)


def hash_of(files: Mapping[str, str]) -> str:
    """SHA-256 over names and contents, in order of the names."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0{files[name]}".encode())
    return digest.hexdigest()


def facts_of(applicants: Sequence[str], about: str) -> frozenset[str]:
    """Who may apply, as facts for the form. `about` is name and sector. Nobody published means everybody.

    The catalogue has no word for household businesses: they may apply where enterprises may, or where the
    procedure is about them.
    """
    facts = {fact for kind in map(fold, applicants) for fact in _APPLICANTS.get(kind, ())}
    if any(fold(kind).startswith(_ORGANISATION) for kind in applicants):
        facts.add("organisation")
    if not facts:
        return _EVERYONE
    if "enterprise" in facts or "ho kinh doanh" in fold(about):
        facts.add("household_business")
    return frozenset(facts)


def standard_workflow() -> Workflow:
    """The standard one-door workflow: names the steps by which lists are sorted into desks."""
    return workflow_of(read_pack().files["workflow.yaml"])


@lru_cache(maxsize=256)
def form_of(text: str, facts: frozenset[str], language: str) -> FormDefinition:
    """The form of a pack for these applicants; shared by all procedures that have the same ones."""
    return load_form(text, facts=facts, language=language)


@lru_cache(maxsize=64)
def workflow_of(text: str) -> Workflow:
    """The workflow of a pack."""
    return load_workflow(text)
