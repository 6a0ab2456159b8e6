"""The truth of the benchmark's perturbations is right."""

import re
import unicodedata
from itertools import product
from typing import Any

import pytest

from detente.text.profiles import canonical
from tests.perturbing import PERTURB as P

# All words are different, so that here, and only here, searching is as good as knowing.
_WORDS = ["".join(p) for p in product("bdgmrt", "aeo", "flnsvz", "aou")]
_WORDS[10], _WORDS[40], _WORDS[41], _WORDS[90] = "$11", "1.5", "can", "café"


def _unique() -> tuple[str, list[tuple[int, int]]]:
    """A text of paragraphs and sentences, and many spans with and without signs at their ends."""
    paragraphs, at = [], 0
    while at < 280:
        sentences = []
        for size in (7, 9, 8):
            words = _WORDS[at : at + size]
            at += size
            words[0] = words[0].capitalize()
            words[2] = f'"{words[2]}'
            words[4] = f'{words[4]}"'
            words[5] += f"--{words.pop(6)},"
            sentences.append(" ".join(words) + ".")
        paragraphs.append(" ".join(sentences))
    text = "\n\n".join(paragraphs)
    starts = [m.start() for m in re.finditer(r'(?<!\S)["$]?\w', text)]
    ends = [m.end() for m in re.finditer(r"\S+", text)]
    spans = list(zip(starts, ends, strict=True))
    spans += [(starts[n], ends[n + n % 23]) for n in range(0, len(ends) - 23, 2)]
    spans += [(a + (text[a] == '"'), b - (text[b - 1] in '.,"')) for a, b in spans]
    return text, sorted(set(spans))


TEXT, SPANS = _unique()
OTHER = "Somebody else wrote this.\nIt has two lines."


_NOTHING_TO_CHANGE = {
    "repeated name deleted",
    "repeated phrase deleted",
    "recurring paragraph deleted",
    "longer of the two deleted",
}


def _words(text: str) -> list[str]:
    bare = re.sub("\u00ad|-\n(?=\\w)", "", text)
    return re.findall(r"\w+", unicodedata.normalize("NFKC", bare).casefold())


def _stands(needle: list[str], words: list[str]) -> bool:
    return any(words[n : n + len(needle)] == needle for n in range(len(words)))


@pytest.mark.parametrize("name", P.PERTURBATIONS)
def test_untouched_words_stand_at_their_place(name: str) -> None:
    for seed in range(3):
        changed = P.perturb(name, TEXT, SPANS, seed, OTHER)
        if changed is None:
            assert name in _NOTHING_TO_CHANGE
            return
        assert changed == P.perturb(name, TEXT, SPANS, seed, OTHER)
        assert canonical(changed.raw) == changed.text
        for (start, end), truth in changed.truths.items():
            assert bool(truth.places) == (truth.kind != "gone")
            assert all(0 <= a < b <= len(changed.text) for a, b in truth.places)
            words = _words(TEXT[start:end])
            for a, b in truth.places:
                there = changed.text[a:b]
                assert there == there.strip()
                if truth.kind == "untouched":
                    assert _words(there) == words
                    assert (TEXT[start] in '"$') == (there[0] in '"“„«$')
                    assert (TEXT[end - 1] == ".") == (there[-1] == ".")
                    assert (TEXT[end - 1] == '"') == (there[-1] in '"”“»')


# Without those that put words of the text elsewhere.
_SEARCHED = [
    *(n for n in P.GROUPS["reformatted"] if not re.search("banner|links|all", n)),
    *(name for name in P.GROUPS["words"] if "deleted" in name),
    *(name for name in P.GROUPS["order"] if "repeated" not in name),
    "other article behind",
    "other article before",
]


@pytest.mark.parametrize("name", _SEARCHED)
def test_a_search_for_unique_words_says_the_same(name: str) -> None:
    for seed in range(4):
        changed = P.perturb(name, TEXT, SPANS, seed, OTHER)
        words = _words(changed.text)
        for (start, end), truth in changed.truths.items():
            own = _words(TEXT[start:end])
            whole, some = _stands(own, words), not set(own).isdisjoint(words)
            assert truth.kind == ("untouched" if whole else "edited" if some else "gone")


def _truth(name: str, text: str, quote: str, seed: int = 0, nth: int = 0) -> tuple[Any, str]:
    """What becomes of a quote, and the text."""
    start = [m.start() for m in re.finditer(re.escape(quote), text)][nth]
    span = start, start + len(quote)
    changed = P.perturb(name, text, [span], seed, OTHER)
    return changed.truths[span], changed.text


def _only(name: str, text: str, quote: str) -> tuple[str, list[str]]:
    truth, changed = _truth(name, text, quote)
    return truth.kind, sorted(changed[a:b] for a, b in truth.places)


def test_signs_at_the_edges_go_along() -> None:
    text = 'They said "so it is." Nobody asked.'
    assert _only("curly quotes", text, '"so it is."') == ("untouched", ["“so it is.”"])
    assert _only("curly quotes", text, "so it is") == ("untouched", ["so it is"])
    assert _only("guillemets", text, 'is."') == ("untouched", ["is.\u00a0»"])
    assert _only("ligatures", "A final offer.", "final offer") == ("untouched", ["ﬁnal oﬀer"])


def test_decomposed_text_is_counted_composed() -> None:
    span = (2, 6)
    changed = P.perturb("all reformatting", "A café there.", [span], 1)
    assert "\u0301" in changed.raw
    assert "\r\n" in changed.raw
    [(start, end)] = changed.truths[span].places
    assert changed.text[start:end].replace("\u00ad", "") == "café"


def test_another_word_is_edited_though_its_letters_stand_there() -> None:
    assert _only("can't of can", "We can go.", "We can") == ("edited", ["We can"])
    assert _only("can't of can", "We can go.", "go") == ("untouched", ["go"])
    assert _only("number with other separator", "It cost 1.5 then.", "cost 1.5")[0] == "edited"
    assert "15" in _truth("number with other separator", "It cost 1.5 then.", "It")[1]
    assert _only("number with minus", "It is 5 now.", "5 now")[0] == "edited"
    assert _only("other currency", "It is $5 now.", "$5 now")[0] == "edited"
    assert _only("other currency", "It is $5 now.", "5 now")[0] == "untouched"
    assert _only("number changed", "It is 11 now.", "11") == ("gone", [])
    assert _only("number changed", "It is 11 now.", "is 11 now") == ("edited", ["is 1 now"])


def test_a_prefix_makes_another_word_of_its_own_word_alone() -> None:
    text = "worth--value"
    assert _only("non- before 3 % of the words", text, "worth")[0] == "edited"
    assert _only("non- before 3 % of the words", text, "value")[0] == "untouched"


def test_edges_of_what_is_left_may_hold_what_was_put_instead() -> None:
    changed = P.perturb("1 % of the words replaced", "One alone.", [(0, 9)], 0)
    truth = changed.truths[0, 9]
    assert truth.kind == "edited"
    words = {changed.text[a:b] for a, b in truth.places}
    assert words & {"One", "alone"}
    assert changed.text.rstrip(".") in words


def test_directly_behind_itself_both_are_right() -> None:
    text = "First line here.\n\nSecond line there.\n\nThird line now."
    found = [_truth("paragraph repeated at once", text, "Second line", seed) for seed in range(9)]
    assert {len(truth.places) for truth, _ in found} == {1, 2}
    for truth, changed in found:
        assert {changed[a:b] for a, b in truth.places} == {"Second line"}
        assert changed.count("Second line") == len(truth.places)
    # What goes beyond its paragraph stands there once.
    both = "Second line there.\n\nThird"
    assert all(
        len(_truth("paragraph repeated at once", text, both, n)[0].places) == 1 for n in range(9)
    )


def test_a_copy_elsewhere_is_not_right() -> None:
    text = "\n\n".join(f"Line {word} is here." for word in _WORDS[:9])
    spans = [(m.start(), m.end()) for m in re.finditer(r"Line \w+", text)]
    for seed in range(5):
        changed = P.perturb("paragraph repeated elsewhere", text, spans, seed)
        assert changed.text.count("Line") == 10
        assert {t.kind for t in changed.truths.values()} == {"untouched"}
        starts = [min(t.places) for t in changed.truths.values() if len(t.places) == 1]
        assert len(starts) == 9
        assert starts == sorted(starts)


def test_the_sentence_without_not_is_the_own_one() -> None:
    text = "Nobody came there first. The tall man walked to the old town. Then it rained again."
    own = "The tall man walked to the old town."
    for where in ("before", "behind", "far away"):
        for seed in range(6):
            truth, changed = _truth(f"sentence denied {where}", text, own, seed)
            if changed.count("town") == 2:
                assert {changed[a:b] for a, b in truth.places} == {own}
                assert not truth.rivals
    truth, changed = _truth("sentence denied before", "A tall man can go to the town.", "tall man")
    assert [changed[a:b] for a, b in truth.places] == [changed[a:b] for a, b in truth.rivals]
    assert min(truth.rivals) < min(truth.places)
    edited, _ = _truth("denied before, own edited", own, "tall man walked to the old town")
    assert edited.kind == "edited"


def test_what_recurs_is_gone_where_it_is_deleted() -> None:
    words = "It says a lot of things about many people and many places."
    text = f"Title\n\n{words}\n\nA notice.\n\n{words} And there is more to it."
    for name, gone in (("recurring paragraph deleted", 0), ("longer of the two deleted", 1)):
        kinds = [_truth(name, text, words[:-1], nth=n)[0].kind for n in (0, 1)]
        assert kinds[gone] == "gone"
        assert kinds[1 - gone] == "untouched"
    spans = [(m.start(), m.end() - 1) for m in re.finditer(re.escape(words), text)]
    changed = P.perturb("repeated phrase deleted", text, spans, 0)
    assert sorted(t.kind for t in changed.truths.values()) == ["gone", "untouched"]


def test_text_without_anything_to_change_is_left_out() -> None:
    assert P.perturb("other currency", "Nothing costs anything.", [(0, 7)], 0) is None
