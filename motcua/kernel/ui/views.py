"""The few pages that belong to no room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as remember_language

from motcua.kernel.access import anyone


@csrf_exempt
@require_POST
@anyone
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember `language` (vi or en) in a cookie and go back to `next`, never to another site.

    Free of the CSRF token so that public pages carry none and stay cacheable: the worst a stranger can do is
    to change the language.
    """
    return remember_language(request)


@require_GET
@anyone
def components(request: HttpRequest) -> HttpResponse:
    """The living style guide: every macro of `ui/macros.html` once."""
    return render(request, "ui/components.html")
