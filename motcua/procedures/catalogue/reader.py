"""Catalogue files: one JSON object a line, plain or gzip. A bad line is reported, the others are still read."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

_GZIP_MAGIC = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# The longest published record has 0.2 MB; a line beyond this is not one, and must not fill the memory.
_LONGEST_LINE = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A line of a catalogue file: a JSON object, or the slug of what is wrong with the line."""

    line_no: int
    record: dict[str, Any] | None
    error: str | None = None


def read_records(path: str | Path) -> Iterator[RecordLine]:
    """The lines of a .jsonl or .jsonl.gz file, one at a time; blank lines are passed over.

    Errors: line_too_long, not_utf8, not_json, not_an_object; and, for the end of a damaged file, truncated_gzip
    or corrupt_gzip. Raises OSError when the file cannot be opened.
    """
    with Path(path).open("rb") as raw:
        is_gzip = raw.read(2) == _GZIP_MAGIC
        raw.seek(0)
        yield from _lines(cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if is_gzip else raw)


def _lines(stream: IO[bytes]) -> Iterator[RecordLine]:
    line_no = 0
    while True:
        line_no += 1
        try:
            line = stream.readline(_LONGEST_LINE)
            is_long = len(line) == _LONGEST_LINE and not line.endswith(b"\n")
            while is_long and line and not line.endswith(b"\n"):
                line = stream.readline(_LONGEST_LINE)
        except EOFError:
            yield RecordLine(line_no, None, "truncated_gzip")
            return
        except (gzip.BadGzipFile, zlib.error):
            yield RecordLine(line_no, None, "corrupt_gzip")
            return
        if is_long:
            yield RecordLine(line_no, None, "line_too_long")
        elif not line:
            return
        elif line.strip():
            yield _record(line_no, line.removeprefix(_BYTE_ORDER_MARK) if line_no == 1 else line)


def _record(line_no: int, line: bytes) -> RecordLine:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return RecordLine(line_no, None, "not_utf8")
    except (ValueError, RecursionError):
        return RecordLine(line_no, None, "not_json")
    if not isinstance(value, dict):
        return RecordLine(line_no, None, "not_an_object")
    return RecordLine(line_no, value)
