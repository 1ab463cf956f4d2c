"""What terms are worth."""

import random
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from whoosh.query import Term
from whoosh.scoring import BM25F

from hubgen.search import SearchRecord
from hubgen.search.analysed import FIELDS, analysed
from hubgen.search.analysis import analyzer
from hubgen.search.compiler import compile_index
from hubgen.search.index import BOOSTS, K1, SCALE, B, Impacts, impacts, whoosh_index
from tests.search.corpus import invented_records
from tests.search.test_compiler import impacts_in, parts_of


def impacts_of(records: list[SearchRecord], lang: str = "en") -> Impacts:
    return impacts(whoosh_index(analysed(records, analyzer(lang))))


@pytest.mark.parametrize("lang", ["en", "tr"])
def test_impacts_in_the_shards_are_whooshs_own_scores_rounded(lang: str) -> None:
    records = [
        record if record.section else replace(record, aliases=("another word",)) for record in invented_records(lang)
    ]
    seen = analysed(records, analyzer(lang))
    index = whoosh_index(seen)
    parts = parts_of(compile_index(records, impacts(index), seen, analyzer(lang)))
    shards = [part for name, part in parts.items() if name.startswith("terms")]
    found = {term: worth for shard in shards for term, worth in impacts_in(shard).items()}
    pairs = random.Random(1).sample([(term, record) for term, worth in found.items() for record in worth], 1000)
    with index.searcher(weighting=BM25F(K1=K1, **{f"{field}_B": B[field] for field in FIELDS})) as searcher:
        scores = {
            (field, term): {hit.docnum: hit.score for hit in searcher.search(Term(field, term), limit=None)}
            for field in FIELDS
            for term in {term for term, _ in pairs}
        }
    for term, record in pairs:
        score = sum(boost * scores[field, term].get(record, 0) for field, boost in BOOSTS.items())
        assert found[term][record] == max(1, round(SCALE * score)), (term, record)


def test_every_term_of_every_record_counts() -> None:
    records = invented_records("en", pages=10)
    found = impacts_of(records)
    for number, record in enumerate(records):
        text = f"{record.title} {record.section} {record.text}"
        assert {term for term in found if number in found[term]} == set(analyzer("en").terms(text))


def test_a_heading_counts_more_than_the_page_and_the_text() -> None:
    records = [
        SearchRecord("a/", "Refunds", "", "boots"),
        SearchRecord("b/", "Boots", "", "refunds"),
        SearchRecord("c/#x", "Refunds", "Boots", ""),
        SearchRecord("d/", "Boots", "", "boots"),
        SearchRecord("e/", "Boots", "", "boots"),
    ]
    refunds = impacts_of(records)["refund"]
    assert sorted(refunds, key=lambda record: -refunds[record])[0] == 0
    assert set(refunds) == {0, 1, 2}


@pytest.mark.parametrize("records", [[], [SearchRecord("a/", "", "", "")]], ids=["no records", "no words"])
def test_nothing_to_index(records: list[SearchRecord]) -> None:
    assert impacts_of(records) == {}


def test_nothing_is_left_where_another_build_could_meet_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert impacts_of(invented_records("en", pages=2))
    assert list(tmp_path.iterdir()) == []


def test_postings_that_do_not_fit_into_memory_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    records = invented_records("en", pages=20)
    in_memory = impacts_of(records)
    monkeypatch.setattr("hubgen.search.index.POOL", 0)
    assert impacts_of(records) == in_memory


def test_aliases_count_like_a_heading() -> None:
    filler = [SearchRecord(f"{number}/", "Boots", "", "leather") for number in range(4)]
    records = [SearchRecord("a/", "Refunds", "", "x", aliases=("cashback",)), *filler]
    found = impacts_of(records)
    assert found["cashback"][0] >= found["refund"][0] > found["x"][0]
