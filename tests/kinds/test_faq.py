"""Folded questions."""

import pytest

from hubgen.kinds.faq import body


def folded(question: str, anchor: str, answer: str) -> str:
    summary = f'<details class="hg-question"><summary>{question}</summary>'
    return f'{summary}\n<div class="hg-answer" id="{anchor}">\n{answer}\n</div></details>'


# (case, rendered Markdown, the same with its questions folded)
BODIES = [
    ("no question", "<p>Text.</p>", "<p>Text.</p>"),
    (
        "an answer ends at the next question",
        '<h3 id="a">A?</h3><p>One.</p><p>Two.</p><h3 id="b">B?</h3><p>Three.</p>',
        folded("<h3>A?</h3>", "a", "<p>One.</p>\n<p>Two.</p>") + "\n" + folded("<h3>B?</h3>", "b", "<p>Three.</p>"),
    ),
    (
        "an answer ends at the next topic",
        '<h3 id="a">A?</h3><p>One.</p><h2 id="t">Topic</h2><p>Two.</p>',
        folded("<h3>A?</h3>", "a", "<p>One.</p>") + '\n<h2 id="t">Topic</h2>\n<p>Two.</p>',
    ),
    (
        "a smaller heading is part of the answer",
        '<h3 id="a">A?</h3><h4 id="b">By mail</h4>',
        folded("<h3>A?</h3>", "a", '<h4 id="b">By mail</h4>'),
    ),
    (
        "footnotes are part of no answer",
        '<h3 id="a">A?</h3><p>One.</p><div class="footnote"><ol></ol></div>',
        folded("<h3>A?</h3>", "a", "<p>One.</p>") + '\n<div class="footnote"><ol></ol></div>',
    ),
    ("a question without an address stays open", "<h3>A?</h3><p>One.</p>", "<h3>A?</h3>\n<p>One.</p>"),
    (
        "an address may hold any character",
        '<h3 id="q&quot;&amp;&lt;1">A?</h3><p>One.</p>',
        folded("<h3>A?</h3>", "q&quot;&amp;&lt;1", "<p>One.</p>"),
    ),
    (
        "a question keeps its other attributes",
        """<h3 class="new" id="a" data-id="x" title=' id="y"'>A <em>b</em>?</h3><p>One.</p>""",
        folded(
            '<h3 class="new" data-id="x" title=" id=&quot;y&quot;">A <em>b</em>?</h3>',
            "a",
            "<p>One.</p>",
        ),
    ),
]


@pytest.mark.parametrize(("content", "expected"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_body(content: str, expected: str) -> None:
    assert body(content).replace("\n", "") == expected.replace("\n", "")
