"""Activities and whoever is in them, made by a word: people of a list, an activity, an approved enrolment."""

from __future__ import annotations

from datetime import date

from app.models.household import HouseholdFields
from app.models.person import PersonFields
from app.models.review import IMPORTED
from app.models.support import Activity, Enrolment
from app.services import households, members, rounds
from app.services.support import activity_plans, approving, deliveries, enrolments
from app.services.support.activity_plans import Plan
from app.services.support.deliveries import Handed
from tests.services.conftest import OFFICER, people, row

TODAY = date(2025, 11, 20)
TODAY_SHOWN = "20/11/2025"
POVERTY, REGULAR, OTHER = "giam-ngheo-2021-2025", "chinh-sach-thuong-xuyen", "chuong-trinh-khac"


class Commune:
    """A commune whose households are on the official lists of its years."""

    def __init__(self, store, villages):
        self.store, self.villages = store, villages
        self.homes = {}
        self._rounds = {}

    def home(
        self, name, klass="poor", village=0, year=2024, born="1980-05-01", formed="2005", others=(), **case
    ):
        """A household headed by somebody, in a class by the list of a year; `others`: (name, sex, birth)."""
        fields = HouseholdFields(
            place=self.villages[village], formed=formed, code=f"HK-{len(self.homes) + 1:03}"
        )
        head = PersonFields(name=name, sex=case.pop("sex", "male"), birth=born, ethnic=case.pop("ethnic", ""))
        key = self.homes[name] = households.add(self.store, fields, head, OFFICER)
        for other, sex, birth in others:
            told = PersonFields(name=other, sex=sex, birth=birth)
            members.join(self.store, key, told, "child", "", "", OFFICER)
        if klass:
            self.listed(key, klass, year, **case)
        return key

    def person(self, home, name):
        return people(self.store, home)[name]

    def listed(self, home, klass, year, deprived=(), **case):
        """A household on the list of a year, known from a file."""
        with self.store.write("Nhập danh sách", OFFICER) as act:
            if year not in self._rounds:
                self._rounds[year] = rounds.begin(act, self.store.place, year, IMPORTED)
            place = row(self.store, "household", home)["place"]
            told = {"round": self._rounds[year], "household": home, "place": place, "origin": "imported"}
            maps = {name: dict.fromkeys(case.pop(name, ()), True) for name in ("causes", "groups", "wants")}
            (key,) = act.insert("review_case", [{**told, "state": "done", **maps, **case}])
            result = {"review_case": key, "standard": "vn-2021", "final_class": klass, "source": "imported"}
            act.insert("result", [{**result, "deprived": dict.fromkeys(deprived, True)}])
        return key

    # Activities -----------------------------------------------------------------------------------------

    def activity(self, code="DA2", title="Mô hình nuôi lợn đen", programme=POVERTY, year=2025, **more):
        return activity_plans.create(self.store, Plan(programme, code, year, title, **more), OFFICER)

    def register(self, activity, *who, on="01/03/2025", today=TODAY):
        pairs = [each if isinstance(each, tuple) else (each, None) for each in who]
        return enrolments.register(self.store, activity, pairs, on, today, OFFICER)

    def approve(self, activity, on="10/03/2025", only=None, today=TODAY):
        return approving.approve(self.store, activity, on, today, OFFICER, only)

    def enrolled(self, activity, *who, on="10/03/2025"):
        """Registered and approved; returns the enrolments."""
        keys = self.register(activity, *who).new
        self.approve(activity, on, keys)
        return keys

    def deliver(
        self, activity, *keys, on="01/04/2025", content="Lợn giống", quantity=2, value=3_000_000, **more
    ):
        lines = [Handed(key, quantity, value, "Chủ hộ", True) for key in keys]
        return deliveries.deliver(self.store, activity, on, content, lines, TODAY, OFFICER, **more)

    def enrolment(self, key):
        with self.store.session() as session:
            return session.get_one(Enrolment, key)

    def known(self, activity):
        with self.store.session() as session:
            return session.get_one(Activity, activity)
