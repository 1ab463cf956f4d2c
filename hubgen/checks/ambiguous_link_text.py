"""Two links of one page with the same text that lead to different pages.

Who has seen "Returns" lead to the returns policy expects the same of every other "Returns", and who has the links of
a page read out cannot tell the two apart at all. Capitals make no difference, and neither do places within a page.
Breadcrumbs are left out, and so are links within the page, links that lead to nothing and texts without a letter.

Bad:
    index.html:
        <main><a href="policy.html">Returns</a> and <a href="faq.html">returns</a></main>
    policy.html:
        <title>Returns policy</title>
    faq.html:
        <title>Returns FAQ</title>

Bad:
    contact.html:
        <main><a href="mailto:help@shop.example">Contact us</a></main>
        <footer><a href="contact.html">Contact us</a></footer>

Good:
    index.html:
        <main><a href="policy.html#costs">Returns</a> and <a href="faq.html">Returns FAQ</a></main>
        <footer><a href="policy.html">Returns</a></footer>
    policy.html:
        <title>Returns policy</title>
    faq.html:
        <title>Returns FAQ</title>
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from hubgen.extent import PAGES_HAVE
from hubgen.links import named, reached, sends_on
from hubgen.model import Document, Finding, Link, Site
from hubgen.registry import part_id

topic: Final = "accessibility"
severity: Final = "warning"

# A link with its goal: the page, or the address outside the site, that it leads to.
Led = tuple[Link, str]


def check(site: Site) -> Iterator[Finding]:
    """One finding for each text in a page's body, and one for all pages whose chrome has the same two links."""
    in_chrome: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for path, document in sorted(site.documents.items()):
        for links in _alike(document):
            led = [(link, goal) for link in links if (goal := _goal(link, path, site))]
            chrome = list(dict.fromkeys(goal for link, goal in led if link.place != "body"))
            if len(chrome) > 1 and _differ(chrome[0], chrome[1], site):
                in_chrome[links[0].text, chrome[0], chrome[1]].append(path)
            for (link, goal), other in _others([each for each in led if each[0].place == "body"], chrome, site):
                message = f'two links "{link.text}" lead to different pages: {_named(other, site)}, and this one to '
                yield Finding(
                    path, message + _named(goal, site), _remedy(link.text, "this one", goal, other, site), link=link
                )
    for (text, first, second), pages in in_chrome.items():
        yield Finding(
            "",
            f'{PAGES_HAVE} two links "{text}" in header, footer or sidebar: '
            f"one to {_named(first, site)}, another to {_named(second, site)}",
            _remedy(text, "the second one", second, first, site),
            pages=tuple(pages),
        )


def _alike(document: Document) -> list[list[Link]]:
    """The links of a page that share their text with one that has another address, text by text."""
    addresses: dict[str, str] = {}
    several: dict[str, list[Link]] = {}
    for link in document.links:
        if text := link.text:
            address = link.target.path
            if addresses.setdefault(text.casefold(), address) != address:
                several[text.casefold()] = []
    if several:
        for link in document.links:
            if link.text and link.text.casefold() in several:
                several[link.text.casefold()].append(link)
    return list(several.values())


def _goal(link: Link, page: str, site: Site) -> str:
    """Where a link leads in the end, or "" where that does not count."""
    if link.place == "breadcrumb" or link.target.where == "malformed" or not any(map(str.isalpha, link.text)):
        return ""
    if link.target.where == "outside":
        return _outside(link.target.path)
    file = reached(link.target, site) or ""
    if file == page and "#" in link.href:
        return ""
    if file in site.documents and sends_on(site.documents[file]):
        onward = (reached(each.target, site) for each in site.documents[file].links if each.rel == "refresh")
        return next(filter(None, onward), file)
    return file


def _outside(address: str) -> str:
    """An address outside the site without what makes no difference: a subject, a place within a page, dashes."""
    scheme, _, rest = address.partition("#")[0].partition(":")
    if scheme == "tel":
        rest = re.sub(r"[^\w+;=]", "", unquote(rest))
    return f"{scheme}:{rest.partition('?')[0] if scheme == 'mailto' else rest}"


def _others(body: Sequence[Led], chrome: Sequence[str], site: Site) -> Iterator[tuple[Led, str]]:
    """The link in the body that leads elsewhere than one before it, or than the chrome, and that other goal.

    Those before it that are excused come, too, as what their excuses are for.
    """
    firsts = [(body[0][1], body[1:])] if body else []
    for other, links in (*firsts, *((goal, body) for goal in chrome if len(chrome) == 1)):
        for each in links:
            if _differ(other, each[1], site):
                yield each, other
                if part_id(__name__) not in {excuse.check for excuse in each[0].excuses}:
                    return


def _differ(one: str, other: str, site: Site) -> bool:
    """Whether two goals are different pages; of two with one title duplicate-title tells."""
    first, second = site.documents.get(one), site.documents.get(other)
    return one != other and (
        first is None or second is None or not first.title or first.title.casefold() != second.title.casefold()
    )


def _remedy(text: str, which: str, goal: str, other: str, site: Site) -> str:
    label, other_label = _label(goal, text, site), _label(other, text, site)
    if label.casefold() not in (text.casefold(), other_label.casefold()):
        return f'write "{label}" as the text of {which}'
    if other_label.casefold() not in (text.casefold(), label.casefold()):
        return f'write "{other_label}" as the text of the other'
    return "say in both texts what tells the one page from the other"


def _label(goal: str, text: str, site: Site) -> str:
    """What to call a goal: a page by its title, a mail address or number by itself, others by their host, too."""
    if document := site.documents.get(goal):
        return document.heading or document.title or text
    host = urlsplit(goal).hostname
    return f"{text} ({host})" if host else _named(goal, site)


def _named(goal: str, site: Site) -> str:
    """A page by title and file, a mail address or number by itself, any other address as it is."""
    scheme, _, address = goal.partition(":")
    return address if scheme in ("mailto", "tel") else named(goal, site)
