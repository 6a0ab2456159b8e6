"""Which claims and events new marks are of. It is found before any mark is added, so that their order does
not matter: a claim can name one that is marked behind it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from detente.bridges.features import LAYERS, RECORD
from detente.bridges.marks import Mark
from detente.bridges.state import VOICES, Refused, State
from detente.records.slugs import proposed_id

_WORDS = {"claim": "proposition", "event": "label"}
"""The feature that names a new record, by its kind."""


class NewRecords:
    """Makes the records of new marks, still without what they say, and finds the record of a mark."""

    def __init__(self, state: State, marks: Iterable[Mark]) -> None:
        """Make the records, and those of actors whom nobody recorded."""
        self._state = state
        self._of: dict[str, str] = {}
        """The record of each mark of a claim or an event, by the id of the mark."""
        self.made: set[str] = set()
        """The ids of the records that were made."""
        new = [*marks]
        for (layer, shared, _), group in self._groups(new).items():
            self._make(layer, shared, group)
        for mark in new:
            self._actors(mark)

    def of(self, mark: Mark) -> str:
        """The record of a mark. Raises ``Refused`` with the reason if none is named, or not exactly one."""
        kinds = (mark.layer,) if mark.layer in VOICES else tuple(VOICES)
        name = _named(mark)
        if mark.id in self._of:
            return self._of[mark.id]
        if not name:
            msg = (
                f"it does not say of which {' or '.join(kinds)} it is: write that into its {RECORD}"
            )
            raise Refused(msg)
        try:
            return self._state.names.id_of(name, kinds)
        except ValueError as error:
            msg = f"{RECORD}: {error}"
            raise Refused(msg) from error

    def _groups(self, marks: Sequence[Mark]) -> dict[tuple[str, str, str], list[Mark]]:
        """The marks of new claims and events, those of one record together: they share a name."""
        voiced = [mark for mark in marks if mark.layer in VOICES]
        shared = {(mark.layer, _named(mark)) for mark in voiced}
        groups: dict[tuple[str, str, str], list[Mark]] = defaultdict(list)
        for mark in voiced:
            name, own = _named(mark), _words(mark)
            if name and self._state.names.ids_of(name):
                continue  # the dataset has it, or something else of this name
            if not name and own and (mark.layer, own) in shared:
                name = own
            groups[mark.layer, name, "" if name else mark.id].append(mark)
        return groups

    def _make(self, layer: str, shared: str, group: list[Mark]) -> None:
        state = self._state
        words = next(filter(None, map(_words, group)), "")
        id_ = proposed_id(layer, words or shared, state.records)
        state.put({"id": id_, VOICES[layer]: []})
        state.names.add(id_, words, shared)
        self.made.add(id_)
        self._of |= dict.fromkeys((mark.id for mark in group), id_)

    def _actors(self, mark: Mark) -> None:
        """Record actors whom nobody recorded: the kind stays open, and validation asks for it."""
        state, layer = self._state, LAYERS[mark.layer]
        if not layer.standing:
            try:
                self.of(mark)
            except Refused:
                return  # the mark will be refused, so it brings nobody in
        named = (f.name for f in layer.features if f.field.refs == ("actor",))
        for name in (name for feature in named for name in mark.features.get(feature, ())):
            if not state.names.ids_of(name, ("actor",)):
                id_ = proposed_id("actor", name, state.records)
                state.put({"id": id_, "names": [{"text": name, "kind": "common"}]})
                state.names.add(id_, name)
                state.note("added", "actor", mark.article, key=id_, after=name, place=mark.place)


def _named(mark: Mark) -> str:
    """What a mark says of which record it is."""
    return " ".join(mark.features.get(RECORD, ()))


def _words(mark: Mark) -> str:
    """The words by which the record of a mark is called."""
    return " ".join(mark.features.get(_WORDS[mark.layer], ()))
