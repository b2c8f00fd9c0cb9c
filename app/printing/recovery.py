"""The sheet on which the passphrase of a store is written by hand and put away.

The passphrase itself is never printed: a file or a print queue that holds it would open the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.dates import PartialDate
from app.printing.document import Document, Element, Letterhead, Sign, Signatures, Text
from app.printing.prose import TO_FILL
from app.printing.wording import SIGN_HINT

WORDS = 6  # lines for the words of a passphrase: five are strong, one is spare
OPENINGS = 4  # lines to note who opened the envelope


@dataclass(frozen=True, slots=True)
class Founded:
    """A store that is being founded: whose it is, who works in it, on which day."""

    place: str
    above: str
    officer: str
    post: str
    day: date


def document(founded: Founded) -> Document:
    """The sheet, with dots for what is written by hand."""
    day = PartialDate.of(founded.day.isoformat()).shown
    above = ", ".join(part for part in (founded.place, founded.above) if part)
    officer = ", ".join(part for part in (founded.officer, founded.post) if part)
    elements: tuple[Element, ...] = (
        Letterhead(),
        Text("TỜ CẤT GIỮ MẬT KHẨU SỔ BẢN", "title"),
        Text("Viết bằng tay, cho vào phong bì dán kín, cất trong két hoặc tủ có khóa của cơ quan", "about"),
        Text(f"Sổ của: **{above or TO_FILL}**", "field"),
        Text(f"Người giữ sổ: **{officer or TO_FILL}**", "field"),
        Text(f"Ngày lập sổ: **{day}**", "field"),
        Text(f"Tệp sổ để ở (máy nào, thư mục nào): {TO_FILL}", "field"),
        Text("**Mật khẩu**, mỗi từ một dòng, viết rõ từng chữ, cả dấu, chữ hoa và chữ thường:"),
        *(Text(f"Từ thứ {number}: {TO_FILL}", "field") for number in range(1, WORDS + 1)),
        Text("Giữa hai từ là một dấu cách. Viết xong, hãy đóng sổ rồi mở lại bằng đúng những gì đã viết."),
        Text(
            "**Mất mật khẩu thì không ai mở được sổ, kể cả người làm ra phần mềm.** Ai có tờ này và tệp sổ "
            "thì đọc được thông tin của mọi hộ: không chụp ảnh, không gửi qua mạng, không để gần máy."
        ),
        Text("**Mỗi lần mở phong bì** ghi ngày, họ tên người mở, lý do; sau đó đổi phong bì mới:"),
        *(Text(f"{number}. {TO_FILL}", "field") for number in range(1, OPENINGS + 1)),
        Signatures((Sign("NGƯỜI CẤT GIỮ", SIGN_HINT), Sign("NGƯỜI GIỮ SỔ", SIGN_HINT, founded.officer))),
    )
    return Document("Tờ cất giữ mật khẩu Sổ Bản", founded.place, elements)
