"""Parameters that several calls share, and the cursor between two pages."""

from typing import Annotated

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from ninja import Path, Query

from motcua.kernel.errors import Invalid

LARGEST_PAGE = 100

Cursor = Annotated[str, Query(max_length=600, description=N_("Giá trị `next` của trang trước."))]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description=N_("Số mục trong một trang."))]
Code = Annotated[str, Path(max_length=60, description=N_("Mã hồ sơ."))]


def next_of(cursor: str, *, of: str) -> str | None:
    """The cursor as it goes out from the list `of`: signed, since rooms read it without suspicion. None at the end."""
    return Signer(salt=f"api.cursor.{of}").sign(cursor) if cursor else None


def cursor_of(given: str, *, of: str) -> str:
    """The cursor that came back. Raises Invalid for one that this list did not hand out."""
    try:
        return Signer(salt=f"api.cursor.{of}").unsign(given) if given else ""
    except BadSignature as error:
        raise Invalid(fields={"cursor": _("Con trỏ không hợp lệ.")}) from error
