"""The nouns of a help center, as frozen values. Imports nothing of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import BaseModel

Severity = Literal["error", "warning", "info", "off"]
Place = Literal["head", "header", "nav", "breadcrumb", "footer", "body"]


@dataclass(frozen=True, slots=True)
class Excuse:
    """A check that an editor has excused in place, and why."""

    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page as its Markdown declares it.

    `src` is the Markdown file, from the content folder (of a generated page: where it would be); `path` the built
    file and `url` the address, both from the site's root. `group` is the spoke's group, "" for an article; `parent`
    the built file of the spoke that an article stands below; `meta` the validated front matter of the page's kind.
    """

    src: str
    path: str
    url: str
    title: str
    kind: str
    meta: BaseModel
    description: str = ""
    group: str = ""
    parent: str = ""
    order: int = 0
    generated: bool = False


@dataclass(frozen=True, slots=True)
class Spoke:
    """A page that the hub must link to directly: its built file, title and group."""

    path: str
    title: str
    group: str


# Address and Link are tuples: a site of 1,200 pages has 200,000 of each, and a frozen dataclass takes thrice as long.
class Address(NamedTuple):
    """Where an address leads, as a browser resolves it.

    `where` is `site` (then `path` is decoded and starts at the site's root, without a leading slash), `outside`
    (then `path` is the whole address) or `malformed` (then `problem` says why). `fragment` is decoded.
    """

    where: Literal["site", "outside", "malformed"]
    path: str = ""
    fragment: str = ""
    problem: str = ""


class Link(NamedTuple):
    """One use of an address on a built page; `number` counts the page's links in document order, from 0.

    `rel` says what a `<link>` or a `<meta>` is for: its `rel`, `refresh`, or a property such as `og:image`.
    """

    href: str
    target: Address
    text: str
    place: Place
    tag: str
    attribute: str
    number: int
    excuses: tuple[Excuse, ...] = ()
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """One image of a built page; `alt` is None where the attribute is missing, `number` counts from 0."""

    src: str
    alt: str | None
    hidden: bool
    place: Place
    number: int
    excuses: tuple[Excuse, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a built page; `level` is from 1 to 6, `id` its anchor, "" where it has none."""

    level: int
    id: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the body with the text below it, up to the next one; `id` is its anchor, "" above the first."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One built HTML page, read once; `path` is the built file from the site's root.

    `defines` holds every anchor, `repeated` the ids that several elements have, in order. `sections` are there only
    where a page was read with its text. `unread` says why a page was not read at all, "" where it was.
    """

    path: str
    unread: str = ""
    title: str = ""
    lang: str = ""
    heading: str = ""
    description: str = ""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    defines: frozenset[str] = frozenset()
    repeated: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    excuses: tuple[Excuse, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check reports.

    A check gives `page` (the built file, "" for the whole site), `message`, `remedy` and, where there is one, the
    `link` or `image` at fault, or the words that it is about as the page has them: `quote`, of several alike the one
    numbered `nth`, from 0; or the `template` that makes it on every page, as in `partials/footer.html`. It may give a
    `severity` milder than its own, and `in_html`, the remedy where the Markdown writes an address as HTML. The rest is
    filled in for it: `line` is that of the built page, `source` the `file:line:column` of the Markdown or template,
    `excerpt` the line there.
    """

    page: str
    message: str
    remedy: str
    target: str = ""
    pages: tuple[str, ...] = ()
    link: Link | None = None
    image: Image | None = None
    quote: str = ""
    nth: int = 0
    template: str = ""
    in_html: str = ""
    check: str = ""
    topic: str = ""
    severity: Severity = "error"
    line: int = 0
    source: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What customers type, and the page that they must find by it.

    `page` is the built file, `anchor` the section that search must open it at, "" for any; `place` the last place, from
    1, among the pages found that will do; `source` is `file:line:column` of where editors keep it.
    """

    query: str
    page: str
    anchor: str = ""
    place: int = 3
    source: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What an address of another site answered when it was asked.

    `status` is 0 where no answer came; `problem` the end of a sentence about the address, "" where it is alive, as in
    `answers 404 Not Found`; `moved_to` the address that it has moved to for good, "" where it has not.
    """

    url: str
    status: int
    problem: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that is not to be published: a page with `draft: true`, or what stands between draft marks on a page.

    `src` is its Markdown file with the folder of the content before it, `line` the line there, `text` its own words in
    lower case; `url` and `title` are those of a page, "" of a part of one.
    """

    src: str
    line: int
    text: str
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """When a page counts as stale: so many days before its `review_by` it is a warning, so many after it an error."""

    ahead: int = 30
    limit: int = 30


@dataclass(frozen=True, slots=True)
class Clicks:
    """How many clicks from the hub, by body links, a page may be away."""

    spokes: int = 1
    articles: int = 2


@dataclass(frozen=True, slots=True)
class Hosting:
    """How the site's host serves files: the names of a folder's index page, and whether `page` reaches `page.html`."""

    index: tuple[str, ...] = ("index.html",)
    clean_urls: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A whole help center: what its content declares and, once built, what its pages hold.

    `hub` is the hub's built file; `contact` the contact page's, or an address outside the site, or "" where neither
    is known. `declared` is False when the spokes were not declared but read off the hub's body links. `pages` and
    `documents` are keyed by built file; `files` holds every file of the built site, which stands in the folder `root`;
    `faults` what is wrong with the content itself. Each of the `synonyms` lists words and phrases that mean the same;
    `searches` is what must be found, `drafts` what must not be. `today` is the day that dates are held against, None
    where none is. `visits` tells of the addresses of other sites that were asked, without their fragments; None where
    none was to be.
    """

    hub: str = ""
    contact: str = ""
    spokes: tuple[Spoke, ...] = ()
    declared: bool = True
    pages: Mapping[str, Page] = field(default_factory=lambda: MappingProxyType({}))
    documents: Mapping[str, Document] = field(default_factory=lambda: MappingProxyType({}))
    files: frozenset[str] = frozenset()
    root: Path | None = None
    clicks: Clicks = Clicks()
    hosting: Hosting = Hosting()
    review: Review = Review()
    today: date | None = None
    drafts: tuple[Draft, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    searches: tuple[Search, ...] = ()
    visits: Mapping[str, Visit] | None = None
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a report tells of a check: its id, topic and severity, and its manual, whose first line sums it up."""

    id: str
    topic: str
    severity: Severity
    manual: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks came to: all that a reporter writes.

    `findings` are those to be mended, `rules` the checks that ran. `known` are the findings that a baseline knows, and
    `mended` counts those that are gone, on each page. `failed` says that the site must not be published, `strict` that
    warnings suffice for that, `notes` what could not be judged, a sentence each.
    """

    site: Site
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...] = ()
    known: tuple[Finding, ...] = ()
    mended: int = 0
    failed: bool = False
    strict: bool = False
    notes: tuple[str, ...] = ()
