"""The figures of the proof: how customers get to each spoke and each page, and on from there."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from types import MappingProxyType

from hubgen.links import body_links, contact_page, is_aside, leads_to_person, pages_led_to, reachable, ways
from hubgen.model import Document, Place, Site


@dataclass(frozen=True, slots=True)
class SpokeProof:
    """How customers get to one spoke and on from it, a page's links to itself left out.

    `clicks` counts from the hub by body links, None where they do not lead there. Of the body links to the spoke,
    `from_hub` are the hub's, `links` those of the other `pages`; `onward` are its own to other pages of the site.
    `chrome` counts the pages whose header, footer or sidebar links to it.
    """

    path: str
    title: str
    group: str
    built: bool
    clicks: int | None
    from_hub: int
    links: int
    pages: int
    onward: int
    chrome: int
    to_hub: bool
    to_person: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one page: as of a spoke, with the words of its text and how easily it reads, where known."""

    path: str
    title: str
    clicks: int | None
    links: int
    pages: int
    words: int
    ease: float | None


def proof(site: Site) -> tuple[SpokeProof, ...]:
    """The figures of every spoke, in the hub's order."""
    way_to, tally, contact = ways(site), _Tally(site), contact_page(site)
    return tuple(
        SpokeProof(
            path=spoke.path,
            title=spoke.title,
            group=spoke.group,
            built=spoke.path in site.documents,
            clicks=_clicks(spoke.path, way_to),
            from_hub=tally.body[spoke.path][site.hub],
            links=tally.body[spoke.path].total() - tally.body[spoke.path][site.hub],
            pages=len(tally.body[spoke.path].keys() - {site.hub}),
            onward=tally.onward[spoke.path],
            chrome=len(tally.chrome[spoke.path]),
            to_hub=spoke.path in tally.body[site.hub],
            to_person=spoke.path == contact or _leads_to_person(site.documents.get(spoke.path), site),
        )
        for spoke in site.spokes
    )


def figures(site: Site, ease: Mapping[str, float] = MappingProxyType({})) -> tuple[Figures, ...]:
    """The figures of every page that customers are led to, by file; `ease` says how easily each reads."""
    way_to, tally = ways(site), _Tally(site)
    return tuple(
        Figures(
            path=path,
            title=title_of(path, site),
            clicks=_clicks(path, way_to),
            links=tally.body[path].total(),
            pages=len(tally.body[path]),
            words=sum(len(f"{section.title} {section.text}".split()) for section in document.sections),
            ease=ease.get(path),
        )
        for path, document in sorted(site.documents.items())
        if not is_aside(document)
    )


def only_chrome(site: Site) -> tuple[str, ...]:
    """The pages that can be reached from the hub, but by no way that body links make, sorted."""
    way_to = ways(site)
    return tuple(path for path in sorted(reachable(site)) if path not in way_to and not is_aside(site.documents[path]))


def unreached(site: Site) -> tuple[str, ...]:
    """The pages that cannot be reached from the hub at all, sorted."""
    found = reachable(site)
    return tuple(path for path, each in sorted(site.documents.items()) if path not in found and not is_aside(each))


def title_of(path: str, site: Site) -> str:
    """What to call a page: its title as declared, else its heading, its title or its file."""
    if page := site.pages.get(path):
        return page.title
    document = site.documents.get(path)
    declared = next((spoke.title for spoke in site.spokes if spoke.path == path), "")
    return (document.heading or document.title if document else declared) or path


# A table is no wider than this, so that it fits a terminal.
WIDTH = 100


def lines(spokes: Sequence[SpokeProof]) -> list[str]:
    """The proof as a table for people, and below it what is missing."""
    head = ("Spoke", "Clicks", "From hub", "Links", "Pages", "Onward", "Chrome", "To hub", "To person")
    rows = [
        (
            spoke.title,
            _number(spoke.clicks),
            *map(str, (spoke.from_hub, spoke.links, spoke.pages, spoke.onward, spoke.chrome)),
            *("yes" if each else "no" for each in (spoke.to_hub, spoke.to_person)),
        )
        for spoke in spokes
    ]
    legend = (
        "Clicks: from the hub by links in texts. From hub: links in the hub's text. Links, pages: those of other "
        "texts, and how many pages have them. Onward: links in its own text. Chrome: pages whose header, footer or "
        "sidebar links to it. To hub, to person: whether its own text does."
    )
    return [*_table(head, rows), "", *wrap(legend, WIDTH), "", *_missing(spokes)]


def page_lines(pages: Sequence[Figures]) -> list[str]:
    """The figures of pages as a table for people."""
    head = ("Page", "Clicks", "Links", "Pages", "Words", "Ease")
    return _table(
        head,
        [
            (page.title, _number(page.clicks), str(page.links), str(page.pages), str(page.words), _number(page.ease))
            for page in pages
        ],
    )


def shortened(text: str, width: int) -> str:
    """A text in one line, cut to a width in columns, of which wide letters take two."""
    text = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    if _columns(text) <= width:
        return text
    while text and _columns(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


class _Tally:
    """The links between the pages of a site, each page's links to itself left out.

    `body` counts for each page the body links to it by the page that has them, `onward` those that it has itself;
    `chrome` names the pages whose header, footer or sidebar links to it.
    """

    def __init__(self, site: Site) -> None:
        self.body: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.chrome: defaultdict[str, set[str]] = defaultdict(set)
        self.onward: Counter[str] = Counter()
        for path, document in site.documents.items():
            for file in pages_led_to(body_links(document), site):
                if file != path:
                    self.body[file][path] += 1
                    self.onward[path] += 1
            for file in pages_led_to((link for link in document.links if link.place in _CHROME), site):
                if file != path:
                    self.chrome[file].add(path)


_CHROME: frozenset[Place] = frozenset({"header", "nav", "footer"})


def _clicks(path: str, way_to: Mapping[str, Sequence[str]]) -> int | None:
    return len(way_to[path]) - 1 if path in way_to else None


def _leads_to_person(document: Document | None, site: Site) -> bool:
    return document is not None and any(leads_to_person(link, site) for link in body_links(document))


def _number(number: float | None) -> str:
    return "-" if number is None else f"{number:.0f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns under a header line; the first to the left and as wide as there is room, the others to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    room = WIDTH - sum(width + 2 for width in widths[1:])
    first = min(room, max(_columns(row[0]) for row in (head, *rows)))
    return [
        _padded(shortened(row[0], first), first)
        + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in (head, *rows)
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _missing(spokes: Sequence[SpokeProof]) -> list[str]:
    """What each spoke lacks, one line for each; or that none lacks anything."""
    lacking = [(spoke, _lacks(spoke)) for spoke in spokes]
    found = [f"{shortened(spoke.title, 40)}: {', '.join(lacks)}" for spoke, lacks in lacking if lacks]
    nothing = f"Nothing is missing: the hub links to all {len(spokes)} spokes, and each leads back and to a person."
    return found or [nothing]


def _lacks(spoke: SpokeProof) -> list[str]:
    if not spoke.built:
        return ["was not built"]
    there = (
        (spoke.from_hub > 0, "the hub does not link to it" if spoke.links else "no text links to it"),
        (spoke.to_hub, "no link to the hub"),
        (spoke.to_person, "no link to a person"),
    )
    return [what for is_there, what in there if not is_there]
