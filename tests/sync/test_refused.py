"""Files that are ours but must not go in: each refused with its typed reason, the store as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from store.book import contents

from app.store import Store, peers
from app.store.migrate import newest
from app.sync import envelope
from app.sync.identity import Identity, identity

from . import forging, words
from .levels import ABOVE, FIRST, HELPER, SECOND, Levels


def _all(store: Store) -> object:
    """Everything that the store holds: records, journal, peers, files."""
    others = [
        store.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        for table in ("act", "change", "stream", "peer", "parcel", "conflict", "search_row")
    ]
    return contents(store), others, store.meta("to_recompute")


def _refused(levels: Levels, name: str, *files: Path) -> list[str]:
    before = _all(levels[name])
    told = levels.receive(name, *files)
    assert [one.state for one in told] == ["quarantined"] * len(files)
    assert all(one.said and one.said[0] for one in told)
    assert _all(levels[name]) == before
    return [one.fault for one in told]


@pytest.fixture
def good(levels: Levels) -> Path:
    """A file of the first commune, not yet taken in above."""
    levels.note(FIRST, "nhà dột")
    return levels.send(FIRST, ABOVE)


# Damage ---------------------------------------------------------------------------------------------------


def _classes(file: Path) -> dict[str, range]:
    """Where each member's name, header and content lie, and the directory and the end."""
    raw, found = file.read_bytes(), {}
    at = 0
    for name, data in forging.members(file).items():
        found[f"head of {name}"] = range(at, at + 30 + len(name))
        start = at + 30 + len(name)
        found[f"content of {name}"] = range(start, start + len(data))
        at = start + len(data)
    found["directory"] = range(at, len(raw) - 22)
    found["end"] = range(len(raw) - 22, len(raw))
    return found


def _harmless(good: Path, altered: bytes) -> bool:
    """True where the three members are still the same bytes: dates and modes in a ZIP say nothing."""
    file = good.with_name("altered")
    file.write_bytes(altered)
    try:
        return forging.members(file) == forging.members(good)
    except Exception:
        return False


def test_a_flipped_byte_anywhere_is_refused_or_says_nothing(levels, good, tmp_path):
    raw, file = good.read_bytes(), tmp_path / "flipped"
    for what, where in _classes(good).items():
        step = max(1, len(where) // 40)
        for at in where[::step]:
            file.write_bytes(raw[:at] + bytes([raw[at] ^ 0x15]) + raw[at + 1 :])
            if what.startswith("content"):
                assert set(_refused(levels, ABOVE, file)) <= {"damaged", "bad_signature", "newer_format"}, (
                    what,
                    at,
                )
            else:
                (taken,) = levels.receive(ABOVE, file, dry=True)
                harmless = _harmless(good, file.read_bytes())
                assert (taken.fault == "damaged") or (harmless and taken.state == "would_take"), (what, at)


def test_a_cut_or_doubled_file_is_refused(levels, good, tmp_path):
    raw, file = good.read_bytes(), tmp_path / "cut"
    for where in _classes(good).values():
        for at in (where[0], where[len(where) // 2], where[-1]):
            for altered in (raw[:at], raw[at:], raw[:at] + raw[at + 1 :], raw[: at + 1] + raw[at:]):
                if altered != raw:
                    file.write_bytes(altered)
                    assert _refused(levels, ABOVE, file) == ["damaged"]
    for altered in (raw + raw, raw + b"\0", b"\0" + raw):
        file.write_bytes(altered)
        assert _refused(levels, ABOVE, file) == ["damaged"]


def test_a_folder_and_a_missing_file_are_refused(levels, tmp_path):
    assert _refused(levels, ABOVE, tmp_path, tmp_path / "none") == ["damaged", "damaged"]


# Who, and for whom ----------------------------------------------------------------------------------------


def test_a_file_for_another_store_is_refused(levels, good):
    assert _refused(levels, SECOND, good) == ["unknown_sender"]
    levels.note(ABOVE, "chỉ đạo", commune=SECOND)
    assert _refused(levels, FIRST, levels.send(ABOVE, SECOND)) == ["not_for_you"]
    assert _refused(levels, FIRST, good) == ["unknown_sender"]  # one's own file


def test_a_body_locked_for_another_store_is_refused(levels, good, tmp_path):
    file = forging.forged(levels[FIRST], levels[SECOND], good, tmp_path / "x")
    assert _refused(levels, ABOVE, file) == ["not_for_you"]


def _stranger(of: Identity) -> Identity:
    """Another store's keys under the same name."""
    return Identity(of.node, bytes(SigningKey.generate()), str(pyrage.x25519.Identity.generate()))


def test_a_file_signed_by_a_stranger_is_refused(levels, good, tmp_path):
    stranger = _stranger(identity(levels[FIRST]))
    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", signer=stranger)
    assert _refused(levels, ABOVE, file) == ["bad_signature"]


def test_a_stranger_under_a_known_name_is_refused(levels, good, tmp_path):
    stranger = _stranger(identity(levels[FIRST]))
    keys = {"sign": stranger.public.sign_key.hex(), "age": stranger.public.age_key}
    file = forging.forged(
        levels[FIRST], levels[ABOVE], good, tmp_path / "x", signer=stranger,
        head=lambda top: top | {"sender": top["sender"] | keys},
    )  # fmt: skip
    assert _refused(levels, ABOVE, file) == ["bad_signature"]


def test_a_store_that_nobody_invited_is_refused(levels, good, tmp_path):
    stranger = Identity(bytes(16), bytes(SigningKey.generate()), str(pyrage.x25519.Identity.generate()))
    told = {"node": "ab" * 16, "sign": stranger.public.sign_key.hex(), "age": stranger.public.age_key}
    for more in ({}, {"invitation": "00" * 16, "proof": "00" * 32}):
        file = forging.forged(
            levels[FIRST], levels[ABOVE], good, tmp_path / "x", signer=stranger,
            head=lambda top, more=more: top | more | {"sender": top["sender"] | told},
        )  # fmt: skip
        assert _refused(levels, ABOVE, file) == ["unknown_sender"]


# Headers that lie -----------------------------------------------------------------------------------------

LIES = {
    "acts": lambda top: top | {"acts": top["acts"] + 1},
    "changes": lambda top: top | {"changes": 0},
    "streams": lambda top: top | {"streams": {}},
    "ranges": lambda top: (
        top | {"streams": {name: [1, last] for name, (_first, last) in top["streams"].items()}}
    ),
    "other stream": lambda top: top | {"streams": {"0" * 32 + "/*": [1, 1]}},
}
MALFORMED = {
    "body": lambda top: top | {"body": "0" * 64},
    "keys too short": lambda top: top | {"sender": top["sender"] | {"sign": "00"}},
    "no age key": lambda top: top | {"sender": top["sender"] | {"age": "age1none"}},
    "negative": lambda top: top | {"number": -1},
    "enormous": lambda top: top | {"acts": 1 << 62},
    "another word": lambda top: top | {"xin": "chào"},
}


@pytest.mark.parametrize("lie", [*LIES.values(), *MALFORMED.values()], ids=[*LIES, *MALFORMED])
def test_a_header_that_lies_is_refused(levels, good, tmp_path, lie):
    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", head=lie)
    assert _refused(levels, ABOVE, file) == ["damaged"]


def test_a_header_with_another_sender_is_refused(levels, good, tmp_path):
    levels.note(SECOND, "x", commune=SECOND)
    other = forging.header(levels.send(SECOND, ABOVE))["sender"]
    file = forging.forged(
        levels[FIRST], levels[ABOVE], good, tmp_path / "x", head=lambda top: top | {"sender": other}
    )
    assert _refused(levels, ABOVE, file) == ["bad_signature"]


@pytest.mark.parametrize("field", ["format", "store"])
def test_a_newer_format_is_named(levels, good, tmp_path, field):
    known = {"format": envelope.FORMAT, "store": newest()}[field]
    file = forging.forged(
        levels[FIRST], levels[ABOVE], good, tmp_path / "x", head=lambda top: top | {field: known + 1}
    )
    assert _refused(levels, ABOVE, file) == ["newer_format"]
    assert f"{known + 1}" in levels.receive(ABOVE, file)[0].said[0]


def test_a_newer_format_is_known_by_its_number_alone(levels, good, tmp_path):
    file = forging.forged(
        levels[FIRST], levels[ABOVE], good, tmp_path / "x", head=lambda _top: {"format": 7, "all": ["else"]}
    )
    assert _refused(levels, ABOVE, file) == ["newer_format"]


# What is said again, and receipts -------------------------------------------------------------------------


def test_an_old_file_taken_in_again_changes_nothing(levels, good):
    levels.receive(ABOVE, good)
    levels.note(FIRST, "đã sửa nhà")
    levels.carry(FIRST, ABOVE)
    records, acts = contents(levels[ABOVE]), words.acts(levels[ABOVE])
    (again,) = levels.receive(ABOVE, good)
    assert (again.state, again.acts, again.new, again.changed) == ("repeated", 0, 0, 0)
    assert (contents(levels[ABOVE]), words.acts(levels[ABOVE])) == (records, acts)
    assert levels.noted(ABOVE) == "đã sửa nhà"


def test_a_receipt_for_an_unknown_file_is_refused(levels, good, tmp_path):
    (taken,) = levels.receive(ABOVE, good)
    file = forging.forged(
        levels[ABOVE],
        levels[FIRST],
        taken.receipt,
        tmp_path / "x",
        told=lambda told: told | {"bundle": "0" * 64},
    )
    assert _refused(levels, FIRST, file) == ["sync"]


def test_a_receipt_for_another_store_is_refused(levels, good):
    (taken,) = levels.receive(ABOVE, good)
    assert _refused(levels, SECOND, taken.receipt) == ["not_for_you"]
    assert _refused(levels, HELPER, taken.receipt) == ["unknown_sender"]


def test_a_dry_run_of_a_receipt_keeps_nothing(levels, good):
    (taken,) = levels.receive(ABOVE, good)
    before = _all(levels[FIRST])
    assert levels.receive(FIRST, taken.receipt, dry=True)[0].state == "agreed"
    assert _all(levels[FIRST]) == before


def test_a_receipt_that_holds_less_says_what_is_missing(levels, good, tmp_path):
    (taken,) = levels.receive(ABOVE, good)
    own = f"{levels[FIRST].node.hex()}/{levels[FIRST].place.hex()}"

    def less(told):
        return told | {"holds": told["holds"] | {own: told["holds"][own] - 1}}

    file = forging.forged(levels[ABOVE], levels[FIRST], taken.receipt, tmp_path / "x", told=less)
    (answered,) = levels.receive(FIRST, file)
    assert answered.state == "differs"
    assert own[:8] in " ".join(answered.said)
    (parcel, *_) = peers.parcels(levels[FIRST], peers.above(levels[FIRST]).node, peers.OUT)
    assert (parcel.state, bool(parcel.note)) == ("differs", True)


def test_a_receipt_whose_numbers_differ_says_where(levels, good, tmp_path):
    (taken,) = levels.receive(ABOVE, good)

    def otherwise(told):
        return told | {
            "totals": {place: numbers | {"households": 99} for place, numbers in told["totals"].items()}
        }

    file = forging.forged(levels[ABOVE], levels[FIRST], taken.receipt, tmp_path / "x", told=otherwise)
    (answered,) = levels.receive(FIRST, file)
    assert answered.state == "differs"
    assert "Bản Lùng: số hộ: 3 ≠ 99" in answered.said[1]


# Acts that cannot be --------------------------------------------------------------------------------------


def _acts(told, **columns):
    return told | {"acts": told["acts"] | columns}


BROKEN = {
    "longer column": lambda told: _acts(told, actor=[*told["acts"]["actor"], "x"]),
    "more changes than told": lambda told: _acts(told, changes=[9]),
    "a clock beyond all clocks": lambda told: _acts(told, hlc=[1 << 62]),
    "a number below one": lambda told: _acts(told, seq=[0]),
    "a stream without a place": lambda told: _acts(told, stream=["x"]),
    "a kind that is none": lambda told: _acts(told, kind=["destroy"]),
    "seen that is no vector": lambda told: _acts(told, seen=["[1]"]),
    "seen that is no JSON": lambda told: _acts(told, seen=["{"]),
    "a short hash": lambda told: _acts(told, prev_hash=[b"x"]),
}


@pytest.mark.parametrize("alter", BROKEN.values(), ids=BROKEN)
def test_acts_that_cannot_be_are_refused(levels, good, tmp_path, alter):
    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", told=alter)
    assert _refused(levels, ABOVE, file) == ["damaged"]


def test_an_act_altered_by_its_own_sender_breaks_the_chain_of_the_next(levels, good, tmp_path):
    levels.note(FIRST, "đã sửa nhà")
    both = levels.send(FIRST, ABOVE)

    def title(told):
        return _acts(told, title=["Việc khác", *told["acts"]["title"][1:]])

    file = forging.forged(levels[FIRST], levels[ABOVE], both, tmp_path / "x", told=title)
    assert _refused(levels, ABOVE, file) == ["altered"]
    file = forging.forged(
        levels[FIRST],
        levels[ABOVE],
        good,
        tmp_path / "y",
        told=lambda told: _acts(told, prev_hash=[bytes(32)]),
    )
    assert _refused(levels, ABOVE, file) == ["altered"]


def test_another_act_under_a_number_that_is_held_is_a_fork(levels, good, tmp_path):
    levels.receive(ABOVE, good)
    file = forging.forged(
        levels[FIRST], levels[ABOVE], good, tmp_path / "x", told=lambda told: _acts(told, title=["Việc khác"])
    )
    assert _refused(levels, ABOVE, file) == ["forked"]


def test_more_held_than_sent_is_an_earlier_part_missing(levels, good, tmp_path):
    own = f"{levels[FIRST].node.hex()}/*"

    def more(told):
        return told | {"holds": told["holds"] | {own: 7}}

    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", told=more)
    assert _refused(levels, ABOVE, file) == ["earlier_missing"]


def test_totals_that_differ_keep_everything_out(levels, good, tmp_path):
    def otherwise(told):
        return told | {
            "totals": {place: numbers | {"persons": 12} for place, numbers in told["totals"].items()}
        }

    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", told=otherwise)
    assert _refused(levels, ABOVE, file) == ["totals_differ"]
    assert "Bản Lùng: số khẩu theo khai: 0 ≠ 12" in levels.receive(ABOVE, file)[0].said[0]


# Rows that cannot be, from a sender who is known and signs ------------------------------------------------

ROW = bytes(range(16))
NAMES = st.sampled_from(
    ["id", "name", "note", "deleted", "place", "head", "groups", "groups.", "groups.x", "sex", "folded",
     "sort_key", "size", "birth", "origin", "x) VALUES (1); DROP TABLE act; --", "", ".", "answers.q", "b1",
     "year", "month"]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(1 << 63), (1 << 64) - 1), st.floats(allow_nan=False),
    st.text(max_size=5), st.sampled_from(["AAECAwQFBgcICQoLDA0ODw==", "====", "male", "poor"]),
)  # fmt: skip
VALUES = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text(max_size=2), SCALARS, max_size=2)
TABLES = st.sampled_from(
    ["household", "person", "membership", "place", "result", "review_case", "act", "meta", "", "peer"]
)


@st.composite
def changes(draw):
    tab, fields = draw(TABLES), draw(st.dictionaries(NAMES, VALUES, max_size=4))
    op = draw(st.sampled_from(["insert", "update", "delete", "restore"]))
    row = draw(st.sampled_from([ROW, bytes(16), b"\1" * 16]))
    return {
        "keys": row, "rows": [0], "shapes": [[tab, op, [], list(fields)]], "shape": [0],
        "columns": [[tab, "after", name, False, [value]] for name, value in fields.items()],
    }  # fmt: skip


@given(changes())
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_row_that_cannot_be_is_refused_in_words(levels, good, tmp_path, told):
    file = forging.forged(
        levels[FIRST], levels[ABOVE], good, tmp_path / "x", told=lambda sent: sent | {"changes": told}
    )
    before = _all(levels[ABOVE])
    (taken,) = levels.receive(ABOVE, file, dry=True)
    assert taken.fault in ("", "unfit", "damaged", "altered", "totals_differ"), taken
    assert _all(levels[ABOVE]) == before


RAW = st.recursive(
    SCALARS | st.binary(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
PLACES_TO_PUT = st.sampled_from(
    [("acts", name) for name in ("stream", "seq", "hlc", "kind", "target", "seen", "changes", "prev_hash")]
    + [("changes", name) for name in ("keys", "rows", "shapes", "shape", "columns")]
    + [("holds",), ("totals",), ("acts",), ("changes",)]
)


@given(PLACES_TO_PUT, RAW)
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_anything_in_the_place_of_a_column_is_refused_in_words(levels, good, tmp_path, where, what):

    def put(told):
        if len(where) == 1:
            return told | {where[0]: what}
        return told | {where[0]: told[where[0]] | {where[1]: what}}

    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", told=put)
    (taken,) = levels.receive(ABOVE, file, dry=True)
    assert taken.state in ("quarantined", "would_take")


@given(st.dictionaries(st.sampled_from(
    ["format", "kind", "sender", "recipient", "number", "streams", "acts", "changes", "store", "body",
     "proof", "invitation", "open", "made", "program"]), RAW, min_size=1, max_size=3))  # fmt: skip
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_anything_in_a_header_is_refused_in_words(levels, good, tmp_path, what):
    try:
        json.dumps(what)
    except TypeError:
        return
    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", head=lambda top: top | what)
    (taken,) = levels.receive(ABOVE, file, dry=True)
    assert taken.state in ("quarantined", "would_take")


def _row(tab: str, op: str = "insert", row: bytes = ROW, **fields: object):
    columns = [[tab, "after", name, False, [value]] for name, value in fields.items()]
    told = {
        "keys": row,
        "rows": [0],
        "shapes": [[tab, op, [], list(fields)]],
        "shape": [0],
        "columns": columns,
    }
    return lambda good: good | {"changes": told}


UNFIT = {
    "a table that is none": _row("act", note="x"),
    "a field that is none": _row("person", name="Lò", **{"x) VALUES (1); --": 1}),
    "a derived field": _row("person", name="Lò", folded="lo"),
    "a key that is no key": _row("household", place="!"),
    "a number for a key": _row("household", place=7),
    "a text for a number": _row("household", place="AAECAwQFBgcICQoLDA0ODw==", declared_size="nhiều"),
    "a list for a text": _row("person", name=["Lò"]),
    "nothing where something must be": _row("person", note="x"),
    "null where something must be": _row("person", name=None),
    "a number that is too large": _row(
        "household", place="AAECAwQFBgcICQoLDA0ODw==", declared_size=(1 << 64) - 1
    ),
    "what the table forbids": _row("person", name=""),
    "a reference to nowhere": _row("household", place="AAECAwQFBgcICQoLDA0ODw=="),
    "a change of a row that nobody made": _row("person", op="update", note="x"),
    "an empty map field": _row("intake", file="a", sha256="b", kind="c", at="d", **{"counts.": 1}),
}


@pytest.mark.parametrize("alter", UNFIT.values(), ids=UNFIT)
def test_a_row_that_cannot_be_is_refused(levels, good, tmp_path, alter):
    file = forging.forged(levels[FIRST], levels[ABOVE], good, tmp_path / "x", told=alter)
    assert _refused(levels, ABOVE, file) == ["unfit"]
