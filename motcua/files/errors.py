"""Why a file is not taken."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Invalid


class FileRefused(Invalid):
    """The file is too large, empty, of a kind that is not taken, dangerous, or not what its name says."""

    code = "file_refused"
    message = _("Không nhận được tệp này.")
