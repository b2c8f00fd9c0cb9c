"""All reports and lists, in the order in which they are offered, and the one way to make them.

To add one: a file with `make(frame) -> Report`, and its line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.progress import SILENT, Progress, each
from app.reports import (
    causes,
    children,
    deprivations,
    ethnic_groups,
    groups,
    member_list,
    movements,
    multidimensional,
    posting,
    results,
    targets,
    to_review,
)
from app.reports.frame import Frame
from app.reports.report import Report
from app.reports.scope import Scope


@dataclass(frozen=True, slots=True)
class Entry:
    """A report or list.

    Attributes:
        key: its official number, or a word.
        name: a short title for menus, in the language in use.
        make: counts it.
    """

    key: str
    name: Callable[[], str]
    make: Callable[[Frame], Report]


REPORTS: tuple[Entry, ...] = (
    Entry("1", lambda: _("Kết quả chính thức rà soát"), results.make),
    Entry("2", lambda: _("Diễn biến hộ nghèo"), movements.make_poor),
    Entry("3", lambda: _("Diễn biến hộ cận nghèo"), movements.make_near_poor),
    Entry("4", lambda: _("Chỉ số thiếu hụt, hộ nghèo"), deprivations.make_poor),
    Entry("5", lambda: _("Tỷ lệ thiếu hụt, hộ nghèo"), deprivations.make_poor_rates),
    Entry("6", lambda: _("Chỉ số thiếu hụt, cận nghèo"), deprivations.make_near_poor),
    Entry("7", lambda: _("Tỷ lệ thiếu hụt, cận nghèo"), deprivations.make_near_poor_rates),
    Entry("8", lambda: _("Theo nhóm đối tượng"), groups.make),
    Entry("9", lambda: _("Theo dân tộc"), ethnic_groups.make),
    Entry("10", lambda: _("Theo nguyên nhân nghèo"), causes.make),
    Entry("11", lambda: _("Thiếu hụt của trẻ em"), children.make),
    Entry("12", lambda: _("Đa chiều, hộ nghèo"), multidimensional.make_poor),
    Entry("13", lambda: _("Đa chiều, hộ cận nghèo"), multidimensional.make_near_poor),
    Entry("14", lambda: _("Danh sách hộ cận nghèo"), member_list.make_near_poor),
    Entry("15", lambda: _("Danh sách hộ nghèo"), member_list.make_poor),
    Entry("to_review", lambda: _("Danh sách hộ cần rà soát"), to_review.make),
    Entry("posting", lambda: _("Danh sách niêm yết"), posting.make),
    Entry("targets", lambda: _("Chỉ tiêu và kết quả"), targets.make),
)
OFFICIAL = tuple(entry.key for entry in REPORTS if entry.key.isdigit())


def entry(key: str) -> Entry:
    """The entry of a key; InputFault for a key that no report has."""
    for one in REPORTS:
        if one.key == key:
            return one
    raise InputFault(
        _("Không có biểu “{key}”.").format(key=key),
        todo=_("Các biểu có: {keys}.").format(keys=", ".join(one.key for one in REPORTS)),
    )


def make(session: Session, key: str, scope: Scope) -> Report:
    """One report; InputFault for an unknown key or standard."""
    return entry(key).make(Frame(session, scope))


def make_all(
    session: Session, scope: Scope, keys: Iterable[str] = OFFICIAL, progress: Progress = SILENT
) -> Iterator[Report]:
    """Several reports of one scope from one reading of the store, the fifteen official ones by default."""
    entries, frame = [entry(key) for key in keys], Frame(session, scope)
    for one in each(entries, progress, _("lập biểu"), len(entries), every=1):
        yield one.make(frame)
