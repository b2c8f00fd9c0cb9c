"""Files that came in: taken, kept in quarantine with their reason, tried again when what was missing came."""

import zipfile
from pathlib import Path

import pytest

from app.errors import Cancelled, FileFault
from app.store import peers
from app.sync import inbox
from app.sync.told import EARLIER_MISSING
from tests.ui import district as stage


@pytest.fixture
def district(tmp_path):
    made = stage.found(tmp_path)
    made.invite("Xã Nà Mây", "Vàng A Chống", "Giàng A Páo")
    yield made
    made.close()


def village(store):
    return store.connection.execute(
        "SELECT id FROM place WHERE level = 'village' ORDER BY id DESC"
    ).fetchone()[0]


def believe(store):
    """The commune believes that all it put into files arrived, as a receipt would tell."""
    above = peers.above(store)
    newest = peers.parcels(store, above.node, peers.OUT)[0]
    peers.learn(store, above, newest.totals["holds"])


def three_files(district):
    """Three files of which each needs the one before."""
    store, files = district.communes["Xã Nà Mây"], []
    for head in ("Lò Thị Bua", "Sùng Thị Ca", "Lý Thị Dê"):
        stage.add(store, village(store), head)
        files.append(district.send("Xã Nà Mây"))
        believe(store)
    return files


def forged(file):
    """The same file with a signature of nobody."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    made = file.with_name("gia.soban-goi")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in ("header.json", "body.age", "signature"):
            archive.writestr(zipfile.ZipInfo(name), bytes(64) if name == "signature" else parts[name])
    return made


def test_a_file_is_taken_and_listed_with_its_receipt(district):
    (came,) = inbox.load(district.above, [district.send("Xã Nà Mây")])
    assert (came.state, came.sender, came.number, came.fault) == ("taken", "Xã Nà Mây", 1, "")
    assert Path(came.receipt).exists()
    assert inbox.arrivals(district.above) == [came]


def test_a_missing_part_is_named_by_its_number(district):
    first, _second, third = three_files(district)
    came = inbox.load(district.above, [third, first])
    assert [(one.number, one.state) for one in came] == [(1, "taken"), (3, "quarantined")]
    assert came[1].fault == EARLIER_MISSING
    assert came[1].missing == (2,)
    assert "gói số 2" in came[1].message


def test_what_waited_is_tried_again_by_itself(district):
    first, second, third = three_files(district)
    inbox.load(district.above, [first, third])
    came = inbox.load(district.above, [second])
    assert [(one.number, one.state) for one in came] == [(2, "taken"), (3, "taken")]
    assert not [one for one in inbox.arrivals(district.above) if one.quarantined]


def test_what_still_waits_is_not_told_again(district):
    first, second, third = three_files(district)
    inbox.load(district.above, [third])
    came = inbox.load(district.above, [first])
    assert [one.number for one in came] == [1]
    assert [one.number for one in inbox.arrivals(district.above) if one.quarantined] == [3]
    assert second.exists()


def test_a_forged_file_is_kept_aside_and_the_others_go_on(district, tmp_path):
    good = district.send("Xã Nà Mây")
    bad, rubbish = forged(good), tmp_path / "rac.soban-goi"
    rubbish.write_bytes(b"PK")
    came = inbox.load(district.above, [rubbish, bad, good])
    assert sorted(one.fault for one in came) == ["", "bad_signature", "damaged"]
    assert rubbish.exists()
    kept = [one for one in inbox.arrivals(district.above) if one.quarantined]
    assert [one.fault for one in kept] == [
        "damaged"
    ]  # the forged one says nothing that the good one does not


def test_loading_again_replaces_the_entry(district):
    file = district.send("Xã Nà Mây")
    inbox.load(district.above, [file])
    inbox.load(district.above, [file])
    assert [one.state for one in inbox.arrivals(district.above)] == ["repeated"]


def test_a_full_file_settles_what_waited_before_it(district):
    *_others, third = three_files(district)
    inbox.load(district.above, [third])
    third.unlink()
    inbox.load(district.above, [district.send("Xã Nà Mây", full=True)])
    assert [one.number for one in inbox.arrivals(district.above)] == [4]


def test_an_entry_can_be_struck_off_and_its_file_stays(district, tmp_path):
    rubbish = tmp_path / "rac.soban-goi"
    rubbish.write_bytes(b"PK")
    (came,) = inbox.load(district.above, [rubbish])
    inbox.forget(district.above, came)
    assert inbox.arrivals(district.above) == []
    assert rubbish.exists()


def test_it_can_be_stopped_between_files(district):
    class Stopping:
        def step(self, done, total, doing):
            if done:
                raise Cancelled("")

    files = three_files(district)
    with pytest.raises(Cancelled):
        inbox.load(district.above, files, Stopping())
    assert [one.number for one in inbox.arrivals(district.above)] == [1]


def test_a_watched_folder_shows_only_what_came_from_others(district, tmp_path):
    first = district.send("Xã Nà Mây")
    assert inbox.fresh(district.above, tmp_path) == [first]
    inbox.load(district.above, [first])
    assert inbox.fresh(district.above, tmp_path) == []  # the receipt beside it is this store's own


def test_a_receipt_is_copied_or_a_sentence_says_why_not(district, tmp_path):
    (came,) = inbox.load(district.above, [district.send("Xã Nà Mây")])
    target = tmp_path / "usb"
    target.mkdir()
    inbox.save_receipt(came, target / "bien-nhan")
    assert (target / "bien-nhan").read_bytes() == Path(came.receipt).read_bytes()
    Path(came.receipt).unlink()
    with pytest.raises(FileFault):
        inbox.save_receipt(came, target / "lan-hai")


def test_the_list_has_an_end(district, tmp_path):
    files = [tmp_path / f"{n}.soban-goi" for n in range(inbox.MOST + 5)]
    for file in files:
        file.write_bytes(b"PK")
    inbox.load(district.above, files)
    assert len(inbox.arrivals(district.above)) == inbox.MOST
