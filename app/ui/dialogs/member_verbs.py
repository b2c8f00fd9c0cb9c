"""What happens to a member: joins, leaves, dies, heads the household; and a slip of the pen corrected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.rules.codes import code_list
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.checking import a_date, birth, cccd, filled, stored_date
from app.ui.widgets.fields import Choice, Field, Line, sound

if TYPE_CHECKING:
    from app.services.dossier import Dossier, MemberLine


def _today() -> str:
    return clock.shown(clock.today())


def named(codes: str, flag: str = "", but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The entries of a code list, those of a flag where one is given."""
    own = code_list(codes)
    kept = own.flagged(flag) if flag else {entry.code for entry in own.entries}
    return [(entry.code, entry.name) for entry in own.entries if entry.code in kept and entry.code not in but]


def sexes() -> list[tuple[str, str]]:
    """Not known, male, female."""
    return [("", ""), *named("sex")]


class Verb(Asking):
    """A dialog that changes something, and closes when it is done."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, sentence: str, accept: str) -> None:
        super().__init__(parent, title, sentence, accept)
        self.desk = desk

    def change(self, function: Callable[[Any], object]) -> None:
        """Do it in the store's thread; a fault shows here."""
        self.begin()
        self.desk.runner.change(function, self._done, failed=self.say_wrong)

    def _done(self, _value: object) -> None:
        self.accept()


class Join(Verb):
    """A person joins the household."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier) -> None:
        super().__init__(
            desk,
            parent,
            _("Thêm thành viên"),
            _("Vào hộ {name}.").format(name=page.head or page.code),
            _("Thêm"),
        )
        self._page = page
        self.name = Field(_("Họ và tên"), Line())
        self.relation = Field(_("Quan hệ với chủ hộ"), Choice(named("relation", but=("head",))))
        self.sex = Field(_("Giới tính"), Choice(sexes()))
        self.birth = Field(_("Ngày sinh"), Line(hint="15/3/1980 · 3/1980 · 1980"))
        self.ethnic = Field(_("Dân tộc"), Choice([("", ""), *named("ethnic")]))
        self.cccd = Field(_("Số CCCD"), Line(), note=_("Để trống nếu chưa có."))
        self.how = Field(_("Vì sao vào hộ"), Choice(named("member_changes", "joins")))
        self.on = Field(_("Từ ngày"), Line(_today()))
        for field in (
            self.name,
            self.relation,
            self.sex,
            self.birth,
            self.ethnic,
            self.cccd,
            self.how,
            self.on,
        ):
            self.add(field)

    def do(self) -> None:
        """Check, then let the person join."""
        if sound([(self.name, filled), (self.birth, birth), (self.cccd, cccd), (self.on, a_date)]):
            told = {
                "name": self.name.text,
                "sex": self.sex.text or None,
                "birth": stored_date(self.birth.text),
                "ethnic": self.ethnic.text,
                "cccd": self.cccd.text,
            }
            self.change(
                partial(
                    _join,
                    household=self._page.key,
                    fields=told,
                    relation=self.relation.text,
                    on=stored_date(self.on.text),
                    how=self.how.text,
                    actor=self.desk.actor,
                )
            )


def _join(
    store: Any, household: bytes, fields: dict[str, Any], relation: str, on: str, how: str, actor: str
) -> bytes:
    from app.models.person import PersonFields
    from app.services import members

    return members.join(store, household, PersonFields(**fields), relation, on, how, actor)


class Leave(Verb):
    """A member leaves the household."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier, member: MemberLine) -> None:
        super().__init__(
            desk,
            parent,
            _("{name} rời hộ").format(name=member.name),
            _("Người này thôi là thành viên từ ngày ghi dưới đây; lịch sử vẫn giữ."),
            _("Ghi rời hộ"),
        )
        self._member = member
        self.how = Field(_("Vì sao"), Choice(named("member_changes", "leaves", but=("died",))))
        self.on = Field(_("Từ ngày"), Line(_today()))
        self.add(self.how)
        self.add(self.on)

    def do(self) -> None:
        """Check, then let the member leave."""
        if sound([(self.on, a_date)]):
            person, on, how = self._member.person, stored_date(self.on.text), self.how.text
            self.change(partial(_leave, person=person, on=on, how=how, actor=self.desk.actor))


def _leave(store: Any, person: bytes, on: str, how: str, actor: str) -> None:
    from app.services import members

    members.leave(store, person, on, how, actor)


class Die(Verb):
    """A member died; another one heads the household where the head did."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier, member: MemberLine) -> None:
        super().__init__(desk, parent, _("{name} qua đời").format(name=member.name), "", _("Ghi qua đời"))
        self._member = member
        self.on = Field(_("Ngày mất"), Line(_today()))
        self.add(self.on)
        others = [(one.person.hex(), one.name) for one in page.present if one.person != member.person]
        self.heir = Field(_("Chủ hộ mới"), Choice(others))
        if member.head and others:
            self.add(self.heir)
        self._needs_heir = member.head and bool(others)

    def do(self) -> None:
        """Check, then record it."""
        if sound([(self.on, a_date)]):
            heir = bytes.fromhex(self.heir.text) if self._needs_heir else None
            person, on = self._member.person, stored_date(self.on.text)
            self.change(partial(_die, person=person, on=on, heir=heir, actor=self.desk.actor))


def _die(store: Any, person: bytes, on: str, heir: bytes | None, actor: str) -> None:
    from app.services import members

    members.die(store, person, on, actor, heir)


class Heads(Verb):
    """Another member heads the household."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier, member: MemberLine) -> None:
        super().__init__(
            desk,
            parent,
            _("Đổi chủ hộ sang {name}").format(name=member.name),
            _("Chủ hộ cũ ở lại trong hộ, với quan hệ dưới đây."),
            _("Đổi chủ hộ"),
        )
        self._member = member
        self._household = page.key
        self.relation = Field(_("Chủ hộ cũ là"), Choice(named("relation", but=("head",))))
        self.add(self.relation)

    def do(self) -> None:
        """Change the head."""
        self.change(
            partial(
                _head,
                household=self._household,
                person=self._member.person,
                relation=self.relation.text,
                actor=self.desk.actor,
            )
        )


def _head(store: Any, household: bytes, person: bytes, relation: str, actor: str) -> None:
    from app.services import members

    members.change_head(store, household, person, actor, relation)


class Correct(Verb):
    """What is known of a person, corrected."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier, member: MemberLine) -> None:
        super().__init__(
            desk,
            parent,
            _("Sửa thông tin {name}").format(name=member.name),
            _("Chỉ để sửa chỗ ghi sai; lịch sử giữ cả giá trị cũ."),
            _("Lưu"),
        )
        self._member = member
        self.name = Field(_("Họ và tên"), Line(member.name))
        self.sex = Field(_("Giới tính"), Choice(sexes()))
        self.birth = Field(_("Ngày sinh"), Line(member.birth, hint="15/3/1980 · 3/1980 · 1980"))
        self.ethnic = Field(_("Dân tộc"), Choice([("", ""), *named("ethnic")]))
        self.cccd = Field(_("Số CCCD"), Line(member.cccd))
        self.sex.inner.choose(code_list("sex").read(member.sex) or "")  # type: ignore[union-attr]
        self.ethnic.inner.choose(code_list("ethnic").read(member.ethnic) or "")  # type: ignore[union-attr]
        for field in (self.name, self.sex, self.birth, self.ethnic, self.cccd):
            self.add(field)

    def do(self) -> None:
        """Check, then correct."""
        if sound([(self.name, filled), (self.birth, birth), (self.cccd, cccd)]):
            told = {
                "name": self.name.text,
                "sex": self.sex.text or None,
                "birth": stored_date(self.birth.text),
                "ethnic": self.ethnic.text,
                "cccd": self.cccd.text,
            }
            self.change(partial(_correct, person=self._member.person, fields=told, actor=self.desk.actor))


def _correct(store: Any, person: bytes, fields: dict[str, Any], actor: str) -> None:
    from app.services import members

    members.correct(store, person, fields, actor)


OF_MEMBER: tuple[tuple[Callable[[], str], Callable[..., Verb]], ...] = (
    (lambda: _("Sửa thông tin…"), Correct),
    (lambda: _("Làm chủ hộ…"), Heads),
    (lambda: _("Rời hộ…"), Leave),
    (lambda: _("Qua đời…"), Die),
)
