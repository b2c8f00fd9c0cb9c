"""Which screens there are. One screen, one file, one class, which is imported when it is first shown.

To add one: its facts and how to come by its class, here; then its name in `SCREENS` or `PAGES`. What the
window says of a screen before it is seen stands here and nowhere else; the class points back with `kind`.
"""

from __future__ import annotations

from app.i18n import _
from app.ui.screen import Kind, Screen


def _overview() -> type[Screen]:
    from app.ui.screens.overview import OverviewScreen

    return OverviewScreen


def _households() -> type[Screen]:
    from app.ui.screens.households import Households

    return Households


def _reviews() -> type[Screen]:
    from app.ui.screens.reviews import Reviews

    return Reviews


def _reports() -> type[Screen]:
    from app.ui.screens.reports import ReportsScreen

    return ReportsScreen


def _sync() -> type[Screen]:
    from app.ui.screens.sync import Sync

    return Sync


def _catalogues() -> type[Screen]:
    from app.ui.screens.catalogues import Catalogues

    return Catalogues


def _preferences() -> type[Screen]:
    from app.ui.screens.preferences import Preferences

    return Preferences


def _household() -> type[Screen]:
    from app.ui.screens.household import HouseholdPage

    return HouseholdPage


def _review_form() -> type[Screen]:
    from app.ui.screens.review_form import ReviewForm

    return ReviewForm


def _procedure() -> type[Screen]:
    from app.ui.screens.procedure import ProcedureScreen

    return ProcedureScreen


def _procedure_village() -> type[Screen]:
    from app.ui.screens.procedure_village import ProcedureVillage

    return ProcedureVillage


def _papers() -> type[Screen]:
    from app.ui.screens.papers import PapersScreen

    return PapersScreen


def _support() -> type[Screen]:
    from app.ui.screens.support import SupportScreen

    return SupportScreen


def _activity() -> type[Screen]:
    from app.ui.screens.support_activity import ActivityScreen

    return ActivityScreen


def _support_money() -> type[Screen]:
    from app.ui.screens.support_money import SupportMoney

    return SupportMoney


def _household_plans() -> type[Screen]:
    from app.ui.screens.support_plans import HouseholdPlans

    return HouseholdPlans


def _intake() -> type[Screen]:
    from app.ui.screens.intake import IntakeScreen

    return IntakeScreen


OVERVIEW = Kind("overview", _("Tổng quan"), "layout-dashboard", _overview)
HOUSEHOLDS = Kind("households", _("Hộ gia đình"), "house", _households)
PROCEDURE = Kind("procedure", _("Rà soát"), "clipboard-list", _procedure)
SUPPORT = Kind("support", _("Dự án, chính sách"), "sprout", _support)
REPORTS = Kind("reports", _("Báo cáo, in ấn"), "printer", _reports)
SYNC = Kind("sync", _("Đồng bộ"), "refresh-cw", _sync)
CATALOGUES = Kind("catalogues", _("Danh mục"), "library", _catalogues)
PREFERENCES = Kind("preferences", _("Cài đặt"), "settings", _preferences)

HOUSEHOLD = Kind("household", _("Hộ"), "house", _household, under="households")
PROCEDURE_VILLAGE = Kind(
    "procedure_village", _("Quy trình của bản"), "clipboard-list", _procedure_village, under="procedure"
)
REVIEWS = Kind("reviews", _("Phiếu theo bản"), "clipboard-list", _reviews, under="procedure")
REVIEW_FORM = Kind("review_form", _("Phiếu rà soát"), "clipboard-list", _review_form, under="procedure")
ACTIVITY = Kind("activity", _("Hoạt động"), "sprout", _activity, under="support")
SUPPORT_MONEY = Kind("support_money", _("Vốn"), "scale", _support_money, under="support")
HOUSEHOLD_PLANS = Kind("household_plans", _("Kế hoạch hộ"), "house", _household_plans, under="support")
PAPERS = Kind("papers", _("Giấy tờ"), "file-text", _papers, under="reports")
INTAKE = Kind("intake", _("Nhập từ Excel"), "file-input", _intake, under="households")

SCREENS = (
    OVERVIEW,
    HOUSEHOLDS,
    PROCEDURE,
    SUPPORT,
    REPORTS,
    SYNC,
    CATALOGUES,
    PREFERENCES,
)  # as the sidebar shows them
PAGES = (
    HOUSEHOLD,
    PROCEDURE_VILLAGE,
    REVIEWS,
    REVIEW_FORM,
    ACTIVITY,
    SUPPORT_MONEY,
    HOUSEHOLD_PLANS,
    PAPERS,
    INTAKE,
)  # reached from a screen
