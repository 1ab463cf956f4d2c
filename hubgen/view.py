"""What the templates show of a Site: titles and addresses from the site's root, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from hubgen.frontmatter import PageRef
from hubgen.kinds.contact import Channel
from hubgen.model import Page, Site


@dataclass(frozen=True, slots=True)
class Entry:
    """A link to show: its text, its address (from the site's root, or outside the site) and one line about it."""

    title: str
    url: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A named group of spokes."""

    name: str
    spokes: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything that the templates of one page show beside its own text.

    The same on every page: `hub` and `contact` (None where the site has none), `groups` for the footer, and the
    contact page's `channels`. For this page: `page` itself (None on 404 and search), the `faq` nearest to it,
    `breadcrumb` from the hub down to the page above, the `section` it stands in and the section's pages as `siblings`,
    `articles` below it, and `related` pages. On the hub: `cards`. There, and where `page` is None, the most wanted
    `tasks`.
    """

    hub: Entry | None
    contact: Entry | None
    faq: Entry | None
    groups: tuple[Group, ...]
    channels: tuple[Channel, ...]
    page: Page | None = None
    breadcrumb: tuple[Entry, ...] = ()
    section: Entry | None = None
    siblings: tuple[Entry, ...] = ()
    articles: tuple[Entry, ...] = ()
    related: tuple[Entry, ...] = ()
    cards: tuple[Group, ...] = ()
    tasks: tuple[Entry, ...] = ()


# More related pages than this are a list to read, not an offer.
MOST_RELATED = 4

# The spokes that are offered to whoever found nothing, where the hub names no tasks.
MOST_TASKS = 4


def view(site: Site, path: str = "") -> View:
    """The view of the page with this built file; without one, of a page outside the content, such as 404."""
    page = site.pages.get(path)
    hub = site.pages.get(site.hub)
    parent = site.pages.get(page.parent) if page else None
    groups = _groups(site, ())
    return View(
        hub=entry(hub) if hub else None,
        contact=_contact(site),
        faq=_faq(site, (parent or page).group if page else ""),
        groups=groups,
        channels=_channels(site),
        page=page,
        breadcrumb=tuple(entry(above) for above in (hub, parent) if above and above is not page),
        section=entry(parent or page) if page and page is not hub else None,
        siblings=tuple(entry(each) for each in _articles(site, (parent or page).path)) if page else (),
        articles=tuple(entry(each) for each in _articles(site, page.path)) if page else (),
        related=_related(site, page) if page else (),
        cards=_cards(site, page) if page and page is hub else (),
        tasks=_tasks(site, page) if page is None or page is hub else (),
    )


def entry(page: Page) -> Entry:
    """A page as a link to show."""
    return Entry(page.title, page.url or ".", page.description)


def _contact(site: Site) -> Entry | None:
    if site.contact in site.pages:
        return entry(site.pages[site.contact])
    return Entry("Contact us", site.contact) if site.contact else None


def _faq(site: Site, group: str) -> Entry | None:
    """The FAQ of a group; without one, the first of the site."""
    faqs = [spoke for spoke in _spoke_pages(site) if spoke.kind == "faq"]
    return next((entry(faq) for faq in [*(faq for faq in faqs if faq.group == group), *faqs]), None)


def _channels(site: Site) -> tuple[Channel, ...]:
    contact = site.pages.get(site.contact)
    return tuple(getattr(contact.meta, "channels", ())) if contact else ()


def _spoke_pages(site: Site) -> Iterable[Page]:
    return (site.pages[spoke.path] for spoke in site.spokes)


def _groups(site: Site, without: Iterable[str]) -> tuple[Group, ...]:
    left_out = set(without)
    shown = (spoke for spoke in _spoke_pages(site) if spoke.src not in left_out)
    return tuple(
        Group(name, tuple(entry(spoke) for spoke in spokes)) for name, spokes in groupby(shown, lambda page: page.group)
    )


def _articles(site: Site, spoke: str) -> list[Page]:
    below = (page for page in site.pages.values() if page.parent == spoke)
    return sorted(below, key=lambda page: (page.order, page.url))


def _related(site: Site, page: Page) -> tuple[Entry, ...]:
    """The pages that this one names; without any, its neighbours in the group or section."""
    if named := getattr(page.meta, "related", ()):
        return tuple(_refer(site, each) for each in named)
    if page.kind == "hub":
        return ()
    near = _articles(site, page.parent) if page.parent else [s for s in _spoke_pages(site) if s.group == page.group]
    return tuple(entry(other) for other in near if other is not page)[:MOST_RELATED]


def _cards(site: Site, hub: Page) -> tuple[Group, ...]:
    by_hand = getattr(hub.meta, "cards", "") == "by-hand"
    return () if by_hand else _groups(site, getattr(hub.meta, "leave_out", ()))


def _tasks(site: Site, page: Page | None) -> tuple[Entry, ...]:
    """What the hub says that customers come for; where it says nothing, other pages offer the first spokes."""
    hub = site.pages.get(site.hub)
    tasks = tuple(_refer(site, task.page, task.label) for task in getattr(hub.meta, "tasks", ())) if hub else ()
    return tasks if tasks or page else tuple(entry(spoke) for spoke in _spoke_pages(site))[:MOST_TASKS]


def _refer(site: Site, named: PageRef, label: str = "") -> Entry:
    """A page that front matter names, as a link; with `#anchor` if it names one."""
    src, hash_mark, anchor = named.partition("#")
    page = next((page for page in site.pages.values() if page.src == src), None)
    if page is None:
        return Entry(label or src, ".")
    return Entry(label or page.title, (page.url or ".") + hash_mark + anchor, page.description)
