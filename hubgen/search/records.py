"""What can be found: one record for a page, and one for each of its questions and sections."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from hubgen.frontmatter import FrontMatter
from hubgen.model import Document, Page, Section, Site


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A place that search can open.

    `url` is its address from the site's root, with the anchor of a section; `section` is "" where the record is the
    page itself. `kind` and `group` are those of the page, "" where its content does not declare them.
    """

    url: str
    title: str
    section: str
    text: str
    kind: str = ""
    group: str = ""


def records(site: Site) -> list[SearchRecord]:
    """The records of a built site, in the order of its files."""
    found: list[SearchRecord] = []
    for path, document in sorted(site.documents.items()):
        page = site.pages.get(path)
        if _is_found(path, page):
            # The text of the hub and of generated lists is made of other pages' titles and lines.
            whole = path != site.hub and not (page and page.generated)
            found.extend(_of_page(document, page, document.sections if whole else ()))
    return found


def _is_found(path: str, page: Page | None) -> bool:
    if page and isinstance(page.meta, FrontMatter) and page.meta.draft:
        return False
    return path.rpartition("/")[2] != "404.html" and path not in ("search/index.html", "search.html")


def _of_page(document: Document, page: Page | None, sections: tuple[Section, ...]) -> Iterator[SearchRecord]:
    title = _on_one_line(document.heading or document.title or document.path)
    url = _address(document.path)
    kind, group = (page.kind, page.group) if page else ("", "")

    def record(anchor: str, section: str, texts: list[str]) -> SearchRecord:
        text = _on_one_line(" ".join(texts))
        return SearchRecord(url + anchor, title, _on_one_line(section), text, kind, group)

    lead, parts = _split(document, sections)
    yield record("", "", _described(document.description, _on_one_line(" ".join(lead))))
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
