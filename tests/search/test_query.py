"""The searcher in Python."""

from pathlib import Path

import pytest

from hubgen.search import Hit, Searcher, SearchRecord, SearchUnavailable, index_records

RECORDS = [
    SearchRecord("returns/", "Returns", "", "Send it back.", "policy", "Policies"),
    SearchRecord("returns/#window", "Returns", "How long you have", "60 days after it arrived.", "policy", "Policies"),
    SearchRecord("returns/#opened", "Returns", "Opened boxes", "Returns of opened boxes too.", "policy", "Policies"),
    SearchRecord("returns/#gifts", "Returns", "Gifts", "Returns without a receipt.", "policy", "Policies"),
    SearchRecord("shipping/", "Shipping", "", "When it arrives, and what returns cost.", "policy", "Policies"),
    SearchRecord("one/", "Twin", "", "Twin pages"),
    SearchRecord("two/", "Twin", "", "Twin pages"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in index_records(RECORDS, "en").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


QUERIES = [
    ("a question opens at its answer", "how long after it arrived", ["returns/#window", "shipping/"]),
    ("no more than three of a page", "returning", ["returns/", "returns/#gifts", "returns/#opened", "shipping/"]),
    ("equal scores keep the order of the records", "twins", ["one/", "two/"]),
    ("a word said twice counts once", "gift gifts twin", ["one/", "two/", "returns/#gifts"]),
    ("stop words alone find nothing", "how do I", []),
    ("unknown words find nothing", "xyzzy", []),
    ("nothing finds nothing", "", []),
]


@pytest.mark.parametrize(("query", "urls"), [row[1:] for row in QUERIES], ids=[row[0] for row in QUERIES])
def test_search(folder: Path, query: str, urls: list[str]) -> None:
    assert [hit.url for hit in Searcher.open(folder).search(query)] == urls


def test_a_hit_says_what_the_record_says(folder: Path) -> None:
    [hit] = Searcher.open(folder).search("receipts")
    assert hit.score > 0
    assert hit == Hit(
        "returns/#gifts", "Returns", "Gifts", "Returns without a receipt.", hit.score, "policy", "Policies"
    )


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_limit(folder: Path, limit: int) -> None:
    assert len(Searcher.open(folder).search("returns", limit)) == limit


def bundle(folder: Path) -> Path:
    [file] = (folder / "search").glob("index-*.json")
    return file


FAULTS = [
    ("no index", lambda folder: (folder / "search/index.json").unlink(), "index.json is missing: build the site again"),
    ("index is cut", lambda folder: (folder / "search/index.json").write_text('{"for'), "index.json is damaged: build"),
    ("index is a list", lambda folder: (folder / "search/index.json").write_text("[]"), "index.json is damaged: build"),
    ("newer format", lambda folder: (folder / "search/index.json").write_text('{"format": 2}'), "another version of"),
    ("bundle is gone", lambda folder: bundle(folder).unlink(), "json is missing: build the site again"),
    ("bundle is cut", lambda folder: bundle(folder).write_bytes(bundle(folder).read_bytes()[:99]), "json is damaged"),
    ("bundle is stale", lambda folder: bundle(folder).write_bytes(b'{"format":1,"terms":[]}'), "json is damaged"),
    ("bundle is no text", lambda folder: bundle(folder).write_bytes(b"\xff\xfe"), "json is damaged"),
]


@pytest.mark.parametrize(("fault", "message"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_files_that_cannot_be_searched(folder: Path, fault: object, message: str) -> None:
    assert callable(fault)
    fault(folder)
    with pytest.raises(SearchUnavailable, match=message):
        Searcher.open(folder)
