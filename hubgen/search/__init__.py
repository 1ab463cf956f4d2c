"""Search without a server: built pages become a folder of static files that browsers and Python search alike.

For a help center: `build_search(site, "en")` gives the files to write into the site. Without one, records in, a folder
of files out, a searcher over that folder:

    files = index_records([SearchRecord("returns/", "Returns", "", "Send it back within 60 days.")], "en")
    for name, content in files.items():
        file = Path("found", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    Searcher.open(Path("found")).search("how long to send it back")
"""

from collections.abc import Sequence

from hubgen.model import Site
from hubgen.search.analysis import analyzer
from hubgen.search.compiler import compile_index
from hubgen.search.index import impacts
from hubgen.search.query import Hit, Searcher, SearchUnavailable
from hubgen.search.records import SearchRecord, records

__all__ = ["Hit", "SearchRecord", "SearchUnavailable", "Searcher", "build_search", "index_records"]


def build_search(site: Site, lang: str) -> dict[str, bytes]:
    """Everything that search adds to a built site: file name from the site's root -> content."""
    return index_records(records(site), lang)


def index_records(found: Sequence[SearchRecord], lang: str) -> dict[str, bytes]:
    """The files that make records searchable in one language: file name, all in one folder -> content."""
    analysis = analyzer(lang)
    return compile_index(found, impacts(found, analysis), analysis)
