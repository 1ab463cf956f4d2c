"""The example's searches: as many as promised, in customers' words rather than the pages', and all of them answered."""

from pathlib import Path

import pytest

from hubgen.build import Declared, declared
from hubgen.checks import Choice
from hubgen.judge import Request, judge
from hubgen.search import Answer, Searcher
from hubgen.searches import in_one_spelling


@pytest.fixture(scope="module")
def shop(example: Path) -> Declared:
    return declared(example / "mkdocs.yml")


@pytest.fixture(scope="module")
def answers(shop: Declared) -> dict[str, Answer]:
    searcher = Searcher.open(shop.folder)
    return {search.query: searcher.answer(search.query) for search in shop.site.searches}


def test_there_are_60_searches(answers: dict[str, Answer]) -> None:
    assert len(answers) == 60


def test_each_finds_its_page_in_its_place(example: Path) -> None:
    request = Request(example / "site", example / "mkdocs.yml", Choice(select=("unfindable",)))
    assert judge(request, lambda what, done, total: None).findings == ()


def test_half_share_no_word_with_their_pages_title(shop: Declared, answers: dict[str, Answer]) -> None:
    analysis = Searcher.open(shop.folder).analyzer
    unlike = 0
    for search in shop.site.searches:
        typed = {analysis.stem(form) for word in answers[search.query].words for form in (word.word, *word.instead)}
        unlike += typed.isdisjoint(analysis.terms(shop.site.pages[search.page].title))
    assert unlike >= 30


def test_no_more_than_a_fifth_is_an_alias(shop: Declared) -> None:
    metas = (page.meta for page in shop.site.pages.values())
    aliases = {in_one_spelling(alias) for meta in metas for alias in getattr(meta, "aliases", ())}
    assert sum(in_one_spelling(search.query) in aliases for search in shop.site.searches) <= 12


def test_many_have_a_typo_and_some_are_sentences(answers: dict[str, Answer]) -> None:
    assert sum(any(word.instead for word in answer.words) for answer in answers.values()) >= 6
    assert sum(len(query.split()) >= 6 for query in answers) >= 10
