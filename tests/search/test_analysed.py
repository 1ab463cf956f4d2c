"""Records as words and terms, and those kept from the last build."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hubgen.search.analysed import Analysed, analysed
from hubgen.search.analysis import Analyzer, analyzer
from hubgen.search.records import SearchRecord
from tests.search.corpus import invented_records

RECORDS = invented_records("en", pages=5)


def counting(lang: str = "en") -> tuple[Analyzer, list[str]]:
    """An analyzer, and the words whose stems it was asked for."""
    real = analyzer(lang)
    asked: list[str] = []
    return replace(real, stem=lambda word: (asked.append(word), real.stem(word))[1]), asked


def test_a_section_has_its_own_title_and_its_pages() -> None:
    [found] = analysed([SearchRecord("a/#b", "Returns", "Opened boxes", "Yes.", aliases=("Unboxed",))], analyzer("en"))
    terms = {"heading": "open box", "page": "return", "text": "yes", "aliases": "unbox"}
    assert found == Analysed(terms, "boxes opened returns unboxed yes")


def test_an_unchanged_record_is_not_analysed_again(tmp_path: Path) -> None:
    cache = tmp_path / "new" / "terms.json"
    first = analysed(RECORDS, analyzer("en"), cache)
    changed = [replace(RECORDS[0], text="Something else now."), *RECORDS[1:]]
    counter, asked = counting()
    second = analysed(changed, counter, cache)
    assert second[1:] == first[1:]
    assert second == analysed(changed, analyzer("en"))
    assert set(asked) == set(second[0].words.split()) - counter.stop_words


def test_records_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    cache = tmp_path / "terms.json"
    analysed(RECORDS, analyzer("en"), cache)
    analysed(RECORDS[:3], analyzer("en"), cache)
    assert len(json.loads(cache.read_text("utf-8"))["records"]) == 3


def test_the_cache_of_another_language_is_not_used(tmp_path: Path) -> None:
    cache = tmp_path / "terms.json"
    analysed(RECORDS, analyzer("en"), cache)
    assert analysed(RECORDS, analyzer("de"), cache) == analysed(RECORDS, analyzer("de"))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"maker": 1}', b"\xff", b'{"records": {}}'])
def test_a_damaged_cache_costs_time_only(content: bytes, tmp_path: Path) -> None:
    cache = tmp_path / "terms.json"
    cache.write_bytes(content)
    assert analysed(RECORDS, analyzer("en"), cache) == analysed(RECORDS, analyzer("en"))


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert analysed(RECORDS, analyzer("en"), tmp_path / "file" / "terms.json") == analysed(RECORDS, analyzer("en"))
