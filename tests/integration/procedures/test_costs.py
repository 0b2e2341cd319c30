"""Pages cost a fixed number of statements."""

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.door import SYSTEM
from motcua.procedures import queries
from motcua.procedures.door import (
    SAMPLE_CATALOGUE,
    competent_agency,
    import_catalogue,
    popular,
    procedure,
    review_queue,
    search,
    sectors,
)
from tests.integration.procedures.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sample(db: None) -> None:
    import_catalogue(path=SAMPLE_CATALOGUE, actor=SYSTEM, now=NOW)
    search(q="a")  # the vocabulary is read once after an import


def test_searching(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for q, statements in (("", 1), ("khai sinh", 2), ("9.000001", 2), ("khia sinh", 3)):
        with django_assert_num_queries(statements):
            search(q=q, size=3)


def test_a_procedure_page(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    queries.revision.cache_clear()
    queries._files.cache_clear()
    for statements in (3, 1):
        with django_assert_num_queries(statements):
            procedure("9.000001")


def test_lists(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for listed in (sectors, popular, review_queue):
        with django_assert_num_queries(1):
            listed()  # type: ignore[operator]


def test_the_competent_agency(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from motcua.directory.door import all_agencies, create_agency

    create_agency(
        identifier="H99", name="UBND tỉnh", kind="province", level="province", actor=SYSTEM, now=NOW
    )
    all_agencies()
    found = procedure("9.000007")
    competent_agency(found)
    with django_assert_num_queries(0):
        competent_agency(found)
