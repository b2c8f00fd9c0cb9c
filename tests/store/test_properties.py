"""Whatever an officer does, in whatever order: undo, redo, journal, search and check agree."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.store import Store
from app.store.check import faults_of
from app.store.undo import redo, to_redo, to_undo, undo
from app.vietnamese import sort_key

from . import naive
from .book import KEY, NODE, Contents, contents, found, without_new

NAMES = st.sampled_from(
    [
        "Giàng A Páo",
        "Giàng A Phử",
        "Lò Văn Ún",
        "Lò Văn Ủn",
        "Xồng Bá Dế",
        "Y Bliă Niê",
        "H'Hen Niê",
        "Đặng Thị Ỏn",
    ]
)
NUMBERS = st.sampled_from(["", "014080001234", "014 080 005678", "0912.345.678", "0912345678"])
CODES = st.sampled_from(["", "001", "HN-001", "12/34", "0014"])
QUERIES = st.sampled_from(
    [
        "p",
        "pao",
        "pa gi",
        "un lo",
        "x",
        "d",
        "dang on",
        "1234",
        "0912 345 678",
        "001",
        "hn 0",
        "may",
        "ban 12",
        "nie h",
    ]
)
ANSWERS = st.dictionaries(st.sampled_from(["a", "b", "c.d"]), st.none() | st.booleans() | st.integers(0, 9))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("person"), NAMES, NUMBERS),
        st.tuples(st.just("household"), CODES, NUMBERS, ANSWERS),
        st.tuples(st.just("join"), st.integers(0, 99), st.integers(0, 99)),
        st.tuples(st.just("rename"), st.integers(0, 99), NAMES, NUMBERS),
        st.tuples(st.just("answer"), st.integers(0, 99), CODES, ANSWERS),
        st.tuples(
            st.just("delete"), st.sampled_from(["person", "household", "membership"]), st.integers(0, 99)
        ),
        st.tuples(
            st.just("restore"), st.sampled_from(["person", "household", "membership"]), st.integers(0, 99)
        ),
    ),
    min_size=1,
    max_size=5,
)


class Officer(RuleBasedStateMachine):
    """Works on the small book and takes steps back; remembers every state that the book was in."""

    @initialize()
    def open_the_book(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.create(Path(self.folder.name) / "a.soban", KEY, NODE)
        self.store.connection.execute("PRAGMA synchronous = OFF")  # nobody cuts the power here
        book = found(self.store)
        self.village = book.village
        self.keys = {"person": book.persons, "household": book.households, "membership": book.memberships}
        self.done: list[tuple[int, Contents]] = []  # acts that stand, with the contents before them
        self.undone: list[tuple[int, Contents]] = []  # acts to redo, with the contents after them

    @rule(steps=STEPS)
    def work(self, steps: list[tuple[Any, ...]]) -> None:
        before = contents(self.store)
        with self.store.write("Việc", "Mỷ") as act:
            for verb, *arguments in steps:
                getattr(self, f"_{verb}")(act, *arguments)
        if self.store.done.act:
            self.done.append((self.store.done.act, before))
            self.undone.clear()
        else:
            assert contents(self.store) == before

    def _pick(self, table: str, number: int) -> bytes:
        return self.keys[table][number % len(self.keys[table])]

    def _person(self, act, name, number):
        self.keys["person"] += act.insert("person", [{"name": name, "cccd": number}])

    def _household(self, act, code, phone, groups):
        row = {"place": self.village, "code": code, "phone": phone, "address": "Bản Mây", "groups": groups}
        self.keys["household"] += act.insert("household", [row])

    def _join(self, act, household, person):
        row = {"household": self._pick("household", household), "person": self._pick("person", person)}
        self.keys["membership"] += act.insert("membership", [row])

    def _rename(self, act, person, name, phone):
        act.update("person", self._pick("person", person), {"name": name, "phone": phone})

    def _answer(self, act, household, code, groups):
        act.update("household", self._pick("household", household), {"code": code, "groups": groups})

    def _delete(self, act, table, number):
        act.delete(table, [self._pick(table, number)])

    def _restore(self, act, table, number):
        act.restore(table, [self._pick(table, number)])

    @precondition(lambda self: self.done)
    @rule(steps=st.integers(1, 4))
    def take_back(self, steps: int) -> None:
        for _ in range(min(steps, len(self.done))):
            number, before = self.done.pop()
            after = contents(self.store)
            assert to_undo(self.store).act == number
            undo(self.store, number, "Mỷ")
            assert without_new(contents(self.store), before) == before
            self.undone.append((number, after))

    @precondition(lambda self: self.undone)
    @rule(steps=st.integers(1, 4))
    def do_again(self, steps: int) -> None:
        for _ in range(min(steps, len(self.undone))):
            number, after = self.undone.pop()
            before = contents(self.store)
            assert to_redo(self.store).act == number
            redo(self.store, number, "Mỷ")
            assert contents(self.store) == after
            self.done.append((number, before))

    @rule(text=QUERIES, limit=st.integers(1, 60))
    def search(self, text: str, limit: int) -> None:
        wanted = naive.find(contents(self.store), text)
        got = self.store.find(text, limit)
        assert [(hit.household, hit.person, hit.name) for hit in got.hits] == wanted[:limit]
        assert got.more == (len(wanted) > limit)

    @invariant()
    def keys_sort_as_names_do(self) -> None:
        if hasattr(self, "store"):
            for row in contents(self.store)["person"].values():
                assert row["sort_key"] == sort_key(row["name"])

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert naive.replay(self.store) == contents(self.store)
            assert faults_of(self.store) == []
            self.store.close()
            self.folder.cleanup()


Officer.TestCase.settings = settings(max_examples=200, stateful_step_count=20, deadline=None)
TestOfficer = Officer.TestCase
