"""Danh mục, rules: rule books and code lists with the source of each entry, and the B1 table loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.i18n import _, number
from app.rules.book import RuleBook
from app.rules.codes import Code, CodeList
from app.ui import theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.labels import Elided, chip, set_tone, wrapped
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.table import Table

CONFIDENCES: dict[str, tuple[str, str, Callable[[], str]]] = {
    "read": ("circle-check", "accent", lambda: _("Đã đọc văn bản")),
    "second-hand": ("circle-alert", "text2", lambda: _("Theo nguồn khác")),
    "unverified": ("circle-help", "warn", lambda: _("Chưa kiểm chứng")),
}
_CHIPS = {"read": "accent", "second-hand": "", "unverified": "warn"}


class _Sourced(Panel):
    """A panel whose head tells where its content comes from and how sure it is."""

    def __init__(self, table: Table) -> None:
        super().__init__("")
        self.confidence: QLabel = chip("")
        self.add_to_title(self.confidence)
        self.source = wrapped("", tone="second")
        self.source.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.more = Elided(size="small", tone="hint")
        self.table = table
        self.body.addLayout(
            column(
                self.source, self.more, gap=Size.tight, around=(Size.margin, Size.gap, Size.margin, Size.gap)
            )
        )
        self.put(table)
        table.copy_wanted.connect(lambda at: table.copy(table.rows.row(one) for one in at))

    def tell(self, title: str, note: str, source: str, confidence: str, more: str = "") -> None:
        """Title, source, confidence."""
        self.title.setText(title)
        self.note.setText(note)
        self.source.setText(source)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.confidence.setText(CONFIDENCES[confidence][2]())
        set_tone(self.confidence, _CHIPS[confidence])


class BookPanel(_Sourced):
    """A rule book, entry by entry."""

    def __init__(self) -> None:
        super().__init__(Table(_book_columns()))
        self.detail = wrapped("")
        self.detail_source = wrapped("", size="small", tone="hint")
        self.put(
            framed(
                "detail",
                column(self.detail, self.detail_source, gap=Size.tight, around=sides(Size.margin, Size.gap)),
            )
        )
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._show_entry(now.row())
        )

    def _show_entry(self, at: int) -> None:
        """The entry in full, with its source."""
        line = self.table.rows.row(at) if at >= 0 else None
        if line is not None:
            self.detail.setText(f"{line.name}: {line.value}")
            replaced = _(" Nơi này đã thay: {names}.").format(names=", ".join(line.mark.replaced))
            told = _("{confidence}. Nguồn: {source}.").format(
                confidence=CONFIDENCES[line.mark.confidence][2](), source=line.mark.source
            )
            self.detail_source.setText(told + (replaced if line.mark.replaced else ""))

    def show_book(self, one: RuleBook, lines: Sequence[Any]) -> None:
        """Another book with its entries."""
        self.tell(
            one.name,
            _("áp dụng {since} – {until}").format(since=_day(one.valid_from), until=_day(one.valid_to)),
            f"{one.decree}. {one.mark.source}",
            one.mark.confidence,
            _("Mục ghi “có thể” chưa đọc được trong văn bản gốc nên được phép thay khi có văn bản."),
        )
        self.table.rows.fill(lines)
        self.table.go_to(0)
        self._show_entry(0)


class CodesPanel(_Sourced):
    """A code list, in the order of its paper."""

    def __init__(self) -> None:
        super().__init__(Table(_code_columns()))

    def show_codes(self, one: CodeList) -> None:
        """Another list."""
        self.tell(one.title, _("{n} mục").format(n=len(one.entries)), one.source, one.confidence)
        self.table.rows.fill(list(enumerate(one.entries, 1)))
        self.table.go_to(0)


class PointsPanel(Panel):
    """The B1 table of a standard: what is loaded, and the button that loads it."""

    def __init__(self, load: Callable[[], object]) -> None:
        super().__init__("")
        self.table = Table(_point_columns())
        self._none = Empty(
            "file-spreadsheet",
            _("Chưa có bảng điểm B1"),
            _(
                "Bảng điểm chính thức do tỉnh ban hành: một tệp Excel có các cột chuẩn, vùng, khu vực, mục, "
                "lựa chọn, điểm. Chưa có bảng thì điểm B1 phải gõ tay."
            ),
            _("Nhập bảng điểm…"),
            load,
        )
        self._again = row(
            button(_("Nhập bảng điểm khác…"), load, icon="file-spreadsheet"),
            STRETCH,
            around=(Size.margin, Size.gap, Size.margin, Size.gap),
        )
        self._foot = holder(self._again)
        for part in (self.table, self._none, self._foot):
            self.put(part)
        self.table.copy_wanted.connect(lambda at: self.table.copy(self.table.rows.row(one) for one in at))

    def show_points(self, one: RuleBook, lines: Sequence[Any]) -> None:
        """The table of another standard."""
        self.title.setText(_("Bảng điểm B1, {name}").format(name=one.short))
        source = lines[0].source if lines else ""
        self.note.setText(
            _("{n} dòng, từ “{source}”").format(n=number(len(lines)), source=source) if lines else ""
        )
        self.table.rows.fill(lines)
        for part in (self.table, self._foot):
            part.setVisible(bool(lines))
        self._none.setVisible(not lines)


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}"


def _book_columns() -> tuple[Column, ...]:
    return (
        Column(
            _("Phần"),
            lambda line: line.section,
            sorts=False,
            sample="Lao động thu nhập",
            tone="text3",
        ),
        Column(_("Mục"), lambda line: line.name, sorts=False, sample="5. Trình độ giáo dục", weight="medium"),
        Column(
            _("Giá trị, cách tính"),
            lambda line: line.value,
            sorts=False,
            sample="M" * 12,
            stretch=True,
            tip=lambda line: line.value,
        ),
        Column(
            _("Độ tin cậy"),
            lambda line: line.mark.confidence,
            lambda key: CONFIDENCES[key][2](),
            sorts=False,
            sample="MM Chưa kiểm chứng",
            draw=_draw_confidence,
            tip=lambda line: line.mark.source,
        ),
        Column(
            _("Thay được"),
            lambda line: line.replaceable,
            _replaceable,
            sorts=False,
            sample="có thể",
            tone="text2",
        ),
    )


def _replaceable(can: bool) -> str:
    return _("có thể") if can else "–"


def _draw_confidence(painter: QPainter, cell: QRectF, confidence: str, _look: Look) -> None:
    icon, tone, words = CONFIDENCES[confidence]
    side = float(Size.icon)
    theme_icons.paint(painter, icon, tone, QRectF(cell.left(), cell.center().y() - side / 2, side, side))
    draw_words(painter, cell.adjusted(side + Size.tight, 0, 0, 0), words(), Look(tone=tone))


def _code_columns() -> tuple[Column, ...]:
    return (
        Column(_("Số"), lambda told: told[0], right=True, sorts=False, sample="000", tone="text3"),
        Column(_("Tên"), lambda told: told[1].name, sorts=False, sample="M" * 18, weight="medium"),
        Column(_("Mã"), lambda told: told[1].code, sorts=False, sample="M" * 9, tone="text3", as_text=True),
        Column(
            _("Cách viết khác đọc được"),
            lambda told: ", ".join(told[1].spelled),
            sorts=False,
            sample="M" * 10,
            stretch=True,
            tone="text2",
            tip=lambda told: ", ".join(told[1].spelled),
        ),
        Column(
            _("Hiệu lực"),
            lambda told: _in_force(told[1]),
            sorts=False,
            sample="01/01/2026 – 00/00",
            tone="text2",
        ),
    )


def _in_force(one: Code) -> str:
    since = _day(one.valid_from) if one.valid_from else ""
    until = _day(one.valid_to) if one.valid_to else ""
    return f"{since} – {until}".strip() if since or until else _("luôn")


def _point_columns() -> tuple[Column, ...]:
    return (
        Column(_("Vùng"), lambda line: line.region, sorts=False, sample="Trung du và miền núi"),
        Column(_("Khu vực"), lambda line: line.area, sorts=False, sample="Nông thôn"),
        Column(_("Mục"), lambda line: line.item, sorts=False, sample="M" * 16, weight="medium"),
        Column(_("Lựa chọn"), lambda line: line.option, sorts=False, sample="M" * 10, stretch=True),
        Column(
            _("Điểm"),
            lambda line: line.points,
            lambda points: f"{points:g}",
            right=True,
            sorts=False,
            sample="0000",
        ),
    )
