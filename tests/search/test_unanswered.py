"""Which searches have no good answer, and what is printed of them."""

from collections import Counter
from pathlib import Path

import pytest

from hubgen.marked_yaml import load
from hubgen.search import Searcher, SearchRecord, index_records
from hubgen.search.unanswered import MOST_TRIED, Report, lines, unanswered
from tests.search.corpus import write

RECORDS = [
    SearchRecord("returns/", "Returns", "", "Send an unused item back."),
    SearchRecord("returns/#label", "Returns", "The label", "Print a label for your parcel."),
    SearchRecord("cards/", "Gift cards", "", "A gift card by mail."),
]


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    return Searcher.open(write(index_records(RECORDS, "en"), tmp_path))


def report_of(searcher: Searcher, *queries: str, answered: str = "") -> Report:
    return unanswered(Counter(queries), searcher, lambda each: each == answered, lambda what, done, total: None)


def printed(report: Report, limit: int = 20) -> list[str]:
    files = {"returns/": "returns.md", "returns/#label": "returns.md", "cards/": "gift cards.md"}
    return list(lines(report, limit, lambda url: files.get(url, "")))


# (query, the words that its best answer lacks; none where that is good)
QUERIES = [
    ("unused item", []),
    ("unsued item", []),
    ("print the parcel label", []),
    ("print the parcel label today", []),
    ("label voucher", ["voucher"]),
    ("send zebra item", []),
    ("send zebra pony", ["zebra", "pony"]),
    ("send unused item back zebra pony yak emu gnu", []),
    ("zebra", ["zebra"]),
    ("how is the", []),
    ("?!", []),
]


@pytest.mark.parametrize(("query", "missing"), QUERIES, ids=[query for query, _ in QUERIES])
def test_two_thirds_of_the_words_or_four_are_a_good_answer(searcher: Searcher, query: str, missing: list[str]) -> None:
    assert [word for each in report_of(searcher, query).unanswered for word in each.missing] == missing


def test_a_search_that_is_vouched_for_is_not_judged(searcher: Searcher) -> None:
    assert report_of(searcher, "zebra", answered="zebra").unanswered == ()


def test_the_report(searcher: Searcher) -> None:
    report = report_of(searcher, *["zebra"] * 1200, *["label voucher"] * 3, *["card token"] * 2, "unused item")
    assert printed(report) == [
        "1,206 searches, 4 different. Without a good answer: 1,205 (100%), 3 different.",
        "",
        "  1,200  zebra",
        "         nothing found",
        "      3  label voucher",
        "         missing: voucher",
        "         nearest: Returns: The label (returns.md)",
        "      2  card token",
        "         missing: token",
        "         nearest: Gift cards (gift cards.md)",
        "",
        "# For searches.yml, once each page is the one that answers; the nearest is only a guess:",
        '# - query: "zebra"',
        "#   page: the page that answers this",
        '- query: "label voucher"',
        "  page: returns.md",
        '- query: "card token"',
        '  page: "gift cards.md"',
        "",
        "# For synonyms.yml, with the words that your pages use for it; the nearest title is only a guess:",
        '# - ["zebra", what your pages call it]',
        '- ["voucher", "The label"]',
        '- ["token", "Gift cards"]',
    ]


def test_a_limit_leaves_the_rarest_out(searcher: Searcher) -> None:
    shown = printed(report_of(searcher, "zebra", "zebra", "yak", "emu"), limit=1)
    assert shown[:4] == [
        "4 searches, 3 different. Without a good answer: 4 (100%), 3 different.",
        "",
        "  2  zebra",
        "     nothing found",
    ]
    assert shown[4] == "     and 2 more, with a higher --limit"
    assert "yak" not in "\n".join(shown)


def test_nothing_to_report_is_one_line(searcher: Searcher) -> None:
    nothing = "searches, {} different. Without a good answer: 0 ({}), 0 different."
    assert printed(report_of(searcher)) == ["0 " + nothing.format(0, "none"), ""]
    assert printed(report_of(searcher, "label")) == ["1 " + nothing.format(1, "0%"), ""]


def test_only_the_commonest_are_tried(searcher: Searcher) -> None:
    queries = [f"w{number}" for number in range(MOST_TRIED + 5)]
    report = report_of(searcher, *queries, *queries[5:])
    assert (report.tried, report.different, len(report.unanswered)) == (MOST_TRIED, MOST_TRIED + 5, MOST_TRIED)
    assert queries[0] not in {each.query for each in report.unanswered}
    assert printed(report)[1] == "Only the 10,000 commonest were tried."


EVIL = [
    'say "hi" \\ there label',
    "label: [a, b] # c",
    "- label\x1b[31m red",
    "label \x00 \x7f \x85 \u2028 \u202e zebra",
    "label 🙂 größe \ufeff \uffff",
    "!!python/object/apply:os.system [label] x",
    "label ${HOME} `id` {{ 7 * 7 }} %(x)s",
]


@pytest.mark.parametrize("query", EVIL)
def test_what_is_printed_loads_again_and_holds_no_control_sign(searcher: Searcher, query: str) -> None:
    (found,) = report_of(searcher, f"{query} zebra yak emu").unanswered
    shown = printed(Report(1, 1, 1, (found,)))
    assert all(line.isprintable() for line in shown)
    start = next(number for number, line in enumerate(shown) if line.startswith("# For searches.yml"))
    end = next((number for number, line in enumerate(shown) if line.startswith("# For synonyms.yml")), len(shown))
    assert load("\n".join(shown[start:end])).value == [{"query": found.query, "page": "returns.md"}]
