"""The scripts of search as customers get them, without comments and blanks; alone imports rjsmin."""

from rjsmin import jsmin

from hubgen.search.analysis import Analyzer
from hubgen.search.stemmers import stemmer_module
from hubgen.theme import theme_folder

# The script of every page's search box, from the root of a site, where a theme of the site's own may replace it.
BOX = "assets/search/search.js"

# The scripts of the searcher; in the index they stand behind the language's stemmer.
SEARCHER = ("assets/search/analysis.js", "assets/search/searcher.js")


def searcher(analyzer: Analyzer) -> bytes:
    """The searcher of a language in one piece: its stemmer, the analysis and the searcher; none of them imports."""
    stemmer = stemmer_module(analyzer.algorithm) if analyzer.algorithm else b"export default (word) => word;"
    return b"\n".join([stemmer, *(stripped((theme_folder() / name).read_bytes()) for name in SEARCHER), b""])


def stripped(script: bytes) -> bytes:
    """A script without what only its readers need."""
    return str(jsmin(script.decode("utf-8"))).encode("utf-8")
