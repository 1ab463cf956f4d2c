"""Pages that are too much for the parser are known before it sees them; no others are."""

import pytest

from hubgen.html import read
from hubgen.limits import DEEPEST, LARGEST_PAGE, refusal

DEEP = "nests elements more than 20,000 deep, and such pages are not read"
COPIED = "leaves so many elements open that a browser copies them into all that follows"
LEVELS = DEEPEST + 100


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" " * LARGEST_PAGE, ""),
        (b" " * 5_100_000, "is 5.1 MB large, and pages above 5 MB are not read"),
        (b"<div>" * 10_000, ""),
        (b"<div>" * LEVELS, DEEP),
        (b"<DIV CLASS=x\n>" * LEVELS, DEEP),
        (b"<div/>" * LEVELS, DEEP),
        (b"<div></p>" * LEVELS, DEEP),
        (b"<span>" * LEVELS, DEEP),
        (b"<x-y>" * LEVELS, DEEP),
        (b"<!--" + b"<div>" * LEVELS + b"-->", DEEP),
        (b"<svg>" + b"<p/><i-tem/>" * LEVELS, DEEP),
        (b"<svg>" + b"<path/>" * LEVELS + b"</svg>", ""),
        (b"<svg>" + b"<path/>" * LEVELS + b"</svg>" + b"<x/>" * LEVELS, DEEP),
        (b"<p>a" * LEVELS, ""),
        (b"<ul>" + b"<li>a" * LEVELS, ""),
        (b"<br><img src=x>" * LEVELS, ""),
        (b"<div></div>" * LEVELS, ""),
        (b"<table>" + b"<tr><td>a" * LEVELS, ""),
        (b"<b>" * 10_000, ""),
        (b"<b>" * 5_000 + b"<p>a" * 5_000, COPIED),
        (b"".join(b"<p><b id=%d>" % number for number in range(5_000)), COPIED),
        (b"<p><b>a</b>" * LEVELS, ""),
        (b"a < b " * LEVELS, ""),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_page_is_refused_for_its_size_or_its_depth(content: bytes, reason: str) -> None:
    assert refusal(content) == reason
    assert read("a.html", content).unread == reason


@pytest.mark.parametrize(
    "content",
    [
        b"<div>" * 19_000,
        b"<b>" * 19_000,
        b"<a href=x>" * 100_000,
        b"<p><b>" * 1_300,
        b"<" * 4_000_000,
        b"<a" * 2_000_000,
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_is_hard_but_not_refused_is_read(content: bytes) -> None:
    document = read("a.html", content)
    assert (document.unread, len(document.links)) == ("", content.count(b"href"))
