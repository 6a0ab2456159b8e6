"""Words in any script, and runs as long as so many words. All sentences are invented."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text.word_runs import runs, word_count, words_of
from detente.text.words import letters_per_word

_ANY = st.text(
    st.sampled_from(
        "ab1 ,'\u00e9\u0301\u4e2d\u56fd\u3042\u30fc\u0e44\u0e21\u0e48\u0939\u0948\ud55c\u200d\u2019"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They didn't pay 1.5 per_cent", "They|didn|t|pay|1|5|per|cent"),
        ("भारत के विदेश मंत्री", "भारत|के|विदेश|मंत्री"),
        ("ভারতের পররাষ্ট্রমন্ত্রী", "ভারতের|পররাষ্ট্রমন্ত্রী"),
        ("இந்தியாவின் அமைச்சர்", "இந்தியாவின்|அமைச்சர்"),
        ("قَالَتْ وِزَارَةُ", "قَالَتْ|وِزَارَةُ"),
        ("می\u200cگویند که", "می\u200cگویند|که"),
        ("한국은 미사일을", "한국은|미사일을"),
        ("中国 2026年", "中|国|2026|年"),
        ("東京タワーで人々は", "東|京|タ|ワ|ー|で|人|々|は"),
        ("ｶﾅ", "ｶ|ﾅ"),
        ("ไม่ส่ง NATO", "ไ|ม่|ส่|ง|NATO"),
        ("Cafe\u0301s", "Cafe\u0301s"),
        ("\u0301 a", "a"),
        ("", ""),
    ],
)
def test_words_are_what_the_script_separates_and_letters_where_it_separates_none(
    text: str, words: str
) -> None:
    assert "|".join(words_of(text)) == words


def test_a_word_is_as_long_as_two_letters_of_chinese_or_three_of_thai() -> None:
    assert word_count("两个词") == 1.5
    assert word_count("สามคำ") == pytest.approx(5 / 3)
    assert word_count("两个 words of 词") == 3.5
    assert [letters_per_word(c) for c in "国あアｱ々ー"] == [2] * 6
    assert [letters_per_word(c) for c in "ทທខမ"] == [3] * 4
    assert [letters_per_word(c) for c in "aя한हा。\u0e48 "] == [0] * 8


def test_a_run_is_the_shortest_of_the_length() -> None:
    assert list(runs("a b c", 2)) == [("a", "b"), ("b", "c")]
    assert list(runs("a 中国人", 2)) == [("a", "中", "国")]
    assert list(runs("中国 a b", 2)) == [("中", "国", "a"), ("国", "a", "b"), ("a", "b")]
    assert list(runs("a", 2)) == []
    assert list(runs("", 2)) == []


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=80), st.integers(1, 4))
def test_runs_of_latin_are_so_many_words(text: str, count: int) -> None:
    words = re.findall(r"[^\W_]+", text)

    assert list(runs(text, count)) == [
        tuple(words[n : n + count]) for n in range(len(words) - count + 1)
    ]


@given(_ANY)
def test_no_letter_is_lost_and_marks_stay_with_their_letter(text: str) -> None:
    words = words_of(text)

    assert all(word[0].isalnum() for word in words)
    assert "".join(c for word in words for c in word if c.isalnum()) == "".join(
        c for c in text if c.isalnum()
    )
    assert not any(unicodedata.category(c)[0] in "ZP" for word in words for c in word)


@given(_ANY, st.tuples(_ANY, _ANY), st.tuples(_ANY, _ANY), st.integers(1, 4))
def test_what_is_copied_and_long_enough_is_found_wherever_it_stands(
    copied: str, before: tuple[str, str], after: tuple[str, str], count: int
) -> None:
    if word_count(copied) < count:
        return
    one, two = (f"{b} | {copied} | {a}" for b, a in zip(before, after, strict=True))

    assert set(runs(one, count)) & set(runs(two, count))


@given(_ANY, _ANY)
def test_what_the_script_separates_is_never_more_words_than_letters_and_digits_in_a_row(
    one: str, two: str
) -> None:
    """What was no copy of eight words in a script with spaces is none now."""

    def before(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[^\W_]+", text)
        return {tuple(words[n : n + 2]) for n in range(len(words) - 1)}

    common = [run for run in set(runs(one, 2)) & set(runs(two, 2)) if len(run) == 2]
    assert not common or before(one) & before(two)
