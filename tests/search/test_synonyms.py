"""Words that mean the same."""

from pathlib import Path

import pytest

from hubgen.search import Searcher, index_records
from hubgen.search.analysed import analysed
from hubgen.search.analysis import analyzer
from hubgen.search.records import SearchRecord
from hubgen.search.synonyms import with_synonyms
from tests.search.corpus import write

GROUPS = [
    ("a word brings the other", ["refund", "reimbursement"], "Refunds take long", "refund take long reimburs"),
    ("it does so once", ["refund", "reimbursement"], "refund refunds", "refund refund reimburs"),
    ("a phrase is brought word by word", ["refund", "money back"], "a refund", "refund money back"),
    ("a phrase brings the word", ["refund", "money back"], "Your money back!", "your money back refund"),
    ("half a phrase brings nothing", ["refund", "money back"], "money for nothing", "money noth"),
    ("nor do parts of words", ["art", "craft"], "start party", "start parti"),
    ("what is there is not brought again", ["gift card", "card voucher"], "gift card", "gift card voucher"),
    ("stop words alone bring nothing", ["how to", "guide"], "tent care", "tent care"),
]


@pytest.mark.parametrize(("group", "text", "terms"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS])
def test_synonyms(group: list[str], text: str, terms: str) -> None:
    records = analysed([SearchRecord("a/", "Title", "", text)], analyzer("en"))
    [found] = with_synonyms(records, [group], analyzer("en"))
    assert found.terms == {"heading": "titl", "text": terms}


def test_without_synonyms_records_stay() -> None:
    records = analysed([SearchRecord("a/", "Title", "", "text")], analyzer("en"))
    assert with_synonyms(records, [], analyzer("en")) == records


def test_their_words_can_be_mistyped(tmp_path: Path) -> None:
    records = [SearchRecord("a/", "Gift card", "", "text")]
    searcher = Searcher.open(write(index_records(records, "en", [["gift card", "voucher"]]), tmp_path))
    assert searcher.answer("vuocher").words[0].instead == ("voucher",)
