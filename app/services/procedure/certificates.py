"""Certificates: numbered within the year without gaps or repeats, printed, reprinted, withdrawn.

A number once given is never given again, also when its certificate is withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.procedure import Certificate, CertificateCopy, Decided, Decision
from app.models.review import Case, Round
from app.services import places
from app.services.procedure.block import few
from app.services.procedure.proceedings import procedure_of
from app.services.procedure.village import LISTED
from app.services.typed import FieldFault
from app.store.store import Store
from app.store.tables import key_of


@dataclass(frozen=True, slots=True)
class Line:
    """A household in a decision.

    Attributes:
        klass: recognised, under the first standard of the round.
        before: class of the list before; empty where it is not known.
        certificate: its number where one stands, else 0.
    """

    decided: Key
    case: Key
    household: Key
    place: Key
    code: str
    klass: str
    before: str
    persons: int | None
    certificate: int

    @property
    def lists(self) -> tuple[str, ...]:
        """The annexed lists in which it stands."""
        return lists(self.klass, self.before)


def lists(klass: str, before: str) -> tuple[str, ...]:
    """The annexed lists of a class and the one before: `poor`, `near_poor`, `escaped_` and the one before."""
    now = (klass,) if klass in LISTED else ()
    escaped = {"poor": klass != "poor", "near_poor": klass not in LISTED}
    return (*now, f"escaped_{before}") if escaped.get(before) else now


def lines(session: Session, decision: Key) -> list[Line]:
    """The households of a decision, village by village in the order of their codes."""
    known = session.get_one(Decision, decision)
    one = session.get_one(Round, known.round)
    order = {place.id: at for at, place in enumerate(places.below(session, one.place))}
    standard = next(iter(one.standards.split()), "")
    query = (
        columns(
            Decided.id, Case.id, Case.household, Case.place, Household.code, Decided.classes, Decided.before,
            Decided.persons, func.coalesce(Certificate.number, 0),
        )
        .join(Case, col(Case.id) == col(Decided.review_case))
        .join(Household, col(Household.id) == col(Case.household))
        .outerjoin(Certificate, _stands())
        .where(Decided.decision == decision, Decided.deleted == 0)
        .order_by(col(Household.code), col(Case.id))
    )  # fmt: skip
    found = [
        Line(
            decided=decided,
            case=case,
            household=household,
            place=place,
            code=code,
            klass=classes.get(standard) or "",
            before=before,
            persons=persons,
            certificate=number,
        )
        for decided, case, household, place, code, classes, before, persons, number in session.execute(query)
    ]
    return sorted(found, key=lambda line: order.get(line.place, 0))


def _stands() -> Any:
    return (
        (col(Certificate.decided) == col(Decided.id))
        & (col(Certificate.withdrawn) == "")
        & (col(Certificate.deleted) == 0)
    )


def shown(number: int, one: Round) -> str:
    """The number as it is written: `07/GCN-HN.HCN`."""
    return f"{number:02}/{procedure_of(one).certificate_sign}"


def give(
    store: Store, decision: Key, on: date, today: date, actor: str, households: Collection[Key] = ()
) -> list[int]:
    """Certificates for poor and near-poor households of a decision; returns their numbers, in order.

    Args:
        households: only these; without any, all that have none yet.

    Raises:
        InputFault: a household that the decision does not list as poor or near-poor, or that has one already.
    """
    with store.session() as session:
        known = session.get_one(Decision, decision)
        wanted = _wanted(session, known, households)
        last = _last(session, known.place, on.year)
    if known.revoked:
        raise InputFault(
            _("Quyết định số {number} đã thu hồi.").format(number=known.number),
            todo=_("Cấp giấy theo quyết định còn hiệu lực."),
        )
    if not known.on_day <= on.isoformat() <= today.isoformat():
        raise FieldFault("on", _("Ngày cấp giấy phải từ ngày ký quyết định đến hôm nay."))
    with store.write(_("Cấp {n} giấy chứng nhận").format(n=len(wanted)), actor) as act:
        rows = _numbered(known.place, on, wanted, last)
        act.insert("certificate", rows)
    return [row["number"] for row in rows]


def _wanted(session: Session, decision: Decision, households: Collection[Key]) -> list[Line]:
    """The lines that are to get a certificate."""
    listed = lines(session, decision.id)
    by_household = {line.household: line for line in listed}
    for key in households:
        line = by_household.get(key)
        if line is None or line.klass not in LISTED:
            raise InputFault(
                _(
                    "Hộ {name} không có trong danh sách hộ nghèo, hộ cận nghèo của Quyết định số {number}."
                ).format(name=few(session, [key]), number=decision.number),
                todo=_("Cấp giấy theo quyết định công nhận hộ ấy, hoặc bỏ hộ khỏi lần cấp này."),
            )
        if line.certificate:
            raise InputFault(
                _("Hộ {name} đã có giấy chứng nhận số {number}.").format(
                    name=few(session, [key]), number=line.certificate
                ),
                todo=_("Mất hoặc hỏng thì in lại giấy ấy; sai thì thu hồi rồi cấp giấy mới."),
            )
    wanted = [one for one in listed if one.klass in LISTED and not one.certificate]
    return [one for one in wanted if not households or one.household in households]


def _last(session: Session, place: Key, year: int) -> Certificate | None:
    """The certificate with the highest number of a year."""
    query = (
        select(Certificate)
        .where(Certificate.place == place, Certificate.year == year, Certificate.deleted == 0)
        .order_by(col(Certificate.number).desc())
    )
    return session.exec(query).first()


def _numbered(place: Key, on: date, wanted: Sequence[Line], last: Certificate | None) -> list[dict[str, Any]]:
    """Rows numbered on from the last; each names the one before it, so that none can be taken out between."""
    rows: list[dict[str, Any]] = []
    follows: Key | None = last.id if last else None
    for number, line in enumerate(wanted, last.number + 1 if last else 1):
        row = {"place": place, "year": on.year, "number": number}
        key = key_of("certificate", row)
        rows.append({"id": key, **row, "decided": line.decided, "follows": follows, "on_day": on.isoformat()})
        follows = key
    return rows


def withdraw(store: Store, certificates: Sequence[Key], on: date, why: str, today: date, actor: str) -> None:
    """Certificates are taken back or were spoilt, for a reason, all or none; their numbers stay taken."""
    if not why.strip():
        raise FieldFault("why", _("Thu hồi giấy chứng nhận phải ghi lý do."))
    with store.session() as session:
        known = [session.get_one(Certificate, key) for key in certificates]
    for one in known:
        if one.withdrawn:
            raise InputFault(_("Giấy chứng nhận số {number} đã thu hồi rồi.").format(number=one.number))
        if not one.on_day <= on.isoformat() <= today.isoformat():
            raise FieldFault("on", _("Ngày thu hồi phải từ ngày cấp giấy đến hôm nay."))
    with store.write(_withdrawal(known, why.strip()), actor) as act:
        for key in certificates:
            act.update("certificate", key, {"withdrawn": on.isoformat(), "withdrawn_why": why.strip()})


def _withdrawal(known: Sequence[Certificate], why: str) -> str:
    """What the history calls it: with the number, or with how many."""
    if len(known) == 1:
        title = _("Thu hồi giấy chứng nhận số {number}: {why}")
        return title.format(number=known[0].number, why=why)
    return _("Thu hồi {n} giấy chứng nhận: {why}").format(n=len(known), why=why)


def standing(session: Session, decision: Key) -> list[Key]:
    """The certificates of a decision that are not withdrawn, in the order of their numbers."""
    query = (
        select(Certificate.id)
        .join(Decided, col(Decided.id) == col(Certificate.decided))
        .where(Decided.decision == decision, Certificate.withdrawn == "", Certificate.deleted == 0)
        .order_by(col(Certificate.year), col(Certificate.number))
    )
    return list(session.exec(query).all())


def find(session: Session, place: Key, year: int, number: int) -> Certificate:
    """The certificate of a number; InputFault when that number was not given."""
    query = select(Certificate).where(
        Certificate.place == place,
        Certificate.year == year,
        Certificate.number == number,
        Certificate.deleted == 0,
    )
    found = session.exec(query).first()
    if found is None:
        raise InputFault(
            _("Năm {year} chưa cấp giấy chứng nhận số {number}.").format(year=year, number=number)
        )
    return found


def printed(store: Store, certificates: Sequence[Key], on: date, actor: str, why: str = "") -> list[int]:
    """Certificates are printed; returns for each whether it is the first (1), second … copy.

    Raises:
        FieldFault: one of them was printed before and no reason is given.
        InputFault: one of them is withdrawn.
    """
    with store.session() as session:
        known = {one.id: one for one in session.exec(_of(Certificate.id, certificates, Certificate))}
        copies = dict(session.execute(_copies(certificates)).all())
    _must_stand([one for one in known.values() if one.withdrawn])
    again = [known[key].number for key in certificates if key in copies]
    if again and not why.strip():
        raise FieldFault(
            "why",
            _("Giấy chứng nhận số {numbers} đã in rồi.").format(numbers=", ".join(map(str, again))),
            todo=_("In lại phải ghi lý do, ví dụ: mất, rách."),
        )
    told = [copies.get(key, 0) + 1 for key in certificates]
    title = _("In {n} giấy chứng nhận").format(n=len(told))
    with store.write(title, actor) as act:
        act.insert(
            "certificate_copy",
            [
                {
                    "certificate": key,
                    "nth": nth,
                    "on_day": on.isoformat(),
                    "why": why.strip() if nth > 1 else "",
                }
                for key, nth in zip(certificates, told, strict=True)
            ],
        )
    return told


def _must_stand(withdrawn: Sequence[Certificate]) -> None:
    if withdrawn:
        raise InputFault(
            _("Giấy chứng nhận số {number} đã thu hồi nên không in.").format(number=withdrawn[0].number),
            todo=_("Cấp giấy mới cho hộ, rồi in."),
        )


def _of(column: Any, keys: Sequence[Key], table: Any) -> Any:
    return select(table).where(col(column).in_(list(keys)))


def _copies(certificates: Sequence[Key]) -> Any:
    return (
        columns(CertificateCopy.certificate, func.max(CertificateCopy.nth))
        .where(col(CertificateCopy.certificate).in_(list(certificates)), CertificateCopy.deleted == 0)
        .group_by(col(CertificateCopy.certificate))
    )
