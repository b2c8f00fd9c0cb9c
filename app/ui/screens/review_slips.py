"""Texts of the review form that could not be taken stay until they are mended: also over a power cut.

They stand in the store's own memory (`meta`): encrypted with it, never journaled, never sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from app.services.form import Field
from app.store.store import Store
from app.ui.desk import Desk
from app.ui.screens.review_filling import Slip

KEY = "slips"
Slips = dict[bytes, dict[Field, Slip]]


class KeptSlips:
    """The slips of every form of the store, by its case."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._slips: Slips | None = None

    def load(self) -> None:
        """Ask for those of the last run, before the first form is asked for."""
        if self._slips is None:
            self._slips = {}
            self._desk.runner.ask(read, self._slips.update)

    def of(self, case: bytes) -> dict[Field, Slip]:
        """The slips of a form, a copy."""
        return dict((self._slips or {}).get(case, {}))

    def keep(self, case: bytes, slips: Mapping[Field, Slip]) -> None:
        """Those of a form are these now; written only where they are other ones."""
        if self.of(case) != slips:
            assert self._slips is not None, "slips are loaded before a form is shown"
            self._slips[case] = dict(slips)
            self._desk.runner.ask(partial(write, slips=dict(self._slips)), _told)


def _told(_none: object) -> None:
    """Nothing is shown of it."""


def read(store: Store) -> Slips:
    """The slips that the store remembers, by case."""
    found: Slips = {}
    for case, key, person, text, why in json.loads(store.meta(KEY) or "[]"):
        found.setdefault(bytes.fromhex(case), {})[Field(key, bytes.fromhex(person))] = Slip(text, why)
    return found


def write(store: Store, slips: Slips) -> None:
    """Remember all slips."""
    told = [
        (case.hex(), at.key, at.person.hex(), slip.text, slip.why)
        for case, own in slips.items()
        for at, slip in own.items()
    ]
    store.set_meta(KEY, json.dumps(told, ensure_ascii=False))
