"""What a baseline knows, what is new to it, and what is said of a file that is none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hubgen.baseline import BaselineError, Known, fingerprint, of, read, without_known, written
from hubgen.extent import PAGES_HAVE, of_pages
from hubgen.model import Finding, Severity

GONE = Finding("a/index.html", '"gone.md" leads to nothing', "x", target="gone.md", check="broken-link")
GONE = replace(GONE, source="content/a.md:7:42")
HEAD = '{"hubgen": "baseline", "version": 1}'
ENTRY = '{"check": "broken-link", "file": "a/index.html", "what": "gone.md", "severity": "error", "count": 1}'


def finding(check: str, page: str = "a.html", message: str = "x", severity: Severity = "error") -> Finding:
    return Finding(page, message, "y", check=check, severity=severity)


SAME = [
    (GONE, replace(GONE, source="content/a.md:9:1", line=3, excerpt="[x](gone.md)", message="y", remedy="z"), True),
    (GONE, replace(GONE, severity="warning", topic="links"), True),
    (GONE, replace(GONE, check="broken-anchor"), False),
    (GONE, replace(GONE, source="content/b.md:7:42"), True),
    (GONE, replace(GONE, page="b/index.html"), False),
    (GONE, replace(GONE, target="went.md"), False),
    (replace(GONE, quote="gone"), replace(GONE, quote="went"), True),
    (replace(GONE, target="", quote="gone"), replace(GONE, target="", quote="went"), False),
    (finding("x", "", "12 pages have no footer"), finding("x", "", "1,200 pages have no footer"), True),
    (finding("x", "", "opens at 9:30"), finding("x", "", "opens at 10"), True),
    (finding("x", "", "2 pages"), finding("x", "", "no pages"), False),
    (replace(GONE, page="", source="a.md:1"), replace(GONE, page="", source="a.md"), True),
    (replace(GONE, page="", source="a:b.md:1:1"), replace(GONE, page="", source="a:c.md:1:1"), False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_a_finding_is_known_by_check_file_and_words(one: Finding, other: Finding, same: bool) -> None:
    assert (fingerprint(one) == fingerprint(other)) is same
    assert (not without_known([other], of([one]), ()).new) is same


def test_a_baseline_is_sorted_one_finding_a_line() -> None:
    findings = [
        finding("too-long", "b.html", "has 3 links"),
        replace(GONE, target='f\u00fcr "uns"\n\udcff\U0001f600\u2028'),
        GONE,
        finding("figures", severity="info"),
        finding("missing-alt", "a.html", severity="warning"),
        replace(GONE, source="content/a.md:9:1"),
    ]
    lines = [
        HEAD,
        '{"check": "broken-link", "file": "a/index.html", '
        '"what": "f\u00fcr \\"uns\\"\\n\\\\udcff\U0001f600\u2028", "severity": "error", "count": 1}',
        ENTRY.replace("1}", "2}"),
        '{"check": "missing-alt", "file": "a.html", "what": "x", "severity": "warning", "count": 1}',
        '{"check": "too-long", "file": "b.html", "what": "has # links", "severity": "error", "count": 1}',
    ]
    text = "[\n" + ",\n".join(lines) + "\n]\n"
    assert written(of(findings)) == written(of(reversed(findings))) == text
    text.encode("utf-8")
    assert without_known(findings, read(text), ()).new == (findings[3],)


def test_a_baseline_may_know_nothing() -> None:
    assert written(of([])) == f"[\n{HEAD}\n]\n"


TWO = [GONE, replace(GONE, line=2)]
COUNTS = [
    (TWO, TWO, ["broken-link"], [], 2, 0),
    ([*TWO, replace(GONE, line=3)], TWO, ["broken-link"], [3], 2, 0),
    ([GONE], TWO, ["broken-link"], [], 1, 1),
    ([], TWO, ["broken-link"], [], 0, 2),
    ([], TWO, ["missing-alt"], [], 0, 0),
    ([finding("missing-alt")], TWO, ["broken-link", "missing-alt"], [0], 0, 2),
    ([finding("x", severity="info")], [finding("x")], ["x"], [0], 0, 1),
    ([GONE], [replace(GONE, severity="warning")], ["broken-link"], [0], 0, 1),
    ([replace(GONE, severity="warning")], [GONE], ["broken-link"], [], 1, 0),
    ([], [], [], [], 0, 0),
]


@pytest.mark.parametrize(("now", "before", "ran", "new", "known", "mended"), COUNTS)
def test_only_what_a_baseline_does_not_know_is_new(
    now: Sequence[Finding], before: Sequence[Finding], ran: Sequence[str], new: list[int], known: int, mended: int
) -> None:
    compared = without_known(now, read(written(of(before))), ran)
    assert ([each.line for each in compared.new], len(compared.known), compared.mended) == (new, known, mended)


def spread(pages: str, what: str = "no description") -> Finding:
    """A finding of pages, one letter each."""
    return of_pages(finding("x", "", f"{PAGES_HAVE} {what}"), [f"{page}.html" for page in pages])


SEVERAL = [
    ("abc", "abc", "", "abc", 0),
    ("abcd", "abc", "d", "abc", 0),
    ("ab", "abc", "", "ab", 1),
    ("a", "abc", "", "a", 2),
    ("abc", "a", "bc", "a", 0),
    ("d", "abc", "d", "", 3),
]


@pytest.mark.parametrize(("now", "before", "new", "known", "mended"), SEVERAL)
def test_a_finding_of_several_pages_is_known_on_each(now: str, before: str, new: str, known: str, mended: int) -> None:
    compared = without_known([spread(now)], read(written(of([spread(before)]))))
    assert compared == (
        (spread(new),) if new else (),
        (spread(known),) if known else (),
        mended,
    )


def test_it_does_not_matter_whether_a_fault_is_told_once_or_on_every_page() -> None:
    each = [finding("x", f"{page}.html", "has no description") for page in "abc"]
    assert without_known(each, of([spread("abc")])) == ((), tuple(each), 0)
    assert without_known([spread("abcd")], of(each)) == ((spread("d"),), (spread("abc"),), 0)
    assert fingerprint(spread("abc")) == fingerprint(spread("ab"))


SPREAD = ENTRY.replace(", ", ",\r\n    ")
EDITED = [
    f"[{HEAD}]",
    f"\ufeff\n[\n\n{HEAD},\n]\n\n",
    f"[{HEAD}\n,\n{ENTRY}\n]",
    f"[{HEAD}{ENTRY},,]",
    f"[{HEAD},\r\n  {SPREAD},\r\n]\r\n",
]


@pytest.mark.parametrize("text", EDITED)
def test_a_baseline_that_was_edited_by_hand_is_read(text: str) -> None:
    key = Known("broken-link", "a/index.html", "gone.md", "error")
    assert read(text) == ({key: 1} if "broken-link" in text else {})


ANEW = "write the baseline anew"
NO_OBJECT = f"is no JSON object; take the line out, or {ANEW}"
NO_BASELINE = f"is no baseline, which begins with [ and then {HEAD}; {ANEW}"
NO_HEAD = f"is not how a baseline begins, {HEAD}; {ANEW}"
ENTRY_HAS = "an entry has check, file, what, severity, count"
NO_COUNT = '"count" is not a number from 1; write how many such findings the file has'


def listed(entry: str) -> str:
    return f"[{HEAD},\n{entry}]"


WRONG = [
    ("", f"1: {NO_BASELINE}"),
    (" \n\n", f"1: {NO_BASELINE}"),
    (HEAD, f"1: {NO_BASELINE}"),
    ("{[]}", f"1: {NO_BASELINE}"),
    ("[]", f"1: {NO_HEAD}"),
    ("[\0", f"1: {NO_OBJECT}"),
    ("[" * 100_000, f"1: {NO_OBJECT}"),
    ('[{"version": ' + "1" * 5000 + "}]", f"1: {NO_OBJECT}"),
    (f"[\n{ENTRY}\n]", f"2: {NO_HEAD}"),
    ('[{"hubgen": "baseline"}]', f"1: {NO_HEAD}"),
    (f"[\n{HEAD.replace('1', '2')}]", f"2: is of version 2, and this hubgen reads 1; {ANEW}"),
    (f"[\n{HEAD}\n{ENTRY}\n", f"3: ends too early, without a ]; {ANEW}"),
    (f"[\n{HEAD}\n<<<<<<< HEAD\n{ENTRY}\n]", f"3: {NO_OBJECT}"),
    (f"[\n{HEAD},\n{ENTRY[:-9]}\n]", f"3: {NO_OBJECT}"),
    (f"\n[\n{HEAD},\n{SPREAD},\n{HEAD}\n]", f'9: has no "check"; {ENTRY_HAS}'),
    (f"[\n{HEAD},\n]\n{ENTRY}", f"4: stands behind the ] that ends the list; take it out, or {ANEW}"),
    (f"[{HEAD},\n\n{ENTRY},\n{ENTRY}\n]", "4: says the same as line 3; keep one of the two"),
    (listed(ENTRY.replace("what", "words")), f'2: has no "what"; {ENTRY_HAS}'),
    (listed(ENTRY.replace("{", '{"why": "", ')), f'2: has an unknown key "why"; {ENTRY_HAS}, no more'),
    (listed(ENTRY.replace('"gone.md"', "7")), '2: "what" is not text; put it in quotes'),
    (
        listed(ENTRY.replace('"error"', '"info"')),
        '2: "severity" is neither "error" nor "warning"; write one of the two',
    ),
    (listed(ENTRY.replace("1}", "0}")), f"2: {NO_COUNT}"),
    (listed(ENTRY.replace("1}", "true}")), f"2: {NO_COUNT}"),
    (listed(ENTRY.replace("1}", '"1"}')), f"2: {NO_COUNT}"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_text_that_is_no_baseline_says_why(text: str, said: str) -> None:
    with pytest.raises(BaselineError) as error:
        read(text)
    assert str(error.value) == said
