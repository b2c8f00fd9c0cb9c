"""Nhập từ Excel, dry run, the doubtful lines: a list, the comparison, a decision by one digit each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.exchange.intake import beside
from app.exchange.intake.attempt import Attempt, Spot, spot
from app.exchange.intake.intake import Decision, Outcome
from app.i18n import _
from app.services import listing
from app.services.listing import Entry as Household
from app.store.listing import Rounds
from app.store.store import Store
from app.ui.desk import PERIODIC, Desk
from app.ui.dialogs.choose_household import ChooseHousehold
from app.ui.theme_sizes import Size
from app.ui.widgets.answer_buttons import AnswerButton
from app.ui.widgets.beside_table import BesideTable
from app.ui.widgets.boxes import STRETCH, column, emptied, holder, row, sides
from app.ui.widgets.labels import chip, icon_label, wrapped
from app.ui.widgets.panel import Panel
from app.ui.widgets.two_lines import Entry, Lines

NEW, SKIP = "new", "skip"
MOST = 3  # candidates


class Doubts(QWidget):
    """The doubtful lines and what is decided about them.

    Signals:
        decided: where a line stands, and what it is.
        looked_at: number of the line in view, from 1.
    """

    decided = Signal(object, object)
    looked_at = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._attempt: Attempt | None = None
        self._open: tuple[Outcome, ...] = ()
        self._households: dict[bytes, Household] = {}
        self._codes: dict[bytes, str] = {}
        self._list = Panel(_("Dòng nghi ngờ"))
        self._list.setFixedWidth(Size.case_list - Size.margin)
        self.list = Lines()
        self._list.put(self.list)
        self._panel = Panel("")
        self._chip = chip("", "warn")
        self._panel.add_to_title(self._chip)
        self._table_room = column(gap=0)
        self._panel.body.addLayout(self._table_room, 1)
        self._panel.body.addWidget(holder(self._answers()))
        both = row(self._list, self._panel, gap=Size.margin)
        both.setStretch(1, 1)
        self.setLayout(both)
        self.list.selectionModel().currentChanged.connect(self._moved)

    def _answers(self) -> QVBoxLayout:
        self.answers = [AnswerButton(str(at + 1), "", partial(self._answer, at)) for at in range(MOST)]
        self.other = AnswerButton("4", _("Hộ khác…"), self._ask_other)
        self.new = AnswerButton("5", _("Hộ mới"), partial(self._decide, NEW))
        self.skip = AnswerButton("6", _("Bỏ dòng này"), partial(self._decide, SKIP))
        self._effect = wrapped("", tone="second")
        told = row(icon_label("arrow-right", "accent"), self._effect)
        told.setStretch(1, 1)
        return column(
            row(*self.answers, self.other, STRETCH),
            row(self.new, self.skip, STRETCH),
            told,
            gap=Size.gap,
            around=sides(Size.margin, Size.gap + Size.tight),
        )

    # Showing ----------------------------------------------------------------------------------------------

    def show_attempt(self, attempt: Attempt, at: Spot | None = None) -> None:
        """Show the lines with what is decided; the one at `at` comes into view."""
        kept = at or self._spot()
        self._attempt = attempt
        self._open = attempt.outcomes("doubtful")
        self._list.title.setText(_("{n} dòng ngờ").format(n=len(self._open)))
        self._list.note.setText(_("đã quyết {n}").format(n=len(attempt.decisions)))
        self.list.selectionModel().blockSignals(True)
        self.list.fill(self._entry(number, one) for number, one in enumerate(self._open))
        self.list.selectionModel().blockSignals(False)
        spots = [spot(one) for one in self._open]
        self.go_to(spots.index(kept) if kept in spots else 0)

    def _entry(self, number: int, one: Outcome) -> Entry:
        assert self._attempt is not None
        decision = self._attempt.decisions.get(spot(one))
        right = str(one.line.row)
        if decision is None:
            why = one.reasons[0].reason if one.reasons else ""
            return Entry(number, one.line.name, why, icon="circle-help", right=right, tone="warn")
        return Entry(
            number, one.line.name, self._decision_words(decision), "circle-check", right, tone="accent"
        )

    def _decision_words(self, decision: Decision) -> str:
        if isinstance(decision, bytes):
            return _("là hộ {code}").format(code=self._codes.get(decision, _("đã chọn")))
        return {NEW: _("hộ mới"), SKIP: _("bỏ dòng này")}[decision]

    def go_to(self, number: int) -> None:
        """A line comes into view."""
        index = self.list.model().index(number, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self._look_at(number)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._look_at(now.row())

    def _spot(self) -> Spot | None:
        one = self._current()
        return spot(one) if one else None

    def _current(self) -> Outcome | None:
        at = self.list.currentIndex().row()
        return self._open[at] if 0 <= at < len(self._open) else None

    # One line ---------------------------------------------------------------------------------------------

    def _look_at(self, number: int) -> None:
        """Ask for what the register says of its candidates."""
        if not 0 <= number < len(self._open) or self._attempt is None:
            return
        keys = [known.household for known in self._open[number].candidates[:MOST]]
        decision = self._attempt.decisions.get(spot(self._open[number]))
        if isinstance(decision, bytes) and decision not in keys:
            keys = [*keys[: MOST - 1], decision]
        self.looked_at.emit(number + 1)
        ask = partial(_households, number=number, rounds=self._rounds(), keys=keys)
        self._desk.runner.ask(ask, self._show, latest="intake.beside")

    def _rounds(self) -> Rounds:
        """The round that the file speaks of, and the one before."""
        year = self._attempt.year if self._attempt else None
        rounds = {one.year: one for one in self._desk.outline.rounds if one.kind == PERIODIC}
        now, last = rounds.get(year or 0), rounds.get((year or 0) - 1)
        return Rounds(
            now=(now.key,) if now else (),
            standard=next(iter(now.standards), "") if now else "",
            last=(last.key,) if last else (),
            last_standard=next(iter(last.standards), "") if last else "",
        )

    def _show(self, told: tuple[int, list[Household]]) -> None:
        number, households = told
        if not 0 <= number < len(self._open) or self._attempt is None:
            return
        one = self._open[number]
        self._shown = households
        self._codes |= {each.line.key: each.line.code or each.line.head for each in households}
        sheet = one.line.sheet.strip()
        self._panel.title.setText(
            _("Dòng {n}, trang “{sheet}”: là hộ nào?").format(n=one.line.row, sheet=sheet)
        )
        self._chip.setText(_("không có CCCD") if not one.line.cccd else _("có CCCD"))
        compared = beside.beside(one.line, households, self._attempt.year or 0)
        names = [each.line.code or each.line.head for each in households]
        agreeing = [beside.agreeing(compared, at) for at in range(len(households))]
        heads = [(name, *told) for name, told in zip(names, agreeing, strict=True)]
        emptied(self._table_room)
        self.table = BesideTable(compared, heads)
        self._table_room.addWidget(self.table, 99)
        self._table_room.addStretch(1)
        self._offer(one, names)
        self._effect.setText(_effect(one, compared, names))

    def _offer(self, one: Outcome, names: Sequence[str]) -> None:
        assert self._attempt is not None
        decision = self._attempt.decisions.get(spot(one))
        for at, answer in enumerate(self.answers):
            answer.setVisible(at < len(names))
            if at < len(names):
                answer.say(_("Là hộ {code}").format(code=names[at]) if at == 0 else names[at])
                answer.stand_out(on=decision == self._shown[at].line.key)
        self.new.stand_out(on=decision == NEW)
        self.skip.stand_out(on=decision == SKIP)
        self.other.stand_out(on=False)

    # Deciding ---------------------------------------------------------------------------------------------

    def _answer(self, at: int) -> None:
        if at < len(self._shown):
            self._decide(self._shown[at].line.key)

    def _decide(self, decision: Decision) -> None:
        where = self._spot()
        if where is not None:
            self.decided.emit(where, decision)

    def _ask_other(self) -> None:
        one = self._current()
        if one is not None:
            dialog = ChooseHousehold(self._desk, self, one.line.name)
            dialog.chosen.connect(self._chosen)
            dialog.open()

    def _chosen(self, household: bytes, words: str) -> None:
        self._codes[household] = words
        self._decide(household)


def _effect(one: Outcome, compared: Sequence[beside.Compared], names: Sequence[str]) -> str:
    """What choosing the first household means, and everything that is strange in the line."""
    why = " ".join(dict.fromkeys(problem.reason for problem in one.reasons))
    if not names:
        return why
    found = beside.differing(compared, 0)
    told = "; ".join(f"{name.lower()} {known or _('(trống)')} → {stated}" for name, known, stated in found)
    same = _("Tệp không ghi gì khác hộ {code}.").format(code=names[0])
    other = _("Nếu chọn 1, tệp ghi khác sổ ở: {told}.").format(told=told)
    return f"{other if told else same} {why}"


def _households(
    store: Store, number: int, rounds: Rounds, keys: Sequence[bytes]
) -> tuple[int, list[Household]]:
    return number, listing.entries(store, rounds, keys) if keys else []
