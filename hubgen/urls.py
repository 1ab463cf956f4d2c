"""An address as written -> where a browser would go, after the URL standard of the WHATWG (url.spec.whatwg.org)."""

import ipaddress
import re
import string
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from hubgen.model import Address


def resolve(href: str, base: str, site_url: str = "") -> Address:
    """Where an address leads from a page; never raises.

    `base` is the page's built file from the site's root, or what its `<base href>` gives instead: another path of the
    site, or a whole http(s) address. `site_url` is the whole address that the site lives under, or "" if unknown.
    """
    try:
        start = _base(base, site_url)
        if (plain := _PLAIN.fullmatch(href)) and (up := len(plain[1]) // 3) < len(start.folders):
            path = start.folders[-1 - up] + plain[2] if plain[1] + plain[2] else start.page
            return Address("site", path, plain[3] or "")
        return _resolved(_cleaned(href), start)
    except _MalformedError as fault:
        return Address("malformed", path=href, problem=str(fault))


def resolver(base: str, site_url: str = "") -> Callable[[str], Address]:
    """`resolve` for the addresses of one page; its neighbours share those that lead up out of its folder."""
    try:
        folders = _base(base, site_url).folders
    except _MalformedError:
        folders = ()
    if len(folders) < 2:
        return lambda href: resolve(href, base, site_url)
    neighbour = f"{folders[-2]}index.html"

    def of_page(href: str) -> Address:
        # A menu of 80 entries is the same on 80 pages: 7 of 10 addresses are known already.
        if href.startswith("../") and _RELATIVE.match(href, 3):
            return _from_neighbour(href[3:], neighbour, site_url)
        return resolve(href, base, site_url)

    return of_page


@lru_cache(maxsize=65536)
def _from_neighbour(href: str, base: str, site_url: str) -> Address:
    return resolve(href, base, site_url)


def fragment_of(href: str) -> str:
    """The fragment of an address as it stands there once a browser has read it: percent-encoded, without its sign."""
    return quote(_cleaned(href).partition("#")[2], safe=_FRAGMENT)


class _MalformedError(Exception):
    """An address that a browser refuses; says what is wrong with it, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class _Url:
    """A parsed address of a scheme that has hosts; `port` has its colon, and is "" where it is the scheme's own."""

    scheme: str
    login: str
    host: str
    port: str
    path: str
    query: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class _Base:
    """What a relative address starts from; `site` and `prefix`, the site's decoded path, tell the site's own addresses.

    `folders` are those around the `page`, the root first; none where its path is not plain, or not the site's.
    """

    url: _Url
    site: _Url
    prefix: str
    page: str = ""
    folders: tuple[str, ...] = ()


_PORTS = {"http": "80", "https": "443", "ftp": "21", "ws": "80", "wss": "443"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
# Nine addresses in ten are this plain, and need not go the long way: 1.4 instead of 8 microseconds.
_PLAIN = re.compile(r"((?:\.\./)*)((?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?)(?:#([\w-]*))?")
# What a step up may be taken off: the rest is no query, no fragment, and no address with a scheme or a host.
_RELATIVE = re.compile(r"[\w.%][^:]*$")
_STRIPPED = "".join(map(chr, range(0x21)))
# A browser has no lone surrogates: it reads the sign of a wrong character for each.
_CLEANED = dict.fromkeys(map(ord, "\t\n\r"), "") | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_DRIVE = re.compile(r"[A-Za-z][:|]")

# What the standard leaves as it is in each part of an address; quote() keeps letters, digits and _.-~ anyway.
# A path's `^` is written %5E since 2024 by the standard, but not yet by Node 20: the address is the same.
_PATH = "!$%&'()*+,/:;=@[\\]|^"
_QUERY = "!$%&()*+,/:;=?@[\\]^`{|}"
_FRAGMENT = "!#$%&'()*+,/:;=?@[\\]^{|}"
_LOGIN = "!$%&'()*+,"
_OPAQUE = " " + string.punctuation


@lru_cache(maxsize=16)
def _base(base: str, site_url: str) -> _Base:
    site = _site(site_url)
    prefix = unquote(site.path, errors="surrogateescape")
    if base.startswith(("http://", "https://")):
        return _Base(_parsed(*_cleaned(base).split(":", 1)), site, prefix)
    # Surrogates that do not stand for bytes of a file's name have no place in an address.
    base = re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", base)
    path = site.path + quote(base, safe="/", errors="surrogateescape")
    return _Base(_Url(site.scheme, "", site.host, site.port, _walked(path)), site, prefix, base, _folders(base))


def _site(site_url: str) -> _Url:
    """The site's own address, its path ending in a slash; a host of "" equals no other."""
    scheme, _, rest = _cleaned(site_url).partition(":")
    if scheme.lower() in ("http", "https"):
        with suppress(_MalformedError):
            site = _parsed(scheme.lower(), rest)
            return _Url(site.scheme, "", site.host, site.port, site.path.rstrip("/") + "/")
    return _Url("https", "", "", "", "/")


def _folders(base: str) -> tuple[str, ...]:
    *steps, name = base.split("/")
    # To write out each takes quadratic time; no site is so deep.
    if len(steps) > 100 or "" in steps or not {".", ".."}.isdisjoint((*steps, name)):
        return ()
    return tuple("".join(f"{step}/" for step in steps[:depth]) for depth in range(len(steps) + 1))


def _cleaned(href: str) -> str:
    return href.strip(_STRIPPED).translate(_CLEANED)


def _resolved(href: str, base: _Base) -> Address:
    found = _SCHEME.match(href)
    scheme = found[1].lower() if found else base.url.scheme
    rest = href[found.end() :] if found else href
    if scheme not in _PORTS:
        return _outside(scheme, rest)
    if scheme != base.url.scheme or (rest[:1] in ("/", "\\") and rest[1:2] in ("/", "\\")):
        return _address(_parsed(scheme, rest), base)
    return _address(_joined(rest, base.url), base)


def _outside(scheme: str, rest: str) -> Address:
    """An address of no web page: mail, telephone, script..."""
    if scheme == "mailto" and "?" not in rest.rstrip("?"):
        _check_mail(unquote(rest.rstrip("?")))
    if scheme == "tel" and not any(char.isdigit() for char in unquote(re.split("[?;]", rest, maxsplit=1)[0])):
        raise _MalformedError("has no telephone number")
    return Address("outside", path=f"{scheme}:{_file(rest) if scheme == 'file' else _foreign(scheme, rest)}")


def _check_mail(text: str) -> None:
    if not text.strip():
        raise _MalformedError("has no mail address")
    if not all(re.fullmatch(r"\s*[^@\s]+@[^@\s]+\s*", part) for part in text.split(",") if part.strip()):
        raise _MalformedError("has a mail address without a domain, as in name@example.com")


def _file(rest: str) -> str:
    path, query, fragment = _split(rest)
    host = ""
    if path.startswith("//"):
        first, slash, below = path[2:].partition("/")
        is_drive = _DRIVE.fullmatch(first)
        host = _host(first) if first and not is_drive else ""
        path = path[1:] if is_drive else slash + below
    path = _walked(path if path.startswith("/") else f"/{path}", drives=True)
    return f"//{'' if host == 'localhost' else host}{_written(path, query, fragment)}"


def _foreign(scheme: str, rest: str) -> str:
    """An address of any other scheme, from behind the colon on: with a host, with a path only, or just a text."""
    path, query, fragment = _split(rest, "\\")
    place = ""
    if path.startswith("//"):
        authority, slash, below = path[2:].partition("/")
        login, host, port = _authority(authority, scheme)
        place, path = f"//{login}{host}{port}", _walked(slash + below)
    elif path.startswith("/"):
        path = _walked(path)
        place = "/." if path.startswith("//") else ""
    else:
        place, path = quote(path, safe=_OPAQUE), ""
    return place + _written(path, query, fragment, apostrophe="'")


def _parsed(scheme: str, rest: str) -> _Url:
    """An address from behind its scheme's colon on; any number of slashes, even none, leads to the host."""
    rest = rest.lstrip("/\\")
    end = re.search(r"[/\\?#]", rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    login, host, port = _authority(authority, scheme)
    path, query, fragment = _split(tail)
    return _Url(scheme, login, host, port, _walked("/" + path[1:]), query, fragment)


def _joined(rest: str, base: _Url) -> _Url:
    """An address without a host, from where `base` stands."""
    path, query, fragment = _split(rest)
    if not path:
        path, query = base.path, query or base.query
    elif path[0] == "/":
        path = _walked(path)
    else:
        path = _walked(base.path[: base.path.rindex("/") + 1] + path)
    return _Url(base.scheme, base.login, base.host, base.port, path, query, fragment)


def _split(rest: str, backslash: str = "/") -> tuple[str, str, str]:
    """Path, query and fragment; the last two with their sign, or "" where there is none."""
    rest, hash_sign, fragment = rest.partition("#")
    path, question_mark, query = rest.partition("?")
    return path.replace("\\", backslash), question_mark + query, hash_sign + fragment


def _walked(path: str, *, drives: bool = False) -> str:
    """A path that starts with a slash, its `.` and `..` taken as steps; nothing climbs above the root, or the drive."""
    if "." not in path and "%" not in path and not drives:
        return path
    steps: list[str] = []
    dots = ""
    for step in path.split("/")[1:]:
        dots = step.lower().replace("%2e", ".") if len(step) <= 6 else step
        if dots == "..":
            if not (drives and len(steps) == 1 and _DRIVE.fullmatch(steps[0])):
                del steps[-1:]
        elif dots != ".":
            steps.append(f"{step[0]}:" if drives and not steps and _DRIVE.fullmatch(step) else step)
    if dots in (".", ".."):
        steps.append("")
    return "/" + "/".join(steps)


def _authority(text: str, scheme: str) -> tuple[str, str, str]:
    """Login, host and port, in the form that they have in an address; the web's own schemes must have a host."""
    login, _, place = text.rpartition("@")
    found = re.fullmatch(r"(\[[^\]]*\]|[^:\[]*)(?::([0-9]*))?", place)
    if found is None:
        bracket = place.startswith("[")
        raise _MalformedError("has a wrong address in brackets" if bracket else "has a wrong host name or port")
    port = (found[2] or "").lstrip("0") or ("0" if found[2] else "")
    if len(port) > 5 or int(port or 0) > 65535:
        raise _MalformedError("has a port above 65535")
    if not found[1] and (text or scheme in _PORTS):
        raise _MalformedError("has no host name")
    host = _host(found[1]) if scheme in _PORTS else _opaque_host(found[1])
    return _login(login), host, f":{port}" if port and port != _PORTS.get(scheme) else ""


def _login(text: str) -> str:
    """User and password with their sign, as in `user:password@`, or "" where both are empty."""
    user, _, password = text.partition(":")
    user, password = quote(user, safe=_LOGIN), quote(password, safe=_LOGIN)
    return f"{user}{':' * bool(password)}{password}@" if user or password else ""


def _opaque_host(text: str) -> str:
    if text.startswith("[") and text.endswith("]"):
        return _ipv6(text[1:-1])
    if re.search(r"[\0 <>@\[\\\]^|:]", text):
        raise _MalformedError("has a wrong host name")
    return quote(text, safe=_OPAQUE)


def _host(text: str) -> str:
    """A host name in lower case and ASCII, or a numeric address in its usual form."""
    if text.startswith("[") and text.endswith("]"):
        return _ipv6(text[1:-1])
    host = unquote(text)
    host = host.lower() if host.isascii() else _ascii(host)
    if not host or re.search(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]", host):
        raise _MalformedError("has a wrong host name")
    last = host.removesuffix(".").rpartition(".")[2]
    return _ipv4(host) if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last) else host


def _ipv6(text: str) -> str:
    """An IPv6 address in its shortest form."""
    try:
        address = ipaddress.IPv6Address("" if "%" in text else text)
    except ValueError:
        raise _MalformedError("has a wrong address in brackets") from None
    pieces = re.sub(r"\b0{1,3}", "", address.exploded)
    zeros = max(re.findall(r"\b0(?::0)+\b", pieces), key=len, default="")
    if zeros:
        pieces = re.sub(rf":?\b{zeros}\b:?", "::", pieces, count=1)
    return f"[{pieces}]"


def _ascii(host: str) -> str:
    """A host name with its letters beyond ASCII in Punycode, after UTS #46 with the URL standard's settings."""
    import idna  # here, since its tables take 10 ms to load and few sites need them

    # Punycode takes quadratic time, and no host name has more than 253 characters.
    if len(host) > 1000:
        raise _MalformedError("has a wrong host name")
    try:
        labels = [_letters(label) for label in idna.uts46_remap(host, std3_rules=False).split(".")]
        whole = ".".join(labels)
        two_ways = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in whole)
        sound = whole == idna.uts46_remap(whole, std3_rules=False) and all(
            unicodedata.category(label[0])[0] != "M"
            and all(idna.valid_contextj(label, place) for place, char in enumerate(label) if char in "\u200c\u200d")
            and (not two_ways or idna.check_bidi(label, check_ltr=True))
            for label in labels
            if label
        )
    except ValueError:
        sound = False
    if not sound:
        raise _MalformedError("has a wrong host name")
    return ".".join(label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels)


def _letters(label: str) -> str:
    """A label of a host name without Punycode."""
    if not label.startswith("xn--"):
        return label
    letters = label[4:].encode("ascii").decode("punycode")
    if letters.isascii() or letters.startswith("xn--"):
        raise ValueError(label)
    return letters


def _ipv4(host: str) -> str:
    """Numbers as browsers read them: hexadecimal, octal, and the last one filling what is left."""
    numbers = [_number(part) for part in host.removesuffix(".").split(".")]
    *first, last = numbers
    if len(numbers) > 4 or any(number > 255 for number in first) or last >= 256 ** (5 - len(numbers)):
        raise _MalformedError("has a wrong number for a host")
    value = last + sum(number << 8 * (3 - place) for place, number in enumerate(first))
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def _number(text: str) -> int:
    found = re.fullmatch(r"0x([0-9a-f]*)|0[0-7]*|[1-9][0-9]{0,9}", text)
    if found is None:
        raise _MalformedError("has a wrong number for a host")
    return int(text, 8 if text[0] == "0" else 10) if found[1] is None else int(found[1] or "0", 16)


def _address(url: _Url, base: _Base) -> Address:
    """The site's own address, or one outside it, written as a browser writes it."""
    if url.host == base.site.host and url.port == base.site.port and url.scheme in ("http", "https"):
        path = unquote(url.path, errors="surrogateescape")
        if (path + "/").startswith(base.prefix):
            inside = path[len(base.prefix) :]
            return Address("site", inside, unquote(url.fragment[1:], errors="surrogateescape"))
    tail = _written(url.path, url.query, url.fragment)
    return Address("outside", path=f"{url.scheme}://{url.login}{url.host}{url.port}{tail}")


def _written(path: str, query: str, fragment: str, *, apostrophe: str = "") -> str:
    """The parts with all encoded that must be; an apostrophe in the query must be in the web's own schemes only."""
    return quote(path, safe=_PATH) + quote(query, safe=_QUERY + apostrophe) + quote(fragment, safe=_FRAGMENT)
