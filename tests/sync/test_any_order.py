"""Whatever four stores in three levels do, in whatever order files come, once, twice, never: they agree.

After every step the rows and conflicts of the store that took it are those that the architecture's words give
(`words`); in the end, when every file has come through, stores that hold the same acts are equal.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from store.book import contents

from app.store.check import faults_of
from app.store.undo import CannotUndo, redo, to_redo, to_undo, undo
from app.sync.conflicts import conflicts, decide

from . import words
from .levels import ABOVE, FIRST, HELPER, NAMES, OFFICER, SECOND, copied

YEARS = 2 * 365 * 24 * 3600 * 1000  # two years, milliseconds
WHO_WRITES = {FIRST: (ABOVE, FIRST, HELPER), SECOND: (ABOVE, SECOND)}
ROADS = [(HELPER, FIRST), (FIRST, HELPER), (FIRST, ABOVE), (ABOVE, FIRST), (SECOND, ABOVE), (ABOVE, SECOND)]
TEXTS = st.sampled_from(["", "nhà dột", "đi làm xa", "mới tách hộ"])
PICKS = st.integers(0, 999)


class Exchange(RuleBasedStateMachine):
    """Officers work, send, lose, repeat and mix up files; their clocks are wrong by years."""

    @initialize()
    def open_the_stores(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.levels = copied(Path(self.folder.name))
        self.mail: list[tuple[str, Path]] = []  # to whom, which file
        self.made: dict[str, set[tuple[str, int, bytes]]] = {name: set() for name in NAMES}
        self.disputes: dict[str, set[words.Field]] = {name: words.check(self.levels[name]) for name in NAMES}
        self.persons: dict[str, list[bytes]] = {FIRST: [], SECOND: []}
        self.counted = 0

    # What officers do --------------------------------------------------------------------------------------

    @rule(commune=st.sampled_from([FIRST, SECOND]), who=PICKS, row=PICKS, text=TEXTS, code=TEXTS)
    def write_in_a_household(self, commune: str, who: int, row: int, text: str, code: str) -> None:
        name = self._writer(commune, who)
        key = self.levels.households[commune][row % 3]
        with self.levels.write(name, commune) as act:
            act.update("household", key, {"note": text, "code": code})
        self._worked(name)

    @rule(
        commune=st.sampled_from([FIRST, SECOND]), who=PICKS, row=PICKS,
        groups=st.dictionaries(st.sampled_from(["merit", "no_labour"]), st.none() | st.booleans()),
    )  # fmt: skip
    def write_in_a_map(self, commune: str, who: int, row: int, groups: dict[str, bool | None]) -> None:
        name = self._writer(commune, who)
        with self.levels.write(name, commune) as act:
            act.update("household", self.levels.households[commune][row % 3], {"groups": groups})
        self._worked(name)

    @rule(commune=st.sampled_from([FIRST, SECOND]), who=PICKS, row=PICKS, there=st.booleans())
    def delete_or_restore(self, commune: str, who: int, row: int, there: bool) -> None:
        name = self._writer(commune, who)
        with self.levels.write(name, commune) as act:
            (act.restore if there else act.delete)("household", [self.levels.households[commune][row % 3]])
        self._worked(name)

    @rule(
        commune=st.sampled_from([FIRST, SECOND]),
        who=PICKS,
        year=st.integers(2025, 2026),
        count=st.integers(1, 3),
    )
    def make_what_can_be_there_once(self, commune: str, who: int, year: int, count: int) -> None:
        name = self._writer(commune, who)
        place = self.levels[commune].place
        with self.levels.write(name, commune) as act:
            act.insert("place_count", [{"place": place, "year": year, "households": count}])
        self._worked(name)

    @rule(commune=st.sampled_from([FIRST, SECOND]), who=PICKS)
    def write_down_a_person(self, commune: str, who: int) -> None:
        name = self._writer(commune, who)
        self.counted += 1
        with self.levels.write(name, commune) as act:
            act.insert("person", [{"name": f"Sùng Thị {self.counted}"}])
        self._worked(name)

    @rule(name=st.sampled_from(NAMES), back=st.booleans())
    def undo_or_redo(self, name: str, back: bool) -> None:
        store = self.levels[name]
        entry = to_undo(store) if back else to_redo(store)
        if entry is not None and not entry.title.startswith("Lập"):
            try:
                (undo if back else redo)(store, entry.act, OFFICER[name])
            except CannotUndo:
                return
            self._worked(name)

    @precondition(lambda self: any(self.disputes.values()))
    @rule(name=st.sampled_from(NAMES), which=PICKS, side=PICKS)
    def decide_a_conflict(self, name: str, which: int, side: int) -> None:
        waiting = conflicts(self.levels[name])
        if waiting:
            one = waiting[which % len(waiting)]
            decide(self.levels[name], one.name, 1 + side % len(one.sides), "Đã hỏi lại hộ", OFFICER[name])
            self._worked(name)
            assert one.name not in {left.name for left in conflicts(self.levels[name])}

    @rule(name=st.sampled_from(NAMES), skew=st.integers(-YEARS, YEARS))
    def set_a_clock(self, name: str, skew: int) -> None:
        self.levels.clocks[name].skew = skew

    # What becomes of files ---------------------------------------------------------------------------------

    @rule(road=st.sampled_from(ROADS), full=st.booleans())
    def send(self, road: tuple[str, str], full: bool) -> None:
        self.mail.append((road[1], self.levels.send(*road, full=full)))

    @precondition(lambda self: self.mail)
    @rule(which=PICKS, again=st.booleans())
    def receive(self, which: int, again: bool) -> None:
        to, file = self.mail[which % len(self.mail)]
        (taken,) = self.levels.receive(to, file)
        assert taken.fault in ("", "earlier_missing"), taken.said
        if taken.receipt:
            sender = file.name.split("-")[1]
            kept = taken.receipt.rename(taken.receipt.with_name(f"{len(self.mail):03}-{to}-{sender}.nhan"))
            self.mail.append((sender, kept))
        if not again:
            self.mail.remove((to, file))
        self._look_at(to)

    @precondition(lambda self: self.mail)
    @rule(which=PICKS)
    def lose(self, which: int) -> None:
        self.mail.pop(which % len(self.mail))

    # What must hold ----------------------------------------------------------------------------------------

    def _writer(self, commune: str, who: int) -> str:
        return WHO_WRITES[commune][who % len(WHO_WRITES[commune])]

    def _worked(self, name: str) -> None:
        own = self.levels[name].node.hex()
        self.made[name] = {act for act in words.acts(self.levels[name]) if act[0].startswith(own)}
        self._look_at(name)

    def _look_at(self, name: str) -> None:
        """Rows and conflicts are what the journal says; it ended only where all its values were seen."""
        store = self.levels[name]
        now = words.check(store)
        told, held = words.changes(store), words.seen(store)
        for field in self.disputes[name] - now:
            ends = words.heads(told[field], held)
            assert len({str(one.value) for one in ends}) == 1
        assert self.made[name] <= words.acts(store)
        self.disputes[name] = now

    def teardown(self) -> None:
        if not hasattr(self, "levels"):
            return
        files = [(to, file) for to, file in self.mail if file.suffix == ".soban-goi"]
        random.Random(len(self.mail)).shuffle(files)
        for to, file in files:
            self.levels.receive(to, file)
        self.levels.exchange()
        books = {name: contents(self.levels[name]) for name in NAMES}
        assert books[FIRST] == books[HELPER]
        for name in (FIRST, SECOND):
            for table, rows in books[name].items():
                assert rows.items() <= books[ABOVE][table].items()
        above = words.acts(self.levels[ABOVE])
        for name in NAMES:
            assert self.made[name] <= above
            assert faults_of(self.levels[name]) == []
            words.check(self.levels[name])
        assert words.acts(self.levels[FIRST]) == words.acts(self.levels[HELPER])
        listed = {name: {one.name for one in conflicts(self.levels[name])} for name in NAMES}
        assert listed[FIRST] == listed[HELPER]
        assert listed[FIRST] | listed[SECOND] == listed[ABOVE]
        self.levels.close()
        self.folder.cleanup()


TestExchange = Exchange.TestCase
TestExchange.settings = settings(max_examples=12, stateful_step_count=30, deadline=None, derandomize=True)
