"""Records and impacts become the static files that both searchers read.

`index.json` is small, keeps its name and names the others, which carry a hash of their content, so that a browser may
keep them for ever and never mixes two builds:

- `index-HASH.json`: `lang` and `stop_words` for the analysis of queries; `cards`, one for each record, each a list of
  title, section, url, excerpt, kind and group; `terms`, sorted, and for each its `postings`: in turns the distance
  from the record before, and the impact.
- `stemmer-HASH.js`: an ES module; null in languages that have no stemmer.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence

from hubgen.search.analysis import Analyzer
from hubgen.search.index import Impacts
from hubgen.search.records import SearchRecord
from hubgen.search.stemmers import stemmer_module

# Where the files are, from the root of the site; its search page, index.html, stands beside them.
FOLDER = "search"

# Both searchers refuse files of another format than theirs.
FORMAT = 1

# Characters of a record's text that a result shows.
EXCERPT = 160


def compile_index(records: Sequence[SearchRecord], impacts: Impacts, analyzer: Analyzer) -> dict[str, bytes]:
    """The files of an index, by name from the site's root; the same records give the same bytes."""
    bundle = _named("index", "json", _json(_bundle(records, impacts, analyzer)))
    stemmer = _named("stemmer", "js", stemmer_module(analyzer.algorithm)) if analyzer.algorithm else None
    pointer = {"format": FORMAT, "bundle": bundle[0], "stemmer": stemmer[0] if stemmer else None}
    files = [("index.json", _json(pointer)), bundle, *([stemmer] if stemmer else [])]
    return {f"{FOLDER}/{name}": content for name, content in files}


def digest(content: bytes) -> str:
    """What a file's name says about its content: 16 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:16]


def _bundle(records: Sequence[SearchRecord], impacts: Impacts, analyzer: Analyzer) -> dict[str, object]:
    terms = sorted(impacts, key=_as_javascript_sorts)
    return {
        "format": FORMAT,
        "lang": analyzer.lang,
        "stop_words": sorted(analyzer.stop_words),
        "cards": [_card(record) for record in records],
        "terms": terms,
        "postings": [_postings(impacts[term]) for term in terms],
    }


def _card(record: SearchRecord) -> list[str]:
    return [record.title, record.section, record.url, _excerpt(record.text), record.kind, record.group]


def _excerpt(text: str) -> str:
    """The beginning of a text, cut between words where it has any."""
    if len(text) <= EXCERPT:
        return text
    start = text[: EXCERPT - 1]
    return f"{(start.rpartition(' ')[0] or start).rstrip(' |·.,;:')}…"


def _as_javascript_sorts(term: str) -> bytes:
    """JavaScript compares UTF-16 units, so that letters beyond U+FFFF come before some below it."""
    return term.encode("utf-16-be")


def _postings(of_term: Mapping[int, int]) -> list[int]:
    flat: list[int] = []
    before = 0
    for record, impact in sorted(of_term.items()):
        flat += (record - before, impact)
        before = record
    return flat


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _named(stem: str, suffix: str, content: bytes) -> tuple[str, bytes]:
    return f"{stem}-{digest(content)}.{suffix}", content
