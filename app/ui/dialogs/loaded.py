"""What became of the files that were loaded: a sentence for each, or the reason why it is kept aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.i18n import _
from app.sync.told import Arrival
from app.ui.dialogs.asking import Asking
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import icon_label, label, wrapped

MOST_SHOWN = 5  # before the list scrolls


class Loaded(Asking):
    """The list of them."""

    def __init__(self, parent: QWidget, arrivals: Sequence[Arrival]) -> None:
        kept = sum(one.quarantined for one in arrivals)
        told = _("{n} tệp đã nạp").format(n=len(arrivals) - kept)
        told += _(", {n} tệp giữ riêng, chưa mở").format(n=kept) if kept else ""
        super().__init__(parent, _("Kết quả nạp gói"), told + ".", _("Đóng"), Size.wide_dialog)
        self.refusing.hide()
        lines = column(*(_line(one) for one in arrivals), STRETCH, gap=0)
        if len(arrivals) <= MOST_SHOWN:
            self.add(lines)
            return
        area = QScrollArea()
        area.setWidgetResizable(True)
        inner = holder(lines)
        inner.setProperty("role", "page")
        area.setWidget(inner)
        area.setFixedHeight(MOST_SHOWN * 2 * Size.two_lines)
        self.add(area)

    def offer(self, words: str, do: Callable[[], object]) -> None:
        """One thing more that can be done; it closes the dialog."""
        verb = button(words, do, kind="link")
        verb.clicked.connect(self.accept)
        self.add(row(verb, STRETCH))


def icon_of(one: Arrival) -> tuple[str, str]:
    """Icon and tone of what became of a file."""
    if one.quarantined:
        return _QUARANTINED.get(one.fault, ("shield-alert", "danger"))
    if one.conflicts:
        return "git-compare-arrows", "warn"
    return ("equal-not", "warn") if one.state == "differs" else ("circle-check", "accent")


_QUARANTINED = {
    "earlier_missing": ("file-question-mark", "warn"),
    "totals_differ": ("triangle-alert", "warn"),
    "damaged": ("file-x", "danger"),
    "newer_format": ("file-x", "warn"),
    "newer_rule_book": ("file-x", "warn"),
    "frozen": ("lock", "warn"),
    "not_for_you": ("ban", "warn"),
}


def _line(one: Arrival) -> QFrame:
    icon, tone = icon_of(one)
    whose = " · ".join(part for part in (one.sender, Path(one.path).name) if part)
    told = column(
        label(whose, weight="medium"), *(wrapped(said, tone="second") for said in one.said), gap=Size.tight
    )
    line = row(
        icon_label(icon, tone, Size.nav_icon), told, gap=Size.gap + Size.tight, around=sides(0, Size.gap)
    )
    line.setStretch(1, 1)
    return framed("errand", line)
