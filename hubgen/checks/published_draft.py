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
from html import unescape
from itertools import filterfalse
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from hubgen.drafts import MARK, Phrases, phrases, read_marks, words_in
from hubgen.links import reached
from hubgen.model import Address, Draft, Finding, Site
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
        urls = "|".join(re.escape(draft.url) for draft in self._by_address.values())
        self._address = re.compile(rf"(?<![^{_AROUND}])[^{_AROUND}]*?(?:{urls})(?:index\.html)?(?=[{_AROUND}#?]|$)")
        self._clean: set[bytes] = set()

    def found_in(self, path: str, content: bytes) -> Mapping[Draft, tuple[str, str]]:
        """The drafts in a file, each with what of it is there, and the words or the address.

        Most lines of a page are chrome: one that was looked at in a file without drafts is not looked at again.
        """
        lines = list(filterfalse(self._clean.__contains__, content.split(b"\n")))
        text = _unescaped(b"\n".join(lines).decode("utf-8", "replace"))
        found: dict[Draft, tuple[str, str]] = {}
        told = _told(text)
        for phrase in self._phrases.found_in(words_in(told)):
            found.setdefault(self._by_phrase[phrase], ("words", _quote(phrase, told)))
        for address, draft in self._addresses_in(text, path):
            found.setdefault(draft, ("the address", address))
        if not found:
            self._clean.update(lines)
        return found

    def _addresses_in(self, text: str, path: str) -> Iterator[tuple[str, Draft]]:
        if path in self._by_address:
            yield path, self._by_address[path]
        # In a file that is no page, an address without a host starts from the site's root.
        start = path if path.endswith(_PAGES) else ""
        for found in self._address.finditer(text) if self._by_address else ():
            target = resolve(found[0], start, self._site_url)
            if target.where == "site" and target.path in self._by_address:
                yield found[0], self._by_address[target.path]


# What stands around an address, in HTML, XML, JSON and plain text.
_AROUND = r"\s\"'<>()=,;&\\"


def _addresses(site: Site) -> Mapping[str, Draft]:
    """The drafts by their addresses, with and without index.html; no page that is published has them."""
    found = {}
    for draft in site.drafts:
        path = unquote(draft.url)
        if path and reached(Address("site", path), site) not in site.pages:
            found[path] = draft
            if path.endswith("/"):
                found[f"{path}index.html"] = draft
    return found


def _site_url(site: Site) -> str:
    """The address of the site's root, as its pages tell it, or ""."""
    for path, page in site.pages.items():
        for link in site.documents[path].links if path in site.documents else ():
            if link.rel == "canonical" and link.href.endswith(page.url):
                return link.href.removesuffix(page.url)
    return ""


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[bfnrt])")
# What parts no words: inline tags, and in copies of Markdown where links lead.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>"
    r"|\]\([^()\s]*\)"
)


def _unescaped(text: str) -> str:
    """A text without the escapes of JSON."""

    def sign(escape: re.Match[str]) -> str:
        number = int(escape[1] or "20", 16)
        return " " if 0xD800 <= number < 0xE000 else chr(number)

    return _ESCAPE.sub(sign, text) if "\\" in text else text


def _told(text: str) -> str:
    """A text without what parts no words; the attributes of inline tags follow at the end."""
    attributes = "\n".join(tag for tag in _INLINE.findall(text) if "=" in tag)
    return unescape(f"{_INLINE.sub('', text)}\n{attributes}")


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
