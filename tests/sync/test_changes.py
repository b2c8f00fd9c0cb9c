"""Changes turned into columns and back: the same texts to the byte, and nothing that does not add up."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.journal import Change, encode
from app.sync.changes import Changes, changes_of, columns
from app.sync.faults import NotABundle

KEYS = st.sampled_from([bytes([n]) * 16 for n in range(5)])
REFERENCES = st.sampled_from(
    ["AQEBAQEBAQEBAQEBAQEBAQ==", "AgICAgICAgICAgICAgICAg==", "CQkJCQkJCQkJCQkJCQkJCQ=="]
)
# Texts that look like keys but are none: not base64, other signs, other last bits, other lengths.
LOOKALIKES = st.sampled_from(
    [
        "AQEBAQEBAQEBAQEBAQEBA===",
        "AQEBAQEBAQEBAQEBAQEBA!==",
        "AQEBAQEBAQEBAQEBAQEBAR==",
        "đQEBAQEBAQEBAQEBAQEBAQ==",
        "AQ==",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4) | REFERENCES | LOOKALIKES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
FIELDS = st.dictionaries(
    st.sampled_from(["place", "note", "answers.a", "answers.b", "ă"]), VALUES, max_size=4
)


@st.composite
def changes(draw):
    op = draw(st.sampled_from(["insert", "update", "delete", "restore"]))
    texts = (encode(draw(FIELDS)).decode() for _side in "ba")
    return Change(draw(st.sampled_from(["household", "person"])), draw(KEYS), op, *texts)


@given(st.lists(changes(), max_size=12))
@settings(max_examples=200)
def test_there_and_back_again(told):
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(columns(told)), type=Changes)
    assert list(changes_of(sent)) == told


def test_a_key_travels_once():
    key = "AQEBAQEBAQEBAQEBAQEBAQ=="
    text = f'{{"place":"{key}"}}'
    told = [Change("household", bytes([n]) * 16, "insert", "{}", text) for n in range(1, 100)]
    sent = columns(told)
    assert len(sent.keys) == 99 * 16
    assert sent.columns[0].keys and set(sent.columns[0].values) == {0}


GOOD = columns(
    [
        Change("household", b"\1" * 16, "insert", "{}", '{"note":"a","place":"AgICAgICAgICAgICAgICAg=="}'),
        Change("household", b"\1" * 16, "update", '{"note":"a"}', '{"note":"b"}'),
    ]
)
FIRST, *OTHERS = GOOD.columns
PLACE = next(one for one in GOOD.columns if one.keys)
replace = msgspec.structs.replace

BROKEN = {
    "a row too few": replace(GOOD, rows=GOOD.rows[:1]),
    "half a key": replace(GOOD, keys=GOOD.keys[:-1]),
    "no keys": replace(GOOD, keys=b""),
    "a number beyond the keys": replace(GOOD, rows=[0, 9]),
    "a number below the keys": replace(GOOD, rows=[0, -1]),
    "a shape that is not there": replace(GOOD, shape=[0, 7]),
    "a shape that nobody has": replace(GOOD, shape=[0, 0]),
    "a value too few": replace(GOOD, columns=[replace(FIRST, values=FIRST.values[:-1]), *OTHERS]),
    "a value too many": replace(GOOD, columns=[replace(FIRST, values=[*FIRST.values, "c"]), *OTHERS]),
    "a column too few": replace(GOOD, columns=OTHERS),
    "a column twice": replace(GOOD, columns=[*GOOD.columns, FIRST]),
    "a column that nobody names": replace(GOOD, columns=[*GOOD.columns, replace(FIRST, name="x")]),
    "an empty column": replace(GOOD, columns=[*GOOD.columns, replace(FIRST, name="x", values=[])]),
    "a field named twice": replace(
        GOOD, shapes=[replace(one, after=[*one.after, one.after[0]]) for one in GOOD.shapes]
    ),
    "a key without a number": replace(
        GOOD, columns=[replace(one, values=["x"]) if one is PLACE else one for one in GOOD.columns]
    ),
    "a key beyond the keys": replace(
        GOOD, columns=[replace(one, values=[99]) if one is PLACE else one for one in GOOD.columns]
    ),
}


def test_what_is_good_is_good():
    assert len(list(changes_of(GOOD))) == 2


@pytest.mark.parametrize("told", BROKEN.values(), ids=BROKEN)
def test_columns_that_do_not_fit_each_other_are_refused(told):
    with pytest.raises(NotABundle):
        list(changes_of(told))
