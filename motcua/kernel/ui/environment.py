"""The Jinja environment of every page (ADR 0005)."""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from django.conf import settings
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from markupsafe import Markup

from motcua.kernel import clock, money, text
from motcua.kernel.ui.statuses import NATIONAL_STATUSES


def environment(**options: Any) -> jinja2.Environment:
    """What Django's Jinja2 backend calls once in each process.

    A misspelt variable raises (`StrictUndefined`) instead of leaving an empty place on an official page; say
    `x | default("")` where a variable may be missing.
    """
    options["undefined"] = jinja2.StrictUndefined
    if not settings.DEBUG:
        options.setdefault("bytecode_cache", jinja2.FileSystemBytecodeCache(_cache_directory()))
    options.pop("autoescape", None)
    env = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]  # put there by the i18n extension
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        _=_said,  # after the extension's own, which calls three functions more for each text of a page
        url=_url,
        static=static,
        query=query,
        language=language,
        languages=settings.LANGUAGES,
        site_name=site_name,
        brand_stylesheet=brand_stylesheet,
        govuk=_govuk_components(),
        national_statuses=NATIONAL_STATUSES,
    )
    env.filters.update(moment=moment, date=date, dong=dong, mask=mask, as_typed=as_typed)
    return env


def language() -> str:
    """The code of the language this page is written in: `vi` or `en`."""
    return translation.get_language() or settings.LANGUAGE_CODE


def site_name() -> str:
    """The name in the header: the province's own, else the platform's."""
    return str(getattr(settings, "MOTCUA_PROVINCE_NAME", "") or "Một Cửa")


def brand_stylesheet() -> str:
    """Address of the style sheet with the province's colours."""
    return str(getattr(settings, "MOTCUA_BRAND_STYLESHEET", "") or static("ui/brand.css"))


def query(current: Mapping[str, Any], **changes: Any) -> str:
    """The query string of this page with some parameters changed; None or "" takes one away."""
    params = QueryDict(urlencode(current, doseq=True), mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            params.pop(name, None)
        else:
            params[name] = str(value)
    return "?" + params.urlencode()


def moment(value: dt.datetime | None) -> str:
    return clock.say_moment(value) if value else ""


def date(value: dt.date | None) -> str:
    return clock.say_date(value) if value else ""


def as_typed(value: dt.date | str | None) -> str:
    """A date for a text box: a date or an ISO date as dd/mm/yyyy, anything else just as it was typed."""
    if isinstance(value, dt.date):
        return clock.say_date(value)
    read = clock.read_date(value or "")
    return clock.say_date(read) if read and value == read.isoformat() else value or ""


def dong(value: int | None) -> str:
    return "" if value is None else money.say_dong(value)


def mask(value: str | None, keep: int = 3) -> str:
    return text.mask(value or "", keep=keep)


def _said(message: str, **values: Any) -> Markup:
    text = Markup(translation.gettext(message))  # noqa: S704 - ours, from the code or its translators
    return text % values if "%" in text else text


@functools.lru_cache(maxsize=4096, typed=True)
def _url(name: str, *args: Any, **kwargs: Any) -> str:
    # The same addresses are asked for again and again, and Django looks through its patterns each time.
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _cache_directory() -> str:
    directory = Path(settings.VAR_DIR) / "cache" / f"jinja-{jinja2.__version__}"
    directory.mkdir(parents=True, exist_ok=True)
    return str(directory)


def _govuk_components() -> Callable[[str, dict[str, Any]], Markup]:
    """`govuk("error-summary", {...})`: a component of govuk-frontend-jinja.

    The package needs lenient undefined values, so its macros live in an environment of their own.
    """
    library = jinja2.Environment(
        loader=jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        auto_reload=False,
    )

    @functools.cache
    def macro(component: str) -> Any:
        template = library.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
        return getattr(template.module, "govuk" + component.title().replace("-", ""))

    def govuk(component: str, params: dict[str, Any]) -> Markup:
        html: Markup = macro(component)(params)
        return html

    return govuk
