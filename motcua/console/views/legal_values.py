"""Values of the law through time: what holds, on what ground, what is still to be seen; the province adds its own."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.console import legal_inputs
from motcua.console.access import administrators, provincial
from motcua.console.forms import Form, today
from motcua.console.pages import go, page
from motcua.deadlines.door import legal_rules, set_legal_value
from motcua.kernel import clock
from motcua.kernel.errors import NotFound


@administrators
@require_safe
def legal_values(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every rule with its values, the newest first. At most one statement."""
    day = today(clock.now())
    rows = [(rule, one, one is rule.on(day)) for rule in legal_rules() for one in rule.values]
    return page(request, actor, "legal_values", rows=rows, say=legal_inputs.say)


@provincial
def legal_value(request: HttpRequest, actor: Actor, key: str) -> HttpResponseBase:
    """Declare what a value is from a day on."""
    now = clock.now()
    rule = next((one for one in legal_rules() if one.key == key), None)
    if rule is None:
        raise NotFound
    present = rule.on(today(now))
    form = Form(request, valid_from=today(now).isoformat(), **legal_inputs.shown(rule, present.value))
    if form.is_sent:
        with form.trying():
            valid_from, value = form.day("valid_from"), legal_inputs.value_of(rule, form)
            if value is None:
                form.errors["value"] = _("Giá trị không đúng với loại của quy tắc này.")
            form.check()
            set_legal_value(
                actor=actor,
                now=now,
                key=key,
                valid_from=valid_from,
                value=value,
                ground=form.needed("ground"),
            )
            return go("legal_values", done="legal_value")
    return page(
        request,
        actor,
        "legal_value",
        status=form.status,
        form=form,
        rule=rule,
        present=present,
        say=legal_inputs.say,
        units=legal_inputs.units(),
        choices=legal_inputs.choices(rule),
    )
