"""Verdicts that every form must be able to write: of a small shop, of nothing, and with odd texts."""

from hubgen.kinds.guide import Meta
from hubgen.model import Document, Finding, Page, Rule, Site, Spoke, Verdict

RULES = (
    Rule(
        "broken-link",
        "links",
        "error",
        "A link that leads to nothing.\n\nCustomers meet an error page; `excuse:` lets one pass.\n\n"
        'Bad:\n    --hub index.html\n    index.html:\n        <a href="retuns.html">Returns</a>\n\n'
        "Good:\n    index.html:\n        <h1>Returns & more</h1>",
    ),
    Rule("hub-not-in-footer", "hub", "error", "Pages whose footer does not link to the hub."),
    Rule("missing-alt", "accessibility", "warning", "An image that says nothing to some customers."),
    Rule("reading-ease", "content", "info", "How hard a page is to read."),
    Rule("unfindable", "search", "error", "A search that does not find its page."),
)

PAGES = {"index.html": "Customer Service", "policies/returns/index.html": "Returns", "contact/index.html": "Contact"}
SITE = Site(
    hub="index.html",
    spokes=(
        Spoke("policies/returns/index.html", "Returns", "Policies"),
        Spoke("contact/index.html", "Contact", "Talk to us"),
    ),
    pages={
        path: Page(
            path.replace("/index.html", ".md").replace("index.html", "index.md"), path, "", title, "guide", Meta()
        )
        for path, title in PAGES.items()
    },
    documents={
        **{path: Document(path, title=f"{title} - Shop", heading=title) for path, title in PAGES.items()},
        "404.html": Document("404.html", title="Not found"),
    },
)

LINE = "Write to [us](../contct.md), or print the [form](form.pdf)."
FINDINGS = (
    Finding(
        "policies/returns/index.html",
        '"form.pdf" leads to nothing: the site has no policies/returns/form.pdf',
        "correct the address, or take the link out",
        target="form.pdf",
        check="broken-link",
        topic="links",
        line=212,
        source=f"content/policies/returns.md:10:{LINE.index('form.pdf') + 1}",
        excerpt=LINE,
    ),
    Finding(
        "policies/returns/index.html",
        '"../contct.md" leads to nothing: the content has no page contct.md',
        "did you mean ../contact.md?",
        target="../contct.md",
        check="broken-link",
        topic="links",
        line=212,
        source=f"content/policies/returns.md:10:{LINE.index('../') + 1}",
        excerpt=LINE,
    ),
    Finding(
        "policies/returns/index.html",
        "reads as hard as a contract: 31 words a sentence",
        "write shorter sentences",
        check="reading-ease",
        topic="content",
        severity="info",
        source="content/policies/returns.md:1:1",
        excerpt="# Returns",
    ),
    Finding(
        "404.html",
        'the image "map.svg" has no alternative text',
        'write alt="" if it is decoration',
        target="map.svg",
        check="missing-alt",
        topic="accessibility",
        severity="warning",
        line=40,
    ),
    Finding(
        "",
        "the footer that 7 pages have does not link to the hub",
        "add the link to the footer",
        check="hub-not-in-footer",
        topic="hub",
        pages=tuple(f"guides/{number}/index.html" for number in range(7)),
    ),
    Finding(
        "policies/returns/index.html",
        '"money back" does not find "Returns" (policies/returns.md)',
        "write it into `aliases:` of its front matter",
        check="unfindable",
        topic="search",
        source="content/searches.yml:3:10",
        excerpt="- query: money back",
    ),
)

KNOWN = (
    Finding(
        "policies/returns/index.html",
        '"../prices/" leads to nothing: the site has no prices/',
        "take the link out",
        target="../prices/",
        check="broken-link",
        topic="links",
        line=220,
        source="content/policies/returns.md:14:5",
        excerpt="See [](../prices/).",
    ),
    Finding(
        "",
        "the head that 11 pages have names no favicon",
        "add a favicon",
        check="missing-favicon",
        topic="links",
        severity="warning",
        pages=tuple(f"guides/{number}/index.html" for number in range(11)),
    ),
)
NOTES = ("Other sites were not visited: `--external` does.",)
SHOP = Verdict(SITE, FINDINGS, RULES, known=KNOWN, mended=3, failed=True, notes=NOTES)
NOTHING = Verdict(Site(), ())

# Texts that break a form which is careless: line ends, signs that cannot be written, and its own syntax.
ODD_TEXTS = (
    "a\r\nb\x00c\x1b[31md\ud800e\udcfff\u2028g\ufffeh\u202ei <b>&amp;\"' %0A ::error::x,y:z ]]> {{ x }} {# %} `code\t|",
    "\U0001f600 Größe 客户服务 נגישות 👩\u200d👩\u200d👧 é\u0301\xa0x",
    "long " * 2000,
    "",
)
ODD = Verdict(
    SITE,
    tuple(
        Finding(
            page,
            text,
            text,
            target=text,
            quote=text,
            pages=pages,
            check=check,
            topic="links",
            severity=severity,
            line=line,
            source=source,
            excerpt=f"\t{text}{text}",
        )
        for text in ODD_TEXTS
        for check, severity in (("broken-link", "error"), (f"own {text[:40]}", "warning"), ("reading-ease", "info"))
        for page, line, source, pages in (
            ("", 0, "", ()),
            ("", 0, "", (f"a {text[:40]}.html", "b.html", "b.html")),
            (f"Größe & Maß/{text[:40]}.html", 7, "", ()),
            ("index.html", 7, f"content/a b/Größe:{text[:40]}.md:3:2", ()),
            ("index.html", 0, "content/100%.md:1:1", ("index.html",)),
            ("index.html", 0, "content", ()),
        )
    ),
    (*RULES, *(Rule(f"own {text[:40]}", f"own {text[:40]}", "off", text) for text in ODD_TEXTS)),
    failed=True,
)
