"""Writes a small store of the newest format: run it before a release, and keep the file for ever.

python -m tests.stores.found
"""

from __future__ import annotations

from pathlib import Path

from app.store import Store
from app.store.migrate import newest
from app.store.undo import undo

PASSPHRASE = (
    "Nà Mây 2026"  # of every store kept here; also how a passphrase with Vietnamese letters is tested
)
OFFICER = "Vàng Thị Mỷ"


def write(path: Path) -> None:
    """Found the store: a village, a household of two, a review with answers, and an act that was undone."""
    with Store.create(path, PASSPHRASE, bytes(range(16)), lambda: 1_792_027_800_000) as store:
        with store.write("Lập sổ", OFFICER) as act:
            (commune, village) = act.insert(
                "place",
                [{"level": "commune", "name": "Nà Mây"}, {"level": "village", "name": "Bản Gió"}],
            )
            act.insert("place_parent", [{"place": village, "parent": commune}])
            (home,) = act.insert(
                "household", [{"place": village, "code": "001", "groups": {"minority": True}}]
            )
            (head, wife) = act.insert(
                "person",
                [
                    {"name": "Giàng A Páo", "sex": "male", "birth": "1980-03"},
                    {"name": "Vàng Thị Dê", "sex": "female", "birth": "1982"},
                ],
            )
            act.insert(
                "membership",
                [
                    {"household": home, "person": head, "relation": "head", "head": 1},
                    {"household": home, "person": wife, "relation": "spouse", "head": 0},
                ],
            )
            store.set_meta("place", commune)
        with store.write("Rà soát", OFFICER) as act:
            fields = {"year": 2026, "kind": "periodic", "state": "open", "source": "surveyed"}
            (review,) = act.insert("review_round", [{"place": commune, **fields}])
            case = {
                "round": review,
                "household": home,
                "place": village,
                "origin": "on_list",
                "state": "begun",
            }
            act.insert("review_case", [{**case, "size": 2, "answers": {"water": "well"}}])
        with store.write("Đổi tên nhầm", OFFICER) as act:
            act.update("person", wife, {"name": "Vàng Thị Dế"})
        assert store.done is not None
        undo(store, store.done.act, OFFICER)


if __name__ == "__main__":
    file = Path(__file__).with_name(f"{newest():04}.soban")
    file.unlink(missing_ok=True)
    write(file)
