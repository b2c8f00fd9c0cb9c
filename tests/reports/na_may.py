"""The sample workbook of the commune, written into a store line by line, and what is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from app.models.key import Key, new_key
from app.rules.book import book
from app.rules.codes import code_list

from .commune import STANDARD, Commune

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"
WORKBOOK, TRUTH = SAMPLES / "so-xa-na-may-2026.xlsx", SAMPLES / "truth.json"
GROUPS = (("có công", "merit"), ("lao động", "no_labour"))
NAME, ETHNIC, SIZE, B1, TICKS, CAUSES, BEFORE, NOW, NOTE = 1, 4, 6, 7, 9, 21, 22, 23, 24
POOR_AGAIN = {"Bản Hua Khắt": 1, "Bản Lũng Cáng": 6, "Bản Pú Nhu": 5}
"""Village and persons of the three that were poor before, as the picture of report 2 has it."""


def truth() -> dict[str, Any]:
    """What is in the workbook."""
    found: dict[str, Any] = json.loads(TRUTH.read_text("utf-8"))
    return found


def lines() -> dict[str, list[list[Any]]]:
    """The lines of households, by village."""
    workbook = CalamineWorkbook.from_path(str(WORKBOOK))
    return {
        sheet.strip(): [
            row
            for row in workbook.get_sheet_by_name(sheet).to_python()
            if isinstance(row[0], float) and row[NAME]
        ]
        for sheet in workbook.sheet_names
    }


def load(commune: Commune) -> None:
    """Write the commune's households with the cases of 2025 and 2026, and for some one of 2023."""
    now, last = commune.round(2026), commune.round(2025, source="imported")
    long_ago = commune.round(2023, source="imported")
    tables: dict[str, list[dict[str, Any]]] = {
        tab: [] for tab in ("household", "person", "membership", "review_case", "result")
    }
    again = dict(POOR_AGAIN)
    for village, rows in lines().items():
        for row in rows:
            key = _household(tables, commune.villages[village], row)
            before, after = (code_list("classes").read(str(row[at])) for at in (BEFORE, NOW))
            assert before and after
            _case(tables, last, key, commune.villages[village], row, before)
            _case(tables, now, key, commune.villages[village], row, after)
            if (before, after) == ("not_poor", "poor") and again.get(village) == row[SIZE]:
                _case(tables, long_ago, key, commune.villages[village], row, "poor")
                del again[village]
    with commune.store.write("Nhập sổ xã", "Thử") as act:
        for tab, rows in tables.items():
            act.insert(tab, rows)


def _household(tables: dict[str, list[dict[str, Any]]], place: Key, row: list[Any]) -> Key:
    household, person = new_key(), new_key()
    groups = {
        code: True for word, code in (("có công", "merit"), ("lao động", "no_labour")) if word in row[NOTE]
    }
    tables["household"].append(
        {"id": household, "place": place, "declared_size": int(row[SIZE]), "groups": groups}
    )
    sex = "female" if row[3] == "Nữ" else "male"
    ethnic = code_list("ethnic").read(row[ETHNIC])
    tables["person"].append({"id": person, "name": row[NAME], "sex": sex, "ethnic": ethnic})
    tables["membership"].append({"household": household, "person": person, "relation": "head", "head": 1})
    return household


def _case(
    tables: dict[str, list[dict[str, Any]]], held: Key, household: Key, place: Key, row: list[Any], klass: str
) -> None:
    case = new_key()
    keys = [indicator.key for indicator in book(STANDARD).indicators]
    causes = [code_list("causes").read(text.strip()) for text in row[CAUSES].split(";") if text.strip()]
    assert None not in causes
    tables["review_case"].append({
        "id": case, "round": held, "household": household, "place": place, "origin": "imported",
        "state": "done", "size": int(row[SIZE]), "causes": dict.fromkeys(causes, True),
    })  # fmt: skip
    tables["result"].append({
        "review_case": case, "standard": STANDARD, "final_class": klass, "b1": row[B1], "source": "imported",
        "deprived": {key: row[TICKS + at] == "x" for at, key in enumerate(keys)},
    })  # fmt: skip
