"""What a line of a file changes in a household that the register knows: field by field, through one act.

A file of an earlier year never overwrites what is known of today; it only fills in what nobody knew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from app.dates import PartialDate
from app.exchange.intake.columns import complete, head_as_member, relation_fields, same_person, tells_more
from app.exchange.intake.matching import Known
from app.exchange.lines import HouseholdLine, MemberLine, Problem
from app.i18n import _
from app.models.household import Household
from app.models.key import Key
from app.models.person import Person
from app.services import members, places
from app.store.act import Act
from app.vietnamese import one_spelling

Persons = list[tuple[Key, MemberLine]]
Add = Callable[[Key, MemberLine, bool, int], Key]


class KnownHouseholds:
    """The households of the register, as one file corrects them.

    Args:
        scope: the place of households whose village nobody has told yet.
        current: the file speaks of the newest year that the store knows, or of a newer one.
        add: a member enters a household: who, whether as its head, at which place of the list.
    """

    def __init__(self, session: Session, act: Act, scope: Key, current: bool, add: Add) -> None:
        self._session, self._act, self._scope = session, act, scope
        self._current, self._add = current, add

    def village(
        self, line: HouseholdLine, known: Known, place: Key | None, decided: bool, told: list[Problem]
    ) -> Key:
        """Where the household is reviewed: a village that was not known is filled in, another one told.

        A file of an earlier year may well know where the household lived then.
        """
        if place in (known.village, self._scope):
            return known.village
        if place and (known.village == self._scope or (decided and self._current)):
            self._act.update("household", known.household, {"place": place})
            return place
        if not self._current:
            return place or known.village
        reason = _(
            "Tệp ghi hộ ở “{stated}”, sổ ghi “{known}”; sổ được giữ nguyên. Nếu đã chuyển, ghi chuyển hộ."
        )
        names = {"stated": line.village, "known": places.place(self._session, known.village).name}
        told.append(Problem(line.sheet, line.row, 0, reason.format(**names)))
        return known.village

    def household(self, line: HouseholdLine, known: Known) -> None:
        """What the line says of the household itself."""
        row = self._session.get_one(Household, known.household)
        said: dict[str, Any] = {
            "code": line.code,
            "declared_size": line.size,
            "local_minority": None if line.local_minority is None else int(line.local_minority),
            "phone": line.extra.get("phone", ""),
        }
        fields: dict[str, Any] = {
            name: value
            for name, value in said.items()
            if value not in (None, "") and (self._current or getattr(row, name) in (None, ""))
        }
        if line.groups and self._current:
            fields["groups"] = dict.fromkeys(line.groups, True)
        self._act.update("household", known.household, fields)

    def head(self, line: HouseholdLine, known: Known) -> None:
        """What the line says of the head."""
        if known.person is not None:
            self._person(known.person, head_as_member(line))

    def _person(self, person: Key, member: MemberLine) -> None:
        row = self._session.get_one(Person, person)
        fields: dict[str, Any] = {}
        for name, value in (("sex", member.sex), ("ethnic", member.ethnic or ""), ("cccd", member.cccd)):
            if value and (self._current or not getattr(row, name)):
                fields[name] = value
        born = PartialDate.of(row.birth) if row.birth else None
        if member.birth and tells_more(member.birth, born) and (self._current or _agrees(member.birth, born)):
            fields["birth"] = str(member.birth)
        if self._current and one_spelling(member.name) != one_spelling(row.name):
            fields["name"] = member.name
        self._act.update("person", person, fields)

    def roster(self, line: HouseholdLine, known: Known) -> tuple[Persons, list[Problem]]:
        """Members that the register lacks are added; those that the list lacks stay, and are told."""
        there = members.roster(self._session, known.household)
        unmatched, persons = list(there), []
        for position, member in enumerate(line.members, 1):
            same = next((one for one in unmatched if same_person(one, member)), None)
            if same is None:
                person = self._add(known.household, member, not there and position == 1, position)
            else:
                person = same.person
                unmatched.remove(same)
                self._act.update("membership", same.membership, relation_fields(same, member, position))
                self._person(person, member)
            persons.append((person, member))
        if unmatched:
            names = "; ".join(one.name for one in unmatched)
            told = _("Trong sổ còn thành viên không có trong tệp: {names}.").format(names=names)
            return persons, [Problem(line.sheet, line.row, 0, told)]
        if complete(line):
            self._act.update("household", known.household, {"roster_complete": 1})
        return persons, []


def _agrees(birth: PartialDate, known: PartialDate | None) -> bool:
    """True for a date that only says more of the one that is known."""
    return known is None or birth.year == known.year
