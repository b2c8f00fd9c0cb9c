"""A level above with communes below it, made by the verbs of the exchange; everybody in it is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.models.household import HouseholdFields
from app.models.key import new_key
from app.models.person import PersonFields
from app.services import households, places, rounds, surveys
from app.store import Store
from app.sync import incoming, invitation, outgoing

KEY = f"x'{'0' * 64}'"  # raw: no time goes into deriving it
ABOVE, OFFICER = "Lò Văn Ún", "Vàng Thị Mỷ"
YEAR = 2026
DAY = date(2026, 11, 20)


@dataclass
class District:
    """The level above and its communes, open; close it with `close`."""

    folder: Path
    above: Store
    communes: dict[str, Store] = field(default_factory=dict)

    def invite(self, name: str, *heads: str) -> Store:
        """A commune founded by invitation: a village, households of these heads, all under review."""
        file, path = (
            self.folder / f"moi-{len(self.communes)}.soban-goi",
            self.folder / f"xa-{len(self.communes)}.soban",
        )
        invitation.invite(self.above, file, name, "commune", ABOVE, year=YEAR)
        invitation.join(path, KEY, file)
        store = self.communes[name] = Store.open(path, KEY)
        village = places.establish(
            store, f"Bản {name.rsplit(maxsplit=1)[-1]}", "village", store.place, OFFICER
        )
        if heads:
            rounds.open_round(store, YEAR, DAY, OFFICER)
        for number, head in enumerate(heads, 1):
            household = add(store, village, head, f"HK-{number:03}")
            rounds.request(store, YEAR, household, DAY.isoformat(), OFFICER)
        return store

    def send(self, name: str, *, full: bool = False) -> Path:
        """A file from a commune upwards."""
        path = self.folder / f"{name}-{new_key().hex()[-6:]}.soban-goi"
        outgoing.send(self.communes[name], path, full=full)
        return path

    def take(self, *files: Path) -> None:
        """The level above takes files in; each has to go in."""
        for one in incoming.receive(self.above, files):
            assert not one.fault, one.said

    def close(self) -> None:
        for store in (self.above, *self.communes.values()):
            store.close()


def add(store: Store, village: bytes, head: str, code: str = "") -> bytes:
    """A household of one person."""
    fields = HouseholdFields(place=village, code=code, roster_complete=1)
    return households.add(store, fields, PersonFields(name=head, sex="male", birth="1980"), OFFICER)


def found(folder: Path) -> District:
    """A level above without anybody below."""
    above = Store.create(folder / "cap-tren.soban", KEY, new_key())
    places.found(above, "Vùng Hua Khắt", "district", ABOVE, province="Tỉnh Nà Mơ", year=YEAR)
    return District(folder, above)


def case_of(store: Store, commune: Store, household: bytes) -> bytes:
    """The case of a household in the round of a commune."""
    with store.session() as session:
        return surveys.case_of(session, commune.place, YEAR, household).id


def dispute(district: District, name: str) -> bytes:
    """The commune and the level above answer a question about a household differently; returns its key."""
    commune, above = district.communes[name], district.above
    household = commune.connection.execute("SELECT id FROM household ORDER BY id LIMIT 1").fetchone()[0]
    case = case_of(commune, commune, household)
    district.take(district.send(name))
    surveys.answer(commune, case, {"latrine": "none"}, OFFICER)
    with above.write("Kiểm tra tại bản", ABOVE, about=commune.place) as act:
        act.update("review_case", case, {"answers": {"latrine": "two_vault"}})
    district.take(district.send(name))
    return household
