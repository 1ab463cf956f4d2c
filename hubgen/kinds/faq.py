"""Questions and answers: a `##` heading is a topic, a `###` heading a question with an address of its own."""

import re
from html import escape

from hubgen.frontmatter import FrontMatter
from hubgen.html import Block, blocks


class Meta(FrontMatter):
    """The front matter of an FAQ: only what every page knows."""


def body(content: str) -> str:
    """Folds each question of the rendered Markdown: a click opens its answer, and so does a link to it.

    The address moves from the question to its answer, since browsers open a closed `<details>` for an address inside
    it (HTML standard, "ancestor revealing algorithm"), and do not for one of its own or of its `<summary>`.
    """
    out: list[str] = []
    open_question = False
    for block in blocks(content):
        if open_question and _ends_answer(block):
            out.append("</div></details>")
            open_question = False
        if block.tag == "h3" and block.id:
            out.append(
                f'<details class="hg-question"><summary>{_without_id(block.html)}</summary>'
                f'<div class="hg-answer" id="{escape(block.id)}">'
            )
            open_question = True
        else:
            out.append(block.html)
    if open_question:
        out.append("</div></details>")
    return "\n".join(out)


def _ends_answer(block: Block) -> bool:
    """Whether a block stands outside the answer above it: a heading, or the footnotes of the whole page."""
    return block.tag in ("h1", "h2", "h3") or block.html.startswith('<div class="footnote"')


def _without_id(element: str) -> str:
    # The parser writes every value in double quotes and escapes those inside, so this finds no other attribute.
    return re.sub(r' id="[^"]*"', "", element, count=1)
