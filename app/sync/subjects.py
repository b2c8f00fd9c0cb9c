"""What a record of the exchange is about: its household and place, the name of a field, a value in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.i18n import _, number
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.place import Place, PlaceArea, PlaceCount, PlaceParent
from app.models.review import Case, CaseMember, Result, Round
from app.models.target import Target
from app.rules import book
from app.rules.codes import code_list
from app.rules.survey import Question

# Functions, so that the language in use when the sentence is made decides.
_FIELDS = {
    "name": lambda: _("tên"),
    "sex": lambda: _("giới tính"),
    "birth": lambda: _("ngày sinh"),
    "death": lambda: _("ngày mất"),
    "ethnic": lambda: _("dân tộc"),
    "cccd": lambda: _("số CCCD"),
    "cccd_issued": lambda: _("ngày cấp CCCD"),
    "phone": lambda: _("điện thoại"),
    "code": lambda: _("mã"),
    "address": lambda: _("địa chỉ"),
    "declared_size": lambda: _("số khẩu theo khai"),
    "roster_complete": lambda: _("danh sách thành viên đã đủ"),
    "place": lambda: _("bản"),
    "place_since": lambda: _("ngày đến ở"),
    "formed": lambda: _("ngày lập hộ"),
    "ended": lambda: _("ngày hộ không còn"),
    "relation": lambda: _("quan hệ với chủ hộ"),
    "head": lambda: _("là chủ hộ"),
    "since": lambda: _("ngày vào hộ"),
    "until": lambda: _("ngày rời hộ"),
    "left_how": lambda: _("vì sao rời hộ"),
    "joined_how": lambda: _("vì sao vào hộ"),
    "size": lambda: _("số khẩu trong đợt"),
    "reviewer": lambda: _("người rà soát"),
    "reviewed_on": lambda: _("ngày rà soát"),
    "state": lambda: _("tình trạng phiếu"),
    "b1_total": lambda: _("tổng điểm B1"),
    "income_per_person": lambda: _("thu nhập bình quân"),
    "agreed_class": lambda: _("loại hộ thống nhất"),
    "agreed_why": lambda: _("lý do thống nhất"),
    "final_class": lambda: _("loại hộ"),
    "note": lambda: _("ghi chú"),
    "households": lambda: _("tổng số hộ"),
    "persons": lambda: _("tổng số khẩu"),
    "area": lambda: _("khu vực"),
    "deleted": lambda: _("còn hay đã xóa"),
    "standards": lambda: _("chuẩn áp dụng"),
    "answer": lambda: _("câu trả lời"),
}
_STATED: dict[str, dict[Any, Callable[[], str]]] = {
    "deleted": {0: lambda: _("Còn"), 1: lambda: _("Đã xóa")},
    "state": {
        "not_begun": lambda: _("chưa rà soát"),
        "begun": lambda: _("đang rà soát"),
        "done": lambda: _("đã xong"),
        "to_check": lambda: _("cần xem lại"),
        "open": lambda: _("đang mở"),
        "closed": lambda: _("đã chốt"),
    },
}
_CODED = {
    "sex": "sex",
    "ethnic": "ethnic",
    "relation": "relation",
    "area": "areas",
    "left_how": "member_changes",
    "joined_how": "member_changes",
    "agreed_class": "classes",
    "final_class": "classes",
}
_DATES = {"birth", "death", "cccd_issued", "place_since", "formed", "ended", "since", "until", "reviewed_on"}
_YESNO = {"head", "roster_complete", "local_minority"}
_OF_CASES: dict[str, Any] = {"case_member": CaseMember, "result": Result}
_OF_PERSONS: dict[str, Any] = {"membership": Membership, "case_member": CaseMember}
_OF_PLACES: dict[str, Any] = {
    "place_area": PlaceArea,
    "place_count": PlaceCount,
    "place_parent": PlaceParent,
    "review_round": Round,
    "target": Target,
}


class Homes:
    """Of which household a record speaks, and where that one lives."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def household_of(self, tab: str, row: Key) -> Key | None:
        """The household that a record is or belongs to; None for records of places."""
        if tab == "household":
            return row
        if tab == "membership":
            told = self._session.get(Membership, row)
            return told.household if told else None
        if tab == "person":
            return self._home(row)
        case = self._own_case(tab, row)
        return case.household if case else None

    def _home(self, person: Key) -> Key | None:
        query = (
            select(Membership.household)
            .where(Membership.person == person, Membership.deleted == 0)
            .order_by(col(Membership.until))
        )
        return self._session.exec(query).first()

    def place_of(self, tab: str, row: Key) -> Key | None:
        """The place of a record: where its household lives, or the place that it is about."""
        household = self.household_of(tab, row)
        if household is not None:
            home = self._session.get(Household, household)
            return home.place if home else None
        if tab == "place":
            return row
        told = self._session.get(_OF_PLACES[tab], row) if tab in _OF_PLACES else None
        return told.place if told else None

    def case_of(self, tab: str, row: Key) -> Case | None:
        """The case of a review that a record belongs to; of people, the newest of their household."""
        if tab == "review_case" or tab in _OF_CASES:
            return self._own_case(tab, row)
        household = self.household_of(tab, row)
        return self.newest_case(household) if household else None

    def _own_case(self, tab: str, row: Key) -> Case | None:
        if tab == "review_case":
            return self._session.get(Case, row)
        part = self._session.get(_OF_CASES[tab], row) if tab in _OF_CASES else None
        return self._session.get(Case, part.review_case) if part else None

    def newest_case(self, household: Key, before: int = 0) -> Case | None:
        """The case of a household in its newest round, or in the newest one before a year."""
        query = (
            select(Case)
            .join(Round, col(Round.id) == col(Case.round))
            .where(Case.household == household, Case.deleted == 0, Round.deleted == 0)
            .order_by(col(Round.year).desc())
        )
        return self._session.exec(query.where(Round.year < before) if before else query).first()

    def person_of(self, tab: str, row: Key) -> Person | None:
        """The person that a record is about."""
        get = self._session.get
        if tab == "person":
            return get(Person, row)
        part = get(_OF_PERSONS[tab], row) if tab in _OF_PERSONS else None
        return get(Person, part.person) if part else None


def question_of(field: str, standard: str) -> Question | None:
    """The question of the survey that a field of answers holds; None for other fields."""
    column, _dot, key = field.partition(".")
    return book.book(standard).survey.question(key) if column == "answers" and standard else None


def field_name(field: str, standard: str) -> str:
    """A field as people know it: `câu D2: Loại nhà tiêu`, `ngày sinh`."""
    asked = question_of(field, standard)
    if asked is not None:
        return _("câu {number}: {text}").format(number=asked.number, text=asked.text)
    column, _dot, item = field.partition(".")
    if column == "ticks" and standard and (indicator := book.book(standard).indicator(item)):
        return _("dấu thiếu hụt {number}: {name}").format(number=indicator.number, name=indicator.name)
    named = _FIELDS.get(column, lambda: column)()
    return f"{named} · {item}" if item else named


def value_in_words(session: Session, field: str, value: Any, standard: str) -> str:
    """A value of a field as people read it."""
    if value is None or value == "":
        return _("(để trống)")
    asked = question_of(field, standard)
    if asked is not None:
        return capital(asked.shown(value))
    if isinstance(value, bytes):
        known = session.get(Place, value)
        return known.name if known else value.hex()[:8]
    return _plain(field.partition(".")[0], value)


def _plain(column: str, value: Any) -> str:
    """A value that is told by itself."""
    if column in _CODED:
        return code_list(_CODED[column]).name(value)
    if column in _STATED:
        return _STATED[column].get(value, lambda: str(value))()
    if column in _DATES:
        return PartialDate.of(value).shown
    if isinstance(value, bool) or column in _YESNO:
        return _("Có") if value else _("Không")
    if isinstance(value, int | float):
        return number(value, 0 if float(value).is_integer() else 1)
    return str(value)


def capital(text: str) -> str:
    """The text with a large first letter."""
    return text[:1].upper() + text[1:]
