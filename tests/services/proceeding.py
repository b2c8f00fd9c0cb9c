"""A round on its way through the law, step by step and day by day, as short words."""

from __future__ import annotations

from datetime import date

from app.models.review import Round
from app.services.procedure import complaints, meetings, opinions, postings, progress, recognition
from app.services.procedure.proceedings import read
from tests.services.conftest import OFFICER
from tests.services.reviewing import open_round, requested, reviewed

MET, POSTED, READY, REPORTED = date(2026, 11, 4), date(2026, 11, 5), date(2026, 11, 20), date(2026, 11, 20)
ANSWERED, DECIDED = date(2026, 11, 26), date(2026, 11, 27)
SIGNED = {"signer": "Lò Văn Ún", "title": "CHỦ TỊCH"}


class Reviewing:
    """A round of 2026 with households under review, by name; `classes` are reached by B1 and B2."""

    def __init__(self, store, home):
        self.store, self._home = store, home
        self.round = open_round(store)[0].id
        self.cases, self.homes = {}, {}

    def household(self, name, village=0, b1=120, deprived=4, *, done=True):
        """A household that asked to be reviewed; poor with four deprivations, near-poor with one."""
        self.homes[name] = self._home(name, village=village)[0]
        self.cases[name] = requested(self.store, self.homes[name])
        if done:
            self.review(name, b1, deprived)
        return self.cases[name]

    def review(self, name, b1=120, deprived=4):
        reviewed(self.store, self.cases[name], b1, deprived)

    def meet(self, place, votes=None, others=None, on=MET, today=READY, **more):
        told = {"chair": "Giàng A Sử", "secretary": "Vàng Thị Mỷ", "attending": 48, "venue": "Nhà văn hóa"}
        minutes = meetings.Minutes(**{"on": on, **told, **more})
        by_case = {self.cases[name]: agreeing for name, agreeing in (votes or {}).items()}
        if votes is None and others is None:
            others = minutes.attending
        return meetings.hold(self.store, self.round, place, minutes, by_case, today, OFFICER, others)

    def post(self, place, since=POSTED, today=READY, **more):
        return postings.post(self.store, self.round, place, since, today, OFFICER, **more)

    def complain(self, name, received=date(2026, 11, 10), today=READY, about="Nhà có xe máy"):
        case = self.cases[name]
        return complaints.complain(self.store, case, received, "Lý A Páo", about, today, OFFICER)

    def answer(self, complaint, on=date(2026, 11, 13), today=READY, text="Giữ nguyên kết quả"):
        complaints.answer(self.store, complaint, on, text, today, OFFICER)

    def report(self, on=REPORTED, today=READY, number="12/BC-UBND"):
        return opinions.report(self.store, self.round, number, on, today, OFFICER)

    def agree(self, on=ANSWERED, *, consent=True, text=""):
        opinions.opinion(
            self.store, self.round, on, "45/UBND", consent=consent, text=text, today=DECIDED, actor=OFFICER
        )

    def recognise(self, number=7, on=DECIDED, today=DECIDED, cases=(), **more):
        signed = recognition.Signed(number, on, **{**SIGNED, **more})
        return recognition.recognise(self.store, self.round, signed, today, OFFICER, cases)

    def until_opinion(self, *villages):
        """Met, posted, reported and agreed to."""
        for place in villages:
            self.meet(place)
            self.post(place)
        self.report()
        self.agree()

    def progress(self, today=READY):
        """The villages by name."""
        with self.store.session() as session:
            one = session.get_one(Round, self.round)
            return {each.village: each for each in progress.progress(session, one, today)}

    def proceedings(self):
        with self.store.session() as session:
            return read(session, session.get_one(Round, self.round))
