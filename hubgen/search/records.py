"""What can be found: one record for a page, and one for each of its questions and sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from hubgen.frontmatter import FrontMatter
from hubgen.model import Document, Page, Section, Site


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A place that search can open.

    `url` is its address from the site's root, with the anchor of a section; `section` is "" where the record is the
    page itself. `kind` and `group` are those of the page, "" where its content does not declare them; an article's
    group is that of the spoke above it. `aliases` are other words for what the page is about.
    """

    url: str
    title: str
    section: str
    text: str
    kind: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()


def records(site: Site) -> list[SearchRecord]:
    """The records of a built site, in the order of its files."""
    found: list[SearchRecord] = []
    for path, document in sorted(site.documents.items()):
        page = site.pages.get(path)
        if _is_found(path, page):
            # The text of the hub and of generated lists is made of other pages' titles and lines.
            whole = path != site.hub and not (page and page.generated)
            found.extend(_of_page(document, page, _group(page, site), document.sections if whole else ()))
    return found


def path_of(url: str) -> str:
    """The built file that a record opens."""
    path = unquote(url.partition("#")[0])
    return f"{path}index.html" if path.endswith("/") or not path else path


def in_groups(found: Sequence[SearchRecord]) -> list[SearchRecord]:
    """The records with those of each group together, the groups in the order in which they come up."""
    groups = dict.fromkeys(record.group for record in found)
    places = {group: place for place, group in enumerate(groups)}
    return sorted(found, key=lambda record: places[record.group])


def _is_found(path: str, page: Page | None) -> bool:
    if page and isinstance(page.meta, FrontMatter) and page.meta.draft:
        return False
    return path.rpartition("/")[2] != "404.html" and path not in ("search/index.html", "search.html")


def _group(page: Page | None, site: Site) -> str:
    """The group that a page is looked for in: an article's is that of the spoke it stands below."""
    if page is None:
        return ""
    return site.pages[page.parent].group if page.parent in site.pages else page.group


def _of_page(
    document: Document, page: Page | None, group: str, sections: tuple[Section, ...]
) -> Iterator[SearchRecord]:
    title = _on_one_line(document.heading or document.title or document.path)
    url = _address(document.path)
    kind = page.kind if page else ""
    aliases = tuple(page.meta.aliases) if page and isinstance(page.meta, FrontMatter) else ()

    def record(anchor: str, section: str, texts: list[str]) -> SearchRecord:
        text = _on_one_line(" ".join(texts))
        return SearchRecord(url + anchor, title, _on_one_line(section), text, kind, group)

    lead, parts = _split(document, sections)
    yield replace(record("", "", _described(document.description, _on_one_line(" ".join(lead)))), aliases=aliases)
    for anchor, (section, texts) in parts.items():
        yield record(f"#{quote(anchor)}", section, texts)


def _described(description: str, text: str) -> list[str]:
    """A page's description and text; the text alone where it begins with the description, cut or whole."""
    return [text] if text.startswith(_on_one_line(description).removesuffix("...")) else [description, text]


def _split(document: Document, sections: tuple[Section, ...]) -> tuple[list[str], dict[str, tuple[str, list[str]]]]:
    """The text that belongs to the page itself, and by anchor the title and text of each section.

    A heading without an anchor of its own cannot be opened, so it goes with what stands above it. One without text,
    as the topics of an FAQ have it, answers nothing, so it goes with the page.
    """
    lead: list[str] = []
    parts: dict[str, tuple[str, list[str]]] = {}
    texts = lead
    for section in sections:
        if section.title == document.heading and not parts:
            texts.append(section.text)
        elif section.id and section.id not in parts:
            texts = [section.text]
            parts[section.id] = (section.title, texts)
        else:
            texts.extend((section.title, section.text))
    lead.extend(title for title, texts in parts.values() if not any(texts))
    return lead, {anchor: part for anchor, part in parts.items() if any(part[1])}


def _address(path: str) -> str:
    """The address of a built file from the site's root: a folder's index page is the folder."""
    folder, _, name = path.rpartition("/")
    if name == "index.html":
        return f"{quote(folder)}/" if folder else ""
    return quote(path)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
