"""Who calls. Only a bearer token opens anything here (RFC 6750); a browser's session does not."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.accounts.door import Actor, actor_by_token
from motcua.api.errors import ScopeMissing, Unauthenticated
from motcua.kernel import clock

READ, WRITE = "dossiers:read", "dossiers:write"


class Bearer(HttpBearer):
    """A token of the platform (`mc_…`) that carries `scope`."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Actor:
        """The actor the token stands for. Raises Unauthenticated and ScopeMissing."""
        kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise Unauthenticated(given=False)
        return self.authenticate(request, token.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The actor behind `token`."""
        actor = actor_by_token(token, now=clock.now())
        if actor is None:
            raise Unauthenticated(given=True)
        if actor.scopes is not None and self.scope not in actor.scopes:
            raise ScopeMissing(self.scope)
        request.actor = actor  # type: ignore[attr-defined]
        return actor


reading, writing = Bearer(READ), Bearer(WRITE)


def actor_of(request: HttpRequest) -> Actor:
    """Who the token of this request stands for; for views that ask for one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
