"""Words that mean the same: a record that has one of them is found by the others, at no cost to the browser."""

from collections.abc import Sequence
from dataclasses import dataclass

from hubgen.search.analysed import Analysed
from hubgen.search.analysis import Analyzer


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase: its words, and its terms with a space on both sides, so that it is found by whole words only."""

    words: tuple[str, ...]
    terms: str


def with_synonyms(records: Sequence[Analysed], synonyms: Sequence[Sequence[str]], analyzer: Analyzer) -> list[Analysed]:
    """The records with the words and terms of the other phrases where a synonym of theirs stands, once a field."""
    groups = [[_phrase(phrase, analyzer) for phrase in group] for group in synonyms]
    groups = [[phrase for phrase in group if phrase.terms.strip()] for group in groups]
    return [_extended(record, groups) for record in records] if groups else list(records)


def _phrase(phrase: str, analyzer: Analyzer) -> _Phrase:
    words = analyzer.words(phrase)
    return _Phrase(tuple(words), f" {' '.join(analyzer.terms_of(words))} ")


def _extended(record: Analysed, groups: Sequence[Sequence[_Phrase]]) -> Analysed:
    words = set(record.words.split())
    fields = dict(record.terms)
    for field, terms in record.terms.items():
        text = f" {terms} "
        said = [phrase for group in groups if any(phrase.terms in text for phrase in group) for phrase in group]
        more = dict.fromkeys(term for phrase in said for term in phrase.terms.split() if f" {term} " not in text)
        fields[field] = " ".join([terms, *more])
        words.update(word for phrase in said for word in phrase.words)
    return Analysed(fields, " ".join(sorted(words)))
