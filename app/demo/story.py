"""The whole story, chapter by chapter: the review of Xã Nà Mây, and the exchange with the stores around it.

To add a chapter: a file with a function that takes a `Stage` and returns a `Line`,
and a line in `OF_THE_COMMUNE`, where its time has come. It finds the commune's open store as `stage.na_may`,
sets the clock with `stage.at`, and keeps what it made in `stage.account`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.demo import (
    district_communes,
    district_files,
    district_laptops,
    district_returns,
    district_totals,
    district_transfers,
    founding,
    review,
    support,
)
from app.demo.district import NA_MAY
from app.demo.stage import Line, Stage
from app.errors import InputFault
from app.i18n import _
from app.store.check import faults_of

Say = Callable[[str], None]
Chapter = Callable[[Stage], Line]

OF_THE_COMMUNE: tuple[Chapter, ...] = (
    founding.found,
    review.take_in,
    review.score,
    support.plan,
    support.give,
    support.help_out,
    review.print_out,
    review.proceed,
)
BETWEEN_LEVELS: tuple[Chapter, ...] = (
    district_communes.begin,
    district_transfers.move,
    district_communes.fall_silent,
    district_returns.mend,
    district_laptops.collide,
    district_laptops.decide,
    district_communes.send_up,
    district_transfers.stay,
    district_files.disorder,
    district_communes.come_late,
    district_files.damage,
    district_totals.settle,
)
WHOLE = (*OF_THE_COMMUNE, *BETWEEN_LEVELS)


@dataclass(frozen=True, slots=True)
class Story:
    """What the demo made, for `--json`.

    Attributes:
        store: path of the commune's store; stores: of all, by key.
        imported: lines of each intake by what became of them.
        classes, under_2027: households by class under two standards.
        compared: what both sides of each exchange count.
        sound: no store has a fault.
    """

    store: str
    workbooks: list[str]
    imported: list[dict[str, Any]]
    classes: dict[str, int]
    under_2027: dict[str, int]
    papers: list[str]
    stores: dict[str, str]
    compared: list[district_totals.Compared]
    sound: bool


def tell(folder: Path, key: str, say: Say, chapters: Sequence[Chapter] = WHOLE) -> Story:
    """Play the chapters in `folder`, saying what happened in each, and what both sides count in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with Stage(folder, key) as stage:
        if stage.path(NA_MAY).exists():
            raise InputFault(
                _("Thư mục “{folder}” đã có sổ minh họa.").format(folder=folder),
                todo=_("Chọn thư mục khác, hoặc xóa thư mục này rồi chạy lại."),
            )
        for number, chapter in enumerate(chapters, 1):
            line = chapter(stage)
            say(f"{number:>2}. {line.what} → {line.then}")
        return _account(stage, say)


def _account(stage: Stage, say: Say) -> Story:
    """What was made; said at the end: what both sides count, and whether every store is sound."""
    compared = district_totals.compare(stage)
    for line in district_totals.table(compared):
        say(f"    {line}")
    faults = [f"{key}: {fault}" for key, store in stage.stores.items() for fault in faults_of(store)]
    say("; ".join(faults) or _("Kiểm tra {count} sổ: nguyên vẹn.").format(count=len(stage.stores)))
    return Story(
        store=str(stage.path(NA_MAY)),
        stores={key: str(store.path) for key, store in stage.stores.items()},
        compared=compared,
        sound=not faults,
        **asdict(stage.account),
    )
