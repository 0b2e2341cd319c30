"""What was found about a paper, in plain words. Colour and sign only repeat what the words say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers.door import ResultCheck
from motcua.kernel.clock import say_moment
from motcua.signing.door import Verification


@dataclass(frozen=True, slots=True)
class Verdict:
    """`tone`: good | doubtful | bad."""

    tone: str
    title: str
    text: str


def of_register(check: ResultCheck | None) -> Verdict:
    """A paper known by its QR code alone."""
    if check is None:
        return Verdict(
            "bad",
            _("Không có kết quả này trong sổ đăng ký"),
            _("Mã xác thực không đúng hoặc giấy không do hệ thống này phát hành. Không nên tin giấy này."),
        )
    if check.released_at is None:
        return Verdict(
            "doubtful",
            _("Kết quả này chưa được phát hành"),
            _("Kết quả đã được lập nhưng chưa có hiệu lực vì chưa được phát hành."),
        )
    if not check.current:
        return _no_longer(check)
    return Verdict(
        "good",
        _("Có kết quả này trong sổ đăng ký"),
        _("Hãy so từng thông tin dưới đây với tờ giấy bạn đang cầm. Nếu khác, giấy đã bị sửa."),
    )


def of_file(verification: Verification, check: ResultCheck | None) -> Verdict:
    """A file: its signatures, and whether the register knows exactly this content."""
    if verification.verdict == "valid":
        if check is None:
            return _signed_elsewhere()
        return _genuine() if check.current else _no_longer(check)
    return _SAY[verification.verdict](verification)


def _genuine() -> Verdict:
    return Verdict(
        "good",
        _("Tệp này là thật và chưa bị thay đổi"),
        _("Chữ ký số còn nguyên vẹn và đúng tệp này có trong sổ đăng ký kết quả."),
    )


def _no_longer(check: ResultCheck) -> Verdict:
    if check.revoked_at is None:
        return _replaced()
    values = {"at": say_moment(check.revoked_at), "ground": check.revocation_ground}
    text = _("Cơ quan đã thu hồi kết quả này lúc %(at)s. Kết quả không còn giá trị.") % values
    if check.revocation_ground:
        text += " " + _("Căn cứ: %(ground)s.") % values
    return Verdict("bad", _("Kết quả này đã bị thu hồi"), text)


def _replaced() -> Verdict:
    return Verdict(
        "doubtful",
        _("Kết quả này đã được thay thế"),
        _("Kết quả đã từng được phát hành nhưng không còn hiệu lực: cơ quan đã thay bằng kết quả khác."),
    )


def _signed_elsewhere() -> Verdict:
    return Verdict(
        "good",
        _("Chữ ký số hợp lệ, tệp chưa bị thay đổi"),
        _("Tệp không nằm trong sổ đăng ký kết quả: có thể là giấy hẹn, phiếu, hoặc văn bản của nơi khác."),
    )


def _altered(found: Verification) -> Verdict:
    return Verdict("bad", _("Tệp đã bị thay đổi sau khi ký"), found.problem)


def _unknown_signer(found: Verification) -> Verdict:
    return Verdict("doubtful", _("Chưa xác định được người ký"), found.problem)


def _unsigned(found: Verification) -> Verdict:
    text = _(
        "Không có gì chứng minh ai đã lập tệp này. Bản in, bản chụp không còn chữ ký số; hãy quét mã QR trên giấy."
    )
    return Verdict("bad", _("Tệp không có chữ ký số"), text)


def _unreadable(found: Verification) -> Verdict:
    text = _(
        "Tệp không phải PDF, bị hỏng, đặt mật khẩu hoặc đã bị sửa đến mức không đọc được. Không nên tin tệp này."
    )
    return Verdict("bad", _("Không đọc được tệp này"), text)


_SAY = {
    "altered": _altered,
    "unknown_signer": _unknown_signer,
    "unsigned": _unsigned,
    "unreadable": _unreadable,
}
