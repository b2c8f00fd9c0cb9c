"""The story from its first chapter to the table at its end: told in lines, and alike in every run."""

from datetime import datetime

import pyrage
import pytest
from store.book import KEY

from app.demo import founding, identities
from app.demo.district import ABOVE, keepers
from app.demo.district_communes import LATE, come_late
from app.demo.district_totals import Compared, table
from app.demo.stage import Stage
from app.demo.story import WHOLE, tell
from app.demo.wall import MOMENT, TODAY, Wall
from app.errors import InputFault
from app.store.totals import differences
from app.sync.identity import identity

ACTS = "SELECT title, actor, at, changes FROM act ORDER BY id"


def test_every_chapter_says_what_happened_and_what_could_be_next(played):
    chapters = played.lines[: len(WHOLE)]
    assert [int(line.split(".")[0]) for line in chapters] == list(range(1, len(WHOLE) + 1))
    for line in chapters:
        what, then = line.split(" → ")
        assert len(what) > 20 and len(then) > 10
        assert "{" not in line


def test_every_store_is_sound(played):
    assert played.story.sound
    assert played.lines[-1] == "Kiểm tra 7 sổ: nguyên vẹn."


def test_both_sides_of_every_exchange_count_the_same(played):
    compared = played.story.compared
    assert {one.below for one in compared} == {one.place for one in keepers().values() if one.above}
    for one in compared:
        assert one.differences == ()
        assert all(ours == theirs > 0 for ours, theirs in one.counts.values())
    numbers = next(one.counts for one in compared if one.below == "Xã Nà Mây")
    assert numbers == {"households": (591, 591), "poor": (237, 237), "near_poor": (92, 92)}


def test_the_table_shows_what_differs():
    here, there = {"Bản Một": {"households": 3}}, {"Bản Một": {"households": 2}}
    counts = {"households": (3, 2), "poor": (1, 1), "near_poor": (0, 0)}
    found = differences(here, there)
    one = Compared("Xã Một", "Huyện Một", counts, 1, tuple(found))
    heads, line = table([one])
    assert "3 ≠ 2" in line and "1 = 1" in line and line.endswith(found[0])
    assert heads.index("Đối chiếu") == line.index(found[0])


def test_a_story_in_which_nobody_sent_anything_has_no_table(tmp_path):
    lines = []
    story = tell(tmp_path, KEY, lines.append, (founding.found,))
    assert story.compared == [] and story.sound
    assert len(lines) == 2
    with pytest.raises(InputFault, match="đã có sổ minh họa"):
        tell(tmp_path, KEY, lines.append, (founding.found,))


def test_a_chapter_told_again_writes_the_same_acts_at_the_same_moments(played, tmp_path):
    folder = tmp_path / "again"
    with Stage(folder, KEY) as stage:
        founding.found(stage)
        come_late(stage)
        again = stage[LATE].connection.execute(ACTS).fetchall()
        mark = identity(stage[LATE]).public.fingerprint
    with played.copy(LATE, tmp_path) as first:
        assert first.connection.execute(ACTS).fetchall()[: len(again)] == again
        assert identity(first).public.fingerprint == mark
        assert len(again) > 3


def test_no_act_knows_the_clock_of_the_machine(played, tmp_path):
    for key in (ABOVE, "na-may"):
        with played.copy(key, tmp_path) as store:
            moments = [
                datetime.fromisoformat(at).replace(tzinfo=None)
                for (at,) in store.connection.execute("SELECT at FROM act")
            ]
        assert datetime(2026, 9, 1) < min(moments) <= max(moments) < MOMENT


def test_the_wall_goes_on_a_second_at_a_look():
    wall = Wall(MOMENT)
    assert wall() + 1000 == wall()
    wall.set(datetime(2026, 9, 1, 8))
    assert datetime.fromtimestamp(wall() / 1000) == datetime(2026, 9, 1, 8, 0, 1)
    assert wall.today < TODAY


def test_the_keys_of_a_store_follow_from_its_name():
    secret = identities.age_secret(bytes(range(32)))
    assert str(pyrage.x25519.Identity.from_str(secret)) == secret
    assert identities.node_of("na-may") == identities.node_of("na-may") != identities.node_of("pa-lung")
