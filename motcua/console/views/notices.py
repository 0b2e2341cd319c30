"""Notices: how their delivery goes, and the province's own words for them."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.console.access import provincial
from motcua.console.forms import Form, today
from motcua.console.pages import go, page
from motcua.kernel import clock
from motcua.notices import door as notices

STATES = ("given_up", "waiting", "sent")


@provincial
@require_safe
def list_notices(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Letters given up, or (`?state=`) waiting or sent, without what they say. Two statements."""
    wanted = request.GET.get("state", "")
    state = wanted if wanted in STATES else STATES[0]
    found = notices.messages(actor, state=state, cursor=request.GET.get("cursor", ""))
    return page(
        request,
        actor,
        "notices",
        state=state,
        counts=notices.unsent(actor),
        found=found,
        labels={kind.key: kind.label for kind in notices.templates()},
        is_set_up=notices.is_set_up(),
    )


@provincial
@require_POST
def retry(request: HttpRequest, actor: Actor, message_id: UUID) -> HttpResponseBase:
    """Send a letter that was given up again."""
    notices.try_again(message_id=message_id, actor=actor, now=clock.now())
    return go("notices", done="replayed_notice")


@provincial
@require_safe
def list_wordings(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every kind of notice, whose words hold today, and since when."""
    day = today(clock.now())
    rows = [
        (kind, kind.on(day), [one for one in kind.words if one.valid_from > day])
        for kind in notices.templates()
    ]
    return page(request, actor, "wordings", rows=rows)


@provincial
def wording(request: HttpRequest, actor: Actor, template: str) -> HttpResponseBase:
    """The words of one kind, in both languages: looked at as they will be read (`preview`), declared from a day on, or
    taken back (`withdraw`)."""
    now, kind = clock.now(), notices.known(template)
    form = Form(request, valid_from=today(now).isoformat(), **_shown(kind.on(today(now))))
    texts = {
        lang: {part: form[f"{part}_{lang}"] for part in ("subject", "body")} for lang in notices.LANGUAGES
    }
    if form.is_sent:
        with form.trying():
            if withdrawn := request.POST.get("withdraw", ""):
                notices.withdraw_wording(key=template, valid_from=_day(withdrawn), actor=actor, now=now)
                return go("wording", template, done="withdrawn")
            if "preview" not in request.POST:
                valid_from = form.day("valid_from")
                form.check()
                notices.set_wording(key=template, valid_from=valid_from, texts=texts, actor=actor, now=now)
                return go("wording", template, done="changed")
            form.errors |= notices.faults(kind, texts)
    return page(
        request,
        actor,
        "wording",
        status=form.status,
        form=form,
        kind=kind,
        preview=_preview(kind, texts, today(now)),
        own=[one for one in kind.words if one.declared_by],
    )


def _shown(words: notices.Words) -> dict[str, str]:
    return {
        f"{part}_{lang}": getattr(text, part)
        for lang, text in words.texts.items()
        for part in ("subject", "body")
    }


def _preview(
    kind: notices.Template, texts: Mapping[str, Mapping[str, str]], on: dt.date
) -> dict[str, notices.Text]:
    """The letter with the samples in its places, and its frame around it."""
    samples = {place.name: place.sample for place in kind.places}
    said = {lang: notices.filled(notices.Text(**text), samples, lang) for lang, text in texts.items()}
    return notices.framed(kind, said, {**_frame_samples(kind), **samples}, on)


def _frame_samples(kind: notices.Template) -> dict[str, notices.Value]:
    if not kind.frame:
        return {}
    return {place.name: place.sample for place in notices.known(kind.frame).places}


def _day(text: str) -> dt.date:
    return clock.read_date(text) or dt.date.min
