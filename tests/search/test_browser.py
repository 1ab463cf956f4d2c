"""The searcher in the browser: the same answers as in Python."""

import gzip
import json
import random
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from hubgen.search import Answer, Searcher, index_records
from hubgen.search.analysis import analyzer
from hubgen.search.compiler import BUNDLE
from hubgen.search.scripts import BOX, stripped
from hubgen.search.stemmers import ALGORITHMS, stemmer_module
from hubgen.theme import theme_folder
from tests.search.corpus import invented_queries, invented_records, mistyped

Serve = Callable[[Mapping[str, bytes]], str]


MANY_FILES, ONE_FILE = 0, BUNDLE


@pytest.mark.parametrize(
    ("lang", "bundle"), [("en", MANY_FILES), ("en", ONE_FILE), ("de", MANY_FILES), ("tr", MANY_FILES)]
)
def test_both_searchers_give_the_same_answers(
    lang: str, bundle: int, serve: Serve, opened: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hubgen.search.compiler.BUNDLE", bundle)
    opened.goto(serve(index_records(invented_records(lang), lang, [["money back", "refund"]])))
    clean = invented_queries(lang, 1000)
    chance = random.Random(2)
    queries = [*clean, *(mistyped(query, chance) for query in clean), *(query[:-2] for query in clean[:200])]
    in_browser = opened.evaluate(
        """async (queries) => {
            const address = new URL("/search/index.js", location.href);
            const index = await import(address);
            const searcher = index.openSearcher(address, index);
            const answers = [];
            for (const query of queries) {
                const { hits, words, groups } = await searcher.search(query);
                answers.push({ hits, words, groups });
            }
            return JSON.stringify(answers);
        }""",
        queries,
    )
    searcher = Searcher.open(tmp_path / "site")
    in_python = [_plain(searcher.answer(query)) for query in queries]
    assert sum(len(answer["hits"]) for answer in in_python) > 15_000
    assert sum(any(word["instead"] for word in answer["words"]) for answer in in_python) > 500
    for query, theirs, ours in zip(queries, json.loads(in_browser), in_python, strict=True):
        assert theirs == ours, query


def _plain(answer: Answer) -> dict[str, Any]:
    """An answer as JavaScript has it."""
    return {
        "hits": [asdict(hit) for hit in answer.hits],
        "words": [asdict(word) | {"instead": list(word.instead)} for word in answer.words],
        "groups": [{"name": name, "count": count} for name, count in answer.groups.items()],
    }


def test_one_group_and_a_limit_are_the_same(serve: Serve, opened: Page, tmp_path: Path) -> None:
    records = [replace(record, group=f"Group {number % 3}") for number, record in enumerate(invented_records("en"))]
    opened.goto(serve(index_records(records, "en")))
    [query, *_] = invented_queries("en")
    theirs = opened.evaluate(
        """async (query) => {
            const address = new URL("/search/index.js", location.href);
            const index = await import(address);
            const searcher = index.openSearcher(address, index);
            const { hits, groups } = await searcher.search(query, { limit: 3, group: "Group 1" });
            return [hits.map((hit) => [hit.url, hit.group]), groups.map(({ count }) => count)];
        }""",
        query,
    )
    answer = Searcher.open(tmp_path / "site").answer(query, 3, "Group 1")
    assert theirs == [[[hit.url, "Group 1"] for hit in answer.hits], list(answer.groups.values())]
    assert len(answer.hits) == 3


def test_an_index_of_another_version_is_refused(serve: Serve, opened: Page) -> None:
    opened.goto(serve(index_records([], "en")))
    error = opened.evaluate(
        """async () => {
            const address = new URL("/search/index.js", location.href);
            const index = await import(address);
            const other = { ...index, meta: { ...index.meta, format: 99 } };
            try { index.openSearcher(address, other); } catch (error) { return error.message; }
        }"""
    )
    assert error.endswith("is of another version")


def downloaded() -> list[int]:
    """Compressed bytes of the index of no records, which is searcher and stemmer, and of the box."""
    scripts = [index_records([], "en")["search/index.js"], stripped((theme_folder() / BOX).read_bytes())]
    return [len(gzip.compress(script, 9)) for script in scripts]


@pytest.mark.xfail(strict=True, reason="the target is missed: it is 8.8 kB with the box, 7.1 kB without")
def test_what_customers_download_is_small() -> None:
    assert sum(downloaded()) <= 8192


def test_what_customers_download_does_not_grow() -> None:
    index, box = downloaded()
    assert (index <= 7100, box <= 1760) == (True, True)


@pytest.mark.parametrize("lang", ["en", "tr", "xx"])
def test_both_see_every_character_alike(lang: str, serve: Serve, opened: Page) -> None:
    # One text goes over and one comes back: lists of 140,000 take Playwright 20 seconds.
    # Browser and Python may know different versions of Unicode, so only characters that both know are compared.
    known = [chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) not in ("Cn", "Cs")]
    opened.goto(serve({}))
    seen = opened.evaluate(
        """async ([lang, known]) => {
            const { wordsOf } = await import("/assets/search/analysis.js");
            const seen = (character) => wordsOf(`x${character}Σ`, lang).join(" ");
            return [...known].map((character) => /\\p{Cn}/u.test(character) ? "?" : seen(character)).join("\\n");
        }""",
        [lang, "".join(known)],
    )
    analysis = analyzer(lang)
    different = [
        (character, theirs)
        for character, theirs in zip(known, seen.split("\n"), strict=True)
        if theirs not in ("?", " ".join(analysis.words(f"x{character}Σ")))
    ]
    assert len(known) > 140_000
    assert different == []


@pytest.mark.parametrize("lang", sorted(ALGORITHMS))
def test_both_stem_alike(lang: str, serve: Serve, opened: Page) -> None:
    pages = (record.text for record in invented_records("tr" if lang == "tr" else "de"))
    samples = "रखरखाव возвращения επιστροφές përgjegjësi devoluciones rücksendungen retournées palautukset المرتجعات"
    text = f"{' '.join(pages)} {samples}"
    module = stemmer_module(ALGORITHMS[lang])
    opened.goto(serve({"stemmer.js": module}))
    theirs = opened.evaluate(
        """async ([lang, text]) => {
            const { wordsOf, termOf } = await import("/assets/search/analysis.js");
            const { default: stem } = await import("/stemmer.js");
            return wordsOf(text, lang).map((word) => termOf(word, stem));
        }""",
        [lang, text],
    )
    analysis = analyzer(lang)
    assert theirs == [analysis.stem(word) for word in analysis.words(text)]
