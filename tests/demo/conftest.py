"""The sample commune and its files, made once."""

import pytest

from app.demo import make
from app.demo.margins import story
from app.demo.workbooks import write_workbooks


@pytest.fixture(scope="session")
def commune():
    return make()


@pytest.fixture(scope="session")
def told():
    return story()


@pytest.fixture(scope="session")
def folder(commune, tmp_path_factory):
    path = tmp_path_factory.mktemp("na-may")
    write_workbooks(commune, path)
    return path
