"""What is asked of a form: a class agreed otherwise, another look, a new household, a question's article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.i18n import _
from app.rules import book
from app.rules.entries import Indicator
from app.rules.raw import Mark
from app.rules.survey import Question
from app.services.form import Form
from app.store.outline import Area
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.checking import a_date, filled, stored_date
from app.ui.dialogs.member_verbs import Leave, Verb, named
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, sides
from app.ui.widgets.fields import Choice, Field, Line, sound
from app.ui.widgets.labels import label, wrapped

CONFIDENCE = {
    "read": lambda: _("đã đọc trong văn bản"),
    "second-hand": lambda: _("theo nguồn gián tiếp"),
    "unverified": lambda: _("chưa kiểm chứng"),
}


def reasons() -> QPlainTextEdit:
    """A field for a few sentences."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(3 * Size.field)
    return made


class Agree(Verb):
    """The class that people agreed on where it differs from the computed one."""

    def __init__(self, desk: Desk, parent: QWidget, form: Form) -> None:
        super().__init__(
            desk, parent, _("Thống nhất loại hộ"),
            _("Khi cuộc họp quyết định khác với kết quả tính, ghi loại đã thống nhất và lý do."),
            _("Ghi lại"),
        )  # fmt: skip
        self._form = form
        books = [(key, book.book(key).short) for key in form.books]
        self.standard = Field(_("Theo chuẩn"), Choice(books))
        self.klass = Field(_("Loại đã thống nhất"), Choice([("", _("Theo kết quả tính")), *named("classes")]))
        self.why = reasons()
        self.why.setAccessibleName(_("Lý do"))
        if len(books) > 1:
            self.add(self.standard)
        for part in (self.klass, label(_("Lý do"), tone="second"), self.why):
            self.add(part)
        self._show()
        self.standard.edited.connect(self._show)

    def _show(self) -> None:
        told = self._form.agreed.get(self.standard.text)
        assert isinstance(self.klass.inner, Choice)
        self.klass.inner.choose((told.klass or "") if told else "")
        self.why.setPlainText(told.why if told else "")

    def do(self) -> None:
        """Record it; without a reason it is refused in words."""
        agree = partial(
            _agree, case=self._form.case, standard=self.standard.text, klass=self.klass.text or None
        )
        self.change(partial(agree, why=self.why.toPlainText(), actor=self.desk.actor))


def _agree(store: Any, case: bytes, standard: str, klass: str | None, why: str, actor: str) -> None:
    from app.services import surveys

    surveys.agree(store, case, standard, klass, why, actor)


class ToCheck(Verb):
    """The household must be looked at again."""

    def __init__(self, desk: Desk, parent: QWidget, form: Form) -> None:
        super().__init__(
            desk, parent, _("Cần xem lại hộ {name}").format(name=form.head_name),
            _("Hộ vào mục “Cần xem” cho đến khi được rà soát xong lần nữa."), _("Ghi lại"),
        )  # fmt: skip
        self._form = form
        self.why = reasons()
        self.why.setPlainText(str(form.household.get("note") or ""))
        self.add(label(_("Vì sao, cần hỏi lại gì"), tone="second"))
        self.add(self.why)

    def do(self) -> None:
        """Record it."""
        why = self.why.toPlainText()
        self.change(partial(_to_check, case=self._form.case, why=why, actor=self.desk.actor))


def _to_check(store: Any, case: bytes, why: str, actor: str) -> None:
    from app.services import surveys

    surveys.mark_to_check(store, case, why, actor)


class Found(Verb):
    """A household that the register does not know files a request."""

    def __init__(
        self, desk: Desk, parent: QWidget, area: Area, year: int, then: Callable[[bytes], object]
    ) -> None:
        super().__init__(
            desk, parent, _("Hộ mới đề nghị rà soát"),
            _("Hộ chưa có trong sổ. Ghi chủ hộ, phần còn lại ghi ngay trên phiếu."), _("Mở phiếu"),
        )  # fmt: skip
        self._year, self._then = year, then
        areas = [(one.key.hex(), one.name) for one in desk.outline.areas] or [(area.key.hex(), area.name)]
        self.head = Field(_("Chủ hộ"), Line())
        self.place = Field(_("Bản"), Choice(areas))
        self.on = Field(_("Ngày đề nghị"), Line(clock.shown(clock.today())))
        assert isinstance(self.place.inner, Choice)
        self.place.inner.choose(area.key.hex())
        for field in (self.head, self.place, self.on):
            self.add(field)
        self.head.inner.setProperty("goes_on", False)  # a name is enough: Enter opens the form
        self.head.inner.setFocus()

    def do(self) -> None:
        """Check, then put it into register and round."""
        if sound([(self.head, filled), (self.on, a_date)]):
            place, on = bytes.fromhex(self.place.text), stored_date(self.on.text)
            found = partial(_found, year=self._year, place=place, name=self.head.text)
            self.change(partial(found, on=on, actor=self.desk.actor))

    def _done(self, value: object) -> None:
        super()._done(value)
        assert isinstance(value, bytes)
        self._then(value)


def _found(store: Any, year: int, place: bytes, name: str, on: str, actor: str) -> bytes:
    from app.services import form_saving

    return form_saving.found(store, year, place, name, on, actor)


class Article(Asking):
    """What a question decides, by which article, and how sure that is."""

    def __init__(self, parent: QWidget, form: Form, question: Question) -> None:
        title = f"{question.number}. {question.text}"
        super().__init__(parent, title, "", _("Đóng"), Size.wide_dialog)
        self.refusing.hide()
        found = list(_indicators(form, question))
        for standard, indicator in found:
            self.add(
                _entry(f"{indicator.number}. {indicator.name} · {standard}", indicator.rule, indicator.mark)
            )
        if not found:
            self.add(wrapped(_("Câu này không quyết định chỉ số thiếu hụt nào."), tone="second"))
        self.add(_source(_("Phiếu hỏi: {source}"), form.survey.mark))


def _indicators(form: Form, question: Question) -> Iterator[tuple[str, Indicator]]:
    """The indicators that a question decides, with the short name of their standard."""
    for key in form.books:
        own = book.book(key)
        for indicator in own.indicators:
            if question.key in _texts(indicator.parameters):
                yield own.short, indicator


def _texts(parameters: Any) -> set[str]:
    lists = (value if isinstance(value, list) else [value] for value in parameters.values())
    return {one for told in lists for one in told if isinstance(one, str)}


def _entry(title: str, rule: str, mark: Mark) -> QWidget:
    told = column(
        label(title, weight="bold"), wrapped(rule), _source("{source}", mark), gap=Size.tight,
        around=sides(Size.gap + Size.tight, Size.gap),
    )  # fmt: skip
    return framed("callout", told, "calm")


def _source(words: str, mark: Mark) -> QWidget:
    sure = CONFIDENCE[mark.confidence]()
    return wrapped(f"{words.format(source=mark.source)} ({sure})", size="small", tone="hint")


def leave(desk: Desk, screen: QWidget, household: bytes, person: bytes) -> None:
    """Ask why and when a member leaves."""

    def ask(page: Any) -> None:
        member = next((one for one in page.present if one.person == person), None)
        if member is not None:
            Leave(desk, screen, page, member).open()

    desk.runner.query(partial(_dossier, household=household), ask)


def _dossier(session: Any, household: bytes) -> Any:
    from app.services.dossier import dossier

    return dossier(session, household, clock.today())
