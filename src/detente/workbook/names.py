"""How cells name records: by a handle (``c12``), a name, a slug or an id, and never by a guess."""

import re
from collections import defaultdict
from collections.abc import Iterable

from detente.records.constraints import ANY_ID
from detente.records.kinds import kind_of
from detente.suggest import close
from detente.workbook.errors import CellError, unresolved
from detente.workbook.sheets import Place, folded

_PLAIN = re.compile(r"[\w.'\u2019&:/-]+(?: [\w.'\u2019&:/-]+)*")
_JOINING = re.compile(r" (?:as|of|from|to|-) |/", re.IGNORECASE)
"""Words that a notation puts between names: a name with one of them is not written, though it is read."""

_BETWEEN = re.compile(r" ?/ ?| - ")
"""What stands between the parties of a relation."""


class Names:
    """The records of a book, by all that they are called."""

    def __init__(self) -> None:
        """Without records."""
        self._called: dict[str, dict[str, None]] = defaultdict(dict)  # by the folded word
        self._words: dict[str, list[str]] = defaultdict(list)  # by id, the best one first
        self._pairs: dict[frozenset[str], str] = {}
        self._cells: dict[str, Place] = {}

    def add(self, id_: str, *words: str, cell: Place | None = None) -> None:
        """Add a record: its id, and what it is called, the best word first. ``cell``: where that stands."""
        if cell is not None:
            self._cells[id_] = cell
        self._words[id_] += [*words, id_.partition(":")[2]]
        for word in filter(None, (*self._words[id_], id_)):
            self._called[folded(word)][id_] = None

    def add_relation(self, id_: str, parties: Iterable[str]) -> None:
        """Add a relation, which is called by its parties."""
        self.add(id_)
        self._pairs.setdefault(frozenset(parties), id_)

    def resolve(self, word: str, kinds: tuple[str, ...]) -> str:
        """The id that a word stands for. Raises ``CellError`` if no record is called so, or several."""
        found = [id_ for id_ in self._called.get(folded(word), ()) if kind_of(id_) in kinds]
        if len(found) == 1:
            return found[0]
        if word in found:
            return word
        if found:
            which = " or ".join(map(self._with_cell, found))
            msg = f"{word!r} may be {which}; write the id, or give one of them another name"
            raise unresolved(msg)
        if "relation" in kinds:
            pair = self._pair(word)
            if pair is not None:
                return pair
        if re.fullmatch(ANY_ID, word):
            return word  # D201 and D202 say what is wrong with it
        raise unresolved(self._unknown(word, kinds))

    def _with_cell(self, id_: str) -> str:
        return f"{id_} ({self._cells[id_]})" if id_ in self._cells else id_

    def _pair(self, word: str) -> str | None:
        ends = _BETWEEN.split(folded(word))
        if len(ends) != 2:
            return None
        try:
            return self._pairs.get(frozenset(self.resolve(end, ("actor",)) for end in ends))
        except CellError:
            return None

    def _unknown(self, word: str, kinds: tuple[str, ...]) -> str:
        if "relation" in kinds and len(_BETWEEN.split(folded(word))) == 2:
            return f"no row of Phases or Factors has the parties {word!r}"
        known = {
            folded(called): (id_, called)
            for id_, words in self._words.items()
            if kind_of(id_) in kinds
            for called in reversed(words)
        }
        near: dict[str, str] = {}  # of each record the closest word
        for each in close(folded(word), sorted(known)):
            near.setdefault(*known[each])
        hint = f"; close: {', '.join(near.values())}" if near else ""
        return f"no {' or '.join(kinds)} is called {word!r}{hint}"

    def word(self, id_: str, kinds: tuple[str, ...]) -> str:
        """The best word for a record that is read as this record again."""
        # Not for a party: a reference may name anything, this relation itself among it.
        parties = self._party_words(id_) if "relation" in kinds else ()
        words: list[str] = [*parties, *self._words.get(id_, [])]
        for word in words:
            if self._reads(word, kinds) == id_:
                return word
        return id_

    def _reads(self, word: str, kinds: tuple[str, ...]) -> str | None:
        """The id that a word in a cell stands for, if no notation takes it for something else."""
        if not _PLAIN.fullmatch(word) or (_JOINING.search(word) and "relation" not in kinds):
            return None
        try:
            return self.resolve(word, kinds)
        except CellError:
            return None

    def _party_words(self, id_: str) -> Iterable[str]:
        return [
            " / ".join(sorted(self.word(party, ("actor",)) for party in pair))
            for pair, relation in self._pairs.items()
            if relation == id_
        ]

    def reads_as_pair(self, text: str) -> tuple[str, str]:
        """The two actors in a cell such as ``France / Germany``. Raises ``CellError``."""
        ends = [end.strip() for end in re.split(r"/| [-\u2013\u2014] |;|\n", text)]
        if len(ends) != 2:
            msg = f"two parties with / between them are expected, not {text!r}"
            raise CellError("D703", msg)
        first, second = (self.resolve(end, ("actor",)) for end in ends)
        return first, second
