"""The addresses of the whole site."""

from django.urls import include, path

from motcua.kernel.ui.views import set_language
from motcua.site.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("language", set_language, name="set_language"),
    path("desk/", include("motcua.desk.urls")),
    path("console/", include("motcua.console.urls")),
    path("api/v1/", include("motcua.api.urls")),
    path("", include("motcua.portal.urls")),
]

handler400 = "motcua.site.errors.bad_request"
handler403 = "motcua.site.errors.forbidden"
handler404 = "motcua.site.errors.page_not_found"
handler500 = "motcua.site.errors.server_error"
