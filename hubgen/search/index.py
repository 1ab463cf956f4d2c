"""The Whoosh index of the records, and what each term is worth to each record; alone imports Whoosh."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.formats import Existence
from whoosh.reading import IndexReader

from hubgen.search.analysed import FIELDS, Analysed

Impacts = Mapping[str, Mapping[int, int]]

# What a field's words count. More for titles would help pages named as customers ask and hurt all others: with 3,
# nDCG@10 on banking questions is .02 lower.
BOOSTS = {"heading": 1.5, "page": 1.0, "text": 1.0, "aliases": 1.5}

# BM25's constants; B, how much a long text counts less, by field. Few records have aliases, so next to the average of
# all records any number of them would be long.
K1 = 1.2
B = {"heading": 0.75, "page": 0.75, "text": 0.75, "aliases": 0.0}

# One point is a quarter: the browser adds whole numbers, and rounding changes no order that a customer would notice.
SCALE = 4


def impacts(index: Any) -> Impacts:
    """What each term is worth to each record, by record number: boosted BM25 summed over the fields, in quarters."""
    with index.reader() as reader:
        sums: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
        for field in FIELDS:
            _add_field(sums, reader, field)
    return {
        term: {record: max(1, round(SCALE * worth[record])) for record in sorted(worth)}
        for term, worth in sorted(sums.items())
    }


def whoosh_index(records: Sequence[Analysed]) -> Any:
    """A Whoosh index in memory, of one segment: a record's document number is its place in the list."""
    with TemporaryDirectory(prefix="hubgen-index-") as folder:
        storage = RamStorage()
        # Whoosh would work in /tmp/MAIN.tmp, where two builds at a time delete each other's files.
        storage.temp_storage = lambda name=None: FileStorage(folder)
        index = storage.create_index(Schema(**{field: _Terms() for field in FIELDS}))
        # Kept in memory for a moment, so packing it would be wasted.
        writer = index.writer(limitmb=POOL, codec=W3Codec(compression=0))
        for record in records:
            writer.add_document(**record.terms)
        writer.commit()
    return index


# Megabytes of postings that wait in memory until they are sorted; 10,000 pages have 450. Through files, as Whoosh does
# beyond, it takes three times as long.
POOL = 1024


class _Terms(FieldType):  # type: ignore[misc] # Whoosh has no types
    """A field of terms that are cut already: Whoosh's analyzers, with other stems and stop words, stay outside.

    A term's weight is its frequency, so nothing else has to be stored for a posting.
    """

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=None, scorable=True)

    def index(self, value: str, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The terms of a text as Whoosh wants them: bytes, frequency, weight and a value that is empty."""
        for term, count in Counter(value.split()).items():
            yield term.encode("utf-8"), count, float(count), b""


def _add_field(sums: defaultdict[str, defaultdict[int, float]], reader: IndexReader, field: str) -> None:
    """Adds one field's BM25 by Whoosh's own formula, on Whoosh's own numbers."""
    count = reader.doc_count_all()
    average = reader.field_length(field) / count if count else 0
    norms = [
        K1 * (1 - B[field] + B[field] * (reader.doc_field_length(number, field) or 0) / (average or 1))
        for number in range(count)
    ]
    for name, info in reader.iter_field(field):
        term = name.decode("utf-8")
        weight = BOOSTS[field] * (K1 + 1) * (math.log(count / (info.doc_frequency() + 1)) + 1)
        worth = sums[term]
        postings = reader.postings(field, term)
        while postings.is_active():
            number, frequency = postings.id(), postings.weight()
            worth[number] += weight * frequency / (frequency + norms[number])
            postings.next()
