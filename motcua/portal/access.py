"""Who is asking."""

from django.http import HttpRequest

from motcua.accounts.door import SIGNED_IN, Actor, access

# The view is given its actor; a visitor signs in first and then comes back to the page.
signed_in = access(SIGNED_IN)


def actor_of_request(request: HttpRequest) -> Actor | None:
    """Who is signed in; None for a visitor."""
    return getattr(request, "actor", None)
