"""A dossier with everything that belongs to it, in one statement: the page most often opened should cost one."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from motcua.dossiers.models import (
    Adjustment,
    Component,
    Dossier,
    Hold,
    Paper,
    Rating,
    ResultDocument,
    Supplement,
    TimelineEntry,
)
from motcua.dossiers.road_models import Consultation, Obligation

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Family:
    """What belongs to one dossier, each in the order in which it is shown; removed components are left out."""

    timeline: tuple[TimelineEntry, ...]
    components: tuple[Component, ...]
    papers: tuple[Paper, ...]
    supplements: tuple[Supplement, ...]
    adjustments: tuple[Adjustment, ...]
    obligations: tuple[Obligation, ...]
    consultations: tuple[Consultation, ...]
    # The one that is worked on, and the released one that no other has replaced: mostly the same.
    result: ResultDocument | None
    in_force: ResultDocument | None
    rating: Rating | None
    hold: Hold | None


# Model, which of its rows (besides those of the dossier), and their order.
_PARTS: dict[str, tuple[type[models.Model], str, str]] = {
    "timeline": (TimelineEntry, "true", "seq"),
    "components": (Component, "removed_at IS NULL", "document_key, added_at, id"),
    "papers": (Paper, "true", "due_since, id"),
    "supplements": (Supplement, "true", "asked_at, id"),
    "adjustments": (Adjustment, "true", "at, id"),
    "obligations": (Obligation, "true", "asked_at, id"),
    "consultations": (Consultation, "true", "asked_at, id"),
    "result": (ResultDocument, "superseded_at IS NULL", "id"),
    "in_force": (ResultDocument, "released_at IS NOT NULL AND replaced_at IS NULL", "released_at DESC"),
    "rating": (Rating, "true", "at"),
    "hold": (Hold, "lifted_at IS NULL", "placed_at"),
}


def with_family(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what `family_of` takes apart."""
    # The driver takes JSON apart itself; of a JSONField Django would expect text, as it has arranged for jsonb.
    return dossiers.annotate(family=RawSQL(_family_sql(), (), output_field=TextField()))  # noqa: S611 - names of ours


def family_of(dossier: Dossier) -> Family:
    """What belongs to a dossier that was fetched `with_family`. No statement; components carry their blobs."""
    found: dict[str, Any] = dossier.family  # type: ignore[attr-defined]

    def rows(name: str, model: type[M]) -> tuple[M, ...]:
        return tuple(_instance(model, row) for row in found[name] or ())

    return Family(
        timeline=rows("timeline", TimelineEntry),
        components=tuple(map(_component, found["components"] or ())),
        papers=rows("papers", Paper),
        supplements=rows("supplements", Supplement),
        adjustments=rows("adjustments", Adjustment),
        obligations=rows("obligations", Obligation),
        consultations=rows("consultations", Consultation),
        result=next(iter(rows("result", ResultDocument)), None),
        in_force=next(iter(rows("in_force", ResultDocument)), None),
        rating=next(iter(rows("rating", Rating)), None),
        hold=next(iter(rows("hold", Hold)), None),
    )


def _component(row: dict[str, Any]) -> Component:
    component = _instance(Component, row)
    if row["blob"]:
        component._state.fields_cache["blob"] = _instance(_blob_model(), row["blob"])
    return component


def _blob_model() -> type[models.Model]:
    model: type[models.Model] = Component._meta.get_field("blob").related_model
    return model


def _instance(model: type[M], row: dict[str, Any]) -> M:
    """A row that came as JSON, as the model would have read it from its own columns."""
    names, readers = _columns(model)
    return model.from_db(
        None, names, [read(row[name]) if row[name] is not None else None for name, read in readers]
    )


@cache
def _columns(model: type[models.Model]) -> tuple[list[str], list[tuple[str, Callable[[Any], Any]]]]:
    fields = model._meta.concrete_fields
    return [f.attname for f in fields], [(str(f.column), _reader(f)) for f in fields]


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    kind = getattr(field, "target_field", field).get_internal_type()
    if kind == "BinaryField":  # sealed values: JSON has them in PostgreSQL's hexadecimal form
        read = getattr(field, "from_db_value", lambda value, *_: value)
        return lambda value: read(bytes.fromhex(value[2:]), None, connection)
    readers: dict[str, Callable[[Any], Any]] = {
        "UUIDField": uuid.UUID,
        "DateTimeField": dt.datetime.fromisoformat,
    }
    return readers.get(kind, lambda value: value)


@cache
def _family_sql() -> str:
    dossier = Dossier._meta.db_table
    blob = _blob_model()._meta
    parts = []
    for name, (model, which, order) in _PARTS.items():
        table, shown, joined = model._meta.db_table, "to_json(r)", ""
        if model is Component:
            shown = "to_jsonb(r) || jsonb_build_object('blob', to_jsonb(b))"
            joined = f"LEFT JOIN {blob.db_table} b ON b.{blob.pk.column} = r.blob_id"
        parts.append(
            f"'{name}', (SELECT json_agg({shown} ORDER BY {order}) FROM {table} r {joined} "  # noqa: S608 - names of ours
            f"WHERE r.dossier_id = {dossier}.id AND {which})"
        )
    return f"json_build_object({', '.join(parts)})"
