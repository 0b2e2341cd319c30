"""All that is kept of a person, as one archive: for the person alone, made while it is being sent."""

import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from motcua.accounts.door import Actor, account, sessions_of
from motcua.audit.door import LookView, looks
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page
from motcua.notices.door import notices_of, preference_of

Member = tuple[str, Iterable[bytes]]
_CHUNK = 256 * 1024
_PAGE = 100
# Names of officials stay out of looks, as on the page; buttons are no data.
_LOOK_NOT_TOLD = ("account_id", "account_name", "acting_for")
_README = """DỮ LIỆU CỦA BẠN

Tệp này gồm những dữ liệu hệ thống một cửa đang lưu về bạn, lập lúc {moment}.

tai-khoan.json   tài khoản, thiết bị đang đăng nhập, thông báo và các lượt người khác xem tài khoản
ho-so/<mã>/      mỗi hồ sơ một thư mục:
  ho-so.json     nội dung đã khai, diễn biến, thời hạn, kết quả và các lượt người khác xem hồ sơ
  da-nop/        tệp bạn đã nộp
  giay-to/       giấy tờ cơ quan đã cấp cho bạn
  ket-qua.pdf    kết quả đã ký số

Tệp JSON dùng bảng mã UTF-8, thời gian theo ISO 8601. Tệp có dữ liệu cá nhân: hãy giữ ở nơi chỉ bạn mở được.
"""


class _Pipe(io.RawIOBase):
    """What the archive writes, until it is sent."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def archive(actor: Actor, *, now: dt.datetime) -> Iterator[bytes]:
    """The archive piece by piece; no more of it than a piece is ever in memory."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as bundle:
        for name, content in _members(actor, now):
            with bundle.open(name, "w") as member:
                for chunk in content:
                    member.write(chunk)
                    yield pipe.taken()
    yield pipe.taken()


def _members(actor: Actor, now: dt.datetime) -> Iterator[Member]:
    yield "DOC-TRUOC.txt", [_README.format(moment=clock.say_moment(now)).encode()]
    about = {
        "account": asdict(account(actor.id)),
        "sessions": [asdict(one) for one in sessions_of(actor.id, this=None, now=now)],
        "looks": _looks_at(actor.id),
        "notice_preference": asdict(preference_of(actor)),
        "notices": list(_notices_of(actor)),
    }
    yield "tai-khoan.json", [_json(about)]
    cursor = ""
    while True:
        page: Page[dossiers.DossierRow] = dossiers.my_dossiers(actor, cursor=cursor, size=_PAGE, now=now)
        for row in page.items:
            yield from _dossier(actor, row.id, now)
        if not page.next:
            return
        cursor = page.next


def _notices_of(actor: Actor) -> Iterator[dict[str, Any]]:
    cursor = ""
    while True:
        page = notices_of(actor, language="vi", cursor=cursor, size=_PAGE)
        yield from map(asdict, page.items)
        if not page.next:
            return
        cursor = page.next


def _dossier(actor: Actor, dossier_id: UUID, now: dt.datetime) -> Iterator[Member]:
    view = dossiers.dossier_view(actor, dossier_id=dossier_id, now=now)
    folder = f"ho-so/{view.row.code or f'nhap-{dossier_id}'}"
    about = {key: value for key, value in asdict(view).items() if key != "actions"}
    yield f"{folder}/ho-so.json", [_json(about | {"looks": _looks_at(dossier_id)})]
    for one in view.components:
        if one.sha256:
            # Two files may bear one name; the number of the component tells them apart.
            name = f"{folder}/da-nop/{one.id.hex[-6:]}-{one.file_name or one.sha256}"
            yield name, _content(actor, dossier_id, one.id, now)
    for paper in view.papers:
        if paper.ready:
            pdf = dossiers.paper_file(actor, dossier_id=dossier_id, paper_id=paper.id, now=now)
            yield f"{folder}/giay-to/{paper.kind}-{paper.id.hex[-6:]}.pdf", [pdf]
    if view.result and view.result.has_file:
        yield f"{folder}/ket-qua.pdf", [dossiers.result_file(actor, dossier_id=dossier_id, now=now)]


def _content(actor: Actor, dossier_id: UUID, component_id: UUID, now: dt.datetime) -> Iterator[bytes]:
    try:
        stream = dossiers.component_file(actor, dossier_id=dossier_id, component_id=component_id, now=now)[1]
    except NotFound as missing:  # the rest is still theirs
        yield str(missing).encode()
        return
    with closing(stream):
        while chunk := stream.read(_CHUNK):
            yield chunk


def _looks_at(subject_id: UUID) -> list[dict[str, Any]]:
    told, cursor = [], ""
    while True:
        page = looks(subject_id=subject_id, cursor=cursor, size=_PAGE)
        told += [_look(look) for look in page.items]
        if not page.next:
            return told
        cursor = page.next


def _look(look: LookView) -> dict[str, Any]:
    kept = {key: value for key, value in asdict(look).items() if key not in _LOOK_NOT_TOLD}
    return kept | {"kind_label": look.kind_label, "purpose_label": look.purpose_label}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain).encode()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
