"""The villages of the sample stand where the story has them, and their classes stay as they are."""

from datetime import date

import pytest

from app.demo.commune import make
from app.demo.procedure import stand
from app.demo.workbooks import write_workbooks
from app.exchange.intake.files import Asked, take_file
from app.services import places, rounds
from app.services.procedure.progress import progress

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """The steps of the villages, and the classes before and after."""
    from store.book import KEY, NODE

    from app.store import Store

    folder, commune = tmp_path_factory.mktemp("na-may"), make()
    made = write_workbooks(commune, folder)
    books = [one for prefix in ("so-xa", "phieu-b") for one in made if one.name.startswith(prefix)]
    with Store.create(folder / "na-may.soban", KEY, NODE) as store:
        places.found(store, commune.name, "commune", "Vàng Thị Mỷ", year=2026)
        for book in books:
            take_file(store, book, Asked(year=2026), TODAY, "Vàng Thị Mỷ")
        with store.session() as session:
            before = rounds.status(session, store.place, 2026).classes
        stand(store, commune, TODAY, "Vàng Thị Mỷ")
        with store.session() as session:
            told = progress(session, rounds.get(session, store.place, 2026), TODAY)
            after = rounds.status(session, store.place, 2026).classes
    return told, before, after


def test_each_village_is_at_its_step(standing):
    told, _before, _after = standing
    assert [(each.village, each.step.number, each.step.told, each.step.clock.left) for each in told] == [
        ("Bản Hua Khắt", "4b", "Phúc tra 1/1", 4),
        ("Bản Nậm Mơ", "3", "Họp 21/11 14:00", 1),
        ("Bản Tà Ghênh", "2", "42/59", 3),
        ("Bản Lũng Cáng", "3", "Họp lại 2 hộ", 5),
        ("Bản Pú Nhu", "4", "Ngày 2/3", 1),
        ("Bản Mí Háng", "5", "sẵn sàng", 24),
    ]


def test_the_households_under_review_are_those_of_the_story(standing):
    told, _before, _after = standing
    assert [each.households for each in told] == [86, 69, 59, 75, 57, 47]


def test_no_class_changes(standing):
    _told, before, after = standing
    assert before == after == {"poor": 237, "near_poor": 92, "not_poor": 262}
