"""Records as words and terms; those of a record that has not changed are taken from the last build's."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from hubgen.kept import keep
from hubgen.search.analysis import Analyzer
from hubgen.search.records import SearchRecord

# The fields of a record in the index, in the order in which they are kept.
FIELDS = ("heading", "page", "text", "aliases")


@dataclass(frozen=True, slots=True)
class Analysed:
    """A record as search sees it: `terms` in the order of the text by field, and its distinct `words`, sorted.

    Each is one text with a space between two words: lists of them would take ten times the memory.
    """

    terms: Mapping[str, str]
    words: str


def analysed(records: Sequence[SearchRecord], analyzer: Analyzer, cache: Path | None = None) -> list[Analysed]:
    """The records' words and terms; with a cache file, only those of records that it does not know are made anew.

    A cache that cannot be read or written costs time, nothing else.
    """
    known = _read(cache, analyzer) if cache else {}
    keys = [_key(record) for record in records]
    found: dict[str, Analysed] = {}
    for key, record in zip(keys, records, strict=True):
        if key not in found:
            found[key] = _unpacked(known[key]) if key in known else _analysed(record, analyzer)
    if cache and found.keys() != known.keys():
        _write(cache, analyzer, found)
    return [found[key] for key in keys]


def texts_of(record: SearchRecord) -> dict[str, str]:
    """The text of each field: of a section `heading` is its own and `page` the title of the page it stands on."""
    heading, page = (record.section, record.title) if record.section else (record.title, "")
    return {"heading": heading, "page": page, "text": record.text, "aliases": "\n".join(record.aliases)}


def _analysed(record: SearchRecord, analyzer: Analyzer) -> Analysed:
    words = {field: analyzer.words(text) for field, text in texts_of(record).items() if text}
    terms = {field: " ".join(analyzer.terms_of(found)) for field, found in words.items()}
    return Analysed(terms, " ".join(sorted({word for found in words.values() for word in found})))


def _key(record: SearchRecord) -> str:
    texts = json.dumps(list(texts_of(record).values()))
    return hashlib.sha256(texts.encode()).hexdigest()[:32]


def _maker(analyzer: Analyzer) -> str:
    """What else goes into an analysis: the language, the code and the stemmer's version."""
    code = "".join(Path(__file__).with_name(name).read_text("utf-8") for name in ("analysis.py", "analysed.py"))
    parts = [analyzer.lang, hashlib.sha256(code.encode()).hexdigest(), version("snowballstemmer")]
    return " ".join(parts)


def _read(cache: Path, analyzer: Analyzer) -> dict[str, list[str]]:
    try:
        kept = json.loads(cache.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict) or kept.get("maker") != _maker(analyzer):
        return {}
    return dict(kept["records"])


def _write(cache: Path, analyzer: Analyzer, found: Mapping[str, Analysed]) -> None:
    kept = {"maker": _maker(analyzer), "records": {key: _packed(found[key]) for key in sorted(found)}}
    keep(cache, json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode())


def _packed(found: Analysed) -> list[str]:
    return [*(found.terms.get(field, "") for field in FIELDS), found.words]


def _unpacked(packed: list[str]) -> Analysed:
    *terms, words = packed
    return Analysed({field: each for field, each in zip(FIELDS, terms, strict=True) if each}, words)
