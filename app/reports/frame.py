"""What reports read of one scope, each part loaded when it is first asked for, and once. Counts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from sqlmodel import Session

from app.models.key import Key
from app.models.review import NEAR_POOR, POOR
from app.reports import queries
from app.reports.columns import STRANGER, Array, Numbering, decoded, numbered, table, told
from app.reports.lines import Lines, Tree
from app.reports.rounds import Rounds, rounds
from app.reports.scope import Scope
from app.reports.traits import traits
from app.rules.book import book
from app.rules.entries import Indicator

OUTSIDE = -1
_OF_LAST = ("declared_size", "ended", "ended_how")
_OF_NOW = (
    *_OF_LAST, "roster_complete", "groups", "local_minority", "formed", "formed_how", "sex", "ethnic",
)  # fmt: skip


class Frame:
    """The review of a scope as tables of one row a household.

    `cases`, `last` and `register` have the columns `household`; `leaf`, the line where it is counted first;
    `persons`, 0 where unknown; `sized`, whether known. `cases` and `last` have `klass`,
    `cases` and `register` the columns of `traits`.
    """

    def __init__(self, session: Session, scope: Scope) -> None:
        self.session, self.scope = session, scope

    @cached_property
    def tree(self) -> Tree:
        """The places at the end of the year."""
        return Tree(self.session, date(self.scope.year, 12, 31))

    @cached_property
    def lines(self) -> Lines:
        """The lines of the tables."""
        return Lines(self.tree, self.scope.place)

    @cached_property
    def places(self) -> frozenset[Key]:
        """The places of the scope."""
        return frozenset(self.lines.leaf_of)

    @cached_property
    def rounds(self) -> Rounds:
        """The rounds of the scope's places, and of those above it that hold their cases."""
        return rounds(self.session, self.scope, self.places.union(self.tree.upward(self.scope.place)))

    @cached_property
    def _registered(self) -> tuple[pd.DataFrame, Numbering]:
        query = queries.households(self.places, (*self.rounds.now, *self.rounds.last))
        found, numbers = numbered(self.session, query)
        order = np.lexsort((found["ethnic"].isna(), found["household"]))  # of two heads one who is a person
        return found.iloc[order].drop_duplicates("household", ignore_index=True), numbers

    @property
    def households(self) -> pd.DataFrame:
        """What the register knows of each household and its head, by number: of the scope and its rounds."""
        return self._registered[0]

    @property
    def numbers(self) -> Numbering:
        """The numbers by which every table here knows a household."""
        return self._registered[1]

    @cached_property
    def cases(self) -> pd.DataFrame:
        """The cases of the scope in this year's rounds; `klass` under the scope's standard."""
        found = self.reviewed
        if (found["leaf"] == OUTSIDE).any():
            found = found[found["leaf"] != OUTSIDE].reset_index(drop=True)
        return found.assign(**traits(found))

    @cached_property
    def reviewed(self) -> pd.DataFrame:
        """The cases of this year's rounds, also those outside a scope that is smaller than its rounds."""
        query = queries.cases(self.rounds.now, self.scope.standard)
        found = self._table(query).drop_duplicates("household", keep="last")
        return self._placed(self._known(found, _OF_NOW))

    @cached_property
    def results_before(self) -> pd.DataFrame:
        """The cases of the rounds before, one line for each standard under which they have a result."""
        return self._table(queries.last_cases(self.rounds.last))

    @cached_property
    def last(self) -> pd.DataFrame:
        """The cases of the rounds before, as `reviewed`; `klass` under this standard or the one then used."""
        found = self.results_before
        fit = ((found["standard"] == self.scope.standard) & found["klass"].notna()).to_numpy(dtype=bool)
        if not fit.all():
            found = pd.concat([found[~fit], found[fit]])
        return self._placed(self._known(found.drop_duplicates("household", keep="last"), _OF_LAST))

    @cached_property
    def register(self) -> pd.DataFrame:
        """All households that live in the scope at the end of the year, reviewed or not."""
        known, day = self.households, f"{self.scope.year}-12-31"
        here = decoded(known["place"], self.places.__contains__, False)
        formed = decoded(known["formed"], lambda when: when <= day, False)
        living = decoded(known["ended"], lambda when: not when or when > day, False)
        found = known[here & formed & living]
        sizes = self.reviewed.set_index("household")["size"]
        found = self._placed(found.assign(size=sizes.reindex(found["household"]).to_numpy()))
        return found.assign(**traits(found))

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of the standard in the order of their official numbers."""
        return tuple(sorted(book(self.scope.standard).indicators, key=lambda indicator: indicator.number))

    @cached_property
    def deprived(self) -> Array:
        """Of each case what it is deprived of, cases × indicators; see `told`."""
        return told(self.cases["deprived"], [indicator.key for indicator in self.indicators])

    @cached_property
    def rosters(self) -> pd.Series[Any]:
        """Members of the households whose roster is complete, by household."""
        found = self._table(queries.rosters(self.places, (*self.rounds.now, *self.rounds.last)))
        return found[found["household"] != STRANGER].set_index("household")["persons"]

    @cached_property
    def ever(self) -> dict[str, pd.Index[Any]]:
        """The households that were poor, and near-poor, in any earlier round known."""
        before = tuple(held for held in self.rounds.earlier if held not in self.rounds.last)
        found = [self.results_before, *([self._table(queries.listed(before))] if before else [])]
        return {
            klass: pd.Index(
                np.concatenate(
                    [
                        each["household"].to_numpy()[(each["klass"] == klass).to_numpy(dtype=bool)]
                        for each in found
                    ]
                )
            )
            for klass in (POOR, NEAR_POOR)
        }

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """What became of each household since the round before; see `movement_ledger`."""
        from app.reports.movement_ledger import ledger

        return ledger(self)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The lines that are printed: all, but of those for unknown places only such as hold a household."""
        gone = self.last[~self.last["household"].isin(self.reviewed["household"])]
        held = {leaf for each in (self.cases, gone, self.register) for leaf in each["leaf"].unique()}
        return tuple(at for at, line in enumerate(self.lines) if line.place is not None or at in held)

    def _table(self, query: queries.Query) -> pd.DataFrame:
        return table(self.session, query, self.numbers)

    def _known(self, cases: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
        """Cases of households that were not struck out, with what is known of these."""
        found = cases[cases["household"] != STRANGER]
        at = found["household"].to_numpy()
        return found.assign(**{name: self.households[name].array.take(at) for name in names})

    def _placed(self, found: pd.DataFrame) -> pd.DataFrame:
        """The rows with their line, and their persons: as the round, the roster or the household tells."""
        persons = found["size"]
        if persons.isna().any():
            persons = persons.fillna(self._rosters(found)).fillna(found["declared_size"])
        found = found.assign(leaf=self._leaves(found), sized=persons.notna(), persons=persons.fillna(0))
        return found.astype({"persons": np.int32}).reset_index(drop=True)

    def _rosters(self, found: pd.DataFrame) -> pd.Series[Any]:
        return pd.Series(self.rosters.reindex(found["household"]).to_numpy(dtype=float), index=found.index)

    def _leaves(self, found: pd.DataFrame) -> Array:
        """The line of each row: of its place, or of its round where the place is no longer in the tree."""
        leaf = decoded(found["place"], lambda key: self.lines.leaf_of.get(key, OUTSIDE), OUTSIDE)
        if "round" not in found:
            return leaf
        held = {each.id: each.place for each in (*self.rounds.now, *self.rounds.last)}
        home = decoded(found["round"], lambda key: self.lines.leaf_of.get(held[key], OUTSIDE), OUTSIDE)
        stands = decoded(found["place"], self.tree.stands, False)
        return np.where((leaf == OUTSIDE) & ~stands, home, leaf)
