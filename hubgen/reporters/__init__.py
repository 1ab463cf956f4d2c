"""How findings are written, one file a form: each has `report(findings, out)`, which writes to the sink it is given."""

from collections import Counter
from collections.abc import Sequence

from hubgen.model import Finding, Site


def summary(site: Site, findings: Sequence[Finding]) -> str:
    """What was checked and what came of it, in one line."""
    severities = Counter(finding.severity for finding in findings)
    found = ", ".join(_many(severities[each], each) for each in ("error", "warning", "info") if severities[each])
    links = sum(len(document.links) for document in site.documents.values())
    numbers = (_many(len(site.documents), "page"), _many(len(site.spokes), "spoke"), _many(links, "link"))
    what = ", ".join(numbers) if site.documents else "the content"
    return f"Checked {what}: {found or 'nothing to mend'}."


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 or thing == "info" else f"{number} {thing}s"
