"""The chapters of the review of Xã Nà Mây: its workbooks go in, the review is scored, the papers come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.demo.district import NA_MAY, keepers
from app.demo.procedure import stand
from app.demo.stage import Line, Stage
from app.demo.wall import TODAY
from app.demo.workbooks import write_workbooks
from app.exchange.intake.files import Asked, Taken, take_file
from app.i18n import _, number
from app.printing.papers import render
from app.reports.catalogue import make as make_report
from app.reports.scope import Scope
from app.services import rounds, scoring

STANDARD, NEXT_STANDARD = "vn-2021", "vn-2027"
OFFICER = keepers()[NA_MAY].officer
WORKBOOKS, PAPERS = "tep-cua-xa", "in-ra"  # folders
INTAKES = (  # file name begins with … → years before the review of which it speaks
    ("so-xa", 0),
    ("phieu-b", 0),
    ("phu-luc-2.3-ho-ngheo", 0),
    ("phu-luc-2.3-ho-can-ngheo", 0),
    ("xuat-quoc-gia", 1),
    ("ho-ngheo-2015", 11),
)
REPORTS = ("1", "2", "3", "4", "8", "10", "14", "15", "to_review", "posting")


def take_in(stage: Stage) -> Line:
    """The commune's workbooks are written as officers have them, and taken in one by one."""
    stage.at(11, 18)
    workbooks = write_workbooks(stage.commune, stage.folder / WORKBOOKS)
    for prefix, before in INTAKES:
        for path in (one for one in workbooks if one.name.startswith(prefix)):
            asked = Asked(year=stage.commune.year - before)
            _keep(stage, path, take_file(stage.na_may, path, asked, TODAY, OFFICER))
    stage.account.workbooks = [str(path) for path in workbooks]
    told = stage.account.imported
    what = _("{commune} nhập {files} tệp Excel: {new} hộ mới, {doubtful} dòng còn ngờ, {refused} bị từ chối.")
    return Line(
        what.format(commune=stage.commune.name, files=len(told), **_sums(told)),
        _("quyết định các dòng còn ngờ trong Nhập từ Excel"),
    )


def _sums(told: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {word: number(sum(one[word] for one in told)) for word in ("new", "doubtful", "refused")}


def _keep(stage: Stage, path: Path, taken: Taken) -> None:
    stage.account.imported.append(
        {"file": path.name, "kind": taken.kind, **taken.counts, "problems": len(taken.problems)}
    )


def score(stage: Stage) -> Line:
    """Every household of the round is scored, under the standard in force and under the next."""
    stage.at(11, 19)
    store, year, account = stage.na_may, stage.commune.year, stage.account
    scoring.score_round(store, year, OFFICER)
    with store.session() as session:
        account.classes = rounds.status(session, store.place, year).classes
        account.under_2027 = scoring.what_if(session, store.place, year, NEXT_STANDARD).total.after
    poor, near_poor, not_poor = (account.classes.get(key, 0) for key in ("poor", "near_poor", "not_poor"))
    told = _(
        "Chấm điểm: {poor} hộ nghèo, {near} cận nghèo, {other} không nghèo; theo chuẩn 2027: {later} nghèo."
    )
    return Line(
        told.format(poor=poor, near=near_poor, other=not_poor, later=account.under_2027.get("poor", 0)),
        _("mở phiếu của hộ sát ngưỡng trong Rà soát"),
    )


def proceed(stage: Stage) -> Line:
    """Each village stands at its step of the procedure."""
    stage.at(11, 19, 9)
    stand(stage.na_may, stage.commune, TODAY, OFFICER)
    what = _("{count} bản, mỗi bản ở một bước của quy trình: khảo sát, họp dân, niêm yết, phúc tra.")
    return Line(what.format(count=len(stage.commune.villages)), _("ghi biên bản họp của bản kế tiếp"))


def print_out(stage: Stage) -> Line:
    """The official reports as PDF and as workbooks."""
    folder = stage.folder / PAPERS
    folder.mkdir(exist_ok=True)
    store = stage.na_may
    with store.session() as session:
        scope = Scope(store.place, stage.commune.year, STANDARD)
        for key in REPORTS:
            report = make_report(session, key, scope)
            for suffix in (".pdf", ".xlsx"):
                target = folder / f"{'bieu-' if key.isdigit() else ''}{key}{suffix}"
                render(report, target)
                stage.account.papers.append(str(target))
    what = _("In {count} tệp PDF và Excel vào “{folder}”.")
    return Line(
        what.format(count=len(stage.account.papers), folder=folder), _("xem trước trong Báo cáo, in ấn")
    )
