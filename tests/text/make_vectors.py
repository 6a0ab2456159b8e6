"""Make the test vectors of ``docs/anchors.md`` anew: ``python -m tests.text.make_vectors``.

They are part of the scheme ``detente-text-2``: when they change, the scheme has changed. Read the diff.
"""

import json
from typing import Any

from detente.codec.encode import to_plain
from detente.text.anchors import anchored_span
from detente.text.marked_skeletons import marked
from detente.text.profiles import canonical, profile
from detente.text.skeletons import skeleton
from tests.paths import ROOT

FILE = ROOT / "docs" / "anchors-vectors.json"

# Name, text, the words of the spans: each the first occurrence in the canonical text.
INPUTS: list[tuple[str, str, list[str]]] = [
    ("plain", "Norway voted to leave the union.", ["Norway", "voted to leave", "Norway voted to leave"]),
    ("the whole text", "Two kings met at the border.", ["Two kings met at the border."]),
    ("carriage returns", "One line here.\r\nAnother line\rthere.", ["One line here.\nAnother", "Another"]),
    ("byte order mark", "\ufeffA mark came first in this.", ["A mark came first"]),
    ("NFD", "Pere\u0301n and Ma\u0308rz were named there.", ["Per\u00e9n and M\u00e4rz were", "M\u00e4rz"]),
    ("soft hyphens", "A trea\u00adty of friend\u00adship was signed.", ["A trea\u00adty of friend\u00adship", "friend\u00adship"]),
    ("ligatures", "The \ufb01rst e\ufb00ort was in\ufb02ated by \ufb03ve.", ["The \ufb01rst e\ufb00ort was", "\ufb01rst"]),
    ("case folding", "STRASSE and Stra\u00dfe and \u0130zmir met.", ["STRASSE and Stra\u00dfe and", "\u0130zmir"]),
    ("quotation marks", "\u201cNo,\u201d he said, \u2018not \u201cnow\u201d.\u2019", ["\u201cNo,\u201d he said, \u2018not", "\u201cnow\u201d.\u2019", "\u201d"]),
    ("dashes and ellipsis", "The plan\u2014\u201cgrand\u201d \u2013 failed\u2026 It had to.", ["plan\u2014\u201cgrand\u201d \u2013 failed\u2026 It", "\u2014", "failed\u2026"]),
    ("numbers", "It fell from 1.5 to 15, by 10,000 or 2014\u201315 or -5.", ["fell from 1.5 to 15", "by 10,000 or 2014\u201315", "-5"]),
    ("currency", "They paid $11 billion, not \u20ac1 billion or 5% (\u22123 \uff05).", ["paid $11 billion, not", "$11 billion", "not \u20ac1 billion or 5%", "(\u22123 \uff05)"]),
    ("fractions and powers", "About \u00bd of 3 km\u00b2 and 10\u2075 and x\u2082 are gone.", ["About \u00bd of 3 km\u00b2", "10\u2075 and x\u2082 are gone", "\u00bd"]),
    ("signs", "At (+3 or -$2 or x-7 or 5-a) it stops.", ["At (+3 or -$2 or", "x-7 or 5-a", "(+3"]),
    ("apostrophes", "They can't say the South\u2019s aren't we\u2019re.", ["They can't say the", "South\u2019s", "the South\u2019s aren't we\u2019re"]),
    ("astral characters", "The \U0001d538mity \U0001f600 was \U00010400nce whole again.", ["The \U0001d538mity \U0001f600 was \U00010400nce", "\U0001f600", "whole"]),
    ("Chinese", "\u4e24\u56fd\u7b7e\u7f72\u4e86\u6761\u7ea6\u3002\u53cc\u65b9\u6ee1\u610f\u3002", ["\u4e24\u56fd\u7b7e", "\u4e24\u56fd\u7b7e\u7f72", "\u4e86\u6761\u7ea6\u3002\u53cc\u65b9"]),
    ("Korean, Hangul jamo", "\u1111\u1173\u11ab \ubd81\ud55c\uacfc \ub7ec\uc2dc\uc544\ub294 \ub9cc\ub0ac\ub2e4.", ["\ubd81\ud55c\uacfc", "\ubd81\ud55c\uacfc \ub7ec\uc2dc\uc544\ub294 \ub9cc\ub0ac\ub2e4."]),
    ("Arabic and Hebrew", "\u0643\u062a\u0628 \u05e9\u05dc\u05d5\u05dd \u0663\u066b\u0665 here now.", ["\u0643\u062a\u0628 \u05e9\u05dc\u05d5\u05dd \u0663\u066b\u0665 here"]),
    ("repeated words", "They met again and again and again and again and again there.", ["again and again and", "again and again"]),
    ("combining marks left over", "An x\u0338y and 1\u03382 are odd here.", ["An x\u0338y and 1\u03382 are", "1\u03382"]),
    ("unassigned in Unicode 14", "A new \U0001fae8 face and \U00011f00 letter are here.", ["A new \U0001fae8 face and", "\U00011f00"]),
    ("blanks of all kinds", "One\u00a0two\u2003three\u200bfour\tfive\u2028six.", ["One\u00a0two\u2003three\u200bfour\tfive", "three\u200bfour"]),
    ("underscores and full width", "a_b \uff21\uff22\uff23 \uff11\uff12\uff0e\uff15 and so on.", ["a_b \uff21\uff22\uff23 \uff11\uff12\uff0e\uff15 and", "_"]),
    ("two byte order marks", "\ufeff\ufeffOne mark is a character here.", ["\ufeffOne mark is a"]),
    ("letter numbers", "It was 二\u3007一四年, or so.", ["\u3007", "was 二\u3007"]),
    ("powers are no digits", "On x\u00b2-3 and 10\u00b2\u20135 and 5-\u00b2 it stops.", ["x\u00b2-3", "10\u00b2\u20135 and", "and 5-\u00b2 it"]),
    ("noncharacters", "A new \ufdd0 is 1\uffff2 there.", ["new \ufdd0 is", "1\uffff2"]),
    ("separators of information", "One\x1c-5 two\x1fthree.", ["\x1c-5 two", "\x1fthree."]),
    ("signs in front", "\u22125 or [+3 or {\u00b17 or \uff0b2 and \ufe622 or \u00ab-4 or -\u20ac5.", ["\u22125 or [+3 or", "{\u00b17 or \uff0b2", "\ufe622 or \u00ab-4 or", "-\u20ac5"]),
    ("between digits", "In 1_2 and 1 2 and 1\u00ad2 and 1\u200b2 and 3\u2030 of \u20a85 or 1\u20262.", ["1_2 and 1 2", "1\u00ad2 and 1\u200b2 and", "3\u2030 of \u20a85 or", "1\u20262"]),
    ("symbols of letters", "It has 5 \u338f at 20 \u2103 by \u21165 of it\u2122.", ["5 \u338f at 20", "\u2103 by \u21165 of", "it\u2122", "5 \u338f"]),
    ("a mark that folds to a letter", "An a\u0345b is odd.", ["a\u0345b is odd"]),
    ("three words, no digest", "don't you go, don\u2019t you go, co\u00adop you go, 1,000 men go.", ["don't you go", "don\u2019t you go", "co\u00adop you go", "1,000 men go"]),
    ("three words, no digest, 2", "Mr a1 c, A\u01c5b, so 1\u00d72 on, _a_ is a.", ["Mr a1 c", "A\u01c5b, so 1\u00d72", "_a_ is a"]),
    ("four words", "So don\u02bct, so a\u02b0 b, so a\u2163 b, is x\u00b2 b, is 1_2 b, is a.b b.", ["So don\u02bct", "so a\u02b0 b", "so a\u2163 b", "is x\u00b2 b", "is 1_2 b", "is a.b b"]),
    ("signs belong to words", "by one of $5, as one of (5.", ["by one of $", "as one of ("]),
    ("letters that leave nothing", "An \ufe70 is a. So a\ufe70b c.", ["An \ufe70 is a", "a\ufe70b c", "\ufe70"]),
    ("signs of numbers", "Paid $-11 or -US$5 or \u2264 5 or (5) or .5 or 50+ or - 7 or Su-35.", ["Paid $-11 or -US$5", "\u2264 5 or (5)", ".5 or 50+ or - 7", "Su-35."]),
    ("numbers kept apart", "On May 4, 2015 of 10 000 and 1 5 and 6...7 or 8.\n\n9 came.", ["On May 4, 2015 of", "2015 of 10 000 and", "1 5 and 6...7 or 8.\n\n9", "9 came"]),
    ("over one line feed", "It was \u2014\n5 of them. It was \u2014\n\n5 or $\u200b.5 \u02dc7.", ["\u2014\n5 of them. It", "\u2014\n\n5 or $\u200b.5 \u02dc7", "5 of them"]),
    ("blanks in the margins", "It is. \u201c No\u200b \u201d \u2026 yes.", [". \u201c No\u200b \u201d", "\u201c No\u200b \u201d \u2026", "\u201d \u2026"]),
]  # fmt: skip


def vectors() -> list[dict[str, Any]]:
    """The vectors of all inputs."""
    made = []
    for name, text, spans in INPUTS:
        whole = canonical(text.removeprefix("\ufeff"))
        own = profile(whole)
        sealed = []
        for words in spans:
            start = whole.index(words)
            end = start + len(words)
            token = anchored_span(whole, start, end, own).anchor
            sealed.append({"start": start, "end": end, "anchor": token})
        made.append(
            {
                "name": name,
                "text": text,
                "canonical": whole,
                "skeleton": skeleton(whole),
                "marked_skeleton": marked(whole).skeleton,
                "profile": to_plain(own),
                "spans": sealed,
            }
        )
    return made


def main() -> None:
    """Write the file: ASCII, so that no editor changes a character of it."""
    FILE.write_text(json.dumps(vectors(), indent=1) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
