"""The deeds of the procedure: each asks the store for what its dialog is opened with, then opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.store.outline import Area
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.certificates import Certificates, GiveCertificates
from app.ui.dialogs.complaints import AnswerComplaint, Complain
from app.ui.dialogs.decisions import Decide, Revoke
from app.ui.dialogs.leeways import Leeways
from app.ui.dialogs.meetings import CallMeeting, HoldMeeting, LeftOutVotes
from app.ui.dialogs.opinions import Opinion, ReportUp
from app.ui.dialogs.postings import PostResults
from app.ui.dialogs.requests import FileRequest, Requests
from app.ui.dialogs.rounds import Request
from app.ui.dialogs.step_plans import PlanStep, SkipStep, TakeBackStep
from app.ui.screens.papers_work import PaperWanted
from app.ui.screens.procedure_seen import Deed
from app.ui.screens.review_form import Reviewed

LIST, OPINION = "list", "opinion"
Open = Callable[[bytes, bytes], object]


class Deeds(QObject):
    """What a screen can do about the round in view, or about another one."""

    def __init__(self, desk: Desk, screen: QWidget) -> None:
        super().__init__(screen)
        self._desk, self._screen = desk, screen
        self._one = b""
        of_village = {
            "call": CallMeeting,
            "hold": HoldMeeting,
            "votes": LeftOutVotes,
            "post": PostResults,
            "complain": Complain,
        }
        self._does: dict[str, Open] = {
            **{what: partial(self._gather, kind) for what, kind in of_village.items()},
            "answer": self._answer,
            "survey": self._survey,
            "move": self._survey,
            "resurvey": self._resurvey,
            "request": self._request,
            "skip": self._skip,
            "skip_whole": self._skip_whole,
            "undo": self._undo,
            "undo_whole": lambda _place, _record: self._undo(b"", b""),
            "paper": self._paper,
            "report": lambda _place, _record: self._ask(_addressee, self._report),
            "opinion": lambda _place, _record: self._ask(_reported, self._opinion),
            "decide": lambda _place, _record: self._ask(_deciding, self._decide),
            "revoke": self._revoke,
            "certify": lambda _place, _record: self._ask(_certified, self._certify),
            "certificates": lambda _place, _record: self._ask(_certified, self._certificates),
            "requests": lambda _place, _record: self._ask(_waiting, self._requests),
            "file": lambda _place, _record: FileRequest(self._desk, self._screen).open(),
            "leeway": lambda _place, _record: self._ask(_leeway, self._leeway),
        }

    def do(self, deed: Deed, place: bytes = b"", one: bytes = b"") -> None:
        """Begin a deed about a place of a round, the one in view unless another is given."""
        held = self._desk.view.round
        self._one = one or (held.key if held else b"")
        self._does[deed.what](place, deed.record)

    def plan(self, place: bytes, village: str, step: tuple[str, str], planned: Any) -> None:
        """By when a village shall have done a step."""
        held = self._desk.view.round
        if held is not None:
            PlanStep(self._desk, self._screen, village, step, planned).aim(held.key, place).open()

    def _ask(self, read: Callable[..., Any], then: Callable[[Any], object]) -> None:
        """Read something of the round in the store's thread, then go on."""
        self._desk.runner.query(partial(read, one=self._one), then)

    # Villages ---------------------------------------------------------------------------------------------

    def _gather(self, kind: Callable[..., Any], place: bytes, _record: bytes) -> None:
        read = partial(_gathering, one=self._one, place=place)
        self._desk.runner.query(read, partial(self._opened, kind))

    def _opened(self, kind: Callable[..., Any], told: Any) -> None:
        kind(self._desk, self._screen, told).open()

    def _answer(self, place: bytes, complaint: bytes) -> None:
        read = partial(_gathering, one=self._one, place=place)
        self._desk.runner.query(read, partial(self._answered, complaint))

    def _answered(self, complaint: bytes, told: Any) -> None:
        AnswerComplaint(self._desk, self._screen, told, complaint).open()

    def _survey(self, place: bytes, _record: bytes) -> None:
        self._desk.go("review_form", Reviewed(area=self._area(place)))

    def _area(self, place: bytes) -> Area | None:
        return next((area for area in self._desk.outline.areas if place in area.within), None)

    def _resurvey(self, place: bytes, household: bytes) -> None:
        self._desk.go("review_form", Reviewed(household, self._area(place)))

    def _request(self, _place: bytes, _record: bytes) -> None:
        held = self._desk.view.round
        if held is not None:
            go = partial(self._resurvey, b"")
            Request(self._desk, self._screen, held.year, go).open()

    def _skip(self, place: bytes, _record: bytes) -> None:
        area = self._area(place)
        where = area.name if area else self._desk.outline.name
        step = (LIST, _("Lập danh sách"))
        SkipStep(self._desk, self._screen, where, step, "").aim(self._one, place).open()

    def _skip_whole(self, _place: bytes, _record: bytes) -> None:
        outline = self._desk.outline
        step = (OPINION, _("Ý kiến của cấp trên"))
        SkipStep(self._desk, self._screen, outline.name, step, "").aim(self._one, outline.place).open()

    def _undo(self, place: bytes, _record: bytes) -> None:
        read = partial(_last, one=self._one, place=place or None)
        self._desk.runner.change(read, partial(self._undone, place))

    def _undone(self, place: bytes, entry: Any) -> None:
        area = self._area(place)
        where = area.name if area else self._desk.outline.name
        TakeBackStep(self._desk, self._screen, where, entry).aim(self._one, place or None).open()

    def _paper(self, place: bytes, record: bytes) -> None:
        self._desk.go("papers", PaperWanted(record.decode(), place, self._one))

    # The whole round --------------------------------------------------------------------------------------

    def _report(self, addressee: str) -> None:
        ReportUp(self._desk, self._screen, self._one, addressee).open()

    def _opinion(self, reported: tuple[str, str]) -> None:
        Opinion(self._desk, self._screen, self._one, reported).open()

    def _decide(self, told: Any) -> None:
        Decide(self._desk, self._screen, told).open()

    def _revoke(self, _place: bytes, decision: bytes) -> None:
        self._desk.runner.query(partial(_number, decision=decision), partial(self._revoked, decision))

    def _revoked(self, decision: bytes, number: int) -> None:
        Revoke(self._desk, self._screen, decision, number).open()

    def _certify(self, told: Any) -> None:
        if told.waiting:
            GiveCertificates(self._desk, self._screen, *told.waiting[0]).open()
        else:
            self._certificates(told)

    def _certificates(self, told: Any) -> None:
        Certificates(self._desk, self._screen, told).open()

    def _requests(self, waiting: Any) -> None:
        decide = partial(self.do, Deed("decide", ""), b"")
        Requests(self._desk, self._screen, waiting, decide).open()

    def _leeway(self, told: Any) -> None:
        Leeways(self._desk, self._screen, *told).open()


# In the store's thread -----------------------------------------------------------------------------------


def _gathering(session: Any, one: bytes, place: bytes) -> Any:
    from app.ui.screens.procedure_asking import gathering

    return gathering(session, one, place, clock.today())


def _addressee(session: Any, one: bytes) -> str:
    from app.ui.screens.procedure_asking import addressee

    return addressee(session, one)


def _reported(session: Any, one: bytes) -> tuple[str, str]:
    from app.ui.screens.procedure_asking import reported

    return reported(session, one)


def _deciding(session: Any, one: bytes) -> Any:
    from app.ui.screens.procedure_deciding import deciding

    return deciding(session, one, clock.today())


def _certified(session: Any, one: bytes) -> Any:
    from app.ui.screens.procedure_deciding import certified

    return certified(session, one)


def _waiting(session: Any, one: bytes) -> Any:
    from app.models.review import Round
    from app.ui.screens.procedure_deciding import asked

    return asked(session, session.get_one(Round, one).place, clock.today())


def _leeway(session: Any, one: bytes) -> Any:
    from app.models.review import Round
    from app.services.procedure import leeway

    return leeway.declared(), leeway.leeway(session, session.get_one(Round, one).place).values


def _number(session: Any, decision: bytes) -> int:
    from app.models.procedure import Decision

    return int(session.get_one(Decision, decision).number)


def _last(store: Any, one: bytes, place: bytes | None) -> Any:
    from app.ui.screens.procedure_asking import last_step

    return last_step(store, one, place)
