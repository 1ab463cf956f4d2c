"""Where the JavaScript stemmers come from."""

from pathlib import Path

import pytest

from hubgen.search import stemmers
from hubgen.search.analysis import analyzer
from hubgen.search.stemmers import ALGORITHMS, StemmerError, stemmer_module, write_package


@pytest.mark.parametrize("lang", sorted(ALGORITHMS))
def test_every_language_has_both_stemmers(lang: str) -> None:
    module = stemmer_module(ALGORITHMS[lang])
    assert f"new {ALGORITHMS[lang].title()}Stemmer()".encode() in module
    assert b"see stemmer-licence.txt" in module
    assert analyzer(lang).terms("a1b2") == ["a1b2"]


def test_the_package_holds_what_a_checkout_makes(tmp_path: Path) -> None:
    write_package(tmp_path)
    names = {"__init__.py", *(f"{algorithm}.js" for algorithm in ALGORITHMS.values())}
    assert {file.name for file in tmp_path.iterdir()} == names
    assert (tmp_path / "english.js").read_bytes() == stemmer_module("english")


def test_another_sphinx_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(stemmers, "SPHINX", "0.1")
    with pytest.raises(StemmerError, match=r"those of sphinx 0\.1, but 9\.0\.4 is installed"):
        write_package(tmp_path)
