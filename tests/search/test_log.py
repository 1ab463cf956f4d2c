"""Logs of searches as shops have them: encodings, tables, counts, and what is wrong with them."""

import codecs

import pytest

from hubgen.search.log import LONGEST, LogError, read_log

TEXT = "Money back\nreturns\n money  BACK \n\nreturns\n"
COUNTS = {"Money back": 2, "returns": 2}

TABLES = [
    ("plain text", "log.txt", TEXT, COUNTS),
    ("line ends of Windows", "log.txt", TEXT.replace("\n", "\r\n"), COUNTS),
    ("commas in plain text", "log.txt", "red, blue or green\n", {"red, blue or green": 1}),
    ("no line", "log.txt", "", {}),
    ("a column named query", "log", "date,query\n2026-01-01,returns\n2026-01-02,Returns\n", {"returns": 2}),
    ("in capitals, with spaces", "log", 'date, "Search Term"\n1,returns\n', {"returns": 1}),
    ("the surest of several", "log", "term,q,search\na,b,c\n", {"b": 1}),
    ("one column", "log.csv", 'query\n"red, blue"\n', {"red, blue": 1}),
    ("semicolons", "log", "q;count\na;2\nb;1\nA;3\n", {"a": 5, "b": 1}),
    ("tabs, as spreadsheets write them", "log.tsv", "q\tTotal\na\t1,200\nb\t2.0\nc\t1 000 000\n",
        {"a": 1200, "b": 2, "c": 1_000_000}),
    ("searches that were made no time", "log", "q,searches\na,0\nb,1\n", {"b": 1}),
    ("quotes, and a line end in them", "log", 'q,n\n"say ""hi""\nthere",1\n', {'say "hi" there': 1}),
    ("rows that are too short or long", "log", "n,q\n1\n\n2,a,x\n,\n", {"a": 1}),
    ("a header alone", "log.csv", "query,count\n", {}),
    ("control signs are kept for the report to show", "log.txt", "a\x1b[31m\x00b\n", {"a\x1b[31m\x00b": 1}),
    ("a pasted text is cut", "log.txt", "x" * 10_000 + "\n", {"x" * LONGEST: 1}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "counts"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_a_log(name: str, text: str, counts: dict[str, int]) -> None:
    assert read_log(text.encode(), name) == counts


ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16-le", b""),
    ("utf-16-be", b""),
]


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS, ids=[f"{name} {mark!r}" for name, mark in ENCODINGS])
@pytest.mark.parametrize("header", ["", "query\n"], ids=["text", "table"])
def test_an_encoding(encoding: str, mark: bytes, header: str) -> None:
    content = mark + f"{header}größe\nGRÖßE\niade 🙂\n".encode(encoding)
    assert read_log(content, "log") == {"größe": 2, "iade 🙂": 1}


def test_a_column_is_named() -> None:
    assert read_log(b"a,b\nx,y\n", "log", "B") == {"y": 1}


def test_ten_thousand_line_ends_are_one_line() -> None:
    assert read_log(b'q\n"' + b"a\n" * 10_000 + b'"\n', "log") == {("a " * 100).strip(): 1}


KNOWN = "query, q, search term, search or term; name it with --column"

# (name, content, --column, faults)
WRONG = [
    ("log.txt", b"a\nb\ncaf\xe9\n", "", ["log.txt:3: is neither UTF-8 nor UTF-16: byte 0xe9; save it as UTF-8"]),
    ("x", b"\xff\xfea\x00\x00", "", ["x:1: is neither UTF-8 nor UTF-16: byte 0x00; save it as UTF-8"]),
    ("log.csv", b"day,page\n1,2\n", "", [f"log.csv:1: has no column {KNOWN}; it has day, page"]),
    ("log.csv", b"day,,\n1,2\n", "", [f"log.csv:1: has no column {KNOWN}; it has day, (no name), (no name)"]),
    ("log.csv", b"", "", [f"log.csv:1: has no column {KNOWN}; its first line is empty"]),
    ("log", b"day,page\n1,2\n", "words", ['log:1: has no column "words"; it has day, page']),
    ("log", b"q,count\na,many\nb,-1\nc,\n", "", [
        'log:2: count: "many" is not a whole number',
        'log:3: count: "-1" is not a whole number',
        'log:4: count: "" is not a whole number',
    ]),
    ("log", b"q,count\n" + b"a,x\n" * 13, "", [
        *(f'log:{line}: count: "x" is not a whole number' for line in range(2, 12)),
        "log: and 3 more such faults",
    ]),
    ("log", b'q,count\na,1\n"b,2\nc,3\n', "", ["log:4: a quote is opened and not closed"]),
    ("log", b'q\na\n"' + b"b" * 200_000, "", ["log:3: a quote is opened and not closed"]),
    ("log", b'q,n\n"a"b,1\n', "", ["log:2: is no table that can be read: ',' expected after '\"'"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "column", "faults"), WRONG, ids=[row[3][0][:60] for row in WRONG])
def test_what_is_wrong_with_a_log(name: str, content: bytes, column: str, faults: list[str]) -> None:
    with pytest.raises(LogError) as caught:
        read_log(content, name, column)
    assert str(caught.value).splitlines() == faults
