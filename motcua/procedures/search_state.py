"""What a search needs to know: synonyms, and the vocabulary of all names, kept until the next import."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from django.db import connection

from motcua.kernel.text import words
from motcua.procedures.models import Procedure
from motcua.procedures.packs import PACKS_DIR
from motcua.procedures.search_query import Vocabulary, Word

# One statement tells whether the vocabulary is still good and brings the synonyms, which are few and edited
# by people.
_STATE = """
SELECT (SELECT max(id::text) FROM procedures_importrun WHERE ended_at IS NOT NULL),
    (SELECT coalesce(jsonb_object_agg(phrase, meaning), '{}'::jsonb)::text FROM procedures_searchsynonym)
"""


@dataclass(frozen=True, slots=True)
class SearchState:
    vocabulary: Vocabulary
    synonyms: Mapping[Word, Sequence[Word]]
    ignored: Sequence[Word]


def read_state() -> SearchState:
    """The state as of now: one statement, two after an import."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        run_id, synonyms = cursor.fetchone()
    return SearchState(_vocabulary(run_id), _synonyms(synonyms), _ignored())


def seeded_synonyms() -> list[dict[str, Any]]:
    """The synonyms this release ships, as phrase and meaning."""
    rows: list[dict[str, Any]] = yaml.safe_load((PACKS_DIR / "search-synonyms.yaml").read_text("utf-8"))
    return rows


@lru_cache(maxsize=2)
def _vocabulary(run_id: str | None) -> Vocabulary:  # noqa: ARG001 - the key under which it is kept
    """`run_id` names the state: names change by imports alone."""
    return Vocabulary.of(Procedure.objects.values_list("search_text", flat=True))


@lru_cache(maxsize=2)
def _synonyms(text: str) -> dict[Word, tuple[Word, ...]]:
    rows: dict[str, str] = json.loads(text)
    return {
        tuple(words(phrase)): tuple(tuple(words(one)) for one in rows[phrase].split("|")) for phrase in rows
    }


@lru_cache(maxsize=1)
def _ignored() -> tuple[Word, ...]:
    return tuple(
        tuple(words(one)) for one in yaml.safe_load((PACKS_DIR / "search-ignored.yaml").read_text("utf-8"))
    )
