"""F1 of an activity: who may benefit from its sub-project, and who goes first, in the words of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QWidget

from app.i18n import _
from app.ui.dialogs.asking import Asking
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, holder, row
from app.ui.widgets.labels import label, wrapped

if TYPE_CHECKING:
    from app.ui.screens.support_activity_seen import Page


class SupportRules(Asking):
    """The rules, read only."""

    def __init__(self, parent: QWidget, page: Page) -> None:
        title = _("Quy định của {code}").format(code=page.code)
        super().__init__(parent, title, page.beneficiaries, _("Đóng"), Size.wide_dialog)
        self.refusing.hide()
        told = column(gap=Size.gap)
        for head, rules in ((_("Ai trước"), page.priority), (_("Ai được hưởng"), page.rules)):
            told.addWidget(label(head, weight="bold"))
            for number, text in enumerate(_some(rules), 1):
                mark = label(f"{number}.", tone="hint")
                mark.setFixedWidth(Size.margin + Size.tight)
                line = row(mark, wrapped(text), gap=Size.tight)
                line.setStretch(1, 1)
                told.addLayout(line)
        told.addWidget(
            wrapped(
                _("Không hỗ trợ hai lần cùng loại, cùng thời kỳ; muốn hỗ trợ tiếp phải ghi lý do."),
                tone="second",
            )
        )
        told.addItem(column(STRETCH))
        area = QScrollArea()
        area.setWidgetResizable(True)
        inner = holder(told)
        inner.setProperty("role", "page")
        area.setWidget(inner)
        area.setFixedHeight(Size.search + Size.name_column)
        self.add(area)


def _some(rules: Sequence[str]) -> Sequence[str]:
    return rules or (
        _("Chưa có quy định trong danh mục: người có thẩm quyền quyết định, ghi căn cứ văn bản."),
    )
