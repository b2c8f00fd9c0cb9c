"""What a field is worth: heads and settling, against the architecture's words on any history that can be."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.settling import Version, heads, settle

STREAMS = ("aa/1", "bb/1", "bb/*", "cc/1")


@dataclass
class Writer:
    """A stream: what its author holds of all streams, and what it knew at each of its acts."""

    name: str
    held: dict[str, int] = field(default_factory=dict)
    knew: list[dict[str, int]] = field(default_factory=list)


class History:
    """Who had seen what, in a history in which nobody sees an act without those that its author had seen."""

    def __init__(self) -> None:
        self.writers = {name: Writer(name) for name in STREAMS}
        self.versions: list[Version] = []
        self.clock = 0

    def write(self, name: str, clock: int, value: object) -> None:
        writer = self.writers[name]
        writer.knew.append(dict(writer.held))
        writer.held[name] = len(writer.knew)
        self.clock += 1  # clocks may be wrong, but two acts never have the same
        self.versions.append(Version(name, len(writer.knew), clock * 1000 + self.clock, value))

    def see(self, name: str, other: str, back: int) -> None:
        """A writer receives another's acts but for the last ones, with all that these had seen."""
        source = self.writers[other]
        far = len(source.knew) - back
        if far < 1 or name == other:
            return
        held = self.writers[name].held
        for stream, seq in (source.knew[far - 1] | {other: far}).items():
            if stream != name:
                held[stream] = max(held.get(stream, 0), seq)

    def had_seen(self, stream: str, seq: int, other: str, other_seq: int) -> bool:
        if stream == other:
            return other_seq < seq
        return self.writers[stream].knew[seq - 1].get(other, 0) >= other_seq


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(STREAMS), st.integers(0, 3), st.integers(0, 2)),
        st.tuples(st.just("see"), st.sampled_from(STREAMS), st.sampled_from(STREAMS), st.integers(0, 2)),
    ),
    min_size=1,
    max_size=25,
)


def told(steps: list[tuple[object, ...]]) -> History:
    history = History()
    for verb, *arguments in steps:
        getattr(history, verb)(*arguments)
    return history


def by_the_words(history: History) -> list[Version]:
    """Those that no other change of the field had seen."""
    return [
        one
        for one in history.versions
        if not any(
            history.had_seen(other.stream, other.seq, one.stream, one.seq)
            for other in history.versions
            if other is not one
        )
    ]


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_heads_are_the_changes_that_no_other_change_had_seen(steps, random):
    history = told(steps)
    expected = by_the_words(history)
    random.shuffle(history.versions)
    if history.versions:
        assert sorted(heads(history.versions, history), key=lambda one: one.rank) == sorted(
            expected, key=lambda one: one.rank
        )


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_the_highest_clock_is_shown_and_values_that_differ_are_a_conflict(steps, random):
    history = told(steps)
    if not history.versions:
        return
    ends = by_the_words(history)
    random.shuffle(history.versions)
    fields, disputed, _late = settle({"note": history.versions}, history)
    assert fields == {"note": max(ends, key=lambda one: one.hlc).value}
    assert disputed == (["note"] if len({one.value for one in ends}) > 1 else [])


def test_of_equal_clocks_the_name_of_the_stream_decides_on_every_machine():
    history = History()
    one, other = Version("aa/1", 1, 7, "một"), Version("cc/1", 1, 7, "hai")
    for name in ("aa/1", "cc/1"):
        history.writers[name].knew.append({})
    for order in ([one, other], [other, one]):
        assert settle({"note": order}, history) == ({"note": "hai"}, ["note"], [])


def test_fields_are_settled_one_by_one():
    history = History()
    history.write("aa/1", 1, "cũ")
    history.write("bb/1", 2, "mới")
    first, second = history.versions
    assert settle({"note": [first], "code": [second]}, history) == ({"note": "cũ", "code": "mới"}, [], [])
