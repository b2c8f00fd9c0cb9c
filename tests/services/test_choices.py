"""Choices of a place are kept in its book, once each."""

from app.services import choices, intakes
from app.store import undo


def kept(store, beginning="mapping."):
    with store.session() as session:
        return choices.kept(session, beginning)


def test_a_choice_is_kept_and_kept_anew(commune):
    choices.keep(commune, "mapping.a", "1", "Ghép cột", "An")
    choices.keep(commune, "other", "x", "Khác", "An")
    assert kept(commune) == {"a": "1"}
    choices.keep(commune, "mapping.a", "2", "Ghép cột", "An")
    assert kept(commune) == {"a": "2"}


def test_the_same_choice_is_no_act(commune):
    choices.keep(commune, "mapping.a", "1", "Ghép cột", "An")
    before = len(undo.entries(commune))
    choices.keep(commune, "mapping.a", "1", "Ghép cột", "An")
    assert len(undo.entries(commune)) == before


def test_a_choice_can_be_taken_back(commune):
    choices.keep(commune, "mapping.a", "1", "Ghép cột", "An")
    undo.undo(commune, undo.entries(commune)[0].act, "An")
    assert kept(commune) == {}
    choices.keep(commune, "mapping.a", "1", "Ghép cột", "An")
    assert kept(commune) == {"a": "1"}


def test_a_percent_sign_in_a_beginning_is_a_letter(commune):
    choices.keep(commune, "mapping.a", "1", "Ghép cột", "An")
    assert kept(commune, "%") == {}


def test_files_taken_in_are_told_the_last_first(commune):
    for number, name in enumerate(("một.xlsx", "hai.xlsx")):
        with commune.write("Nhập", "An") as act:
            act.insert(
                "intake",
                [
                    {
                        "file": name,
                        "sha256": "",
                        "kind": "poor_list",
                        "at": f"2026-11-2{number}",
                        "year": 2026,
                        "counts": {"new": 1},
                    }
                ],
            )
    with commune.session() as session:
        found = intakes.recent(session)
    assert [(one.file, one.counts) for one in found] == [("hai.xlsx", {"new": 1}), ("một.xlsx", {"new": 1})]
