"""Uses minus definitions: which file an address reaches, and how customers get from page to page."""

import posixpath
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from types import MappingProxyType
from urllib.parse import unquote

from hubgen.frontmatter import Location, PageRef
from hubgen.model import Address, Document, Link, Page, Place, Site
from hubgen.urls import resolve

# Pages that nobody is led to by a link: the server shows the one, and the search box leads to the other.
ASIDE = frozenset({"404.html", "search.html", "search/index.html"})


# How Markdown writes what it can; all other uses of addresses are written in HTML.
MARKDOWN = MappingProxyType({("a", "href"): "[text]", ("img", "src"): "![text]"})


def reached(target: Address, site: Site) -> str | None:
    """The built file that one of the site's own addresses reaches, or None, as the site's host serves files."""
    if target.where != "site":
        return None
    path = target.path
    if path in site.files:
        return path
    folder = path if path.endswith("/") or not path else f"{path}/"
    for name in site.hosting.index:
        if f"{folder}{name}" in site.files:
            return f"{folder}{name}"
    return f"{path}.html" if site.hosting.clean_urls and f"{path}.html" in site.files else None


def defines_fragment(document: Document, fragment: str) -> bool:
    """Whether a browser finds a place on a page by the fragment as it stands in the address, or decoded.

    A text fragment (`#:~:text=`) at worst shows the top. HTML standard, "find a potential indicated element".
    """
    name = fragment.partition(":~:")[0]
    decoded = unquote(name, errors="replace")
    return not name or name in document.defines or decoded in document.defines or decoded.lower() == "top"


def heading_owners(site: Site) -> Mapping[str, list[str]]:
    """The pages that have a heading of each anchor."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, document in sorted(site.documents.items()):
        for name in dict.fromkeys(heading.id for heading in document.headings if heading.id):
            found[name].append(path)
    return found


def is_aside(document: Document) -> bool:
    """Whether a page need not be reached by links: 404, search, and pages that only send on to another."""
    return document.path in ASIDE or sends_on(document)


def sends_on(document: Document) -> bool:
    """Whether a page only sends on to another, as those at former addresses do."""
    return any(link.rel == "refresh" and link.target.path != document.path for link in document.links)


def body_links(document: Document) -> Iterator[Link]:
    """The links in a page's text, which customers follow; chrome left out."""
    return (link for link in document.links if link.place == "body" and link.tag in ("a", "area"))


def pages_led_to(links: Iterable[Link], site: Site) -> Iterator[str]:
    """The built pages that links lead to, in the links' order; what leads elsewhere is left out."""
    for link in links:
        file = reached(link.target, site)
        if file is not None and file in site.documents:
            yield file


def chrome_links(place: Place, site: Site) -> Mapping[str, frozenset[str]]:
    """The pages that the header or the footer of each page links to; those that only send on or are unread left out."""
    return {
        path: frozenset(pages_led_to((link for link in document.links if link.place == place), site))
        for path, document in sorted(site.documents.items())
        if not sends_on(document) and not document.unread
    }


def ways(site: Site) -> Mapping[str, tuple[str, ...]]:
    """The shortest way from the hub to each page that body links lead to: the pages on it, both ends included."""
    found: dict[str, tuple[str, ...]] = {site.hub: (site.hub,)} if site.hub in site.documents else {}
    waiting = deque(found)
    while waiting:
        path = waiting.popleft()
        for file in pages_led_to(body_links(site.documents[path]), site):
            if file not in found:
                found[file] = (*found[path], file)
                waiting.append(file)
    return found


def reachable(site: Site) -> frozenset[str]:
    """The pages that links of any kind, chrome included, lead to from the hub."""
    found = {site.hub} & site.documents.keys()
    waiting = sorted(found)
    while waiting:
        links = site.documents[waiting.pop()].links
        leading = (link for link in links if link.tag in ("a", "area") or link.rel == "refresh")
        new = set(pages_led_to(leading, site)) - found
        found |= new
        waiting.extend(sorted(new))
    return frozenset(found)


def inbound(site: Site) -> Mapping[str, tuple[str, ...]]:
    """For each page, the other pages whose text links to it, sorted."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for document in site.documents.values():
        for file in pages_led_to(body_links(document), site):
            if file != document.path:
                found[file].add(document.path)
    return {path: tuple(sorted(pages)) for path, pages in found.items()}


_ITS_OWN = frozenset({"canonical", "alternate", "og:url"})


def external_addresses(site: Site) -> list[str]:
    """The web pages of other sites that links lead to, and what pages load from there; sorted, fragments left out.

    What a page calls its own address, or that of its translation, is no other site, and may not be published yet.
    """
    return sorted(
        {
            link.target.path.partition("#")[0]
            for document in site.documents.values()
            for link in document.links
            if link.target.where == "outside"
            and link.target.path.startswith(("http://", "https://"))
            and _ITS_OWN.isdisjoint(link.rel.split())
        }
    )


def leads_to_person(link: Link, site: Site) -> bool:
    """Whether a link leads to a way to reach a person: the contact page, mail, telephone.

    Where the site names no contact, an address or a text with the word "contact" will do.
    """
    if link.target.where == "outside" and link.target.path.startswith(("mailto:", "tel:")):
        return True
    if not site.contact:
        return "contact" in link.target.path.lower() or "contact" in link.text.lower()
    return leads_to(site.contact, link, site)


def leads_to(page: str, link: Link, site: Site) -> bool:
    """Whether a link leads to a page: a built file, or a whole address outside the site."""
    if link.target.where == "outside":
        return link.target == resolve(page, "")
    return reached(link.target, site) == page


def faq_pages(site: Site) -> tuple[str, ...]:
    """The FAQ pages: the spokes of that kind; of a site whose content is not at hand, the pages called so.

    What stands below a page called FAQ is one of its articles.
    """
    if site.pages:
        kinds = {path: page.kind for path, page in site.pages.items()}
        return tuple(spoke.path for spoke in site.spokes if kinds.get(spoke.path) == "faq")
    found: list[str] = []
    folders: tuple[str, ...] = ()
    for path, document in sorted(site.documents.items()):
        if _is_faq(document) and not path.startswith(folders) and not is_aside(document):
            found.append(path)
            folders += (f"{path.removesuffix('index.html').removesuffix('.html').rstrip('/')}/",)
    return tuple(path for path in found if path != site.hub)


def contact_page(site: Site) -> str:
    """The contact page's built file or its address outside the site; where the site names none, the page called so."""
    if site.contact or site.pages:
        return site.contact
    return next((path for path, each in sorted(site.documents.items()) if _CONTACT.intersection(_names(each))), "")


# How shops call these two pages, in the languages that our checks know: of an FAQ a part of its name will do.
# fmt: off
_FAQ = (
    " faq ", " faqs ", " asked questions ", " common questions ", " frequent questions ", " popular questions ",
    " top questions ", " questions answers ", " questions and answers ", " foire aux questions ",
    " questions fréquentes ", " häufige fragen ", " häufig gestellte fragen ", " preguntas frecuentes ",
    " domande frequenti ", " veelgestelde vragen ",
)
_CONTACT = frozenset({
    " contact ", " contact us ", " get in touch ", " kontakt ", " contacto ", " contáctanos ", " contáctenos ",
    " contatti ", " contattaci ", " contactez nous ", " nous contacter ", " neem contact op ",
})
# fmt: on


def _is_faq(document: Document) -> bool:
    return any(name == " questions " or any(part in name for part in _FAQ) for name in _names(document))


def _names(document: Document) -> list[str]:
    """What a page is called in its address and in its heading: its words, in lower case and between spaces."""
    name = document.path.removesuffix("/index.html").removesuffix(".html").rpartition("/")[2]
    return [re.sub(r"[\W_]+", " ", f" {each.lower()} ") for each in (name, document.heading)]


def named(path: str, site: Site) -> str:
    """A page as an editor knows it: its title, and the file to edit."""
    page, document = site.pages.get(path), site.documents.get(path)
    title = page.title if page else (document.heading or document.title) if document else ""
    return f'"{title}" ({file_of(path, site)})' if title else file_of(path, site)


def file_of(path: str, site: Site) -> str:
    """The Markdown file of a page where there is one, else the built file."""
    page = site.pages.get(path)
    return page.src if page and not page.generated else path


def markdown_of(link: Link, page: str, site: Site) -> Page | None:
    """The page whose Markdown text a link stands in, as far as the built page tells, or None: a template made it."""
    own = site.pages.get(page)
    chrome = link.place not in ("body", "head") or link.tag in ("link", "meta", "script")
    return None if own is None or own.generated or chrome or declared(link, own, site) else own


def declared(link: Link, page: Page, site: Site) -> Mapping[Location, str]:
    """The values of a page's front matter that a template makes such a link of; those that only lead come first."""
    led_to = site.pages.get(reached(link.target, site) or "")
    named = Address("site", led_to.src, link.target.fragment) if led_to else None
    found = {
        at: value
        for at, value in _texts(page.meta.model_dump())
        if value == link.href.strip() or resolve(value, "") in (link.target, named)
    }
    return dict(sorted(found.items(), key=lambda each: each[0][-1] != "link"))


def _texts(value: object, at: Location = ()) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str) and value:
        yield at, value
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*at, key))


def address_of(path: str, fragment: str, link: Link, page: str, site: Site, *, html: bool) -> str:
    """How to write the address of a place in a built file instead of a link, so that it leads there.

    From the Markdown file in Markdown, from the built page where it is written as `html`, from the site's root in front
    matter and templates; where a front matter names pages, the Markdown file.
    """
    own = markdown_of(link, page, site)
    src = site.pages[path].src if path in site.pages else path
    if own is None:
        values = declared(link, site.pages[page], site).values() if page in site.pages else ()
        names_pages = any(isinstance(value, PageRef) for value in values)
        return (src if names_pages else built_address(path, link, "" if page in site.pages else page)) + fragment
    if html or path in ASIDE or (link.tag, link.attribute) not in MARKDOWN:
        return built_address(path, link, page) + fragment
    return _relative(src, own.src) + fragment


def built_address(path: str, link: Link, page: str) -> str:
    """The address of a built file as a browser takes it from a built page, in the manner of a link there."""
    relative = _relative(path, page)
    if link.href.partition("#")[0].endswith("html"):
        return relative
    return relative if posixpath.basename(relative) != "index.html" else relative.removesuffix("index.html") or "./"


def link_to(path: str, page: str, site: Site) -> str:
    """How to write a link in a page's text to another page: in Markdown where there is some, else in HTML.

    `path` is a built file, or a whole address outside the site.
    """
    own, other, document = site.pages.get(page), site.pages.get(path), site.documents.get(path)
    title = (other.title if other else document.heading or document.title if document else "") or "Contact us"
    if own is None or own.generated:
        address = path if document is None else _relative(path, page)
        return f'<a href="{escape(address)}">{escape(title, quote=False)}</a>'
    return f"[{title}]({path if document is None else _relative(other.src if other else path, own.src)})"


def _relative(path: str, start: str) -> str:
    return posixpath.relpath(f"/{path}", f"/{posixpath.dirname(start)}").replace(" ", "%20")
