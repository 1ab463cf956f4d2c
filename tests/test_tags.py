"""The tags of a page, with their places, as browsers part them."""

import pytest

from hubgen.tags import tags

TAGS = [
    ("<a href=x>y</a>", ["a href=x", "/a"]),
    ("<A\nHREF = 'a>b' href=z / class>", ["a href=a>b class="]),
    ('<a title="x&amp;y &#65;">', ["a title=x&y A"]),
    ("<!-- <a> --><a><!--><b>", ["a", "b"]),
    ("<a><!-- <b>", ["a"]),
    ("<!doctype html><?php <a> ?><b></ c><d", ["b"]),
    ("<script>'<a>'</scriptx></SCRIPT ><b>", ["script", "/script", "b"]),
    ("<title><a></title><textarea><b>", ["title", "/title", "textarea"]),
    ("<svg><title/><a/></svg><title/><b>", ["svg", "title", "a", "/svg", "title"]),
    ("1 < 2 <a x=<b>", ["a x=<b"]),
]


@pytest.mark.parametrize(("html", "found"), TAGS)
def test_tags_are_parted_as_browsers_part_them(html: str, found: list[str]) -> None:
    each = [" ".join([name, *(f"{key}={value}" for key, value in given.items())]) for _, name, given, _ in tags(html)]
    assert each == found


def test_each_tag_knows_its_place_and_whether_it_is_drawn() -> None:
    assert [(at, name, drawn) for at, name, _, drawn in tags("x<svg><a></svg><a>")] == [
        (1, "svg", True),
        (6, "a", True),
        (9, "/svg", False),
        (15, "a", False),
    ]
