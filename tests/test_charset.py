"""In which encoding a page is read."""

import pytest

from hubgen.charset import in_utf8

HEAD = "<!doctype html><meta charset={}>"
ROWS = [
    ("utf-8", "größe 客户 😀", "utf-8"),
    ("utf8", "größe", "utf-8"),
    ("latin1", "größe “x” €", "cp1252"),
    ("iso-8859-1", "größe “x” €", "cp1252"),
    ("windows-1251", "возврат", "cp1251"),
    ("gb2312", "朱镕基", "gbk"),
    ("shift_jis", "サイズ①", "cp932"),
    ("big5", "退貨", "big5"),
    # Labels that no browser knows, and some that Python does: then it is UTF-8, as where none is written.
    ("utf-32", "größe", "utf-8"),
    ("utf16", "größe", "utf-8"),
    ("utf-16", "größe", "utf-8"),
    ("punycode", "größe", "utf-8"),
    ("unicode_escape", "größe \\ud800", "utf-8"),
    ("cp437", "größe", "utf-8"),
    ("'", "größe", "utf-8"),
]


@pytest.mark.parametrize(("label", "text", "codec"), ROWS)
def test_a_label_is_read_as_browsers_read_it(label: str, text: str, codec: str) -> None:
    page = HEAD.format(label) + text
    assert in_utf8(page.encode(codec)).decode() == page


PLACES = [
    ("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "cp1251"),
    ('<META CHARSET = "windows-1251" >', "cp1251"),
    (f"<!--{'x' * 1100}--><meta charset=windows-1251>", "cp1251"),
    ("<meta charset=nonsense><meta charset=windows-1251>", "cp1251"),
    ("<!-- <meta charset=latin1> --><meta charset=windows-1251>", "cp1251"),
    ("<meta name=description content='about charset=windows-1251'>", "utf-8"),
    ("<metacharset=windows-1251>", "utf-8"),
    ("<body><meta charset=windows-1251>", "utf-8"),
    ("<!-- <meta charset=windows-1251>", "utf-8"),
]


@pytest.mark.parametrize(("head", "codec"), PLACES)
def test_the_label_is_found(head: str, codec: str) -> None:
    page = f"{head}возврат"
    assert in_utf8(page.encode(codec)).decode() == page


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_counts_more(codec: str) -> None:
    page = HEAD.format("latin1") + "größe"
    assert in_utf8(page.encode(codec)).decode() == page


def test_bytes_that_mean_nothing_are_replaced() -> None:
    assert in_utf8(b"a\xffb\xed\xa0\x80c").decode() == "a\ufffdb\ufffd\ufffd\ufffdc"
    assert in_utf8(HEAD.format("shift_jis").encode() + b"\x81").decode() == HEAD.format("shift_jis") + "\ufffd"
    assert in_utf8(b"<meta charset=utf-8>" * 2000 + b"<!--<meta" * 2000 + b"\xff").decode().endswith("\ufffd")
