"""The support of one household: its own, its members', and that of households before and after a split."""

from __future__ import annotations

from app.models.household import Household
from app.reports.in_words import dong
from app.reports.report import Column, Report, Row, Value
from app.reports.support_asked import Asked, issued, shown, whole
from app.rules.programme import programme
from app.services.support import ledger
from app.services.support.enrolment_steps import STATE_NAMES, heads
from app.services.support.ledger import MEMBER, ORIGIN, OWN, SPLIT, Support

TITLE = "LỊCH SỬ HỖ TRỢ CỦA HỘ GIA ĐÌNH ĐẾN"
RELATIONS = {
    OWN: None,
    MEMBER: "Cấp cho thành viên ở hộ khác",
    ORIGIN: "Cấp cho hộ trước khi tách",
    SPLIT: "Cấp cho hộ tách ra",
}
COLUMNS = (
    Column("TT", "A", width=0.5, align="center"),
    Column("Năm", "year", width=0.7, align="center"),
    Column("Chương trình", "programme", width=1.8, align="left"),
    Column("Mã", "code", width=0.8, align="center"),
    Column("Hoạt động", "title", width=3, align="left"),
    Column("Người được hỗ trợ", "name", width=2, align="left"),
    Column("Tình trạng", "state", width=1.3, align="left"),
    Column("Ngày duyệt", "approved", width=1.2, align="center"),
    Column("Số lượng", "quantity", width=0.8),
    Column("Đơn vị", "unit", width=0.7, align="center"),
    Column("Giá trị đã nhận (đồng)", "value", width=1.4),
    Column("Ghi chú", "note", width=1.6, align="left"),
)


def history(asked: Asked) -> Report:
    """What a household got, the newest first; its keys are those of COLUMNS.

    What it was given itself is summed; what its origin or its offshoots were given is only listed.
    """
    key = asked.its_household
    told = ledger.support_of_household(asked.session, key)
    rows = [_row(at, one) for at, one in enumerate(told, 1)]
    value = sum(one.value for one in told if one.relation == OWN)
    if rows:
        rows.append(Row({"title": "Cộng của chính hộ", "value": value}, level=0))
    head = heads(asked.session, [key]).get(key, "?")
    home = asked.session.get_one(Household, key)
    where = " – ".join(filter(None, (f"Hộ {head}", home.code, asked.village(home.place))))
    words = (f"Tổng giá trị hộ đã nhận bằng chữ: {dong(value)}.",) if value else ()
    return issued(
        asked, "support_history", TITLE, COLUMNS, rows, subtitle=f"({where})", notes=words or _nothing(rows)
    )


def _nothing(rows: list[Row]) -> tuple[str, ...]:
    return () if rows else ("Sổ chưa ghi hỗ trợ nào cho hộ này.",)


def _row(at: int, one: Support) -> Row:
    values: dict[str, Value] = {
        "A": at,
        "year": one.year,
        "programme": programme(one.programme).short,
        "code": one.code,
        "title": one.title,
        "name": one.name,
        "state": STATE_NAMES[one.state](),
        "approved": shown(one.approved),
        "quantity": whole(one.quantity),
        "unit": one.unit or None,
        "value": one.value or None,
        "note": RELATIONS[one.relation],
    }
    return Row(values, level=1)
