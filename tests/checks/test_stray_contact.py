"""Phone numbers and mail addresses in sentences: which are taken for such, and which are known."""

from dataclasses import replace

import pytest

from hubgen import html
from hubgen.checks import Choice, run
from hubgen.kinds import contact
from hubgen.kinds.guide import Meta
from hubgen.model import Finding, Page, Site

# (what a page says, the phone numbers in it)
SENTENCES = [
    # United States and Canada
    ("Call 802-555-0199 on weekdays.", ["802-555-0199"]),
    ("Call (802) 555-0199, toll-free.", ["(802) 555-0199"]),
    ("Our number is 802.555.0199.", ["802.555.0199"]),
    ("Dial 1-800-555-0199 or 1 (888) 555-0123.", ["1-800-555-0199", "1 (888) 555-0123"]),
    ("From abroad: +1 802 555 0199", ["+1 802 555 0199"]),
    ("Ask us: 802-555-0199 24 hours a day", ["802-555-0199"]),
    ("Ask us: 802-555-0199 8 a.m. to 8 p.m.", ["802-555-0199"]),
    ("Call 802-555-0199 x12, or press 0.", ["802-555-0199"]),
    ("In Vermont, call 555-0199.", ["555-0199"]),
    ("Text 8025550199 with your name.", ["8025550199"]),
    ("Call 1-800-GOT-TENT for a quote.", ["1-800-GOT-TENT"]),
    # United Kingdom and Ireland
    ("Ring 020 7946 0958 before noon.", ["020 7946 0958"]),
    ("Stores: 0161 496 0999, 01632 960 999", ["0161 496 0999", "01632 960 999"]),
    ("Mobile: 07700 900999", ["07700 900999"]),
    ("Freephone 0800 496 0999, 24/7", ["0800 496 0999"]),
    ("Freephone 0800 496 0999 24/7", ["0800 496 0999"]),
    ("From abroad +44 (0)20 7946 0958", ["+44 (0)20 7946 0958"]),
    ("Dublin (01) 496 0999", ["(01) 496 0999"]),
    # Germany, Austria and Switzerland
    ("Rufen Sie 030/901820999 an.", ["030/901820999"]),
    ("Zentrale: (030) 90 18 20 99", ["(030) 90 18 20 99"]),
    ("Telefon 0221 - 123 45 67, Mo-Fr 9-18 Uhr", ["0221 - 123 45 67"]),
    ("Tel.: +49 30 901820-0", ["+49 30 901820-0"]),
    ("Hotline 0800 1234567 (kostenfrei)", ["0800 1234567"]),
    ("Hotline 0800 1234567 9 Uhr bis 18 Uhr", ["0800 1234567"]),
    ("Schweiz 044 668 18 00", ["044 668 18 00"]),
    ("0049 30 90182099 aus dem Ausland", ["0049 30 90182099"]),
    # France, Spain, the Netherlands, Australia, Japan
    ("Appelez le 01 42 68 53 99.", ["01 42 68 53 99"]),
    ("Service gratuit : 0 800 123 456", ["0 800 123 456"]),
    ("Tél. +33 1 42 68 53 99", ["+33 1 42 68 53 99"]),
    ("Tel. 912 345 678 (lunes a viernes)", ["912 345 678"]),
    ("Bel 0900-1999 of 020-6240999", ["0900-1999", "020-6240999"]),
    ("In Australia 1300 555 727 or (02) 9374 4999", ["1300 555 727", "(02) 9374 4999"]),
    ("Tokyo 03-1234-5678", ["03-1234-5678"]),
    # What else shops write
    ("Your order 204-518-2234 is packed.", []),
    ("Order number: 802 555 0199", []),
    ("It starts with HB, as in HB-204518 or HB-802-555-0199.", []),
    ("Quote case no. 802-555-0199 when you write.", []),
    ("Bestellnummer 0221 123 45 67", []),
    ("Numéro de commande 01 42 68 53 99, ou facture 01 42 68 53 99", []),
    ("Tracking number 9400 1000 0000 0000 0000 00", []),
    ("UPS 1Z 999 AA1 01 2345 6784", []),
    ("DHL 0034 0434 1610 9404 2557", []),
    ("From 01.05.2026 to 31.08.2026, or 05/01/2026 10:00", []),
    ("On 2026-05-31 and 01-05-2026 1000 people came.", []),
    ("Call before 05/31/2026, or call on 2026-05-31.", []),
    ("Open 09:00-17:00, 0900-1700 and 09.00 - 12.00 14.00 - 18.00", []),
    ("Call 0900-1700.", []),
    ("It costs $1,299.00, €1.299,00 or 1 299,00 €; deliveries over $802 555 0199 are free.", []),
    ("We had 1 000 000 visitors, +10,000 in May, and 250 000 000 steps.", []),
    ("Sizes 150 x 200 x 3000 mm, 36-38, 02/04/06, waist 28 30 32 34", []),
    ("ISBN 978-0-306-40615-7, ISBN 0-306-40615-2, ISSN 0378-5955", []),
    ("EAN 4006381333931, UPC 012345 678905", []),
    ("IBAN DE89 3704 0044 0532 0130 00", []),
    ("IBAN: GB29 NWBK 6016 1331 9268 19", []),
    ("Visa 4111 1111 1111 1111, sort code 01-02-03", []),
    ("Montpelier, VT 05602-1234, London SW1A 1AA, 01067 Dresden", []),
    ("P.O. Box 802-555-0199", []),
    ("EN ISO 20471:2013, EN 13537, IEC 60529, ASTM F2413-18", []),
    ("VAT number GB 123 4567 89, tax no. 030 1234567", []),
    ("In 2024, 2025 and 2026; 2026-2027; 1998-2026", []),
    ("From 44.2601, -72.5754, 1.2.3.4, 192.168.100.200", []),
    ("Emergencies: 112, 911, 116 123", []),
    ("Item #802-555-0199, article number 0161 496 0999", []),
    ("Serial 0123-4567-89ab", []),
    ("Call within 30 days of 14-day trials, text 24/7.", []),
    ("Phone cases: 12 colours, 5000 pieces", []),
    ("See https://example.com/020-7946-0958 for more.", []),
]


@pytest.mark.parametrize(("sentence", "numbers"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_a_phone_number_is_told_from_other_numbers(sentence: str, numbers: list[str]) -> None:
    assert {finding.quote for finding in found(f"<p>{sentence}</p>")} == set(numbers)


MAILS = [
    ("Write to hlep@example.com.", ["hlep@example.com"]),
    ("Jobs: jobs@shop.co.uk, Press+uk@Shop.com!", ["jobs@shop.co.uk", "Press+uk@Shop.com"]),
    ("(service@müller-sport.de)", ["service@müller-sport.de"]),
    ("Help@Example.COM or HELP@EXAMPLE.COM", []),
    ("Sign in as you@example.com or your.name@example.org.", []),
    ("logo@2x.png, @hobblebush, git@github.com:shop/site.git, 3 @ 5.00, package@1.2.3", []),
]


@pytest.mark.parametrize(("sentence", "addresses"), MAILS, ids=[sentence for sentence, _ in MAILS])
def test_a_mail_address_is_told_from_other_signs(sentence: str, addresses: list[str]) -> None:
    assert {finding.quote for finding in found(f"<p>{sentence}</p>")} == set(addresses)


# (what the contact page says, how another page writes it)
KNOWN = [
    ("802-555-0100", "Call +1 (802) 555-0100"),
    ("+1 802 555 0100", "Call 802.555.0100 or 555-0100"),
    ("call 555-0100", "Call 1-802-555-0100"),
    ("| Sales | 555-0100 |", "Call 555-0100"),
    ("020 7946 0958", "+44 20 7946 0958, +44 (0)20 7946 0958, 0044 20 7946 0958"),
    ("+49 30 901820", "030/901820, (030) 90 18 20, +49 30 901820-17"),
    ("+33 1 42 68 53 00", "01 42 68 53 00"),
    ("0800 496 0000", "0800 496 0000 10 to 16 every day"),
    ("1-800-FLOWERS", "1-800-356-9377"),
    ("1-800-356-9377", "1-800-FLOWERS"),
    ("800-FLOWERS", "+1 800 356 9377"),
    ("<a href='tel:8025550100'>Call us</a>", "802-555-0100"),
    ("<a href='mailto:Sales@Example.com?subject=Offer'>Mail us</a>", "sales@example.com"),
]


@pytest.mark.parametrize(("told", "written"), KNOWN, ids=[f"{told} = {written}" for told, written in KNOWN])
def test_what_the_contact_page_says_is_known_however_it_is_written(told: str, written: str) -> None:
    assert found(f"<p>{written}</p>", told=told) == []


REMEDIES = [
    ("Write to hlep@example.com", "did you mean help@example.com? if not, add it to contact.md, or take it out"),
    ("Write to help@exmaple.com", "did you mean help@example.com? if not, add it to contact.md, or take it out"),
    ("Write to returns@example.com", "add it to contact.md, or take it out"),
    ("Call 802-555-0200", "did you mean 802-555-0100? if not, add it to contact.md, or take it out"),
    ("Call 020 7946 0958", "add it to contact.md, or take it out"),
]


@pytest.mark.parametrize(("sentence", "remedy"), REMEDIES, ids=[sentence for sentence, _ in REMEDIES])
def test_the_remedy_names_what_was_probably_meant(sentence: str, remedy: str) -> None:
    (finding,) = found(f"<p>{sentence}</p>")
    assert finding.remedy.partition(";")[0] == remedy


def test_a_finding_quotes_the_words_and_counts_those_before() -> None:
    (number, address) = found(
        "<p>1 802-555-0100, 802-555-0199; fax 802-555-0199 or a@example.com, b.a@example.com, a@example.com</p>",
        told="1 802-555-0100 b.a@example.com",
    )
    assert (number.quote, number.nth, address.quote, address.nth) == ("a@example.com", 0, "802-555-0199", 0)
    assert address.message == 'the phone number 802-555-0199 is not on the contact page, "Contact us" (contact.md)'
    (finding,) = found("<p>Not 1.555-01999, but call 555-0199</p>")
    assert (finding.quote, finding.nth) == ("555-0199", 1)


def test_a_link_is_told_once_and_not_again_for_its_words() -> None:
    (finding,) = found("<a href='tel:+18025550199'>802-555-0199</a>, <a href='mailto:?subject=Look'>share</a>")
    assert finding.link
    assert (finding.link.href, finding.quote) == ("tel:+18025550199", "")


def test_a_link_to_another_number_than_it_says_is_told() -> None:
    (finding,) = found("<a href='tel:+18025550199'>802-555-0100</a>")
    assert "+18025550199" in finding.message


def test_what_most_pages_have_is_one_finding() -> None:
    page = "<main>Call 802-555-0199</main>"
    site = site_of({f"{name}.html": page for name in "abcd"})
    (finding,) = told_of(site)
    assert (finding.page, len(finding.pages)) == ("", 4)
    assert finding.message.startswith("the phone number 802-555-0199 that 4 pages have is not on the contact page")


CONTACT = "<h1>Contact us</h1><p>Call 802-555-0100 or write to help@example.com</p>"


@pytest.mark.parametrize(
    ("contact", "strays"),
    [
        ("mailto:help@example.com", ["jobs@example.com", "802-555-0100"]),
        ("tel:+18025550100", ["help@example.com", "jobs@example.com"]),
        ("https://chat.example.com/", []),
        ("", []),
    ],
)
def test_without_a_contact_page_only_the_address_is_known(contact: str, strays: list[str]) -> None:
    site = replace(site_of({"a.html": f"<main>{CONTACT} jobs@example.com</main>"}), contact=contact)
    others = {path: document for path, document in site.documents.items() if path != "contact/index.html"}
    findings = told_of(replace(site, documents=others, pages={}))
    assert [finding.quote for finding in findings] == strays
    assert all("not the site's contact, " in finding.message for finding in findings)


def test_the_channels_of_every_contact_page_are_known() -> None:
    channel = {"type": "phone", "name": "Call", "purpose": "x", "value": "802-555-0123", "link": ""}
    meta = contact.Meta.model_validate({"channels": [channel]})
    site = site_of({"a.html": "<main>Call 802-555-0123 or 802-555-0100</main>"})
    page = Page("trade.md", "trade/index.html", "trade/", "Trade", "contact", meta)
    assert told_of(replace(site, pages={**site.pages, page.path: page})) == []


def test_chrome_is_not_looked_at() -> None:
    page = "<header>802-555-0199</header><main>Text</main><footer><a href='tel:8025550199'>Call</a></footer>"
    assert told_of(site_of({"a.html": page})) == []


def found(body: str, told: str = "") -> list[Finding]:
    """The findings of one page with this text, beside a contact page that says something more."""
    return told_of(site_of({"a.html": f"<main>{body}</main>"}, told))


def told_of(site: Site) -> list[Finding]:
    return run(site, Choice(select=("stray-contact",)))


def site_of(pages: dict[str, str], told: str = "") -> Site:
    contents = {"contact/index.html": f"<main>{CONTACT}<p>{told}</p></main>", **pages}
    documents = {path: html.read(path, content.encode()) for path, content in contents.items()}
    page = Page("contact.md", "contact/index.html", "contact/", "Contact us", "guide", Meta())
    return Site(documents=documents, pages={page.path: page}, files=frozenset(contents), contact=page.path)
