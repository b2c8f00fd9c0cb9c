"""What the law leaves to the place: days, boards, who is reported to; each as the place chose it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _, translated
from app.ui.desk import Desk
from app.ui.dialogs.stepping import StepVerb
from app.ui.theme_sizes import Size
from app.ui.widgets.fields import Choice, Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.services.procedure.leeway import Choice as Declared


class Leeways(StepVerb):
    """All choices in one form; only what is other than before is recorded."""

    def __init__(
        self, desk: Desk, parent: QWidget, declared: Sequence[Declared], values: Mapping[str, str]
    ) -> None:
        super().__init__(
            desk, parent, _("Những điều luật để địa phương chọn"),
            _("Lựa chọn nằm trong sổ của xã và đi cùng gói gửi cấp trên."), _("Ghi lựa chọn"),
            Size.broad_dialog,
        )  # fmt: skip
        self._values = dict(values)
        self.said = _("Đã ghi lựa chọn của địa phương.")
        for one in declared:
            inner = _inner(one, values[one.key])
            self.add(self.field(one.key, translated(one.title), inner, note=translated(one.hint)))

    def do(self) -> None:
        """Record what is other than before."""
        chosen = {key: self.text(key) for key in self.fields}
        other = {key: value for key, value in chosen.items() if value != self._values[key]}
        self.change(partial(_choose, other=other, actor=self.desk.actor))


def _inner(one: Declared, value: str) -> Line | Choice:
    if one.kind != "yesno":
        return Line(value, hint=_("theo quy trình"))
    made = Choice([("yes", _("Có")), ("no", _("Không"))])
    made.choose(value)
    return made


def _choose(store: Any, other: Mapping[str, str], actor: str) -> None:
    from app.services.procedure import leeway

    for key, value in other.items():
        leeway.choose(store, key, value, actor)
