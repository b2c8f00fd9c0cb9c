"""Conditions on a household: class, groups, place, when it was formed, what it already had."""

from __future__ import annotations

from collections.abc import Callable

from app.dates import PartialDate
from app.i18n import _
from app.rules.codes import code_list
from app.rules.eligibility.birthdays import has_age
from app.rules.eligibility.facts import HouseholdFacts
from app.rules.eligibility.sides import Side
from app.rules.eligibility.terms import Given, Moment
from app.rules.figures import figure
from app.rules.movements import months_after
from app.rules.support_kinds import kind

RECENTLY_ESCAPED = "recently_escaped"
Test = Callable[[HouseholdFacts], bool | None]


def _class(given: Given, moment: Moment) -> Test:
    classes = frozenset(given["any"]) - {RECENTLY_ESCAPED}
    if RECENTLY_ESCAPED not in given["any"]:
        return lambda facts: None if facts.klass is None else facts.klass in classes
    day, months = moment.day, moment.escape_months

    def test(facts: HouseholdFacts) -> bool | None:
        if facts.klass in classes:
            return True
        if facts.escaped is not None and facts.escaped <= day < months_after(facts.escaped, months):
            return True
        return None if facts.klass is None else False

    return test


def _said_class(given: Given, moment: Moment, facts: HouseholdFacts) -> str:
    name = code_list("classes").name(facts.klass).lower() if facts.klass else _("chưa rõ loại hộ")
    if facts.escaped is None:
        return _("ngày {day}: {name}").format(day=_shown(moment), name=name)
    return _("ngày {day}: {name}; thoát nghèo từ {since}, đủ {months} tháng vào {end}").format(
        day=_shown(moment),
        name=name,
        since=f"{facts.escaped:%d/%m/%Y}",
        months=moment.escape_months,
        end=f"{months_after(facts.escaped, moment.escape_months):%d/%m/%Y}",
    )


def _shown(moment: Moment) -> str:
    return f"{moment.day:%d/%m/%Y}"


def _group(given: Given, moment: Moment) -> Test:
    return any_of("groups", given["any"])


def _trait(given: Given, moment: Moment) -> Test:
    return any_of("traits", given["any"])


def any_of(field: str, codes: tuple[str, ...]) -> Test:
    """True if one of the codes is so; False only when it is known of all that they are not."""
    if len(codes) == 1:
        (code,) = codes
        return lambda facts: getattr(facts, field).get(code)

    def test(facts: HouseholdFacts) -> bool | None:
        told = [getattr(facts, field).get(code) for code in codes]
        return True if True in told else None if None in told else False

    return test


def _no_trait(given: Given, moment: Moment) -> Test:
    has = _trait(given, moment)

    def test(facts: HouseholdFacts) -> bool | None:
        found = has(facts)
        return None if found is None else not found

    return test


def _said_groups(given: Given, moment: Moment, facts: HouseholdFacts) -> str:
    return _said_codes("groups", given["any"], facts.groups)


def _said_traits(given: Given, moment: Moment, facts: HouseholdFacts) -> str:
    return _said_codes("place_traits", given["any"], facts.traits)


def _said_codes(name: str, codes: tuple[str, ...], told: object) -> str:
    words = {True: _("có"), False: _("không"), None: _("chưa rõ")}
    get = told.get  # type: ignore[attr-defined]
    return ", ".join(f"{code_list(name).name(code).lower()}: {words[get(code)]}" for code in codes)


def _in_book(given: Given, moment: Moment) -> Test:
    day = moment.day.isoformat()
    return lambda facts: facts.since <= day and not (facts.until and facts.until <= day)


def said_present(moment: Moment, since: str, until: str) -> str:
    """From when to when a household or person is in the book."""
    if until and until <= moment.day.isoformat():
        return _("không còn trong sổ từ {day}").format(day=PartialDate.of(until).shown)
    if since > moment.day.isoformat():
        return _("có trong sổ từ {day}").format(day=PartialDate.of(since).shown)
    return _("có trong sổ ngày {day}").format(day=_shown(moment))


def _formed(given: Given, moment: Moment) -> Test:
    latest = months_after(given["before"], -given["months"]).isoformat()
    return lambda facts: has_age(facts.formed, latest)


def _said_formed(given: Given, moment: Moment, facts: HouseholdFacts) -> str:
    when = PartialDate.of(facts.formed).shown if facts.formed else _("chưa rõ ngày")
    return _("lập hộ: {when}; cần trước hoặc đúng ngày {latest}").format(
        when=when, latest=f"{months_after(given['before'], -given['months']):%d/%m/%Y}"
    )


def _never_had(given: Given, moment: Moment) -> Test:
    had = any_of("had", given["kinds"])

    def test(facts: HouseholdFacts) -> bool | None:
        found = had(facts)
        return None if found is None else not found

    return test


def _said_had(given: Given, moment: Moment, facts: HouseholdFacts) -> str:
    words = {True: _("đã được hỗ trợ"), False: _("chưa được hỗ trợ"), None: _("chưa rõ")}
    return ", ".join(f"{kind(code).name.lower()}: {words[facts.had.get(code)]}" for code in given["kinds"])


def _low_income(given: Given, moment: Moment) -> Test:
    return lambda facts: facts.low_income


def _said_low_income(given: Given, moment: Moment, facts: HouseholdFacts) -> str:
    return _("thu nhập {income} đồng/người/tháng").format(income=figure(facts.income))


def _resident(given: Given, moment: Moment) -> Test:
    villages = given["villages"]
    return lambda facts: None if facts.village is None else facts.village in villages


def _said_resident(given: Given, moment: Moment, facts: HouseholdFacts) -> str:
    if facts.village in given["villages"]:
        return _("ở nơi thực hiện hoạt động")
    return _("ở nơi khác") if facts.village is not None else _("chưa rõ nơi ở")


def _disabled(given: Given, moment: Moment) -> Test:
    return lambda facts: both(facts.disabled, facts.stable)


def both(disabled: bool | None, stable: bool | None) -> bool | None:
    """Disabled, and without a stable livelihood; None while that is not known."""
    if disabled is False or stable is True:
        return False
    return True if disabled and stable is False else None


def said_disabled(disabled: bool | None, stable: bool | None) -> str:
    """Disability and livelihood in words."""
    words = {True: _("có"), False: _("không"), None: _("chưa rõ")}
    return _("khuyết tật: {disabled}; sinh kế ổn định: {stable}").format(
        disabled=words[disabled], stable=words[stable]
    )


def _unsettled(given: Given, moment: Moment) -> Test:
    return lambda facts: None


def _woman_head(given: Given, moment: Moment) -> Test:
    return any_of("groups", ("woman_head",))


def _said_woman_head(given: Given, moment: Moment, facts: HouseholdFacts) -> str:
    return _said_codes("groups", ("woman_head",), facts.groups)


CLASS = Side(_class, _said_class, lambda given: _("Cập nhật kết quả công nhận loại hộ vào ngày xét."))
GROUP = Side(_group, _said_groups, lambda given: _("Ghi nhóm đối tượng của hộ."))
TRAIT = Side(_trait, _said_traits, lambda given: _("Ghi đặc điểm địa bàn của thôn, xã."))
NO_TRAIT = Side(_no_trait, _said_traits, lambda given: _("Ghi đặc điểm địa bàn của thôn, xã."))
IN_BOOK = Side[HouseholdFacts](
    _in_book,
    lambda given, moment, facts: said_present(moment, facts.since, facts.until),
    lambda given: _("Ghi ngày hộ vào sổ."),
)
FORMED = Side(_formed, _said_formed, lambda given: _("Ghi ngày lập hộ (ngày tách hộ)."))
NEVER_HAD = Side(
    _never_had,
    _said_had,
    lambda given: _("Ghi hộ đã hay chưa từng được hỗ trợ: {kinds}.").format(
        kinds=", ".join(kind(code).name.lower() for code in given["kinds"])
    ),
)
LOW_INCOME = Side(
    _low_income, _said_low_income, lambda given: _("Ghi thu nhập của hộ để biết lao động có thu nhập thấp.")
)
RESIDENT = Side(_resident, _said_resident, lambda given: _("Ghi thôn nơi hộ ở."))
DISABLED = Side[HouseholdFacts](
    _disabled,
    lambda given, moment, facts: said_disabled(facts.disabled, facts.stable),
    lambda given: _("Ghi trong hộ có người khuyết tật hay không và sinh kế của người đó."),
)
WOMAN = Side(_woman_head, _said_woman_head, lambda given: _("Ghi giới tính của chủ hộ."))
UNSETTLED = Side[HouseholdFacts](
    _unsettled,
    lambda given, moment, facts: _("danh mục không đủ để kết luận"),
    lambda given: _("Người có thẩm quyền xét theo văn bản và ghi căn cứ."),
)
