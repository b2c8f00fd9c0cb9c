"""The small communes: each takes its own book in, reviews, and sends its first file to the level above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from app.demo.books import commune_book, survey_book
from app.demo.commune import SEED
from app.demo.district import ABOVE, NA_MAY, Keeper, below, keepers, told
from app.demo.people import Commune, Village
from app.demo.procedure import survey
from app.demo.scaled import scaled
from app.demo.stage import OTHERS, Line, Stage
from app.exchange.intake.files import Asked, take_file
from app.i18n import _, number
from app.services import households, rounds, scoring
from app.services.procedure import finding
from app.store.store import Store

PUNCTUAL, LATE = ("ban-cuong", "pa-lung"), "khao-lim"
REVIEWED = {"listed": date(2026, 9, 14), "surveyed": date(2026, 10, 28)}
A_VILLAGE = 40  # households
BOOKS = (("so-xa", commune_book.write), ("phieu-b", survey_book.write))


def begin(stage: Stage) -> Line:
    """The punctual communes send their first file, and the level above confirms who they are."""
    for day, key in enumerate(PUNCTUAL, 2):
        stage.at(11, day)
        _work(stage, keepers()[key])
        _first_file(stage, key)
    what = _("{places} lập sổ, rà soát, gửi gói đầu tiên; {above} nghe dấu nhận dạng và xác nhận.")
    return Line(
        what.format(places=_places(PUNCTUAL), above=keepers()[ABOVE].place),
        _("xem bàn tổng hợp trong Đồng bộ"),
    )


def fall_silent(stage: Stage) -> Line:
    """A commune says in its last file why a village is not reviewed; after that nothing comes from it."""
    event = told("last_word")
    keeper, store = keepers()[event["by"]], stage[event["by"]]
    stage.at(11, 8)
    village = invented(keeper).villages[-1]
    with store.session() as session:
        household = finding.household(session, village.households[0].code)
    households.correct(store, household, {"note": event["note"]}, keeper.officer)
    stage.carry(keeper.key, ABOVE)
    what = _("{place} ghi về {village}: “{note}” Gói ngày 08/11 là gói cuối, từ đó im.")
    return Line(
        what.format(place=keeper.place, village=village.name, note=event["note"]),
        _("gọi điện hỏi xã, bàn tổng hợp ghi số ngày im"),
    )


def send_up(stage: Stage) -> Line:
    """Xã Nà Mây sends its whole book, and is confirmed."""
    stage.at(11, 19, 14, 45)
    acts = _first_file(stage, NA_MAY)
    what = _("{place} gửi cả sổ, {acts} việc; biên nhận về: khớp số liệu từng bản.")
    return Line(
        what.format(place=_places((NA_MAY,)), acts=number(acts)), _("xem gói và biên nhận trong Đồng bộ")
    )


def come_late(stage: Stage) -> Line:
    """The last commune sends its first file; it is taken in, and nobody has confirmed its store yet."""
    stage.at(11, 20, 8, 20)
    _work(stage, keepers()[LATE])
    stage.carry(LATE, ABOVE)
    what = _("{place} gửi gói đầu tiên: nạp được ngay nhờ giấy mời, sổ còn “chưa xác nhận”.")
    return Line(
        what.format(place=_places((LATE,))), _("gọi điện nghe sáu nhóm năm chữ số rồi xác nhận, lệnh “trust”")
    )


def _first_file(stage: Stage, key: str) -> int:
    """It goes up, and the store that sent it is confirmed; how many acts came."""
    came = stage.carry(key, ABOVE)
    stage.confirm(key)
    return came.acts


def _places(keys: tuple[str, ...]) -> str:
    return ", ".join(keepers()[key].place for key in keys)


def _work(stage: Stage, keeper: Keeper) -> None:
    """From the invitation to a scored review."""
    store, commune = stage.join(keeper), invented(keeper)
    for name, write in BOOKS if keeper.forms else BOOKS[:1]:
        path = stage.folder / OTHERS / f"{name}-{keeper.key}-{commune.year}.xlsx"
        write(commune, path)
        take_file(store, path, Asked(year=commune.year), stage.wall.today, keeper.officer)
    if keeper.forms:
        _survey(store, commune, keeper.officer)
    scoring.score_round(store, commune.year, keeper.officer)


def _survey(store: Store, commune: Commune, officer: str) -> None:
    with store.session() as session:
        one = rounds.get(session, store.place, commune.year)
    for village in commune.villages:
        survey(store, one, village, REVIEWED, officer)


@cache
def invented(keeper: Keeper) -> Commune:
    """The people of a small commune, the same in every run."""
    nth = [one.key for one in below(ABOVE)].index(keeper.key) + 1
    made = scaled(keeper.households, SEED + nth, A_VILLAGE, nth)
    visited = len(made.villages) - keeper.unvisited
    villages = (*made.villages[:visited], *map(_unvisited, made.villages[visited:]))
    return replace(made, name=keeper.place, villages=villages)


def _unvisited(village: Village) -> Village:
    homes = (
        replace(home, review="not_begun" if home.review == "done" else home.review)
        for home in village.households
    )
    return replace(village, households=tuple(homes))
