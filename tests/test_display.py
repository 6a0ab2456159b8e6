"""What is shown of many things."""

from detente.diagnostics import Report
from detente.display import quoted, some


def test_few_names_are_all_there_and_many_are_counted() -> None:
    assert some(["a", "b"]) == ["a", "b"]
    assert some(list("abcdefghi")) == list("abcdefghi")  # "1 more" would be no shorter
    assert some(list("abcdefghijkl")) == [*"abcdefgh", "4 more"]


def test_long_words_are_quoted_by_their_beginning_and_end() -> None:
    assert quoted('He said\n "no".') == '"He said \\"no\\"."'
    assert quoted("one two three four five six seven eight nine ten", 40) == (
        '"one two three four … eight nine ten"'
    )
    assert quoted("x" * 50, 40) == f'"{"x" * 20} … {"x" * 17}"'


def test_of_very_long_words_the_ends_are_looked_at_alone() -> None:
    middle = "the envoys of both courts met  again\n" * 200
    shown = '"one two three four … eight nine ten"'
    for blanks in ("", " " * 5000, "\n" * 20):
        words = (
            f"{blanks}one two three four {blanks}five {middle} seven eight nine {blanks}ten{blanks}"
        )
        assert quoted(words, 40) == shown

    watched = Watched("one two three four " + middle + "eight nine ten")
    watched.most = 0
    assert quoted(watched, 40) == shown
    assert watched.most <= 1000


class Watched(str):
    """A text that knows how long the longest piece is that was made of it."""

    __slots__ = ("most",)

    def __getitem__(self, at):
        piece = super().__getitem__(at)
        self.most = max(self.most, len(piece))
        return piece

    def split(self):
        self.most = len(self)
        return super().split()


def test_a_headline_does_not_list_a_thousand_texts() -> None:
    headline = Report(texts=tuple(f"article:a{n}" for n in range(1000))).headline

    assert headline.endswith("article:a7 and 992 more proven")
