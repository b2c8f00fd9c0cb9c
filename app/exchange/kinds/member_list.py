"""The list of members "Phụ lục số 2.3" (reports 14 and 15): a line a member, marks, villages between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.dates import PartialDate
from app.exchange.lines import HouseholdLine, MemberLine, Problem, Reading, fingerprint, numbered, without
from app.exchange.sheet import Cell, Row
from app.exchange.sheets import furniture, headers, titles
from app.exchange.sheets.headers import ColumnMapping
from app.exchange.sheets.reading import Book
from app.exchange.sheets.tables import Table, Tables
from app.exchange.values.birthdays import birth
from app.exchange.values.cells import coded, mark, text_of
from app.i18n import _
from app.vietnamese import fold, proper_name

KIND = "member_list"
FIELDS: dict[str, tuple[str, ...]] = {
    "ordinal": ("STT chủ hộ", "số TT chủ hộ", "STT hộ", "TT hộ"),
    "member_ordinal": ("STT thành viên hộ", "STT thành viên", "số TT thành viên", "TT thành viên"),
    "name": (
        "họ, tên chủ hộ và thành viên trong hộ", "họ tên chủ hộ và thành viên trong hộ",
        "họ và tên chủ hộ và thành viên trong hộ", "họ tên chủ hộ và các thành viên", "họ và tên", "họ tên",
    ),
    "birth_male": ("nam", "năm sinh > nam", "năm sinh nam"),
    "birth_female": ("nữ", "năm sinh > nữ", "năm sinh nữ"),
    "ethnic": ("dân tộc",),
    "relation": ("quan hệ với chủ hộ", "quan hệ"),
    "new": ("nghèo mới", "cận nghèo mới", "mới", "phát sinh mới"),
    "again": ("tái nghèo", "tái cận nghèo", "tái"),
    "old": ("nghèo cũ", "cận nghèo cũ", "cũ"),
    "merit": ("hộ chính sách có công", "hộ có người có công", "hộ chính sách", "người có công"),
    "local_minority": ("hộ DTTC", "hộ DTTS tại chỗ", "DTTS tại chỗ", "dân tộc tại chỗ", "hộ dân tộc tại chỗ"),
    "no_labour": ("hộ không có khả năng lao động", "không có khả năng lao động", "không có KNLĐ"),
    "support.health": ("hỗ trợ y tế", "y tế"),
    "support.education": ("hỗ trợ giáo dục", "giáo dục"),
    "support.production": ("hỗ trợ sản xuất", "sản xuất"),
    "support.credit": ("vay vốn tín dụng", "tín dụng", "vay vốn"),
    "support.housing": ("nhà ở", "hỗ trợ nhà ở"),
    "support.other": ("khác", "hỗ trợ khác"),
}  # fmt: skip
_NEEDED = frozenset(("name", "birth_male", "birth_female", "relation"))
_KINDS_OF_POVERTY = ("new", "again", "old")
_GROUPS = ("merit", "no_labour")
_SUPPORTS = tuple(key for key in FIELDS if key.startswith("support."))


def recognise(book: Book) -> float:
    """How sure it is that a sheet is the list of members: by its heads, and surer by its title."""
    best = 0.0
    for sheet in book.sheets:
        header = headers.find(sheet.rows, FIELDS)
        if header and header.columns.keys() >= _NEEDED:
            above = fold(" ".join(titles.texts_above(sheet.rows, header.top)))
            titled = "danh sach chi tiet ho" in above or "phu luc so 2.3" in above
            best = max(best, 1.0 if titled else 0.85)
    return best


def read(book: Book, mapping: ColumnMapping | None, on: date) -> Reading:
    """The households of the list with their members, all poor or all near-poor as the title says."""
    tables = Tables(book, KIND, FIELDS, frozenset(("name", "relation")), mapping)
    lines: list[HouseholdLine] = []
    for table in tables:
        listed = _listed(table.above, table.sheet.name, book.path.stem)
        lines += _Gathering(table, listed, on).gather(tables)
    return tables.reading(sum(len(line.members) for line in lines), lines=numbered(lines))


def _listed(above: list[str], *names: str) -> str:
    """The class of all households of the list; the first words that speak of poverty decide."""
    told = next((text for word in (*above, *names) if "ngheo" in (text := fold(word))), "")
    return "near_poor" if "can ngheo" in told else "poor"


class _Gathering:
    """Gathers the rows of one sheet into households, a head line opening each."""

    def __init__(self, table: Table, listed: str, on: date) -> None:
        self._table, self._header, self._listed, self._on = table, table.header, listed, on
        self._village = ""

    def gather(self, tables: Tables) -> Iterator[HouseholdLine]:
        """The households of the table; other rows go into the account."""
        held: list[tuple[int, Row]] = []
        ended = False
        for number, row in self._table.body():
            why = self._furniture(row, ended)
            ended = ended or why == "signature"
            opens = why is None and self._is_head(row)
            if held and (opens or why == "place"):
                yield self._household(held)
                held = []
            if why is not None:
                tables.skipped[why] += 1
                self._village = furniture.place_name(row) if why == "place" else self._village
            elif opens or (held and self._cell(row, "name") != ""):
                held.append((number, row))
            else:
                tables.puzzle(self._table, number, row)
        if held:
            yield self._household(held)

    def _furniture(self, row: Row, ended: bool) -> str | None:
        if self._cell(row, "name") != "" and self._cell(row, "member_ordinal") != "":
            return None
        why = furniture.reason(row, self._header, ended)
        held = [cell for cell in row if cell != ""]
        lone = len(held) == 1 and isinstance(held[0], str) and held[0].isupper()
        return "place" if why is None and lone and self._cell(row, "name") != "" else why

    def _cell(self, row: Row, key: str) -> Cell:
        return self._header.cell(row, key)

    def _is_head(self, row: Row) -> bool:
        if self._cell(row, "name") == "":
            return False
        relation = coded(self._cell(row, "relation"), "relation").value
        return relation == "head" or (relation is None and self._cell(row, "ordinal") != "")

    def _household(self, held: list[tuple[int, Row]]) -> HouseholdLine:
        warnings: list[Problem] = []
        refusals: list[Problem] = []
        members = tuple(self._member(number, row, warnings, refusals) for number, row in held)
        number, row = held[0]
        marks = {
            key: self._marked(number, row, key, refusals) for key in self._header.columns if key in _MARKS
        }
        supports = ";".join(key.removeprefix("support.") for key in _SUPPORTS if marks.get(key))
        how = ";".join(key for key in _KINDS_OF_POVERTY if marks.get(key))
        head, ordinal = members[0], self._header.columns.get("ordinal")
        extra = {key: words for key, words in (("supports", supports), ("new_again", how)) if words}
        extra |= {title: text_of(row[at]) for at, title in self._header.unknown.items() if row[at] != ""}
        return HouseholdLine(
            sheet=self._table.sheet.name,
            row=number,
            raw=tuple(row),
            village=self._village,
            name=head.name,
            birth=head.birth,
            sex=head.sex,
            ethnic=head.ethnic,
            size=len(members),
            groups=tuple(key for key in _GROUPS if marks.get(key)),
            local_minority=marks.get("local_minority"),
            before=self._listed if how == "old" else None,
            stated=self._listed,
            members=members,
            extra=extra,
            warnings=tuple(warnings),
            refusals=tuple(refusals),
            fingerprint=fingerprint((self._village,), *(without(row, ordinal) for _number, row in held)),
        )

    def _member(self, number: int, row: Row, warnings: list[Problem], refusals: list[Problem]) -> MemberLine:
        born, sex = self._birth(number, row, warnings, refusals)
        codes = {}
        for key in ("ethnic", "relation"):
            taken = coded(self._cell(row, key), key)
            codes[key] = taken.value
            if taken.refusal:
                warnings.append(self._table.problem(number, key, taken.refusal, grave=False))
        name = proper_name(text_of(self._cell(row, "name")))
        return MemberLine(name, born, sex, codes["ethnic"], codes["relation"], number)

    def _birth(
        self, number: int, row: Row, warnings: list[Problem], refusals: list[Problem]
    ) -> tuple[PartialDate | None, str | None]:
        """The year stands in the column of the sex."""
        written = [key for key in ("birth_male", "birth_female") if self._cell(row, key) != ""]
        if len(written) != 1:
            reason = _("Năm sinh phải ghi ở đúng một trong hai cột Nam, Nữ.")
            warnings.append(self._table.problem(number, "birth_male", reason, grave=False))
            if not written:
                return None, None
        taken = birth(self._cell(row, written[0]), self._on)
        warnings += [
            self._table.problem(number, written[0], reason, grave=False) for reason in taken.warnings
        ]
        if taken.refusal:
            refusals.append(self._table.problem(number, written[0], taken.refusal))
        sex = written[0].removeprefix("birth_") if len(written) == 1 else None
        return taken.value, sex

    def _marked(self, number: int, row: Row, key: str, refusals: list[Problem]) -> bool:
        taken = mark(self._cell(row, key))
        if taken.refusal:
            refusals.append(self._table.problem(number, key, taken.refusal))
        return bool(taken.value)


_MARKS = frozenset((*_KINDS_OF_POVERTY, *_GROUPS, "local_minority", *_SUPPORTS))
