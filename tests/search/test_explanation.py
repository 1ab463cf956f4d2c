"""Why a hit stands where it does, word for word."""

from pathlib import Path

import pytest

from hubgen.build import declared
from hubgen.search import Searcher, SearchRecord, index_records
from hubgen.search.explanation import corrected, of_hit, of_query
from tests.search.corpus import write

RECORDS = [
    SearchRecord("refunds/", "Refunds", "", "A refund is sent to your card within 5 days."),
    SearchRecord("cards/", "Gift cards", "", "A gift card is sent by mail."),
    SearchRecord("wi-fi/", "Wi-Fi", "", "Every store has wi-fi."),
    SearchRecord("stores/", "Stores", "", "A store near you, and its lanterns."),
    *(SearchRecord(f"{number}/", f"Page {number}", "", "About accounts.") for number in range(9)),
    SearchRecord("acount/", "Acount", "", "Written wrong by its author."),
]


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    return Searcher.open(write(index_records(RECORDS, "en"), tmp_path))


# (query, what is said of it)
QUERIES = [
    ("refund", "", []),
    ("refnd", "Showing answers for refund (typed: refnd)", []),
    ("giftcard refnd", "Showing answers for gift card, refund (typed: giftcard, refnd)", []),
    ("how is my refund", "", ["Left out, since they tell nothing: how, is, my"]),
    ("refund zzyzx qwrty", "", ["Found nowhere: zzyzx, qwrty"]),
    ("what is the", "", ["Left out, since they tell nothing: what, is, the"]),
    ("", "", []),
    (
        " ".join(f"w{number}" for number in range(26)),
        "",
        [
            "Left out, since only 24 words are looked up: 2 more",
            f"Found nowhere: {', '.join(f'w{number}' for number in range(24))}",
        ],
    ),
]


@pytest.mark.parametrize(("query", "instead", "lines"), QUERIES, ids=[query[:20] or "nothing" for query, *_ in QUERIES])
def test_what_becomes_of_the_words(searcher: Searcher, query: str, instead: str, lines: list[str]) -> None:
    answer = searcher.answer(query)
    assert corrected(answer) == instead
    assert list(of_query(searcher, query, answer)) == lines


# (query, hit, the names of its lines)
MATCHES = [
    ("refund ", "refunds/", ["refund"]),
    ("refunds ", "refunds/", ["refunds"]),
    ("refnd ", "refunds/", ["refnd -> refund, 3/4"]),
    ("latnernss ", "stores/", ["latnernss -> lantern, 1/2"]),
    ("lante", "stores/", ["lante -> lantern, 1/2"]),
    ("wi fi", "wi-fi/", ["wi", "fi"]),
    ("wifi", "wi-fi/", ["wifi"]),
    ("giftcard ", "cards/", ["giftcard -> gift", "giftcard -> card"]),
    ("giftcard ", "refunds/", ["giftcard -> card", "gift"]),
    ("acount ", "acount/", ["acount"]),
    ("acount ", "0/", ["acount -> account, 3/4"]),
    ("refund lantern zzyzx", "refunds/", ["refund", "lantern"]),
]


@pytest.mark.parametrize(("query", "url", "names"), MATCHES, ids=[f"{query} in {url}" for query, url, _ in MATCHES])
def test_each_word_says_how_it_was_found(searcher: Searcher, query: str, url: str, names: list[str]) -> None:
    answer = searcher.answer(query)
    hit = next(hit for hit in answer.hits if hit.url == url)
    *lines, _ = of_hit(searcher, query, answer, hit)
    assert [line.partition("  ")[0] for line in lines] == names


def test_lines_are_aligned_and_add_up(searcher: Searcher) -> None:
    query = "refnd card lantern "
    answer = searcher.answer(query)
    hit = next(hit for hit in answer.hits if hit.url == "refunds/")
    one, two = searcher.shares(query, hit)
    total = one.points + two.points
    assert of_hit(searcher, query, answer, hit) == [
        f"refnd -> refund, 3/4  {one.points:>5}  {one.points / total:>4.0%}",
        f"card                  {two.points:>5}  {two.points / total:>4.0%}",
        "lantern                   -  missing",
        f"score {hit.score} = {total} points x 8/9 (1 of 3 words missing)",
    ]
    assert hit.score == total * 8 // 9


def test_the_scores_of_the_example_add_up(example: Path) -> None:
    shop = declared(example / "mkdocs.yml")
    searcher = Searcher.open(shop.folder)
    for search in shop.site.searches:
        answer = searcher.answer(search.query)
        for hit in answer.hits:
            *_, last = of_hit(searcher, search.query, answer, hit)
            sum_of, _, less = last.partition(" = ")[2].partition(" points")
            over, _, under = less.partition(" x ")[2].partition(" (")[0].partition("/")
            assert hit.score == int(sum_of) * int(over or 1) // int(under or 1), (search.query, last)
