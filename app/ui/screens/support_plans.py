"""Kế hoạch hộ: by village, what nothing answers yet, who got nothing, who twice; each number its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent

from app.i18n import _, number
from app.store.listing import Wanted
from app.ui import clock
from app.ui.dialogs.household_plans import need_name
from app.ui.screen import Head, Kind, Screen
from app.ui.screens import HOUSEHOLD_PLANS
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, emptied, row
from app.ui.widgets.buttons import button
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.fields import Choice
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table
from app.ui.widgets.two_lines import Entry, Lines

if TYPE_CHECKING:
    from app.services.support.village_plans import VillagePlans

NUMBERS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("households", lambda: _("Số hộ")),
    ("nothing", lambda: _("Chưa nhận gì")),
    ("answered", lambda: _("Đủ đáp ứng")),
    ("unknown", lambda: _("Chưa rõ cần gì")),
    ("planned", lambda: _("Có kế hoạch")),
    ("escaping", lambda: _("Đăng ký thoát")),
    ("helped", lambda: _("Có người giúp")),
)
LESS = ("planned", "helped")  # numbers that a narrow window can do without
_BACK = 3  # years that can be chosen before this one


@dataclass(frozen=True, slots=True)
class Need:
    """A cause or an indicator that nothing answers yet, of households in each village and in all."""

    need: str
    code: str
    name: str
    by_village: tuple[tuple[bytes, ...], ...]

    @property
    def everybody(self) -> tuple[bytes, ...]:
        """The households of all villages."""
        return tuple(key for keys in self.by_village for key in keys)


@dataclass(frozen=True, slots=True)
class Twice:
    """Somebody who got one kind of support twice."""

    household: bytes
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """A year: its villages with the sum of all at the foot, the needs, who got twice."""

    villages: tuple[VillagePlans, ...]
    needs: tuple[Need, ...]
    twice: tuple[Twice, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A village, or all of them, with the households behind each number."""

    name: str
    behind: dict[str, tuple[bytes, ...]]


class HouseholdPlans(Screen):
    """The villages."""

    kind: ClassVar[Kind] = HOUSEHOLD_PLANS
    watches: ClassVar[frozenset[str]] = frozenset(
        {"household_plan", "enrolment", "activity", "review_case", "result", "household", "decided"}
    )

    def build(self) -> None:
        """Villages over needs, and beside them who got twice."""
        today = clock.today().year
        years = [
            (str(year), _("năm {year}").format(year=year)) for year in range(today, today - _BACK - 1, -1)
        ]
        self.years = Choice(years)
        self.years.setFixedWidth(Size.name_column - Size.margin)
        self.years.setAccessibleName(_("Năm"))
        self.head = Head(
            _("Kế hoạch hộ"), [button(_("Về hoạt động"), self._leave, icon="arrow-left", key="Esc")]
        )
        self.head.beside.addWidget(self.years)
        self.villages = Table(_of_villages(), by_cell=True)
        self._villages = Panel(_("Hộ nghèo, hộ cận nghèo theo bản"))
        self._villages.put(self.villages)
        self._needs = Panel(_("Nguyên nhân, thiếu hụt chưa có hỗ trợ nào đáp ứng"))
        self._needs_room = column(gap=0)
        self._needs.body.addLayout(self._needs_room)
        self.needs: Table | None = None
        self.twice = Lines()
        self._no_twice = Empty(
            "circle-check", _("Không ai nhận hai lần"),
            _("Không có hai bản ghi hỗ trợ cùng loại, cùng thời kỳ cho một hộ, một người."), small=True,
        )  # fmt: skip
        self._no_twice.sentence.setFixedWidth(Size.case_list - 2 * Size.margin)
        self._twice = Panel(_("Nhận hai lần"))
        self._twice.put(self.twice)
        self._twice.put(self._no_twice)
        self._twice.setFixedWidth(Size.case_list)
        left = column(self._villages, self._needs, gap=Size.margin)
        left.setStretch(1, 1)
        body = row(left, self._twice, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.gap))
        body.setStretch(0, 1)
        self.status = StatusLine([
            ("← ↑ → ↓", _("chọn ô")), ("Enter", _("mở các hộ của ô")), ("F6", _("bảng sau")),
        ])  # fmt: skip
        layout = column(self.head, body, self.status, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.villages)

    def wire(self) -> None:
        """Every number opens its households."""
        self.years.currentIndexChanged.connect(lambda *_: self.refresh())
        self.villages.cell_opened.connect(self._open_village)
        self.twice.chosen.connect(lambda one: self.desk.go("household", one.household))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """A narrow window does without some numbers."""
        super().resizeEvent(event)
        narrow = self.width() < Size.window_width - 2 * Size.sidebar
        self.villages.hide_columns(LESS if narrow else ())

    def next_pane(self) -> bool:
        """F6: from the villages to the needs."""
        if self.villages.hasFocus() and self.needs is not None:
            self.needs.setFocus()
            return True
        return False

    # Showing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the year anew."""
        place, year = self.desk.outline.place, int(self.years.chosen())
        if place:
            read = partial(_told, scope=place, year=year, today=clock.today())
            self.desk.runner.ask(read, self._show, latest="support.plans")

    def _show(self, told: Told) -> None:
        at = self.villages.currentIndex()
        lines = _lines(told.villages)
        self.villages.rows.fill(lines)
        self.villages.fit_height()
        self.villages.setCurrentIndex(self.villages.rows.index(max(at.row(), 0), max(at.column(), 1)))
        self._show_needs(told)
        self.twice.fill(Entry(one, one.name, one.why, icon="copy-x", tone="danger") for one in told.twice)
        self.twice.setVisible(bool(told.twice))
        self._no_twice.setVisible(not told.twice)
        self._twice.note.setText(str(len(told.twice)) if told.twice else "")
        whole = lines[-1].behind if lines else {}
        self.status.count(
            _("{n} hộ nghèo, cận nghèo").format(n=number(len(whole.get("households", ())))),
            _("{n} hộ chưa nhận gì trong năm").format(n=number(len(whole.get("nothing", ())))),
        )

    def _show_needs(self, told: Told) -> None:
        """The villages are its columns; with nothing to show, why."""
        emptied(self._needs_room)
        if not told.needs:
            self.needs = None
            self._needs_room.addWidget(_nothing(told.villages))
            return
        self.needs = Table(_of_needs([one.name for one in told.villages]), by_cell=True)
        self.needs.rows.fill(told.needs)
        self.needs.cell_opened.connect(self._open_need)
        self.needs.setCurrentIndex(self.needs.rows.index(0, 1))
        self._needs_room.addWidget(self.needs)

    # Doing ------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self.desk.go("support")

    def _list(self, keys: Iterable[bytes]) -> None:
        if wanted := tuple(keys):
            self.desk.go("households", Wanted(keys=wanted))

    def _open_village(self, at: int, key: str) -> None:
        line: _Line = self.villages.rows.row(at)
        self._list(line.behind.get(key if key != "name" else "households", ()))

    def _open_need(self, at: int, key: str) -> None:
        need: Need = self.needs.rows.row(at)  # type: ignore[union-attr]
        self._list(need.everybody if key == "all" else need.by_village[int(key)])


def _nothing(villages: Sequence[VillagePlans]) -> Empty:
    """No need is open: because none is known, or because support answers them all."""
    if any(_behind(one, "answered") for one in villages):
        words = _("Mọi nguyên nhân, thiếu hụt đã ghi đều có hỗ trợ")
    else:
        words = _("Chưa rõ hộ nào cần gì")
    told = _("Tính theo nguyên nhân, chỉ số thiếu hụt trong kết quả đã công nhận của từng hộ.")
    return Empty("clipboard-list", words, told, small=True)


def _lines(villages: Sequence[VillagePlans]) -> list[_Line]:
    found = [_Line(one.name, {key: _behind(one, key) for key, _words in NUMBERS}) for one in villages]
    whole = {key: tuple(home for line in found for home in line.behind[key]) for key, _words in NUMBERS}
    return [*found, _Line(_("Tất cả"), whole)] if found else []


def _behind(one: VillagePlans, key: str) -> tuple[bytes, ...]:
    """The households of a number; those of whom no need is known are not taken for answered."""
    found = one.behind.get(key, ())
    unknown = set(one.behind.get("unknown", ())) if key == "answered" else set()
    return tuple(home for home in found if home not in unknown)


def _of_villages() -> tuple[Column, ...]:
    return (
        Column(_("Bản"), lambda line: line.name, key="name", sample="Bản Lũng Cáng dài", weight="medium",
               stretch=True, sorts=False, opens=True),
        *(
            Column(words(), partial(_count, key), number, key=key, right=True, sorts=False, opens=True,
                   sample=words(), draw=_draw_count)
            for key, words in NUMBERS
        ),
    )  # fmt: skip


def _count(key: str, line: _Line) -> int:
    return len(line.behind[key])


def _of_needs(villages: Sequence[str]) -> tuple[Column, ...]:
    return (
        Column(_("Nguyên nhân, thiếu hụt"), lambda one: one.name, key="all", sample="M" * 12, stretch=True,
               sorts=False, weight="medium", opens=True),
        Column(_("Cộng"), lambda one: len(one.everybody), number, key="all", right=True, sample="0.000",
               sorts=False, opens=True, draw=_draw_count),
        *(
            Column(name, partial(_in_village, at), number, key=str(at), right=True, sample="00000",
                   sorts=False, opens=True, draw=_draw_count)
            for at, name in enumerate(villages)
        ),
    )  # fmt: skip


def _in_village(at: int, one: Need) -> int:
    return len(one.by_village[at])


def _draw_count(painter: QPainter, cell: QRectF, count: int, look: Look) -> None:
    words = number(count) if count else "–"
    draw_words(painter, cell, words, Look(right=True, tone="text" if count else "text3", under=look.under))


def _told(store: Any, scope: bytes, year: int, today: Any) -> Told:
    from app.models.support import Enrolment
    from app.services.support import ledger, village_plans
    from app.services.support.enrolment_steps import names_in_book

    villages = tuple(village_plans.villages(store, scope, year, today))
    twice = ledger.twice(store, year)
    with store.session() as session:
        enrolments = [session.get_one(Enrolment, one.second) for one in twice]
        names = names_in_book(session, enrolments)
    return Told(
        villages,
        tuple(_needs(villages)),
        tuple(Twice(one.household, names[one.second], one.why) for one in twice),
    )


def _needs(villages: Sequence[VillagePlans]) -> list[Need]:
    """What nothing answers, what most households lack first."""
    keys = dict.fromkeys(need for one in villages for need in one.unanswered)
    found = [
        Need(need, code, need_name(need, code), tuple(one.behind.get((need, code), ()) for one in villages))
        for need, code in keys
    ]
    return sorted(found, key=lambda one: (one.need, -len(one.everybody)))
