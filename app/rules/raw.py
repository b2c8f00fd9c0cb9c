"""A table of a rule file that knows where it stands, so that a fault can name the file and the entry.

Only checks of form live here; what the values mean is the business of the file that asks for them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from app.errors import RuleFault
from app.i18n import _

CONFIDENCES = ("read", "second-hand", "unverified")


@dataclass(frozen=True, slots=True)
class Mark:
    """How sure an entry is: where it comes from, how it was known, whether someone here replaced it.

    Attributes:
        source: the article or paper.
        confidence: `read`, `second-hand` or `unverified`.
        replaced: the names of the values replaced locally; empty as shipped.
    """

    source: str
    confidence: str
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The values under one head of a TOML file."""

    file: str
    entry: str
    values: Mapping[str, Any]

    @classmethod
    def of_file(cls, path: Path) -> Table:
        """The whole of a file; RuleFault if it is missing or no TOML."""
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except OSError as problem:
            cls(path.name, "", {}).fault(_("không mở được tệp ({problem})").format(problem=problem.strerror))
        except ValueError as problem:
            cls(path.name, "", {}).fault(_("không phải TOML ({problem})").format(problem=problem))
        return cls(path.name, "", values)

    def fault(self, reason: str) -> NoReturn:
        """Raise the RuleFault that names the file, the entry and the reason."""
        raise RuleFault(
            _("Không dùng được tệp quy tắc {file}.").format(file=self.file),
            _("Mục {entry}: {reason}.").format(entry=self.entry or _("đầu tệp"), reason=reason),
            _("Hãy sửa mục đó, hoặc chép lại tệp từ bản cài đặt."),
        )

    def _value(self, key: str, kind: type | tuple[type, ...], kind_name: str) -> Any:
        if key not in self.values:
            self.fault(_("thiếu “{key}”").format(key=key))
        value = self.values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(_("“{key}” phải là {kind}").format(key=key, kind=kind_name))
        return value

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; the default where the key is absent."""
        if default is not None and key not in self.values:
            return default
        return str(self._value(key, str, _("chữ")))

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number, not negative."""
        if default is not None and key not in self.values:
            return default
        value = int(self._value(key, int, _("số nguyên")))
        if value < 0:
            self.fault(_("“{key}” không được âm").format(key=key))
        return value

    def number(self, key: str) -> float:
        """A number."""
        return float(self._value(key, (int, float), _("số")))

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        return key in self.values and bool(self._value(key, bool, _("true hoặc false")))

    def day(self, key: str) -> date:
        """A date."""
        value = self._value(key, date, _("ngày"))
        assert isinstance(value, date)
        return value

    def maybe_day(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        return self.day(key) if key in self.values else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        if key not in self.values:
            return ()
        values = self._value(key, list, _("danh sách"))
        if not all(isinstance(value, str) for value in values):
            self.fault(_("“{key}” phải là danh sách chữ").format(key=key))
        return tuple(values)

    def texts_of(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """A list of texts out of a few; empty where the key is absent."""
        texts = self.texts(key)
        for text in texts:
            if text not in allowed:
                self.fault(_("“{key}” nêu “{value}”, không có trong danh mục").format(key=key, value=text))
        return texts

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """A text out of a few."""
        value = self.text(key, default)
        if value not in allowed:
            self.fault(
                _("“{key}” là “{value}”, không thuộc: {allowed}").format(
                    key=key, value=value, allowed=", ".join(allowed)
                )
            )
        return value

    def table(self, key: str) -> Table:
        """The table under a key."""
        return Table(self.file, self._below(key), self._value(key, dict, _("bảng")))

    def tables(self, key: str, name: str = "key") -> Iterator[Table]:
        """The tables of a list, each known by its value of `name`; none where the key is absent."""
        if key not in self.values:
            return
        for place, values in enumerate(self._value(key, list, _("danh sách")), 1):
            if not isinstance(values, dict):
                self.fault(_("“{key}” phải là danh sách bảng").format(key=key))
            yield Table(self.file, self._below(f"{key} {values.get(name, place)}"), values)

    def mark(self) -> Mark:
        """The entry's source and confidence."""
        return Mark(self.text("source"), self.one_of("confidence", CONFIDENCES), self.texts("replaced"))

    def _below(self, key: str) -> str:
        return f"{self.entry} › {key}" if self.entry else key
