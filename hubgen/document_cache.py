"""Documents of built pages; those of pages that have not changed are kept from the last time."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hubgen import html
from hubgen.kept import keep
from hubgen.model import Address, Document, Excuse, Heading, Image, Link, Section

# What is kept is made by these modules and libraries; a change in one of them makes all of it worthless.
MAKERS = (
    "model.py",
    "urls.py",
    "limits.py",
    "landmarks.py",
    "addresses.py",
    "charset.py",
    "html.py",
    "document_cache.py",
)
LIBRARIES = ("idna", "selectolax", "webencodings")

# What is kept of a page: a digest of its bytes, whether it was read with its text, and the parts of its Document.
_LENGTH = 11

# What reading JSON of another shape ends in.
_DAMAGED = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def documents(
    contents: Iterable[tuple[str, bytes]], site_url: str, *, text: bool, cache: Path | None = None
) -> Iterator[Document]:
    """Each page as a Document, in the order given: the built file and its bytes.

    With a cache file, only pages that it does not know are parsed. One that cannot be read or written costs time,
    nothing else.
    """
    if cache is None:
        yield from (html.read(path, content, site_url, text=text) for path, content in contents)
        return
    maker = _maker(site_url)
    known, links = _read(cache, maker)
    packed, packer = dict[str, list[Any]](), _Packer()
    changed = False
    for path, content in contents:
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        kept: Sequence[Any] = known.get(path, ())
        document = _unpacked(path, kept, links) if kept[:1] == [digest] and (kept[1] or not text) else None
        has_text = text if document is None else kept[1]
        changed |= document is None
        document = document or html.read(path, content, site_url, text=text)
        packed[path] = [digest, has_text, *packer.pack(document)]
        yield document
    if changed or known.keys() != packed.keys():
        whole = {"maker": maker, "links": packer.links(), "pages": packed}
        keep(cache, json.dumps(whole, separators=(",", ":")).encode())


def _maker(site_url: str) -> str:
    """What else goes into a Document: the code, the versions of the libraries and the address of the site."""
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in MAKERS)
    return " ".join([hashlib.sha256(code).hexdigest(), *map(version, LIBRARIES), site_url])


def _read(cache: Path, maker: str) -> tuple[Mapping[str, list[Any]], Sequence[Link]]:
    """The packed pages, and the links that they share, each as on the first page that has it."""
    try:
        kept = json.loads(cache.read_bytes())
    except (OSError, RecursionError, ValueError):
        return {}, ()
    if not isinstance(kept, dict) or kept.get("maker") != maker:
        return {}, ()
    try:
        links = [
            Link(href, Address(*target), text, place, tag, attribute, 0, _excuses(excuses), rel)
            for href, target, text, place, tag, attribute, excuses, rel in kept["links"]
        ]
        return {path: page for path, page in kept["pages"].items() if len(page) == _LENGTH}, links
    except _DAMAGED:
        return {}, ()


class _Packer:
    """Documents as JSON; a link that is the same on many pages, as those of the chrome are, is kept once."""

    def __init__(self) -> None:
        self._numbers: dict[Link, int] = {}

    def pack(self, document: Document) -> list[Any]:
        """All of a Document but its path."""
        number = self._numbers
        return [
            document.unread,
            [document.title, document.lang, document.heading, document.description],
            [number.setdefault(link._replace(number=0), len(number)) for link in document.links],
            [
                [image.src, image.alt, image.hidden, image.place, image.number, _pairs(image.excuses)]
                for image in document.images
            ],
            sorted(document.defines),
            document.repeated,
            [[each.level, each.id, each.text, each.place] for each in document.headings],
            [[each.id, each.title, each.text] for each in document.sections],
            _pairs(document.excuses),
        ]

    def links(self) -> list[list[Any]]:
        """The links that the packed pages share, in the order of their numbers."""
        return [
            [link.href, link.target, link.text, link.place, link.tag, link.attribute, _pairs(link.excuses), link.rel]
            for link in self._numbers
        ]


def _unpacked(path: str, kept: Sequence[Any], links: Sequence[Link]) -> Document | None:
    """A Document as it was kept, or None where it cannot be read."""
    try:
        unread, told, uses, images, defines, repeated, headings, sections, excuses = kept[2:]
        title, lang, heading, description = told
        return Document(
            path,
            unread,
            title=title,
            lang=lang,
            heading=heading,
            description=description,
            links=tuple(links[use]._replace(number=number) for number, use in enumerate(uses)),
            images=tuple(Image(*image, excuses=_excuses(pairs)) for *image, pairs in images),  # type: ignore[misc]
            defines=frozenset(defines),
            repeated=tuple(repeated),
            headings=tuple(Heading(*each) for each in headings),
            sections=tuple(Section(*each) for each in sections),
            excuses=_excuses(excuses),
        )
    except _DAMAGED:
        return None


def _pairs(excuses: Iterable[Excuse]) -> list[tuple[str, str]]:
    return [(excuse.check, excuse.reason) for excuse in excuses]


def _excuses(pairs: Iterable[Sequence[str]]) -> tuple[Excuse, ...]:
    return tuple(Excuse(check, reason) for check, reason in pairs)
