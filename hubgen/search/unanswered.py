"""Which of the customers' searches have no good answer, as lines to print and to paste."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hubgen.search.query import Hit, Searcher

# An answer is good when the best hit has two thirds of the query's words, or this many of a long question.
ENOUGH = 4

# The commonest searches are tried; the others were made too seldom to be worth an editor's time.
MOST_TRIED = 10_000


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A search without a good answer: how often it was made, the best hit and the words that it does not have.

    `unknown` is the one word that no page has, where that is all that is missing.
    """

    query: str
    count: int
    hit: Hit | None
    missing: tuple[str, ...]
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a log: its searches and how many differ, how many were tried, and those without a good answer."""

    searches: int
    different: int
    tried: int
    unanswered: tuple[Unanswered, ...]


def unanswered(
    counts: Counter[str],
    searcher: Searcher,
    answered: Callable[[str], bool],
    progress: Callable[[str, int, int], None],
) -> Report:
    """Tries the searches, the commonest first; those `answered` for certain are not judged again."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_TRIED]
    found: list[Unanswered] = []
    for number, (query, count) in enumerate(ordered, start=1):
        progress("Searching", number, len(ordered))
        if not answered(query):
            found.extend(_judged(query, count, searcher))
    return Report(counts.total(), len(counts), len(ordered), tuple(found))


def lines(report: Report, limit: int, file_of: Callable[[str], str]) -> Iterator[str]:
    """The report: a summary, the first searches without a good answer, and what to paste.

    `file_of` gives the Markdown file behind the address of a hit, "" where it is not known.
    """
    yield from _summary(report)
    shown = report.unanswered[:limit]
    width = max((len(f"{each.count:,}") for each in shown), default=0) + 2
    for each in shown:
        yield f"{each.count:{width},}  {_printable(each.query)}"
        yield from (f"{'':{width}}  {line}" for line in _why(each, file_of))
    if len(report.unanswered) > limit:
        yield f"{'':{width}}  and {len(report.unanswered) - limit:,} more, with a higher --limit"
    yield from _for_searches(shown, file_of)
    yield from _for_synonyms(shown)


def _judged(query: str, count: int, searcher: Searcher) -> Iterator[Unanswered]:
    """The search, when its answer is not good; one of stop words and signs alone asks for nothing."""
    answer = searcher.answer(query, 1)
    hit = answer.hits[0] if answer.hits else None
    has = {share.word for share in searcher.shares(query, hit)} if hit else set()
    missing = tuple(word.word for word in answer.words if word.word not in has)
    unknown = tuple(word.word for word in answer.words if not word.found)
    if missing and len(has) < ENOUGH and len(has) * 3 < len(answer.words) * 2:
        yield Unanswered(query, count, hit, missing, missing[0] if missing == unknown and len(missing) == 1 else "")


def _summary(report: Report) -> Iterator[str]:
    times = sum(each.count for each in report.unanswered)
    share = f"{times / report.searches:.0%}" if report.searches else "none"
    yield (
        f"{report.searches:,} searches, {report.different:,} different. Without a good answer: "
        f"{times:,} ({share}), {len(report.unanswered):,} different."
    )
    if report.tried < report.different:
        yield f"Only the {report.tried:,} commonest were tried."
    yield ""


def _why(each: Unanswered, file_of: Callable[[str], str]) -> Iterator[str]:
    """What is missing, and which page is the nearest."""
    if each.hit is None:
        yield "nothing found"
        return
    title = f"{each.hit.title}: {each.hit.section}" if each.hit.section else each.hit.title
    yield f"missing: {', '.join(each.missing)}"
    yield f"nearest: {title} ({file_of(each.hit.url) or '/' + each.hit.url})"


def _for_searches(shown: Sequence[Unanswered], file_of: Callable[[str], str]) -> Iterator[str]:
    if not shown:
        return
    yield ""
    yield "# For searches.yml, once each page is the one that answers; the nearest is only a guess:"
    for each in shown:
        file = file_of(each.hit.url) if each.hit else ""
        # Without a page it would not load, so it stays a comment until an editor names one.
        mark = "" if file else "# "
        yield f"{mark}- query: {_quoted(each.query)}"
        yield f"{mark}  page: {_plain(file) if file else 'the page that answers this'}"


def _for_synonyms(shown: Sequence[Unanswered]) -> Iterator[str]:
    unknown = {each.unknown: each.hit for each in reversed(shown) if each.unknown}
    if not unknown:
        return
    yield ""
    yield "# For synonyms.yml, with the words that your pages use for it; the nearest title is only a guess:"
    for word, hit in reversed(unknown.items()):
        if hit is None:
            yield f"# - [{_quoted(word)}, what your pages call it]"
        else:
            yield f"- [{_quoted(word)}, {_quoted(hit.section or hit.title)}]"


def _printable(text: str) -> str:
    """A text in one line without control signs, which a log may hold."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def _quoted(text: str) -> str:
    """A text as YAML in double quotes, which hold any sign there is."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\U{ord(char):08x}"


def _plain(file: str) -> str:
    """A file's path as YAML, in quotes only where it needs them."""
    return file if re.fullmatch(r"[A-Za-z][\w./-]*", file) else _quoted(file)
