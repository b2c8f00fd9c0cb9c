"""Why a file is not taken in: each a kind that programs tell apart, and a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import Fault, FileFault
from app.i18n import _


class SyncFault(Fault):
    """A file of the exchange cannot be taken in; the store is untouched, the file goes to quarantine."""

    kind = "sync"


class NotABundle(SyncFault):
    """The file is none of ours, or too damaged to tell."""

    kind = "damaged"


class NotForYou(SyncFault):
    """The file is for another store."""

    kind = "not_for_you"


class UnknownSender(SyncFault):
    """Nobody has invited the sender."""

    kind = "unknown_sender"


class InvitationUsed(SyncFault):
    """Another store has already answered this invitation."""

    kind = "invitation_used"


class BadSignature(SyncFault):
    """The file is not what the sender signed."""

    kind = "bad_signature"


class NewerFormat(SyncFault):
    """A newer version of the program made the file."""

    kind = "newer_format"


class NewerRuleBook(SyncFault):
    """The file speaks of a rule book that this program does not know; it is taken in after an update."""

    kind = "newer_rule_book"


class TooLarge(SyncFault):
    """One piece of work is larger than any file that could be taken in."""

    kind = "too_large"


class TotalsDiffer(SyncFault):
    """After taking the file in, the numbers would not be the sender's."""

    kind = "totals_differ"


def damaged(detail: str) -> NotABundle:
    """The file cannot be read as a file of the exchange."""
    return NotABundle(
        _("Tệp không phải gói của Sổ Bản, hoặc đã hỏng."),
        _("Chi tiết: {detail}.").format(detail=detail),
        _("Xin nơi gửi chép lại tệp, hoặc làm lại gói."),
    )


def not_for_you() -> NotForYou:
    """The recipient named in the file is another store."""
    return NotForYou(
        _("Gói này gửi cho nơi khác."),
        _("Gói được khóa riêng cho sổ của nơi nhận."),
        _("Chuyển tệp cho đúng nơi nhận."),
    )


def unknown_sender(place: str) -> UnknownSender:
    """The sender is neither above nor below."""
    return UnknownSender(
        _("Không biết nơi gửi gói (“{place}”).").format(place=place),
        _("Sổ này chưa mời nơi ấy, và nơi ấy không phải cấp trên."),
        _("Nếu đúng là cấp dưới của mình, cấp cho họ một giấy mời."),
    )


def invitation_used(place: str) -> InvitationUsed:
    """A second store comes with an invitation that was taken up."""
    return InvitationUsed(
        _("Giấy mời của “{place}” đã có sổ khác dùng.").format(place=place),
        _("Mỗi giấy mời chỉ lập được một sổ."),
        _("Gọi điện hỏi nơi ấy; nếu cần, cấp giấy mời mới."),
    )


def bad_signature(place: str) -> BadSignature:
    """Header or body were changed after signing, or another store pretends to be the sender."""
    return BadSignature(
        _("Chữ ký của gói từ “{place}” không đúng.").format(place=place),
        _("Tệp đã bị sửa hoặc hỏng trên đường đi, hoặc có người mạo danh nơi gửi."),
        _("Không nạp gói này; gọi điện cho nơi gửi và xin lại tệp."),
    )


def newer_format(found: int, known: int) -> NewerFormat:
    """The format is above what this program reads."""
    return NewerFormat(
        _("Gói do phiên bản Sổ Bản mới hơn làm (định dạng {found}, máy này đọc được {known}).").format(
            found=found, known=known
        ),
        todo=_("Cài phiên bản mới của Sổ Bản rồi nạp lại gói."),
    )


def not_written(name: str, reason: str) -> FileFault:
    """The file could not be written where it was asked for."""
    return FileFault(
        _("Không ghi được tệp “{name}”.").format(name=name),
        _("Máy báo: {reason}.").format(reason=reason),
        _("Chọn thư mục khác, hoặc ổ đĩa còn chỗ, rồi làm lại."),
    )


def newer_store(found: int, known: int) -> NewerFormat:
    """The sender's book has tables or fields that this program does not know."""
    return NewerFormat(
        _("Nơi gửi dùng phiên bản Sổ Bản mới hơn (sổ định dạng {found}, máy này có {known}).").format(
            found=found, known=known
        ),
        todo=_("Cài phiên bản mới của Sổ Bản rồi nạp lại gói."),
    )


def newer_rule_book(keys: Sequence[str]) -> NewerRuleBook:
    """The sender works by rule books that are not shipped with this program."""
    return NewerRuleBook(
        _("Gói dùng bộ quy tắc mà máy này chưa có: {keys}.").format(keys=", ".join(keys[:5])),
        _("Nơi gửi đã cài phiên bản Sổ Bản mới hơn."),
        _("Cài phiên bản mới rồi nạp một gói bất kỳ hoặc chính gói này; gói được giữ nguyên, không mất gì."),
    )


def too_large(title: str, size: int) -> TooLarge:
    """Nobody could take such a file in."""
    return TooLarge(
        _("Không làm được gói: riêng việc “{title}” đã lớn {size} MB, quá mức một tệp chở được.").format(
            title=title, size=size >> 20
        ),
        _("Gói lớn hơn thế thì không máy nào nạp được."),
        _("Hoàn tác việc ấy, rồi nhập lại thành nhiều lần nhỏ hơn (ví dụ từng xã, từng bản)."),
    )


def totals_differ(where: str) -> TotalsDiffer:
    """Sent and received numbers are not the same."""
    return TotalsDiffer(
        _("Số liệu sau khi nạp không khớp với nơi gửi."),
        where,
        _("Chưa nạp gì vào sổ. Xin nơi gửi làm gói đầy đủ (gửi lại từ đầu; lệnh “send --full”)."),
    )
