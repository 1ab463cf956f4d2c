"""Of how many pages a finding is: the words for it, and what is left of it on some of its pages."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hubgen.model import Finding

# In a message, what the number of pages that a finding is of takes the place of.
PAGES_HAVE = "{pages have}"

_EXTENT = re.compile(rf"{re.escape(PAGES_HAVE)}|(?<![\d,])[\d,]+ pages have\b|\bthis page has\b|\Ahas\b")


def of_pages(finding: Finding, pages: Sequence[str]) -> Finding:
    """A finding of these pages; when it is only one, and the finding has no page of its own, it is that page's."""
    have = "this page has" if len(pages) == 1 else f"{len(pages)} pages have"
    message = _EXTENT.sub(have, finding.message, 1)
    if len(pages) == 1 and not finding.page:
        return replace(finding, message=message, page=pages[0], pages=())
    return replace(finding, message=message, pages=tuple(pages))


def without_extent(message: str) -> str:
    """A message as it is for any number of pages."""
    return _EXTENT.sub("has", message, 1)
