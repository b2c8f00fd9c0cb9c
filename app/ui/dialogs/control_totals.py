"""Control totals as an officer knows them: typed village by village, or taken from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from app.i18n import _, read_count
from app.ui.dialogs.asking import Asking
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, row
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import Line
from app.ui.widgets.labels import label, set_tone

KEYS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("households", lambda: _("Số hộ")),
    ("persons", lambda: _("Số khẩu")),
    ("poor.households", lambda: _("Hộ nghèo")),
    ("near_poor.households", lambda: _("Cận nghèo")),
)
Totals = dict[str, dict[str, int]]  # place (`""` for the whole) → key of a count → number
MOST_SHOWN = 9  # villages, before the form scrolls


class ControlTotals(Asking):
    """The dialog.

    Signals:
        typed: the totals. file_wanted: they are in a file.
    """

    typed = Signal(object)
    file_wanted = Signal()

    def __init__(
        self, parent: QWidget, villages: Sequence[str], known: Mapping[str, Mapping[str, int]]
    ) -> None:
        super().__init__(
            parent,
            _("Số liệu đối chiếu"),
            _("Số chính thức của từng bản mà xã đã biết. Ô để trống thì không đối chiếu."),
            _("Đối chiếu"),
            width=Size.wide_dialog,
        )
        self.fields: dict[tuple[str, str], Line] = {}
        grid = QGridLayout()
        grid.setSpacing(Size.gap)
        grid.setContentsMargins(0, 0, Size.gap, 0)
        for at, (_key, words) in enumerate(KEYS, 1):
            grid.addWidget(label(words(), size="small", tone="hint", weight="medium"), 0, at)
        for place, name in enumerate((*villages, ""), 1):
            grid.addWidget(label(name or _("Cả tệp"), weight="" if name else "bold"), place, 0)
            for at, (key, words) in enumerate(KEYS, 1):
                value = known.get(name, {}).get(key)
                field = Line("" if value is None else str(value))
                field.setProperty("goes_on", True)
                field.setAccessibleName(f"{name or _('Cả tệp')}: {words()}")
                self.fields[name, key] = field
                grid.addWidget(field, place, at)
        self.add(self._scrolling(grid, len(villages)))
        self.body.addLayout(row(button(_("Lấy từ tệp…"), self._from_file, icon="folder-input"), STRETCH))

    def _scrolling(self, grid: QGridLayout, villages: int) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "page")
        inner.setLayout(grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        lines = min(villages, MOST_SHOWN) + 2
        area.setFixedHeight(lines * (Size.field + Size.gap))
        return area

    def _from_file(self) -> None:
        self.file_wanted.emit()
        self.reject()

    def do(self) -> None:
        """Hand over what was typed, if all of it is numbers."""
        wrong = [
            field
            for field in self.fields.values()
            if field.text().strip() and read_count(field.text()) is None
        ]
        for field in self.fields.values():
            set_tone(field, "danger" if field in wrong else "")
        if wrong:
            wrong[0].setFocus()
            return
        told: Totals = {}
        for (place, key), field in self.fields.items():
            known = read_count(field.text())
            if known is not None:
                told.setdefault(place, {})[key] = known
        self.typed.emit(told)
        self.accept()
