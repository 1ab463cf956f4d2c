"""Why search answers as it does, as lines to print: what became of a query's words, and what each is worth to a hit."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from hubgen.search.query import MOST_WORDS, WHOLE, Answer, Hit, Searcher, Share, Word


def corrected(answer: Answer) -> str:
    """What was searched for instead of mistyped words, as in `Showing answers for refund (typed: refnd)`, or ""."""
    words = [word for word in answer.words if word.instead]
    if not words:
        return ""
    return f"Showing answers for {', '.join(map(_likeliest, words))} (typed: {', '.join(word.word for word in words)})"


def of_query(searcher: Searcher, query: str, answer: Answer) -> Iterator[str]:
    """The words of a query that play no part in the answer, and why."""
    stem = searcher.analyzer.stem
    looked_up = {stem(word.word) for word in answer.words}
    others = [word for word in dict.fromkeys(searcher.analyzer.words(query)) if stem(word) not in looked_up]
    common = [word for word in others if word in searcher.analyzer.stop_words or stem(word) in searcher.meta["common"]]
    if common:
        yield f"Left out, since they tell nothing: {', '.join(common)}"
    if len(others) > len(common):
        yield f"Left out, since only {MOST_WORDS} words are looked up: {len(others) - len(common)} more"
    if unknown := [word.word for word in answer.words if not word.found]:
        yield f"Found nowhere: {', '.join(unknown)}"


def of_hit(searcher: Searcher, query: str, answer: Answer, hit: Hit) -> list[str]:
    """A line for each word that was found anywhere: its points and its share of them all; then the sum."""
    shares = searcher.shares(query, hit)
    total = sum(share.points for share in shares)
    rows = [
        (_matched(searcher, word, share), str(share.points), f"{share.points / max(total, 1):.0%}")
        for word in answer.words
        for share in shares
        if share.word == word.word
    ]
    missing = [part for word in answer.words if word.found for part in _missing(searcher, word, shares)]
    width = max(len(cell) for cell in (*(row[0] for row in rows), *missing))
    lines = [f"{name:{width}}  {points:>5}  {percent:>4}" for name, points, percent in rows]
    lines += [f"{part:{width}}      -  missing" for part in missing]
    every = len(shares) + len(missing)
    factor = Fraction(len(shares) + 2 * every, 3 * every)
    less = f" x {factor} ({len(missing)} of {every} words missing)" if missing else ""
    return [*lines, f"score {hit.score} = {total} points{less}"]


def _likeliest(word: Word) -> str:
    """What a word was most probably meant to be: the first of several words, or both parts of a compound."""
    return " ".join(word.instead) if _is_compound(word) else word.instead[0]


def _is_compound(word: Word) -> bool:
    return len(word.instead) > 1 and "".join(word.instead) == word.word


def _matched(searcher: Searcher, word: Word, share: Share) -> str:
    """A word, and the term that it was found by where that is not its own, with what such a match counts."""
    if share.term == searcher.analyzer.stem(word.word):
        return word.word
    weight = Fraction(share.weight, WHOLE)
    return f"{word.word} -> {share.term}" + (f", {weight}" if weight < 1 else "")


def _missing(searcher: Searcher, word: Word, shares: Sequence[Share]) -> list[str]:
    """The word, or the parts of a compound, that a hit does not have."""
    has = {share.term for share in shares if share.word == word.word}
    if _is_compound(word):
        return [part for part in word.instead if searcher.analyzer.stem(part) not in has]
    return [] if has else [word.word]
