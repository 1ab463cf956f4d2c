"""The searcher in Python."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hubgen.search import Hit, Searcher, SearchRecord, SearchUnavailable, Word, index_records
from hubgen.search.compiler import BUNDLE, MANY
from tests.search.corpus import invented_queries, invented_records, write

RECORDS = [
    SearchRecord("returns/", "Returns", "", "Send it back.", "policy", "Policies", ("bring back",)),
    SearchRecord("returns/#window", "Returns", "How long you have", "60 days after it arrived.", "policy", "Policies"),
    SearchRecord("returns/#opened", "Returns", "Opened boxes", "Returns of opened boxes too.", "policy", "Policies"),
    SearchRecord("returns/#gifts", "Returns", "Gifts", "Returns without a receipt.", "policy", "Policies"),
    SearchRecord("shipping/", "Shipping", "", "When it arrives, and what returns cost.", "policy", "Policies"),
    SearchRecord("account/", "Your account", "", "Change the password of your account.", "guide", "Account"),
    SearchRecord("account/#delete", "Your account", "Delete your account", "It is gone at once.", "guide", "Account"),
    SearchRecord("slip/", "Slip of the pen", "", "An acount.", "guide", "Account"),
    SearchRecord("wifi/", "In our stores", "", "WiFi is free, a café is near, C++ is taught.", "guide", "Stores"),
    SearchRecord("cards/", "Gift cards", "", "Order AB-1234 has one. Give a gift card.", "guide", "Stores"),
    SearchRecord("one/", "Twin", "", "Twin pages"),
    SearchRecord("two/", "Twin", "", "Twin pages"),
]  # fmt: skip

SYNONYMS = [["password", "passcode"], ["receipt", "proof of purchase"]]


@pytest.fixture(scope="module")
def index_files() -> dict[str, bytes]:
    return index_records(RECORDS, "en", SYNONYMS)


@pytest.fixture
def folder(index_files: dict[str, bytes], tmp_path: Path) -> Path:
    return write(index_files, tmp_path)


QUERIES = [
    ("a question opens at its answer", "how long after it arrived", ["returns/#window", "shipping/"]),
    ("no more than two of a page", "returning", ["returns/", "returns/#opened", "shipping/"]),
    ("equal scores keep the order of the records", "twins", ["one/", "two/"]),
    ("a word said twice counts once", "gifts gift box gift", ["returns/#opened", "cards/", "returns/#gifts"]),
    ("more of the words come first", "opened account", ["returns/#opened", "account/", "account/#delete"]),
    ("a letter left out", "acconts", ["account/", "account/#delete"]),
    ("two letters swapped", "retrun", ["returns/", "returns/#opened", "shipping/"]),
    ("the first two letters swapped", "erturn", ["returns/", "returns/#opened", "shipping/"]),
    ("a word that is being typed", "ship", ["shipping/"]),
    ("the last word of several", "gift pass", ["cards/", "returns/#gifts", "account/"]),
    ("a word that is finished", "pass ", []),
    ("two letters are no beginning", "pa", []),
    ("a hyphen that the page lacks", "wi-fi", ["wifi/"]),
    ("a blank that the page lacks", "wi fi", ["wifi/"]),
    ("a blank that the query lacks", "giftcards", ["cards/", "returns/#gifts"]),
    ("accents that the query lacks", "cafe", ["wifi/"]),
    ("accents that the page lacks", "Shípping", ["shipping/"]),
    ("a language", "c++", ["wifi/"]),
    ("an order number", "AB-1234", ["cards/"]),
    ("an order number without a hyphen", "ab1234", ["cards/"]),
    ("another order number", "AB-1235", ["cards/"]),
    ("but not by its number", "1235", []),
    ("a synonym", "forgot passcode", ["account/"]),
    ("a phrase that is a synonym", "proof of purchase", ["returns/#gifts"]),
    ("an alias", "bring back", ["returns/"]),
    ("stop words alone find nothing", "how do I", []),
    ("unknown words find nothing", "xyzzy", []),
    ("markup finds its words", "<script>gift</script>", ["cards/", "returns/#gifts"]),
    ("emoji find nothing", "😀🎁", []),
    ("nothing finds nothing", "", []),
    ("blanks find nothing", "   ", []),
]  # fmt: skip


@pytest.mark.parametrize(("query", "urls"), [row[1:] for row in QUERIES], ids=[row[0] for row in QUERIES])
def test_search(folder: Path, query: str, urls: list[str]) -> None:
    assert [hit.url for hit in Searcher.open(folder).search(query)] == urls


def test_a_pasted_text_is_searched_for_by_its_beginning(folder: Path) -> None:
    text = "my receipt is lost " + " ".join(f"lorem{number}" for number in range(900)) + " shipping"
    assert [hit.url for hit in Searcher.open(folder).search(text)] == ["returns/#gifts"]


def test_a_hit_says_what_the_record_says(folder: Path) -> None:
    [hit] = Searcher.open(folder).search("receipts")
    assert hit.score > 0
    record = RECORDS.index(next(record for record in RECORDS if record.section == "Gifts"))
    shown = ("returns/#gifts", "Returns", "policy", "Gifts", "Returns without a receipt.", "Policies")
    assert hit == Hit(*shown, record, 1, hit.score)


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_limit(folder: Path, limit: int) -> None:
    assert len(Searcher.open(folder).search("returns", limit)) == limit


def test_an_answer_tells_what_was_looked_up(folder: Path) -> None:
    answer = Searcher.open(folder).answer("how to delete my acconut xyzzy giftcard")
    assert answer.words == (
        Word("delete", True, ()),
        Word("acconut", True, ("account",)),
        Word("xyzzy", False, ()),
        Word("giftcard", True, ("gift", "card")),
    )
    assert answer.groups == {"Policies": 1, "Account": 2, "Stores": 1}


def test_one_group_of_an_answer(folder: Path) -> None:
    answer = Searcher.open(folder).answer("account gift", group="Stores")
    assert [hit.url for hit in answer.hits] == ["cards/"]
    assert answer.groups == {"Policies": 1, "Account": 2, "Stores": 1}


def test_the_group_of_records_without_one(folder: Path) -> None:
    searcher = Searcher.open(folder)
    assert [hit.url for hit in searcher.answer("twin gift", group="").hits] == ["one/", "two/"]
    assert searcher.answer("gift", group="Nonsense").hits == ()


def test_shares_add_up_to_the_score(folder: Path) -> None:
    searcher = Searcher.open(folder)
    [hit, *_] = searcher.search("delete acconut")
    delete, account = searcher.shares("delete acconut", hit)
    assert (delete.word, delete.term, account.word, account.term) == ("delete", "delet", "acconut", "account")
    assert hit.score == delete.points + account.points


def test_a_missing_word_costs_a_part_of_the_score(folder: Path) -> None:
    searcher = Searcher.open(folder)
    hit = next(hit for hit in searcher.search("receipt boxes") if hit.matched == 1)
    [share] = searcher.shares("receipt boxes", hit)
    assert hit.score == share.points * 5 // 6


def test_sentences_are_answered_without_common_words(tmp_path: Path) -> None:
    common = [SearchRecord(f"{number}/", "Page", "", "common words") for number in range(MANY)]
    searcher = Searcher.open(write(index_records([*common, *RECORDS], "en"), tmp_path))
    assert [word.word for word in searcher.answer("common gift receipt").words] == ["gift", "receipt"]
    assert [word.word for word in searcher.answer("common gift").words] == ["common", "gift"]
    assert searcher.search("common")


def test_a_slip_of_a_pages_author(tmp_path: Path) -> None:
    pages = [SearchRecord(f"{number}/", f"Page {number}", "", "account") for number in range(8)]
    slip = SearchRecord("slip/", "Slip", "", "acount")
    searcher = Searcher.open(write(index_records([slip, *pages], "en"), tmp_path))
    assert [hit.url for hit in searcher.search("acount")] == ["slip/", *(page.url for page in pages)]
    assert searcher.answer("acount").words == (Word("acount", True, ()),)
    few = Searcher.open(write(index_records([slip, *pages[:7]], "en"), tmp_path / "few"))
    assert [hit.url for hit in few.search("acount")] == ["slip/"]


def test_a_large_index_answers_as_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = invented_records("en")
    small = Searcher.open(write(index_records(records, "en"), tmp_path / "small"))
    monkeypatch.setattr("hubgen.search.compiler.BUNDLE", 0)
    files = index_records(records, "en")
    large = Searcher.open(write(files, tmp_path / "large"))
    assert len(files) > 30
    for query in invented_queries("en", 200):
        assert large.answer(query) == small.answer(query)


def index(folder: Path) -> Path:
    return folder / "search" / "index.js"


def bundle(folder: Path) -> Path:
    [file] = (folder / "search").glob("*/all.txt")
    return file


def overwrite(file: Path, content: bytes) -> None:
    file.write_bytes(content)


META = b'export const meta = {"format":99};\n'
FAULTS: list[tuple[str, Callable[[Path], object], str]] = [
    ("no index", lambda folder: index(folder).unlink(), "index.js is missing: build the site again"),
    ("index is cut", lambda folder: overwrite(index(folder), b'export const meta = {"for'), "index.js is damaged"),
    ("index is a list", lambda folder: overwrite(index(folder), b"export const meta = [];\n"), "index.js is damaged"),
    ("index is no text", lambda folder: overwrite(index(folder), b"\xff\xfe"), "index.js is damaged: build"),
    ("newer format", lambda folder: overwrite(index(folder), META), "another version of"),
    ("bundle is gone", lambda folder: bundle(folder).unlink(), "all.txt is missing: build the site again"),
    ("bundle is cut", lambda folder: overwrite(bundle(folder), bundle(folder).read_bytes()[:99]), "all.txt is damaged"),
    ("bundle is another", lambda folder: overwrite(bundle(folder), b"x" * BUNDLE), "all.txt is damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "message"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_files_that_cannot_be_searched(folder: Path, fault: Callable[[Path], object], message: str) -> None:
    fault(folder)
    with pytest.raises(SearchUnavailable, match=message):
        Searcher.open(folder).search("gift acconut")
