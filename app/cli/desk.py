"""Verbs between levels: return, tasks, answer; transfers step by step; persons who are twice there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.speaking import Json, StoreFile, Year, actor, opened, say, say_json, today
from app.i18n import _

if TYPE_CHECKING:
    from app.store import Store

Why = Annotated[str, typer.Option(help="Lý do.", show_default=False)]
Record = Annotated[str, typer.Argument(help="Mã 32 ký tự.")]


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    app.command("return")(give_back)
    for verb in (tasks, answer, transfers, transfer, duplicates, duplicate):
        app.command()(verb)


def give_back(
    store: StoreFile,
    place: Annotated[str, typer.Option(help="Nơi cấp dưới.", show_default=False)],
    year: Year,
    why: Why,
    village: Annotated[str, typer.Option(help="Chỉ một bản, thôn.")] = "",
    household: Annotated[str, typer.Option(help="Chỉ một hộ: mã 32 ký tự.")] = "",
    as_json: Json = False,
) -> None:
    """Trả lại một hộ, một bản hoặc cả đợt cho cấp dưới, kèm lý do; làm gói gửi xuống để báo."""
    from app.models.key import read_key
    from app.sync import returned

    with opened(store) as book:
        one = read_key(household) if household else None
        key = returned.give_back(book, place, year, why, actor(), village, one)
    if as_json:
        say_json({"id": key.hex()})
    else:
        say(_("Đã ghi việc trả lại; làm gói bằng “send --to” để gửi xuống."))


def tasks(
    store: StoreFile,
    everything: Annotated[bool, typer.Option("--all", help="Cả việc đã trả lời.")] = False,
    as_json: Json = False,
) -> None:
    """Các việc cấp trên trả lại."""
    from app.sync import returned

    with opened(store) as book, book.session() as session:
        found = returned.tasks(session, waiting=not everything)
    if as_json:
        say_json([{name: _shown(getattr(one, name)) for name in one.__slots__} for one in found])
        return
    for one in found:
        say(f"{one.id.hex()}  {one.year}  {one.place}  {one.household}  {one.why}  {one.answer}".rstrip())
    if not found:
        say(_("Không có việc nào chờ trả lời."))


def _shown(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def answer(
    store: StoreFile,
    task: Record,
    said: Annotated[str, typer.Option("--answer", help="Đã làm gì.", show_default=False)],
) -> None:
    """Trả lời một việc cấp trên trả lại."""
    from app.models.key import read_key
    from app.sync import returned

    with opened(store) as book:
        returned.answer(book, read_key(task), said, actor())
    say(_("Đã ghi câu trả lời; sẽ đi cùng gói gửi lên sau."))


def transfers(store: StoreFile, as_json: Json = False) -> None:
    """Các hộ đang chuyển giữa hai sổ."""
    from app.sync import transfers as moving

    with opened(store) as book, book.session() as session:
        found = moving.offers(session)
    if as_json:
        say_json([{name: _shown(getattr(one, name)) for name in one.__slots__} for one in found])
        return
    for one in found:
        told = (one.id.hex(), f"{one.from_place} → {one.to_place}", one.state, one.why, one.answer)
        say("  ".join(told).rstrip())


def transfer(
    store: StoreFile,
    step: Annotated[str, typer.Argument(help="offer, forward, accept, decline hoặc relay.")],
    record: Annotated[str, typer.Argument(help="Mã hộ (offer) hoặc mã việc chuyển.")],
    place: Annotated[str, typer.Option(help="Nơi đến (offer), bản nhận (accept).")] = "",
    why: Annotated[str, typer.Option(help="Lý do.")] = "",
) -> None:
    """Một bước của việc chuyển hộ sang sổ khác."""
    from app.models.key import read_key
    from app.sync import transfers as moving

    with opened(store) as book:
        key = read_key(record)
        match step:
            case "offer":
                to = _place(book, place, everywhere=True)
                moving.offer(book, key, to, today().isoformat(), why, actor())
            case "forward":
                moving.forward(book, key, actor())
            case "accept":
                moving.accept(book, key, _place(book, place), actor())
            case "decline":
                moving.decline(book, key, why, actor())
            case "relay":
                moving.relay(book, key, actor())
            case _other:
                raise typer.BadParameter(step)
    say(_("Đã ghi; làm gói gửi để báo cho nơi kia."))


def _place(book: Store, name: str, *, everywhere: bool = False) -> bytes:
    from app.errors import InputFault
    from app.services import places

    with book.session() as session:
        scope = places.top(session, book.place) if everywhere else book.place
        found = places.named(places.below(session, scope), name)
    if found is None:
        raise InputFault(_("Không có nơi nào tên “{name}”.").format(name=name))
    return bytes(found.id)


def duplicates(store: StoreFile, as_json: Json = False) -> None:
    """Những cặp có thể là một người ghi hai nơi, và người phải cho rời hộ vì đã ghi ở nơi khác."""
    from app.sync import duplicates as doubles

    with opened(store) as book:
        found, leaving = doubles.pairs(book), doubles.to_strike_off(book)
    if as_json:
        say_json({"pairs": [_plain(one) for one in found], "to_strike_off": [_plain(one) for one in leaving]})
        return
    for one in found:
        say(_REASONS[one.reason]())
        for side in (one.one, one.two):
            told = (
                side.person.hex(),
                side.name,
                side.birth,
                side.cccd,
                side.head,
                side.village,
                side.commune,
            )
            say("  " + "  ".join(filter(None, told)))
    for gone in leaving:
        sentence = _("Cho {name} (hộ {head}) rời hộ: đã ghi ở {where}. {why}")
        say(sentence.format(name=gone.one.name, head=gone.one.head, where=gone.where, why=gone.why))
    if not found and not leaving:
        say(_("Không có cặp nào chờ quyết định."))


_REASONS = {
    "cccd": lambda: _("Cùng số CCCD:"),
    "birth": lambda: _("Cùng tên, giới tính, ngày sinh:"),
    "year": lambda: _("Cùng tên, giới tính, năm sinh:"),
}


def _plain(one: object) -> object:
    """A told value as JSON takes it."""
    names = getattr(one, "__slots__", None)
    return {name: _plain(getattr(one, name)) for name in names} if names else _shown(one)


def duplicate(
    store: StoreFile,
    person: Record,
    other: Record,
    why: Why,
    same: Annotated[
        bool, typer.Option("--same/--different", help="Một người (giữ người ghi trước), hay hai người.")
    ],
) -> None:
    """Quyết định một cặp: một người, giữ ở hộ của người ghi trước; hoặc hai người khác nhau."""
    from app.models.key import read_key
    from app.sync import duplicates as doubles

    with opened(store) as book:
        decide = doubles.same if same else doubles.differ
        decide(book, read_key(person), read_key(other), why, actor())
    say(_("Đã ghi; quyết định đi cùng gói gửi sau."))
