"""Documents of pages, and those kept from the last time."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from hubgen import document_cache, html
from hubgen.document_cache import LIBRARIES, MAKERS, documents
from hubgen.model import Document
from tests.test_imports import imported

PAGES = {
    "a.html": b"<html lang=en><head><title>A</title><meta name=description content=d>"
    b"<meta name=hubgen:excuse content='broken-link: why'></head><header><a href=b.html>B</a></header>"
    b"<main><h1 id=a>A</h1><h2 id=a>\xc3\xa4</h2><p>Text <a href='b.html#x' data-hubgen-excuse='broken-anchor: y'>b</a>"
    b"<img src=x.png><img alt=y aria-hidden=true></main>",
    "b.html": b"<header><a href=b.html>B</a></header><a href='http://['>C</a><a href='%ff'>D</a>",
    "large.html": b"<b>" * 2_000_000,
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are parsed, in order."""
    parsed: list[str] = []
    real = html.read

    def read(path: str, content: bytes, site_url: str = "", *, text: bool = True) -> Document:
        parsed.append(path)
        return real(path, content, site_url, text=text)

    monkeypatch.setattr(html, "read", read)
    return parsed


def read(cache: Path | None, site_url: str = "", *, text: bool = True, **changes: bytes) -> list[Document]:
    pages = {**PAGES, **{f"{name}.html": content for name, content in changes.items()}}
    return list(documents(pages.items(), site_url, text=text, cache=cache))


def test_what_is_kept_equals_what_is_read(tmp_path: Path, asked: list[str]) -> None:
    cache = tmp_path / "new" / "pages.json"
    assert read(cache) == read(None)
    asked.clear()
    assert read(cache) == read(cache)
    assert asked == []
    assert read(None) == read(cache)


def test_only_changed_pages_are_parsed_again(tmp_path: Path, asked: list[str]) -> None:
    cache = tmp_path / "pages.json"
    read(cache)
    asked.clear()
    changed = read(cache, b=b"<a href=c.html>C</a>")
    assert asked == ["b.html"]
    assert changed == read(None, b=b"<a href=c.html>C</a>")


@pytest.mark.parametrize(("first", "then", "parses"), [(True, False, 0), (False, True, 3), (False, False, 0)])
def test_text_is_read_where_it_is_asked_for(
    tmp_path: Path, asked: list[str], first: bool, then: bool, parses: int
) -> None:
    cache = tmp_path / "pages.json"
    read(cache, text=first)
    asked.clear()
    found = read(cache, text=then)
    assert len(asked) == parses
    assert found[0].links == read(None)[0].links
    assert bool(found[0].sections) is (first or then)


def test_another_address_of_the_site_makes_other_documents(tmp_path: Path, asked: list[str]) -> None:
    cache = tmp_path / "pages.json"
    read(cache, "https://example.com/")
    asked.clear()
    assert read(cache, "https://example.com/help/") == read(None, "https://example.com/help/")
    assert asked[:3] == list(PAGES)


@pytest.mark.parametrize("left_out", MAKERS)
def test_other_code_makes_other_documents(
    tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    cache = tmp_path / "pages.json"
    read(cache)
    asked.clear()
    monkeypatch.setattr(document_cache, "MAKERS", [name for name in MAKERS if name != left_out])
    read(cache)
    assert asked == list(PAGES)


@pytest.mark.parametrize("library", LIBRARIES)
def test_another_version_of_a_library_makes_other_documents(
    tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    cache = tmp_path / "pages.json"
    read(cache)
    asked.clear()
    monkeypatch.setattr(document_cache, "version", lambda name: "0" if name == library else version(name))
    read(cache)
    assert asked == list(PAGES)


def test_all_code_that_makes_documents_counts() -> None:
    used = {module for name in MAKERS for module in imported(name)}
    makers = {f"{module.removeprefix('hubgen.')}.py" for module in used if module.startswith("hubgen.")}
    # How the file is written does not matter.
    assert makers - {"kept.py"} <= {*MAKERS}
    # Documents hold nothing of pydantic's, which only checks front matter.
    others = {module.partition(".")[0] for module in used} - sys.stdlib_module_names
    assert others - {"hubgen", "pydantic"} == {*LIBRARIES}


def test_the_same_pages_make_the_same_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    read(one)
    read(other)
    read(other, b=b"<p>")
    read(other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: "",
        lambda kept: "[]",
        lambda kept: "[" * 100_000,
        lambda kept: json.dumps({**kept, "links": [[1]]}),
        lambda kept: json.dumps({**kept, "links": 5}),
        lambda kept: json.dumps({**kept, "pages": [1, 2]}),
        lambda kept: json.dumps({**kept, "links": []}),
        lambda kept: json.dumps({**kept, "pages": {path: page[:4] for path, page in kept["pages"].items()}}),
        lambda kept: json.dumps({**kept, "pages": {path: page[:1] for path, page in kept["pages"].items()}}),
        lambda kept: json.dumps({"maker": kept["maker"]}),
    ],
)
def test_a_damaged_cache_costs_only_time(tmp_path: Path, damage: object) -> None:
    cache = tmp_path / "pages.json"
    read(cache)
    cache.write_text(damage(json.loads(cache.read_text())))  # type: ignore[operator]
    assert read(cache) == read(None)


def test_where_no_cache_can_be_written_pages_are_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert read(tmp_path / "file" / "pages.json") == read(None)
