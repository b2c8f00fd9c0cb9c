"""The first chapter: the level above invites its communes, and Xã Nà Mây takes up its invitation."""

from __future__ import annotations

from app.demo.district import ABOVE, NA_MAY, below, keepers
from app.demo.stage import OTHERS, PARCELS, Line, Stage
from app.i18n import _
from app.services import places


def found(stage: Stage) -> Line:
    """The highest store is there, and that of the commune below it."""
    stage.at(9, 1)
    (stage.folder / OTHERS / PARCELS).mkdir(parents=True, exist_ok=True)
    above = keepers()[ABOVE]
    store = stage.found(above)
    year = stage.commune.year
    places.found(store, above.place, above.level, above.officer, province=stage.commune.province, year=year)
    invited = [stage.invite(one) for one in below(ABOVE)]
    stage.join(keepers()[NA_MAY])
    what = _("{above} mời {count} xã; {commune} lập sổ từ giấy mời.").format(
        above=above.place, count=len(invited), commune=stage.commune.name
    )
    return Line(what, _("đọc dấu nhận dạng của sổ cho cấp trên qua điện thoại"))
