"""The Whoosh index of the records, and what each term is worth to each record; alone imports Whoosh."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.reading import IndexReader

from hubgen.search.analysis import Analyzer
from hubgen.search.records import SearchRecord

Impacts = Mapping[str, Mapping[int, int]]

# Of a section, `heading` is its own and `page` the title of the page it stands on.
BOOSTS = {"heading": 3.0, "page": 1.0, "text": 1.0}

K1 = 1.2
B = 0.75

# One point is a 64th: the browser adds whole numbers, and rounding changes no order that a customer would notice.
SCALE = 64


def impacts(records: Sequence[SearchRecord], analyzer: Analyzer) -> Impacts:
    """What each term is worth to each record, by record number: boosted BM25 summed over the fields, in 64ths."""
    with whoosh_index(records, analyzer).reader() as reader:
        sums: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
        for field, boost in BOOSTS.items():
            _add_field(sums, reader, field, boost)
    return {
        term: {record: max(1, round(SCALE * sums[term][record])) for record in sorted(sums[term])}
        for term in sorted(sums)
    }


def whoosh_index(records: Sequence[SearchRecord], analyzer: Analyzer) -> Any:
    """A Whoosh index in memory, of one segment: a record's document number is its place in the list."""
    schema = Schema(**dict.fromkeys(BOOSTS, TEXT(phrase=False)))
    storage = RamStorage()
    # Whoosh would work in /tmp/MAIN.tmp, where two builds at a time delete each other's files.
    storage.temp_storage = lambda name=None: RamStorage()
    index = storage.create_index(schema)
    writer = index.writer(limitmb=256)
    for record in records:
        # Lists of terms pass by Whoosh's own analyzers, whose stop words and stems are not ours.
        writer.add_document(**{field: analyzer.terms(text) for field, text in _texts(record).items()})
    writer.commit()
    return index


def _texts(record: SearchRecord) -> dict[str, str]:
    if record.section:
        return {"heading": record.section, "page": record.title, "text": record.text}
    return {"heading": record.title, "text": record.text}


def _add_field(sums: defaultdict[str, defaultdict[int, float]], reader: IndexReader, field: str, boost: float) -> None:
    """Adds one field's BM25 by Whoosh's own formula, on Whoosh's own numbers."""
    count = reader.doc_count_all()
    average = reader.field_length(field) / count if count else 0
    norms = [
        K1 * (1 - B + B * (reader.doc_field_length(number, field) or 0) / (average or 1)) for number in range(count)
    ]
    for name, info in reader.iter_field(field):
        term = name.decode("utf-8")
        weight = boost * (K1 + 1) * (math.log(count / (info.doc_frequency() + 1)) + 1)
        postings = reader.postings(field, term)
        while postings.is_active():
            number, frequency = postings.id(), postings.weight()
            sums[term][number] += weight * frequency / (frequency + norms[number])
            postings.next()
