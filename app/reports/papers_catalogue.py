"""What each paper of the procedure says about a round, read from the book by the paper's key.

To add one: its data in `papers_data`, a function that reads them, and its line in READERS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.review import Round
from app.reports import (
    papers_people,
    papers_procedure,
    papers_register,
    papers_requests,
    papers_summary,
    papers_survey,
)
from app.reports.frame import Frame
from app.reports.scope import Scope


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper is wanted: of a round, one household or one village of it; blank where a form can be.

    `masked` False prints ID numbers in full; `decision` is the number of one among several.
    """

    session: Session
    round: Round
    household: Key | None = None
    place: Key | None = None
    masked: bool = True
    decision: int | None = None

    @property
    def scope(self) -> Scope:
        """The round, or one village of it, under its first standard."""
        one = self.round
        return Scope(self.place or one.place, one.year, next(iter(one.standards.split()), ""), one.kind)

    @property
    def village(self) -> Key:
        """The village; InputFault where none was named."""
        if self.place is None:
            raise InputFault(
                _("Giấy này lập riêng cho từng bản, thôn."), todo=_("Chọn một bản, thôn (--place “Bản …”).")
            )
        return self.place

    @property
    def households(self) -> list[Key]:
        """The household, or all of the village; none where neither was named."""
        if self.household:
            return [self.household]
        return papers_survey.of_village(self.session, self.round, self.place) if self.place else []


def _request(asked: Asked, *, leaving: bool) -> Any:
    return papers_requests.request(
        asked.session, asked.round, asked.household, leaving=leaving, masked=asked.masked
    )


def _certificates(asked: Asked) -> Any:
    session, one = asked.session, asked.round
    if asked.household:
        return papers_procedure.certificates(session, one, [asked.household], masked=asked.masked)
    made = papers_procedure.certificates(session, one, masked=asked.masked)
    if asked.place is None:
        return made
    keys = {key.hex() for key in asked.households}
    return [each for each in made if each.household.key in keys]


def _forms(asked: Asked) -> Any:
    session, one, keys = asked.session, asked.round, asked.households
    if not keys:
        return [papers_survey.blank(session, one)]
    return papers_survey.sheets(session, one, keys, masked=asked.masked)


def _screen(asked: Asked) -> Any:
    return papers_survey.quick_screen(asked.session, asked.round, asked.household, masked=asked.masked)


def _summary(asked: Asked) -> Any:
    issuer = papers_people.issuer(asked.session, asked.round.place)
    return papers_summary.summary(asked.session, replace(asked.scope, place=asked.round.place), issuer)


READERS: Mapping[str, Callable[[Asked], Any]] = {
    "mau-01": lambda asked: _request(asked, leaving=False),
    "mau-02": lambda asked: papers_procedure.decision(asked.session, asked.round, asked.decision),
    "mau-03": _certificates,
    "mau-04": lambda asked: _request(asked, leaving=True),
    "bien-ban": lambda asked: papers_procedure.meeting(asked.session, asked.round, asked.village),
    "niem-yet": lambda asked: papers_procedure.posting(asked.session, asked.round, asked.village),
    "phieu-a": _screen,
    "phieu-b": _forms,
    "tong-hop": _summary,
    "so-theo-doi": lambda asked: papers_register.register(Frame(asked.session, asked.scope)),
}


def read(key: str, asked: Asked) -> Any:
    """What the paper of a key says; InputFault for an unknown key, or where the book cannot fill it yet."""
    if key not in READERS:
        raise InputFault(
            _("Không có giấy tờ “{key}”.").format(key=key),
            todo=_("Các giấy tờ có: {keys}.").format(keys=", ".join(READERS)),
        )
    return READERS[key](asked)
