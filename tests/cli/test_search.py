"""find and show."""

import pytest

from app.cli import finding


def test_hits_as_data(soban, reviewed):
    data = soban("find", reviewed, "pao giang", "--json").data
    assert data["more"] is False
    (hit,) = data["hits"]
    assert hit.keys() == {"household", "person", "name", "head", "birth", "village", "code"}
    assert (hit["name"], hit["village"], hit["birth"]) == ("Giàng A Páo", "Bản Hua Khắt", "1980")


def test_hits_in_words(soban, reviewed):
    said = soban("find", reviewed, "GIÀNG")
    key, *told = said.out.split("  ")
    assert len(key) == 32 and told == ["Giàng A Páo", "1980", "Bản Hua Khắt\n"]
    assert soban("find", reviewed, "không ai").out == "Không tìm thấy hộ nào.\n"


def test_no_more_hits_than_asked_for(soban, reviewed):
    said = soban("find", reviewed, "1", "--limit", "1", "--json")
    assert said.code == 0
    lines = soban("find", reviewed, "a", "--limit", "1").out.splitlines()
    assert len(lines) <= 2
    assert soban("find", reviewed, "a", "--limit", "0").code == 2


@pytest.mark.parametrize(
    ("arguments", "plain"),
    [
        (["find", "a.soban"], False),
        (["find", "a.soban", "x", "y"], False),
        (["find", "--help"], False),
        (["find", "a.soban", "x", "--limit", "3"], False),
        (["show", "a.soban", "x"], False),
        ([], False),
    ],
)
def test_only_the_plain_form_takes_the_short_way(arguments, plain):
    assert finding.plainly(arguments) is plain


def test_both_ways_say_the_same(soban, reviewed):
    for more in ((), ("--json",)):
        short = soban("find", reviewed, "giang", *more)
        assert soban("find", reviewed, "giang", *more, "--limit", "50") == short


def test_the_short_way_loads_neither_typer_nor_sqlmodel(reviewed):
    import os
    import subprocess
    import sys

    script = (
        "import sys; from app.cli import run; code = run(['find', sys.argv[1], 'giang']);"
        "slow = {'typer', 'sqlmodel', 'pydantic', 'dataclasses'} & sys.modules.keys();"
        "sys.exit(code or bool(slow))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(reviewed)], env=os.environ, check=False)
    assert done.returncode == 0


def test_a_household_is_shown(soban, reviewed):
    (hit,) = soban("find", reviewed, "giang", "--json").data["hits"]
    data = soban("show", reviewed, hit["household"], "--json").data
    assert (data["head"], data["persons"], data["persons_from"]) == ("Giàng A Páo", 4, "declared")
    assert data["members"][0]["cccd"] == "•••••••••011"
    assert [year["final_class"] for year in data["years"]] == ["poor", "poor"]
    assert "015080000011" in soban("show", reviewed, hit["household"], "--full").out
    assert "4 khẩu (theo khai)" in soban("show", reviewed, hit["household"]).out


@pytest.mark.parametrize(("key", "said"), [("xyz", "không phải mã"), ("0" * 32, "không có hộ này")])
def test_a_household_that_is_not_there_is_said(soban, reviewed, key, said):
    answer = soban("show", reviewed, key)
    assert answer.code == 1 and said in answer.err and answer.err.count("\n") == 1
