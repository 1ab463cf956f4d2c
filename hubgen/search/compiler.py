"""Records and impacts become the static files that both searchers read.

`search/index.js` keeps its name. It is an ES module: the searcher itself, whose first line, `export const meta = ...;`,
says in JSON what it searches: the `version` in whose folder the parts stand, so that a browser may keep them for ever
and never mixes two builds; how queries are cut (`lang`, `stop_words`, `common`); how many `records` there are,
`per_file` of them to a file of cards, in which `groups` ([name, records], in their order); where each file of postings
begins (`terms`, with a space between, the first one ""); and the first letters of the words in the lexicon (`letters`).

Parts, as hubgen/search/shards.py packs them:

- `terms-N`: terms and their postings; a range of the sorted terms.
- `cards-N`: what results show; a list of pages [url, title, kind, records], a record being [anchor, section, excerpt].
  The anchor is 0 where it is the section's title in small letters, with hyphens for all but letters and digits.
- `words-X`: the words of the site that begin with the letter X (its code point in hexadecimal) and how many records
  have them, to correct what customers type.

Each part is a file `search/VERSION/PART.txt`; those of a small site are one file, `search/VERSION/all.txt`, in which
`bundle` says where they stand.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from hubgen.search.analysed import Analysed
from hubgen.search.analysis import Analyzer
from hubgen.search.corrections import of_letters
from hubgen.search.index import Impacts
from hubgen.search.records import SearchRecord
from hubgen.search.scripts import searcher
from hubgen.search.shards import order, packed_json, packed_postings, packed_words
from hubgen.search.stemmers import stemmer_licence

# Where the files are, from the root of the site; its search page, index.html, stands beside them.
FOLDER = "search"
INDEX = f"{FOLDER}/index.js"
LICENCE = f"{FOLDER}/stemmer-licence.txt"

MODULE_START = b"export const meta = "

# Both searchers refuse files of another format than theirs.
FORMAT = 2

# Hosts compress what they take for text, and send what they take for binary as it is.
SUFFIX = ".txt"

# Characters of a record's text that a result shows; in an index of many records half of all bytes are excerpts.
EXCERPT = 160
SHORT_EXCERPT = 90
MANY_EXCERPTS = 5000

# Bytes of a file of postings: smaller ones are fetched faster, but make more files.
SHARD = 3072
MOST_SHARDS = 900

# Records to a file of cards, and the most files of them.
CARDS = 24
MOST_CARDS = 1100

# The parts of a site that have no more bytes than this together are one file.
BUNDLE = 64 * 1024

# Of this many records and more, a term that stands in over a seventh of them is common: it tells little and its
# postings are large, so sentences are answered without it.
MANY = 1000
COMMON = 0.15

# Letters of a word that is worth correcting towards: none is shorter, and a longer one is an address.
SHORTEST_WORD = 3
LONGEST_WORD = 24


def compile_index(
    records: Sequence[SearchRecord], impacts: Impacts, seen: Sequence[Analysed], analyzer: Analyzer
) -> dict[str, bytes]:
    """The files of an index, by name from the site's root; the same records give the same bytes.

    `seen` are the records' words; records of one group stand together.
    """
    terms = sorted(impacts, key=order)
    shards = list(_shards([(term, impacts[term]) for term in terms])) or [[]]
    per_file = max(CARDS, -(-len(records) // MOST_CARDS))
    lexicon = _lexicon(seen)
    parts = {
        **{f"terms-{number}": packed_postings(shard) for number, shard in enumerate(shards)},
        **{f"cards-{number}": packed_json(cards) for number, cards in enumerate(_cards(records, per_file))},
        **{f"words-{ord(letter):x}": packed_words(words) for letter, words in lexicon.items()},
    }
    meta = {
        "format": FORMAT,
        "lang": analyzer.lang,
        "stop_words": sorted(analyzer.stop_words),
        "common": _common(impacts, len(records)),
        "records": len(records),
        "per_file": per_file,
        "groups": [[group, len(list(of_group))] for group, of_group in groupby(records, lambda record: record.group)],
        "terms": " ".join(["", *(_bound(before[-1][0], shard[0][0]) for before, shard in pairwise(shards))]),
        "letters": "".join(lexicon),
    }
    if sum(map(len, parts.values())) <= BUNDLE:
        meta["bundle"] = _places(parts)
        parts = {"all": b"".join(parts.values())}
    version = digest(_json(meta) + b"".join(parts.values()))
    return {
        INDEX: MODULE_START + _json({"version": version, **meta}) + b";\n" + searcher(analyzer),
        **{f"{FOLDER}/{version}/{name}{SUFFIX}": content for name, content in parts.items()},
        **({LICENCE: stemmer_licence()} if analyzer.algorithm else {}),
    }


def read_meta(index: bytes) -> dict[str, Any]:
    """What the first line of the index says; raises ValueError where it says nothing."""
    line = index.partition(b"\n")[0]
    meta = json.loads(line.removeprefix(MODULE_START).removesuffix(b";"))
    if not isinstance(meta, dict):
        raise ValueError
    return meta


def digest(content: bytes) -> str:
    """What a name says about the content behind it: 16 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:16]


def _common(impacts: Impacts, records: int) -> list[str]:
    return sorted(term for term, worth in impacts.items() if records >= MANY and len(worth) > COMMON * records)


def _shards(postings: Sequence[tuple[str, Mapping[int, int]]]) -> Iterator[list[tuple[str, Mapping[int, int]]]]:
    """The sorted terms in ranges of about one size: two bytes a posting and half of a term's letters, about."""
    sizes = [len(term) // 2 + 3 + 2 * len(worth) for term, worth in postings]
    most = max(SHARD, sum(sizes) // MOST_SHARDS)
    shard: list[tuple[str, Mapping[int, int]]] = []
    room = most
    for each, size in zip(postings, sizes, strict=True):
        if shard and size > room:
            yield shard
            shard, room = [], most
        shard.append(each)
        room -= size
    if shard:
        yield shard


def _bound(last: str, first: str) -> str:
    """The shortest beginning of a shard's first term that stands behind the last term of the shard before."""
    return next(first[:end] for end in range(1, len(first) + 1) if order(first[:end]) > order(last))


def _cards(records: Sequence[SearchRecord], per_file: int) -> Iterator[list[list[object]]]:
    length = EXCERPT if len(records) < MANY_EXCERPTS else SHORT_EXCERPT
    for start in range(0, len(records), per_file):
        pages = groupby(records[start : start + per_file], lambda record: (_page(record), record.title, record.kind))
        yield [[*page, [_card(record, length) for record in of_page]] for page, of_page in pages]


def _page(record: SearchRecord) -> str:
    return record.url.partition("#")[0]


def _card(record: SearchRecord, length: int) -> list[object]:
    anchor = record.url[len(_page(record)) :]
    usual = record.section.isascii() and anchor == usual_anchor(record.section)
    return [0 if usual else anchor, record.section, _excerpt(record.text, length)]


def usual_anchor(section: str) -> str:
    """The anchor that most sections have by their titles."""
    return "#" + re.sub("[^a-z0-9]+", "-", section.lower()).strip("-")


def _excerpt(text: str, length: int) -> str:
    """The beginning of a text, cut between words where it has any."""
    if len(text) <= length:
        return text
    start = text[: length - 1]
    return f"{(start.rpartition(' ')[0] or start).rstrip(' |·.,;:')}…"


def _lexicon(seen: Sequence[Analysed]) -> dict[str, list[tuple[str, int]]]:
    """The site's words with the number of records that have them, by first letter; numbers have no wrong spelling."""
    counts: dict[str, int] = {}
    for record in seen:
        for word in record.words.split():
            counts[word] = counts.get(word, 0) + 1
    kept = (word for word in counts if SHORTEST_WORD <= len(word) <= LONGEST_WORD and of_letters(word))
    words = sorted(kept, key=order)
    return {letter: [(word, counts[word]) for word in each] for letter, each in groupby(words, lambda word: word[0])}


def _places(parts: Mapping[str, bytes]) -> dict[str, list[int]]:
    """Where each part begins and ends in the bundle."""
    places: dict[str, list[int]] = {}
    end = 0
    for name, content in parts.items():
        places[name] = [end, end + len(content)]
        end += len(content)
    return places


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
