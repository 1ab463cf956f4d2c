"""YAML with the line and column of everything."""

import pytest

from hubgen.marked_yaml import Tagged, YamlError, load

TEXT = """\
title: Returns
channels:
  - name: Call
    hours: "9 to 5"
  - {name: Chat}
"""


def test_values_and_keys_know_their_place() -> None:
    marked = load(TEXT, first_line=2)
    assert marked.value["channels"][1] == {"name": "Chat"}
    assert marked.marks[("title",)] == (2, 8)
    assert marked.marks[("channels", 0, "hours")] == (5, 12)
    assert marked.keys[("channels", 1, "name")] == (6, 6)
    assert marked.where(("channels", 1, "purpose")) == (6, 5)


def test_dates_stay_text() -> None:
    assert load("a: 2026-13-45\nb: 2026-05-31").value == {"a": "2026-13-45", "b": "2026-05-31"}


def test_a_key_that_is_written_twice_is_told() -> None:
    assert load("a: 1\nb: {c: 1, c: 2}\na: 2").twice == (("b", "c"), ("a",))


def test_tags_run_nothing() -> None:
    value = load("a: !!python/object/apply:os.system [echo]\nb: !ENV HOME").value
    assert value == {"a": Tagged("tag:yaml.org,2002:python/object/apply:os.system"), "b": Tagged("!ENV")}


BROKEN = [
    ("a: [1", "1:4"),
    ("a: {b: 1\nc: 2", "1:4"),
    ("a: 'open", "1:4"),
    ("a: b: c", "1:5"),
    ("\ta: 1", "1:1"),
    ("a: *nobody", "1:4"),
    ("a:1\nb: 2", "1:1"),
    ("a: 1\nb:2\nc: 3", "2:1"),
    ("a: 1\nb 2\nc: 3", "2:1"),
    ("a: 1\n  b: 2", "2:3"),
    ('a: one\nb: "open\nc: "1.0"', "2:4"),
    ('a: [1, "open]\nb: "1.0"', "1:8"),
    ("a:\r\n- b\r\n-\tc", "3:2"),
    ("a: 1\n---\nb: 2", "2:1"),
    ("? [a, b]\n: 1", "1:3"),
    ("a: " + "[" * 30_000 + "]" * 30_000, "1:103"),
    ("- " * 30_000, "1:201"),
]


@pytest.mark.parametrize(("text", "place"), BROKEN, ids=[text[:12].replace("\n", " ") for text, _ in BROKEN])
def test_what_is_not_yaml_has_a_place(text: str, place: str) -> None:
    with pytest.raises(YamlError) as caught:
        load(text)
    assert f"{caught.value.line}:{caught.value.column}" == place
