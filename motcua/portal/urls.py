"""The addresses of the portal."""

from django.urls import URLPattern, URLResolver, path

from motcua.portal.views import (
    acting,
    catalogue,
    documents,
    downloads,
    filing,
    home,
    mine,
    signing_in,
    starting,
    tracking,
    verifying,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("help", home.help_page, name="help"),
    path("procedures", catalogue.procedures, name="procedures"),
    path("procedures/<str:code>", catalogue.procedure, name="procedure"),
    path("procedures/<str:code>/start", starting.start, name="start"),
    path("drafts/<uuid:draft_id>", filing.resume, name="draft"),
    path("drafts/<uuid:draft_id>/form/<slug:page_key>", filing.form_page, name="form_page"),
    path("drafts/<uuid:draft_id>/documents", documents.documents, name="documents"),
    path("drafts/<uuid:draft_id>/documents/upload", documents.upload, name="upload"),
    path("drafts/<uuid:draft_id>/documents/remove/<uuid:component_id>", documents.remove, name="remove"),
    path("drafts/<uuid:draft_id>/check", filing.check, name="check"),
    path("drafts/<uuid:draft_id>/submit", filing.submit, name="submit"),
    path("drafts/<uuid:draft_id>/discard", filing.discard, name="discard"),
    path("my", mine.my, name="my"),
    path("my/<str:code>", mine.my_dossier, name="my_dossier"),
    path("my/<str:code>/submitted", mine.submitted, name="submitted"),
    path("my/<str:code>/act/<slug:action>", acting.my_act, name="my_act"),
    path("my/<str:code>/attach", acting.my_attach, name="my_attach"),
    path("my/<str:code>/detach/<uuid:component_id>", acting.my_detach, name="my_detach"),
    path("my/<str:code>/rate", acting.my_rate, name="rate"),
    path("files/<uuid:dossier_id>/<uuid:component_id>", downloads.component, name="component"),
    path("papers/<uuid:dossier_id>/<uuid:paper_id>.pdf", downloads.paper, name="paper"),
    path("results/<uuid:dossier_id>.pdf", downloads.result, name="result"),
    path("track", tracking.track_dossier, name="track"),
    path("track/paper/<uuid:paper_id>", tracking.track_paper, name="track_paper"),
    path("verify", verifying.verify, name="verify"),
    path("verify/<str:token>", verifying.verify_token, name="verify_token"),
    path("sign-in", signing_in.sign_in, name="sign_in"),
    path("sign-out", signing_in.sign_out, name="sign_out"),
]
