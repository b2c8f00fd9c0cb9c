"""Which earlier support stands against a new one: the same kind, for the same people, in the same time.

What counts as the same people and the same time is the kind's; whether to go on is an officer's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from app.dates import PartialDate
from app.i18n import _
from app.rules.support_kinds import Kind, kind

PERSON, MEMBER, HOUSEHOLD = "person", "member", "household"


class Support(NamedTuple):
    """A support on record.

    Attributes:
        key: of the caller, handed back.
        kind: code of the kind of support.
        person: None where the household itself got it.
        programme: key of the programme.
        code: of the sub-project.
        source: code of `funding`; empty where not known.
        activity: key of the activity.
        since: first day, a stored date; empty where not known.
        until: last day; empty for that day alone.
    """

    key: Hashable
    kind: str
    household: Hashable
    person: Hashable | None
    programme: str
    code: str
    source: str
    activity: Hashable
    since: str
    until: str = ""


class New(NamedTuple):
    """A support that is asked for; `members` are the persons of the household on the day."""

    kind: str
    household: Hashable
    person: Hashable | None
    members: frozenset[Hashable]
    programme: str
    code: str
    source: str
    activity: Hashable
    since: str
    until: str = ""


class Clash(NamedTuple):
    """A record that stands against a new support.

    Attributes:
        how: the same `person`, the same `household`, or a `member` of it.
        other: it comes from another programme or source.
        look_back: of the kind: `always`, `year` or `period`.
    """

    record: Support
    how: str
    other: bool
    look_back: str

    @property
    def text(self) -> str:
        """Why it stands against the new one."""
        who = {
            PERSON: _("Người này đã có"),
            MEMBER: _("Một người của hộ đã có"),
            HOUSEHOLD: _("Hộ này đã có"),
        }[self.how]
        when = {
            "always": _("loại hỗ trợ này chỉ được hưởng một lần, không giới hạn thời gian"),
            "year": _("cùng năm"),
            "period": _("cùng thời gian"),
        }[self.look_back]
        source = _("chương trình hoặc nguồn khác") if self.other else _("cùng chương trình và nguồn")
        return _("{who} hỗ trợ “{kind}” {period} ({code}, {source}); {when}.").format(
            who=who,
            kind=kind(self.record.kind).name.lower(),
            period=_shown(self.record),
            code=self.record.code,
            source=source,
            when=when,
        )


class Stopped(NamedTuple):
    """Those against whom a record stands; `shared` as in the kind."""

    shared: bool
    households: frozenset[Hashable]
    persons: frozenset[Hashable]

    def has(self, household: Hashable, person: Hashable | None, members: Iterable[Hashable] = ()) -> bool:
        """True where `Ledger.against` has something to show; `members` are needed as they are there."""
        if person is not None and (person in self.persons or not self.shared):
            return person in self.persons
        return household in self.households or not self.persons.isdisjoint(members)


class Ledger:
    """All support on record, by who got it."""

    def __init__(self, records: Iterable[Support]) -> None:
        self._by_kind: dict[str, list[Support]] = defaultdict(list)
        self._by_household: dict[tuple[str, Hashable], list[Support]] = defaultdict(list)
        self._by_person: dict[tuple[str, Hashable], list[Support]] = defaultdict(list)
        for record in records:
            self._by_kind[record.kind].append(record)
            if record.person is None or kind(record.kind).shared:
                self._by_household[record.kind, record.household].append(record)
            if record.person is not None:
                self._by_person[record.kind, record.person].append(record)

    def stopped(self, new: New) -> Stopped:
        """All against whom a record stands, where an activity would give the same to many."""
        of = kind(new.kind)
        records = () if of.look_back == "none" else self._by_kind[new.kind]
        standing = [record for record in records if _stands(record, new, of)]
        return Stopped(
            of.shared,
            frozenset(record.household for record in standing if record.person is None or of.shared),
            frozenset(record.person for record in standing if record.person is not None),
        )

    def against(self, new: New) -> tuple[Clash, ...]:
        """The records that stand against a new support, the latest first."""
        of = kind(new.kind)
        if of.look_back == "none":
            return ()
        found: dict[Hashable, Clash] = {}
        for record, how in self._near(new, of):
            if record.key not in found and _stands(record, new, of):
                found[record.key] = Clash(record, how, _other(record, new), of.look_back)
        return tuple(sorted(found.values(), key=lambda clash: clash.record.since, reverse=True))

    def _near(self, new: New, of: Kind) -> Iterator[tuple[Support, str]]:
        """Records of the same person, of the household, and of its members where the kind is shared."""
        if new.person is not None:
            for record in self._by_person.get((new.kind, new.person), ()):
                yield record, PERSON
        if new.person is not None and not of.shared:
            return
        for record in self._by_household.get((new.kind, new.household), ()):
            yield record, HOUSEHOLD if record.person is None else MEMBER
        for member in new.members:
            for record in self._by_person.get((new.kind, member), ()):
                yield record, MEMBER


def _stands(record: Support, new: New, of: Kind) -> bool:
    if record.activity == new.activity or (of.against == "other" and not _other(record, new)):
        return False
    return _same_time(record, new, of.look_back)


def _other(record: Support, new: New) -> bool:
    return record.programme != new.programme or record.source != new.source


def _same_time(record: Support, new: New, look_back: str) -> bool:
    """A record without a date may be of any time, so it stands against all."""
    if look_back == "always" or not record.since or not new.since:
        return True
    if look_back == "year":
        return record.since[:4] <= _end(new)[:4] and new.since[:4] <= _end(record)[:4]
    return _first(record.since) <= _last(_end(new)) and _first(new.since) <= _last(_end(record))


def _end(support: Support | New) -> str:
    return support.until or support.since


def _first(day: str) -> str:
    return f"{day}-01-01"[:_FULL]


def _last(day: str) -> str:
    """No earlier than any day that the date may mean."""
    return day if len(day) == _FULL else f"{day}-31" if len(day) > len("2026") else f"{day}-12-31"


_FULL = len("2026-01-01")


def _shown(record: Support) -> str:
    if not record.since:
        return _("không rõ ngày")
    since = PartialDate.of(record.since).shown
    if not record.until or record.until == record.since:
        return since
    return _("từ {since} đến {until}").format(since=since, until=PartialDate.of(record.until).shown)
