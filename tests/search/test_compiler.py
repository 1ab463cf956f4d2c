"""The files of an index."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hubgen.search import SearchRecord, index_records
from hubgen.search.analysis import analyzer
from hubgen.search.compiler import compile_index

ROOT = Path(__file__).parent.parent.parent


def bundle_of(files: dict[str, bytes]) -> dict[str, object]:
    bundle: dict[str, object] = json.loads(files[f"search/{json.loads(files['search/index.json'])['bundle']}"])
    return bundle


def test_the_files_of_two_records() -> None:
    records = [SearchRecord("a/", "A", "", "x", "faq", "Help"), SearchRecord("a/#b", "A", "B", "y")]
    files = compile_index(records, {"y": {1: 7}, "x": {0: 5, 1: 6}}, analyzer("xx"))
    bundle = {
        "format": 1,
        "lang": "xx",
        "stop_words": [],
        "cards": [["A", "", "a/", "x", "faq", "Help"], ["A", "B", "a/#b", "y", "", ""]],
        "terms": ["x", "y"],
        "postings": [[0, 5, 1, 6], [1, 7]],
    }
    content = json.dumps(bundle, separators=(",", ":")).encode()
    name = f"index-{hashlib.sha256(content).hexdigest()[:16]}.json"
    assert files == {
        "search/index.json": f'{{"format":1,"bundle":"{name}","stemmer":null}}'.encode(),
        f"search/{name}": content,
    }


def test_a_language_with_a_stemmer_brings_it() -> None:
    files = index_records([], "en")
    stemmer = json.loads(files["search/index.json"])["stemmer"]
    assert b"EnglishStemmer" in files[f"search/{stemmer}"]


def test_terms_stand_in_the_order_of_javascript() -> None:
    terms = {"\U0001d7d8": {0: 1}, "\uff5e": {0: 1}, "a": {0: 1}}
    files = compile_index([SearchRecord("a/", "A", "", "")], terms, analyzer("xx"))
    assert bundle_of(files)["terms"] == ["a", "\U0001d7d8", "\uff5e"]


EXCERPTS = [
    ("a short text is whole", "60 days.", "60 days."),
    ("a text of 160 characters is whole", "x" * 160, "x" * 160),
    ("a long one ends between words", "four " * 33, "four " * 30 + "four…"),
    ("a word without end is cut", "x" * 161, "x" * 159 + "…"),
]


@pytest.mark.parametrize(("text", "excerpt"), [row[1:] for row in EXCERPTS], ids=[row[0] for row in EXCERPTS])
def test_excerpt(text: str, excerpt: str) -> None:
    cards = bundle_of(compile_index([SearchRecord("a/", "A", "", text)], {}, analyzer("xx")))["cards"]
    assert cards == [["A", "", "a/", excerpt, "", ""]]


def test_the_same_records_give_the_same_bytes_in_every_process() -> None:
    script = (
        "from hashlib import sha256; from hubgen.search import index_records;"
        "from tests.search.corpus import invented_records;"
        "print(sha256(repr(index_records(invented_records('en'), 'en')).encode()).hexdigest())"
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
