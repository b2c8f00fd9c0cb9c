"""What a place sets itself about a step: its day, why it is left out; and the last step taken back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import facts
from app.ui.dialogs.stepping import StepVerb, Told, maybe_a_day
from app.ui.widgets.labels import label


class PlanStep(StepVerb):
    """By when a village shall have done a step."""

    def __init__(
        self, desk: Desk, parent: QWidget, village: str, step: tuple[str, str], planned: Any
    ) -> None:
        """`step` is key and name."""
        super().__init__(
            desk, parent, _("Kế hoạch: {step}").format(step=step[1]),
            _("{village} phải làm xong bước này trong ngày nào. Bỏ trống là không đặt hạn.").format(
                village=village
            ),
            _("Ghi kế hoạch"),
        )  # fmt: skip
        self._village, self._step = village, step
        self.ask("due", _("Làm xong trước"), clock.shown(planned) if planned else "", maybe_a_day)

    def aim(self, one: bytes, place: bytes) -> PlanStep:
        """Of which round and place it speaks."""
        self._one, self._place = one, place
        return self

    def do(self) -> None:
        """Check, then plan."""
        if self.sound():
            self.said = _("Đã ghi kế hoạch của {village}.").format(village=self._village)
            told: Told = {"one": self._one, "place": self._place, "step": self._step[0]}
            self.change(partial(_plan, due=self.maybe_day("due"), actor=self.desk.actor, **told))


def _plan(store: Any, one: bytes, place: bytes, step: str, due: date | None, actor: str) -> None:
    from app.services.procedure import plans

    plans.plan(store, one, place, step, due, actor)


class SkipStep(StepVerb):
    """A step does not take place, for a reason that is kept; or it takes place again."""

    def __init__(self, desk: Desk, parent: QWidget, where: str, step: tuple[str, str], why: str) -> None:
        super().__init__(
            desk, parent, _("Bỏ bước: {step}").format(step=step[1]),
            _("{where}: ghi lý do bước này không diễn ra. Xóa lý do là lại có bước ấy.").format(where=where),
            _("Ghi lý do"),
        )  # fmt: skip
        self._step = step
        self.ask("skipped", _("Lý do"), why)

    def aim(self, one: bytes, place: bytes) -> SkipStep:
        """Of which round and place it speaks."""
        self._one, self._place = one, place
        return self

    def do(self) -> None:
        """Leave it out, or take it in again."""
        why = self.text("skipped")
        self.said = _("Đã ghi lý do bỏ bước.") if why else _("Bước ấy lại có trong quy trình.")
        told: Told = {"one": self._one, "place": self._place, "step": self._step[0]}
        self.change(partial(_skip, why=why, actor=self.desk.actor, **told))


def _skip(store: Any, one: bytes, place: bytes, step: str, why: str, actor: str) -> None:
    from app.services.procedure import plans

    plans.skip(store, one, place, step, why, actor)


class TakeBackStep(StepVerb):
    """What was last recorded of a village, or of the round, is taken back with a reason."""

    def __init__(self, desk: Desk, parent: QWidget, where: str, entry: Any) -> None:
        super().__init__(
            desk, parent, _("Hoàn tác bước gần nhất"),
            _("Chỉ hoàn tác được khi chưa có việc nào dựa vào bước này; lịch sử giữ cả hai."),
            _("Hoàn tác"),
        )  # fmt: skip
        pairs = [(_("Nơi"), where), (_("Việc"), entry.title), (_("Lúc"), clock.when(entry.at))]
        self.add(facts(*pairs, (_("Người làm"), entry.actor)))
        self.add(label(_("Ctrl+Z cũng hoàn tác việc vừa làm, không hỏi lý do."), size="small", tone="hint"))
        self.ask("why", _("Lý do"), "", _a_reason)

    def aim(self, one: bytes, place: bytes | None) -> TakeBackStep:
        """Of which round and village it speaks; None for the round as a whole."""
        self._one, self._place = one, place
        return self

    def do(self) -> None:
        """Take it back."""
        if self.sound():
            self.said = _("Đã hoàn tác bước gần nhất.")
            told: Told = {"one": self._one, "place": self._place, "why": self.text("why")}
            self.change(partial(_take_back, actor=self.desk.actor, **told))


def _a_reason(text: str) -> str:
    return "" if text else _("Ghi lý do hoàn tác.")


def _take_back(store: Any, one: bytes, place: bytes | None, why: str, actor: str) -> None:
    from app.services.procedure import taking_back

    taking_back.take_back(store, one, place, actor, why)
