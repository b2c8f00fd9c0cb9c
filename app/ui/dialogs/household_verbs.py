"""What happens to a household: split, merged, moved, ended; corrected; and one of its acts taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from app.i18n import _
from app.store.search import Found
from app.store.undo import Entry
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import facts
from app.ui.dialogs.checking import a_date, stored_date
from app.ui.dialogs.member_verbs import Verb, named
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, sides
from app.ui.widgets.fields import Choice, Field, Line, sound
from app.ui.widgets.labels import label
from app.ui.widgets.two_lines import Entry as LineEntry
from app.ui.widgets.two_lines import Lines

if TYPE_CHECKING:
    from app.services.dossier import Dossier


def _today() -> str:
    return clock.shown(clock.today())


class Split(Verb):
    """Members leave and form a household of their own."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier) -> None:
        super().__init__(
            desk,
            parent,
            _("Tách hộ"),
            _("Chọn những người ra ở riêng; một người trong số đó làm chủ hộ mới."),
            _("Tách hộ"),
        )
        self._page = page
        self.leaving = {member.person: QCheckBox(_told(member)) for member in page.present if not member.head}
        self.add(label(_("Ra ở riêng"), tone="second"))
        self.add(column(*self.leaving.values(), around=sides(Size.gap)))
        self.head = Field(_("Chủ hộ mới"), Choice())
        self.on = Field(_("Từ ngày"), Line(_today()))
        self.add(self.head)
        self.add(self.on)
        for box in self.leaving.values():
            box.toggled.connect(self._offer_heads)
        self._offer_heads()

    def _chosen(self) -> list[bytes]:
        return [person for person, box in self.leaving.items() if box.isChecked()]

    def _offer_heads(self) -> None:
        chosen = self._chosen()
        names = {member.person: member.name for member in self._page.present}
        self.head.inner.offer([(person.hex(), names[person]) for person in chosen])  # type: ignore[union-attr]
        self.accepting.setEnabled(bool(chosen))

    def do(self) -> None:
        """Check, then split."""
        if sound([(self.on, a_date)]):
            self.change(
                partial(
                    _split,
                    key=self._page.key,
                    persons=self._chosen(),
                    head=bytes.fromhex(self.head.text),
                    on=stored_date(self.on.text),
                    actor=self.desk.actor,
                )
            )


def _told(member: Any) -> str:
    return " · ".join(part for part in (member.name, member.relation, member.birth) if part)


def _split(store: Any, key: bytes, persons: list[bytes], head: bytes, on: str, actor: str) -> bytes:
    from app.services import households

    return households.split(store, key, persons, head, on, actor)


class Merge(Verb):
    """All members join another household."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier) -> None:
        super().__init__(
            desk,
            parent,
            _("Nhập hộ"),
            _("Mọi thành viên của hộ {name} vào hộ chọn dưới đây; hộ này thôi tồn tại.").format(
                name=page.head
            ),
            _("Nhập hộ"),
        )
        self._page = page
        self._into: bytes | None = None
        self.search = Field(_("Vào hộ"), Line(hint=_("Gõ tên, mã hộ, số cuối CCCD")))
        self.found = Lines(boxed=True)
        self.found.setFixedHeight(4 * Size.two_lines)
        self.on = Field(_("Từ ngày"), Line(_today()))
        for part in (self.search, self.found, self.on):
            self.add(part)
        self.search.edited.connect(self._look)
        self.found.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.accepting.setEnabled(False)

    def _look(self) -> None:
        text = self.search.text
        self.desk.runner.ask(lambda store: store.find(text, 20), self._take, latest="merge")

    def _take(self, found: Found) -> None:
        own = {hit.household: hit for hit in found.hits if hit.household != self._page.key}
        self.found.fill(
            LineEntry(hit.household, hit.head or hit.name, f"{hit.village} · {hit.code}", icon="house")
            for hit in own.values()
        )
        self._chosen()

    def _chosen(self) -> None:
        self._into = self.found.current()
        self.accepting.setEnabled(self._into is not None)

    def do(self) -> None:
        """Check, then merge."""
        if self._into is not None and sound([(self.on, a_date)]):
            on = stored_date(self.on.text)
            self.change(partial(_merge, key=self._page.key, into=self._into, on=on, actor=self.desk.actor))


def _merge(store: Any, key: bytes, into: bytes, on: str, actor: str) -> None:
    from app.services import households

    households.merge(store, key, into, on, actor)


class Move(Verb):
    """The household goes to live in another place of the register."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier) -> None:
        super().__init__(
            desk,
            parent,
            _("Chuyển hộ sang bản khác"),
            _("Đang ở {village}.").format(village=page.village),
            _("Chuyển hộ"),
        )
        self._page = page
        areas = [(area.key.hex(), area.name) for area in desk.outline.areas if area.key != page.place]
        self.place = Field(_("Đến"), Choice(areas))
        self.on = Field(_("Từ ngày"), Line(_today()))
        self.add(self.place)
        self.add(self.on)
        self.accepting.setEnabled(bool(areas))

    def do(self) -> None:
        """Check, then move."""
        if sound([(self.on, a_date)]):
            place, on = bytes.fromhex(self.place.text), stored_date(self.on.text)
            self.change(partial(_move, key=self._page.key, place=place, on=on, actor=self.desk.actor))


def _move(store: Any, key: bytes, place: bytes, on: str, actor: str) -> None:
    from app.services import households

    households.move(store, key, place, on, actor)


class Dissolve(Verb):
    """The household is no longer there."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier) -> None:
        super().__init__(
            desk,
            parent,
            _("Hộ không còn ở đây"),
            _("Hộ và các thành viên ra khỏi danh sách đang ở; lịch sử và kết quả các năm vẫn giữ."),
            _("Ghi lại"),
        )
        self._page = page
        self.how = Field(
            _("Vì sao"), Choice([one for one in named("changes", "leaves") if one[0] in ENDINGS])
        )
        self.on = Field(_("Từ ngày"), Line(_today()))
        self.add(self.how)
        self.add(self.on)

    def do(self) -> None:
        """Check, then end it."""
        if sound([(self.on, a_date)]):
            on, how = stored_date(self.on.text), self.how.text
            self.change(partial(_dissolve, key=self._page.key, on=on, how=how, actor=self.desk.actor))


ENDINGS = ("moved_away", "died")  # how a whole household ends by itself; splitting and merging have verbs


def _dissolve(store: Any, key: bytes, on: str, how: str, actor: str) -> None:
    from app.services import households

    households.dissolve(store, key, on, how, actor)


class CorrectHousehold(Verb):
    """Code, address, phone, declared size."""

    def __init__(self, desk: Desk, parent: QWidget, page: Dossier) -> None:
        super().__init__(desk, parent, _("Sửa thông tin hộ"), "", _("Lưu"))
        self._page = page
        self.code = Field(_("Mã hộ"), Line(page.code))
        self.address = Field(_("Địa chỉ"), Line(page.address))
        self.phone = Field(_("Điện thoại"), Line(page.phone))
        for field in (self.code, self.address, self.phone):
            self.add(field)

    def do(self) -> None:
        """Correct it."""
        if sound([(self.phone, _phone)]):
            told = {"code": self.code.text, "address": self.address.text, "phone": self.phone.text}
            self.change(partial(_correct, key=self._page.key, fields=told, actor=self.desk.actor))


def _phone(text: str) -> str:
    if text and (sum(map(str.isdecimal, text)) < 8 or any(map(str.isalpha, text))):
        return _("Số điện thoại có ít nhất 8 chữ số và không có chữ cái.")
    return ""


def _correct(store: Any, key: bytes, fields: dict[str, str], actor: str) -> None:
    from app.services import households

    households.correct(store, key, dict(fields), actor)


class TakeBack(Verb):
    """One act of the history, with the button that takes it back."""

    def __init__(self, desk: Desk, parent: QWidget, entry: Entry) -> None:
        again = bool(entry.undone)
        super().__init__(
            desk, parent, entry.title, "", _("Làm lại việc này") if again else _("Hoàn tác việc này")
        )
        self._entry = entry
        pairs = [
            (_("Lúc"), clock.when(entry.at)),
            (_("Người làm"), entry.actor),
            (_("Số bản ghi đổi"), str(entry.changes)),
        ]
        self.add(facts(*pairs))
        self.accepting.setVisible(entry.kind == "do")

    def do(self) -> None:
        """Take it back, or do it again."""
        again = bool(self._entry.undone)
        self.change(partial(_take_back, act=self._entry.act, actor=self.desk.actor, again=again))


def _take_back(store: Any, act: int, actor: str, again: bool) -> object:
    from app.store import undo

    return (undo.redo if again else undo.undo)(store, act, actor)


OF_HOUSEHOLD: tuple[tuple[Callable[[], str], Callable[..., Verb]], ...] = (
    (lambda: _("Sửa mã, địa chỉ, điện thoại…"), CorrectHousehold),
    (lambda: _("Tách hộ…"), Split),
    (lambda: _("Nhập vào hộ khác…"), Merge),
    (lambda: _("Chuyển sang bản khác…"), Move),
    (lambda: _("Hộ không còn ở đây…"), Dissolve),
)
