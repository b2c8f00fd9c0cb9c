"""What support reached: by sub-project and village, whom it did not reach, and whom it reached twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlmodel import Session, col, select

from app.models.household import Household
from app.models.key import Key
from app.models.support import Activity, Enrolment
from app.reports.in_words import dong
from app.reports.report import Column, Report, Row, Value
from app.reports.support_asked import Asked, issued
from app.rules.codes import code_list
from app.rules.programme import sub_project
from app.rules.support_kinds import kind
from app.services.support import ledger
from app.services.support.enrolment_steps import heads, names_in_book
from app.services.support.facts import newest_needs
from app.services.support.ledger import Sum, Twice
from app.services.support.needs import NOTHING, indicator_name
from app.services.support.standing import standing

RESULTS = "KẾT QUẢ HỖ TRỢ THEO DỰ ÁN, CHÍNH SÁCH VÀ THÔN, BẢN"
NOT_REACHED = "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO CHƯA ĐƯỢC HỖ TRỢ"
TWICE = "DANH SÁCH ĐỐI TƯỢNG ĐƯỢC HỖ TRỢ TRÙNG"
RESULT_COLUMNS = (
    Column("TT", "A", "A", width=0.6, align="center"),
    Column("Dự án, chính sách; thôn, bản", "name", "B", width=4.4, align="left"),
    Column("Mã", "code", "C", width=0.8, align="center"),
    Column("Lượt hỗ trợ", "enrolments", "1", width=0.9),
    Column("Số hộ", "households", "2", width=0.9),
    Column("Số người được hỗ trợ đích danh", "persons", "3", width=1.2),
    Column("Giá trị đã cấp (đồng)", "value", "4", width=1.8),
)
NOTHING_COLUMNS = (
    Column("TT", "A", width=0.5, align="center"),
    Column("Họ và tên chủ hộ", "name", width=2.6, align="left"),
    Column("Mã hộ", "code", width=1.1, align="center"),
    Column("Loại hộ", "class", width=1.2, align="left"),
    Column("Nguyên nhân nghèo", "causes", width=2.6, align="left"),
    Column("Chỉ số thiếu hụt", "deprived", width=3, align="left"),
    Column("Nguyện vọng", "wants", width=2.2, align="left"),
)
TWICE_COLUMNS = (
    Column("TT", "A", width=0.5, align="center"),
    Column("Họ và tên", "name", width=2, align="left"),
    Column("Thôn, bản", "village", width=1.4, align="left"),
    Column("Loại hỗ trợ", "kind", width=1.2, align="left"),
    Column("Đã hưởng", "first", width=2.6, align="left"),
    Column("Hưởng thêm", "second", width=2.6, align="left"),
    Column("Lý do được hỗ trợ tiếp", "why", width=2.4, align="left"),
    Column("Người quyết định", "by", width=1.5, align="left"),
)
NOT_SAID = "(không ghi lý do)"


# By sub-project and village ---------------------------------------------------------------------------------


def results(asked: Asked) -> Report:
    """Support of a year by sub-project, below it by village; its keys are those of RESULT_COLUMNS.

    The village is where a household lived when it was registered. A household that two sub-projects support
    counts in both, so households have no sum over all.
    """
    found = sorted(
        ledger.sums(asked.store, asked.scope, (asked.of_year,)), key=lambda one: asked.order(one.place, "")
    )
    grouped: dict[tuple[str, str], list[Sum]] = defaultdict(list)
    for one in found:
        grouped[one.programme, one.code].append(one)
    value = sum(one.value for one in found)
    rows = [Row({"name": "Tổng số", **_figures(found), "households": None, "persons": None}, level=0)]
    for at, (of, parts) in enumerate(sorted(grouped.items()), 1):
        rows += _of_one(asked, at, of, parts)
    notes = (
        f"Tổng giá trị đã cấp bằng chữ: {dong(value)}." if value else "Chưa cấp phát gì trong năm.",
        "Một hộ được nhiều dự án, chính sách hỗ trợ thì tính ở từng dòng nên cột 2, 3 không cộng chung.",
    )
    return issued(
        asked, "support_results", RESULTS, RESULT_COLUMNS, rows if found else (), notes=notes, landscape=False
    )


def _of_one(asked: Asked, at: int, of: tuple[str, str], parts: Sequence[Sum]) -> Iterator[Row]:
    one = sub_project(*of)
    yield Row({"A": str(at), "name": one.name, "code": one.code, **_figures(parts)}, level=1)
    for nth, part in enumerate(parts, 1):
        name = asked.village(part.place)
        yield Row({"A": f"{at}.{nth}", "name": name, **_figures([part])}, name, 2)


def _figures(parts: Iterable[Sum]) -> dict[str, Value]:
    told = list(parts)
    return {
        "enrolments": sum(one.enrolments for one in told),
        "households": sum(one.households for one in told),
        "persons": sum(one.persons for one in told) or None,
        "value": sum(one.value for one in told) or None,
    }


# Nobody reached them ----------------------------------------------------------------------------------------


def nothing(asked: Asked) -> Report:
    """The poor and near-poor households without support of a year, village by village, with what they lack.

    Its keys are those of NOTHING_COLUMNS.
    """
    day = asked.until.isoformat()
    keys = ledger.nothing(asked.store, asked.scope, asked.of_year, day)
    stands = standing(asked.store, day, keys) if keys else {}
    lacks = newest_needs(asked.store, asked.of_year)
    names, homes = heads(asked.session, keys), _homes(asked.session, keys)
    order = sorted(keys, key=lambda key: asked.order(homes[key].place, names.get(key, "")))
    classes, rows, village = code_list("classes"), [], b""
    for at, key in enumerate(order, 1):
        home, lack = homes[key], lacks.get(key, NOTHING)
        if home.place != village:
            village = home.place
            rows.append(Row({}, asked.village(village), heading=True))
        values: dict[str, Value] = {
            "A": at,
            "name": names.get(key, "?"),
            "code": home.code,
            "class": classes.name(stands[key].klass),
            "causes": "; ".join(map(code_list("causes").name, lack.causes)),
            "deprived": "; ".join(map(indicator_name, lack.deprived)),
            "wants": "; ".join(map(code_list("policies").name, lack.wants)),
        }
        rows.append(Row(values, asked.village(home.place), 1))
    notes = (f"Có {len(keys)} hộ chưa được hoạt động nào của năm {asked.of_year} hỗ trợ.",)
    return issued(asked, "support_nothing", NOT_REACHED, NOTHING_COLUMNS, rows, notes=notes)


def _homes(session: Session, keys: Sequence[Key]) -> dict[Key, Household]:
    return {home.id: home for home in session.exec(select(Household).where(col(Household.id).in_(keys)))}


# Twice ------------------------------------------------------------------------------------------------------


def twice(asked: Asked) -> Report:
    """Who got one kind of support twice, one of them in the year, and who let it be.

    Its keys are those of TWICE_COLUMNS.
    """
    every = ledger.twice(asked.store, asked.of_year)
    its = _enrolments(asked.session, every)
    found = [one for one in every if its[one.second][0].place in asked.places]
    rows = [_twice(asked, at, one, its) for at, one in enumerate(found, 1)]
    notes = () if rows else (f"Sổ không có ai được hỗ trợ trùng trong năm {asked.of_year}.",)
    return issued(asked, "support_twice", TWICE, TWICE_COLUMNS, rows, notes=notes)


_Told = dict[Key, tuple[Enrolment, Activity, str]]


def _enrolments(session: Session, found: Iterable[Twice]) -> _Told:
    keys = {key for one in found for key in (one.first, one.second)}
    query = select(Enrolment, Activity).where(
        col(Enrolment.id).in_(keys), col(Activity.id) == col(Enrolment.activity)
    )
    pairs = list(session.exec(query))
    names = names_in_book(session, [enrolment for enrolment, _one in pairs])
    return {enrolment.id: (enrolment, one, names[enrolment.id]) for enrolment, one in pairs}


def _twice(asked: Asked, at: int, one: Twice, its: _Told) -> Row:
    (_first, before, _name), (second, after, name) = its[one.first], its[one.second]
    values: dict[str, Value] = {
        "A": at,
        "name": name,
        "village": asked.village(second.place),
        "kind": kind(one.kind).name,
        "first": f"{before.title} ({before.code}, {before.year})",
        "second": f"{after.title} ({after.code}, {after.year})",
        "why": second.exception_why or NOT_SAID,
        "by": second.exception_by or None,
    }
    return Row(values, level=1)
