"""The models and the migrated file are the same tables."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from sqlmodel import SQLModel

import app.models
from app.store.tables import DERIVED, MAPS, RECORDS, SEARCHED

for module in pkgutil.iter_modules(app.models.__path__):
    importlib.import_module(f"app.models.{module.name}")

MODELS = dict(SQLModel.metadata.tables)
AFFINITIES = {"BLOB": "BLOB", "INTEGER": "INTEGER", "FLOAT": "REAL", "VARCHAR": "TEXT", "JSON": "TEXT"}


def info(store, table):
    """Columns of a table in the file: name → (type, may be empty, default, part of the key)."""
    found = store.connection.execute(f"PRAGMA table_info({table})")
    return {name: (kind, not required, default, key) for _, name, kind, required, default, key in found}


def test_every_record_table_has_a_model_and_every_model_a_table():
    assert MODELS.keys() == set(RECORDS)


@pytest.mark.parametrize("table", RECORDS)
class TestTable:
    def test_columns(self, store, table):
        assert set(MODELS[table].columns.keys()) == set(info(store, table))

    def test_types(self, store, table):
        for name, (kind, *_) in info(store, table).items():
            declared = str(MODELS[table].columns[name].type.compile()).split("(")[0]
            assert AFFINITIES[declared] == kind, name

    def test_what_may_be_empty(self, store, table):
        for name, (_, nullable, _, key) in info(store, table).items():
            assert MODELS[table].columns[name].nullable == (nullable and not key), name

    def test_keys(self, store, table):
        assert [name for name, (*_, key) in info(store, table).items() if key] == ["id"]
        assert MODELS[table].primary_key.columns.keys() == ["id"]

    def test_references(self, store, table):
        found = store.connection.execute(f"PRAGMA foreign_key_list({table})")
        in_file = {(row[3], f"{row[2]}.{row[4] or 'id'}") for row in found}
        in_model = {(key.parent.name, key.target_fullname) for key in MODELS[table].foreign_keys}
        assert in_file == in_model

    def test_defaults(self, store, table):
        model = next(made for made in _models() if made.__tablename__ == table)
        for name, (_, nullable, default, _) in info(store, table).items():
            told = model.model_fields[name].get_default(call_default_factory=True)
            if default is not None:
                (value,) = store.connection.execute(f"SELECT {default}").fetchone()
                assert value == ("{}" if told == {} else told), name
            elif nullable:
                assert told is None, name


def _models():
    waiting = [SQLModel]
    while waiting:
        made = waiting.pop()
        waiting += made.__subclasses__()
        if hasattr(made, "__table__"):
            yield made


def test_every_record_can_be_deleted_and_stands_without_row_numbers(store):
    for table in RECORDS:
        assert info(store, table)["deleted"] == ("INTEGER", False, "0", 0)
        (sql,) = store.connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        assert sql.endswith("STRICT, WITHOUT ROWID")


def test_maps_are_the_json_columns(store):
    declared = {
        table: frozenset(name for name, column in made.columns.items() if str(column.type) == "JSON")
        for table, made in MODELS.items()
    }
    assert {table: names for table, names in declared.items() if names} == MAPS


def test_what_is_derived_and_searched_exists(store):
    for table, derived in DERIVED.items():
        assert {derived.source, *derived.columns} <= info(store, table).keys()
    for table, searched in SEARCHED.items():
        assert {*searched.columns, searched.order} <= info(store, table).keys()
