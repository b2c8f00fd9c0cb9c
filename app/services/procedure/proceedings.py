"""All that the procedure of one round has recorded, read at once. Judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.place import PlaceParent
from app.models.procedure import Complaint, Decision, Meeting, Posting, StepPlan, Submission, Submitted, Vote
from app.models.review import AD_HOC, CLOSED, IMPORTED, PERIODIC, Case, Result, Round
from app.rules.procedure import Procedure, Review, Step
from app.rules.procedure import procedure as procedure_on
from app.services import places, rounds
from app.services.procedure.leeway import Leeway, leeway
from app.services.procedure.village import LISTED, Reviewed, Village
from app.uncollected import uncollected

MEETING = "meeting"
_ON_LIST: frozenset[str | None] = frozenset(LISTED)


@dataclass(frozen=True, slots=True)
class Proceedings:
    """A round with everything that its procedure has recorded.

    Attributes:
        villages: in the order of the places, those of an ad-hoc round with a case; one, where one was read.
        posted: the newest posting of each village of the round that has one.
        whole: what the place set itself for the round as a whole, by step.
        submissions: the reports to the level above, the first one first.
        submitted: by report, which posting of which village it was about.
        decisions: those that stand.
    """

    round: Round
    procedure: Procedure
    leeway: Leeway
    villages: tuple[Village, ...]
    posted: Mapping[Key, Key]
    whole: Mapping[str, StepPlan]
    submissions: tuple[Submission, ...]
    submitted: Mapping[Key, Mapping[Key, Key]]
    decisions: tuple[Decision, ...]

    @property
    def review(self) -> Review:
        """Which steps the law has for it."""
        return "adhoc" if self.round.kind == AD_HOC else "periodic"

    @property
    def standard(self) -> str:
        """The rule book by which households are recognised."""
        return next(iter(self.round.standards.split()), "")

    @property
    def reported(self) -> Submission | None:
        """The last report; none where a village has posted other results since."""
        last = self.submissions[-1] if self.submissions else None
        return last if last and self.submitted.get(last.id, {}) == self.posted else None

    def village(self, place: Key) -> Village:
        """The village of a place; InputFault when the round has none there."""
        found = next((one for one in self.villages if one.place == place), None)
        if found is None:
            raise InputFault(_("Đợt rà soát không có hộ nào ở nơi này."), todo=_("Chọn lại bản, thôn."))
        return found

    def village_of(self, case: Key) -> Village:
        """The village in which a case is; InputFault when the round does not have it."""
        found = next((one for one in self.villages if any(case == each.key for each in one.cases)), None)
        if found is None:
            raise InputFault(
                _("Hộ này không thuộc diện rà soát của đợt."), todo=_("Kiểm tra lại mã hộ và đợt.")
            )
        return found

    def step(self, key: str) -> Step:
        """A step of the procedure in force."""
        found = self.procedure.step(key)
        assert found is not None, "the keys of steps are those of the procedure"
        return found


def read(session: Session, one: Round, only: Key | None = None) -> Proceedings:
    """The proceedings of a round; with `only` those of one village, however many there are."""
    law = procedure_of(one)
    with uncollected():
        villages, posted = _villages(session, one, law, only)
    return Proceedings(
        round=one,
        procedure=law,
        leeway=leeway(session, one.place),
        villages=villages,
        posted=posted,
        whole=_plans(session, one).get(one.place, {}),
        submissions=tuple(session.exec(_rows(Submission, one).order_by(col(Submission.turn)))),
        submitted=_submitted(session, one),
        decisions=tuple(session.exec(_rows(Decision, one).where(Decision.revoked == ""))),
    )


def procedure_of(one: Round) -> Procedure:
    """The procedure in force when a round was opened; of an old book, at the end of its year."""
    return procedure_on(date.fromisoformat(one.opened[:10]) if one.opened else date(one.year, 12, 31))


def _rows(table: Any, one: Round) -> Any:
    return select(table).where(table.round == one.id, table.deleted == 0)


def read_of(session: Session, one: Round, case: Key) -> Proceedings:
    """The proceedings of the village in which a case of a round is."""
    return read(session, one, session.get_one(Case, case).place)


def _villages(
    session: Session, one: Round, law: Procedure, only: Key | None
) -> tuple[tuple[Village, ...], dict[Key, Key]]:
    """The villages, or only one, and the newest posting of each."""
    step = law.step(MEETING)
    assert step is not None, "every procedure has a village meeting"
    cases = _grouped(_cases(session, one, only), lambda each: each.place)
    meetings = _grouped(session.exec(_rows(Meeting, one).order_by(col(Meeting.number))), _place)
    postings = _grouped(session.exec(_rows(Posting, one).order_by(col(Posting.number))), _place)
    place_of = {case.key: case.place for held in cases.values() for case in held}
    complaints = _grouped(_complaints(session, one), lambda each: place_of.get(each.review_case))
    votes, plans = _votes(session, one, only), _plans(session, one)
    villages = tuple(
        Village(
            place=key,
            name=name,
            cases=tuple(cases.get(key, ())),
            meetings=tuple(meetings.get(key, ())),
            votes=votes,
            postings=tuple(postings.get(key, ())),
            complaints=tuple(complaints.get(key, ())),
            plans=plans.get(key, {}),
            meeting_step=step,
        )
        for key, name in _places(session, one, cases)
    )
    posted = {each.place: each.shown()[-1].id for each in villages if each.shown()}
    return tuple(each for each in villages if only in (None, each.place)), posted


def _place(each: Any) -> Key:
    return bytes(each.place)


def _grouped(rows: Iterable[Any], key: Any) -> dict[Key, list[Any]]:
    found: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _places(session: Session, one: Round, cases: Mapping[Key, Any]) -> list[tuple[Key, str]]:
    """The villages of the round's place, and any other place in which a case is."""
    below = places.below(session, one.place)
    parents = set(session.exec(_parents([place.id for place in below])))
    wanted = [place for place in below if place.id in cases or place.id not in parents]
    return [(place.id, place.name) for place in wanted if one.kind == PERIODIC or place.id in cases]


def _parents(keys: list[Key]) -> Any:
    return select(PlaceParent.parent).where(
        col(PlaceParent.parent).in_(keys), PlaceParent.until == "", PlaceParent.deleted == 0
    )


def _within(only: Key | None) -> tuple[ColumnElement[bool], ...]:
    """The cases of a place, or all, as a condition."""
    return () if only is None else (col(Case.place) == only,)


def _cases(session: Session, one: Round, only: Key | None) -> list[Reviewed]:
    classes, before = _classes(session, one, only), _before(session, one, only)
    query = (
        columns(
            Case.id,
            Case.household,
            Case.place,
            Household.code,
            Case.state,
            Case.reviewed_on,
            Case.size,
            Case.origin,
            Case.requested,
        )
        .join(Household, col(Household.id) == col(Case.household))
        .where(Case.round == one.id, Case.deleted == 0, *_within(only))
        .order_by(col(Household.code), col(Case.id))
    )
    found = []
    for key, household, place, code, state, surveyed, persons, origin, requested in session.execute(query):
        case = Reviewed(
            key=key,
            household=household,
            place=place,
            code=code,
            state=state,
            surveyed=surveyed,
            persons=persons,
            classes=classes.get(key, {}),
            before=before.get(household, ""),
        )
        # A commune's whole book may have come in: who is on no list and asked for nothing is not reviewed.
        if origin != IMPORTED or requested or _ON_LIST & {case.before, *case.classes.values()}:
            found.append(case)
    return found


def _classes(session: Session, one: Round, only: Key | None) -> dict[Key, dict[str, str | None]]:
    query = (
        columns(Result.review_case, Result.standard, Result.final_class)
        .join(Case, col(Case.id) == col(Result.review_case))
        .where(Case.round == one.id, Case.deleted == 0, Result.deleted == 0, *_within(only))
    )
    found: dict[Key, dict[str, str | None]] = defaultdict(dict)
    for case, standard, klass in session.execute(query):
        found[case][standard] = klass
    return found


def _before(session: Session, one: Round, only: Key | None) -> dict[Key, str]:
    """The classes of the list in force when the round began, by household."""
    list_before = before(session, one)
    if list_before is None:
        return {}
    first = next(iter(list_before.standards.split()), "")
    query = (
        columns(Case.household, Result.final_class)
        .join(Result, col(Result.review_case) == col(Case.id))
        .where(Case.round == list_before.id, Case.deleted == 0, Result.deleted == 0, Result.standard == first)
    )
    if only is not None:
        here = select(Case.household).where(Case.round == one.id, *_within(only))
        query = query.where(col(Case.household).in_(here))
    return {household: klass or "" for household, klass in session.execute(query)}


def before(session: Session, one: Round) -> Round | None:
    """The periodic round whose list was in force: an ad-hoc review follows the closed one of its own year."""
    if one.kind == AD_HOC:
        same = rounds.find(session, one.place, one.year)
        if same is not None and same.state == CLOSED and same.closed <= one.opened:
            return same
    return rounds.previous(session, one)


def _complaints(session: Session, one: Round) -> Iterable[Complaint]:
    query = (
        select(Complaint)
        .join(Posting, col(Posting.id) == col(Complaint.posting))
        .where(Posting.round == one.id, Complaint.deleted == 0, Posting.deleted == 0)
        .order_by(col(Complaint.received), col(Complaint.id))
    )
    return session.exec(query).all()


def _votes(session: Session, one: Round, only: Key | None) -> dict[Key, tuple[Vote, ...]]:
    query = (
        select(Vote)
        .join(Meeting, col(Meeting.id) == col(Vote.meeting))
        .where(Meeting.round == one.id, Vote.deleted == 0, Meeting.deleted == 0)
        .order_by(col(Meeting.number))
    )
    if only is not None:
        query = query.where(Meeting.place == only)
    found: dict[Key, tuple[Vote, ...]] = {}
    for vote in session.exec(query):
        found[vote.review_case] = (*found.get(vote.review_case, ()), vote)
    return found


def _submitted(session: Session, one: Round) -> dict[Key, dict[Key, Key]]:
    query = (
        select(Submitted)
        .join(Submission, col(Submission.id) == col(Submitted.submission))
        .where(Submission.round == one.id, Submitted.deleted == 0, Submission.deleted == 0)
    )
    found: dict[Key, dict[Key, Key]] = defaultdict(dict)
    for row in session.exec(query):
        found[row.submission][row.place] = row.posting
    return found


def _plans(session: Session, one: Round) -> dict[Key, dict[str, StepPlan]]:
    found: dict[Key, dict[str, StepPlan]] = defaultdict(dict)
    for plan in session.exec(_rows(StepPlan, one)):
        found[plan.place][plan.step] = plan
    return found
