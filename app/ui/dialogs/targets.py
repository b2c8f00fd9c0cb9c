"""The targets that a plan sets for a year: those there are, one to set or set otherwise, one to take away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _, number, read_number
from app.rules.codes import code_list
from app.ui.desk import Desk
from app.ui.dialogs.member_verbs import Verb, named
from app.ui.theme_sizes import Size
from app.ui.widgets.buttons import button
from app.ui.widgets.fields import Choice, Field, Line, sound
from app.ui.widgets.two_lines import Entry, Lines

TYPED = "typed"  # the measure of an indicator that the book does not count
SHOWN = 4  # targets before their list scrolls


class Targets(Verb):
    """The targets of a year, of the store's place and those directly below it."""

    def __init__(self, desk: Desk, parent: QWidget, year: int) -> None:
        super().__init__(
            desk, parent, _("Chỉ tiêu năm {year}").format(year=year),
            _("Mức mà kế hoạch giao. Kết quả sổ tính được thì không phải ghi."), _("Ghi chỉ tiêu"),
        )  # fmt: skip
        self._year = year
        outline = desk.outline
        self.known = Lines(boxed=True)
        self.known.setFixedHeight(SHOWN * Size.two_lines)
        self.place = Field(
            _("Nơi được giao"),
            Choice([(one.hex(), name) for one, name in _places(outline)]),
        )
        self.what = Field(_("Chỉ tiêu"), Choice(named("targets")))
        self.value = Field(_("Mức giao"), Line(hint="14,83"))
        self.reached = Field(_("Số đã làm"), Line())
        self.source = Field(_("Văn bản giao"), Line(hint="92/KH-UBND"))
        for part in (self.known, self.place, self.what, self.value, self.reached, self.source):
            self.add(part)
        self.removing = button(_("Bỏ chỉ tiêu"), self.take_away, icon="x")
        self._buttons.insertWidget(0, self.removing)
        self.what.edited.connect(self._fit)
        self.known.chosen.connect(self._take_up)
        self.known.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self._fit()
        self._ask()

    def _ask(self) -> None:
        read = partial(_read, within=[one for one, _name in _places(self.desk.outline)], year=self._year)
        self.desk.runner.query(read, self._show)

    def _show(self, found: Sequence[Any]) -> None:
        names = dict(_places(self.desk.outline))
        self.known.fill(_entry(one, names.get(one.place, "")) for one in found)
        self._chosen()

    def _chosen(self) -> None:
        self.removing.setEnabled(self.known.current() is not None)

    def _fit(self) -> None:
        """What was done is asked only where the book does not count it; the unit stands in the field."""
        code = code_list("targets")[self.what.text]
        self.reached.setVisible(code.flags["measure"] == TYPED)
        self.value.inner.setPlaceholderText(str(code.flags["unit"]))
        self.adjustSize()

    def _take_up(self, one: Any) -> None:
        """A target that there is comes into the fields, to be set otherwise."""
        self.place.inner.choose(one.place.hex())  # type: ignore[union-attr]
        self.what.inner.choose(one.indicator)  # type: ignore[union-attr]
        self.value.inner.setText(number(one.value, 2))  # type: ignore[union-attr]
        self.reached.inner.setText("" if one.done is None else number(one.done, 2))  # type: ignore[union-attr]
        self.source.inner.setText(one.source)  # type: ignore[union-attr]
        self.value.inner.setFocus()

    def do(self) -> None:
        """Check, then set it."""
        if sound([(self.value, _an_amount), (self.reached, lambda text: _an_amount(text) if text else "")]):
            told = {
                "place": bytes.fromhex(self.place.text), "year": self._year, "told": self.what.text,
                "value": read_number(self.value.text), "source": self.source.text,
                "done": read_number(self.reached.text) if self.reached.isVisibleTo(self) else None,
            }  # fmt: skip
            self.change(partial(_put, told=told, actor=self.desk.actor))

    def take_away(self) -> None:
        """Take the target away on which the keyboard is; Ctrl+Z brings it back."""
        one = self.known.current()
        if one is not None:
            told = {"place": one.place, "year": one.year, "told": one.indicator}
            self.change(partial(_take_away, told=told, actor=self.desk.actor))

    def _done(self, _value: object) -> None:
        """The dialog stays: a plan sets several."""
        self.accepting.setEnabled(True)
        for field in (self.value, self.reached):
            field.inner.clear()
        self._ask()


def _places(outline: Any) -> list[tuple[bytes, str]]:
    return [(outline.place, outline.name), *((area.key, area.name) for area in outline.areas)]


def _entry(one: Any, place: str) -> Entry:
    code = code_list("targets")[one.indicator]
    told = f"{number(one.value, 2)} {code.flags['unit']}"
    detail = " · ".join(part for part in (place, one.source) if part)
    done = _("đã làm {n}").format(n=number(one.done, 2)) if one.done is not None else ""
    return Entry(one, code.name, detail, icon="trending-down", right=told, right_detail=done)


def _an_amount(text: str) -> str:
    return "" if read_number(text) is not None else _("Ghi số, như “14,83” hoặc “250”.")


def _read(session: Any, within: Sequence[bytes], year: int) -> Sequence[Any]:
    from app.services import targets

    return targets.of_places(session, within, year)


def _put(store: Any, told: dict[str, Any], actor: str) -> bool:
    from app.services import targets

    return targets.put(store, actor=actor, **told)


def _take_away(store: Any, told: dict[str, Any], actor: str) -> None:
    from app.services import targets

    targets.take_away(store, actor=actor, **told)
