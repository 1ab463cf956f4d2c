"""A phone number or mail address in the text of a page that the contact page does not know.

Numbers change, and then the contact page is corrected. The same number in a sentence elsewhere stays as it was, and
customers who trust it reach nobody, or a stranger. What the contact page says anywhere is known, a number with or
without its country code; chrome is not looked at. Order numbers, dates, prices and the like are no phone numbers, and
one without signs or spaces in it, or without its area code, is one where the sentence says so, as in "call 555-0100".
Somebody else's number, such as a carrier's, is excused in the page's front matter:

    excuse: {stray-contact: the carrier's number}

Bad:
    --contact contact.html
    contact.html:
        <main>Call <a href="tel:+18025550100">802-555-0100</a> or write to help@example.com.</main>
    returns.html:
        <main>Questions? Call 802-555-0199 or write to hlep@example.com.</main>

Good:
    --contact contact.html
    contact.html:
        <main>Call <a href="tel:+18025550100">802-555-0100</a> or write to help@example.com.</main>
    returns.html:
        <main>Questions about order 204-518-2234? Call +1 (802) 555-0100 or write to Help@example.com.</main>
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote

from hubgen.checks import made_by_template
from hubgen.extent import PAGES_HAVE
from hubgen.kinds.contact import Meta
from hubgen.links import body_links, contact_page, file_of, named
from hubgen.model import Document, Finding, Link, Site
from hubgen.registry import nearest

topic: Final = "content"
severity: Final = "warning"
needs_contact: Final = True
needs_text: Final = True

# Digits by which two numbers are one, whatever else one of them has in front or behind.
LEAST_DIGITS = 6


class _Contact(NamedTuple):
    """A mail address or a phone number, and where it stands: in a link, or as the n-th such words of a text.

    `key` is the address in small letters, or the digits without the zeros in front.
    """

    key: str
    written: str
    nth: int = 0
    link: Link | None = None


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page and contact; one for all of them where most pages have it, as by a template."""
    contact_at = contact_page(site)
    sources = {path for path, page in site.pages.items() if page.kind == "contact"} | {contact_at}
    told = " | ".join(_told(sources, site))
    known = {contact.key: contact.written for contact in reversed(list(_contacts(told)))}
    if not known:
        return
    runs = {number for run in _RUN.findall(told) if len(number := _digits(run)) >= LEAST_DIGITS}
    numbers = sorted(runs.union(_numbers(known)))
    strays: defaultdict[str, dict[str, _Contact]] = defaultdict(dict)
    for path in sorted(site.documents.keys() - sources):
        here: list[str] = []
        for contact in _of_page(site.documents[path]):
            if not _is_known(contact.key, known, (*numbers, *here)):
                here.append(contact.key)
                strays[contact.key].setdefault(path, contact)
    for key, found in sorted(strays.items()):
        remedy = _remedy(key, known, contact_at, site)
        if made_by_template(found, site):
            yield _finding("", next(iter(found.values())), remedy, contact_at, site, tuple(found))
        else:
            yield from (_finding(path, contact, remedy, contact_at, site) for path, contact in found.items())


def _told(sources: Collection[str], site: Site) -> Iterator[str]:
    """All that the contact pages say, in text, links and front matter; and a contact that is no page."""
    for path in sorted(sources):
        # First as editors write them: a link's digits have no blanks between them.
        if path in site.pages and isinstance(meta := site.pages[path].meta, Meta):
            yield from (f"{channel.value} | {channel.link}" for channel in meta.channels)
        if document := site.documents.get(path):
            yield _text(document)
            yield from (unquote(link.target.path) for link in document.links if _leads_to_contact(link))
        else:
            yield unquote(path)


def _text(document: Document) -> str:
    return " | ".join(f"{section.title} | {section.text}" for section in document.sections)


def _leads_to_contact(link: Link) -> bool:
    return link.target.where == "outside" and link.target.path.startswith(("mailto:", "tel:", "sms:"))


def _of_page(document: Document) -> Iterator[_Contact]:
    """The contacts in a page's links, then those in its text."""
    for link in body_links(document):
        if _leads_to_contact(link):
            yield from (contact._replace(link=link) for contact in _contacts(unquote(link.target.path)))
    yield from _contacts(_text(document))


def _is_known(key: str, known: Mapping[str, str], numbers: Collection[str]) -> bool:
    """Whether the contact pages have an address, or a number that holds this one or is held by it.

    So neither a country code nor an extension matters, nor does a digit that belongs to the words behind.
    """
    return key in known or ("@" not in key and any(number in key or key in number for number in numbers))


def _finding(
    page: str, contact: _Contact, remedy: str, contact_at: str, site: Site, pages: tuple[str, ...] = ()
) -> Finding:
    what = f"the {'mail address' if '@' in contact.key else 'phone number'} {contact.written}"
    have = f" that {PAGES_HAVE}" if pages else ""
    has_page = contact_at in site.documents
    where = f"on the contact page, {named(contact_at, site)}" if has_page else f"the site's contact, {contact_at}"
    quote = "" if contact.link else contact.written
    return Finding(
        page, f"{what}{have} is not {where}", remedy, link=contact.link, quote=quote, nth=contact.nth, pages=pages
    )


def _remedy(key: str, known: Mapping[str, str], contact_at: str, site: Site) -> str:
    close = known.get(_close_address(key, known) if "@" in key else nearest(key, _numbers(known), cutoff=0.85))
    meant = f"did you mean {close}? if not, " if close else ""
    has_page = contact_at in site.documents
    mend = f"add it to {file_of(contact_at, site)}" if has_page else f"write {next(iter(known.values()))}"
    excuse = "; if it is not yours, write excuse: {stray-contact: WHOSE IT IS} in the front matter"
    return f"{meant}{mend}, or take it out{excuse if site.pages else ''}"


def _close_address(address: str, known: Collection[str]) -> str:
    """The known mail address that differs in a few letters, before the sign @ or behind it, or ""."""
    name, _, host = address.partition("@")
    names = [other.partition("@")[0] for other in known if other.endswith(f"@{host}")]
    hosts = [other.partition("@")[2] for other in known if other.startswith(f"{name}@")]
    # 0.75 takes "hlep" for "help", and not "sales" for "returns".
    return f"{nearest(name, names, cutoff=0.75) or name}@{nearest(host, hosts, cutoff=0.75) or host}"


def _numbers(known: Collection[str]) -> list[str]:
    return [key for key in known if "@" not in key]


_HOST = re.compile(r"@(?:[\w-]+\.)+[^\W\d_]{2,}")
_NAME = re.compile(r"[\w.%+'-]*\w$")
# Placeholders, such as you@example.com, and what only looks like an address: logo@2x.png, git@github.com.
_NO_ADDRESS = re.compile(r"(?:you|your.*|name|user|someone|jane.*|john.*)@example\.|git@|.*@\dx\.", re.IGNORECASE)
# What stands between the groups of digits of one number.
_DASH = r"[-\u2010\u2011\u2013]"
_GAP = rf"(?: ?\(0\) ?|\) ?[-/]? ?| ?\(| ?(?:{_DASH}|[./]) ?| )"
# Any row of digits that may hold a number, however it is written, and 800-F.
_RUN = re.compile(rf"\d(?:{_GAP}?\d){{5,}}|8\d\d-(?=[\d-]*[A-Z])")
# A number ends before a count of something, as in "802-555-0100 24 hours", and not within a longer row of digits.
_COUNTED = r"(?i:/7|:\d| ?[%\u00b0\u20ac$\u00a3]| ?(?:[ap]\.? ?m|h|hrs?|hours?|days?|weeks?|min|minutes|uhr|tage)\b)"
_END = rf"(?!(?!x\d|ext)\w|[-./:,]\d|{_COUNTED})(?! [1-9](?!\d*{_COUNTED}))"
_START = r"(?<![\w#@$\u20ac\u00a3])(?<![\w)][-/\u2010\u2011])(?<!\d[ .,:])"
_SHAPES = (
    # +44 20 7946 0958, 0044 20 7946 0958
    rf"(?:\+|00(?=[1-9]\d{{0,2}}{_GAP}))[1-9](?:{_GAP}?\d){{7,14}}",
    # 802-555-0100, (802) 555-0100, 1 802.555.0100
    rf"(?:1[-./ ]{{1,2}})?\(?[2-9]\d\d(?:\) ?|{_DASH}|[./ ])[2-9]\d\d(?:{_DASH}|[. ])\d{{4}}",
    # 020 7946 0958, (030) 90 18 20, 01 42 68 53 00, 0 800 123 456
    rf"\(?0(?:[1-9]\d{{0,4}}| 8\d\d)(?:{_GAP}\d{{2,8}}){{1,4}}(?:-\d)?",
    # 1300 555 727
    r"1[38]00 \d{3} \d{3}",
    # 1-800-FLOWERS
    r"(?:1[-. ])?8(?:00|33|44|55|66|77|88)-(?=[\d-]*[A-Z])[A-Z\d-]{7,11}",
)
_NUMBER = re.compile(f"{_START}(?:{'|'.join(_SHAPES)}){_END}")
# What may be a number of any kind, and what in front of it says that it is a phone number.
_DIGITS = re.compile(rf"{_START}\(?\d{{2,}}(?:{_GAP}\d{{2,}})*{_END}")
_CALL = re.compile(
    r"\b(?:call|phone|tel|telephone|ring|dial|text|fax|hotline|helpline|sms|telefon\w*|rufen sie|rufnummer|anruf"
    r"|appelez|bel)\b[^\d+;!?|]{0,20}$",
    re.IGNORECASE,
)
# What in front of it says that it is another number.
_THING = (
    "account|article|batch|booking|card|case|claim|company|confirmation|customer|invoice|item|job|licen[cs]e|lot|member"
    "|membership|model|order|parcel|part|patent|policy|product|recall|reference|registration|return|serial|style|tax"
    "|ticket|tracking|vat"
)
_OTHER = re.compile(
    rf"(?:#|\b(?:order|tracking|invoice|isbn|issn|ean|upc|sku|iban|siret|siren|p\.? ?o\.? box|commande|facture"
    rf"|(?:{_THING})s?[ -]?(?:numbers?|no|nr|ids?|codes?)"
    r"|\w*(?:artikel|auftrags|bestell|kunden|rechnungs|sendungs|serien)-?(?:nummer|nr))"
    r"(?:\W{1,3}(?:is|like|as in|such as))?)\W{0,3}$",
    re.IGNORECASE,
)
# A day, the hours from and to, an American postal code.
_NO_NUMBER = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d(?!\d)|(?:19|20)\d\d-\d\d-\d\d"
    r"|[012]\d[0-5]\d ?\D ?[012]\d[0-5]\d$|\d{5}-\d{4}$"
)
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def _contacts(text: str) -> Iterator[_Contact]:
    """The mail addresses in a text, then its phone numbers."""
    for start, written in (*_addresses(text), *_phone_numbers(text)):
        key = written.lower() if "@" in written else _digits(written)
        yield _Contact(key, written, text.count(written, 0, start))


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    # From the sign @ back to the name, since most words are none: ten times as fast.
    for host in _HOST.finditer(text):
        name = _NAME.search(text, max(0, host.start() - 64), host.start())
        written = f"{name[0]}{host[0]}" if name else ""
        if name and not _NO_ADDRESS.match(written):
            yield name.start(), written


def _phone_numbers(text: str) -> Iterator[tuple[int, str]]:
    found: dict[int, str] = {}
    for run in _RUN.finditer(text):
        # A sign and a country's 1 in front; behind, what is counted.
        window = max(0, run.start() - 4), run.end() + 12
        for least, pattern in ((8, _NUMBER), (7, _DIGITS)):
            for each in pattern.finditer(text, *window):
                if least <= len(_digits(each[0])) <= 15 and _is_meant(each, sure=pattern is _NUMBER):
                    found.setdefault(each.start(), each[0])
    yield from found.items()


def _is_meant(found: re.Match[str], *, sure: bool) -> bool:
    """Whether digits are a phone number, by their form and by the words in front of them."""
    before = max(0, found.start() - 40), found.start()
    if _NO_NUMBER.match(found[0]) or _OTHER.search(found.string, *before):
        return False
    return sure or _CALL.search(found.string, *before) is not None


def _digits(written: str) -> str:
    """The digits of a number as it is dialled, without the zeros in front."""
    return re.sub(r"\D", "", written.replace("(0)", "").translate(_KEYPAD)).lstrip("0")
