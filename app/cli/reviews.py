"""Verbs of the annual review: review open, status, close, reopen; whatif."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.speaking import Json, StoreFile, Year, actor, opened, say, say_json, today
from app.i18n import _, number, pgettext

if TYPE_CHECKING:
    from app.store import Store

Told = dict[str, Any]
CLASS_NAMES = {
    "poor": _("nghèo"),
    "near_poor": _("cận nghèo"),
    "not_poor": _("không nghèo"),
    "unknown": _("chưa có kết quả"),
}
STATE_NAMES = {
    "not_begun": pgettext("form", "chưa"),
    "begun": _("đang"),
    "done": _("xong"),
    "to_check": _("cần xem"),
}


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    app.command()(review)
    app.command()(whatif)


def review(
    store: StoreFile,
    verb: Annotated[str, typer.Argument(help="open, status, score, close hoặc reopen.")],
    year: Year,
    why: Annotated[str, typer.Option(help="Lý do mở lại.")] = "",
    as_json: Json = False,
) -> None:
    """Đợt rà soát của một năm: mở, xem tiến độ, chấm lại, khóa sổ, mở lại."""
    if verb not in VERBS:
        raise typer.BadParameter(f"{verb}: " + ", ".join(VERBS))
    with opened(store) as book:
        told = VERBS[verb](book, year, why)
        status = _status(book, year)
    if as_json:
        say_json({**told, **status})
        return
    for line in (*told.get("said", ()), *_status_lines(status)):
        say(line)


def _open(book: Store, year: int, _why: str) -> Told:
    from app.services import rounds

    _round, added = rounds.open_round(book, year, today(), actor())
    said = _("Đợt rà soát năm {year} đang mở; thêm {added} hộ từ danh sách năm trước.")
    return {"added": added, "said": [said.format(year=year, added=added)]}


def _score(book: Store, year: int, _why: str) -> Told:
    from app.services import scoring

    changed = scoring.score_round(book, year, actor())
    return {
        "scored": changed,
        "said": [_("Đã chấm lại: {changed} kết quả thay đổi.").format(changed=changed)],
    }


def _close(book: Store, year: int, _why: str) -> Told:
    from app.services import rounds

    rounds.close(book, year, today(), actor())
    return {"said": [_("Đã khóa sổ đợt rà soát năm {year}.").format(year=year)]}


def _reopen(book: Store, year: int, why: str) -> Told:
    from app.services import rounds

    rounds.reopen(book, year, why, actor())
    return {"said": [_("Đã mở lại đợt rà soát năm {year}.").format(year=year)]}


VERBS = {"open": _open, "status": lambda *_: {}, "score": _score, "close": _close, "reopen": _reopen}


def _status(book: Store, year: int) -> Told:
    from app.services import rounds

    with book.session() as session:
        status = rounds.status(session, book.place, year)
    villages = [
        {
            "village": v.village,
            "cases": v.cases,
            "persons": v.persons,
            "states": v.states,
            "classes": v.classes,
        }
        for v in status.villages
    ]
    return {
        "year": status.year,
        "kind": status.kind,
        "state": status.state,
        "standard": status.standard,
        "states": status.states,
        "classes": status.classes,
        "disagreeing": status.disagreeing,
        "villages": villages,
    }


def _status_lines(status: Told) -> list[str]:
    rows = [*status["villages"], {"village": _("Cả đợt"), **status}]
    state = _("đang mở") if status["state"] == "open" else _("đã khóa sổ")
    lines = [_("Đợt {year}, {state}, chuẩn {standard}").format(**{**status, "state": state})]
    for row in rows:
        states, classes = _named(row["states"], STATE_NAMES), _named(row["classes"], CLASS_NAMES)
        lines.append(f"{row['village']}: {states}; {classes}")
    if status["disagreeing"]:
        lines.append(_("{disagreeing} hộ có kết quả ghi khác với kết quả tính.").format(**status))
    return lines


def _named(counts: dict[str, int], names: dict[str, str]) -> str:
    return ", ".join(f"{number(counts[key])} {name}" for key, name in names.items() if key in counts)


def whatif(
    store: StoreFile,
    year: Year,
    standard: Annotated[str, typer.Option(help="Khóa của chuẩn, ví dụ vn-2027.")],
    as_json: Json = False,
) -> None:
    """Nếu áp dụng một chuẩn khác: đếm lại cả xã, không ghi gì vào sổ."""
    from app.services import scoring

    with opened(store) as book, book.session() as session:
        told = scoring.what_if(session, book.place, year, standard)
    if as_json:
        say_json(told)
        return
    say(_("Nếu theo {title} (năm {year}):").format(title=told.title, year=year))
    for village in (*told.villages, told.total):
        say(f"{village.place}: {_named(village.after, CLASS_NAMES)}")
    say(_("{count} hộ khác loại giữa hai chuẩn.").format(count=told.different))
    for note in told.notes:
        say("- " + note)
