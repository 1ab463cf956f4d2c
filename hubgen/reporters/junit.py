"""Findings for the test reports of Jenkins, GitLab and others: JUnit XML, with a test for each check."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from hubgen.model import Finding, Severity, Verdict
from hubgen.reporters.text import lines_of
from hubgen.sheets import printable


def report(verdict: Verdict, out: TextIO) -> None:
    """Writes a suite for each topic, with a test for each check that ran."""
    found: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for rule in verdict.rules:
        found[rule.topic, rule.id] = []
    for finding in verdict.findings:
        found[finding.topic, finding.check].append(finding)
    # What makes a test fail is what keeps the site from being published: a red test and a refusal are one.
    fatal: Collection[Severity] = {"error", "warning"} if verdict.strict else {"error"}
    root = Element("testsuites", name="hubgen")
    for topic, checks in groupby(sorted(found), key=itemgetter(0)):
        suite = SubElement(root, "testsuite", name=printable(topic))
        suite.extend(_test(topic, check, found[topic, check], fatal) for _, check in checks)
    for element in (root, *root):
        tests = list(element.iter("testcase"))
        failures = [test for test in tests if test.find("failure") is not None]
        element.attrib |= {"tests": str(len(tests)), "failures": str(len(failures)), "errors": "0"}
    indent(root)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n")


def _test(topic: str, check: str, findings: Sequence[Finding], fatal: Collection[Severity]) -> Element:
    """One check, with what fails it as the one failure that every reader of JUnit shows, and the rest as its output."""
    test = Element("testcase", classname=printable(f"hubgen.{topic}"), name=printable(check))
    failing = [finding for finding in findings if finding.severity in fatal]
    others = [finding for finding in findings if finding.severity not in fatal]
    if failing:
        first, more = failing[0], len(failing) - 1
        message = printable(first.message) + (f" (and {more:,} more)" if more else "")
        SubElement(test, "failure", type=first.severity, message=message).text = _told(failing)
    if others:
        SubElement(test, "system-out").text = _told(others)
    return test


def _told(findings: Sequence[Finding]) -> str:
    return "\n".join(line for finding in findings for line in lines_of(finding))
