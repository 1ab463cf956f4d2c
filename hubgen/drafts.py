"""Draft marks, between which Markdown is not published, and the words by which a draft is known again.

<!-- draft -->
From May on, every return is free.
<!-- /draft -->
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hubgen.model import Draft
from hubgen.texts import lines_of, unescaped

MARK = re.compile(r"<!--[ \t]*(?:(/)[ \t]*)?(?i:draft)[ \t]*-->")
BEGIN, END = "<!-- draft -->", "<!-- /draft -->"

# So many words in the same order are no coincidence; a shorter text, or title, counts as a whole from three words on.
PHRASE, SHORTEST = 6, 3

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between draft marks, and the line of the first mark, from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkFault:
    """A draft mark that is at fault: where it stands, from 1, what is wrong, and how to mend it."""

    line: int
    column: int
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A Markdown text without its marks: what is `published` of it, and `shown` in a preview; its drafts and faults."""

    published: str
    shown: str
    parts: tuple[Part, ...] = ()
    faults: tuple[MarkFault, ...] = ()


def read_marks(markdown: str, first_line: int = 1) -> Marked:
    """Takes a Markdown text apart at the draft marks that stand on lines of their own, outside code.

    What follows a mark without an end is not published. `first_line` is the number of the text's first line.
    """
    if not MARK.search(markdown):
        return Marked(markdown, markdown)
    reader = _Reader()
    for number, (line, is_code) in enumerate(_lines(markdown), start=first_line):
        reader.take(number, line, is_code=is_code)
    return reader.end()


class _Reader:
    """Sorts the lines of a text; `_open` holds the marks that have begun a draft and have no end yet."""

    def __init__(self) -> None:
        self._published: list[str] = []
        self._shown: list[str] = []
        self._draft: list[str] = []
        self._open: list[tuple[int, int]] = []
        self._parts: list[Part] = []
        self._faults: list[MarkFault] = []

    def take(self, number: int, line: str, *, is_code: bool) -> None:
        """Takes in the next line."""
        mark = None if is_code else MARK.search(_CODE.sub(lambda code: " " * len(code[0]), line))
        if mark and line.strip() == mark[0]:
            self._turn(mark, number, mark.start() + 1)
            return
        if mark:
            self._fault(
                number,
                mark.start() + 1,
                "a draft mark does not stand on a line of its own",
                f"write {BEGIN} alone on a line above the text, and {END} alone on a line below it",
            )
        self._shown.append(line)
        (self._draft if self._open else self._published).append(line)

    def end(self) -> Marked:
        """The text taken apart."""
        if self._open:
            line, column = self._open[0]
            self._fault(line, column, "the draft that begins here has no end", f"write {END} alone on a line below it")
            self._close()
        return Marked("".join(self._published), "".join(self._shown), tuple(self._parts), tuple(self._faults))

    def _turn(self, mark: re.Match[str], line: int, column: int) -> None:
        """Begins a draft or ends it."""
        if mark[1]:
            if not self._open:
                self._fault(line, column, "no draft begins above this end", f"write {BEGIN} alone on a line above it")
            elif len(self._open) == 1:
                self._close()
            else:
                self._open.pop()
            return
        if self._open:
            above = self._open[-1][0]
            message = f"a draft begins inside that of line {above}"
            self._fault(line, column, message, f"write {END} alone on a line above it, or take it out with its end")
        self._open.append((line, column))

    def _close(self) -> None:
        self._parts.append(Part(self._open[0][0], "".join(self._draft)))
        self._open, self._draft = [], []

    def _fault(self, line: int, column: int, message: str, remedy: str) -> None:
        self._faults.append(MarkFault(line, column, message, remedy))


_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^`]*)$")


def _lines(markdown: str) -> Iterator[tuple[str, bool]]:
    """The lines of a text, and whether each is fenced code; a fence without end is none."""
    lines = lines_of(markdown)
    ends = _ends(lines)
    end = -1
    for number, line in enumerate(lines):
        if number > end:
            end = ends.get(number, end)
        yield line, number <= end


def _ends(lines: Sequence[str]) -> Mapping[int, int]:
    """For each fence that one below could close, the next that does: it has the same sign, and is no shorter."""
    ends: dict[int, int] = {}
    below: dict[tuple[str, int], int] = {}
    for number in reversed(range(len(lines))):
        if fence := _FENCE.match(lines[number].rstrip()):
            sign, length = fence[1][0], len(fence[1])
            if (sign, length) in below:
                ends[number] = below[sign, length]
            if not fence[2]:
                below.update(((sign, shorter), number) for shorter in range(3, length + 1))
    return ends


def unpublished(drafts: Sequence[Draft], published: Iterable[str]) -> tuple[Draft, ...]:
    """The drafts, each with its own words alone for text: those that no published Markdown has in the same order.

    Each line of that is one row of words. `published` is read only where there are drafts.
    """
    texts = {draft: (_words_of(draft.title), _words_of(draft.text)) for draft in drafts}
    own = {phrase for both in texts.values() for words in both for phrase in phrases(words)}
    known = Phrases(own)
    for markdown in published if own else ():
        own.difference_update(known.found_in(_words_of(markdown)))
    return tuple(
        replace(draft, text="\n".join(row for words in both for row in _rows(words, own)))
        for draft, both in texts.items()
    )


def phrases(words: Sequence[str]) -> Iterator[Phrase]:
    """Each PHRASE words in a row; of fewer words, from SHORTEST on, all of them."""
    size = min(PHRASE, len(words))
    if size >= SHORTEST:
        yield from (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


class Phrases:
    """Phrases to be found in texts."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._all = frozenset(phrases)
        self._beginnings = frozenset(phrase[:SHORTEST] for phrase in self._all)
        self._sizes = sorted({len(phrase) for phrase in self._all})

    def found_in(self, words: Sequence[str]) -> Iterator[Phrase]:
        """Those that a text has, in its order."""
        for at, beginning in enumerate(zip(*(words[skipped:] for skipped in range(SHORTEST)), strict=False)):
            if beginning in self._beginnings:
                for size in self._sizes:
                    phrase = tuple(words[at : at + size])
                    if len(phrase) == size and phrase in self._all:
                        yield phrase


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, without signs."""
    return _WORD.findall(text.casefold())


# What hyphens join is one word, so that no title is found in the address of another page.
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# What Markdown writes beside the words: where links lead, footnote marks, attributes and tags; then bare addresses.
_MARKUP = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[\^[^\[\]\n]+\]|\{:?[ ]*[#.][^{}\n]*\}|<[^<>]*>")
_ADDRESS = re.compile(r"(?<!\S)(?:[^\s/]*/|\S+?\.md\b)\S*")


def _words_of(markdown: str) -> list[str]:
    return words_in(unescaped(_ADDRESS.sub(" ", _MARKUP.sub(" ", markdown))))


def _rows(words: Sequence[str], own: Collection[Phrase]) -> Iterator[str]:
    """The words of the phrases among these, those of overlapping ones in one row."""
    size, row = min(PHRASE, len(words)), list[str]()
    for at in range(len(words) - size + 1):
        phrase = words[at : at + size]
        if tuple(phrase) in own:
            row.extend(phrase[-1:] if row else phrase)
        elif row:
            yield " ".join(row)
            row = []
    if row:
        yield " ".join(row)
