"""A search that customers make, and that does not find its page.

Editors keep in `content/searches.yml` what customers type and the page that they must find. Each is tried on the
built site with the very files that the browser searches, so what fails here fails for customers. The place that a
page reaches is its place among the pages found, however many sections of them are; of one named with an anchor it is
the place of that section.

Bad:
    returns.md:
        ---
        spoke: Policies
        ---
        # Returns

        Send it back within 30 days, and a refund is on its way.
    searches.yml:
        - query: vouchers
          page: returns.md

Bad:
    returns.md:
        ---
        spoke: Policies
        ---
        # Returns

        ## How to return

        Print the label.

        ## What a return costs

        It costs 5 dollars.
    searches.yml:
        - query: what a return costs
          page: returns.md#how-to-return
          place: 1

Good:
    returns.md:
        ---
        spoke: Policies
        aliases: [send it back]
        ---
        # Returns

        Within 30 days a refund is on its way.
    synonyms.yml:
        - [refund, money back]
    searches.yml:
        - query: can i send it back for my mony back
          page: returns.md
          place: 1
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from hubgen.frontmatter import shown
from hubgen.links import named
from hubgen.model import Finding, Search, Site
from hubgen.registry import nearest
from hubgen.search import Answer, Hit, Searcher, SearchUnavailable
from hubgen.search.analysed import analysed
from hubgen.search.records import path_of, records
from hubgen.search.synonyms import with_synonyms

topic: Final = "search"
severity: Final = "error"
needs_content: Final = True

# Answers that are looked through for the place that a page reached.
DEEPEST = 100

# Pages above it that are named.
MOST_ABOVE = 3


def check(site: Site) -> Iterator[Finding]:
    """One finding for each search that fails; where the site cannot be searched, one for all of them."""
    if not site.searches or site.root is None:
        return
    try:
        searcher = Searcher.open(site.root)
        for search in site.searches:
            yield from _tried(search, searcher, site)
    except SearchUnavailable as error:
        told = str(error).replace(f"{site.root}/", "").removesuffix(": build the site again")
        yield Finding("", f"no search can be tried: {told}", "build the site again, with `hubgen build`")


def _tried(search: Search, searcher: Searcher, site: Site) -> Iterator[Finding]:
    if fault := _no_anchor(search, site):
        yield fault
        return
    answer = searcher.answer(search.query, DEEPEST)
    hit = next((hit for hit in answer.hits if _is_wanted(hit.url, search)), None)
    above = _above(search, answer.hits[: answer.hits.index(hit)] if hit else answer.hits, site)
    if hit is None or len(above) >= search.place:
        message = _message(search, answer, bool(hit), above, site)
        yield Finding(search.page, message, _remedy(search, answer, searcher, site), source=search.source)


def _no_anchor(search: Search, site: Site) -> Finding | None:
    """The finding of a search for a place that its page does not have."""
    document = site.documents.get(search.page)
    if document is None or not search.anchor or unquote(search.anchor) in document.defines:
        return None
    close = nearest(search.anchor, document.defines)
    message = f'{shown(search.query)} is to open "#{search.anchor}", which {named(search.page, site)} does not have'
    remedy = f"did you mean #{close}?" if close else "name one of its headings, or the page alone"
    return Finding(search.page, message, remedy, source=search.source)


def _is_wanted(url: str, search: Search) -> bool:
    """Whether an address is what a search must find: the page, or the one section of it."""
    anchor = unquote(url.partition("#")[2])
    return path_of(url) == search.page and (not search.anchor or anchor == unquote(search.anchor))


def _above(search: Search, hits: Sequence[Hit], site: Site) -> list[str]:
    """What stands among hits beside the wanted one, each page once; of the page itself only other sections count."""
    pages: dict[str, str] = {}
    for hit in hits:
        path = path_of(hit.url)
        if path != search.page:
            pages[path] = named(path, site)
        elif search.anchor:
            pages[path] = f'"{hit.section or hit.title}" of the same page'
    return list(pages.values())


def _message(search: Search, answer: Answer, found: bool, above: list[str], site: Site) -> str:
    page = named(search.page, site)
    stand = ", ".join(above[:MOST_ABOVE])
    more = f" and {len(above) - MOST_ABOVE} more" if len(above) > MOST_ABOVE else ""
    if found:
        reached = f"place {len(above) + 1}, {search.place} at the most"
        return f"{shown(search.query)} finds {page} in {reached}; above it: {stand}{more}"
    if not answer.hits:
        return f"{shown(search.query)} finds nothing, and so not {page}"
    places = [f'"{hit.section or hit.title}"' for hit in answer.hits if path_of(hit.url) == search.page]
    if search.anchor and places:
        return f'{shown(search.query)} opens {page} at {" and ".join(places)}, not at "#{search.anchor}"'
    depth = f" among the first {DEEPEST} answers" if len(answer.hits) == DEEPEST else ""
    return f"{shown(search.query)} does not find {page}{depth}; it finds {stand}{more}"


def _remedy(search: Search, answer: Answer, searcher: Searcher, site: Site) -> str:
    """What to write where: the words that the page lacks, or, where it has them all, how to give them weight."""
    where = "that section" if search.anchor else "the page"
    has = _terms(search, searcher, site)
    stem = searcher.analyzer.stem
    lacking = [each for each in answer.words if not has & {stem(form) for form in (each.word, *each.instead)}]
    words = " and ".join(f'"{each.word}"' for each in lacking)
    alias = "" if search.anchor else "into `aliases:` of its front matter, "
    if lacking:
        return (
            f"{where} has no {words}: write {'it' if len(lacking) == 1 else 'them'} into its title or text, {alias}"
            "or into synonyms.yml beside words that it has"
        )
    return f"{where} has all these words: write them into its heading, {alias}or out of the pages above it"


def _terms(search: Search, searcher: Searcher, site: Site) -> set[str]:
    """The terms under which search knows what it must find, synonyms included."""
    document = site.documents.get(search.page)
    own = records(replace(site, documents={search.page: document})) if document else []
    wanted = [
        each for each in own if not search.anchor or unquote(each.url.partition("#")[2]) == unquote(search.anchor)
    ]
    seen = with_synonyms(analysed(wanted, searcher.analyzer), site.synonyms, searcher.analyzer)
    return {term for record in seen for terms in record.terms.values() for term in terms.split()}
