"""Questions and answers: a `##` heading is a topic, a `###` heading a question with an address of its own."""

from hubgen.frontmatter import FrontMatter
from hubgen.html import blocks


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
        if open_question and block.tag in ("h1", "h2", "h3"):
            out.append("</div></details>")
            open_question = False
        if block.tag == "h3" and block.id:
            out.append(
                f'<details class="hg-question"><summary><h3>{block.inner}</h3></summary>'
                f'<div class="hg-answer" id="{block.id}">'
            )
            open_question = True
        else:
            out.append(block.html)
    if open_question:
        out.append("</div></details>")
    return "\n".join(out)
