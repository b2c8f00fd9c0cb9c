"""The head of the review form: whose it is, who surveyed when, the way to the households beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QToolButton

from app.i18n import _
from app.rules.codes import code_list
from app.services.form import DAY, REVIEWER, Field, Form
from app.ui.screens import review_answers
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, row, sides
from app.ui.widgets.buttons import MenuButton, button, flat
from app.ui.widgets.labels import Elided, label


class FormHead(QFrame):
    """Name, a few facts, buttons.

    Signals:
        stepped: to the household before (-1) or after (1).
        cases_wanted: the list of the village, where there is no room to have it beside.
    """

    stepped = Signal(int)
    cases_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "formhead")
        self.setFixedHeight(Size.screen_head)
        self.name = label(size="title")
        self._about = Elided(tone="second")
        self._paper = Elided(size="small", tone="hint")
        self.more = MenuButton()
        self.more.setText(_("Việc khác"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self._before = button(_("Hộ trước"), partial(self.stepped.emit, -1), icon="chevron-up", tip="Ctrl+↑")
        self._after = button(_("Hộ sau"), partial(self.stepped.emit, 1), icon="chevron-down", tip="Ctrl+↓")
        self.cases = flat(icon="list-filter", tip=_("Các hộ của bản · F6"))
        self.cases.clicked.connect(self.cases_wanted)
        self.cases.hide()
        names = column(row(self.name, self._about, STRETCH), self._paper, gap=0)
        layout = row(self.cases, names, self.more, self._before, self._after, around=sides(Size.margin))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_form(self, form: Form, before: bytes, after: bytes) -> None:
        """Whose form it is; `before` and `after` are empty at the ends of the list."""
        self.name.setText(form.head_name or _("(chưa có chủ hộ)"))
        ethnic = code_list("ethnic").name(form.value(Field("ethnic", form.head)) or "")
        size = _("{n} khẩu").format(n=form.persons) if form.persons else ""
        self._about.setText(" · ".join(part for part in (form.code, size, ethnic) if part))
        self._paper.setText(_paper(form))
        self._before.setEnabled(bool(before))
        self._after.setEnabled(bool(after))


def _paper(form: Form) -> str:
    """Who surveyed, when; and whether the round is closed."""
    told = [_("Phiếu B · {village}").format(village=form.village)]
    day, who = form.household.get(DAY), form.household.get(REVIEWER)
    if day:
        shown = review_answers.words(form.question(Field(DAY)), day)
        told.append(_("{who} rà soát {day}").format(who=who or "", day=shown).strip())
    if form.closed:
        told.append(_("đợt đã khóa sổ, chỉ xem"))
    return " · ".join(told)
