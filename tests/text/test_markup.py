"""Signs of the source of a web page."""

import pytest

from detente.text.markup import markup_in


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('See <a href="/x">Lethra</a>.', '"<a href="/x">" and "</a>", 2 such in all ('),
        ("<p>They met.</p>", '"</p>" ('),
        ("They met&nbsp;&mdash; twice.", '"&nbsp;" and "&mdash;", 2 such in all ('),
        ("Lethra&#8217;s &#x2014; and &apos;", '"&#8217;" and "&apos;", 3 such in all ('),
        ("one<br>two<BR/>three<br />", '"<br>" and "<br />", 3 such in all ('),
        ("<s1>a</s1> <s2>b</s2> <s3>c</s3>", '"</s1>" and "</s3>", 3 such in all ('),
        ('<SPEAKER ID=1 NAME="Orm">\nNo.', '"<SPEAKER ID=1 NAME="Orm">" ('),
        ("<p\nclass='x'>They met.", "\"<p\nclass='x'>\" ("),
    ],
)
def test_markup_is_noticed_with_the_first_and_the_last_sign_and_a_way_out(
    text: str, shown: str
) -> None:
    said = markup_in(text)
    assert said.startswith(f"has markup, as {shown}")
    assert said.endswith("(a web page is read without, if its file is named .html)")


@pytest.mark.parametrize(
    "text",
    [
        "They met.",
        "Fewer than < 5 %, and > 3; AT&T; R&D; Q&A; S&P;",
        "x<y and z>w, if a <b and c> d",
        "Write to <aud@lethra.example> or <https://lethra.example/?a=1&copy=2>.",
        "A <p> is a tag, and <br> is one; </b> ends nothing.",
        "<laughs> Yes. <pause> <unclear> No. <laughs> <pause>",
        "<rant>They met.</rant>",
        "ours&or; theirs&sub; &nonesuch; &#0000000000; &;",
    ],
)
def test_angle_brackets_and_ampersands_of_prose_are_not_taken_for_it(text: str) -> None:
    assert markup_in(text) == ""


def test_a_long_tag_is_cut() -> None:
    assert len(markup_in(f'<a href="{"x" * 500}">')) < 200
