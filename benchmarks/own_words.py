"""How near own words and ids stand to the words they describe: ``python benchmarks/own_words.py TEXTS [SOURCE …]``.

For each claim and event: the share of content words of the proposition or label, and of its id, that also
stand in its evidence (beginnings of words compared; names, figures and words of three letters or less left
out). Own words that repeat the article give it away, digests or not.
"""

import re
import sys
from statistics import mean

import detente

_LEAST = 4
_STOP = frozenset(
    [
        "that",
        "this",
        "than",
        "from",
        "with",
        "have",
        "been",
        "were",
        "will",
        "would",
        "could",
        "their",
        "more",
        "less",
        "over",
        "into",
    ]
)
_ENDS = ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly")


def stem(word: str) -> str:
    """A word without a common ending."""
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= _LEAST - 1:
            return word.removesuffix(end)
    return word


def content(text: str, names: frozenset[str]) -> list[str]:
    """The content words of a text."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    kept = (w for w in words if len(w) >= _LEAST and w not in _STOP and w not in names)
    return [stem(word) for word in kept]


def shares(dataset: detente.Dataset, texts: str) -> tuple[list[float], list[float]]:
    """Of each record the share of its own words, and of its id, that stand in its evidence."""
    copy = detente.attach(dataset, texts)
    names = frozenset(
        word
        for actor in dataset.actors
        for name in actor.names
        for word in re.findall(r"[^\W\d_]+", name.text.casefold())
    )
    said, ids = [], []
    for record in (*dataset.claims, *dataset.events):
        voices = record.utterances if isinstance(record, detente.Claim) else record.accounts
        words = " ".join(copy.quote(span) for voice in voices for span in voice.evidence)
        there = set(content(words, names))
        own = record.proposition if isinstance(record, detente.Claim) else record.label
        for text, found in ((own, said), (record.id.partition(":")[2], ids)):
            kept = content(text, names)
            if kept:
                found.append(mean(word in there for word in kept))
    return said, ids


def main(texts: str, *sources: str) -> None:
    """Print a row for each dataset."""
    for source in sources or ("@dprk-russia", "@dprk-russia/pass-a", "@dprk-russia/pass-b"):
        said, ids = shares(detente.load(source), texts)
        near = sum(share >= 0.6 for share in said)
        of_ids = f"{mean(ids):.1%} of {len(ids)} ids" if ids else "no words in ids"
        print(
            f"{source}: own words {mean(said):.1%}, {near} of {len(said)} at 60 % or more; {of_ids}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
