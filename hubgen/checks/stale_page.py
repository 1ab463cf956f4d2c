"""A page that was not read again by the day that it names.

Stale pages are what customers complain of most: a fee that has changed, a number that nobody answers. The front matter
of a page says who keeps it true (`owner: Returns team`) and by which day it is to be read again (`review_by:
2026-12-31`). 30 days before that day the owner is reminded, and later than 30 days after it the page is an error;
`review:` in mkdocs.yml sets both, as in `review: {ahead: 14, limit: 60}`. The day is today, or that of `--today`.

Bad:
    --today 2027-02-15
    returns.md:
        ---
        owner: Returns team
        review_by: 2026-12-31
        ---
        # Returns

Bad:
    --today 2026-12-31
    returns.md:
        ---
        review_by: 2026-12-31
        ---
        # Returns

Good:
    --today 2026-11-27
    returns.md:
        ---
        owner: Returns team
        review_by: 2026-12-31
        ---
        # Returns
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hubgen.frontmatter import FrontMatter
from hubgen.model import Finding, Site

topic: Final = "content"
severity: Final = "error"
needs_content: Final = True


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page; the quote is the line of its front matter."""
    for path, page in sorted(site.pages.items()):
        meta = page.meta
        if site.today is None or not isinstance(meta, FrontMatter) or meta.review_by is None:
            continue
        late = (site.today - meta.review_by).days
        if late >= -site.review.ahead:
            yield Finding(
                path,
                f"{_due(meta.review_by, late)}; {_owned_by(meta.owner)}",
                _remedy(meta.owner),
                severity="error" if late > site.review.limit else "warning",
                quote=f"review_by: {meta.review_by}",
            )


def _due(day: date, late: int) -> str:
    if late == 0:
        return f"is to be reviewed by {day}, which is today"
    days = "1 day" if abs(late) == 1 else f"{abs(late)} days"
    return f"was to be reviewed by {day}, {days} ago" if late > 0 else f"is to be reviewed by {day}, in {days}"


def _owned_by(owner: str) -> str:
    return f"its owner is {owner}" if owner else "nobody is named as its owner"


def _remedy(owner: str) -> str:
    if owner:
        return f"let {owner} read the page and correct it, then write the day of the next review as its review_by"
    return "name who keeps the page true, as in `owner: Returns team`; once they have read it, move its review_by"
