"""Where an address leads, told as a browser tells it."""

import json
import random
import shutil
import subprocess
from urllib.parse import unquote, urlsplit

import pytest

from hubgen.model import Address
from hubgen.urls import resolve

PAGE = "policies/returns/index.html"
HELP = "https://example.com/help/"


@pytest.mark.parametrize(
    ("href", "path", "fragment"),
    [
        ("", PAGE, ""),
        ("#fees", PAGE, "fees"),
        ("?q=1", PAGE, ""),
        (".", "policies/returns/", ""),
        ("./", "policies/returns/", ""),
        ("..", "policies/", ""),
        ("../../", "", ""),
        ("../../../../contact/", "contact/", ""),
        ("../shipping/", "policies/shipping/", ""),
        ("../shipping/#costs", "policies/shipping/", "costs"),
        ("a//b.html", "policies/returns/a//b.html", ""),
        ("a/./b/%2E%2e/c", "policies/returns/a/c", ""),
        ("/contact/?from=mail#phone", "contact/", "phone"),
        (r"\contact\index.html", "contact/index.html", ""),
        ("  map.svg\n", "policies/returns/map.svg", ""),
        ("ma\tp.s\nvg", "policies/returns/map.svg", ""),
        ("size%20guide/Gr%C3%B6%C3%9Fen.html", "policies/returns/size guide/Größen.html", ""),
        ("Größen.html#f%C3%BCr-alle", "policies/returns/Größen.html", "für-alle"),
        ("%ff.html", "policies/returns/\udcff.html", ""),
        ("100%.html#50%", "policies/returns/100%.html", "50%"),
        ("https:../shipping/", "policies/shipping/", ""),
    ],
)
def test_relative_addresses_are_the_sites_own(href: str, path: str, fragment: str) -> None:
    assert resolve(href, PAGE) == Address("site", path, fragment)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.com/help/contact/#phone", Address("site", "contact/", "phone")),
        ("http://EXAMPLE.com:80/help/", Address("site", "")),
        ("https://example.com:443/help", Address("site", "")),
        ("//example.com/help/faq/", Address("site", "faq/")),
        ("/help/faq/", Address("site", "faq/")),
        ("/%68elp/faq/", Address("site", "faq/")),
        ("/shop/", Address("outside", "https://example.com/shop/")),
        ("../../../cart", Address("outside", "https://example.com/cart")),
        ("https://example.com:8443/help/", Address("outside", "https://example.com:8443/help/")),
        ("https://example.org/help/ä b", Address("outside", "https://example.org/help/%C3%A4%20b")),
    ],
)
def test_a_site_below_a_path_knows_its_own_addresses(href: str, expected: Address) -> None:
    assert resolve(href, PAGE, HELP) == expected


@pytest.mark.parametrize("site_url", ["", "/help/", "ftp://example.com/", "https://", "https://example.com:x/"])
def test_without_the_address_of_the_site_whole_addresses_lead_outside(site_url: str) -> None:
    assert resolve("https://example.com/x", PAGE, site_url) == Address("outside", "https://example.com/x")


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        ("folder/", "a.html", Address("site", "folder/a.html")),
        ("", "a.html", Address("site", "a.html")),
        ("100%/a?b.html", "", Address("site", "100%/a?b.html")),
        ("https://example.org/x/", "a.html", Address("outside", "https://example.org/x/a.html")),
        ("https://example.org/x/", "https://example.com/help/a.html", Address("site", "a.html")),
        ("http://[", "a.html", Address("malformed", "a.html", problem="has a wrong address in brackets")),
    ],
)
def test_addresses_start_from_the_base(base: str, href: str, expected: Address) -> None:
    assert resolve(href, base, HELP) == expected


@pytest.mark.parametrize(
    "href",
    [
        "mailto:help@example.com",
        "mailto:a@example.com,b@example.com",
        "mailto:?subject=Look",
        "tel:+1-555-0100",
        "javascript:void(0)",
        "data:text/plain,x",
        "ftp://example.com/x",
        "irc://",
    ],
)
def test_what_is_no_web_page_leads_outside(href: str) -> None:
    assert resolve(href, PAGE).where == "outside"


@pytest.mark.parametrize(
    ("href", "problem"),
    [
        ("mailto:", "has no mail address"),
        ("mailto:%20", "has no mail address"),
        ("mailto:help", "has a mail address without a domain, as in name@example.com"),
        ("mailto:a@example.com,b", "has a mail address without a domain, as in name@example.com"),
        ("tel:", "has no telephone number"),
        ("tel:none", "has no telephone number"),
        ("http://", "has no host name"),
        ("https://:80/", "has no host name"),
        ("https://example.com:99999/", "has a port above 65535"),
        ("https://example.com:eighty/", "has a wrong host name or port"),
        ("https://[::1/", "has a wrong address in brackets"),
        ("https://[1:2]/", "has a wrong address in brackets"),
        ("https://exa mple.com/", "has a wrong host name"),
        ("https://1.2.3.999/", "has a wrong number for a host"),
    ],
)
def test_what_no_browser_understands_is_malformed(href: str, problem: str) -> None:
    assert resolve(href, PAGE) == Address("malformed", href, problem=problem)


# fmt: off
STEPS = (
    "a", "b.html", "..", ".", "", "%2e", "%2E%2e", ".%2e", "x y", "x%20y", "ü", "%C3%BC", "%ff", "%", "%zz", "a^b",
    "a|b", "q'", 'q"', "{z}", "`t", "a:b", "a@b", "[x]", "<p>", "%2F", "a\\b", "\t",
)
HOSTS = (
    "example.com", "EXAMPLE.com", "ex%41mple.com", "example.com.", "example.com:", "example.com:443", "example.com:80",
    "other.org", "other.org:80", "user@other.org", "u:p@other.org:8080", ":p@other.org", "@", "u@", ":80", "a_b.c",
    "a b.c", "1.2.3.4", "0x7f.1", "256", "1.2.3", "1.2.3.4.5", "09.1.1.1", "x.0x1", "[::1]", "[1:2:0:0:5:0:0:8]",
    "[::ffff:1.2.3.4]", "[::1", "[1::2::3]", "münchen.de", "faß.de", "exa<mple.com", "example.com:99999",
    "example.com:8a", "",
)
# fmt: on
BASES = (("index.html", "https://example.com/"), ("a/b/index.html", HELP), ("p/q.html", "http://example.com:8080/x/"))
NODE = """
const pairs = JSON.parse(require("fs").readFileSync(0));
const parsed = pairs.map(([href, base]) => {
  try {
    const url = new URL(href, base);
    return [url.href, url.protocol, url.hostname, url.port, url.pathname, url.hash];
  } catch { return null; }
});
console.log(JSON.stringify(parsed));
"""


def generated(rnd: random.Random) -> str:
    """An address put together from parts that are hard to read."""
    start = rnd.choice(
        ["", "", "", "/", "//", "\\\\", "http:", "http://", "HTTPS://", "https:/", "https:///", "ftp://", "  "]
    )
    host = rnd.choice(HOSTS) + rnd.choice(["", "/", "\\"]) if start.endswith(("//", "\\\\")) else ""
    path = rnd.choice(["/", "/", "\\"]).join(rnd.choice(STEPS) for _ in range(rnd.randint(0, 4)))
    query = rnd.choice(["", "", "", "?", "?q", "?a b", "?x='1'", "?ü", "?<>"])
    fragment = rnd.choice(["", "", "", "#", "#x", "#a b", "#ü", "#<`>", "#a#b", "#%ff"])
    return start + host + path + query + fragment


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_ten_thousand_generated_addresses_lead_where_node_says() -> None:
    rnd = random.Random(20261123)
    rows = [(generated(rnd), *rnd.choice(BASES)) for _ in range(10_000)]
    given = json.dumps([(href, site_url + base) for href, base, site_url in rows])
    done = subprocess.run(["node", "-e", NODE], input=given, capture_output=True, text=True, check=True)
    different = [
        (row, url, address)
        for row, url in zip(rows, json.loads(done.stdout), strict=True)
        if (address := resolve(*row)) != expected_of(url, row[2], address)
    ]
    assert different == []


def expected_of(url: list[str] | None, site_url: str, got: Address) -> Address:
    """Our answer for one of Node's; of a malformed address only that it is one."""
    if url is None:
        return Address("malformed", got.path, problem=got.problem)
    href, protocol, host, port, path, fragment = url
    site = urlsplit(site_url)
    own = (protocol in ("http:", "https:"), host, port) == (True, site.hostname, str(site.port or ""))
    decoded = unquote(path, errors="surrogateescape")
    if own and (decoded + "/").startswith(site.path):
        return Address("site", decoded[len(site.path) :], unquote(fragment[1:], errors="surrogateescape"))
    return Address("outside", href)
