"""What people say and what the catalogue writes."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.accounts.door import Actor
from motcua.console.access import keepers
from motcua.console.forms import Form
from motcua.console.pages import go, page
from motcua.kernel import clock
from motcua.kernel.text import fold
from motcua.procedures.door import set_synonym, synonyms


@keepers
def list_synonyms(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """All synonyms, the form for a new one or (`?phrase=`) a known one; an empty meaning takes one away."""
    known, phrase = synonyms(), request.GET.get("phrase", "")
    meaning = next((one.meaning for one in known if one.phrase == phrase), "")
    form = Form(request, phrase=phrase, meaning=meaning)
    if form.is_sent:
        removes = request.POST.get("remove") == "1"
        with form.trying():
            said = "" if removes else form.needed("meaning")
            form.check()
            set_synonym(phrase=form["phrase"], meaning=said, actor=actor, now=clock.now())
            return go("synonyms", done="removed" if removes else "changed")
    q = fold(request.GET.get("q", ""))
    return page(
        request,
        actor,
        "synonyms",
        status=form.status,
        form=form,
        q=request.GET.get("q", ""),
        is_known=bool(meaning),
        synonyms=[one for one in known if q in one.phrase or q in fold(one.meaning)],
    )
