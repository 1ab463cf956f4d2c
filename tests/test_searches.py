"""The two files that editors keep for search: what they say, what is wrong with them, and that neither is published."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from hubgen.config import Options
from hubgen.content import read_site
from hubgen.model import Finding, Search, Site
from hubgen.searches import in_one_spelling, read_searches
from tests.sites import LEAST_CONTACT, LEAST_HUB, snapshot
from tests.test_content import source

PAGES = {
    "index.md": LEAST_HUB,
    "contact.md": LEAST_CONTACT,
    "policies/returns.md": "---\nspoke: Policies\n---\n# Returns\n",
    "guides/track.md": "# Track\n",
    "later.md": "---\ndraft: true\n---\n# Later\n",
}


def site_with(searches: str | bytes = "", synonyms: str | bytes = "", *, drafts: bool = False) -> Site:
    site = read_site([source(src, text) for src, text in PAGES.items()], Options(), drafts=drafts)
    files = {"searches.yml": searches, "synonyms.yml": synonyms}
    contents = {name: text.encode() if isinstance(text, str) else text for name, text in files.items() if text}
    return read_searches(site, contents, "en", drafts=PAGES.keys() - {page.src for page in site.pages.values()})


def told(fault: Finding) -> str:
    return f"{fault.source.removeprefix('content/')}: {fault.message}; {fault.remedy}"


def test_a_search_names_its_page_by_its_markdown_file() -> None:
    site = site_with(
        "- query: money back\n  page: policies/returns.md#your-refund\n  place: 1\n"
        "# Pages that are generated for a folder count, too.\n- {query: 'guides', page: guides/index.md}\n"
    )
    assert site.faults == ()
    assert site.searches == (
        Search("money back", "policies/returns/index.html", "your-refund", 1, "content/searches.yml:1:3"),
        Search("guides", "guides/index.html", "", 3, "content/searches.yml:5:4"),
    )


def test_synonyms_are_lists_of_words_and_phrases() -> None:
    site = site_with(synonyms="# Money\n- [refund, ' money back ']\n-\n  - Wi-Fi\n  - wireless\n")
    assert (site.synonyms, site.faults) == ((("refund", "money back"), ("Wi-Fi", "wireless")), ())


@pytest.mark.parametrize("text", ["\n", "# Nothing yet.\n", "[]\n", "\ufeff# Nothing yet.\n"])
def test_a_file_may_hold_nothing(text: str) -> None:
    site = site_with(text, text)
    assert (site.searches, site.synonyms, site.faults) == ((), (), ())


PAGE = "page: the Markdown file that they must find, as in policies/returns.md#fees"
PLACE = "place: the last place that will do, among the pages that are found"
QUERY = "query: what customers type"
IN_LIST = "write what means the same in one list, as in - [refund, money back]"
PATH = "write a file's path from the content folder, or take it out"

# (searches.yml, its faults)
FAULTS = [
    ("- query: a b\n", [f"1:3: page: is missing; {PAGE}"]),
    ("- query:\n  page: contact.md\n", [f"1:9: query: is missing; {QUERY}"]),
    ("- query: 12345\n  page: contact.md\n", [f"1:10: query: 12345 is not text; put it in quotes; {QUERY}"]),
    ("- query: [a]\n  page: contact.md\n", [f"1:10: query: a list stands where a text is wanted; {QUERY}"]),
    (
        "- query: [a]\n  page: contct.md\n",
        [
            f"1:10: query: a list stands where a text is wanted; {QUERY}",
            '2:9: page: "contct.md" is not a page; did you mean contact.md?',
        ],
    ),
    (
        "- query: how do i\n  page: contact.md\n",
        ['1:10: query: "how do i" has no word that search looks for; write it as customers type it, or take it out'],
    ),
    (
        "- query: '?'\n  page: contact.md\n",
        ['1:10: query: "?" has no word that search looks for; write it as customers type it, or take it out'],
    ),
    ("- query: a1\n  page: contact.md\n  place: 0\n", [f"3:10: place: 0 is too small; at least 1; {PLACE}"]),
    ("- query: a1\n  page: contact.md\n  place: 11\n", [f"3:10: place: 11 is too large; at most 10; {PLACE}"]),
    ("- query: a1\n  page: contact.md\n  place: top\n", [f'3:10: place: "top" is not a whole number; {PLACE}']),
    (
        "- query: a1\n  page: policies/retruns.md\n",
        ['2:9: page: "policies/retruns.md" is not a page; did you mean policies/returns.md?'],
    ),
    ("- query: a1\n  page: /qqqqq/\n", [f'2:9: page: "/qqqqq/" is not a page; {PATH}']),
    (
        "- query: a1\n  page: later.md\n",
        ['2:9: page: "later.md" is a draft; publish the draft, or take the search out'],
    ),
    ("- query: a1\n  page: contact.md\n  plase: 1\n", ["3:3: plase: is not a key of a search; did you mean place?"]),
    ("- query: a1\n  page: contact.md\n  zzz: 1\n", ["3:3: zzz: is not a key of a search; take it out"]),
    (
        "- query: a1\n  page: contact.md\n- query: 'A1 '\n  page: index.md\n",
        ['3:10: query: "A1" is written twice, first in line 1; keep one of the two'],
    ),
    (
        "- query: a1\n  query: b1\n  page: contact.md\n",
        ["2:3: query: is written twice; keep one of the two lines"],
    ),
    ("query: a1\npage: contact.md\n", ['1:1: is not a list; begin each entry with "- "']),
    (
        "- where is my order\n",
        [
            '1:3: "where is my order" is not a set of keys; write `key: value` lines below it; '
            "write `query:` and, below it, `page:`"
        ],
    ),
    (
        "- query: a: b\n",
        ['1:11: a text with a colon in it needs quotes around it; write - query: "a: b"'],
    ),
    (b"- query: caf\xe9\n", ["1:13: is not UTF-8: byte 0xe9; save the file as UTF-8"]),
    (
        "- query: a1\n  page: nowhere.md\n- query: [b]\n- 3\n",
        [
            f'2:9: page: "nowhere.md" is not a page; {PATH}',
            f"3:10: query: a list stands where a text is wanted; {QUERY}",
            f"3:3: page: is missing; {PAGE}",
            "4:3: 3 is not a set of keys; write `key: value` lines below it; write `query:` and, below it, `page:`",
        ],
    ),
]


@pytest.mark.parametrize(("text", "faults"), FAULTS, ids=[faults[0][:45] for _, faults in FAULTS])
def test_faults_of_searches(text: str | bytes, faults: list[str]) -> None:
    assert [told(fault) for fault in site_with(text).faults] == [f"searches.yml:{fault}" for fault in faults]


# (synonyms.yml, its faults)
WRONG_SYNONYMS = [
    ("- [refund]\n", f"1:3: names fewer than two words or phrases that differ for search; {IN_LIST}"),
    ("- [refund, Refunds]\n", f"1:3: names fewer than two words or phrases that differ for search; {IN_LIST}"),
    ("- []\n", f"1:3: names fewer than two words or phrases that differ for search; {IN_LIST}"),
    ("- [no, none]\n", f"1:4: false is not text; put it in quotes; {IN_LIST}"),
    ("- [2, two]\n", f"1:4: 2 is not text; put it in quotes; {IN_LIST}"),
    ("- refund, money\n", f'1:3: "refund, money" is not a list; write one item a line, each after "- "; {IN_LIST}'),
    ("- refund: money\n", f'1:3: a set of keys is not a list; write one item a line, each after "- "; {IN_LIST}'),
    ("- [refund, to the]\n", '1:12: "to the" has no word that search looks for; write another word, or take it out'),
    ("- [refund, '']\n", '1:12: "" has no word that search looks for; write another word, or take it out'),
    ("refund: money back\n", '1:1: is not a list; begin each entry with "- "'),
]


@pytest.mark.parametrize(("text", "fault"), WRONG_SYNONYMS, ids=[text.strip() for text, _ in WRONG_SYNONYMS])
def test_faults_of_synonyms(text: str, fault: str) -> None:
    (found,) = site_with(synonyms=text).faults
    assert told(found) == f"synonyms.yml:{fault}"


def test_what_is_sound_is_kept_beside_a_fault() -> None:
    site = site_with("- query: a1\n- query: b1\n  page: contact.md\n", "- [a]\n- [b, c]\n")
    assert ([search.query for search in site.searches], site.synonyms) == (["b1"], (("b", "c"),))


def test_unknown_keys_are_warned_of_and_the_rest_is_refused() -> None:
    site = site_with("- query: a1\n  page: contact.md\n  zzz: 1\n- 3\n")
    assert [fault.check for fault in site.faults] == ["unknown-key", "search-file"]


def test_a_draft_that_is_previewed_is_not_tried() -> None:
    site = site_with("- query: a1\n  page: later.md\n", drafts=True)
    assert (site.searches, site.faults) == ((), ())


def test_a_name_that_is_not_read_is_told() -> None:
    (fault,) = read_searches(Site(), {"searches.yaml": b"- [a"}, "en").faults
    assert told(fault) == "searches.yaml:1:1: is not read: search reads searches.yml; rename it searches.yml"


@pytest.mark.parametrize("typed", ["money back", " Money  BACK\n", "money\tback"])
def test_one_spelling(typed: str) -> None:
    assert in_one_spelling(typed) == "money back"


Run = Callable[..., Result]
WriteSite = Callable[..., Path]

FOR_SEARCH: dict[str, str | bytes | None] = {
    "content/searches.yml": "- query: reimburse me\n  page: policies/returns.md\n",
    "content/synonyms.yml": "- [days, reimburse]\n",
    "content/policies/map.yml": "a: 1\n",
}


def test_neither_file_is_published_and_others_are(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site(FOR_SEARCH)
    assert hubgen("build", "--strict", cwd=folder).exit_code == 0
    assert [path for path in snapshot(folder / "site") if path.endswith(".yml")] == ["policies/map.yml"]


def test_a_fault_ends_the_build_before_anything_is_made(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({**FOR_SEARCH, "content/synonyms.yml": "- [days]\n"})
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, "content/synonyms.yml:1:3: names fewer than two" in result.output) == (1, True)
    assert not (folder / "site").exists()


def test_a_search_that_fails_is_told_where_it_is_written(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({**FOR_SEARCH, "content/synonyms.yml": None})
    result = hubgen("build", cwd=folder)
    assert result.exit_code == 1
    assert result.output.startswith('content/searches.yml:1:3: "reimburse me" finds nothing, and so not "Returns"')


CACHE = Path(".cache", "plugin", "hubgen", "search-en.json")


def test_search_is_cached_beside_the_configuration(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site(FOR_SEARCH)
    hubgen("build", cwd=folder)
    before, kept = snapshot(folder / "site"), (folder / CACHE).read_bytes()
    hubgen("build", cwd=folder)
    assert (snapshot(folder / "site"), (folder / CACHE).read_bytes()) == (before, kept)


@pytest.mark.parametrize("content", ["", "{}", "[1]", "\0"])
def test_a_cache_that_is_damaged_costs_only_time(hubgen: Run, write_site: WriteSite, content: str) -> None:
    folder = write_site(FOR_SEARCH)
    hubgen("build", cwd=folder)
    before = snapshot(folder / "site")
    whole = (folder / CACHE).read_text()
    (folder / CACHE).write_text(content)
    assert hubgen("build", cwd=folder).exit_code == 0
    assert (snapshot(folder / "site"), (folder / CACHE).read_text()) == (before, whole)


def test_a_cache_that_cannot_be_written_costs_only_time(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site(FOR_SEARCH)
    hubgen("build", cwd=folder)
    before = snapshot(folder / "site")
    # A file in the place of its folder, since root may write anywhere.
    shutil.rmtree((folder / CACHE).parent)
    (folder / CACHE).parent.write_text("")
    assert hubgen("build", cwd=folder).exit_code == 0
    assert snapshot(folder / "site") == before
