"""Money of the programmes: planned, allocated, disbursed, paid back, each entry with its source and paper.

What may be spent has a limit (`money_limits`); whoever goes over it says why, and the entry keeps the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _, number
from app.models.key import Key
from app.models.support import ALLOCATED, DISBURSED, PAID_BACK, PLANNED, Activity, Money
from app.rules.codes import code_list
from app.rules.programme import programme
from app.services.support.money_limits import must_leave_enough, must_stay_within
from app.services.typed import FieldFault
from app.store.store import Store

STAGE_NAMES: dict[str, Callable[[], str]] = {
    PLANNED: lambda: _("kế hoạch"),
    ALLOCATED: lambda: _("cấp vốn"),
    DISBURSED: lambda: _("giải ngân"),
    PAID_BACK: lambda: _("nộp lại"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as an officer makes it; `amount` in đồng, `on` a whole day (`2024-06-30`).

    Attributes:
        code: of a sub-project or policy, or the programme itself for money that is not divided yet.
        carried_from: the year whose money it is, where it was carried over.
        over_why: why it goes over the limit; empty while it does not.
    """

    programme: str
    code: str
    year: int
    stage: str
    source: str
    amount: int
    on: str
    document: str = ""
    activity: Key | None = None
    carried_from: int | None = None
    over_why: str = ""
    note: str = ""


def enter(store: Store, entry: Entry, today: date, actor: str) -> Key:
    """Write an entry into the store's book; FieldFault for what cannot be, Overspent for too much."""
    _must_be_known(entry)
    _must_be_dated(entry, today)
    with store.session() as session:
        _must_fit_its_activity(session, entry)
        must_stay_within(session, store.place, entry)
    title = _("Ghi {stage} {code}: {amount} đồng").format(
        stage=STAGE_NAMES[entry.stage](), code=entry.code, amount=number(entry.amount)
    )
    row = asdict(entry)
    row["on_day"] = row.pop("on")
    with store.write(title, actor) as act:
        (key,) = act.insert("money", [{"place": store.place, **row}])
    return key


def take_back(store: Store, key: Key, why: str, actor: str) -> None:
    """Strike an entry that was made by mistake; the history keeps it with the reason."""
    if not why.strip():
        raise FieldFault(
            "why", _("Chưa ghi lý do bỏ bút toán."), todo=_("Ghi vì sao bút toán này sai, rồi bỏ lại.")
        )
    with store.session() as session:
        entry = session.get(Money, key)
        if entry is None or entry.deleted:
            raise InputFault(_("Sổ không có bút toán này."), todo=_("Mở lại danh sách tiền rồi chọn lại."))
        _must_be_this_book(store, entry)
        title = _("Bỏ bút toán {amount} đồng của {code}: {why}").format(
            amount=number(entry.amount), code=entry.code, why=why.strip()
        )
        must_leave_enough(session, entry)
    with store.write(title, actor) as act:
        act.update("money", key, {"note": why.strip()})
        act.delete("money", [key])


def entries(session: Session, place: Key, year: int, code: str = "") -> list[Money]:
    """The entries of a place's book in a year, by day; of one sub-project where `code` says so."""
    query = select(Money).where(Money.place == place, Money.year == year, Money.deleted == 0)
    if code:
        query = query.where(Money.code == code)
    return list(session.exec(query.order_by(col(Money.on_day), col(Money.id))).all())


# What cannot be -------------------------------------------------------------------------------------------


def _must_be_known(entry: Entry) -> None:
    known = programme(entry.programme)
    if entry.code != known.key and known.sub_project(entry.code) is None:
        raise FieldFault(
            "code",
            _("{programme} không có dự án, chính sách mã “{code}”.").format(
                programme=known.short, code=entry.code
            ),
            todo=_("Chọn trong: {codes}.").format(codes=", ".join(one.code for one in known.sub_projects)),
        )
    stages: dict[str, str] = {stage: named() for stage, named in STAGE_NAMES.items()}
    _must_be_one_of("stage", entry.stage, stages)
    _must_be_one_of("source", entry.source, {one.code: one.name for one in code_list("funding").entries})
    if entry.amount <= 0:
        raise FieldFault(
            "amount",
            _("Số tiền phải lớn hơn 0."),
            todo=_("Tiền nộp lại ghi bằng việc “nộp lại”, không ghi số âm."),
        )


def _must_be_one_of(field: str, told: str, known: dict[str, str]) -> None:
    if told not in known:
        raise FieldFault(
            field,
            _("“{told}” không có trong danh mục.").format(told=told),
            todo=_("Chọn trong: {known}.").format(known=", ".join(f"{c} ({n})" for c, n in known.items())),
        )


def _must_be_dated(entry: Entry, today: date) -> None:
    try:
        on = PartialDate.of(entry.on)
    except ValueError as fault:
        raise FieldFault(
            "on", _("“{text}” không phải là ngày.").format(text=entry.on), todo=_("Ghi như 30/06/2024.")
        ) from fault
    if not on.exact or on.first() > today:
        raise FieldFault(
            "on",
            _("Ngày {on} chưa tới hoặc không đủ ngày, tháng, năm.").format(on=on.shown),
            todo=_("Ghi ngày có trên chứng từ."),
        )
    if on.first().year < entry.year - 1:
        raise FieldFault(
            "on",
            _("Ngày {on} quá sớm so với kế hoạch năm {year}.").format(on=on.shown, year=entry.year),
            todo=_("Xem lại ngày trên chứng từ, hoặc năm kế hoạch."),
        )
    if entry.stage != PLANNED and not entry.document.strip():
        raise FieldFault(
            "document",
            _("Chưa ghi chứng từ của khoản {stage}.").format(stage=STAGE_NAMES[entry.stage]()),
            todo=_("Ghi số, ngày của quyết định, lệnh chi hoặc phiếu thu."),
        )


def _must_fit_its_activity(session: Session, entry: Entry) -> None:
    if entry.activity is None:
        return
    activity = session.get(Activity, entry.activity)
    if activity is None or activity.deleted or (activity.programme, activity.code) != (
        entry.programme, entry.code,
    ):  # fmt: skip
        raise FieldFault(
            "activity",
            _("Hoạt động này không thuộc {code}.").format(code=entry.code),
            todo=_("Chọn hoạt động của {code}, hoặc ghi khoản tiền vào đúng dự án.").format(code=entry.code),
        )


def _must_be_this_book(store: Store, entry: Money) -> None:
    if entry.place != store.place:
        raise InputFault(
            _("Bút toán này thuộc sổ của nơi khác nên không sửa ở đây."),
            todo=_("Báo nơi giữ sổ sửa và gửi lại."),
        )
