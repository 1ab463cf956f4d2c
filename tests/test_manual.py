"""The manual of checks as pages: what docstrings say, in other forms."""

import re
from html import unescape

import pytest
from markdown import Markdown

from hubgen.checks import catalog, rules
from hubgen.manual import Block, as_markdown, blocks, introduction, manual, summed_up
from hubgen.model import Rule

SITE = """\
A page without words.

Customers see nothing: `words: none`, or <b>*less*</b>.
It has

- one point, that goes on
  in a second line
- another

and then code:

    first:
      - second

    third

Bad:
    --hub index.html --spoke a.html
    index.html:
        <p>Hi</p>

        <pre>
          two
        </pre>
    notes.md:
        ```
        code
        ```

Bad:
    no file

Good:
    index.html:
        <p>Hi</p>
"""
INDEX = ("index.html", "<p>Hi</p>\n\n<pre>\n  two\n</pre>")
BLOCKS = [
    Block("words", ("A page without words.",)),
    Block("words", ("Customers see nothing: `words: none`, or <b>*less*</b>. It has",)),
    Block("points", ("one point, that goes on in a second line", "another")),
    Block("words", ("and then code:",)),
    Block("code", ("first:\n  - second\n\nthird",)),
    Block("bad", (), (("index.html", "hub"), ("a.html", "spoke")), (INDEX, ("notes.md", "```\ncode\n```"))),
    Block("bad", (), (), (("", "no file"),)),
    Block("good", (), (), (("index.html", "<p>Hi</p>"),)),
]
MARKDOWN = """\
A page without words.

Customers see nothing: `words: none`, or &lt;b&gt;\\*less\\*&lt;/b&gt;. It has

- one point, that goes on in a second line
- another

and then code:

```
first:
  - second

third
```

**Bad**, with `index.html` as hub, `a.html` as spoke:

`index.html`

```html
<p>Hi</p>

<pre>
  two
</pre>
```

`notes.md`

````markdown
```
code
```
````

**Bad**:

```
no file
```

**Good**:

`index.html`

```html
<p>Hi</p>
```"""


def test_a_manual_is_paragraphs_lists_code_and_sites() -> None:
    assert list(blocks(SITE)) == BLOCKS
    assert as_markdown(SITE) == MARKDOWN
    assert introduction(SITE).splitlines() == [block.lines[0] for block in BLOCKS if block.kind == "words"]


@pytest.mark.parametrize("text", ["", " \n\n", "Bad:", "Bad:\nGood:\n", "x\x00\ud800", "- ", "    code", "`"])
def test_a_manual_of_ones_own_may_be_anything(text: str) -> None:
    rule = Rule("own", "own", "off", text)
    assert summed_up(rule)
    assert manual([rule], "md").endswith("\n")
    assert manual([rule], "html").endswith("</html>\n")


RULES = rules(catalog(), {})


def words(html: str) -> list[str]:
    """What a reader sees of a page, without signs and spaces."""
    text = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]*>", " ", html, flags=re.DOTALL)
    return re.findall(r"\w+", unescape(text))


def test_both_forms_say_the_same_of_every_check() -> None:
    html, markdown = manual(RULES, "html"), manual(RULES, "md")
    converted = Markdown(extensions=["fenced_code", "sane_lists"]).convert(markdown)
    for rule in RULES:
        for page, end in ((html, "</article>"), (converted, "<h")):
            chapter = page[page.rindex(f"<h3>{rule.id}</h3>") + 4 :].partition(end)[0]
            said = words(chapter)
            told = [word for block in blocks(rule.manual) for text in _texts(block) for word in words(text)]
            assert [word for word in told if word not in said] == []


def _texts(block: Block) -> list[str]:
    return [text.replace("<", "&lt;") for text in (*block.lines, *(part for file in block.files for part in file))]


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_contents_lead_to_every_check(form: str) -> None:
    page = manual(reversed(RULES), form)
    assert page == manual(RULES, form)
    links = re.findall(r"\(#([\w-]+)\)" if form == "md" else r'href="#([\w-]+)"', page)
    targets = re.findall(r"(?m)^### ([\w-]+)$" if form == "md" else r'id="([\w-]+)"', page)
    assert links == targets
    assert sorted(links) == sorted(rule.id for rule in RULES)
