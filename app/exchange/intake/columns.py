"""What a line says, as columns of records: pure, without a look at the store."""

from __future__ import annotations

from typing import Any

from app.dates import PartialDate
from app.exchange.lines import HouseholdLine, MemberLine, Problem
from app.i18n import _
from app.models.review import Result
from app.rules.facts import Member
from app.services import members
from app.vietnamese import one_spelling

_KINDS_OF_POVERTY = ("new", "again", "old")


def has_evidence(line: HouseholdLine) -> bool:
    """True when the line tells how its class was reached, not the class alone."""
    return bool(line.answers or line.worksheet) or any(
        told is not None for told in (line.b1, line.ticks, line.income)
    )


def states_anew(line: HouseholdLine, result: Result | None) -> bool:
    """True when the line's class is not the one that stands."""
    return result is None or (line.stated is not None and line.stated != result.final_class)


def case_values(line: HouseholdLine) -> dict[str, Any]:
    """The columns of a case that a line fills."""
    kind = line.extra.get("new_again", "")
    return {
        "size": len(line.members) if complete(line) and line.members else line.size,
        "reviewer": line.extra.get("reviewer", ""),
        "reviewed_on": str(line.reviewed or ""),
        "ticks": line.ticks or {},
        "tick_source": "imported" if line.ticks is not None else "",
        "b1_total": line.b1,
        "b2_stated": line.b2,
        "income": dict(line.worksheet),
        "income_per_person": line.income,
        "answers": dict(line.answers),
        "causes": dict.fromkeys(line.causes or (), True),
        "groups": dict.fromkeys(line.groups, True),
        "stated_kind": kind if kind in _KINDS_OF_POVERTY else "",
        "note": line.note,
    }


def complete(line: HouseholdLine) -> bool:
    """True when the line names every member of the household."""
    listed = len(line.members) or 1
    return bool(line.members and line.size in (None, listed)) or line.size == 1


def member_count(line: HouseholdLine) -> list[Problem]:
    """The sentence about a size that is not the number of members listed."""
    if not line.members or line.size in (None, len(line.members)):
        return []
    told = _("Tệp ghi {size} khẩu nhưng liệt kê {listed} người; danh sách coi như chưa đủ.")
    return [Problem(line.sheet, line.row, 0, told.format(size=line.size, listed=len(line.members)))]


def head_as_member(line: HouseholdLine) -> MemberLine:
    """The head of a line that lists no members, as a member."""
    return MemberLine(line.name, line.birth, line.sex, line.ethnic, "head", line.row, line.cccd)


def as_fact(member: MemberLine) -> Member:
    """A member as rules see it."""
    return Member(str(member.row), member.name, member.sex, member.birth, member.relation, member.answers)


def same_person(one: members.Member, other: MemberLine) -> bool:
    """Within one household a name and a birth year that do not contradict are enough."""
    birth = PartialDate.of(one.birth) if one.birth else None
    years_agree = birth is None or other.birth is None or birth.year == other.birth.year
    return years_agree and one_spelling(one.name) == one_spelling(other.name)


def relation_fields(one: members.Member, member: MemberLine, position: int) -> dict[str, Any]:
    """The columns of a membership that a list fills; the head's relation stays."""
    fields: dict[str, Any] = {} if one.head or not member.relation else {"relation": member.relation}
    return fields | {"place_in_list": position}


def tells_more(new: PartialDate, known: PartialDate | None) -> bool:
    """True for a birth date that is another one, or known to the day where it was not."""
    if known is None:
        return True
    return (new.year, new.month or known.month, new.day or known.day) != (known.year, known.month, known.day)
