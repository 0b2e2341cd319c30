from collections.abc import Mapping

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from motcua.dossiers.finding import number_mark
from motcua.kernel.sealing import seal_columns
from motcua.kernel.text import words

NAMES = ("owner_number", "owner_phone", "owner_email", "answers")


def seal(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Seal what lies open in the columns of 0.1.0; in the search index a mark takes the number's place."""
    seal_columns(
        editor.connection,
        "dossiers_dossier",
        {name: f"dossiers.{name}" for name in NAMES},
        also=("search = ts_delete(search, %s::text[]) || to_tsvector('simple', %s)", _marked),
    )


def _marked(row: Mapping[str, str]) -> list[object]:
    return [words(row["owner_number"]), number_mark(row["owner_number"])]
