"""The whole job on the synthetic commune: its workbooks go in, the review is scored, the papers come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.demo.commune import make
from app.demo.procedure import stand
from app.demo.workbooks import write_workbooks
from app.errors import InputFault
from app.exchange.files import Asked, Taken, take_file
from app.i18n import _, number
from app.models.key import new_key
from app.printing.papers import render
from app.reports.catalogue import make as make_report
from app.reports.scope import Scope
from app.services import places, rounds, scoring
from app.store.check import faults_of
from app.store.store import Store

YEAR, STANDARD, NEXT_STANDARD = 2026, "vn-2021", "vn-2027"
TODAY = date(2026, 11, 20)
ACTOR = "Vàng Thị Mỷ"
INTAKES = (  # file name begins with … → year it speaks of
    ("so-xa", YEAR),
    ("phieu-b", YEAR),
    ("phu-luc-2.3-ho-ngheo", YEAR),
    ("phu-luc-2.3-ho-can-ngheo", YEAR),
    ("xuat-quoc-gia", YEAR - 1),
    ("ho-ngheo-2015", 2015),
)
PAPERS = ("1", "2", "3", "4", "8", "10", "14", "15", "to_review", "posting")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Story:
    """What the demo made, for `--json`: files, lines of each intake, classes under two standards."""

    store: str
    workbooks: list[str]
    imported: list[dict[str, Any]]
    classes: dict[str, int]
    under_2027: dict[str, int]
    papers: list[str]
    sound: bool


def tell(folder: Path, key: str, say: Say) -> Story:
    """Run the whole job into `folder`, saying each step."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "na-may.soban"
    if path.exists():
        raise InputFault(
            _("Thư mục “{folder}” đã có sổ minh họa.").format(folder=folder),
            todo=_("Chọn thư mục khác, hoặc xóa thư mục này rồi chạy lại."),
        )
    commune = make()
    workbooks = write_workbooks(commune, folder / "tep-cua-xa")
    say(_("Đã dựng {place}: {count} tệp Excel trong “{folder}”.").format(
        place=commune.name, count=len(workbooks), folder=folder / "tep-cua-xa"))  # fmt: skip
    with Store.create(path, key, new_key()) as store:
        places.found(
            store, commune.name, "commune", ACTOR, above=commune.above, province=commune.province, year=YEAR
        )
        imported = [one for prefix, year in INTAKES for one in _import(store, workbooks, prefix, year, say)]
        scoring.score_round(store, YEAR, ACTOR)
        classes, under_2027 = _classes(store, say)
        papers = _print(store, folder / "in-ra", say)
        stand(store, commune, TODAY, ACTOR)
        faults = faults_of(store)
    say(_("Kiểm tra sổ: nguyên vẹn.") if not faults else "; ".join(faults))
    return Story(
        str(path), [str(one) for one in workbooks], imported, classes, under_2027, papers, not faults
    )


def _import(store: Store, workbooks: list[Path], prefix: str, year: int, say: Say) -> list[dict[str, Any]]:
    told = []
    for path in (one for one in workbooks if one.name.startswith(prefix)):
        taken = take_file(store, path, Asked(year=year), TODAY, ACTOR)
        say(_line(taken))
        told.append({"file": path.name, "kind": taken.kind, **taken.counts, "problems": len(taken.problems)})
    return told


def _line(taken: Taken) -> str:
    counts = {status: number(count) for status, count in taken.counts.items()}
    return _(
        "  {file}: {new} mới, {changed} thay đổi, {equal} không đổi, {doubtful} còn ngờ, {refused} từ chối"
    ).format(file=taken.file.name, **counts)


def _classes(store: Store, say: Say) -> tuple[dict[str, int], dict[str, int]]:
    with store.session() as session:
        status = rounds.status(session, store.place, YEAR)
        other = scoring.what_if(session, store.place, YEAR, NEXT_STANDARD)
    told = _("Rà soát {year} theo {name}: {poor} nghèo, {near} cận, {other} không, {unknown} chưa rõ.")
    for name, counts in ((STANDARD, status.classes), (NEXT_STANDARD, other.total.after)):
        poor, near, rest, unknown = (
            counts.get(key, 0) for key in ("poor", "near_poor", "not_poor", "unknown")
        )
        say(told.format(year=YEAR, name=name, poor=poor, near=near, other=rest, unknown=unknown))
    return status.classes, other.total.after


def _print(store: Store, folder: Path, say: Say) -> list[str]:
    folder.mkdir(exist_ok=True)
    made = []
    with store.session() as session:
        scope = Scope(store.place, YEAR, STANDARD)
        for key in PAPERS:
            report = make_report(session, key, scope)
            for suffix in (".pdf", ".xlsx"):
                target = folder / f"{'bieu-' if key.isdigit() else ''}{key}{suffix}"
                render(report, target)
                made.append(str(target))
    say(_("Đã in {count} tệp vào “{folder}”.").format(count=len(made), folder=folder))
    return made
