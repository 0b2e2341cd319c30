"""The addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from motcua.desk.views import (
    acting,
    approving,
    consulting,
    dossiers,
    holding,
    inbox,
    previewing,
    printing,
    receiving,
    searching,
    working,
)

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("bulk", inbox.bulk, name="bulk"),
    path("hand-over", inbox.hand_over_list, name="hand_over_list"),
    path("search", searching.search, name="search"),
    path("intake", receiving.intake_start, name="intake_start"),
    path("intake/<str:code>", receiving.intake, name="intake"),
    path("transfers", dossiers.transfers, name="transfers"),
    path("consultations", consulting.consultations, name="consultations"),
    path("consultations/<uuid:consultation_id>", consulting.consultation, name="consultation"),
    path("consultations/<uuid:consultation_id>/letter.pdf", consulting.letter, name="consultation_letter"),
    path("consultations/<uuid:consultation_id>/opinion", consulting.opinion_file, name="opinion_file"),
    path(
        "consultations/<uuid:consultation_id>/files/<uuid:component_id>",
        consulting.shown_file,
        name="consultation_file",
    ),
    path("approve", approving.approve, name="approve"),
    path("work/<uuid:work_id>", working.work, name="work"),
    path("work/<uuid:work_id>/cancel", working.cancel, name="work_cancel"),
    path("preview/<uuid:dossier_id>.pdf", previewing.preview, name="preview"),
    path("dossiers/<str:code>", dossiers.dossier, name="dossier"),
    path("printing", printing.printing, name="printing"),
    path("printing/register.pdf", printing.register, name="print_register"),
    path("printing/handover.pdf", printing.handover, name="print_handover"),
    path("printing/<uuid:dossier_id>/papers.pdf", printing.papers, name="print_papers"),
    path("printing/<uuid:dossier_id>/control-sheet.pdf", printing.control_sheet, name="print_control_sheet"),
    path("dossiers/<str:code>/numbers", dossiers.numbers, name="numbers"),
    path("dossiers/<str:code>/received", dossiers.received, name="received"),
    path("dossiers/<str:code>/act/<slug:action>", acting.act, name="act"),
    path("dossiers/<str:code>/attach", acting.attach, name="attach"),
    path("dossiers/<str:code>/payment", acting.payment, name="payment"),
    path("dossiers/<str:code>/hold", holding.hold, name="hold"),
    path("dossiers/<str:code>/hold/lift", holding.lift, name="lift_hold"),
]
