"""Sessions: they read, they see what an act has written so far, and they never write."""

from __future__ import annotations

import pytest
from sqlmodel import col, delete, select, text, update

from app.models.household import Household
from app.models.person import Person

from .book import OFFICER, contents, found


def test_a_session_reads_models(store):
    book = found(store)
    with store.session() as session:
        person = session.get(Person, book.persons[0])
        home = session.get(Household, book.households[0])
        names = session.exec(select(Person.name).order_by(col(Person.sort_key))).all()
    assert (person.name, person.birth, person.deleted) == ("Giàng A Páo", "1980", 0)
    assert home.groups == {"minority": True}
    assert names == ["Giàng A Páo", "Lò Văn Ún"]


def test_a_session_inside_a_write_sees_what_was_written(store):
    book = found(store)
    with store.write("Sửa", OFFICER) as act:
        act.update("person", book.persons[0], {"name": "Giàng A Chống"})
        with store.session() as session:
            assert session.get(Person, book.persons[0]).name == "Giàng A Chống"
            session.rollback()
        act.update("person", book.persons[1], {"name": "Lò Văn Inh"})
    with store.session() as session:
        assert session.get(Person, book.persons[0]).name == "Giàng A Chống"


@pytest.mark.parametrize(
    "statement",
    [
        text("UPDATE person SET note = 'x'"),
        text("  delete from person"),
        update(Person).values(note="x"),
        delete(Person),
    ],
    ids=["text update", "text delete", "update", "delete"],
)
def test_a_session_refuses_statements_that_write(store, statement):
    found(store)
    before = contents(store)
    with pytest.raises(RuntimeError, match="only reads"), store.session() as session:
        session.exec(statement)
    assert contents(store) == before


def test_a_session_refuses_to_write_a_changed_object(store):
    book = found(store)
    before = contents(store)
    with pytest.raises(RuntimeError, match="only reads"), store.session() as session:
        session.get(Person, book.persons[0]).name = "Sai"
        session.commit()
    with pytest.raises(RuntimeError, match="only reads"), store.session() as session:
        session.add(Person(name="Sai"))
        session.flush()
    assert contents(store) == before
    with store.write("Vẫn ghi được", OFFICER) as act:
        assert act.update("person", book.persons[0], {"note": "x"})
