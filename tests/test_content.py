"""Markdown in, a Site or its faults out."""

import pytest

from hubgen.config import Options
from hubgen.content import read_site
from hubgen.model import Site
from hubgen.pages import MarkdownFile, heading, lead, plain
from tests.sites import LEAST_CONTACT, LEAST_HUB


def source(src: str, text: str | bytes) -> MarkdownFile:
    stem = src.removesuffix(".md").removesuffix("index").removesuffix("README").rstrip("/")
    content = text.encode() if isinstance(text, str) else text
    return MarkdownFile(src, f"{stem}/index.html".lstrip("/"), f"{stem}/" if stem else "", content)


def site_of(pages: dict[str, str | bytes], **options: object) -> Site:
    pages = {"index.md": LEAST_HUB, "contact.md": LEAST_CONTACT, **pages}
    return read_site([source(src, text) for src, text in pages.items()], Options.model_validate(options))


def lines_of(site: Site) -> list[str]:
    return [f"{fault.source}: {fault.message}" for fault in site.faults]


# (front matter of content/policies/returns.md with kind: policy, the fault it has)
FAULTS = [
    ('effective: "32 May"', '4:12: effective: "32 May" is not a date; write 2026-05-31'),
    ("effective: 2026-13-45", '4:12: effective: "2026-13-45" is not a date; write 2026-05-31'),
    ("effective: 05/06/2026", '4:12: effective: "05/06/2026" is not a date; write 2026-05-31'),
    ("review_by: next spring", '4:12: review_by: "next spring" is not a date; write 2026-05-31'),
    ("owner: [Ann, Bo]", "4:8: owner: a list stands where a text is wanted"),
    ("order: first", '4:8: order: "first" is not a whole number'),
    ("draft: perhaps", '4:8: draft: "perhaps" is not true or false'),
    (
        "in_short: You have 60 days.",
        '4:11: in_short: "You have 60 days." is not a list; write one item a line, each after "- "',
    ),
    ("in_short:\n  - fine\n  - [a, b]", "6:5: in_short: 2: a list stands where a text is wanted"),
    ("spoke:", "4:7: spoke: names no group"),
    ("spoke: ' '", "4:8: spoke: names no group"),
    ("title: 12", "4:8: title: 12 is not text; put it in quotes"),
    ("version: 2.1", "4:10: version: 2.1 is not text; put it in quotes"),
    ("order: 1\norder: 2", "5:1: order: is written twice"),
    ("excuse: {broken-link: ' '}", "4:23: excuse: broken-link: gives no reason"),
    ("related: [warranty.md]", '4:11: related: "warranty.md" is not a page'),
    ("order: [1", "4:8: a list that begins with [ has no ]"),
    ("in-short: [a]", "4:1: in-short: is not a key that this kind of page knows"),
]


@pytest.mark.parametrize(("given", "fault"), FAULTS, ids=[fault.split(": ", 1)[1][:40] for _, fault in FAULTS])
def test_a_fault_names_file_line_and_column(given: str, fault: str) -> None:
    site = site_of(
        {
            "policies/returns.md": f"---\nkind: policy\ntitle: Returns\n{given}\n---\ntext\n"
            if not given.startswith("title")
            else f"---\nkind: policy\n\n{given}\n---\ntext\n"
        }
    )
    assert lines_of(site) == [f"content/policies/returns.md:{fault}"]


BROKEN_FILES = [
    ("a.md", "---\ntitle: A\ntext\n", "1:1: the front matter is not closed: there is no second line of ---"),
    (
        "a.md",
        "\n---\nkind: policy\n---\ntext\n",
        "2:1: the front matter does not begin with --- in the first line of the file",
    ),
    (
        "a.md",
        "\u2014\nkind: policy\n\u2014\ntext\n",
        "1:1: the front matter does not begin with --- in the first line of the file",
    ),
    (
        "a.md",
        "kind: policy\nspoke: P\n---\ntext\n",
        "1:1: the front matter does not begin with --- in the first line of the file",
    ),
    ("a.md", "---\n- a\n- b\n---\ntext\n", "2:1: the front matter is a list, not `key: value` lines"),
    ("a.md", "---\njust words\n---\ntext\n", "2:1: the front matter is one text, not `key: value` lines"),
    (
        "a.md",
        f"---\ntitle: {'x' * 1_000_000}\n---\n",
        "1:1: the front matter is 976 kB long; more than 64 kB is not front matter",
    ),
    ("a.md", b"# A\n\nCaf\xe9 au lait\n", "3:4: is not UTF-8: byte 0xe9"),
    ("a.md", "---\ntitle: [\x00]\n---\n", "2:1: unacceptable character #x0000: control characters are not allowed"),
    ("a.md", "---\nkind: polcy\n---\n", '2:7: kind: "polcy" is not a kind of page'),
    ("a.md", "---\nkind: [policy]\n---\n", "2:7: kind: \"['policy']\" is not a kind of page"),
    ("a.md", "---\nkind: contact\nspoke: Talk\n---\n", "2:1: channels: is missing"),
    ("a.md", "---\nkind: contact\nchannels: []\n---\n", "3:11: channels: is empty; write at least one"),
    ("a.md", "---\nkind: hub\n---\n", "2:7: is a second hub; the first is content/a.md"),
]


@pytest.mark.parametrize(("src", "text", "fault"), BROKEN_FILES, ids=[fault[:50] for *_, fault in BROKEN_FILES])
def test_a_broken_file_is_named_and_the_others_are_read(src: str, text: str | bytes, fault: str) -> None:
    site = site_of({src: text})
    assert any(line.endswith(fault) for line in lines_of(site)), lines_of(site)
    assert {"index.html", "contact/index.html", "a/index.html"} == set(site.pages)


def test_all_faults_of_all_files_come_at_once() -> None:
    site = site_of({"a.md": "---\norder: x\ndraft: maybe\n---\n", "b.md": "---\norder: z\n---\n"})
    assert [fault.source for fault in site.faults] == ["content/a.md:2:8", "content/a.md:3:8", "content/b.md:2:8"]


def test_an_unknown_key_suggests_the_nearest_known_one() -> None:
    (fault,) = site_of({"a.md": "---\ndescripton: one line\n---\n"}).faults
    assert (fault.check, fault.remedy) == ("unknown-key", "did you mean description?")


def test_an_unknown_key_of_a_channel_is_found_too() -> None:
    site = site_of({"contact.md": LEAST_CONTACT.replace("purpose: Anything", "purpose: Anything, hour: 9 to 5")})
    (fault,) = site.faults
    assert (fault.message.split(":")[0], fault.remedy) == ("hour", "did you mean hours?")


def test_capitals_do_not_hide_what_was_meant() -> None:
    (fault,) = site_of({"a.md": "---\nkind: FAQ\n---\n"}).faults
    assert fault.remedy == "did you mean faq?"


def test_extra_keys_are_the_sites_own() -> None:
    assert not site_of({"a.md": "---\nprinter: Ann\n---\n"}, extra_keys=["printer"]).faults


def test_aliases_that_hold_themselves_do_not_hang() -> None:
    site = site_of({"a.md": "---\nrelated: &a [*a, *a]\n---\n"})
    assert all(fault.check == "front-matter" for fault in site.faults)
    assert site.faults


def test_a_site_without_pages_says_what_to_write() -> None:
    (fault,) = read_site([], Options()).faults
    assert fault.message == "the folder content holds no Markdown page to publish"
    assert "kind: hub" in fault.remedy


def test_a_site_without_hub_says_which_page_could_be_it() -> None:
    (fault,) = site_of({"index.md": "# Home\n"}).faults
    assert (fault.message, fault.remedy) == (
        "no page is the hub",
        "add the line `kind: hub` to the front matter of content/index.md",
    )


def test_a_site_without_contact_can_name_an_address_instead() -> None:
    pages: dict[str, str | bytes] = {"index.md": LEAST_HUB}
    without = read_site([source(*page) for page in pages.items()], Options())
    assert [fault.message for fault in without.faults] == ["no page says how to reach a person"]
    given = read_site([source(*page) for page in pages.items()], Options(contact="mailto:help@example.com"))
    assert (given.faults, given.contact) == ((), "mailto:help@example.com")


def test_two_pages_for_one_address_name_each_other() -> None:
    site = site_of({"a.md": "# A\n", "a/index.md": "# A again\n"})
    assert lines_of(site) == ["content/a/index.md:1:1: has the same address as content/a.md"]


def test_a_draft_is_no_page() -> None:
    assert "a/index.html" not in site_of({"a.md": "---\ndraft: true\n---\n# A\n"}).pages


SOON = (
    "<!-- draft -->\n# Soon\n\nFrom May on, every return is free.\n<!-- /draft -->\n\n# Returns\n\nYou have 60 days.\n"
)


@pytest.mark.parametrize(
    ("drafts", "title", "description"),
    [(False, "Returns", "You have 60 days."), (True, "Soon", "From May on, every return is free.")],
)
def test_what_stands_between_draft_marks_tells_nothing_of_its_page(drafts: bool, title: str, description: str) -> None:
    site = read_site([source("a.md", SOON)], Options(), drafts=drafts)
    page = site.pages["a/index.html"]
    assert (page.title, page.description) == (title, description)


def test_drafts_are_what_must_not_be_published() -> None:
    secret = "---\ndraft: true\nspoke: P\ndescription: All of it is free, from now on.\n---\n# Free returns soon\n"
    sources = [source("a.md", f"---\nspoke: P\n---\n{SOON}"), source("p/b.md", secret)]
    assert read_site(sources, Options(), drafts=True).drafts == ()
    part, page = read_site(sources, Options(), folder="docs").drafts
    assert (part.src, part.line, part.url, part.text) == ("docs/a.md", 4, "", "soon from may on every return is free")
    assert (page.src, page.line, page.url, page.title) == ("docs/p/b.md", 1, "p/b/", "Free returns soon")
    assert page.text.splitlines()[0] == "free returns soon"
    assert "all of it is free from now on" in page.text


def test_what_is_published_elsewhere_is_no_draft() -> None:
    hub = "---\nkind: hub\ngreeting: From May on, every return is free.\n---\n# Soon\n"
    (part,) = read_site([source("index.md", hub), source("a.md", SOON)], Options()).drafts
    assert part.text == "soon from may on every return"


# (Markdown below three lines of front matter, the fault of its draft marks)
MARKS = [
    ("a\n<!-- draft -->\nb\n", "5:1: the draft that begins here has no end"),
    ("a\n\n<!-- /draft -->\n", "6:1: no draft begins above this end"),
    ("a <!-- draft -->\n", "4:3: a draft mark does not stand on a line of its own"),
]


@pytest.mark.parametrize(("body", "fault"), MARKS, ids=[fault for _, fault in MARKS])
@pytest.mark.parametrize("drafts", [False, True])
def test_a_draft_mark_at_fault_is_named_with_line_and_column(body: str, fault: str, drafts: bool) -> None:
    site = read_site([source("a.md", f"---\ntitle: A\n---\n{body}")], Options(), drafts=drafts)
    assert f"content/a.md:{fault}" in lines_of(site)
    assert {each.check for each in site.faults if each.source.startswith("content/a.md")} == {"content-file"}


# (pages, folders, {built file: (group, parent)})
GUIDE = "# A guide\n"
PLACES: list[tuple[str, dict[str, str], dict[str, object], dict[str, tuple[str, str]]]] = [
    ("own front matter makes a spoke", {"a.md": "---\nspoke: G\n---\n"}, {}, {"a/index.html": ("G", "")}),
    (
        "a folder's spoke is its index page",
        {"g/index.md": GUIDE, "g/a.md": GUIDE},
        {"g": {"spoke": "G"}},
        {"g/index.html": ("G", ""), "g/a/index.html": ("", "g/index.html")},
    ),
    (
        "a folder without an index page gets one",
        {"g/a.md": GUIDE, "g/b.md": GUIDE},
        {},
        {"g/index.html": ("G", ""), "g/a/index.html": ("", "g/index.html"), "g/b/index.html": ("", "g/index.html")},
    ),
    (
        "spokes makes every page right in the folder one",
        {"p/a.md": GUIDE, "p/q/b.md": GUIDE, "p/a/c.md": GUIDE},
        {"p": {"spokes": "P"}},
        {
            "p/a/index.html": ("P", ""),
            "p/a/c/index.html": ("", "p/a/index.html"),
            "p/q/index.html": ("Q", ""),
            "p/q/b/index.html": ("", "p/q/index.html"),
        },
    ),
    (
        "a declared folder gets a page for articles in folders below it",
        {"g/x/a.md": GUIDE, "g/y/b.md": GUIDE},
        {"g/": {"spoke": "G"}},
        {
            "g/index.html": ("G", ""),
            "g/x/a/index.html": ("", "g/index.html"),
            "g/y/b/index.html": ("", "g/index.html"),
        },
    ),
    (
        "a folder below a spoke needs no page of its own",
        {"g/index.md": "---\nspoke: G\n---\n", "g/deep/a.md": GUIDE, "g/deep/b/index.md": GUIDE},
        {},
        {
            "g/index.html": ("G", ""),
            "g/deep/a/index.html": ("", "g/index.html"),
            "g/deep/b/index.html": ("", "g/index.html"),
        },
    ),
    (
        "a page speaks for the folder of its name",
        {"g.md": "---\nspoke: G\n---\n", "g/a.md": GUIDE},
        {},
        {"g/index.html": ("G", ""), "g/a/index.html": ("", "g/index.html")},
    ),
]


@pytest.mark.parametrize(("case", "pages", "folders", "places"), PLACES, ids=[case for case, *_ in PLACES])
def test_spokes_and_articles(
    case: str, pages: dict[str, str | bytes], folders: dict[str, object], places: dict[str, tuple[str, str]]
) -> None:
    site = site_of(pages, folders=folders)
    found = {
        path: (page.group, page.parent)
        for path, page in site.pages.items()
        if path not in ("index.html", "contact/index.html")
    }
    assert found == places
    assert not site.faults


def test_spokes_are_ordered_by_group_then_order_then_address() -> None:
    site = site_of(
        {
            "index.md": "---\nkind: hub\ngroups: [Second, First]\n---\n",
            "c.md": "---\nspoke: First\norder: 2\n---\n# C\n",
            "b.md": "---\nspoke: First\norder: 1\n---\n# B\n",
            "a.md": "---\nspoke: First\norder: 2\n---\n# A\n",
            "z.md": "---\nspoke: Second\norder: 9\n---\n# Z\n",
        }
    )
    assert [spoke.title for spoke in site.spokes] == ["Z", "B", "A", "C", "Contact us"]


def test_the_kind_of_a_page_is_its_own_or_the_nearest_folders() -> None:
    site = site_of(
        {"p/a.md": "# A\n", "p/q/b.md": "# B\n", "p/q/c.md": "---\nkind: faq\n---\n# C\n", "d.md": "# D\n"},
        folders={"p": {"kind": "policy", "spoke": "P"}},
    )
    kinds = {page.title: page.kind for page in site.pages.values() if not page.generated}
    assert kinds == {
        "Customer Service": "hub",
        "Contact us": "contact",
        "A": "policy",
        "B": "policy",
        "C": "faq",
        "D": "guide",
    }


HEADINGS = [
    ("# Plain\n", "Plain"),
    ("```\n# code\n```\n# Real #\n", "Real"),
    ("~~~~\n```\n# code\n~~~~\n# Real\n", "Real"),
    ("Set *ext*\n===\n", "Set ext"),
    ("# A [link](x.md) and `code` {#id}\n", "A link and code"),
    ("# snake_case stays, _this_ goes\n", "snake_case stays, this goes"),
    ("# AT&amp;T \\*star\\*\n", "AT&T *star*"),
    ("#Returns policy\n", "Returns policy"),
    (" # not a heading\n\n#\n\n# Filled\n", "Filled"),
    ("# Closed ## {#id}\n", "Closed"),
    ("# C#\n", "C"),
    ("<!-- # TODO -->\n# One line\n", "One line"),
    ("<!--\n# TODO\n\n-->\n# Several lines\n", "Several lines"),
    ("<!-- a --> <!-- b\n# TODO\n--> <!-- c -->\n# Three comments\n", "Three comments"),
    ("<!-- without end\n# It is text\n", "It is text"),
    ("```\n<!--\n```\n# After code\n\n-->\n", "After code"),
    ("# PM `<b>` <b>it</b>\n", "PM <b> it"),
    ("# ``a ` *b*`` [`[c]`](d.md)\n", "a ` *b* [c]"),
    ("# Fees[^1] <!-- as of -> May -->\n", "Fees"),
    ("no heading\n", ""),
]


@pytest.mark.parametrize(("body", "title"), HEADINGS, ids=[title or "none" for _, title in HEADINGS])
def test_the_first_heading_is_the_title(body: str, title: str) -> None:
    assert heading(body) == title


LEADS = [
    ("# T\n\nOne sentence. Two.\n", "One sentence."),
    ("# T\n\n- a list\n- of two\n\nThen a paragraph\nover two lines.\n", "Then a paragraph over two lines."),
    ("# T\n\n<!-- note -->\n\n| a | b |\n\n```\ncode\n```\n", ""),
    ("# T\n\n" + "word " * 60, "word " * 30 + "word..."),
    ("# T\n\nIn 60 days[^1], or [^long name]. Two.\n\n[^1]: Note.\n", "In 60 days, or."),
    ("<!-- A note\n\nto editors. -->\n\nText.\n", "Text."),
    ("One\n<!-- note\nover two lines -->\ntwo.\n", "One"),
]


@pytest.mark.parametrize(("body", "line"), LEADS, ids=[line[:20] or "none" for _, line in LEADS])
def test_the_first_sentence_describes_a_page(body: str, line: str) -> None:
    assert lead(body) == line
    assert len(line) <= 160


def test_plain_text_of_markup() -> None:
    assert plain('**Bold** [text](a.md "title"){ .x } ![alt](b.png) <b>raw</b>') == "Bold text alt raw"


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert not site_of({"a.md": "\n---\n\n# A\n\nOur kind: friendly.\n"}).faults


COLON = "a text with a colon in it needs quotes around it"
TAB = "a tab stands where only spaces may stand"
OTHERWISE = "this line is neither `key: value` nor indented as the one above it"

# (lines of front matter between two healthy ones, place and fault, the line that mends it)
LINES = [
    ("description: Returns: how long", f"3:21: {COLON}", 'description: "Returns: how long"'),
    (
        "description: **Free** how",
        "3:14: a text that begins with * needs quotes around it",
        'description: "**Free** how"',
    ),
    ("description: & x", "3:14: a text that begins with & needs quotes around it", 'description: "& x"'),
    ("description: - How", "3:14: a text that begins with - needs quotes around it", 'description: "- How"'),
    ("description: ? How", "3:14: a text that begins with ? needs quotes around it", 'description: "? How"'),
    ("description: > How", "3:14: a text that begins with > needs quotes around it", 'description: "> How"'),
    ("description: `how`", "3:14: a text that begins with ` needs quotes around it", 'description: "`how`"'),
    ("description: @us", "3:14: a text that begins with @ needs quotes around it", 'description: "@us"'),
    ("description: % off", "3:14: a text that begins with % needs quotes around it", 'description: "% off"'),
    ("description: [New] How", "3:14: a text that begins with [ needs quotes around it", 'description: "[New] How"'),
    (
        "description: *Free",
        "3:14: no & of this name stands above, and a text that begins with * needs quotes around it",
        'description: "*Free"',
    ),
    ("description: 'It's free'", "3:18: a text goes on after its quotes", 'description: "It\'s free"'),
    ('description: "A" or "B"', "3:18: a text goes on after its quotes", 'description: \'"A" or "B"\''),
    ("excuse:\n  broken-link: soon: May", f"4:20: {COLON}", '  broken-link: "soon: May"'),
    ("aliases:\n  - **send**", "4:5: a text that begins with * needs quotes around it", '  - "**send**"'),
    ("order:1", "3:1: a space is missing after the colon", "order: 1"),
]


@pytest.mark.parametrize(("given", "said", "mended"), LINES, ids=[given for given, *_ in LINES])
def test_a_line_that_yaml_cannot_read_is_written_out(given: str, said: str, mended: str) -> None:
    page = "---\ntitle: A\n{}\nreview_by: 2026-05-31\n---\n"
    site = site_of({"a.md": page.format(given)})
    assert lines_of(site) == [f"content/a.md:{said}"]
    assert site.faults[0].remedy == f"write {mended.strip()}"
    *above, _ = given.splitlines()
    assert not site_of({"a.md": page.format("\n".join((*above, mended)))}).faults


# (lines of front matter between two healthy ones, place and fault, what its remedy says)
SHAPES = [
    ("order 1", "3:1: this line is no `key: value`", "a colon and a space after its key"),
    ("in_short:\n  text\n  more: x", "4:3: this line is no `key: value`", "a colon and a space after its key"),
    (" order: 1", "3:2: this line is indented too deep", "indent it as the lines above it"),
    ("related:\n  - a.md\n - b.md", f"5:2: {OTHERWISE}", "indent it as the lines above it"),
    ("description: How\n  we say: it", f"4:9: {COLON}", "put the whole text in quotes"),
    ("\torder: 1", f"3:1: {TAB}", "use spaces"),
    ("related:\n\t- a.md", f"4:1: {TAB}", "use spaces"),
    ("related:\n  -\ta.md", f"4:4: {TAB}", "use spaces"),
    ('description: "How', "3:14: a quote is not closed", "write the same quote where the text ends"),
    ('description: "How\nowner: "Ann"', "3:14: a quote is not closed", "write the same quote where the text ends"),
    ("aliases: [a, @b]", "3:14: a text that begins with a sign needs quotes around it", "put the text in quotes"),
    (
        'description: "C:\\path"',
        "3:17: a backslash in double quotes begins a code, and this is none",
        "put the text in 'single' quotes",
    ),
]


@pytest.mark.parametrize(("given", "said", "remedy"), SHAPES, ids=[given for given, *_ in SHAPES])
def test_a_line_out_of_shape_is_told_with_its_remedy(given: str, said: str, remedy: str) -> None:
    site = site_of({"a.md": f"---\ntitle: A\n{given}\nreview_by: 2026-05-31\n---\n"})
    assert lines_of(site) == [f"content/a.md:{said}"]
    assert remedy in site.faults[0].remedy


def test_of_an_unknown_kind_no_key_is_unknown() -> None:
    site = site_of({"a.md": "---\nkind: polcy\nin_short: [a]\n---\n"})
    assert [fault.check for fault in site.faults] == ["front-matter"]


def test_a_page_that_cannot_be_read_may_be_the_hub() -> None:
    site = site_of({"index.md": "---\nkind: [hub\n---\n"})
    assert [fault.check for fault in site.faults] == ["front-matter"]


def test_a_draft_that_is_named_is_told_to_be_one() -> None:
    site = site_of({"a.md": "---\ndraft: true\n---\n", "b.md": "---\nrelated: [a.md]\n---\n"})
    assert lines_of(site) == ['content/b.md:2:11: related: "a.md" is a draft']


def test_a_group_that_is_spelt_a_little_differently_is_a_warning() -> None:
    hub = "---\nkind: hub\ngroups: [Talk to us]\n---\n"
    site = site_of({"index.md": hub, "a.md": "---\nspoke: Talk to Us\n---\n"})  # contact.md is in Talk to us
    assert [(fault.message, fault.remedy) for fault in site.faults] == [
        ('spoke: the group "Talk to Us" is none of the hub\'s groups', "did you mean Talk to us?")
    ]


def test_names_that_nothing_has_are_warnings() -> None:
    hub = "---\nkind: hub\ngroups: [Tlak to us]\nleave_out: [index.md]\n---\n"
    site = site_of({"index.md": hub}, folders={"guide": {"kind": "guide"}})
    assert [(fault.check, fault.message) for fault in site.faults] == [
        ("unknown-key", "folders: guide: no page stands in this folder of content"),
        ("unknown-key", 'groups: "Tlak to us" is not the group of a spoke'),
        ("unknown-key", 'leave_out: "index.md" is not a spoke'),
    ]
