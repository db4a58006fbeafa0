"""A CSV that another system exported: its cells are read, one is filled, the rest stays.

The file is kept as the bytes that it came as, cut into fields. Only the bytes of a
field that is filled change, so quotes, blanks, line ends, the byte-order mark and an
encoding that nobody knows stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from autograder.errors import UsageError

LARGEST = 50_000_000
_BOM = "\ufeff"
_QUOTED = re.compile(r'"[^"]*"')
_FIRST_LINE = re.compile(r'(?:"[^"]*"|[^"\r\n])*')
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")


class Sheet:
    """The rows of an exported CSV.

    delimiter: comma, semicolon or tab, whichever the first line has most of.
    rows: the fields' values; blank lines at the end are no rows.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UsageError(f"{name} is written in UTF-16; save it as “CSV UTF-8” and try again.")
        text = data.decode("utf-8", "surrogateescape")
        self._bom = _BOM if text.startswith(_BOM) else ""
        text = text.removeprefix(_BOM)
        self.delimiter = _delimiter(text)
        self._raw = list(_cut(text, self.delimiter))
        self.rows = [[_value(field) for field in fields] for fields, _ in self._raw]
        while self.rows and not any(field.strip() for field in self.rows[-1]):
            self.rows.pop()
        if len(self.rows) < 2:
            raise UsageError(f"{name} has no rows; name the CSV that the other system exported.")

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """Read a file.  Raises UsageError where it is none that can be filled."""
        if not path.is_file():
            raise UsageError(f"There is no file {str(path)!r}; name the CSV that was exported.")
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is no exported list of marks: it has more than 50 MB.")
        return cls(path.read_bytes(), path.name)

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [name.strip() for name in self.rows[0]]

    @cached_property
    def decimal_comma(self) -> bool:
        """Whether numbers are written 1,5: then a number that is filled in is, too."""
        if self.delimiter == ",":
            return False
        return any(_DECIMAL_COMMA.fullmatch(field.strip()) for row in self.rows for field in row)

    def column(self, name: str, option: str) -> int:
        """The place of a column, whatever its case.  Raises UsageError where there is none."""
        names = [known.casefold() for known in self.header]
        if name.strip().casefold() not in names:
            raise UsageError(
                f"{self.name} has no column {name!r}; name one of its columns with {option}: "
                f"{', '.join(filter(None, self.header))}."
            )
        return names.index(name.strip().casefold())

    def get(self, row: int, column: int) -> str:
        """A field; "" where the row is too short."""
        fields = self.rows[row]
        return fields[column] if column < len(fields) else ""

    def fill(self, row: int, column: int, value: str) -> None:
        """Put a value into a field; a number is written with this file's decimal sign."""
        fields, _ = self._raw[row]
        fields += [""] * (column + 1 - len(fields))
        self.rows[row] += [""] * (column + 1 - len(self.rows[row]))
        signs = set(f'{self.delimiter}"\r\n')
        quoted = fields[column].startswith('"') or not signs.isdisjoint(value)
        fields[column] = '"' + value.replace('"', '""') + '"' if quoted else value
        self.rows[row][column] = value

    def fill_number(self, row: int, column: int, value: str) -> None:
        """Put a number into a field, with this file's decimal sign."""
        self.fill(row, column, value.replace(".", ",") if self.decimal_comma else value)

    def to_bytes(self) -> bytes:
        """The file again."""
        lines = (self.delimiter.join(fields) + end for fields, end in self._raw)
        return (self._bom + "".join(lines)).encode("utf-8", "surrogateescape")


def _delimiter(text: str) -> str:
    """The sign that parts the fields of the first line, outside of quotes."""
    first = _FIRST_LINE.match(text)
    bare = _QUOTED.sub("", first[0] if first else "")
    return max(",;\t", key=bare.count)


def _cut(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """The rows of a CSV: raw fields, quotes and all, and the line's end."""
    place = 0
    field = re.compile(rf'(?:"(?:[^"]|"")*(?:"|\Z))?[^{re.escape(delimiter)}\r\n]*')
    fields: list[str] = []
    while place < len(text):
        found = field.match(text, place)
        assert found is not None  # it may be empty, and then it matches
        fields.append(found[0])
        place = found.end()
        end = "\r\n" if text.startswith("\r\n", place) else text[place : place + 1]
        place += len(end)
        if end != delimiter:
            yield fields, end
            fields = []
        elif place == len(text):
            fields.append("")
    if fields:
        yield fields, ""


def _value(raw: str) -> str:
    """What a field says: without its quotes."""
    if not raw.startswith('"'):
        return raw
    inside = re.fullmatch(r'"((?:[^"]|"")*)"?(.*)', raw, re.DOTALL)
    assert inside is not None
    return inside[1].replace('""', '"') + inside[2]
