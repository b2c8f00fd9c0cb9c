"""A commune written through the store's own door, and what to ask of its reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.models.key import Key
from app.reports.as_data import as_data
from app.reports.catalogue import make
from app.reports.report import Report
from app.reports.scope import Scope
from app.services import places
from app.store import Store
from app.store.act import Act

RAW_KEY = "x'" + "5b" * 32 + "'"  # no key derivation: tests open many stores
STANDARD = "vn-2021"
VILLAGES = ("Bản A", "Bản B")


class Commune:
    """Writes households, rounds and cases; villages and households are known by name, rounds by year."""

    def __init__(
        self,
        store: Store,
        name: str = "Xã Nà Mây",
        villages: tuple[str, ...] = VILLAGES,
        above: Key | None = None,
    ) -> None:
        self.store = store
        self.rounds: dict[tuple[int, str], Key] = {}
        self.households: dict[str, Key] = {}
        self.heads: dict[str, Key] = {}
        self.home: dict[str, Key] = {}
        self._act: Act | None = None
        with self.writing() as act:
            self.place = places.add(act, name, places.COMMUNE, above)
            self.villages = {each: places.add(act, each, places.VILLAGE, self.place) for each in villages}

    @contextmanager
    def writing(self) -> Iterator[Act]:
        """One act for all that is written inside."""
        if self._act is not None:
            yield self._act
            return
        with self.store.write("Ghi", "Thử") as act:
            self._act = act
            try:
                yield act
            finally:
                self._act = None

    def insert(self, tab: str, **fields: Any) -> Key:
        with self.writing() as act:
            return act.insert(tab, [fields])[0]

    def round(self, year: int, kind: str = "periodic", **more: Any) -> Key:
        fields = {"place": self.place, "state": "closed", "source": "surveyed", **more}
        key = self.rounds[year, kind] = self.insert("review_round", year=year, kind=kind, **fields)
        return key

    def household(
        self,
        name: str,
        village: str | None = "Bản A",
        *,
        sex: str | None = "male",
        ethnic: str = "08",
        birth: str = "1980",
        **more: Any,
    ) -> Key:
        """A household with its head; `village` None is the commune, nobody knows where."""
        place = self.villages[village] if village else self.place
        with self.writing():
            key = self.households[name] = self.insert("household", place=place, **more)
            self.home[name] = place
            self.heads[name] = self.member(name, name, "head", sex=sex, ethnic=ethnic, birth=birth, at=0)
        return key

    def member(
        self, household: str, name: str, relation: str = "child", *, at: int = 1, **person: Any
    ) -> Key:
        with self.writing():
            key = self.insert("person", name=name, **person)
            fields = {"relation": relation, "head": int(relation == "head"), "place_in_list": at}
            self.insert("membership", household=self.households[household], person=key, **fields)
        return key

    def case(
        self,
        name: str,
        year: int,
        klass: str | None,
        size: int | None = 4,
        *,
        village: str | None = "",
        kind: str = "periodic",
        standard: str = STANDARD,
        result: dict[str, Any] | None = None,
        **more: Any,
    ) -> Key:
        """A household in the round of a year, with its result; `village` where it no longer lived at home."""
        if (year, kind) not in self.rounds:
            self.round(year, kind)
        place = self.home[name] if village == "" else self.villages[village] if village else self.place
        fields = {"origin": "on_list", "state": "done", "size": size, **more}
        with self.writing():
            key = self.insert(
                "review_case",
                round=self.rounds[year, kind],
                household=self.households[name],
                place=place,
                **fields,
            )
            if klass is not None:
                told = {"deprived": {}, "source": "computed", **(result or {})}
                self.insert("result", review_case=key, standard=standard, final_class=klass, **told)
        return key

    def scope(self, year: int = 2026, village: str | None = None, standard: str = STANDARD) -> Scope:
        return Scope(self.villages[village] if village else self.place, year, standard)

    def report(self, key: str, year: int = 2026, **more: Any) -> Report:
        with self.store.session() as session:
            return make(session, key, self.scope(year, **more))


def values(report: Report, place: str, line: str = "") -> dict[str, Any]:
    """The values of the line of a place, without labels."""
    rows = [row for row in as_data(report)["rows"] if row["place"] == place and row.get("line", "") == line]
    assert len(rows) == 1, f"{len(rows)} lines of {place} {line}"
    found: dict[str, Any] = rows[0]["values"]
    return found


def numbers(report: Report, place: str, line: str = "") -> list[Any]:
    """The same in the order of the columns."""
    return list(values(report, place, line).values())
