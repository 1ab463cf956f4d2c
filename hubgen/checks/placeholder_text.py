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

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hubgen.checks import PAGES_HAVE, made_by_template
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
        for where, text in _texts(document) if _is_suspect(document) else ():
            for words in _placeholders(text, document.lang, whole=where == "the text"):
                if where in _ATTRIBUTES or not _is_code(words, path, site.root):
                    found[words].setdefault(path, where)
    for path, words in _in_links(site):
        if not _is_code(words, path, site.root):
            found[words].setdefault(path, "the text of a link")
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


_ATTRIBUTES = ("the title", "the description", "the alternative text of an image")


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """The texts of a page, each with where it stands; the description may be made of the text, which comes first."""
    for section in document.sections:
        yield "a heading", section.title
        yield "the text", section.text
    yield "the title", document.title
    yield "the description", document.description
    for image in document.images:
        yield "the alternative text of an image", image.alt or ""


def _is_suspect(document: Document) -> bool:
    text = "\n".join(text for _, text in _texts(document)).lower()
    return any(sign in text for sign in _SIGNS)


def _placeholders(text: str, lang: str, *, whole: bool = False) -> Iterator[str]:
    """The placeholders in a text of a language; `whole` is that of a section, which may be nothing else."""
    if whole and _WHOLE.fullmatch(text):
        yield text
    for found in _PLACEHOLDER.finditer(text):
        if found[0] != "TODO" or lang.lower().partition("-")[0] not in _ALL_IS_TODO:
            yield found[0]


def _is_code(words: str, path: str, root: Path | None) -> bool:
    """Whether words of a page's text are only written as code, which a Document does not tell; its file does."""
    if root is None:
        return False
    text = _TAG.sub("", _CODE.sub("", (root / path).read_text("utf-8", "replace")))
    return words not in " ".join(html.unescape(text).split())


_CODE = re.compile(r"<(code|kbd|pre|samp|script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def _in_links(site: Site) -> Iterator[tuple[str, str]]:
    """The pages with a placeholder in the words of a link; one that the other page has as its title is told there."""
    texts = {link.text for document in site.documents.values() for link in document.links}
    suspects = {text for text in texts if _PLACEHOLDER.search(text)}
    for path, document in sorted(site.documents.items()) if suspects else ():
        for link in document.links:
            if link.text in suspects and not _is_title(link, site):
                yield from ((path, words) for words in _placeholders(link.text, document.lang))


def _is_title(link: Link, site: Site) -> bool:
    page = site.documents.get(reached(link.target, site) or "")
    return page is not None and link.text in (page.heading, page.title)
