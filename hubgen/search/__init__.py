"""Search without a server: built pages become a folder of static files that browsers and Python search alike.

For a help center: `build_search(site, "en")` gives the files to write into the site. Without one, records in, a folder
of files out, a searcher over that folder:

    files = index_records([SearchRecord("returns/", "Returns", "", "Send it back within 60 days.")], "en")
    for name, content in files.items():
        file = Path("found", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    Searcher.open(Path("found")).search("how long to send it back")

A browser searches the same folder:

    const address = new URL("search/index.js", location.href);
    const index = await import(address);
    await index.openSearcher(address, index).search("how long to send it back");
"""

from collections.abc import Sequence
from pathlib import Path

from hubgen.model import Site
from hubgen.search.analysed import analysed
from hubgen.search.analysis import analyzer
from hubgen.search.compiler import compile_index
from hubgen.search.index import impacts, whoosh_index
from hubgen.search.query import Answer, Hit, Searcher, SearchUnavailable, Share, Word
from hubgen.search.records import SearchRecord, in_groups, records
from hubgen.search.scripts import BOX, stripped
from hubgen.search.synonyms import with_synonyms

__all__ = [
    "Answer",
    "Hit",
    "SearchRecord",
    "SearchUnavailable",
    "Searcher",
    "Share",
    "Word",
    "build_search",
    "index_records",
]


def build_search(site: Site, lang: str, cache: Path | None = None) -> dict[str, bytes]:
    """Everything that search adds to a built site: file name from the site's root -> content."""
    files = index_records(records(site), lang, site.synonyms, cache)
    box = site.root / BOX if site.root and BOX in site.files else None
    return {**files, BOX: stripped(box.read_bytes())} if box else files


def index_records(
    found: Sequence[SearchRecord], lang: str, synonyms: Sequence[Sequence[str]] = (), cache: Path | None = None
) -> dict[str, bytes]:
    """The files that make records searchable in one language: file name, all in one folder -> content.

    Each of the `synonyms` lists words and phrases that mean the same: a record with one is found by all. With a `cache`
    file, records that it knows from the last build are not analysed again.
    """
    analysis = analyzer(lang)
    ordered = in_groups(found)
    seen = with_synonyms(analysed(ordered, analysis, cache), synonyms, analysis)
    return compile_index(ordered, impacts(whoosh_index(seen)), seen, analysis)
