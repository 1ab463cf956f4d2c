"""What can be wrong with a help center, one file a check: its name is the id, its docstring the manual and the test.

A check module has `topic` and `severity` (its default); where they differ from the usual, `stage` ("content": before
anything is built; "excuses": after all others) and `needs_hub` (True: it says nothing of a site without a hub); and
`check(site)`, which yields Findings. Its docstring opens with one line on what it reports, says why a customer
suffers, and ends in mini-sites, at least one `Bad:` that it reports and one `Good:` that it does not:

    Bad:
        --hub index.html --spoke returns.html --contact contact.html
        index.html:
            <main>No link to the spoke.</main>

A line of options, which may be left out, then files: a name with a colon, and the content indented below it.
"""

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import dedent
from types import MappingProxyType, ModuleType
from typing import Literal

from hubgen.model import Excuse, Finding, Severity, Site
from hubgen.registry import parts

Stage = Literal["content", "site", "all"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which checks to run (`select`: only these, when any; `ignore`: not these), and whether warnings fail, too."""

    select: Collection[str] = ()
    ignore: Collection[str] = ()
    strict: bool = False

    def takes(self, check: str) -> bool:
        """Whether a check is to run."""
        return check not in self.ignore and (not self.select or check in self.select)

    def fails(self, findings: Iterable[Finding]) -> bool:
        """Whether these findings keep a site from being published."""
        fatal = ("error", "warning") if self.strict else ("error",)
        return any(finding.severity in fatal for finding in findings)


@dataclass(frozen=True, slots=True)
class Example:
    """A mini-site of a check's docstring: files by name, and what the options line says."""

    good: bool
    files: Mapping[str, str]
    hub: str = ""
    spokes: Sequence[str] = field(default_factory=tuple)
    contact: str = ""


def run(
    site: Site,
    choice: Choice = Choice(),
    *,
    severities: Mapping[str, Severity] = MappingProxyType({}),
    stage: Stage = "all",
) -> list[Finding]:
    """What the checks find, without what is excused, in a stable order.

    Of stage "content" only the checks that need no built page run, of "site" only the others.
    """
    chosen = dict(_chosen(site, choice, severities, stage))
    found: list[Finding] = []
    for name, module in chosen.items():
        if _stage(module) != "excuses":
            found += _complete(module.check(site), name, module, severities)
    for name, module in chosen.items():
        if _stage(module) == "excuses":
            found += _complete(module.check(site, tuple(found), frozenset(chosen)), name, module, severities)
    return sorted((finding for finding in found if not _is_excused(finding, site)), key=_order)


def not_judged(site: Site) -> list[str]:
    """What could not be judged on this site, one sentence each."""
    if not site.hub:
        general = [name for name, module in parts(__name__).items() if not _needs_hub(module)]
        ran = ", ".join(name for name in general if _stage(parts(__name__)[name]) != "content")
        return [f"No hub was named (--hub), so only the general checks ran: {ran}."]
    if not site.declared:
        return [
            "spoke-not-on-hub was not judged: no spokes were named (--spoke), "
            "so the pages that the hub links to were taken for them."
        ]
    return []


def page_excuses(page: str, site: Site) -> tuple[Excuse, ...]:
    """The excuses of a page: those in its head, and those of its front matter, where that is at hand."""
    built = site.documents[page].excuses if page in site.documents else ()
    declared = getattr(site.pages[page].meta, "excuse", {}) if page in site.pages else {}
    own = (Excuse(check, reason) for check, reason in declared.items() if reason.strip())
    return tuple(dict.fromkeys((*built, *own)))


def examples(docstring: str) -> list[Example]:
    """The mini-sites of a check's docstring."""
    found: list[tuple[bool, list[str]]] = []
    for line in docstring.splitlines():
        if line.rstrip() in ("Bad:", "Good:"):
            found.append((line.startswith("Good"), []))
        elif found:
            found[-1][1].append(line)
    return [_example(good, dedent("\n".join(lines))) for good, lines in found]


def _chosen(
    site: Site, choice: Choice, severities: Mapping[str, Severity], stage: Stage
) -> Iterator[tuple[str, ModuleType]]:
    for name, module in parts(__name__).items():
        wanted = stage == "all" or (_stage(module) == "content") == (stage == "content")
        judged = site.hub or not _needs_hub(module)
        if wanted and judged and choice.takes(name) and severities.get(name, module.severity) != "off":
            yield name, module


def _stage(module: ModuleType) -> str:
    return getattr(module, "stage", "site")


def _needs_hub(module: ModuleType) -> bool:
    return getattr(module, "needs_hub", False)


def _complete(
    findings: Iterable[Finding], name: str, module: ModuleType, severities: Mapping[str, Severity]
) -> Iterator[Finding]:
    severity = severities.get(name, module.severity)
    for finding in findings:
        target = finding.target or (finding.link.href if finding.link else finding.image.src if finding.image else "")
        yield replace(finding, check=name, topic=module.topic, severity=severity, target=target)


def _is_excused(finding: Finding, site: Site) -> bool:
    element = finding.link or finding.image
    own = element.excuses if element else ()
    return any(excuse.check == finding.check for excuse in (*own, *page_excuses(finding.page, site)))


def _order(finding: Finding) -> tuple[str, str, int, str, str]:
    element = finding.link or finding.image
    return finding.page, finding.check, element.index if element else -1, finding.message, finding.source


def _example(good: bool, text: str) -> Example:
    files: dict[str, list[str]] = {}
    options: dict[str, list[str]] = {"--hub": [], "--spoke": [], "--contact": []}
    current: list[str] = []
    for line in text.splitlines():
        if line.startswith("--"):
            words = shlex.split(line)
            for option, value in zip(words[::2], words[1::2], strict=True):
                options[option].append(value)
        elif line.endswith(":") and not line.startswith(" "):
            current = files.setdefault(line[:-1], [])
        else:
            current.append(line)
    contents = {name: dedent("\n".join(lines)).strip() + "\n" for name, lines in files.items()}
    hub, contact = "".join(options["--hub"]), "".join(options["--contact"])
    return Example(good, contents, hub, tuple(options["--spoke"]), contact)
