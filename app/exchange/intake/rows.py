"""Lines become rows: new households in bulk, and the rounds that the file speaks of with their cases.

What a file states against a result that stands is told, not written. Of the register, see `known_households`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.exchange.intake.columns import (
    as_fact,
    case_values,
    complete,
    has_evidence,
    head_as_member,
    member_count,
    states_anew,
)
from app.exchange.intake.known_households import KnownHouseholds, Persons
from app.exchange.intake.matching import Known
from app.exchange.lines import HouseholdLine, MemberLine, Problem, Reading
from app.i18n import _
from app.models.key import Key, new_key
from app.models.review import CLOSED, DONE, IMPORTED, OPEN, SURVEYED, Case, CaseMember, Result, Round
from app.rules.codes import code_list
from app.rules.facts import Facts
from app.services import freezing, rounds, scoring
from app.store.act import Act
from app.store.tables import key_of

SURVEYS = ("commune_book", "survey_book")  # kinds that carry a review; the others only list what one found
_BULK = ("household", "person", "membership", "review_case", "case_member", "result")


class RowMaker:
    """Writes the lines of one file through one act.

    Attributes:
        differing: how many lines state a class that is not the computed one.
        rescored: households whose results are other ones after `write`.
    """

    def __init__(
        self, session: Session, act: Act, scope: Key, year: int, reading: Reading, file: str
    ) -> None:
        self._session, self._act, self._file, self._year = session, act, file, year
        self._kind = reading.kind
        self._new: dict[str, list[dict[str, Any]]] = {table: [] for table in _BULK}
        self._grown: set[Key] = set()
        self._scope = scope
        current = year >= _newest_year(session, scope)
        self._known = KnownHouseholds(session, act, scope, current, self._add_member)
        self._round = self._find_round(year, self._source(reading))
        self._cases = _Cases(session, self._round)
        told_before = any(line.before for line in reading.lines)
        self._before = self._find_round(year - 1, IMPORTED) if told_before else None
        self._before_cases = _Cases(session, self._before) if self._before else None
        self._before_stands = (
            self._before is not None and freezing.standing(session, self._before) is not None
        )
        self._at = scoring.setting(session, year, self._round.standards.split(), self._round.opened)
        self._to_score: dict[Key, HouseholdLine] = {}
        self.rescored: set[Key] = set()
        self.differing = 0

    def _source(self, reading: Reading) -> str:
        return SURVEYED if reading.kind in SURVEYS or self._year >= date.today().year else IMPORTED

    def _find_round(self, year: int, source: str) -> Round:
        """The periodic round of a year: found, founded, or, if it was known from lists only, taken up."""
        one = rounds.find(self._session, self._scope, year)
        if one is None:
            key = rounds.begin(self._act, self._scope, year, source)
            return self._session.get_one(Round, key)
        if year == self._year:
            freezing.must_not_be_recognised(one)
        if source == SURVEYED and one.source == IMPORTED:
            self._act.update("review_round", one.id, {"source": SURVEYED, "state": OPEN})
        elif source == SURVEYED and one.state == CLOSED and self._kind in SURVEYS:
            raise InputFault(
                _("Đợt rà soát năm {year} đã khóa sổ nên không nhập thêm được.").format(year=year),
                todo=_("Mở lại đợt và ghi lý do, rồi nhập lại tệp này."),
            )
        return one

    # New households -----------------------------------------------------------------------------------------

    def new(self, line: HouseholdLine, place: Key) -> tuple[Key, list[Problem]]:
        """A household that the register lacks; returns its key and what is to be told."""
        key = new_key()
        told = member_count(line)
        self._new["household"].append(
            {
                "id": key,
                "place": place,
                "code": line.code,
                "declared_size": line.size,
                "roster_complete": int(complete(line)),
                "local_minority": None if line.local_minority is None else int(line.local_minority),
                "groups": dict.fromkeys(line.groups, True),
                "phone": line.extra.get("phone", ""),
                "formed": str(line.formed or ""),
            }
        )
        persons = [
            (self._add_member(key, member, position == 1, position), member)
            for position, member in enumerate(line.members or (head_as_member(line),), 1)
        ]
        told += self._add_case(key, place, line, persons)
        self._add_before(key, place, line, told)
        return key, told

    def _add_member(self, household: Key, member: MemberLine, head: bool, position: int) -> Key:
        person = new_key()
        self._grown.add(household)
        self._new["person"].append(
            {
                "id": person,
                "name": member.name,
                "sex": member.sex,
                "birth": str(member.birth or ""),
                "ethnic": member.ethnic or "",
                "cccd": member.cccd,
            }
        )
        self._new["membership"].append(
            {
                "household": household,
                "person": person,
                "relation": "head" if head else member.relation or "",
                "head": int(head),
                "place_in_list": position,
            }
        )
        return person

    def _add_case(self, household: Key, place: Key, line: HouseholdLine, persons: Persons) -> list[Problem]:
        """The household's case in the file's round, with its result under each standard."""
        case: dict[str, Any] = {
            "round": self._round.id,
            "household": household,
            "place": place,
            "origin": "imported",
            "state": DONE,
            **case_values(line),
        }
        case["id"] = key_of("review_case", case)
        self._new["review_case"].append(case)
        self._grown.add(household)
        self._new["case_member"] += [
            {"review_case": case["id"], "person": person, "answers": dict(member.answers)}
            for person, member in persons
            if member.answers
        ]
        if not has_evidence(line):
            self._stated_only(case["id"], line.stated, self._round, line)
            return []
        facts = scoring.facts_of(case, [as_fact(m) for m in line.members], complete(line), self._at)
        told: list[Problem] = []
        for finding in scoring.findings(facts, self._at):
            result = scoring.agreed(scoring.computed(finding), line.stated, self._why(line))
            self._new["result"].append({"review_case": case["id"], **result})
            told += self._differs(line, result)
        return told

    def _differs(self, line: HouseholdLine, result: dict[str, Any]) -> list[Problem]:
        """The sentence about a stated class that the rules do not compute; it is counted too."""
        if not result["agreed_class"] or result["computed_class"] is None:
            return []
        self.differing += 1
        classes = code_list("classes")
        reason = _("Tệp ghi “{stated}”, tính theo điểm là “{computed}”; giữ theo tệp, cần xem lại.")
        told = reason.format(
            stated=classes.name(result["agreed_class"]), computed=classes.name(result["computed_class"])
        )
        return [Problem(line.sheet, line.row, 0, told)]

    def _stated_only(self, case: Key, stated: str | None, one: Round, line: HouseholdLine) -> None:
        """A class that a list states without saying how it was reached."""
        if stated is None:
            return
        self._new["result"].append(
            {
                "review_case": case,
                "standard": one.standards.split()[0] if one.standards else "",
                "computed_class": None,
                "side": "",
                "b1": None,
                "b2": None,
                "income": None,
                "deprived": {},
                "sources": {},
                "source": IMPORTED,
                "agreed_class": stated,
                "agreed_why": self._why(line),
                "final_class": stated,
            }
        )

    def _why(self, line: HouseholdLine) -> str:
        return _("Theo tệp “{file}”, trang “{sheet}”, dòng {row}").format(
            file=self._file, sheet=line.sheet.strip(), row=line.row
        )

    def _add_before(self, household: Key, place: Key, line: HouseholdLine, told: list[Problem]) -> None:
        """Last year's class, which founds the round before; it never overwrites a round that is known."""
        if line.before is None or self._before is None or self._before_cases is None:
            return
        known = self._before_cases.of(household)
        if known is None and self._before_stands:
            told.append(self._late(line, self._before.year))
        elif known is None:
            case: dict[str, Any] = {
                "round": self._before.id,
                "household": household,
                "place": place,
                "origin": "imported",
                "state": DONE,
                **case_values(HouseholdLine(line.sheet, line.row, (), size=line.size)),
            }
            case["id"] = key_of("review_case", case)
            self._new["review_case"].append(case)
            self._stated_only(case["id"], line.before, self._before, line)
            self._grown.add(household)
        elif known[1] is not None and known[1].final_class != line.before:
            told.append(self._contradiction(line, self._before.year, known[1].final_class, line.before))

    @staticmethod
    def _late(line: HouseholdLine, year: int) -> Problem:
        told = _("Đợt rà soát năm {year} đã được công nhận nên kết quả năm ấy của hộ không ghi thêm.")
        return Problem(line.sheet, line.row, 0, told.format(year=year))

    @staticmethod
    def _contradiction(line: HouseholdLine, year: int, known: str | None, stated: str) -> Problem:
        classes = code_list("classes")
        reason = _("Tệp ghi năm {year} là “{stated}”, sổ đang ghi “{known}”; sổ được giữ nguyên.")
        shown = reason.format(year=year, stated=classes.name(stated), known=classes.name(known or ""))
        return Problem(line.sheet, line.row, 0, shown)

    # Known households ---------------------------------------------------------------------------------------

    def update(self, line: HouseholdLine, known: Known, place: Key | None, *, decided: bool) -> list[Problem]:
        """Bring a known household to what the line says; returns what is to be told.

        Args:
            place: that the line names; None for one that the register does not know.
            decided: an officer chose the household for this line.
        """
        told = member_count(line)
        village = self._known.village(line, known, place, decided, told)
        self._known.household(line, known)
        self._known.head(line, known)
        persons, missing = self._known.roster(line, known) if line.members else ([], [])
        told += missing + self._update_case(line, known, village, persons)
        self._add_before(known.household, village, line, told)
        return told

    def waiting_for(self, known: Known) -> bool:
        """True when rows for the household wait to be written with the others."""
        return known.household in self._grown

    def _update_case(self, line: HouseholdLine, known: Known, place: Key, persons: Persons) -> list[Problem]:
        found = self._cases.of(known.household)
        if found is None:
            return self._add_case(known.household, place, line, persons)
        case, result = found
        values = {name: value for name, value in case_values(line).items() if value not in (None, "", {})}
        if "causes" in values:
            values["causes"] = dict.fromkeys(case.causes) | values["causes"]
        changed = self._act.update("review_case", case.id, values)
        changed = self._update_answers(case.id, persons) or changed
        if has_evidence(line):
            if changed or states_anew(line, result):
                self._to_score[case.id] = line
            return []
        if result is None or result.final_class is None:
            self._state(case.id, result, line)
        elif line.stated and result.final_class != line.stated:
            return [self._contradiction(line, self._year, result.final_class, line.stated)]
        return []

    def _update_answers(self, case: Key, persons: Persons) -> bool:
        """Bring what members answered to what the file says; True when anything changed."""
        query = select(CaseMember).where(CaseMember.review_case == case, CaseMember.deleted == 0)
        known = {row.person: row.id for row in self._session.exec(query)}
        changed = False
        for person, member in persons:
            if person in known:
                answers = {"answers": dict(member.answers)}
                changed = self._act.update("case_member", known[person], answers) or changed
            elif member.answers:
                row = {"review_case": case, "person": person, "answers": dict(member.answers)}
                self._new["case_member"].append(row)
                changed = True
        return changed

    def _state(self, case: Key, result: Result | None, line: HouseholdLine) -> None:
        if result is None:
            self._stated_only(case, line.stated, self._round, line)
        elif line.stated:
            stated = {"agreed_class": line.stated, "final_class": line.stated, "agreed_why": self._why(line)}
            self._act.update("result", result.id, stated)

    def write(self) -> list[Problem]:
        """Write what waits, parents before children; then ask the rules about the cases that changed."""
        for table in _BULK:
            self._act.insert(table, self._new[table])
        told: list[Problem] = []
        cases = list(self._to_score)
        if cases:
            for case, facts in scoring.with_facts(self._session, self._round, self._at, cases):
                before = len(self._act.changes)
                told += self._rescore(case["id"], facts, self._to_score[case["id"]])
                if len(self._act.changes) > before:
                    self.rescored.add(case["household"])
        return told

    def _rescore(self, case: Key, facts: Facts, line: HouseholdLine) -> list[Problem]:
        told: list[Problem] = []
        known = {result.standard: result for result in _results(self._session, case)}
        for finding in scoring.findings(facts, self._at):
            before = known.get(finding.standard)
            result = scoring.computed(finding)
            if before is None:
                result = scoring.agreed(result, line.stated, self._why(line))
                self._act.insert("result", [{"review_case": case, **result}])
                continue
            stated = line.stated or before.agreed_class
            why = self._why(line) if line.stated else before.agreed_why
            result = scoring.agreed(result, stated, why)
            self._act.update("result", before.id, scoring.with_emptied(result, before))
            told += self._differs(line, result) if line.stated else []
        return told


class _Cases:
    """The cases of a round with their first result, by household."""

    def __init__(self, session: Session, one: Round) -> None:
        query = (
            select(Case, Result)
            .outerjoin(Result, (col(Result.review_case) == col(Case.id)) & (col(Result.deleted) == 0))
            .where(Case.round == one.id, Case.deleted == 0)
            .order_by(col(Result.standard).desc())
        )
        self._found = {case.household: (case, result) for case, result in session.exec(query)}

    def of(self, household: Key) -> tuple[Case, Result | None] | None:
        return self._found.get(household)


def _results(session: Session, case: Key) -> Iterable[Result]:
    return session.exec(select(Result).where(Result.review_case == case, Result.deleted == 0)).all()


def _newest_year(session: Session, scope: Key) -> int:
    query = select(Round.year).where(Round.place == scope, Round.deleted == 0)
    return session.exec(query.order_by(col(Round.year).desc())).first() or 0
