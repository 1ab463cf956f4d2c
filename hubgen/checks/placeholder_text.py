"""Words that were to be replaced before the page is published.

"You have TBD days" tells customers that nobody has read the page, and makes them doubt all the rest. Found are TODO,
FIXME, TBD and XXX in capitals, "lorem ipsum", "[insert ...]", "<placeholder>", "example text here", addresses such as
xxx@example.com, and "Coming soon" where a section says nothing else; in the title, the description, the text, and the
words of images and links. What is written as code is left out. TBD is a warning: it may be meant to be read.

Bad:
    returns.html:
        <main><h1>Returns</h1> <p>You have TBD days to send it back.</p></main>

Bad:
    returns.html:
        <head><meta name="description" content="[insert description here]"></head>
        <main><h1>Returns</h1> <h2>Exchanges</h2> <p>Coming soon!</p></main>

Good:
    returns.html:
        <main><h1>Returns</h1> <p>Put it on your todo list. New colors are coming soon, in sizes up to XXXL.</p></main>
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from hubgen import html
from hubgen.checks import made_by_template
from hubgen.extent import PAGES_HAVE
from hubgen.links import reached
from hubgen.model import Document, Finding, Link, Site

topic: Final = "content"
severity: Final = "error"
needs_text: Final = True

_PLACEHOLDER = re.compile(
    r"""(?<![\w-])(?:TODO|FIXME|TBD|(?<!X[ ])(?<!X\)[ ])XXX(?!\)?[ -]X))(?![\w-])
    |   (?i:\blorem\ ipsum\b
        |   \[insert\ [^\]]{1,80}\]
        |   <(?:placeholder|insert\ [^>]{1,80})>
        |   (?<![\w.+-])x{3,}@[\w.-]*\w
        |   \b(?:dummy|example|placeholder|sample)\ text\ (?:goes\ )?here\b)""",
    re.VERBOSE,
)
_WHOLE = re.compile(r"(?:(?:this )?page )?(?:is )?(?:coming soon|under construction)[.!\u2026]*", re.IGNORECASE)

# A page without any of these has no placeholder; to look for them takes a tenth of the time.
# fmt: off
_SIGNS = (
    "[insert", "<insert", "<placeholder", "coming soon", "fixme", "lorem ipsum", "tbd", "text goes here", "text here",
    "todo", "under construction", "xxx",
)
# fmt: on

# Where "todo" is a word like "all".
_ALL_IS_TODO = frozenset({"es", "gl", "pt"})


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page and placeholder; one for all pages where most have the same, as by a template."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path, document in sorted(site.documents.items()):
        for where, words in _told(document, site) if _is_suspect(document) else ():
            found[words].setdefault(path, where)
    for words, pages in sorted(found.items()):
        if made_by_template(pages, site):
            yield _finding("", PAGES_HAVE, words, next(iter(pages.values())), tuple(pages))
        else:
            yield from (_finding(path, "has", words, where) for path, where in pages.items())


def _finding(page: str, have: str, words: str, where: str, pages: tuple[str, ...] = ()) -> Finding:
    message = f'{have} the placeholder "{words}" in {where}'
    if words == "TBD":
        remedy = "write what is to stand there, or say in words that it is not decided yet"
        return Finding(page, message, remedy, pages=pages, quote=words, severity="warning")
    return Finding(page, message, "write what is to stand there, or take it out", pages=pages, quote=words)


def _is_suspect(document: Document) -> bool:
    texts = [*(text for _, text in _texts(document)), *(link.text for link in document.links)]
    text = "\n".join(texts).lower()
    return any(sign in text for sign in _SIGNS)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """The texts of a page, each with where it stands; the description may be made of the text, which comes first."""
    for section in document.sections:
        yield "a heading", section.title
        yield "the text", section.text
    yield "the title", document.title
    yield "the description", document.description
    for image in document.images:
        yield "the alternative text of an image", image.alt or ""


def _told(document: Document, site: Site) -> Iterator[tuple[str, str]]:
    """The placeholders of a page that are not written as code, each after where it stands."""
    hits = [
        (where, [*_placeholders(text, document.lang, whole=where == "the text")])
        for where, text in _texts_and_links(document, site)
    ]
    if any(found for _, found in hits):
        texts = _texts_and_links(_without_code(document, site.root), site)
        for (where, found), (_, text) in zip(hits, texts, strict=False):
            yield from ((where, hit[0]) for hit in found if _LETTER.search(text, *hit.span()))


_LETTER = re.compile(r"\w")


def _texts_and_links(document: Document, site: Site) -> Iterator[tuple[str, str]]:
    """The texts of a page and of its links; one that the other page has as its title is told there, and empty here."""
    yield from _texts(document)
    for link in document.links:
        if link.tag == "a":
            yield "the text of a link", "" if _is_title(link, site) else link.text


def _is_title(link: Link, site: Site) -> bool:
    page = site.documents.get(reached(link.target, site) or "")
    return page is not None and link.text in (page.heading, page.title)


def _without_code(document: Document, root: Path | None) -> Document:
    """A page with a dash for each letter in code, which a Document does not tell; its file does."""
    if root is None:
        return document
    sections, texts = html.without_code((root / document.path).read_bytes())
    anchors = (link for link in document.links if link.tag == "a")
    links = tuple(link._replace(text=text) for link, text in zip(anchors, texts, strict=False))
    return replace(document, sections=tuple(sections), links=links)


def _placeholders(text: str, lang: str, *, whole: bool) -> Iterator[re.Match[str]]:
    """The placeholders in a text of a language; `whole` is that of a section, which may be nothing else."""
    if whole and (found := _WHOLE.fullmatch(text)):
        yield found
    for found in _PLACEHOLDER.finditer(text):
        if found[0] != "TODO" or lang.lower().partition("-")[0] not in _ALL_IS_TODO:
            yield found
