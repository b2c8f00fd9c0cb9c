"""What verbs share: the arguments that many have, and all of `plain`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.plain import actor, key, opened, say, say_json, today, warn

__all__ = ["Json", "StoreFile", "Year", "actor", "key", "opened", "say", "say_json", "today", "warn"]

StoreFile = Annotated[Path, typer.Argument(help="Tệp sổ (.soban).", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="In ra dạng dữ liệu JSON.")]
Year = Annotated[int, typer.Option("--year", help="Năm của đợt rà soát.", show_default=False)]
