"""Draw the three paragraphs that a fresh reader annotates from the guidelines alone.

Drawn, and committed, before the guidelines were written, so that nobody could write them for these
paragraphs: body paragraphs by the author, of 300 code points or more, with a fixed seed.
"""

from random import Random

import detente

SEED = "dprk-russia, 2026-11-22"


def drawn(dataset: detente.Dataset, count: int = 3) -> list[tuple[str, int, int]]:
    """Article, start and end (code points, half-open) of the paragraphs drawn."""
    pool = sorted(
        (article.id, number, segment.start, segment.end)
        for article in dataset.articles
        for number, segment in enumerate(article.segments)
        if segment.kind.value == "body"
        and segment.voice.value == "author"
        and segment.end - segment.start >= 300
    )
    chosen = Random(SEED).sample(pool, count)  # a draw, not a secret
    return [(article, start, end) for article, _, start, end in sorted(chosen)]


if __name__ == "__main__":
    for row in drawn(detente.load_dataset("dprk-russia")):
        print(*row)
