"""The way over a form: its sections with their progress, the next place, what is kept from last year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.rules.survey import Section
from app.services.form import Field, Form

ESSENTIAL = ("name", "birth", "sex")  # without them no question of a member can be asked rightly


@dataclass(frozen=True)
class Part:
    """A section as it stands.

    Attributes:
        places: all that is asked now, in order.
        answered: places with an answer.
        kept: answers equal to last year's. differs: answers that are not.
        optional: nothing of it has to be answered.
    """

    section: Section
    places: tuple[Field, ...]
    answered: int
    kept: int
    differs: int
    optional: bool

    @property
    def letter(self) -> str:
        """The letter under which the form has it."""
        return self.section.letter

    @property
    def full(self) -> bool:
        """True when nothing is left to answer."""
        return self.answered == len(self.places)


class Walk:
    """A form and the order in which one goes over it."""

    def __init__(self, form: Form) -> None:
        self.form = form

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sections in order."""
        sections = self.form.survey.sections
        return tuple(
            self._part(section, place >= len(sections) - 2) for place, section in enumerate(sections)
        )

    def _part(self, section: Section, optional: bool) -> Part:
        places = self.form.places(section)
        answers = [(self.form.value(at), self.form.before(at)) for at in places]
        return Part(
            section=section,
            places=places,
            answered=sum(now is not None for now, _was in answers),
            kept=sum(now is not None and now == was for now, was in answers),
            differs=sum(None not in (now, was) and now != was for now, was in answers),
            optional=optional,
        )

    @cached_property
    def order(self) -> tuple[Field, ...]:
        """Every place in the order of the form."""
        return tuple(at for part in self.parts for at in part.places)

    def part_of(self, at: Field) -> Part:
        """The section in which a place stands, asked now or not."""
        return next(part for part in self.parts if any(one.key == at.key for one in part.section.questions))

    def step(self, at: Field, by: int) -> Field:
        """The place so many steps on; the first or the last where the form ends."""
        if at not in self.order:
            return self.order[0]
        place = self.order.index(at) + by
        return self.order[min(max(place, 0), len(self.order) - 1)]

    def open_after(self, at: Field) -> Field:
        """The next place without an answer; just the next one where none is left."""
        place = self.order.index(at) + 1 if at in self.order else 0
        open_ones = (one for one in self.order[place:] if self.form.value(one) is None)
        return next(open_ones, self.step(at, 1))

    def start(self) -> Field:
        """Where one begins: what the rules need of the roster, then the first place without an answer."""
        needed = [at for at in self.parts[0].places if at.key in ESSENTIAL]
        needed += [at for part in self.parts[1:] if not part.optional for at in part.places]
        asked = [at for part in self.parts[1:] for at in part.places]
        return next((at for at in needed if self.form.value(at) is None), asked[0])

    def open_in(self, letter: str) -> Field | None:
        """The first place of a section without an answer."""
        part = next(one for one in self.parts if one.letter == letter)
        return next((at for at in part.places if self.form.value(at) is None), None)

    def after(self, letter: str) -> Field | None:
        """Where one goes on after a section: the first open place of the next one, or its first place."""
        letters = [part.letter for part in self.parts if part.places]
        place = letters.index(letter) + 1
        if place >= len(letters):
            return None
        part = next(one for one in self.parts if one.letter == letters[place])
        return self.open_in(part.letter) or part.places[0]

    def keeping(self, letter: str) -> Mapping[Field, Any]:
        """Last year's answers for all that is open in a section; answering may make more be asked."""
        found: dict[Field, Any] = {}
        walk: Walk = self
        while fresh := walk.keepable(letter):
            found |= fresh
            walk = Walk(walk.form.having(fresh))
        return found

    def keepable(self, letter: str) -> dict[Field, Any]:
        """The open places of a section, as far as they are asked now, with last year's answers."""
        part = next(one for one in self.parts if one.letter == letter)
        open_ones = (at for at in part.places if self.form.value(at) is None)
        return {at: self.form.before(at) for at in open_ones if self.form.before(at) is not None}
