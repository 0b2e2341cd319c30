"""Who may enter is written on every view; the gate and the machine's door refuse what is silent."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from motcua.accounts.door import SIGNED_IN, access
from motcua.api.contract import undeclared
from motcua.api.tokens import Bearer
from motcua.kernel.access import access_of
from motcua.kernel.errors import NotAllowed
from motcua.site.gate import Gate
from tests.walk.routes import operations, routes


def test_every_view_declares_who_may_enter() -> None:
    found = routes()
    assert len(found) > 100
    silent = [f"{route.name}: {route.pattern}" for route in found if access_of(route.view) is None]
    assert not silent, "Declare with kernel.access.anyone or accounts.door.access"


def test_every_operation_of_the_machines_door_declares_its_key() -> None:
    found = operations()
    assert len(found) > 10
    silent = [
        operation.operation_id
        for operation in found
        if not (operation.auth_param is None or isinstance(operation.auth_param, Bearer))
    ]
    assert not silent, "Say auth=reading, auth=writing, or auth=None for everybody"


def _visit(view: object) -> HttpResponse | None:
    request = RequestFactory().get("/somewhere")
    request.actor = None
    return Gate(lambda request: HttpResponse()).process_view(request, view, (), {})


def test_the_gate_refuses_a_view_that_is_silent() -> None:
    def silent(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")

    answer = _visit(silent)
    assert answer is not None and answer.status_code == 403


def test_without_the_gate_nobody_gets_through() -> None:
    @access(SIGNED_IN)
    def view(request: HttpRequest, actor: object) -> HttpResponse:
        return HttpResponse("open")

    answer = _visit(view)
    assert answer is not None and answer["Location"].startswith("/sign-in")
    with pytest.raises(AttributeError):
        view(RequestFactory().get("/somewhere"))


def test_the_machines_door_refuses_an_operation_that_is_silent() -> None:
    with pytest.raises(NotAllowed):
        undeclared(RequestFactory().get("/api/v1/new"))
