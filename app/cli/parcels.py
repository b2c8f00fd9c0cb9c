"""Verbs of the exchange with other stores: invite, join, send, receive, inspect, conflicts, decide, trust."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.speaking import Json, StoreFile, actor, key, opened, say, say_json, today
from app.i18n import _, number

if TYPE_CHECKING:
    from app.store.by_village import VillageCount
    from app.sync.envelope import Party

Out = Annotated[Path, typer.Option("--out", help="Tệp để ghi.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Register the verbs."""
    for verb in (invite, join, send, receive, inspect, conflicts, decide, trust):
        app.command()(verb)


def invite(
    store: StoreFile,
    place: Annotated[str, typer.Option(help="Tên nơi cấp dưới.", show_default=False)],
    level: Annotated[str, typer.Option(help="Cấp của nơi ấy.", show_default=False)],
    out: Out,
    area: Annotated[str, typer.Option(help="Khu vực: rural hoặc urban.")] = "rural",
    as_json: Json = False,
) -> None:
    """Cấp giấy mời: lập sổ cấp dưới, hoặc khôi phục sổ khi mất máy."""
    from app.sync import invitation

    with opened(store) as book:
        made = invitation.invite(book, out, place, level, actor(), area, today().year)
    if as_json:
        say_json(made)
        return
    say(_("Đã ghi giấy mời cho {place} vào “{file}”.").format(place=made.place, file=made.file))
    if made.left:
        told = _("Còn {n} việc chưa vào giấy mời: nhận gói đầu của nơi ấy xong, gửi xuống bằng “send --to”.")
        say(told.format(n=number(made.left)))
    if made.code:
        say(_("Mã mở (đọc qua điện thoại, không ghi vào tệp): {code}").format(code=made.code))


def join(
    store: StoreFile,
    file: Annotated[Path, typer.Argument(help="Giấy mời.")],
    code: Annotated[str, typer.Option(help="Mã mở giấy mời, nếu có.")] = "",
    as_json: Json = False,
) -> None:
    """Lập sổ từ giấy mời của cấp trên."""
    from app.sync import invitation

    path, place = invitation.join(store, key(), file, code)
    if as_json:
        say_json({"store": path, "place": place})
    else:
        say(_("Đã lập sổ “{file}” cho {place}.").format(file=path, place=place))


def send(
    store: StoreFile,
    out: Out,
    to: Annotated[str, typer.Option("--to", help="Nơi cấp dưới; bỏ trống: gửi lên cấp trên.")] = "",
    full: Annotated[bool, typer.Option("--full", help="Gửi lại từ đầu.")] = False,
    as_json: Json = False,
) -> None:
    """Làm gói gửi: mọi việc mà nơi nhận chưa có."""
    from app.sync import outgoing

    with opened(store) as book:
        made = outgoing.send(book, out, to, full=full)
    if as_json:
        say_json(made)
        return
    told = _("Đã ghi gói số {number} gửi {to}: {acts} việc, {changes} thay đổi, {size} KB, “{file}”.")
    size = number(made.bytes / 1000, 1)
    say(
        told.format(
            number=made.number, to=made.to, acts=made.acts, changes=made.changes, size=size, file=made.file
        )
    )
    if len(made.files) > 1:
        say(_("Sổ dài nên chia thành {n} tệp; gửi và nạp tất cả:").format(n=len(made.files)))
        for file in made.files:
            say(f"  {file}")


def receive(
    store: StoreFile,
    files: Annotated[list[Path], typer.Argument(help="Gói, biên nhận.", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem trước, không ghi gì.")] = False,
    as_json: Json = False,
) -> None:
    """Nạp gói của cấp dưới, cấp trên, hoặc biên nhận."""
    from app.sync import incoming

    with opened(store) as book:
        taken = incoming.receive(book, files, dry=dry_run)
    if as_json:
        say_json(taken[0] if len(taken) == 1 else taken)
    for one in [] if as_json else taken:
        say(f"{one.file.name} ({one.sender or '?'}): " + " ".join(one.said))
        for village in one.villages:
            say(_village(village))
        if one.receipt:
            say(_("  Biên nhận: “{file}”, gửi lại cho nơi ấy.").format(file=one.receipt))
    raise typer.Exit(1 if any(one.fault for one in taken) else 0)


def _village(one: VillageCount) -> str:
    told = _(
        "  {name}: {new} mới, {changed} sửa, {deleted} xóa, {conflicts} xung đột, {late} giữ như đã công nhận"
    )
    return told.format(
        name=one.name or _("Chung"), new=one.new, changed=one.changed, deleted=one.deleted,
        conflicts=one.conflicts - one.late, late=one.late,
    )  # fmt: skip


def inspect(
    file: Annotated[Path, typer.Argument(help="Gói, biên nhận, giấy mời.")], as_json: Json = False
) -> None:
    """Xem phần ngoài của một tệp trao đổi, không cần mật khẩu."""
    from app.sync import envelope

    header = envelope.read(file).header
    if as_json:
        say_json({name: getattr(header, name) for name in header.__struct_fields__ if name != "open"})
        return
    say(_("{kind} số {number} của {place}, làm lúc {made}").format(
        kind=header.kind, number=header.number, place=_whose(header.sender), made=header.made))  # fmt: skip
    say(_("{acts} việc, {changes} thay đổi; dấu nhận dạng nơi gửi: {mark}").format(
        acts=header.acts, changes=header.changes, mark=header.sender.public.fingerprint))  # fmt: skip


def _whose(sender: Party) -> str:
    """A store by its place; a helper also by whom it helps."""
    if not sender.of:
        return sender.place
    return _("{villages} (máy cộng tác viên của {place})").format(villages=sender.place, place=sender.of)


def conflicts(store: StoreFile, as_json: Json = False) -> None:
    """Các chỗ hai nơi cùng sửa khác nhau, chờ quyết định."""
    from app.sync import conflicts as disputes

    with opened(store) as book:
        found = disputes.conflicts(book)
    if as_json:
        say_json([{"name": one.name, "field": one.field, "sides": one.sides} for one in found])
        return
    for one in found:
        say(one.name)
        for position, side in enumerate(one.sides, 1):
            mark = _(" (đang dùng)") if side.shown else ""
            mark += _(" (ghi sau khi đã công nhận)") if side.late else ""
            say(f"  {position}. {_value(side.value)}{mark}: {side.actor}, {side.at[:16]}, {side.title}")
    if not found:
        say(_("Không có chỗ nào chờ quyết định."))


def _value(value: Any) -> str:
    return "–" if value is None else str(value)


def decide(
    store: StoreFile,
    name: Annotated[str, typer.Argument(help="Tên chỗ mâu thuẫn mà “conflicts” in ra.")],
    why: Annotated[str, typer.Option(help="Lý do.", show_default=False)],
    choose: Annotated[int, typer.Option(help="Số của phương án.")] = 1,
    text: Annotated[str | None, typer.Option(help="Nội dung ghép tay, thay cho phương án.")] = None,
    as_json: Json = False,
) -> None:
    """Quyết định một chỗ mâu thuẫn; cả hai giá trị vẫn giữ trong nhật ký."""
    from app.sync import conflicts as disputes

    with opened(store) as book:
        settled = disputes.decide(book, name, text if text is not None else choose, why, actor())
    if as_json:
        say_json({"name": settled.name})
    else:
        say(_("Đã quyết định {name}.").format(name=settled.name))


def trust(
    store: StoreFile,
    place: Annotated[str, typer.Argument(help="Tên nơi cấp dưới.")],
    fingerprint: Annotated[str, typer.Argument(help="Sáu nhóm năm chữ số nghe qua điện thoại.")],
    as_json: Json = False,
) -> None:
    """Xác nhận sổ cấp dưới sau khi nghe dấu nhận dạng qua điện thoại."""
    from app.sync import invitation

    with opened(store) as book:
        peer = invitation.trust(book, place, fingerprint)
    if as_json:
        say_json({"place": peer.name, "state": peer.state})
    else:
        say(_("Đã xác nhận sổ của {place}.").format(place=peer.name))
