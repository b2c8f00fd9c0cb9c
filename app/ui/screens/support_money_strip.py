"""The money of an activity on one line: planned, allocated, disbursed, as a bar, by source."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from app.i18n import _, dong, number
from app.ui.screens.support_activity_seen import Page, Source
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, row, sides
from app.ui.widgets.labels import Elided, label
from app.ui.widgets.money_bar import MoneyBar, millions


class MoneyStrip(QFrame):
    """The strip."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._planned, planned = _amount(_("Kế hoạch"))
        self._allocated, allocated = _amount(_("Đã cấp"))
        self._disbursed, disbursed = _amount(_("Giải ngân"), "accent")
        self.bar = MoneyBar()
        self._sources = Elided(size="small", tone="second")
        beside = column(self.bar, self._sources, gap=Size.tight)
        layout = row(
            planned, allocated, disbursed, beside, gap=Size.margin + Size.gap,
            around=sides(Size.margin, Size.gap + Size.tight),
        )  # fmt: skip
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def show_page(self, page: Page) -> None:
        """The money of an activity."""
        places = _("Kế hoạch · {n}").format(n=page.counted(page.places)) if page.places else _("Kế hoạch")
        each = _("{amount} đ mỗi suất").format(amount=number(page.share)) if page.share else ""
        self.show_amounts(page.planned, page.allocated, page.disbursed, places, each)
        told = " · ".join(_source(one) for one in page.sources)
        words = _("{sources} · triệu đồng").format(sources=told) if told else _("chưa ghi khoản vốn nào")
        self._sources.setText(words)

    def show_amounts(
        self, planned: int, allocated: int, disbursed: int, name: str, under: str = "", told: str = ""
    ) -> None:
        """Other amounts, in đồng."""
        self._planned[0].setText(name)
        for (_name, figure, below), amount in (
            (self._planned, planned), (self._allocated, allocated), (self._disbursed, disbursed),
        ):  # fmt: skip
            figure.setText(dong(amount) if amount else "–")
            below.setText(_share(amount, planned))
        self._planned[2].setText(under)
        self.bar.fill(planned, allocated, disbursed)
        self._sources.setText(told)


_Labels = tuple[QLabel, QLabel, QLabel]


def _amount(name: str, tone: str = "") -> tuple[_Labels, QVBoxLayout]:
    named, figure = label(name, size="small", tone="second"), label(size="title", tone=tone)
    below = label(size="small", tone="hint")
    return (named, figure, below), column(named, figure, below, gap=2)


def _share(amount: int, planned: int) -> str:
    return _("{percent} % kế hoạch").format(percent=number(100 * amount / planned, 2)) if planned else ""


def _source(one: Source) -> str:
    """`Ngân sách tỉnh 30`; carried over, or not allocated yet, where it is."""
    told = f"{one.name} {millions(one.planned or one.allocated or one.disbursed)}"
    if one.carried:
        told += " " + _("(vốn {year} kéo dài)").format(year=one.carried)
    if one.planned and not one.allocated:
        told += " " + _("(chưa cấp)")
    return told
