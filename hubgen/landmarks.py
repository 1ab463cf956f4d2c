"""Where in a page an element stands: header, nav, breadcrumb, footer or body, and what becomes of the text in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hubgen.model import Place

Attributes = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a page that an element stands in, and what becomes of the text there.

    `free` is outside every landmark, `enclosed` inside one that may have headers and footers of its own.
    """

    place: Place
    free: bool = False
    enclosed: bool = False
    heard: bool = True
    searched: bool = False
    hidden: bool = False


def outermost(*, has_main: bool) -> Scope:
    """The scope outside every landmark: chrome on a page that has a main part, the body on one that has none."""
    return Scope("nav" if has_main else "body", free=True, searched=not has_main)


_HEAD = Scope("head", heard=False)
_LANDMARKS: Mapping[str, Place] = {
    "aside": "nav",
    "banner": "header",
    "complementary": "nav",
    "contentinfo": "footer",
    "footer": "footer",
    "header": "header",
    "main": "body",
    "nav": "nav",
    "navigation": "nav",
}
# Elements whose text is none of the page's; the contents of a template are not even in the tree.
_SILENT = frozenset({"iframe", "object", "script", "select", "style", "svg", "textarea"})
SCOPING = frozenset({"head", "article", "noscript", "ol", "ul"}) | _SILENT | _LANDMARKS.keys()
# What else may change the scope, as a CSS selector: most elements have a class, and hardly any tells something.
CHANGING = "[role], [aria-hidden], [data-hubgen-search], .footnote-backref, .footnote-ref, .headerlink, .md-sidebar"
_SILENT_CLASSES = frozenset({"footnote-backref", "footnote-ref", "headerlink"})


def scope_of(tag: str, attributes: Attributes, outer: Scope) -> Scope:
    """The scope of an element's contents; only one whose tag is in SCOPING, or that is CHANGING, does."""
    if tag == "head":
        return _HEAD
    classes = (attributes.get("class") or "").split()
    if tag in _SILENT or not _SILENT_CLASSES.isdisjoint(classes):
        return replace(outer, heard=False, searched=False)
    scope = _landmark(_place(tag, classes, attributes), outer)
    if tag == "article" and not scope.enclosed:
        scope = replace(scope, enclosed=True)
    if attributes.get("aria-hidden") == "true":
        scope = replace(scope, hidden=True)
    if scope.searched and (tag in ("footer", "noscript") or attributes.get("data-hubgen-search") == "skip"):
        scope = replace(scope, searched=False)
    return scope


def _place(tag: str, classes: list[str], attributes: Attributes) -> Place | None:
    """The place that an element makes of itself, if it does."""
    if tag in ("nav", "ol", "ul"):
        label = f"{' '.join(classes)} {attributes.get('aria-label') or ''}".lower()
        if "breadcrumb" in label or "md-path" in classes:
            return "breadcrumb"
    if "md-sidebar" in classes:
        return "nav"
    return _LANDMARKS.get((attributes.get("role") or tag).lower()) or _LANDMARKS.get(tag)


def _landmark(place: Place | None, outer: Scope) -> Scope:
    """The scope inside a landmark: chrome stays chrome all the way in, and only a breadcrumb is told apart there."""
    if place == "body":
        return replace(outer, place="body", free=False, enclosed=True, searched=True)
    chrome = not outer.free and outer.place != "body"
    if place is None or (place != "breadcrumb" and chrome) or (place in ("header", "footer") and outer.enclosed):
        return outer
    return replace(outer, place=place, free=False, searched=False)
