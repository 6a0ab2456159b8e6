"""Who holds a statement, as somebody whom networks can count."""

from typing import NamedTuple

from detente.analysis.voices import placed_voices
from detente.bridges.features import Names
from detente.bridges.typed_spans import key_of
from detente.dataset import Dataset
from detente.records import Claim, Event
from detente.records.kinds import kind_of
from detente.records.labels import Labels
from detente.statement.row import Statement
from detente.statement.timeline import EventRow
from detente.vocab.enums import ActorKind


class Holder(NamedTuple):
    """Who holds a statement."""

    id: str
    """The id of an actor or an article; of a source that is nobody in particular the key of the source."""
    label: str
    """What it is called, which of sources without a name is the same for several."""
    record: str
    """``actor``, ``article`` or ``source``."""
    kind: str
    """The kind of an actor, the genre of an article, the kind of a source."""

    @property
    def speaks(self) -> bool:
        """Whether it is a person, or the voice of an article, and no organisation."""
        return self.record == "article" or self.kind == ActorKind.PERSON


class Holders:
    """The holders of the statements of a dataset.

    Two sources of whom nobody knows who they are are never one holder.
    """

    def __init__(self, dataset: Dataset, names: Names) -> None:
        """Keep what the records of a dataset are called, and where its voices are."""
        self._names = names
        self._labels = Labels(dataset)
        records: tuple[Claim | Event, ...] = (*dataset.claims, *dataset.events)
        self._keys = {
            id(voice): key_of(record.id, path)
            for record in records
            for path, voice in placed_voices(record)
        }
        self._kinds = {actor.id: actor.kind.value for actor in dataset.actors}
        self._kinds |= {article.id: article.genre.value for article in dataset.articles}

    def voice(self, row: Statement | EventRow) -> str:
        """The key of the utterance or account that a row is of."""
        return self._keys[id(row.voice)]

    def __getitem__(self, row: Statement) -> Holder:
        """The holder of a row."""
        if row.holder in self._kinds:
            record, kind = kind_of(row.holder), self._kinds[row.holder]
            return Holder(row.holder, self._names[row.holder], record, kind)
        number = len(row.via) - 1  # the article is the outermost of those who report it
        key = f"{self.voice(row)}/sources/{number}"
        return Holder(key, self._labels.holder(row.holder), "source", row.holder)
