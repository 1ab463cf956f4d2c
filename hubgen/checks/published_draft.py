"""A draft in what is published: its words, its title, its address, or a draft mark.

What is not decided yet would be read as a promise, and what begins next month as if it were so today. Pages with
`draft: true` and the text between draft marks are left out of every page, but a template, a plugin or a copied file may
carry them out all the same: so all text files of the site are looked into, down to the site map. It takes six words in
a row that stand in a draft and in no Markdown that is published; of a shorter text, or title, all words from three on.

Bad:
    returns.md:
        # Returns

        You have 60 days.

        <!-- draft -->
        From May on, every return is free of charge.
        <!-- /draft -->
    news.txt:
        Soon: from May on, every return is free of charge!

Good:
    returns.md:
        # Returns

        You have 60 days.

        <!-- draft -->
        From May on, every return is free of charge.
        <!-- /draft -->
    news.txt:
        Our stores open at 10 a.m. on weekdays.
"""

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from hubgen.drafts import MARK, PHRASE, Phrases, phrases, read_marks, words_in
from hubgen.links import reached
from hubgen.model import Address, Draft, Finding, Site
from hubgen.texts import unescaped
from hubgen.urls import resolve

topic: Final = "content"
severity: Final = "error"

_PAGES = (".html", ".htm", ".xhtml")
_MARKUP = (*_PAGES, ".atom", ".rss", ".svg", ".xml")
_MARKDOWN = (".md", ".markdown")
_OTHERS = (".csv", ".ics", ".js", ".json", ".jsonld", ".mjs", ".txt", ".vtt", ".webmanifest", ".yaml", ".yml")
_TEXTS = (*_MARKUP, *_MARKDOWN, *_OTHERS)
# Material's scripts, 1 MB of which nothing comes from the content.
_SCRIPTS = "assets/javascripts/"

# No site map is larger (sitemaps.org); of other packed files no more is read.
LARGEST_UNPACKED = 50_000_000

# A word of no language, which parts what stands before from what stands behind.
_LEFT_OUT = "\ua66e\ua66e".encode()


def check(site: Site) -> Iterator[Finding]:
    """One finding for each draft in each file; for a file without, one where it has a draft mark."""
    if site.root is None:
        return
    drafts = _Drafts(site) if site.drafts else None
    for path in sorted(site.files):
        if path.removesuffix(".gz").endswith(_TEXTS) and not path.startswith(_SCRIPTS):
            content = _content(site.root / path)
            found = drafts.found_in(path, content) if drafts else {}
            for draft, what in found.items():
                yield _of_draft(path, draft, *what)
            if not found and (mark := _mark(path, content)):
                yield _of_mark(path, mark)


def _content(file: Path) -> bytes:
    """What a file holds, unpacked; nothing where it cannot be read."""
    try:
        if file.suffix != ".gz":
            return file.read_bytes()
        with gzip.open(file) as packed:
            return packed.read(LARGEST_UNPACKED)
    except (OSError, EOFError, zlib.error):
        return b""


class _Drafts:
    """The drafts of a site, to be found in its files."""

    def __init__(self, site: Site) -> None:
        self._by_phrase = {
            phrase: draft
            for draft in reversed(site.drafts)
            for row in draft.text.splitlines()
            for phrase in phrases(row.split())
        }
        self._phrases = Phrases(self._by_phrase)
        self._site_url = _site_url(site)
        self._by_address = _addresses(site)
        with_gaps = [_spelled(path) for path in self._by_address if re.search(f"[{_AROUND}#?]", path)]
        self._with_gaps = re.compile("|".join(with_gaps)) if with_gaps else None
        self._clean: set[bytes] = set()

    def found_in(self, path: str, content: bytes) -> Mapping[Draft, tuple[str, str]]:
        """The drafts in a file, each with what of it is there, and the words or the address.

        Most lines of a page are chrome: one that was looked at in a file without drafts is looked at again only beside
        a new one.
        """
        lines = content.split(b"\n")
        text = _unescaped(b"\n".join(self._not_clean(lines)).decode("utf-8", "replace"))
        found: dict[Draft, tuple[str, str]] = {}
        told = _told(text)
        for phrase in self._phrases.found_in(words_in(told)):
            if (draft := self._by_phrase[phrase]) not in found:
                found[draft] = ("words", _quote(phrase, told))
        for address, draft in self._addresses_in(text, path):
            found.setdefault(draft, ("the address", address))
        if not found:
            self._clean.update(lines)
        return found

    def _not_clean(self, lines: Sequence[bytes]) -> Iterator[bytes]:
        """The lines that are new and those around them, with what no draft says where others are left out."""
        done = 0
        for number, line in enumerate(lines):
            if line not in self._clean:
                start, end = max(done, number - PHRASE), number + PHRASE
                if start > done:
                    yield _LEFT_OUT
                yield from lines[start:end]
                done = max(done, end)

    def _addresses_in(self, text: str, path: str) -> Iterator[tuple[str, Draft]]:
        if not self._by_address:
            return
        if draft := self._by_address.get(_place(path)):
            yield path, draft
        if self._with_gaps:
            text = self._with_gaps.sub(lambda found: quote(unquote(found[0])), text)
        # In a file that is no page, an address without a host starts from the site's root.
        start = path if path.endswith(_PAGES) else ""
        for address in dict.fromkeys(_ADDRESS.findall(text)):
            target = resolve(address.rstrip(".:!"), start, self._site_url)
            if target.where == "site" and (draft := self._by_address.get(_place(target.path))):
                yield address, draft


# What stands around an address, in HTML, XML, JSON, Markdown and plain text.
_AROUND = r"\s\"'`<>()\[\]{}|=,;&\\"
# What may be one, up to its query or fragment: the lookbehind keeps the search linear.
_ADDRESS = re.compile(rf"(?<![^{_AROUND}])(?:[^{_AROUND}#?/]*/[^{_AROUND}#?]*|[^{_AROUND}#?/]+\.html\b)")
_INDEX = re.compile(r"(?:^|/)(?:index\.html)?$")


def _place(path: str) -> str:
    """A decoded path of the site, without the slash or index.html that it may end in."""
    return _INDEX.sub("", path, count=1)


def _spelled(path: str) -> str:
    """A pattern of a path, its signs as they are or percent-encoded."""
    signs = ((re.escape(sign), quote(sign)) for sign in path)
    return "".join(f"(?:{plain}|(?i:{encoded}))" if "%" in encoded else plain for plain, encoded in signs)


def _addresses(site: Site) -> Mapping[str, Draft]:
    """The drafts by their places; no page that is published has them."""
    paths = {unquote(draft.url): draft for draft in site.drafts}
    return {
        _place(path): draft
        for path, draft in paths.items()
        if _place(path) and reached(Address("site", path), site) not in site.pages
    }


def _site_url(site: Site) -> str:
    """The address of the site's root, as its pages tell it, or ""."""
    for path, page in site.pages.items():
        for link in site.documents[path].links if path in site.documents else ():
            if link.rel == "canonical" and link.href.endswith(page.url):
                return link.href.removesuffix(page.url)
    return ""


# JSON within JSON is escaped twice. The lookbehind keeps the search linear, and stands behind the sign for speed: 10 ms
# instead of 500 where 20 MB have no escape.
_ESCAPE = re.compile(r"\\(?<!\\\\)\\*(?:u([0-9a-fA-F]{4})|([bfnrt])|(?=[\"/]))")
# What parts no words: inline tags, and in copies of Markdown where links lead.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr)\b[^<>]*>"
    r"|\]\([^()\s]*\)"
)


def _unescaped(text: str) -> str:
    """A text without the escapes of JSON, HTML and XML."""

    def sign(escape: re.Match[str]) -> str:
        if not escape[1]:
            return " " if escape[2] else ""
        number = int(escape[1], 16)
        return " " if 0xD800 <= number < 0xE000 else chr(number)

    return unescaped(_ESCAPE.sub(sign, text))


def _told(text: str) -> str:
    """A text without what parts no words; the attributes of inline tags follow at the end."""
    attributes = "\n".join(tag for tag in _INLINE.findall(text) if "=" in tag)
    return f"{_INLINE.sub('', text)}\n{attributes}"


def _quote(phrase: Sequence[str], text: str) -> str:
    """A phrase as a text writes it, on one line."""
    found = re.search(r"[\W_]+".join(map(re.escape, phrase)), text, re.IGNORECASE)
    return " ".join((found[0] if found and "<" not in found[0] else " ".join(phrase)).split())


def _of_draft(path: str, draft: Draft, what: str, quote: str) -> Finding:
    name = f', the page "{draft.title}"' if draft.url else ""
    shown = f'"{quote}"' if what == "words" else quote
    publish = f"to publish the draft, take {'`draft: true` out of its front matter' if draft.url else 'its marks out'}"
    return Finding(
        path,
        f"the published file {path} has {what} of this draft{name}: {shown}",
        f"keep drafts out of the template, the plugin or the file that it comes from; {publish}",
        quote=quote,
        source=f"{draft.src}:{draft.line}:1",
    )


_MARK = re.compile(MARK.pattern.encode())
# In data and plain text, a mark within a line is one that is spoken of.
_MARK_LINE = re.compile(rb"(?:^|[\n\"]|\\n)[ \t]*" + _MARK.pattern + rb"[ \t]*(?:\r?\n|\\[rn]|\"|$)")


def _mark(path: str, content: bytes) -> str:
    """The first draft mark of a file, or ""."""
    found = _MARK.search(content)
    if found is None:
        return ""
    if path.endswith(_MARKDOWN):
        marks = read_marks(content.decode("utf-8", "replace"))
        is_meant = bool(marks.parts or marks.faults)
    else:
        is_meant = path.endswith(_MARKUP) or _MARK_LINE.search(content) is not None
    return found[0].decode() if is_meant else ""


def _of_mark(path: str, mark: str) -> Finding:
    return Finding(
        path,
        f"holds a draft mark, {mark}, and so what may not be meant for customers",
        "take the mark and the text below it out of what this file is made of; "
        "hubgen minds draft marks in the Markdown of pages only, each on a line of its own",
        quote=mark,
    )
