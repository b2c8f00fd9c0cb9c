"""The names in a rule book, read without the rest of it, are those of the book that is read whole."""

import pytest

from app.errors import RuleFault
from app.rules.book import books
from app.rules.headings import heading, standards


def test_every_shipped_book_is_named_like_its_file():
    assert standards() == {one.key for one in books()}


@pytest.mark.parametrize("key", sorted(standards()))
def test_the_names_are_those_of_the_whole_book(key):
    (whole,) = (one for one in books() if one.key == key)
    told = heading(key)
    assert told.short == whole.short
    assert told.indicators == tuple((one.key, one.number, one.name) for one in whole.indicators)


def test_a_book_that_is_not_there_is_a_fault_that_names_it():
    with pytest.raises(RuleFault, match="vn-1999"):
        heading("vn-1999")
