"""Where an address leads, told as a browser tells it."""

import json
import random
import re
import shutil
import subprocess
import time
from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
        ("a/..", "#x", Address("site", "", "x")),
        ("a/../b//c.html", "d.html", Address("site", "b//d.html")),
        ("\ud800/\udcff/x.html", "y.html", Address("site", "\ufffd/\udcff/y.html")),
        ("a/" * 200, "../b.html", Address("site", "a/" * 199 + "b.html")),
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


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("MÜNCHEN.de", "xn--mnchen-3ya.de"),
        ("mu\u0308nchen。de", "xn--mnchen-3ya.de"),
        ("faß.de", "xn--fa-hia.de"),
        ("ẞ.de", "xn--zca.de"),
        ("ΔΣ.gr", "xn--pxa4a.gr"),
        ("☕.example", "xn--53h.example"),
        ("👩\u200d💻.example", ""),
        ("क्\u200dष.in", "xn--11b2ezcw70k.in"),
        ("بی\u200cبی.com", "xn--ngba50cb2343a.com"),
        ("a\u200cb", ""),
        ("א1.example", "xn--1-zhc.example"),
        ("1.א", ""),
        ("א.b}", ""),
        ("\u0301a", ""),
        ("\ue000", ""),
        ("\u00ad", ""),
        ("a\uff0fb", ""),
        ("XN--FA-HIA.de", "xn--fa-hia.de"),
        ("xn--a.de", "xn--a.de"),
        ("xn--fa-hia.ü", "xn--fa-hia.xn--tda"),
        ("xn--a.ü", ""),
        ("xn--a-.ü", ""),
        ("xn--xn---epa.ü", ""),
        ("xn--ü", ""),
        ("\uff11\uff12\uff17.\uff11", "127.0.0.1"),
    ],
)
def test_host_names_are_read_as_todays_browsers_do(host: str, expected: str) -> None:
    """Node 20 is behind them in some of these."""
    address = resolve(f"https://{host}/", PAGE)
    assert address.path.removeprefix("https://").removesuffix("/") == expected if expected else address.problem


# fmt: off
STARTS = (
    "", "", "", "", "/", "//", "///", "\\\\", "/\\", "http:", "http:/", "http://", "https:", "https:/", "https:\\",
    "HTTPS://", "https:///", "https:/\\/", "ftp://", "wss:", "foo:", "foo:/", "foo://", "foo:///", "file:", "file:/",
    "file://", "file:///", "blob:https://", "ht\ntps://", "1http://", "-a:",
)
LOGINS = (
    "", "", "", "", "", "u@", "u:p@", ":p@", "u:@", ":@", "@", "a@b@", "ü:%zz@", "<u>:[p]@", "u/@",
)
HOSTS = (
    "example.com", "EXAMPLE.com", "ex%41mple.com", "example.com.", "other.org", "a..b", ".", "..", "-a-.b--c", "a_b.c",
    "a b.c", "a%20b.c", "a%00b", "a%b", "a%zz", "exa<mple.com", "a|b", "a^b", "a`{}b", "!$&'()*+,;=~.x", "%2e", "%ff",
    "", "256", "0", "1.2.3.4", "1.2.3.4.", "1.2.3.4..", "0x7f.1", "0X7F.1", "0x", "0x.0x", "1.0xzz", "0xzz.1",
    "017700000001", "08", "1.2.3", "1.2.65536", "1.2.3.256", "1.2.3.4.5", "256.1", "4294967295", "4294967296", "1e9",
    "1_0", "+1", "-1", "x.0x1", "1..2", "1.2.x", "a.1", "\uff11.\uff12.\uff13.\uff14", "\uff11\uff12\uff17。1",
    "99999999999999999999999", "[::1]", "[::]", "[1:2:0:0:5:0:0:8]", "[1:0:0:4:0:0:0:8]", "[1:2:3:4:5:6:7::]",
    "[::ffff:1.2.3.4]", "[ABCD::00ef]", "[::1.2.3.04]", "[::1.2.3]", "[1:2]", "[::1", "::1]", "[1::2::3]", "[:::]",
    "[::1%25eth0]", "[::12345]", "[]", "[::1]x", "münchen.de", "MÜNCHEN.DE", "mu\u0308nchen.de", "m%C3%BCnchen.de",
    "faß.de", "δς.gr", "ΔΣ.GR", "日本語。jp", "\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45\uff0e\uff43\uff4f\uff4d",
    "exam\u00adple.com", "\u00ad", "\u200b", "\ufeffa", "a\u2060b", "☕.example", "👩\u200d💻.example", "i❤️.ws",
    "क्\u200dष.in", "a\u200db", "שלום", "א1", "א-b", "\u0301a", "a\u0301", "Å", "½.x", "a\uff0fb", "a\uff0541",
    "a\uff1fb", "⒈com", "\ufffd", "\ue000", "a\u2028b", "a\u3000b", "xn--mnchen-3ya.de", "XN--FA-HIA.de", "xn--ü",
    "localhost", "LocalHost", "C:", "c|", "ß" * 70, "a" * 300,
)
PORTS = (
    "", "", "", "", ":", ":80", ":443", ":0", ":00080", ":8080", ":65535", ":65536", ":99999999999", ":8a", ":-1",
    ":\uff18",
)
STEPS = (
    "a", "b.html", "..", ".", "", "...", "..a", "%2e", "%2E%2e", ".%2e", "%2e.", "%252e", "%2e%2e%2f", "x y", "x%20y",
    "ü", "u\u0308", "%C3%BC", "%c3", "%ff", "%", "%zz", "%4", "a^b", "a|b", "q'", 'q"', "{z}", "`t", "a:b", "a@b",
    "[x]", "<p>", "%2F", "%5c", "%00", "%7F", "\x7f", "\x01", "a\\b", "\t", "\n", "C:", "c|", "C:\\x", "😀", "\u200d",
    "\u00a0", "日本語", "\u0085", "\ud800", "~", "a;b=c", "!$&()*+,=", "%e2%98%95", "100%25",
)
QUERIES = (
    "", "", "", "?", "??", "?q", "?a b", "?x='1'", "?ü=😀", '?<">', "?%ff%", "?/../..", "?a\\b", "?`{|}^", "?\x00",
    "?\n", "?a=b&c",
)
FRAGMENTS = (
    "", "", "", "#", "##", "#x", "#a b", "#ü", "#u\u0308", "#<`>", '#"', "#a#b", "#%ff", "#%", "#%C3%BC", "#?/..",
    "#\\", "#{|}^'", "#😀", "#\x00", "#\t", "#:~:text=a b", "#\ud800",
)
OTHERS = (
    "javascript:void(0)", "javascript:alert('ü')//", "JavaScript: a b", "data:text/html,<p>ü", "data:,a b", "data:",
    "tel:+1-555", "mailto:help@example.com", "mailto:ü@example.com", "sms:1", "blob:https://example.com/1-2",
    "about:blank", "C:\\x", "c:/x", "a:b", "a:", "a::b", "a:/", "a://", "a:///", "a:/..//x", "a:/.//x", "a:\\\\x",
    "a+b-c.1://h", "urn:isbn:1", "foo://u:p@h:80", "foo://H%41ü", "foo://h^", "foo://h:x", "foo://@", "foo://:1",
    "foo://h\\x", "file:C:\\x", "file:///C|/../y", "file:/x/../c|/..", "file://localhost/x", "file://C:/..",
    "file:..\\x", "file:////x", "file://h:1/", "file://a@b", "irc://h/#c", "view-source:https://x/",
)
SCRAPS = (
    "a", "B", "1", "0x", ".", "..", "/", "//", "\\", ":", ":80", "@", "?", "#", "%", "%2e", "%41", "%C3", "%c3%bc", "[",
    "]", "::", " ", "\t", "\n", "\x00", "\x1f", "\x7f", "<", ">", '"', "'", "`", "{", "}", "|", "-", "_", "~", "+", "&",
    "=", ";", ",", "$", "!", "(", "*", "ü", "\u0308", "ß", "😀", "。", "\uff0e", "\u00ad", "\u00a0", "\u2028", "\ufffd",
    "\ud800", "http:", "https://", "file:", "foo:", "example.com", "help",
)
# The page's built file, its <base href> ("" for none), the site's address.
BASES = (
    ("index.html", "", "https://example.com/"),
    ("a/b/index.html", "", HELP),
    ("p/q.html", "", "http://example.com:8080/x/"),
    ("ü/a b/100%25?#.html", "", "https://example.com/%C3%BC%7E/"),
    ("a/b/index.html", "c/d.html?q#f", HELP),
    ("a/b/index.html", "../../../../x/", HELP),
    ("a/b/index.html", "/help//e/;x=1/%ff?/..#/", HELP),
    ("index.html", "//other.org", HELP),
    ("index.html", "HTTP://u:p@OTHER.org:81/a;b/..//c%2e/d?q='1'#f", HELP),
    ("index.html", "http://example.com:443/help/x", HELP),
    ("index.html", "https://münchen.de/ü ?ü#ü", HELP),
    ("index.html", "http://[::1]/?q", "http://127.0.0.1/"),
)
# fmt: on
NODE = """
const parsed = JSON.parse(require("fs").readFileSync(0)).map(([href, base, page]) => {
  try {
    const url = new URL(href, new URL(base, page));
    return [url.href, url.protocol, url.hostname, url.port, url.pathname, url.hash];
  } catch { return null; }
});
console.log(JSON.stringify(parsed));
"""


def generated(rnd: random.Random) -> str:
    """An address put together from parts that are hard to read."""
    shape = rnd.random()
    if shape < 0.15:
        return "".join(rnd.choices(SCRAPS, k=rnd.randint(0, 9)))
    if shape < 0.25:
        start, host = rnd.choice(OTHERS), ""
    else:
        start = rnd.choice(STARTS)
        around = ("", "") if start.startswith("file") else (rnd.choice(LOGINS), rnd.choice(PORTS))
        host = rnd.choice(HOSTS).join(around) if start[-1:] in ("/", "\\", ":") else ""
    path = rnd.choice(("", "/", "\\")) + rnd.choice("//\\").join(rnd.choices(STEPS, k=rnd.randint(0, 4)))
    href = start + host + path + rnd.choice(QUERIES) + rnd.choice(FRAGMENTS)
    if rnd.random() < 0.1:
        at = rnd.randint(0, len(href))
        href = href[:at] + rnd.choice("\t\n\r\x0b\x00 ") + href[at:]
    return rnd.choice(("", "", "", " ", "\n", "\x00\x1f")) + href + rnd.choice(("", "", "", " ", "\t", "\x1f "))


def expected_of(url: list[str] | None, site_url: str, got: Address) -> Address:
    """Our answer for one of Node's; of a malformed address only that it is one."""
    if url is None:
        return Address("malformed", got.path, problem=got.problem)
    href, protocol, host, port, path, fragment = url
    if protocol in ("mailto:", "tel:") and got.where == "malformed":
        return got
    site = urlsplit(site_url)
    own = (protocol in ("http:", "https:"), host, port) == (True, site.hostname, str(site.port or ""))
    decoded, prefix = unquote(path, errors="surrogateescape"), unquote(site.path)
    if own and (decoded + "/").startswith(prefix):
        return Address("site", decoded[len(prefix) :], unquote(fragment[1:], errors="surrogateescape"))
    return Address("outside", href)


def spelled(path: str) -> str:
    """An address as later Nodes write it where Node 20 still differs: `^`, and the end of a path of no web page."""
    path = path.replace("^", "%5E").replace(" #", "%20#").replace(" ?", "%20?")
    return re.sub(r"^((?!https?:|ftp:|wss?:|file:)[^:]+:(?://[^/?#]*)?)(?=[?#]|$)", r"\1/", path)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_ten_thousand_generated_addresses_lead_where_node_says() -> None:
    assert different(random.Random(20261123), 10_000) == []


def different(rnd: random.Random, count: int) -> list[tuple[object, ...]]:
    """Those of so many generated addresses, on generated bases, that lead elsewhere than Node says."""
    rows = [(generated(rnd), *rnd.choice(BASES)) for _ in range(count)]
    given = json.dumps([(href, base, site_url + quote(page)) for href, page, base, site_url in rows])
    done = subprocess.run(["node", "-e", NODE], input=given, capture_output=True, text=True, check=True)
    found: list[tuple[object, ...]] = []
    for (href, page, base, site_url), url in zip(rows, json.loads(done.stdout), strict=True):
        address = resolve(href, resolve(base, page, site_url).path, site_url)
        expected = expected_of(url, site_url, address)
        if address._replace(path=spelled(address.path)) != expected._replace(path=spelled(expected.path)):
            found.append((href, page, base, site_url, address, expected))
    return found


ODD = st.lists(st.sampled_from(SCRAPS + HOSTS + OTHERS) | st.characters(exclude_categories=()), max_size=8).map("".join)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(ODD, ODD | st.just(PAGE), ODD | st.sampled_from(["", HELP]))
def test_any_text_leads_somewhere_and_a_whole_address_to_itself(href: str, base: str, site_url: str) -> None:
    address = resolve(href, base, site_url)
    assert resolve(href, base, site_url) == address
    if address.where == "outside":
        assert resolve(address.path, base, site_url) == address


@settings(deadline=None, derandomize=True)
@given(st.from_regex(r"(\.\./){0,3}([a-z-][a-z.]{0,3}/){0,3}([a-z.-]{0,3})?(#\w{0,3})?", fullmatch=True))
def test_plain_addresses_lead_where_they_would_by_all_the_rules(href: str) -> None:
    assert resolve(href, PAGE, HELP) == resolve(f" {href}", PAGE, HELP)


# fmt: off
PARTS = (
    "a", "/", "../", "a/", "%2e/", "\ud800", "%ff", "\0 ", "?#", ":", "0:", "[", "@", "a@b,", "1.", "ü", "é.", "xn--",
)
# fmt: on


@pytest.mark.parametrize("start", ["", "//", "https://", "https://xn--", "https://[", "a:", "a://", "file:", "mailto:"])
def test_time_grows_only_with_the_length(start: str) -> None:
    began = time.process_time()
    for part in PARTS:
        text = start + part * (100_000 // len(part))
        for href, base, site_url in ((text, PAGE, HELP), ("a", text, ""), ("a", PAGE, text)):
            assert resolve(href, base, site_url).where
    # Linear, it is some 0.5 seconds; quadratic in one place only, minutes.
    assert time.process_time() - began < 10
