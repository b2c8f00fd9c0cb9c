"""What happens to a review round: opened, reopened with a reason; a household asks to be in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.store.search import Found
from app.ui import clock
from app.ui.desk import PERIODIC, Desk
from app.ui.dialogs.checking import a_date, stored_date
from app.ui.dialogs.member_verbs import Verb
from app.ui.dialogs.reviewing import reasons
from app.ui.theme_sizes import Size
from app.ui.widgets.fields import Field, Line, sound
from app.ui.widgets.labels import label
from app.ui.widgets.two_lines import Entry, Lines

FIRST_YEAR, LAST_YEAR = 2000, 2100  # whatever lies outside is a slip of the finger


class OpenRound(Verb):
    """The periodic round of a year; last year's poor and near-poor households come into it."""

    def __init__(self, desk: Desk, parent: QWidget, then: Callable[[int], object]) -> None:
        super().__init__(
            desk, parent, _("Mở đợt rà soát định kỳ"),
            _("Hộ nghèo, hộ cận nghèo của đợt trước vào danh sách; hộ khác vào khi có giấy đề nghị."),
            _("Mở đợt"),
        )  # fmt: skip
        self._then = then
        years = [one.year for one in desk.outline.rounds if one.kind == PERIODIC]
        wanted = max(years) + 1 if years else clock.today().year
        self.year = Field(_("Năm"), Line(str(wanted)))
        self.add(self.year)

    def do(self) -> None:
        """Check, then open it."""
        if sound([(self.year, _a_year)]):
            year = int(self.year.text)
            self.change(partial(_open, year=year, today=clock.today(), actor=self.desk.actor))

    def _done(self, value: object) -> None:
        super()._done(value)
        self._then(int(self.year.text))


def _a_year(text: str) -> str:
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        return _("Ghi năm bằng bốn chữ số, ví dụ 2026.")
    return ""


def _open(store: Any, year: int, today: Any, actor: str) -> int:
    from app.services import rounds

    _round, added = rounds.open_round(store, year, today, actor)
    return added


class Reopen(Verb):
    """A closed round is worked on again, for a reason that stays in the history."""

    def __init__(self, desk: Desk, parent: QWidget, year: int) -> None:
        super().__init__(
            desk, parent, _("Mở lại đợt rà soát năm {year}").format(year=year),
            _("Lý do được giữ trong lịch sử của sổ."), _("Mở lại"),
        )  # fmt: skip
        self._year = year
        self.why = reasons()
        self.add(label(_("Lý do mở lại"), tone="second"))
        self.add(self.why)
        self.why.textChanged.connect(self._typed)
        self._typed()

    def _typed(self) -> None:
        self.accepting.setEnabled(bool(self.why.toPlainText().strip()))

    def do(self) -> None:
        """Reopen it."""
        why = self.why.toPlainText().strip()
        self.change(partial(_reopen, year=self._year, why=why, actor=self.desk.actor))


def _reopen(store: Any, year: int, why: str, actor: str) -> None:
    from app.services import rounds

    rounds.reopen(store, year, why, actor)


class Request(Verb):
    """A household of the register asks to be reviewed (Mẫu 01)."""

    def __init__(self, desk: Desk, parent: QWidget, year: int, then: Callable[[bytes], object]) -> None:
        super().__init__(
            desk, parent, _("Hộ đề nghị rà soát"),
            _("Hộ có giấy đề nghị (Mẫu 01) vào đợt rà soát năm {year}.").format(year=year), _("Đưa vào đợt"),
        )  # fmt: skip
        self._year, self._then = year, then
        self.search = Field(_("Hộ"), Line(hint=_("Gõ tên, mã hộ, số cuối CCCD")))
        self.found = Lines()
        self.found.setFixedHeight(4 * Size.two_lines)
        self.on = Field(_("Ngày đề nghị"), Line(clock.shown(clock.today())))
        for part in (self.search, self.found, self.on):
            self.add(part)
        self.search.edited.connect(self._look)
        self.found.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.accepting.setEnabled(False)
        self.search.inner.setFocus()

    def _look(self) -> None:
        text = self.search.text
        self.desk.runner.ask(lambda store: store.find(text, 20), self._take, latest="request")

    def _take(self, found: Found) -> None:
        own = {hit.household: hit for hit in found.hits}
        self.found.fill(
            Entry(hit.household, hit.head or hit.name, f"{hit.village} · {hit.code}", icon="house")
            for hit in own.values()
        )
        self._chosen()

    def _chosen(self) -> None:
        self.accepting.setEnabled(self.found.current() is not None)

    def do(self) -> None:
        """Check, then put the household into the round."""
        household = self.found.current()
        if household is not None and sound([(self.on, a_date)]):
            on = stored_date(self.on.text)
            told = {"year": self._year, "household": household, "on": on}
            self.change(partial(_request, actor=self.desk.actor, **told))

    def _done(self, value: object) -> None:
        household = self.found.current()
        super()._done(value)
        self._then(household)


def _request(store: Any, year: int, household: bytes, on: str, actor: str) -> bytes:
    from app.services import rounds

    return rounds.request(store, year, household, on, actor)
