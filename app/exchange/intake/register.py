"""The register as an intake needs it: every household with its head, the villages, lines taken in before."""

from __future__ import annotations

from collections import defaultdict

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.exchange.intake.matching import Known, Others
from app.models.columns import columns
from app.models.household import Household
from app.models.intake import Intake, IntakeRow
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.place import Place
from app.services import places
from app.vietnamese import fold, one_spelling


def households(session: Session, scope: Key) -> list[Known]:
    """The living households of a place and everything under it."""
    within = [place.id for place in places.below(session, scope)]
    head = (
        (col(Membership.household) == col(Household.id))
        & (col(Membership.head) == 1)
        & (col(Membership.until) == "")
        & (col(Membership.deleted) == 0)
    )
    query = (
        columns(
            Household.id,
            Household.place,
            Person.id,
            Membership.id,
            Person.name,
            Person.birth,
            Person.sex,
            Person.cccd,
            Household.declared_size,
            Household.code,
        )
        .outerjoin(Membership, head)
        .outerjoin(Person, (col(Person.id) == col(Membership.person)) & (col(Person.deleted) == 0))
        .where(col(Household.place).in_(within), Household.ended == "", Household.deleted == 0)
    )
    return [_known(*row) for row in session.execute(query)]


def _known(household: Key, village: Key, person: Key | None, membership: Key | None, *told: str) -> Known:
    name, birth, sex, cccd, size, code = told
    day = PartialDate.of(birth) if birth else None
    return Known(household, village, person, membership, name or "", day, sex, cccd or "", size, code)  # type: ignore[arg-type]


def others(session: Session, scope: Key) -> Others:
    """Members, of now and of before, who do not head a living household: name → birth year, household."""
    within = [place.id for place in places.below(session, scope)]
    heads = (col(Membership.head) == 1) & (col(Membership.until) == "")
    query = (
        columns(Person.folded, Person.birth, Membership.household)
        .join(Membership, col(Membership.person) == col(Person.id))
        .join(Household, col(Household.id) == col(Membership.household))
        .where(col(Household.place).in_(within), Household.ended == "", Household.deleted == 0)
        .where(Membership.deleted == 0, Person.deleted == 0, Person.birth != "", ~heads)
    )
    found: dict[str, list[tuple[int, Key]]] = defaultdict(list)
    for name, birth, household in session.execute(query):
        found[name].append((int(birth[:4]), household))
    return found


def taken(session: Session) -> dict[str, Key]:
    """Identity of each line that was taken in, and the household that it became."""
    query = (
        select(IntakeRow.fingerprint, IntakeRow.household)
        .join(Intake, col(Intake.id) == col(IntakeRow.intake))
        .where(IntakeRow.deleted == 0, Intake.deleted == 0, col(IntakeRow.household).is_not(None))
        .order_by(col(IntakeRow.id))
    )
    return {identity: household for identity, household in session.exec(query) if household}


def seen(session: Session) -> set[str]:
    """Identity of every line that any intake has kept, also of those that did not go in."""
    query = (
        select(IntakeRow.fingerprint)
        .join(Intake, col(Intake.id) == col(IntakeRow.intake))
        .where(IntakeRow.deleted == 0, Intake.deleted == 0)
    )
    return set(session.exec(query))


class Villages:
    """The places of a scope by the names that files give them."""

    def __init__(self, session: Session, scope: Key) -> None:
        self.scope = scope
        self._places = places.below(session, scope)
        self._found: dict[str, tuple[Key | None, str]] = {}

    def find(self, name: str) -> tuple[Key | None, str]:
        """The place of a name, and, when the register spells it with other accents, how.

        Only a spelling that fits one place alone is taken.
        """
        if name not in self._found:
            self._found[name] = self._find(name) if name else (self.scope, "")
        return self._found[name]

    def _find(self, name: str) -> tuple[Key | None, str]:
        same = [place for place in self._places if one_spelling(place.name) == one_spelling(name)]
        alike = same or [place for place in self._places if fold(place.name) == fold(name)]
        if len(alike) != 1:
            return None, ""
        return alike[0].id, "" if same else alike[0].name

    def add(self, key: Key, name: str) -> None:
        """A village that the intake founds."""
        self._places.append(Place(id=key, level=places.VILLAGE, name=name))
        self._found.clear()
