"""The files of an index."""

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from hubgen.search import SearchRecord, index_records
from hubgen.search.analysed import analysed
from hubgen.search.analysis import analyzer
from hubgen.search.compiler import BUNDLE, CARDS, MANY, MANY_EXCERPTS, SHARD, compile_index, read_meta, usual_anchor
from hubgen.search.index import Impacts
from hubgen.search.shards import unpacked_json, unpacked_postings, unpacked_words, unsealed
from tests.search.corpus import invented_records

ROOT = Path(__file__).parent.parent.parent

RECORDS = [
    SearchRecord("a/", "A title", "", "x", "faq", "Help"),
    SearchRecord("a/#my-part", "A title", "My part", "y", "faq", "Help"),
    SearchRecord("b/", "B", "", "", "guide"),
]


def compiled(records: list[SearchRecord], impacts: Impacts) -> dict[str, bytes]:
    return compile_index(records, impacts, analysed(records, analyzer("xx")), analyzer("xx"))


def parts_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of an index by name, also of a bundle."""
    meta = read_meta(files["search/index.js"])
    inside = {
        name.removeprefix(f"search/{meta['version']}/").removesuffix(".txt"): content
        for name, content in files.items()
        if meta["version"] in name
    }
    return (
        {name: inside["all"][slice(*place)] for name, place in meta["bundle"].items()} if "bundle" in meta else inside
    )


def impacts_in(shard: bytes) -> Impacts:
    """The terms of a file of postings, with their records' impacts."""
    return {term: postings.impacts() for term, postings in unpacked_postings(shard).items()}


def test_the_files_of_three_records() -> None:
    files = compiled(RECORDS, {"y": {1: 7}, "x": {0: 5, 1: 6}})
    meta = read_meta(files["search/index.js"])
    version, places = meta.pop("version"), meta.pop("bundle")
    assert meta == {
        "format": 2,
        "lang": "xx",
        "stop_words": [],
        "common": [],
        "records": 3,
        "per_file": CARDS,
        "groups": [["Help", 2], ["", 1]],
        "terms": "",
        "letters": "pt",
    }
    assert list(files) == ["search/index.js", f"search/{version}/all.txt"]
    assert list(places) == ["terms-0", "cards-0", "words-70", "words-74"]
    parts = parts_of(files)
    assert impacts_in(parts["terms-0"]) == {"x": {0: 5, 1: 6}, "y": {1: 7}}
    assert unpacked_json(parts["cards-0"]) == [
        ["a/", "A title", "faq", [["", "", "x"], [0, "My part", "y"]]],
        ["b/", "B", "guide", [["", "", ""]]],
    ]
    words = {letter: unpacked_words(parts[f"words-{ord(letter):x}"]) for letter in "pt"}
    assert words == {"p": {"part": 1}, "t": {"title": 2}}


def test_a_language_with_a_stemmer_brings_it_and_its_licence() -> None:
    files = index_records([], "en")
    assert b"EnglishStemmer" in files["search/index.js"]
    assert b"Copyright (c) 2001, Dr Martin Porter" in files["search/stemmer-licence.txt"]
    assert "search/stemmer-licence.txt" not in index_records([], "xx")


def test_a_large_index_is_many_files_of_about_one_size() -> None:
    impacts = {f"term{number:05}": {number % 900: 5, 901: 7} for number in range(9000)}
    records = [SearchRecord(f"{number}/", "Title", "", "text " * 20) for number in range(902)]
    files = compiled(records, impacts)
    meta = read_meta(files["search/index.js"])
    parts = parts_of(files)
    first, *bounds = meta["terms"].split(" ")
    assert first == ""
    shards = [parts[f"terms-{number}"] for number in range(len(bounds) + 1)]
    assert len(shards) > 10
    assert all(SHARD / 3 < len(shard) < SHARD * 1.2 for shard in shards[:-1])
    found = [unpacked_postings(shard) for shard in shards]
    assert [term for shard in found for term in shard] == sorted(impacts)
    for before, bound, after in zip(found, bounds, found[1:], strict=False):
        assert max(before) < bound <= min(after)
    assert len([name for name in parts if name.startswith("cards")]) == -(-902 // CARDS)
    assert sum(map(len, parts.values())) > BUNDLE


def test_terms_stand_in_the_order_of_javascript() -> None:
    files = compiled(RECORDS, {"\U0001d7d8": {0: 1}, "\uff5e": {0: 1}, "a": {0: 1}})
    assert list(unpacked_postings(parts_of(files)["terms-0"])) == ["a", "\U0001d7d8", "\uff5e"]


@pytest.mark.parametrize(("records", "common"), [(MANY, ["often"]), (MANY - 1, [])])
def test_common_terms(records: int, common: list[str]) -> None:
    impacts = {"often": dict.fromkeys(range(records // 4), 1), "seldom": dict.fromkeys(range(records // 8), 1)}
    files = compiled([SearchRecord(f"{number}/", "T", "", "") for number in range(records)], impacts)
    assert read_meta(files["search/index.js"])["common"] == common


EXCERPTS = [
    ("a short text is whole", "60 days.", "60 days."),
    ("a text of 160 characters is whole", "x" * 160, "x" * 160),
    ("a long one ends between words", "four " * 33, "four " * 30 + "four…"),
    ("a word without end is cut", "x" * 161, "x" * 159 + "…"),
]


@pytest.mark.parametrize(("text", "excerpt"), [row[1:] for row in EXCERPTS], ids=[row[0] for row in EXCERPTS])
def test_excerpt(text: str, excerpt: str) -> None:
    parts = parts_of(compiled([SearchRecord("a/", "A", "", text)], {}))
    assert unpacked_json(parts["cards-0"]) == [["a/", "A", "", [["", "", excerpt]]]]


def test_excerpts_of_many_records_are_shorter() -> None:
    parts = parts_of(compiled([SearchRecord("a/", "A", "", "x" * 200)] * MANY_EXCERPTS, {}))
    [[_, _, _, records]] = unpacked_json(parts["cards-0"])
    assert records[0] == ["", "", "x" * 89 + "…"]


ANCHORS = [
    ("How long you have", "#how-long-you-have"),
    ("Opened boxes (new)", "#opened-boxes-new"),
    ("24/7?", "#24-7"),
    ("", "#"),
]


@pytest.mark.parametrize(("section", "anchor"), ANCHORS)
def test_usual_anchor(section: str, anchor: str) -> None:
    assert usual_anchor(section) == anchor


def test_every_part_is_sealed() -> None:
    for part in parts_of(index_records(invented_records("en"), "en")).values():
        assert zlib.adler32(unsealed(part)) == int.from_bytes(part[:4], "big")


def test_a_change_changes_the_version_only() -> None:
    before = index_records(RECORDS, "en")
    after = index_records([*RECORDS, SearchRecord("c/", "C", "", "new")], "en")
    assert {name for name in before if name in after} == {"search/index.js", "search/stemmer-licence.txt"}
    script = [files["search/index.js"].partition(b"\n")[2] for files in (before, after)]
    assert script[0] == script[1]


def test_records_of_one_group_stand_together() -> None:
    mixed = [SearchRecord(f"{number}/", "T", "", "", "", "ab"[number % 2]) for number in range(4)]
    files = index_records(mixed, "en")
    assert read_meta(files["search/index.js"])["groups"] == [["a", 2], ["b", 2]]
    assert [page[0] for page in unpacked_json(parts_of(files)["cards-0"])] == ["0/", "2/", "1/", "3/"]


def test_meta_is_json_and_javascript() -> None:
    line = index_records(RECORDS, "en")["search/index.js"].partition(b"\n")[0]
    assert json.loads(line[len(b"export const meta = ") : -1])["lang"] == "en"


def test_the_same_records_give_the_same_bytes_in_every_process() -> None:
    script = (
        "from hashlib import sha256; from hubgen.search import index_records;"
        "from tests.search.corpus import invented_records;"
        "print(sha256(repr(index_records(invented_records('en'), 'en', [['a', 'b c']])).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in "12"
    }
    assert len(digests) == 1
