"""Nhập từ Excel, pointing: the fields at the left, the sheet as it is at the right; a click joins the two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.exchange.intake.attempt import Attempt
from app.exchange.intake.attempt import heads as heads_of
from app.exchange.sheet import letters
from app.exchange.sheets import pointing
from app.exchange.sheets.headers import ColumnMapping
from app.exchange.sheets.pointing import Head
from app.i18n import _
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, emptied, framed, row, sides
from app.ui.widgets.columns import Column
from app.ui.widgets.fields import Choice
from app.ui.widgets.labels import icon_label, label, wrapped
from app.ui.widgets.panel import Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table

NEEDED = "name"


class ColumnsPage(QWidget):
    """Which column holds what.

    Signals:
        pointed: something else is pointed at.
    """

    pointed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heads: Sequence[Head] = ()
        self._columns: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._kind = ""
        self._fields_panel = Panel(_("Sổ cần gì"))
        self.fields = Table(self._field_columns())
        self._fields_panel.put(self.fields)
        self._sheets = Choice()
        self._sheet_panel = Panel(_("Trang tính"))
        self._sheet_panel.add_to_title(self._sheets)
        self._lacking = wrapped("", tone="warn")
        told = row(icon_label("triangle-alert", "warn"), self._lacking, around=sides(Size.margin, Size.gap))
        told.setStretch(1, 1)
        self._callout = framed("callout", told)
        self._room = column(gap=0)
        self._sheet_panel.body.addLayout(self._room)
        self._hint = label(
            _("Chọn một mục ở bên trái, rồi bấm vào cột của nó trong trang tính, hoặc gõ tên cột."),
            tone="second",
        )
        right = column(self._hint, self._callout, self._sheet_panel, gap=Size.gap)
        right.setStretch(2, 1)
        body = row(
            self._fields_panel, right, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin)
        )
        body.setStretch(1, 1)
        self._fields_panel.setFixedWidth(Size.side_pane + Size.margin)
        hints = [("A…Z", _("ghép với cột")), ("Del", _("bỏ ghép")), ("Ctrl+Enter", _("chạy thử"))]
        self._status = StatusLine(hints)
        self._status.count(
            _("Cách ghép được nhớ theo dòng tiêu đề: tệp sau cùng tiêu đề không phải ghép lại.")
        )
        layout = column(body, self._status, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._sheets.activated.connect(lambda _at: self._show_sheet())
        QShortcut(QKeySequence("Del"), self.fields, partial(self._point, 0))
        for number in range(1, 27):
            shortcut = QShortcut(QKeySequence(letters(number)), self.fields, partial(self._point, number))
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _field_columns(self) -> tuple[Column, ...]:
        return (
            Column(
                _("Mục"),
                lambda key: self._names.get(key, key),
                sample="M" * 9,
                weight="medium",
                stretch=True,
                tip=lambda key: self._names.get(key, key),
            ),
            Column(_("Cột"), self._letters, sample="AA M"),
            Column(_("Tiêu đề trong tệp"), self._title, sample="M" * 9, tone="text2", tip=self._title),
        )

    def _letters(self, key: str) -> str:
        return letters(self._columns[key]) if key in self._columns else "–"

    def _title(self, key: str) -> str:
        head = self._head
        return head.title(self._columns[key]) if head and key in self._columns else ""

    # Showing ----------------------------------------------------------------------------------------------

    def show_attempt(self, attempt: Attempt) -> None:
        """Show the columns as they are read now."""
        self._kind = attempt.kind
        self._heads = heads_of(attempt)
        self._names = dict(pointing.fields(attempt.kind))
        self._sheets.offer([(str(at), head.sheet.strip()) for at, head in enumerate(self._heads)])
        self._columns = pointing.columns_of(self._heads[0]) if self._heads else {}
        ordered = sorted(
            self._names, key=lambda key: (key != NEEDED, self._columns.get(key, len(self._names) + 99))
        )
        self.fields.rows.fill(ordered)
        self.fields.go_to(0)
        self._show_sheet()
        self._tell()

    @property
    def _head(self) -> Head | None:
        at = self._sheets.currentIndex()
        return self._heads[at] if 0 <= at < len(self._heads) else None

    def _show_sheet(self) -> None:
        emptied(self._room)
        head = self._head
        if head is None:
            return
        self.sheet = Table(_sheet_columns(head, self._columns, self._names), by_cell=True)
        titles = tuple(head.title(at) for at in range(1, head.width + 1))
        self.sheet.rows.fill([(head.header.bottom, titles), *head.rows])
        self.sheet.clicked.connect(self._clicked)
        self.sheet.heads.sectionClicked.connect(self._point)
        self._room.addWidget(self.sheet)
        self._sheet_panel.note.setText(_("tiêu đề ở dòng {n}").format(n=head.header.bottom))

    def _tell(self) -> None:
        held = len(self._columns)
        self._fields_panel.note.setText(_("đã ghép {n}/{all} mục").format(n=held, all=len(self._names)))
        lacking = NEEDED in self._names and NEEDED not in self._columns
        told = _("Chưa biết cột nào là “{name}”: không có cột ấy thì không đọc được hộ nào.")
        self._lacking.setText(told.format(name=self._names.get(NEEDED, "")))
        self._callout.setVisible(lacking)

    @property
    def is_sound(self) -> bool:
        """True when no column is missing without which nothing can be read."""
        return NEEDED not in self._names or NEEDED in self._columns

    # Pointing ---------------------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        self._point(index.column())

    def _point(self, number: int) -> None:
        """The current field is in that column of the sheet; 0, the column of row numbers, takes it out."""
        key = self.fields.rows.row(self.fields.currentIndex().row())
        head = self._head
        if key is None or head is None or number > head.width:
            return
        self._columns = pointing.pointed(self._columns, key, number)
        self.fields.viewport().update()
        self._show_sheet()
        self._tell()
        self.fields.go_to(self.fields.currentIndex().row() + 1)
        self.fields.setFocus()
        self.pointed.emit()

    def mapping(self) -> ColumnMapping | None:
        """What is pointed at, for the heads that read like the one shown."""
        head = self._head
        return pointing.made(self._kind, head, self._columns) if head else None


def _sheet_columns(head: Head, columns: pointing.Columns, names: dict[str, str]) -> tuple[Column, ...]:
    """A column of Excel each: its letters, the field that it holds; the first numbers the rows."""
    held = {at: names.get(key, key) for key, at in columns.items()}
    own = (
        Column(
            f"{letters(at)} · {held[at]}" if at in held else letters(at),
            partial(_cell, at),
            sample="0" * 12,
            tone="text" if at in held else "text3",
            tip=partial(_cell, at),
        )
        for at in range(1, head.width + 1)
    )
    return (Column("", lambda line: line[0], right=True, sample="0000", tone="text3"), *own)


def _cell(at: int, line: Any) -> str:
    cells = line[1]
    return cells[at - 1] if at <= len(cells) else ""
