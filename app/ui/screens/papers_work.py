"""Giấy tờ, what is done in the store's thread: papers are made, previewed, written and printed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from app.errors import InputFault
from app.i18n import _
from app.progress import Progress
from app.store.store import Store
from app.ui import clock
from app.ui.founding import file_name

PER_VILLAGE = frozenset({"bien-ban", "niem-yet", "ke-hoach-ho"})  # papers that are made for one village
OF_HOUSEHOLD = frozenset(  # may be of one household
    {"mau-01", "mau-03", "mau-04", "phieu-a", "phieu-b", "lich-su-ho-tro"}
)
CERTIFICATES = "mau-03"
PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """A paper that is asked for from elsewhere: its key, a place, a round; empty where it does not matter."""

    key: str
    place: bytes = b""
    round: bytes = b""
    household: bytes = b""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that may be chosen.

    Attributes:
        text: the key of its template, which the place may replace; empty where it has none.
        suffixes: the kinds of files that it may become.
        listed: True for the lists, which are reports.
        support: True for the lists of programmes and policies.
    """

    key: str
    name: str
    text: str
    suffixes: tuple[str, ...]
    listed: bool = False
    support: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What the officer asks for: which paper, of which round, place, household and decision."""

    key: str
    round: bytes
    place: bytes = b""
    household: bytes = b""
    decision: int | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF with the sizes of its pages, in points."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be looked at.

    Attributes:
        data: what it says; written again as .docx or .xlsx from the same.
        why: why there is none yet, in whole sentences; then it has no pages.
        numbers: of the decisions of the round, of which one may be chosen.
        own: True where the place replaced its text.
    """

    asked: Asked
    preview: Sheets
    data: Any = None
    why: str = ""
    numbers: tuple[int, ...] = ()
    own: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)


def offered(_store: Store) -> list[Offered]:
    """The papers of the procedure, then the lists, then those of support that are not of one activity."""
    from app.printing.letters import LETTERS
    from app.printing.papers import PAPERS
    from app.reports import support_lists
    from app.reports.catalogue import REPORTS

    known = {one.key for one in REPORTS}
    lists = [Offered(one.key, one.title, "", (PDF, ".xlsx"), True) for one in PAPERS if one.key in known]
    given = [
        Offered(one.key, one.title, "", (PDF, ".xlsx"), listed=True, support=True)
        for one in support_lists.LISTS
        if one.of != support_lists.ACTIVITY
    ]
    return [*(Offered(one.key, one.title, one.text, one.suffixes) for one in LETTERS), *lists, *given]


def prepare(
    store: Store, progress: Progress, asked: Asked, texts: Mapping[str, str] | None = None
) -> Prepared:
    """Make a paper and lay out its pages; `texts` replaces the place's own texts, to try one out."""
    from app.models.review import Round
    from app.printing.preview import page_sizes
    from app.services import paper_texts

    progress.step(0, 1, _("đang lập giấy"))
    with store.session() as session:
        numbers = _numbers(session, asked.round)
        own = paper_texts.own(session) if texts is None else dict(texts)
        try:
            data = _read(store, session, session.get_one(Round, asked.round), asked)
        except InputFault as fault:
            return Prepared(asked, Sheets(b"", ()), why=str(fault), numbers=numbers)
    pdf = _pdf(asked.key, data, own, progress)
    return Prepared(
        asked, Sheets(pdf, page_sizes(pdf)), data, numbers=numbers, own=_is_own(asked.key, own), texts=own
    )


def _is_own(key: str, own: Mapping[str, str]) -> bool:
    from app.printing.letters import LETTERS

    return any(one.key == key and bool(own.get(one.text)) for one in LETTERS)


def _numbers(session: Any, one: bytes) -> tuple[int, ...]:
    """The numbers of the decisions that stand about a round."""
    from sqlmodel import col, select

    from app.models.procedure import Decision

    query = select(Decision.number).where(
        Decision.round == one, Decision.revoked == "", Decision.deleted == 0
    )
    return tuple(session.exec(query.order_by(col(Decision.on_day))))


def _read(store: Store, session: Any, one: Any, asked: Asked) -> Any:
    """What a paper says; InputFault where the book cannot fill it yet."""
    from app.reports import papers_catalogue, support_asked, support_lists
    from app.reports.catalogue import make
    from app.reports.scope import Scope

    if support_lists.known(asked.key):
        wished = support_asked.Asked(
            store, session, clock.today(), one.year, household=asked.household or None,
            place=asked.place or None, full=asked.full,
        )  # fmt: skip
        return support_lists.make(asked.key, wished)
    if _is_list(asked.key):
        standard = next(iter(one.standards.split()), "")
        return make(session, asked.key, Scope(asked.place or one.place, one.year, standard, one.kind))
    wanted = papers_catalogue.Asked(
        session, one, asked.household or None, asked.place or None, masked=not asked.full,
        decision=asked.decision,
    )  # fmt: skip
    return papers_catalogue.read(asked.key, wanted)


def _pdf(key: str, data: Any, own: Mapping[str, str], progress: Progress) -> bytes:
    """The pages in memory: nothing personal is left lying about on the disk."""
    from app.printing import letters
    from app.printing.pdf import write_pdf

    stream = BytesIO()
    if _is_list(key):
        write_pdf(data, stream, progress=progress)
    else:
        letters.write_pages(key, data, own, stream, progress=progress)
    return stream.getvalue()


def _is_list(key: str) -> bool:
    from app.reports import support_lists
    from app.reports.catalogue import REPORTS

    return support_lists.known(key) or any(key == one.key for one in REPORTS)


def save(_store: Store, progress: Progress, prepared: Prepared, path: Path) -> Path:
    """Write the paper shown to a file; the PDF is the one that was looked at."""
    from app.printing.saving import whole_file

    if path.suffix.lower() == PDF:
        with whole_file(path) as stream:
            stream.write(prepared.preview.pdf)
    else:
        _write(prepared, path, progress)
    return path


def _write(prepared: Prepared, path: Path, progress: Progress) -> None:
    """The same paper as a file to go on writing, or to count on."""
    from app.printing import letters
    from app.printing.papers import render

    key = prepared.asked.key
    if _is_list(key):
        render(prepared.data, path, progress=progress)
    else:
        letters.write(key, prepared.data, prepared.texts, path, progress=progress)


def stem(name: str, where: str, year: int) -> str:
    """The name of a file: `bien-ban-hop-dan-ban-hua-khat-2026`."""
    words = "-".join(file_name(name).split("-")[:8])
    return "-".join(part for part in (words, file_name(where), str(year)) if part)
