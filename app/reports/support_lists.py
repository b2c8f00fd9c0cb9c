"""The lists of support by their keys, each made as a plain report.

To add one: a function of `Asked` in a file `support_*`, and its line in LISTS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.errors import InputFault
from app.i18n import _
from app.reports import (
    support_beneficiaries,
    support_history,
    support_money,
    support_plans,
    support_results,
)
from app.reports.report import Report
from app.reports.support_asked import Asked

ACTIVITY, HOUSEHOLD, VILLAGE, YEAR = "activity", "household", "village", "year"


@dataclass(frozen=True, slots=True)
class SupportList:
    """A list of support.

    Attributes:
        key: by which `soban paper` knows it.
        title: as a person calls it.
        of: what it has to be asked of: `activity`, `household`, `village` or only a `year`.
    """

    key: str
    title: str
    of: str
    make: Callable[[Asked], Report]


LISTS = (
    SupportList(
        "ds-thu-huong", "Danh sách đối tượng thụ hưởng", ACTIVITY, support_beneficiaries.beneficiaries
    ),
    SupportList("ds-cap-phat", "Danh sách cấp phát, ký nhận", ACTIVITY, support_beneficiaries.receipts),
    SupportList("lich-su-ho-tro", "Lịch sử hỗ trợ của một hộ", HOUSEHOLD, support_history.history),
    SupportList("tien-do-von", "Tiến độ vốn", YEAR, support_money.progress),
    SupportList("ket-qua-ho-tro", "Kết quả hỗ trợ theo dự án và bản", YEAR, support_results.results),
    SupportList("chua-duoc-ho-tro", "Hộ chưa được hỗ trợ", YEAR, support_results.nothing),
    SupportList("ho-tro-trung", "Hỗ trợ trùng", YEAR, support_results.twice),
    SupportList("ke-hoach-ho", "Kế hoạch hỗ trợ từng hộ của một bản", VILLAGE, support_plans.plans),
)


def known(key: str) -> bool:
    """True for the key of a list of support."""
    return any(one.key == key for one in LISTS)


def make(key: str, asked: Asked) -> Report:
    """The list of a key; InputFault for an unknown one, or where it is not said of what it is wanted."""
    for one in LISTS:
        if one.key == key:
            return one.make(asked)
    raise InputFault(
        _("Không có danh sách “{key}”.").format(key=key),
        todo=_("Các danh sách có: {keys}.").format(keys=", ".join(one.key for one in LISTS)),
    )
