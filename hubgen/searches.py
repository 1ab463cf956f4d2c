"""What editors keep for search beside the pages: words that mean the same, and what customers type and must find.

`synonyms.yml` is a list of lists of words and phrases; `searches.yml` a list of `query`, `page` and `place`. Both stand
in the content folder, and neither is published.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from hubgen.faults import page_meant
from hubgen.frontmatter import Location, PageRef, Part, describe, say, shown
from hubgen.marked_yaml import Marked, YamlError, load
from hubgen.model import Finding, Page, Search, Site
from hubgen.pages import position
from hubgen.registry import nearest
from hubgen.search.analysis import Analyzer, analyzer

SYNONYMS, SEARCHES = "synonyms.yml", "searches.yml"

# What the two are called by mistake, and would be published as.
MISNAMED = MappingProxyType({"synonyms.yaml": SYNONYMS, "searches.yaml": SEARCHES})

FILES = frozenset({SYNONYMS, SEARCHES, *MISNAMED})


class Entry(Part):
    """One search in `searches.yml`."""

    query: str = Field(description="what customers type")
    page: PageRef = Field(description="the Markdown file that they must find, as in policies/returns.md#fees")
    place: int = Field(3, ge=1, le=10, description="the last place that will do, among the pages that are found")


def read_searches(
    site: Site,
    files: Mapping[str, bytes],
    lang: str,
    *,
    folder: str = "content",
    drafts: Collection[str] = (),
) -> Site:
    """The site with its synonyms, its searches, and what is wrong with them.

    `files` holds what the content folder has of FILES, by name; `drafts` are the Markdown files that are not published.
    """
    analysis = analyzer(lang)
    found: list[tuple[str, ...] | Search | Finding] = []
    for name, content in sorted(files.items()):
        given = _read(f"{folder}/{name}", content)
        if name in MISNAMED:
            message = f"is not read: search reads {MISNAMED[name]}"
            found.append(_fault(f"{folder}/{name}:1:1", message, f"rename it {MISNAMED[name]}"))
        elif isinstance(given, Finding):
            found.append(given)
        else:
            found += _synonyms(given, analysis) if name == SYNONYMS else _searches(given, analysis, site, drafts)
    return replace(
        site,
        synonyms=tuple(each for each in found if isinstance(each, tuple)),
        searches=tuple(each for each in found if isinstance(each, Search)),
        faults=(*site.faults, *(each for each in found if isinstance(each, Finding))),
    )


def in_one_spelling(query: str) -> str:
    """A query without what makes no difference to those who type it: capitals, and how many spaces."""
    return " ".join(query.split()).casefold()


@dataclass(frozen=True, slots=True)
class _Given:
    """One of the two files: what it is called, and what it holds."""

    name: str
    marked: Marked

    def place(self, at: Location) -> str:
        """`file:line:column` of a value, or of its key where that is all there is."""
        line, column = self.marked.keys[at] if at in self.marked.keys else self.marked.where(at)
        return f"{self.name}:{line}:{column}"

    def fault(self, at: Location, message: str, remedy: str) -> Finding:
        """What is wrong with a value, with the key it belongs to."""
        keys = [str(part) for part in at if isinstance(part, str)]
        line, column = self.marked.where(at)
        return _fault(f"{self.name}:{line}:{column}", ": ".join([*keys, message]), remedy)


def _read(name: str, content: bytes) -> _Given | Finding:
    try:
        marked = load(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line, column = position(content, error.start)
        message = f"is not UTF-8: byte {content[error.start]:#04x}"
        return _fault(f"{name}:{line}:{column}", message, "save the file as UTF-8")
    except YamlError as error:
        remedy = error.remedy or 'put a text with signs in it in "quotes"'
        return _fault(f"{name}:{error.line}:{error.column}", error.problem, remedy)
    if marked.value is None:
        return _Given(name, replace(marked, value=[]))
    if not isinstance(marked.value, list):
        line, column = marked.marks[()]
        return _fault(f"{name}:{line}:{column}", "is not a list", 'begin each entry with "- "')
    return _Given(name, marked)


def _fault(source: str, message: str, remedy: str, check: str = "search-file") -> Finding:
    return Finding("", message, remedy, check=check, source=source)


_PHRASES = TypeAdapter(list[str], config=ConfigDict(str_strip_whitespace=True))
_AS_IN = "write what means the same in one list, as in - [refund, money back]"


def _synonyms(given: _Given, analysis: Analyzer) -> Iterator[tuple[str, ...] | Finding]:
    for number, group in enumerate(given.marked.value):
        try:
            phrases = _PHRASES.validate_python(group)
        except ValidationError as error:
            for each in error.errors():
                yield given.fault((number, *each["loc"]), say(each), _AS_IN)
            continue
        empty = [place for place, phrase in enumerate(phrases) if not analysis.terms(phrase)]
        for place in empty:
            message = f"{shown(phrases[place])} has no word that search looks for"
            yield given.fault((number, place), message, "write another word, or take it out")
        if not empty and len({tuple(analysis.terms(phrase)) for phrase in phrases}) < 2:
            message = "names fewer than two words or phrases that differ for search"
            yield given.fault((number,), message, _AS_IN)
        elif not empty:
            yield tuple(phrases)


def _searches(given: _Given, analysis: Analyzer, site: Site, drafts: Collection[str]) -> Iterator[Search | Finding]:
    pages = {page.src: page for page in site.pages.values()}
    seen: dict[str, int] = {}
    for at in given.marked.twice:
        yield _fault(given.place(at), f"{at[-1]}: is written twice", "keep one of the two lines")
    for number, item in enumerate(given.marked.value):
        yield from _unknown_keys(item, number, given)
        try:
            entry = Entry.model_validate(_stated(item))
        except ValidationError as error:
            for each in error.errors():
                remedy = describe(Entry, each["loc"]) or "write `query:` and, below it, `page:`"
                yield given.fault((number, *each["loc"]), say(each), remedy)
            if isinstance(item, dict) and isinstance(item.get("page"), str):
                yield from _no_page(item["page"].strip(), given, number, pages, drafts)
            continue
        if not analysis.terms(entry.query):
            message = f"{shown(entry.query)} has no word that search looks for"
            yield given.fault((number, "query"), message, "write it as customers type it, or take it out")
        first = seen.setdefault(in_one_spelling(entry.query), given.marked.where((number,))[0])
        if first != given.marked.where((number,))[0]:
            message = f"{shown(entry.query)} is written twice, first in line {first}"
            yield given.fault((number, "query"), message, "keep one of the two")
        yield from _search(entry, given, number, pages, drafts)


def _stated(item: object) -> object:
    """An entry without keys that have no value, which count as missing."""
    return {str(key): value for key, value in item.items() if value is not None} if isinstance(item, dict) else item


def _unknown_keys(item: object, number: int, given: _Given) -> Iterator[Finding]:
    for key in sorted({str(key) for key in item} - Entry.model_fields.keys()) if isinstance(item, dict) else ():
        close = nearest(key, Entry.model_fields)
        remedy = f"did you mean {close}?" if close else "take it out"
        message = f"{key}: is not a key of a search"
        yield _fault(given.place((number, key)), message, remedy, "unknown-key")


def _search(
    entry: Entry, given: _Given, number: int, pages: Mapping[str, Page], drafts: Collection[str]
) -> Iterator[Search | Finding]:
    """The search of an entry, when its page is there; of a draft that is only previewed, nothing."""
    src, _, anchor = entry.page.partition("#")
    if src in pages and not getattr(pages[src].meta, "draft", False):
        yield Search(entry.query, pages[src].path, anchor, entry.place, given.place((number, "query")))
    yield from _no_page(entry.page, given, number, pages, drafts)


def _no_page(
    page: str, given: _Given, number: int, pages: Mapping[str, Page], drafts: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with the page that an entry names, where it is not there."""
    src = page.partition("#")[0]
    if src in drafts:
        yield given.fault((number, "page"), f'"{page}" is a draft', "publish the draft, or take the search out")
    elif src not in pages:
        close = page_meant(src, pages)
        remedy = f"did you mean {close}?" if close else "write a file's path from the content folder, or take it out"
        yield given.fault((number, "page"), f'"{page}" is not a page', remedy)
