"""The offices of persons: which one somebody held when they said or did something."""

from collections.abc import Callable

from detente.dataset import Dataset
from detente.edtf import Edtf, wording
from detente.edtf.overlap import overlap
from detente.edtf.parser import parse_or_none
from detente.records import Actor, Post


class Offices:
    """The offices of the actors of a dataset, in words."""

    def __init__(self, dataset: Dataset, name: Callable[[str], str]) -> None:
        """Keep the actors.

        Args:
            dataset: the dataset.
            name: what an actor is called in a sentence.
        """
        self._actors = {actor.id: actor for actor in dataset.actors}
        self._name = name

    def at(self, id_: str, when: Edtf | None) -> str:
        """The office of an actor at a time: *Foreign Minister of Aldoria*; empty for none.

        Where several may be meant, all of them with their periods.
        """
        held = [post for post in self._posts(id_) if _may_be(post, when)]
        titles = [*dict.fromkeys(map(self._title, held))]
        return titles[0] if len(titles) == 1 else "; ".join(map(self._dated, held))

    def named(self, id_: str, title: str) -> str:
        """The office of an actor that has a title, in full; the title alone where that is not certain."""
        full = {self._title(post) for post in self._posts(id_) if post.title == title}
        return full.pop() if len(full) == 1 else title

    def of(self, id_: str) -> tuple[str, ...]:
        """All offices of an actor, each with its period."""
        return tuple(map(self._dated, self._posts(id_)))

    def dated(self, id_: str, when: Edtf | None) -> str:
        """The same as ``at``, with the periods."""
        return "; ".join(self._dated(post) for post in self._posts(id_) if _may_be(post, when))

    def state(self, id_: str, when: Edtf | None) -> str:
        """For whom an actor acts at a time: the state of an office, the outermost whole of a part;
        itself where none is known.
        """
        reached = [id_]
        while (whole := self._whole(reached[-1], when)) and whole not in reached:
            reached.append(whole)
        return reached[-1]

    def _whole(self, id_: str, when: Edtf | None) -> str | None:
        actor = self._actors.get(id_)
        if actor is None or actor.part_of:
            return None if actor is None else actor.part_of
        of = {post.of for post in actor.posts if _may_be(post, when)}
        return of.pop() if len(of) == 1 else None

    def _posts(self, id_: str) -> tuple[Post, ...]:
        actor: Actor | None = self._actors.get(id_)
        return () if actor is None else actor.posts

    def _title(self, post: Post) -> str:
        to = f" to {self._name(post.to)}" if post.to else ""
        return f"{post.title} of {self._name(post.of)}{to}"

    def _dated(self, post: Post) -> str:
        when = wording.in_words(post.period) if post.period else "time not given"
        return f"{self._title(post)} ({when})"


def _may_be(post: Post, when: Edtf | None) -> bool:
    """Whether a post may have been held at a time; one without a period may at any."""
    period = parse_or_none(post.period)
    return overlap(period, when, other_reading="sometime") != "impossible"
