"""schemathesis against the machine's door, in this process: a short fixed run. `make security` has the long one."""

from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.integration.api.conftest import province

if TYPE_CHECKING:
    from tests.integration.api.made import Province

__all__ = ["province"]

EXAMPLES = 4
# A body of the right shape may name a procedure or an agency that is none, which no JSON Schema can say.
NOT_ASKED = {"positive_data_acceptance"}
# Whatever stands in a form's file field is a file; the tool takes the text "17" for a number.
TAKES_FILES = {"store_file", "attach_component", "verify_file"}
FIXED = hypothesis.settings(
    derandomize=True,
    database=None,
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def schema(db: None, monkeypatch: Any) -> Any:
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    # Between requests a server lets go of a connection that is in a transaction; the test's own always is.
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    application = get_wsgi_application()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.parametrize("role", ["anyone", "citizen", "official"])
def test_every_operation_keeps_its_contract(
    schema: Any, province: "Province", role: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr("motcua.api.views.evidence.VERIFICATIONS", 10_000)
    caller = province.caller(getattr(province, role, None))
    headers = {"Authorization": f"Bearer {caller.token}"} if caller.token else {}
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 15
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _try(operation, mode, headers)


def _try(operation: Any, mode: GenerationMode, headers: dict[str, str]) -> None:
    name = operation.definition.raw["operationId"]
    left_out = NOT_ASKED | ({"negative_data_rejection"} if name in TAKES_FILES else set())
    checks = [check for check in CHECKS.get_all() if check.__name__ not in left_out]

    @FIXED
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def keeps(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=checks)

    keeps()
