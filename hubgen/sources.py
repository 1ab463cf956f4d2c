"""Where a finding comes from: the line of the built page, and the place in the Markdown. Only findings pay for it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from hubgen.html_lines import HtmlLines
from hubgen.markdown_places import MarkdownPlaces, href_of
from hubgen.model import Finding, Link, Site
from hubgen.quotes import addressed
from hubgen.texts import line_of
from hubgen.urls import resolve


def locate(
    findings: Iterable[Finding],
    site: Site,
    read_html: Callable[[str], bytes],
    read_markdown: Callable[[str], str],
    folder: str,
    read_templates: Callable[[], Mapping[str, str]] = dict,
) -> list[Finding]:
    """The findings with `line` (of the built page, from 1), `source` (`content/returns.md:31:14`) and its `excerpt`.

    `read_html` reads a built file, `read_markdown` a Markdown file of the content, which messages call `folder`.
    `read_templates` reads what else of the site's own makes pages, templates and configuration, by the name to show.
    """
    built = {page.src: page.path for page in site.pages.values()}
    made = _Templates(read_templates)
    excerpts = _Excerpts(read_markdown, folder, made)
    by_page: defaultdict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        by_page[finding.page].append((number, finding))
    located: dict[int, Finding] = {}
    for page, found in by_page.items():
        lines = HtmlLines(page, found, site, read_html)
        places = MarkdownPlaces(page, site, built, read_markdown, folder)
        for number, finding in found:
            source = finding.source or places.of(finding) or made.of(finding)
            excerpt = finding.excerpt or excerpts.of(source)
            line = finding.line or lines.of(finding)
            located[number] = replace(
                finding,
                remedy=places.remedy(finding),
                line=line,
                source=source or places.page(finding),
                excerpt=excerpt,
            )
    return [located[number] for number in sorted(located)]


class _Excerpts:
    """The lines that sources name; reads each file when the first of its lines is asked for."""

    def __init__(self, read_markdown: Callable[[str], str], folder: str, made: "_Templates") -> None:
        self._read, self._folder, self._made = read_markdown, folder, made
        self._lines: dict[str, Sequence[str]] = {}

    def of(self, source: str) -> str:
        """The line that a source names, where it can be read; or ""."""
        found = re.fullmatch(r"(.+):(\d+):\d+", source, re.DOTALL)
        if found is None:
            return ""
        if found[1] not in self._lines:
            self._lines[found[1]] = self._text(found[1]).split("\n")
        return line_of(self._lines[found[1]], int(found[2]))

    def _text(self, file: str) -> str:
        if (text := self._made.text(file)) is not None:
            return text
        try:
            return self._read(file.removeprefix(f"{self._folder}/") if self._folder else file)
        except (OSError, UnicodeDecodeError):
            return ""


class _Templates:
    """The site's own templates and configuration, read when the first finding asks for them."""

    def __init__(self, read: Callable[[], Mapping[str, str]]) -> None:
        self._read = read
        self._texts: Mapping[str, str] | None = None

    def text(self, name: str) -> str | None:
        """The text of one of them, None where there is none of that name."""
        return self._all().get(name)

    def of(self, finding: Finding) -> str:
        """`file:line:column` of what makes the element at fault, or of the template that a finding names; or ""."""
        if finding.template:
            return next((f"{name}:1:1" for name in self._all() if name.endswith(f"/{finding.template}")), "")
        element = finding.link or finding.image
        if element is None:
            return ""
        href = href_of(element)
        path = element.target.path if isinstance(element, Link) else resolve(href, finding.page).path
        for name, text in self._all().items():
            if spot := addressed((href, path, f"/{path}", path.removesuffix("index.html")), text):
                return f"{name}:{spot[0]}:{spot[1]}"
        return ""

    def _all(self) -> Mapping[str, str]:
        if self._texts is None:
            self._texts = self._read()
        return self._texts
