"""What befalls files on their way: one comes before the one it needs, one comes twice, one was cut short."""

from __future__ import annotations

from pathlib import Path

from app.demo.district import ABOVE, keepers, told
from app.demo.district_communes import LATE
from app.demo.stage import Line, Stage
from app.i18n import _
from app.models.key import Key
from app.models.person import PersonFields
from app.services import households, members, places, rounds
from app.store.store import Store

SENDER, PHONE = "ban-cuong", "0900000001"


def disorder(stage: Stage) -> Line:
    """The later of two files arrives first, and the other twice: nothing is lost or there twice."""
    stage.at(11, 19, 17)
    earlier, later = _two_files(stage)
    (first,) = stage.load(ABOVE, later)
    (second,) = stage.load(ABOVE, earlier)
    (again,) = stage.load(ABOVE, earlier)
    stage.load(SENDER, Path(first.receipt))
    what = _(
        "Gói {later} đến trước gói {earlier}: mang đủ {acts} việc; gói {earlier} đến sau, rồi nạp lần nữa: "
        "{more} việc mới."
    )
    return Line(
        what.format(
            later=first.number, earlier=second.number, acts=first.acts, more=second.acts + again.acts
        ),
        _("chép biên nhận vào thẻ nhớ trả lại xã"),
    )


def _two_files(stage: Stage) -> tuple[Path, Path]:
    keeper, store = keepers()[SENDER], stage[SENDER]
    households.correct(store, _first_household(store), {"phone": PHONE}, keeper.officer)
    earlier = stage.send(SENDER, ABOVE)
    rounds.close(store, stage.commune.year, stage.wall.today, keeper.officer)
    return earlier, stage.send(SENDER, ABOVE)


def damage(stage: Stage) -> Line:
    """A file whose second half is missing is kept in quarantine; the whole one, brought again, goes in."""
    stage.at(11, 20, 9, 30)
    _marry_in(stage)
    whole = stage.send(LATE, ABOVE)
    cut = whole.with_stem(f"{whole.stem}-hong")
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    stage.load(ABOVE, cut)
    (came,) = stage.load(ABOVE, whole)
    stage.load(LATE, Path(came.receipt))
    what = _("Một tệp của {place} bị cắt khi chép: giữ riêng, không nạp gì; tệp nguyên mang đến sau thì nạp.")
    return Line(
        what.format(place=keepers()[LATE].place), _("xem lý do trong hộp gói đến, nhắn nơi gửi chép lại")
    )


def _marry_in(stage: Stage) -> None:
    """What the file brings: somebody who stands on the list of Xã Nà Mây, too."""
    event = told("twice")
    store = stage[event["in"]]
    fields = PersonFields(**{name: event[name] for name in PersonFields.model_fields if name in event})
    officer = keepers()[event["in"]].officer
    members.join(
        store, _first_household(store), fields, event["relation"], event["on"], event["how"], officer
    )


def _first_household(store: Store) -> Key:
    with store.session() as session:
        within = [one.id for one in places.below(session, store.place)]
        return households.living(session, within)[0].id
