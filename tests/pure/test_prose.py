"""Markdown without HTML, pictures or programs: shown as meant, and refused where it could run."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from negostrategy.edge.prose import prose, refuse_programs

SHOWN = [
    ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
    ("# High", "<h3>High</h3>\n"),
    ("## High", "<h3>High</h3>\n"),
    ("## High\n\n#### Low", "<h3>High</h3>\n<h4>Low</h4>\n"),
    ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>\n"),
    ("- a\n- b", '<ul class="prose__list">\n<li>a</li>\n<li>b</li>\n</ul>\n'),
    ("[here](/playbooks)", '<p><a href="/playbooks">here</a></p>\n'),
    ("[there](https://a.example)", '<p><a href="https://a.example" rel="noopener">there</a></p>\n'),
    ("[mail](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener">mail</a></p>\n'),
    ("> said", '<blockquote class="prose__quote">\n<p>said</p>\n</blockquote>\n'),
    ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>\n"),
    ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
    ("[x](//evil.example)", "<p>[x](//evil.example)</p>\n"),
    ("[x](/\\evil)", '<p><a href="/%5Cevil">x</a></p>\n'),
    ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
    ("[x](JaVaScRiPt&colon;alert)", "<p>[x](JaVaScRiPt:alert)</p>\n"),
    ("![x](https://a.example/x.png)", '<p>!<a href="https://a.example/x.png" rel="noopener">x</a></p>\n'),
    ("```js\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
    (None, ""),
]
REFUSED = [
    "<script>alert(1)</script>",
    "words <img src=x onerror=alert(1)> words",
    "<iframe src='https://a.example'></iframe>",
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[x]: data:text/html;base64,QQ\n\n[x]",
    "![x](data:image/svg+xml;base64,QQ)",
]
TAKEN = ["`<script>`", "Talk of javascript: it is a language.", "5 < 6", "<b>bold</b>", "[x](/playbooks)"]


@pytest.mark.parametrize(("typed", "shown"), SHOWN)
def test_what_is_typed_is_shown_as_meant(typed: str | None, shown: str) -> None:
    assert prose(typed) == shown


def test_a_figure_stands_to_the_right_without_a_style() -> None:
    shown = prose("|a|b|\n|-|-:|\n|x|1|")

    assert ('<td class="num">1</td>' in shown, "style" in shown) == (True, False)


@pytest.mark.parametrize("typed", REFUSED)
def test_what_could_run_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValidationError, match="Take out"):
        refuse_programs(typed)


@pytest.mark.parametrize("typed", TAKEN)
def test_words_about_programs_are_words(typed: str) -> None:
    refuse_programs(typed)

    assert "<script" not in prose(typed).lower()


pieces = st.sampled_from(["<", ">", "script", "[", "](", ")", "javascript:", "on", "=", '"', "!", "`", "\n", "a", " "])


@given(st.lists(pieces, max_size=40).map("".join))
def test_no_text_at_all_becomes_a_program(typed: str) -> None:
    shown = prose(typed)

    tags = re.findall(r"<[^>]*>", shown)
    assert not [tag for tag in tags if "script" in tag.partition(" ")[0] or re.search(r'\son|="javascript', tag)]
