"""What an officer names, as keys: an activity by its title, a household by its code, a member by name."""

from __future__ import annotations

from sqlmodel import Session, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import SIZE, Key
from app.models.support import Activity, Enrolment
from app.services import members
from app.services.procedure import finding
from app.services.support.enrolment_steps import names_in_book
from app.vietnamese import one_spelling

MEMBER = "/"  # between a household's code and the name of a member: HK-018/Giàng A Bé


def activity(session: Session, place: Key, text: str) -> Key:
    """The activity of a key or a title; InputFault when it is not exactly one."""
    key = _key(text)
    if key is not None and session.get(Activity, key) is not None:
        return key
    wanted = one_spelling(text)
    known = session.exec(select(Activity).where(Activity.place == place, Activity.deleted == 0))
    found = [one.id for one in known if one_spelling(one.title) == wanted]
    if len(found) != 1:
        what = (
            _("Có {n} hoạt động tên “{title}”.").format(n=len(found), title=text)
            if found
            else _("Sổ không có hoạt động tên “{title}”.").format(title=text)
        )
        raise InputFault(
            what, todo=_("Xem danh sách bằng “activity … list”; dùng mã 32 ký tự khi trùng tên.")
        )
    return found[0]


def applicant(session: Session, text: str) -> tuple[Key, Key | None]:
    """A household by its code, or one of its members: `HK-018`, `HK-018/Giàng A Bé`."""
    code, slash, name = text.partition(MEMBER)
    home = finding.household(session, code.strip())
    if not slash:
        return home, None
    wanted = one_spelling(name)
    found = [one.person for one in members.roster(session, home) if one_spelling(one.name) == wanted]
    if len(found) != 1:
        raise InputFault(
            _("Hộ “{code}” không có đúng một thành viên tên “{name}”.").format(code=code, name=name),
            todo=_("Xem tên thành viên trong sổ hộ."),
        )
    return home, found[0]


def enrolment(session: Session, one: Key, text: str) -> Key:
    """An enrolment of an activity, by its key, a household's code, or a code and a member's name."""
    key = _key(text)
    known = session.exec(select(Enrolment).where(Enrolment.activity == one, Enrolment.deleted == 0)).all()
    if key is not None and any(each.id == key for each in known):
        return key
    code, slash, name = text.partition(MEMBER)
    home = finding.household(session, code.strip())
    own = [each for each in known if each.household == home and bool(slash) == bool(each.person)]
    names = names_in_book(session, own)
    found = [each.id for each in own if not slash or one_spelling(names[each.id]) == one_spelling(name)]
    if len(found) != 1:
        raise InputFault(
            _("“{text}” không có trong hoạt động này.").format(text=text),
            todo=_("Xem danh sách bằng “enrol … list”."),
        )
    return found[0]


def _key(text: str) -> Key | None:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return None
    return key if len(key) == SIZE else None
