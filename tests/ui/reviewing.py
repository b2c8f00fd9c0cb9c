"""A village under review: households with last year's answers, and a keyboard that counts its strokes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services import rounds
from app.store.store import Store

from .conftest import found

ADULT = {
    "school": "none", "education": "lower_secondary", "training": "none", "insurance": True, "internet": True,
    "allowance": "none", "work": "working", "work_kind": "other", "contract": "not_wage", "pension": "none",
    "illness": False,
}  # fmt: skip
CHILD = {
    "school": "primary", "education": "below_primary", "insurance": True, "internet": False,
    "allowance": "none", "illness": False, "height": 120, "weight": 24, "nutrition": "stunted",
}  # fmt: skip
HOME = {
    "column": "wood", "roof": "tile", "wall": "earth", "floor_area": 45.5, "electricity": "grid",
    "electricity_used": 60, "assets": {"television": 1}, "land": {"annual": 2000}, "animals": {"pig": 2},
    "aquaculture": 0, "farming": True, "water": "unprotected", "latrine": "none",
    "information_means": ["television"], "policies": ["health_insurance"], "wants": ["credit"],
}  # fmt: skip
MARKS = {"groups": {"minority": True}, "causes": {"capital": True}}
HEADS = ("Vàng A Chống", "Lò Văn Ún", "Giàng A Páo")


def fitting(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers, each brought to a code that its list has."""
    from app.rules.book import book

    survey = book("vn-2021").survey
    return {key: _fitting(survey.question(key), value) for key, value in answers.items()}


def _fitting(question: Any, value: Any) -> Any:
    first = question.list.entries[0].code if question.codes else ""
    if question.kind == "choice":
        return value if value in question.list else first
    if question.kind == "many":
        return [code if code in question.list else first for code in value]
    if question.kind == "amounts":
        return {code if code in question.list else first: n for code, n in value.items()}
    return value


def under_review(path: Path) -> Store:
    """Three households of two, poor last year; the round of 2026 is open and nothing is answered."""
    store = found(path)
    with store.session() as session:
        from app.services import places

        village = places.children(session, store.place)[0].id
    with store.write("Nhập sổ thử", "An") as act:
        last = rounds.begin(act, store.place, 2025, rounds.SURVEYED, "2025-09-01")
        act.update("review_round", last, {"state": "closed"})
        for number, name in enumerate(HEADS):
            _household(act, village, last, number, name)
    from datetime import date

    rounds.open_round(store, 2026, date(2026, 9, 5), "An")
    return store


def _household(act: Any, village: bytes, last: bytes, number: int, name: str) -> None:
    (home,) = act.insert("household", [{"place": village, "code": f"M-{number:03}", "roster_complete": 1}])
    people = act.insert("person", [
        {"name": name, "sex": "male", "birth": "1980", "ethnic": "08", "cccd": f"01508000000{number}"},
        {"name": f"Con {name}", "sex": "female", "birth": "2016-03-01", "ethnic": "08", "cccd": ""},
    ])  # fmt: skip
    act.insert("membership", [
        {"household": home, "person": person, "head": int(not place),
         "relation": "child" if place else "head", "place_in_list": place}
        for place, person in enumerate(people)
    ])  # fmt: skip
    (case,) = act.insert("review_case", [
        {"round": last, "household": home, "place": village, "origin": "added", "state": "done", "size": 2,
         "answers": fitting(HOME), "b1_total": 120.0, **MARKS}
    ])  # fmt: skip
    act.insert("case_member", [
        {"review_case": case, "person": person, "answers": fitting(told)}
        for person, told in zip(people, (ADULT, CHILD), strict=True)
    ])  # fmt: skip
    act.insert("result", [
        {"review_case": case, "standard": "vn-2021", "final_class": "poor", "computed_class": "poor",
         "b1": 120.0, "b2": 40.0, "deprived": {}, "sources": {}, "source": "computed"}
    ])  # fmt: skip


class Keyboard:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, window: Any) -> None:
        self.window = window
        self.strokes = 0

    def _target(self) -> Any:
        """Who has the keyboard; after a dialog there is no window manager here to bring it back."""
        if QApplication.focusWidget() is None:
            self.window.activateWindow()
            QTest.qWaitForWindowActive(self.window)
        return QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, with Ctrl or Shift held."""
        self.strokes += 1
        QTest.keyClick(self._target(), key, modifier)

    def ctrl(self, key: Qt.Key) -> None:
        """One key with Ctrl."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        """Each letter as one key: as an input method hands it over."""
        for letter in text:
            self.strokes += 1
            code = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._target(), event)

    def enter(self, text: str = "") -> None:
        """Text and Enter."""
        self.type(text)
        self.press(Qt.Key.Key_Return)
