"""Every address that an element uses: what a browser follows or loads, and what search engines and others read."""

import re
from collections.abc import Iterator, Mapping, Sequence

from hubgen.landmarks import Attributes
from hubgen.model import Link

# In the order in which they are told.
ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "audio": ("src",),
    "base": ("href",),
    "body": ("background",),
    "button": ("formaction",),
    "embed": ("src",),
    "form": ("action",),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "link": ("href", "imagesrcset"),
    "meta": ("content",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "table": ("background",),
    "tbody": ("background",),
    "td": ("background",),
    "tfoot": ("background",),
    "th": ("background",),
    "thead": ("background",),
    "tr": ("background",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
# What a customer follows by a click; everything else is loaded or read.
FOLLOWED = frozenset({"a", "area", "form"})

# The elements that load a file with the page, and what that is to an editor.
_LOADED: Mapping[str, str] = {
    "audio": "recording",
    "embed": "embedded file",
    "frame": "embedded page",
    "iframe": "embedded page",
    "image": "picture",
    "img": "picture",
    "input": "picture",
    "object": "embedded file",
    "script": "script",
    "source": "picture or recording",
    "style": "file named in a style",
    "track": "subtitles",
    "use": "picture",
    "video": "video",
}
# The same of a `<link>`, by its `rel`; others, such as canonical or next, load nothing.
_LOADED_BY_REL: Mapping[str, str] = {
    "apple-touch-icon": "icon",
    "apple-touch-icon-precomposed": "icon",
    "icon": "icon",
    "manifest": "manifest",
    "mask-icon": "icon",
    "modulepreload": "script",
    "prefetch": "file loaded in advance",
    "preload": "file loaded in advance",
    "prerender": "page loaded in advance",
    "stylesheet": "style sheet",
}

# Properties of a `<meta>` whose content is an address (ogp.me, and what social networks add to it).
_SHARED = re.compile(r"(?:og:(?:url|(?:image|video|audio)(?::(?:url|secure_url))?)|twitter:(?:image(?::src)?|player))")
_HINTS = frozenset({"dns-prefetch", "preconnect"})


def uses(tag: str, attributes: Attributes) -> Sequence[tuple[str, str]]:
    """Every address that an element uses: the attribute's name, and the address exactly as written."""
    # Nine elements in ten are links.
    if tag == "a" and "href" in attributes:
        return (("href", attributes["href"] or ""),)
    found: list[tuple[str, str]] = []
    for attribute in ADDRESSES.get(tag, ()):
        value = attributes.get(attribute)
        if attribute == "content":
            found += ((attribute, address) for address in _of_meta(attributes, value or ""))
        elif attribute not in attributes:
            continue
        elif attribute in ("srcset", "imagesrcset"):
            found += ((attribute, candidate) for candidate in candidates(value or ""))
        elif not _is_no_use(tag, attribute, attributes, value or ""):
            found.append((attribute, value or ""))
    return found


def purpose(tag: str, attributes: Attributes) -> str:
    """What a `<link>` or a `<meta>` with an address is for: its `rel`, `refresh`, or a property such as `og:image`."""
    if tag == "link":
        return (attributes.get("rel") or "").lower()
    if tag == "meta":
        return _property(attributes) or "refresh"
    return ""


def loaded(link: Link) -> str:
    """What an element loads with its page, as an editor calls it, or ""."""
    if link.attribute == "background":
        return "picture"
    if link.tag == "link":
        return next((_LOADED_BY_REL[rel] for rel in link.rel.split() if rel in _LOADED_BY_REL), "")
    return _LOADED.get(link.tag, "") if link.attribute != "formaction" else ""


def candidates(srcset: str) -> Iterator[str]:
    """The addresses of a srcset; those that hold commas (`data:`) end at white space only."""
    at = 0
    while found := _CANDIDATE.match(srcset, at):
        address, at = found[1], found.end()
        if address.endswith(","):
            address = address.rstrip(",")
        else:
            at = _DESCRIPTORS.match(srcset, at).end()  # type: ignore[union-attr]  # it matches the empty text, too
        if address:
            yield address


def css_addresses(css: str) -> Iterator[tuple[str, int]]:
    """The addresses that a style sheet loads, each with its offset; what stands in comments is nothing."""
    for found in _IN_CSS.finditer(css):
        if address := found[1] or found[2] or found[3]:
            yield _CSS_ESCAPE.sub(_unescaped, address) if "\\" in address else address, found.start()


_TEXT = r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'"
# Comments, texts and namespaces load nothing; what is left open goes on to the end.
_IN_CSS = re.compile(
    rf"/\*.*?(?:\*/|\Z)|@namespace[^;]*|(?:url\(\s*|@import(?:\s|/\*[^*]*\*/)*)(?:{_TEXT})"
    r"|url\(\s*((?:[^\"'\s)\\]|\\.)(?:[^\s)\\]|\\.)*)|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?",
    re.DOTALL | re.IGNORECASE,
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|\n|(.))", re.DOTALL | re.IGNORECASE)
_CANDIDATE = re.compile(r"[ \t\n\f\r,]*([^ \t\n\f\r]+)")
_DESCRIPTORS = re.compile(r"(?:[^,(]|\([^)]*(?:\)|$))*")
# After HTML's "shared declarative refresh steps": one sign parts the seconds from the address, and blanks are ASCII's.
_BLANK = r"[ \t\n\f\r]"
_REFRESH = re.compile(
    rf"{_BLANK}*[0-9.]+(?=[;, \t\n\f\r]){_BLANK}*[;,]?{_BLANK}*(?:url{_BLANK}*={_BLANK}*)?(?:\"([^\"]*)|'([^']*)|(.*))",
    re.IGNORECASE | re.DOTALL,
)


def _unescaped(escape: re.Match[str]) -> str:
    """The sign that a CSS escape stands for."""
    number = int(escape[1] or "0", 16)
    if escape[1]:
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "\ufffd"
    return escape[2] or ""


def _is_no_use(tag: str, attribute: str, attributes: Attributes, value: str) -> bool:
    """Whether an attribute that could hold an address names no document here."""
    if tag == "link":
        rel = (attributes.get("rel") or "").lower().split()
        return bool(rel) and _HINTS.issuperset(rel)
    if attribute == "formaction":
        return not value
    if attribute == "xlink:href":
        return "href" in attributes
    if tag == "input":
        return (attributes.get("type") or "").lower() != "image" or not value
    return tag == "img" and not value.strip()


def _of_meta(attributes: Attributes, value: str) -> Iterator[str]:
    if _property(attributes):
        yield value
    elif (attributes.get("http-equiv") or "").lower() == "refresh" and (found := _REFRESH.match(value)):
        address = found[1] or found[2] or found[3] or ""
        if address.strip():
            yield address


def _property(attributes: Attributes) -> str:
    """The property whose content is an address, or ""; Twitter's are written as names."""
    name = (attributes.get("property") or attributes.get("name") or "").lower()
    return name if _SHARED.fullmatch(name) else ""
