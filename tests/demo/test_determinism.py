"""The same seed gives the same commune and the same bytes, whatever the order of hashes."""

import hashlib
import os
import subprocess
import sys

import pytest

from app.demo import make
from app.demo.workbooks import WORKBOOKS, write_workbooks

SAY = """
import hashlib
from app.demo import make, scaled
print(hashlib.sha256(repr((make(), scaled(300))).encode()).hexdigest())
"""


def test_two_makes_are_equal(commune):
    assert make() == commune
    assert make(1) != commune


def test_hash_order_does_not_matter():
    def said(hash_seed):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        return subprocess.run(
            [sys.executable, "-c", SAY], env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert said("1") == said("2")


def test_two_writings_are_equal_byte_for_byte(folder, tmp_path):
    paths = write_workbooks(make(), tmp_path / "again")
    assert len(paths) == len(WORKBOOKS)
    for path in paths:
        here, there = (hashlib.sha256(one.read_bytes()).hexdigest() for one in (path, folder / path.name))
        assert here == there, path.name


@pytest.mark.parametrize("seed", range(20, 32))
def test_any_seed_meets_the_story(seed):
    homes = list(make(seed).households)
    assert (len(homes), sum(home.size for home in homes)) == (591, 2965)
