"""Reads a log of what customers searched for: plain text, one search a line, or a table with a column of searches."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

# The names of a column of searches, the surest first, and of one that says how often each was made.
QUERY_COLUMNS = ("query", "q", "search term", "search", "term")
COUNT_COLUMNS = ("count", "searches", "total")

# Characters of a search that are kept: of a pasted text only the first words are looked up.
LONGEST = 200

# Faults that are told; the others are of the same kind.
MOST_FAULTS = 10


class LogError(Exception):
    """A log that cannot be read; one message a line, each with the line of the log where there is one."""


def read_log(content: bytes, name: str, column: str = "") -> Counter[str]:
    """How often each search was made, as it was first typed; spaces and capitals make no difference.

    It is a table, with commas, semicolons or tabs between the cells, when its first line names a column of searches,
    when `column` does, or when its name ends in .csv or .tsv. Raises LogError; faults call the log `name`.
    """
    text = _decoded(content, name)
    lines = io.StringIO(text)
    header = _cells(lines.readline())
    is_table = column or name.casefold().endswith((".csv", ".tsv")) or set(header) & set(QUERY_COLUMNS)
    searches = _of_table(text, name, column.casefold()) if is_table else ((line, 1) for line in io.StringIO(text))
    counts: Counter[str] = Counter()
    first_typed: dict[str, str] = {}
    for query, count in searches:
        typed = " ".join(query.split())[:LONGEST].rstrip()
        if typed and count:
            counts[first_typed.setdefault(typed.casefold(), typed)] += count
    return counts


def _decoded(content: bytes, name: str) -> str:
    """The text of a log in UTF-8, or in UTF-16 as spreadsheets write it, with or without a byte order mark."""
    encoding = "utf-8-sig"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif b"\0" in content[:2]:
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"byte {content[error.start]:#04x}" if error.start < len(content) else "it ends too early"
        raise LogError(f"{name}:{line}: is neither UTF-8 nor UTF-16: {byte}; save it as UTF-8") from None


def _cells(header: str) -> list[str]:
    """The names of the columns, in lower case."""
    try:
        cells = next(csv.reader([header], delimiter=_delimiter(header), skipinitialspace=True), [])
    except csv.Error:
        return []
    return [cell.strip().casefold() for cell in cells]


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _of_table(text: str, name: str, column: str) -> Iterator[tuple[str, int]]:
    """The searches of a table with their counts."""
    header = text.partition("\n")[0]
    cells = _cells(header)
    at = _query_column(cells, name, column)
    counted = next((cells.index(each) for each in COUNT_COLUMNS if each in cells and cells.index(each) != at), None)
    lines = io.StringIO(text, newline="")
    rows = csv.reader(lines, delimiter=_delimiter(header), skipinitialspace=True, strict=True)
    faults: list[str] = []
    try:
        for row in islice(rows, 1, None):
            query = row[at] if at < len(row) else ""
            given = row[counted].strip() if counted is not None and counted < len(row) else "1"
            number = re.fullmatch(r"(\d{1,3}(?:[,. ]\d{3})+|\d+)(?:[.,]0+)?", given)
            if number and len(given) < 20:
                yield query, int(re.sub(r"\D", "", number[1]))
            elif query.strip():
                faults.append(f'{name}:{rows.line_num}: {cells[counted or 0]}: "{given}" is not a whole number')
    except csv.Error as error:
        faults.append(f"{name}:{rows.line_num}: {_said(str(error))}")
    if faults:
        more = [f"{name}: and {len(faults) - MOST_FAULTS} more such faults"] if len(faults) > MOST_FAULTS else []
        raise LogError("\n".join([*faults[:MOST_FAULTS], *more]))


def _query_column(cells: Sequence[str], name: str, column: str) -> int:
    wanted = (column,) if column else QUERY_COLUMNS
    for each in wanted:
        if each in cells:
            return cells.index(each)
    columns = f"it has {', '.join(cell or '(no name)' for cell in cells)}" if any(cells) else "its first line is empty"
    if column:
        raise LogError(f'{name}:1: has no column "{column}"; {columns}')
    known = ", ".join(QUERY_COLUMNS[:-1])
    raise LogError(f"{name}:1: has no column {known} or {QUERY_COLUMNS[-1]}; name it with --column; {columns}")


def _said(problem: str) -> str:
    """What the csv module says, in an editor's words."""
    if "unexpected end" in problem or "field larger" in problem:
        return "a quote is opened and not closed"
    return f"is no table that can be read: {problem}"
