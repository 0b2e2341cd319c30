"""Who may enter a view: every view says so, as data, and the gate of the site refuses one that is silent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class SignInFirst(Refused):
    """Nobody is signed in, and this is not for visitors."""

    code = "sign_in_first"
    status = 401
    message = _("Vui lòng đăng nhập.")


@dataclass(frozen=True, slots=True)
class Access:
    """A kind of visitor that a view lets in. What they may do with one thing is asked of that thing's room."""

    name: str
    admit: Callable[[Any], Any]
    """The actor (None for a visitor) to the actor as who they enter. Raises SignInFirst, NotAllowed."""


def declared(policy: Access) -> Callable[[View], View]:
    """Write `policy` on a view that needs no actor. Others use `motcua.accounts.door.access`."""

    def mark(view: View) -> View:
        view.access = policy  # type: ignore[attr-defined]
        return view

    return mark


def access_of(view: Callable[..., Any]) -> Access | None:
    """What the view declares. Decorators that go by `functools.wraps` pass it on."""
    return getattr(view, "access", None)


ANYONE = Access("anyone", lambda actor: actor)
anyone = declared(ANYONE)
