"""The plans of the poor and near-poor households of a village: what each lacks, got, and still waits for."""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.reports.report import Column, Report, Row, Value
from app.reports.support_asked import Asked, issued, shown
from app.rules.codes import code_list
from app.rules.household_plan import CAUSE, Line
from app.services.support import household_plans
from app.services.support.household_plans import Page
from app.services.support.needs import indicator_name
from app.services.support.standing import ON_LIST, standing
from app.store import beneficiaries

TITLE = "KẾ HOẠCH HỖ TRỢ TỪNG HỘ NGHÈO, HỘ CẬN NGHÈO"
COLUMNS = (
    Column("TT", "A", width=0.5, align="center"),
    Column("Họ và tên chủ hộ", "name", width=2, align="left"),
    Column("Loại hộ", "class", width=1.1, align="left"),
    Column("Nguyên nhân, chỉ số thiếu hụt", "needs", width=3, align="left"),
    Column("Nguyện vọng", "wants", width=1.8, align="left"),
    Column("Đã được hỗ trợ", "support", width=2.6, align="left"),
    Column("Chưa có gì giải quyết", "open", width=2.4, align="left"),
    Column("Đăng ký thoát nghèo", "escape", width=1.1, align="center"),
    Column("Người giúp đỡ", "helper", width=1.5, align="left"),
)


def plans(asked: Asked) -> Report:
    """The plan of every poor and near-poor household of a village; its keys are those of COLUMNS."""
    if asked.place is None:
        raise InputFault(
            _("Kế hoạch hộ lập riêng cho từng bản, thôn."), todo=_("Chọn một bản, thôn (--place “Bản …”).")
        )
    pages = [household_plans.page(asked.store, key, asked.of_year, asked.until) for key in _households(asked)]
    pages.sort(key=lambda page: asked.order(asked.scope, page.head))
    rows = [_row(at, page) for at, page in enumerate(pages, 1)]
    waiting = sum(bool(page.plan.unanswered) for page in pages)
    notes = (
        f"{len(pages)} hộ; {waiting} hộ còn nguyên nhân hoặc chỉ số thiếu hụt chưa có hỗ trợ nào giải quyết; "
        f"{sum(bool(page.escape_registered) for page in pages)} hộ đăng ký thoát nghèo.",
    )
    subtitle = f"({asked.village(asked.scope)})"
    return issued(asked, "support_plans", TITLE, COLUMNS, rows, subtitle=subtitle, notes=notes)


def _households(asked: Asked) -> list[Key]:
    day = asked.until.isoformat()
    here = [home.key for home in beneficiaries.homes(asked.store, day) if home.place in asked.places]
    stands = standing(asked.store, day, here) if here else {}
    return [key for key in here if key in stands and stands[key].klass in ON_LIST]


def _row(at: int, page: Page) -> Row:
    plan, policies = page.plan, code_list("policies")
    values: dict[str, Value] = {
        "A": at,
        "name": page.head,
        "class": code_list("classes").name(page.standing.klass) if page.standing else None,
        "needs": _named((*plan.answered, *plan.unanswered)),
        "wants": "; ".join(map(policies.name, page.wanted)),
        "support": "; ".join(dict.fromkeys(one.title for one in page.support)),
        "open": _named(plan.unanswered),
        "escape": shown(page.escape_registered),
        "helper": page.helper or None,
    }
    return Row(values, level=1)


def _named(lines: Iterable[Line]) -> str:
    causes = code_list("causes")
    return "; ".join(
        causes.name(line.code) if line.need == CAUSE else indicator_name(line.code) for line in lines
    )
