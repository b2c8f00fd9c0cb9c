"""Cài đặt: what one person chose on this machine. Each choice holds at once and is kept at once."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QScrollArea

from app.i18n import _, translated
from app.settings import allowed, settings_file
from app.ui import theme
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import PREFERENCES
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, holder, row, sides
from app.ui.widgets.fields import Choice, Field, Line
from app.ui.widgets.labels import key_cap, label, wrapped
from app.ui.widgets.panel import Panel

KEYS = (
    ("Ctrl+K", _("tìm hộ, người, màn hình, việc cần làm")),
    ("Alt+1…8", _("các màn hình ở thanh bên")),
    ("F6", _("sang khung kế bên")),
    ("F1", _("giải thích ô đang gõ, và điều luật của nó")),
    ("Ctrl+Enter", _("việc tiếp theo, hoặc xong hộp thoại")),
    ("Ctrl+Z", _("hoàn tác việc gần nhất của cả sổ")),
    ("Ctrl+Shift+Z", _("làm lại")),
    ("Ctrl+F", _("lọc trong danh sách")),
    ("Ctrl+P", _("in biểu, giấy đang xem")),
    ("Ctrl+E", _("xuất ra Excel")),
    ("Ctrl+N", _("thêm hộ")),
    ("Ctrl+C", _("chép các hộ đang chọn sang Excel")),
    ("Ctrl+O", _("nạp gói ở Đồng bộ")),
    ("F8", _("xung đột sau ở Đồng bộ")),
    ("Esc", _("bỏ lọc, đóng, quay lại")),
)


class Preferences(Screen):
    """The settings."""

    kind: ClassVar[Kind] = PREFERENCES

    def build(self) -> None:
        """Panels: who, how it looks, keys."""
        chosen = self.desk.settings
        self.officer = Field(_("Họ tên"), Line(chosen.officer), note=_("Lịch sử ghi tên này với mỗi việc."))
        self.post = Field(_("Chức danh"), Line(chosen.post))
        self.theme = Field(
            _("Giao diện"), Choice([(key, translated(theme.load(key).name)) for key in theme.THEMES])
        )
        self.language = Field(
            _("Ngôn ngữ"),
            Choice([("vi", "Tiếng Việt"), ("en", "English")]),
            note=_("Có hiệu lực từ lần mở sau."),
        )
        sizes = [(str(one), f"{one} %") for one in allowed("scaling")]
        self.scaling = Field(_("Cỡ chữ, cỡ hình"), Choice(sizes), note=_("Có hiệu lực từ lần mở sau."))
        who = _panel(_("Người dùng"), self.officer, self.post)
        look = _panel(_("Hiển thị"), self.theme, self.language, self.scaling)
        keys = Panel(_("Phím tắt"))
        keys.put(
            holder(column(*(_key(*one) for one in KEYS), gap=Size.gap, around=sides(Size.margin, Size.gap)))
        )
        where = wrapped(
            _("Các lựa chọn này được giữ ở {file}.").format(file=settings_file()), size="small", tone="hint"
        )
        left = column(who, look, where, STRETCH, gap=Size.margin)
        right = column(keys, STRETCH, gap=Size.margin)
        both = row(left, right, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin))
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        inner = holder(both)
        inner.setProperty("role", "page")
        area.setWidget(inner)
        self.setLayout(column(Head(self.kind.title), area, gap=0))
        self.refresh()

    def wire(self) -> None:
        """Each choice is kept when it is made."""
        choose = self.desk.choose
        self.officer.inner.editingFinished.connect(lambda: choose(officer=self.officer.text))  # type: ignore[union-attr]
        self.post.inner.editingFinished.connect(lambda: choose(post=self.post.text))  # type: ignore[union-attr]
        self.theme.edited.connect(lambda: choose(theme=self.theme.text))
        self.language.edited.connect(lambda: choose(language=self.language.text))
        self.scaling.edited.connect(lambda: choose(scaling=int(self.scaling.text)))
        self.desk.settings_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is chosen."""
        chosen = self.desk.settings
        for field, value in (
            (self.theme, chosen.theme),
            (self.language, chosen.language),
            (self.scaling, str(chosen.scaling)),
        ):
            assert isinstance(field.inner, Choice)
            field.inner.blockSignals(True)
            field.inner.choose(value)
            field.inner.blockSignals(False)


def _panel(title: str, *fields: Field) -> Panel:
    made = Panel(title)
    made.put(holder(column(*fields, gap=Size.gap + Size.tight, around=sides(Size.margin, Size.margin))))
    return made


def _key(key: str, does: str) -> QHBoxLayout:
    return row(key_cap(key), label(does), STRETCH)
