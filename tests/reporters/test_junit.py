"""JUnit XML is what Jenkins and GitLab read, and fails as the checks do.

No package ships the schema (junit-10.xsd of Jenkins' xUnit plugin); the table below says of it what concerns us.
"""

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from hubgen.model import Finding, Verdict
from tests.reporters.test_reporters import reported
from tests.reporters.verdicts import FINDINGS, NOTHING, ODD, RULES, SHOP

# Of each element: the attributes that it must have, those that it may have, and the elements in it.
SCHEMA = {
    "testsuites": ((), ("name", "tests", "failures", "errors", "time"), ("testsuite",)),
    "testsuite": (("name", "tests", "failures", "errors"), ("skipped", "time", "id"), ("testcase", "system-out")),
    "testcase": (("name",), ("classname", "time"), ("failure", "system-out")),
    "failure": ((), ("type", "message"), ()),
    "system-out": ((), (), ()),
}


def parsed(verdict: Verdict) -> ElementTree.Element:
    return ElementTree.fromstring(reported("junit", verdict).encode("utf-8"))


@pytest.mark.parametrize("verdict", [SHOP, NOTHING, ODD], ids=["shop", "nothing", "odd"])
def test_the_schema_holds(verdict: Verdict) -> None:
    root = parsed(verdict)
    assert root.tag == "testsuites"
    for element in root.iter():
        needed, allowed, inside = SCHEMA[element.tag]
        assert set(needed) <= set(element.keys()) <= {*needed, *allowed}
        assert {child.tag for child in element} <= set(inside)


@pytest.mark.parametrize("verdict", [SHOP, NOTHING, ODD], ids=["shop", "nothing", "odd"])
def test_the_counts_are_right(verdict: Verdict) -> None:
    root = parsed(verdict)
    for element in (root, *root):
        counts = (len(list(element.iter("testcase"))), len(list(element.iter("failure"))))
        assert (int(element.attrib["tests"]), int(element.attrib["failures"]), element.attrib["errors"]) == (
            *counts,
            "0",
        )


ERROR, WARNING, INFO = FINDINGS[0], FINDINGS[3], FINDINGS[2]
OUTCOMES = [
    ((ERROR, WARNING, INFO), False, ["broken-link"]),
    ((ERROR, WARNING, INFO), True, ["broken-link", "missing-alt"]),
    ((WARNING, INFO), True, ["missing-alt"]),
    ((WARNING, INFO), False, []),
    ((INFO,), False, []),
    ((INFO,), True, []),
    ((), True, []),
]


@pytest.mark.parametrize(("findings", "strict", "expected"), OUTCOMES)
def test_a_test_fails_where_the_site_must_not_be_published(
    findings: Sequence[Finding], strict: bool, expected: list[str]
) -> None:
    root = parsed(replace(SHOP, findings=tuple(findings), strict=strict))
    assert len(list(root.iter("testcase"))) == len(RULES)
    failing = [test.attrib["name"] for test in root.iter("testcase") if test.find("failure") is not None]
    assert sorted(failing) == expected


def test_a_check_that_is_no_rule_of_the_verdict_is_a_test_too() -> None:
    root = parsed(Verdict(SHOP.site, (ERROR, replace(ERROR, message="x")), failed=True))
    failure = root.find("testsuite[@name='links']/testcase[@name='broken-link']/failure")
    assert failure is not None
    assert failure.attrib == {"type": "error", "message": f"{ERROR.message} (and 1 more)"}
