"""What is wrong with a file, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.dialogs.asking import Asking
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, sides
from app.ui.widgets.columns import Column
from app.ui.widgets.table import Table

COLUMNS = (
    Column(_("Trang"), lambda one: one.sheet, sorts=False, sample="M" * 8, tone="text2"),
    Column(_("Dòng"), lambda one: one.row or "", right=True, sorts=False, sample="00000", tone="text2"),
    Column(
        _("Chỗ sai"),
        lambda one: one.reason,
        sorts=False,
        sample="M" * 12,
        stretch=True,
        tip=lambda one: one.reason,
    ),
)


class Problems(Asking):
    """The list; `problems` have `sheet`, `row` and `reason`."""

    def __init__(self, parent: QWidget, title: str, sentence: str, problems: Sequence[Any]) -> None:
        super().__init__(parent, title, sentence, _("Đóng"), Size.wide_dialog)
        self.refusing.hide()
        self.table = Table(COLUMNS)
        self.table.rows.fill(problems)
        self.table.setFixedHeight(Size.search)
        self.table.copy_wanted.connect(lambda at: self.table.copy(self.table.rows.row(one) for one in at))
        self.add(framed("panel", column(self.table, gap=0, around=sides(1, 1))))
