"""What terms are worth."""

import random
import tempfile
from pathlib import Path

import pytest
from whoosh.query import Term
from whoosh.scoring import BM25F

from hubgen.search import SearchRecord
from hubgen.search.analysis import analyzer
from hubgen.search.index import BOOSTS, K1, SCALE, B, impacts, whoosh_index
from tests.search.corpus import invented_records


@pytest.mark.parametrize("lang", ["en", "tr"])
def test_impacts_are_whooshs_own_scores_rounded(lang: str) -> None:
    records = invented_records(lang)
    found = impacts(records, analyzer(lang))
    pairs = random.Random(1).sample([(term, record) for term, worth in found.items() for record in worth], 1000)
    with whoosh_index(records, analyzer(lang)).searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        scores = {
            (field, term): {hit.docnum: hit.score for hit in searcher.search(Term(field, term), limit=None)}
            for field in BOOSTS
            for term in {term for term, _ in pairs}
        }
    for term, record in pairs:
        score = sum(boost * scores[field, term].get(record, 0) for field, boost in BOOSTS.items())
        assert found[term][record] == max(1, round(SCALE * score)), (term, record)


def test_every_term_of_every_record_counts() -> None:
    records = invented_records("en", pages=10)
    found = impacts(records, analyzer("en"))
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
    refunds = impacts(records, analyzer("en"))["refund"]
    assert sorted(refunds, key=lambda record: -refunds[record])[0] == 0
    assert set(refunds) == {0, 1, 2}


@pytest.mark.parametrize("records", [[], [SearchRecord("a/", "", "", "")]], ids=["no records", "no words"])
def test_nothing_to_index(records: list[SearchRecord]) -> None:
    assert impacts(records, analyzer("en")) == {}


def test_nothing_is_written_where_another_build_could_meet_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.touch()
    monkeypatch.setattr(tempfile, "tempdir", str(no_folder))
    assert impacts(invented_records("en", pages=2), analyzer("en"))
