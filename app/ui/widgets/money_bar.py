"""Money as one bar: the plan is the track, what was allocated and disbursed fills it; amounts stand above."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _, number
from app.ui import theme, theme_fonts
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Look

MILLION = 1_000_000
_ALLOCATED, _DISBURSED = "accentline", "done"
Amounts = tuple[int, int, int]


def millions(amount: int) -> str:
    """Đồng as millions of them, `1.250,5`."""
    told = amount / MILLION
    return number(told, 0 if told.is_integer() else 1)


class MoneyBar(QWidget):
    """The bar; amounts are in đồng and shown in millions."""

    def __init__(self) -> None:
        super().__init__()
        self._amounts: Amounts = (0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Tiến độ vốn"))

    def fill(self, planned: int, allocated: int, disbursed: int) -> None:
        """Other amounts."""
        self._amounts = planned, allocated, disbursed
        self.setAccessibleDescription(
            _("Kế hoạch {planned}, đã cấp {allocated}, giải ngân {disbursed} triệu đồng").format(
                planned=millions(planned), allocated=millions(allocated), disbursed=millions(disbursed)
            )
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """A line of words over the bar."""
        return QSize(Size.search, Size.chip + Size.money_bar + Size.tight)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw bar, ticks, amounts."""
        painter = QPainter(self)
        _planned, allocated, disbursed = self._amounts
        track = QRectF(0, Size.chip + 1, self.width(), Size.money_bar)
        whole = max(*self._amounts, 1)
        draw_money(painter, track, self._amounts)
        for amount in (disbursed, allocated):
            if amount:
                at = min(track.width() * amount / whole, track.width() - Size.focus)
                tick = QRectF(at, track.top() - Size.tight, Size.focus, track.height() + 2 * Size.tight)
                painter.fillRect(tick, theme.colour("text"))
        self._tell(painter, track.width() * allocated / whole)

    def _tell(self, painter: QPainter, allocated_to: float) -> None:
        """Disbursed at the left, the plan at the right, allocated by its tick where there is room."""
        planned, allocated, disbursed = self._amounts
        left = self._words(painter, _("Giải ngân"), disbursed, 0.0)
        plan = self._width(_("Kế hoạch"), planned)
        self._words(painter, _("Kế hoạch"), planned, self.width() - plan)
        width = self._width(_("Đã cấp"), allocated)
        at = min(allocated_to - width, self.width() - plan - width - Size.margin)
        if at > left + Size.gap:
            self._words(painter, _("Đã cấp"), allocated, at)

    def _width(self, name: str, amount: int) -> float:
        plain = theme_fonts.metrics("small")
        bold = theme_fonts.metrics("small", theme_fonts.SEMIBOLD)
        words = plain.horizontalAdvance(name + " ") + bold.horizontalAdvance(millions(amount))
        return float(words + Size.line)

    def _words(self, painter: QPainter, name: str, amount: int, left: float) -> float:
        """Draw a name and its amount; returns where they end."""
        plain = theme_fonts.metrics("small").horizontalAdvance(name + " ")
        end = left + self._width(name, amount)
        draw_words(painter, QRectF(left, 0, plain + 1, Size.icon), name, Look(size="small", tone="text2"))
        figures = QRectF(left + plain, 0, end - left - plain + Size.tight, Size.icon)
        draw_words(painter, figures, millions(amount), Look(size="small", weight="bold"))
        return end


def draw_money(painter: QPainter, track: QRectF, amounts: Amounts) -> None:
    """Planned, allocated and disbursed as one bar; more than planned makes the bar its own measure."""
    painter.fillRect(track, theme.colour("bartrack"))
    whole = max(*amounts, 1)
    for amount, role in ((amounts[1], _ALLOCATED), (amounts[2], _DISBURSED)):
        share = QRectF(track)
        share.setWidth(track.width() * amount / whole)
        painter.fillRect(share, theme.colour(role))


def draw_money_cell(painter: QPainter, cell: QRectF, amounts: Amounts, look: Look) -> None:
    """A bar of money in a table, with the share of the plan that was disbursed."""
    planned, _allocated, disbursed = amounts
    if not any(amounts):
        draw_words(painter, cell, "–", Look(tone="text3"))
        return
    words = f"{number(100 * disbursed / planned, 1)} %" if planned else millions(disbursed)
    needs = theme_fonts.metrics().horizontalAdvance("100,0 %")
    track = QRectF(cell.left(), cell.center().y() - Size.bar / 2, cell.width() - needs - Size.gap, Size.bar)
    draw_money(painter, track, amounts)
    draw_words(painter, cell, words, Look(right=True, under=look.under))
