"""The fields that narrow the household table: what is typed and chosen becomes one `Wanted`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from app.i18n import _
from app.services import listing
from app.store.listing import Wanted
from app.store.outline import Area
from app.ui.screens.household_columns import ethnic_choices
from app.ui.widgets.fields import Choice, Line
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.shapes import class_name
from app.vietnamese import fold

PAUSE = 120  # milliseconds without a key before the list follows what is typed
ALL = ("", "tất cả")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DAY = re.compile(r"(?:(\d{1,2})[/.-])?(?:(\d{1,2})[/.-])?(\d{4})")


class Filters(QObject):
    """The fields and what they want.

    Signals:
        wanted_changed: something else is wanted.
    """

    wanted_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        everything = ("", _("tất cả"))
        classes = [everything, *((klass, class_name(klass)) for klass in listing.CLASSES)]
        self.anything = SearchField(_("Lọc trong danh sách"), "Ctrl+F", "list-filter")
        self.village = Choice([("", _("Tất cả bản"))])
        self.code = Line(hint=_("mã"), cell=True)
        self.head = Line(hint=_("tên, không cần dấu"), cell=True)
        self.birth = Line(hint=_("năm, ngày"), cell=True)
        self.sex = Choice([("", ""), ("male", "Nam"), ("female", "Nữ")], cell=True)
        self.ethnic = Choice([("", ""), *ethnic_choices()], cell=True)
        self.persons = Line(hint="≥", cell=True)
        self.now = Choice(classes, cell=True)
        self.before = Choice(classes, cell=True)
        self.movement = Choice([everything, *listing.movements()], cell=True)
        self.b1 = Line(hint="≤", cell=True)
        self.b2 = Line(hint="≥", cell=True)
        self.lacking = Choice([("", _("chỉ số"))], cell=True)
        self.others = Wanted()
        self._areas: Sequence[Area] = ()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.wanted_changed)
        self._quiet = False
        for field in self._all():
            if isinstance(field, QLineEdit):
                field.textChanged.connect(self._typed)
            else:
                field.currentIndexChanged.connect(self._chosen)

    def _typed(self) -> None:
        if not self._quiet:
            self._pause.start()

    def _chosen(self) -> None:
        if not self._quiet:
            self.wanted_changed.emit()

    def _all(self) -> tuple[QLineEdit | Choice, ...]:
        return (self.anything, self.village, *self.by_column().values())

    def by_column(self) -> dict[str, Line | Choice]:
        """The fields under the heads, by the key of their column."""
        return {
            "code": self.code, "head": self.head, "birth": self.birth, "sex": self.sex, "ethnic": self.ethnic,
            "persons": self.persons, "now": self.now, "before": self.before, "movement": self.movement,
            "b1": self.b1, "b2": self.b2, "lacking": self.lacking,
        }  # fmt: skip

    def offer(self, areas: Sequence[Area], indicators: Sequence[tuple[str, int, str]]) -> None:
        """Places and indicators to choose from."""
        self._areas = areas
        self.village.offer([("", _("Tất cả bản")), *((area.key.hex(), area.name) for area in areas)])
        self.lacking.offer(
            [("", _("chỉ số")), *((key, f"{number}. {name}") for key, number, name in indicators)]
        )

    # From fields to a wish, and back ----------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """What all fields together want."""
        typed = fold(self.anything.text()).split()
        codes = [word for word in typed if any(map(str.isdecimal, word))]
        words = [word for word in typed if word not in codes] + fold(self.head.text()).split()
        area = next((one for one in self._areas if one.key.hex() == self.village.chosen()), None)
        asked = replace(
            self.others,
            places=area.within if area else self.others.places,
            words=tuple(words),
            code=self.code.text().strip() or " ".join(codes),
            birth=stored_birth(self.birth.text()),
            sex=self.sex.chosen(),
            ethnic=_one(self.ethnic),
            persons_from=_whole(self.persons.text()),
            now=_one(self.now) or self.others.now,
            before=_one(self.before) or self.others.before,
            b1_to=number_of(self.b1.text()),
            b2_from=number_of(self.b2.text()),
            lacking=_one(self.lacking) or self.others.lacking,
        )
        return listing.by_movement(asked, self.movement.chosen())

    def show(self, wanted: Wanted) -> None:
        """Set the fields so that they want this; what no field can say stays in `others`."""
        self._quiet = True
        self._empty()
        area = next((one for one in self._areas if one.within == wanted.places), None)
        rest = wanted
        if area:
            self.village.choose(area.key.hex())
            rest = replace(rest, places=())
        if _says(self.now, rest.now):
            rest = replace(rest, now=())
        if _says(self.before, rest.before):
            rest = replace(rest, before=())
        if _says(self.lacking, rest.lacking):
            rest = replace(rest, lacking=())
        self.others = rest
        self._quiet = False
        self.wanted_changed.emit()

    def clear(self) -> None:
        """Want everything again."""
        self.show(Wanted())

    def _empty(self) -> None:
        for field in self._all():
            if isinstance(field, QLineEdit):
                field.clear()
            else:
                field.choose("")


def _one(field: Choice) -> tuple[str, ...]:
    return (field.chosen(),) if field.chosen() else ()


def _says(field: Line | Choice, told: Sequence[str]) -> bool:
    """Choose the one thing that is wanted, where the field offers it."""
    sayable = isinstance(field, Choice) and len(told) == 1 and field.findData(told[0]) > 0
    if sayable and isinstance(field, Choice):
        field.choose(told[0])
    return sayable


def number_of(text: str) -> float | None:
    """The first number of what was typed (`≥ 5`, `45,5`); None where there is none."""
    found = _NUMBER.search(text)
    return float(found[0].replace(",", ".")) if found else None


def _whole(text: str) -> int | None:
    found = number_of(text)
    return None if found is None else int(found)


def stored_birth(text: str) -> str:
    """The beginning of a stored date that `1980`, `3/1980`, `15/3/1980` means; `19` begins a year."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return text.strip() if text.strip().isdecimal() else ""
    day, month = (found[1], found[2]) if found[2] else (None, found[1])
    return "-".join(part.zfill(2) for part in (found[3], month, day) if part)
