"""The plugin's options: what is refused, and in which words."""

import pytest

from hubgen.config import read_options

FAULTS = [
    ({"contac": "x"}, "contac: is not an option; did you mean contact?"),
    (
        {"wibble": 1},
        "wibble: is not an option; it is one of: "
        "baseline, checks, clicks, contact, external, extra_keys, folders, hosting, own_checks, review",
    ),
    (
        {"checks": {"broken-link": "loud"}},
        "checks.broken-link: \"loud\" is none of 'error', 'warning', 'info' or 'off'",
    ),
    ({"checks": {"broken-lnk": "off"}}, "checks.broken-lnk: is not a check; did you mean broken-link?"),
    ({"checks": ["broken-link"]}, "checks: a list is not a set of keys; write `key: value` lines below it"),
    ({"folders": {"a": {"kind": "polcy"}}}, 'folders.a.kind: "polcy" is not a kind; did you mean policy?'),
    ({"folders": {"a": {"spok": "X"}}}, "folders.a.spok: is not an option; did you mean spoke?"),
    (
        {"folders": {"a": {"spoke": " "}}},
        "folders.a.spoke: names no group; write the group's name, as in spoke: Policies",
    ),
    (
        {"folders": {"a": {"spokes": ""}}},
        "folders.a.spokes: names no group; write the group's name, as in spokes: Policies",
    ),
    ({"clicks": {"spoke": 2}}, "clicks.spoke: is not an option; did you mean spokes?"),
    ({"clicks": {"articles": "two"}}, 'clicks.articles: "two" is not a whole number'),
    ({"clicks": {"articles": 0}}, "clicks.articles: 0 is too small; at least 1"),
    ({"review": {"limits": 9}}, "review.limits: is not an option; did you mean limit?"),
    ({"review": {"ahead": -1}}, "review.ahead: -1 is too small; at least 0"),
    ({"external": {"time": 1}}, "external.time: is not an option; did you mean timeout?"),
    ({"external": {"timeout": "10 s"}}, 'external.timeout: "10 s" is not a number'),
    ({"external": {"pause": True}}, "external.pause: true is not a number"),
    ({"external": {"alive": [200]}}, "external.alive.0: 200 is too small; at least 400"),
    (
        {"external": {"exclude": ["("]}},
        'external.exclude.0: "(" is not a regular expression: missing ), unterminated subpattern at position 0',
    ),
    ({"extra_keys": "owner"}, 'extra_keys: "owner" is not a list; write one item a line, each after "- "'),
]


@pytest.mark.parametrize(("given", "fault"), FAULTS, ids=[fault[:40] for _, fault in FAULTS])
def test_a_fault_in_the_options_says_how_to_mend_it(given: dict[str, object], fault: str) -> None:
    assert [f"{'.'.join(map(str, at))}: {message}" for at, message in read_options(given)[1]] == [fault]


def test_no_options_are_fine() -> None:
    options, faults = read_options({})
    assert faults == []
    assert (options.clicks.spokes, options.clicks.articles) == (1, 2)


def test_the_word_off_may_stand_without_quotes() -> None:
    assert read_options({"checks": {"missing-alt": False}})[0].checks == {"missing-alt": "off"}


def test_all_faults_come_at_once() -> None:
    assert len(read_options({"contac": "x", "clicks": {"spoke": 2}})[1]) == 2
