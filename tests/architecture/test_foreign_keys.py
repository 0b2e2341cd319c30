from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field

from tests.architecture import house


def relations() -> Iterator[tuple[str, str, str]]:
    """Every relation between models of ours; Django has resolved string references by now."""
    for model in apps.get_models():
        if model.__module__.startswith("motcua."):
            for field in model._meta.get_fields():
                target = field.related_model
                if isinstance(field, Field) and target and target.__module__.startswith("motcua."):
                    yield str(field), model._meta.app_label, target._meta.app_label


def test_foreign_keys_point_where_imports_may_go() -> None:
    found = list(relations())
    assert any(room != target for _, room, target in found)
    assert house.relation_faults(found, house.PLAN) == []


def test_a_key_that_points_upwards_or_to_a_stranger_is_found() -> None:
    plan = house.Plan.of(["desk | portal", "files : audit", "kernel"])
    sound = [("a.b", "desk", "files"), ("a.c", "files", "audit"), ("a.d", "files", "files")]
    assert house.relation_faults(sound, plan) == []
    broken = [("a.e", "files", "desk"), ("a.f", "desk", "portal"), ("a.g", "kernel", "files")]
    assert len(house.relation_faults(broken, plan)) == 3
