"""What befalls files on their way: one comes before the one it needs, one comes twice, one was cut short."""

from __future__ import annotations

from pathlib import Path

from app.demo.district import ABOVE, keepers
from app.demo.district_communes import LATE, invented
from app.demo.stage import Line, Stage
from app.i18n import _
from app.services import households, rounds
from app.services.procedure import finding

SENDER, PHONE = "ban-cuong", "0900000001"


def disorder(stage: Stage) -> Line:
    """The later of two files arrives first, and the earlier one twice: nothing is lost, nothing stands twice."""
    stage.at(11, 19, 17)
    earlier, later = _two_files(stage)
    waiting = stage.load(ABOVE, later)
    taken = stage.load(ABOVE, earlier)  # and with it the one that waited
    repeated = stage.load(ABOVE, earlier)
    for one in taken:
        stage.load(SENDER, Path(one.receipt))
    what = _("Gói {later} đến trước gói {earlier}: chờ ở hộp gói đến ({waiting}), rồi tự nạp; gói {earlier} "
             "nạp lần nữa không đổi gì ({repeated} việc mới).")  # fmt: skip
    return Line(
        what.format(
            later=waiting[0].number,
            earlier=repeated[0].number,
            waiting=sum(one.quarantined for one in waiting),
            repeated=repeated[0].acts,
        ),
        _("bỏ biên nhận vào thẻ nhớ trả lại xã"),
    )


def _two_files(stage: Stage) -> tuple[Path, Path]:
    keeper, store = keepers()[SENDER], stage[SENDER]
    code = next(invented(stage.commune, keeper).households).code
    with store.session() as session:
        household = finding.household(session, code)
    households.correct(store, household, {"phone": PHONE}, keeper.officer)
    earlier = stage.send(SENDER, ABOVE)
    rounds.close(store, stage.commune.year, stage.wall.today, keeper.officer)
    return earlier, stage.send(SENDER, ABOVE)


def damage(stage: Stage) -> Line:
    """A file whose second half is missing is kept in quarantine; the whole one, brought again, goes in."""
    stage.at(11, 20, 9, 30)
    whole = stage.send(LATE, ABOVE)
    cut = whole.with_stem(f"{whole.stem}-hong")
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    (refused,) = stage.load(ABOVE, cut)
    (came,) = stage.load(ABOVE, whole)
    stage.load(LATE, Path(came.receipt))
    what = _("Một tệp bị cắt giữa chừng khi chép: giữ riêng, không nạp gì. {why}")
    return Line(what.format(why=" ".join(refused.said)), _("xin chép lại tệp"))
