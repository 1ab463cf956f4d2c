"""The bytes of a page -> its text in UTF-8, as a browser reads it; the one module that knows encodings.

Source: HTML standard, "determining the character encoding", and encoding.spec.whatwg.org for what each label means.
"""

import re

import webencodings

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
_META = re.compile(rb"<!--.*?(?:-->|\Z)|<meta(?=[\s/])([^<>]*)", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"([^\s=/>\"']+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_IN_CONTENT = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.IGNORECASE)
_BODY = re.compile(rb"<body[\s>]", re.IGNORECASE)
# The standard looks no further than 1,024 bytes, Chromium as far as the head goes; no head is longer than this.
_LONGEST_HEAD = 100_000


def in_utf8(content: bytes) -> bytes:
    """The text of a page: its byte order mark counts, then the label in its head, else it is UTF-8; never raises."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace").encode()
    if content.isascii():
        return content
    head = content[:_LONGEST_HEAD]
    body = _BODY.search(head)
    encoding = webencodings.lookup(_label(head[: body.start()] if body else head))
    # What a label says can be read without it: no page that holds one is in UTF-16.
    if encoding is None or encoding.name.startswith("utf-"):
        return content.decode("utf-8", "replace").encode()
    text: str = encoding.codec_info.decode(content, "replace")[0]
    return text.encode("utf-8", "replace")


def _label(head: bytes) -> str:
    """What the head says that the encoding is, or ""."""
    for found in _META.finditer(head):
        given = _ATTRIBUTE.finditer(found[1] or b"")
        attributes = {each[1].lower(): each[2] or each[3] or each[4] or b"" for each in given}
        label = attributes.get(b"charset", b"")
        if attributes.get(b"http-equiv", b"").lower() == b"content-type" and not label:
            inside = _IN_CONTENT.search(attributes.get(b"content", b""))
            label = inside[1] if inside else b""
        if label and webencodings.lookup(label.decode("ascii", "replace")):
            return label.decode("ascii", "replace")
    return ""
