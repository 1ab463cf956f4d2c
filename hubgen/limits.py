"""Which pages are too much for the HTML parser, told from their bytes alone."""

import re
from collections import Counter

# The parser takes 30 times a page's size in memory: 1.5 GB for one of 47 MB.
LARGEST_PAGE = 5_000_000

# How it is said of a page whose file the operating system does not hand out.
CANNOT_BE_READ = "cannot be read"

# Its time grows as the square of the depth: 1 s for 20,000 levels, 93 s for 200,000.
DEEPEST = 20_000

# Elements that are opened anew where a paragraph or a block ends before they do: n of them left open before n
# paragraphs make n * n nodes (HTML standard, "reconstruct the active formatting elements"). A million take 100 MB.
_FORMATTING = frozenset(b"b big code em font i s small strike strong tt u".split())
_MOST_COPIES = 1_000_000

# With fewer signs "<" neither depth nor copies can be reached: half of them left open, half of them paragraphs.
_FEW_TAGS = 2_000

_EMPTY = frozenset(
    b"area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
# Each of these ends the one before it: a million items left open nest no deeper than one.
_ENDING_EACH_OTHER = frozenset(b"a button dd dt li nobr optgroup option p tbody td tfoot th thead tr".split())
# HTML's own elements that end a drawing they stand in (HTML standard, "rules for parsing tokens in foreign content").
_BREAKING_OUT = _FORMATTING | frozenset(
    b"blockquote body br center dd div dl dt embed h1 h2 h3 h4 h5 h6 head hr img li listing menu meta nobr ol p pre "
    b"ruby span sub sup table ul var".split()
)
_TAG = re.compile(rb"<(/?)([A-Za-z][^\s/>]*)([^>]*)")


def refusal(content: bytes) -> str:
    """Why a page is not to be parsed, as the end of a sentence, or "".

    What is open is never counted too low, so tags in comments and scripts count, too.
    """
    if len(content) > LARGEST_PAGE:
        return f"is {len(content) / 1e6:.1f} MB large, and pages above {LARGEST_PAGE // 1_000_000} MB are not read"
    if content.count(b"<") < _FEW_TAGS:
        return ""
    opened: Counter[bytes] = Counter()
    depth = formatting = copies = drawing = 0
    for closing, name, rest in _TAG.findall(content):
        tag = name.lower()
        if tag in _EMPTY:
            drawing = 0 if tag in _BREAKING_OUT else drawing
            continue
        if closing and not opened[tag]:
            continue
        if closing:
            opened[tag] -= 1
            depth -= tag not in _ENDING_EACH_OTHER
            formatting -= tag in _FORMATTING
        elif not (drawing and rest.endswith(b"/")):
            opened[tag] += 1
            depth += tag not in _ENDING_EACH_OTHER
            formatting += tag in _FORMATTING
        # Only inside a drawing does "/>" close an element.
        drawing = opened[b"svg"] if tag == b"svg" or (drawing and tag not in _BREAKING_OUT) else 0
        if tag in _ENDING_EACH_OTHER or (closing and tag not in _FORMATTING):
            copies += formatting
        if depth > DEEPEST:
            return f"nests elements more than {DEEPEST:,} deep, and such pages are not read"
        if copies > _MOST_COPIES:
            return "leaves so many elements open that a browser copies them into all that follows"
    return ""
