"""The villages of the sample stand where the story has them, and their classes stay as they are."""

import pytest

from app.demo.wall import TODAY
from app.services import rounds
from app.services.procedure.progress import progress

YEAR = 2026


@pytest.fixture(scope="module")
def standing(played, tmp_path_factory):
    """The steps of the villages, and the classes after they were brought there."""
    with played.copy("na-may", tmp_path_factory.mktemp("na-may")) as store, store.session() as session:
        told = progress(session, rounds.get(session, store.place, YEAR), TODAY)
        return told, rounds.status(session, store.place, YEAR).classes


def test_each_village_is_at_its_step(standing):
    told, _classes = standing
    assert [(each.village, each.step.number, each.step.told, each.step.clock.left) for each in told] == [
        ("Bản Hua Khắt", "4b", "Phúc tra 1/1", 4),
        ("Bản Nậm Mơ", "3", "Họp 21/11 14:00", 1),
        ("Bản Tà Ghênh", "2", "42/59", 3),
        ("Bản Lũng Cáng", "3", "Họp lại 2 hộ", 5),
        ("Bản Pú Nhu", "4", "Ngày 2/3", 1),
        ("Bản Mí Háng", "5", "sẵn sàng", 24),
    ]


def test_the_households_under_review_are_those_of_the_story(standing):
    told, _classes = standing
    assert [each.households for each in told] == [86, 69, 59, 75, 57, 47]


def test_no_class_changes(standing, played):
    _told, classes = standing
    assert played.story.classes == classes == {"poor": 237, "near_poor": 92, "not_poor": 262}
