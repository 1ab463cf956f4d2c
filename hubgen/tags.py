"""The tags of a page with their places in its text, which the HTML parser does not tell; in time linear in the page."""

import re
from collections.abc import Iterator, Mapping

from hubgen.texts import unescaped

# What is left open goes on to the end of the page, so that nothing is looked at twice.
_MARKUP = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/[^A-Za-z>])[^>]*|<(/?[A-Za-z][^ \t\n\f\r/>]*)", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"[ \t\n\f\r/]*([^ \t\n\f\r/>][^ \t\n\f\r/>=]*)"
    r"(?:[ \t\n\f\r]*=[ \t\n\f\r]*(?:\"([^\"]*)\"?|'([^']*)'?|([^ \t\n\f\r>]*)))?"
)
_END = re.compile(r"[ \t\n\f\r/]*>")
# Elements that hold nothing but text.
_RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"})


def tags(html: str) -> Iterator[tuple[int, str, Mapping[str, str], bool]]:
    """The tags of a page as browsers part them: offset, name, attributes, whether in a drawing; ends begin with `/`."""
    at = drawings = 0
    while found := _MARKUP.search(html, at):
        at = found.end()
        if not found[1]:
            continue
        name, attributes = found[1].lower(), dict[str, str]()
        while attribute := _ATTRIBUTE.match(html, at):
            at = attribute.end()
            value = attribute[2] or attribute[3] or attribute[4] or ""
            attributes.setdefault(attribute[1].lower(), unescaped(value) if "&" in value else value)
        if (end := _END.match(html, at)) is None:
            return
        at, is_empty = end.end(), end[0].endswith("/>")
        drawings += (name == "svg" and not is_empty) - (name == "/svg" and drawings > 0)
        yield found.start(), name, attributes, drawings > 0
        # Only in a drawing does "/>" end an element.
        if name in _RAW and not (drawings and is_empty):
            close = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE | re.ASCII).search(html, at)
            at = close.start() if close else len(html)
