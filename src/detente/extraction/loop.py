"""The loop: ask a model, put its answer into a draft, send back what is wrong, seal.

The model is a function of the user's. Nothing here knows a provider, opens a connection or costs anything.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from detente.dataset import Dataset
from detente.diagnostics import Report, by_severity
from detente.display import count
from detente.errors import AnswerError, InputError
from detente.extraction.answers import Answer, read
from detente.extraction.chunking import CHARACTERS, Chunk, chunks
from detente.extraction.corrections import Change, apply
from detente.extraction.corrections_prompt import corrections_prompt
from detente.extraction.doubles import Double, unite
from detente.extraction.drafting import Text, draft, named, with_articles
from detente.extraction.limits import Flavour
from detente.extraction.prompts import Guidelines, Prompt, prompt
from detente.extraction.remarks import Remark, feedback
from detente.extraction.schemas import CORRECTIONS, schema
from detente.json_types import Json
from detente.pipeline.seal import seal
from detente.schema.build import Schema
from detente.text.readers import Texts, given_texts

Call = Callable[[list[dict[str, str]], Schema], Answer | None]
"""The function that asks a model: it takes the messages and the schema of the answer, and returns the
answer, or ``None`` if the model declined to answer."""


class Outcome(StrEnum):
    """How a loop ended."""

    SEALED = "sealed"
    """There is a dataset. There may be warnings."""
    OPEN = "open"
    """No record has an error; the head of the draft is to be filled in before it can be sealed."""
    FINDINGS = "findings"
    """There are records with errors."""
    UNREADABLE = "unreadable"
    """No answer for a text, or for a part of it, could be read."""
    DECLINED = "declined"
    """The model did not answer."""


class Round(NamedTuple):
    """One call of the model."""

    article: str
    """The id of the article."""
    kind: str
    """*answer* or *corrections*."""
    paragraphs: tuple[int, int]
    """The first and the last paragraph that it is about, from 1."""
    sent: int
    """Characters of the messages, the schema apart."""
    received: int
    """Characters of the answer."""
    remarks: tuple[Remark, ...] = ()
    """The findings that were sent."""
    problem: str = ""
    """Why the answer was not taken; empty if it was."""
    added: tuple[str, ...] = ()
    """The ids of the records that it added."""
    notes: tuple[str, ...] = ()
    """What was not taken as the answer had it."""
    changes: tuple[Change, ...] = ()
    """What its corrections changed."""
    refused: tuple[str, ...] = ()
    """The corrections that were not applied, and why."""

    def lines(self) -> Iterator[str]:
        """The round in words."""
        first, last = self.paragraphs
        where = f"paragraph {first}" if first == last else f"paragraphs {first} to {last}"
        yield f"{self.article}, {where}: {self.kind}, {self.sent:,} characters sent, {self.received:,} received"
        for remark in self.remarks:
            yield f"  sent back: {str(remark).splitlines()[0]}"
        if self.problem:
            yield f"  not taken: {self.problem}"
        if self.added:
            yield f"  {count(len(self.added), 'record')} added"
        yield from (f"  note: {note}" for note in self.notes)
        yield from (f"  corrected: {change}" for change in self.changes)
        yield from (f"  refused: {why}" for why in self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The result of a loop, with its log: ``print`` shows it."""

    outcome: Outcome
    """How it ended."""
    draft: dict[str, Json]
    """The draft, as plain values; ``json.dumps`` writes it."""
    dataset: Dataset | None
    """The sealed dataset, if the outcome is *sealed*."""
    report: Report
    """What sealing found."""
    remarks: tuple[Remark, ...]
    """The findings about records that are left, warnings included."""
    doubles: tuple[Double, ...]
    """The records that may be one and were not united."""
    rounds: tuple[Round, ...]
    """The log: each call of the model."""

    def __str__(self) -> str:
        """The log in words."""
        lines = [line for round_ in self.rounds for line in round_.lines()]
        lines += (f"may be one ({d.reason}): {d.kept}, {d.dropped}" for d in self.doubles)
        if self.outcome not in (Outcome.UNREADABLE, Outcome.DECLINED):
            lines += (f"left: {str(remark).splitlines()[0]}" for remark in self.remarks)
        found = f"; {by_severity(self.report)}" if self.report.diagnostics else ""
        return "\n".join([*lines, f"{self.outcome}{found}"])


def run(
    call: Call,
    text: Text,
    *,
    rounds: int = 3,
    into: Mapping[str, Json] | None = None,
    texts: Texts | None = None,
    guidelines: Guidelines = "short",
    flavour: Flavour | str = Flavour.OPENAI,
    characters: int = CHARACTERS,
    overlap: int = 1,
    uniting: Callable[[Double], bool] | None = None,
) -> Extraction:
    """Ask a model for the records of texts, and for corrections, until nothing is left or rounds are.

    Each text is asked for by itself and in parts if it is long; then its findings are sent back. What
    ``call`` raises is not caught.

    Args:
        call: asks the model; see ``docs/adapters.md``.
        text: the text, the path of its file, or texts by name.
        rounds: how often a text is sent at most: for the answer, and for corrections. Answers that cannot
            be read count.
        into: the draft to add to, such as one of ``detente.draft`` with its head filled in.
        texts: the texts of other articles of ``into``, which sealing needs.
        guidelines: *short* or *full*, as for ``prompt``.
        flavour: the form of the schema.
        characters: of a part of a long text, as for ``chunks``.
        overlap: paragraphs that two parts have in common.
        uniting: decides which records that may be one are united; without it none are.

    Raises:
        InputError: a text is empty or no text, or a number is too small.
        TypeError: ``call`` returns something else than an answer or ``None``.
        ValueError: the flavour is unknown.
    """
    if rounds < 1:
        raise InputError("rounds", f"expected 1 or more, got {rounds}")
    given = named(text, into)
    made = with_articles(given, into)
    others = {} if texts is None else given_texts(texts)
    loop = _Loop(call, {**others, **given}, guidelines, Flavour(flavour), uniting, made)
    parts = {
        id_: chunks(each, characters=characters, overlap=overlap) for id_, each in given.items()
    }
    outcome: Outcome | None = None
    for id_, listed in parts.items():
        outcome = loop.article(id_, listed, rounds)
        if outcome is not None:
            break
    return loop.result(outcome)


@dataclass
class _Loop:
    call: Call
    texts: dict[str, str]
    guidelines: Guidelines
    flavour: Flavour
    uniting: Callable[[Double], bool] | None
    draft: dict[str, Json]
    rounds: list[Round] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)

    def article(self, article: str, parts: Sequence[Chunk], rounds: int) -> Outcome | None:
        """Ask for one text; returns how the loop ended if it cannot go on."""
        before = self._remarks()
        spent = 0
        for part in parts:
            used, outcome = self._answer(article, part, rounds)
            if outcome is not None:
                return outcome
            spent = max(spent, used)
        for _ in range(rounds - spent):
            remarks = tuple(remark for remark in self._remarks() if remark not in before)
            if not remarks:
                return None
            outcome, changed = self._correct(article, parts, remarks)
            if outcome is not None or not changed:
                return outcome
        return None

    def _answer(self, article: str, part: Chunk, rounds: int) -> tuple[int, Outcome | None]:
        """Ask for the records of a part; how many rounds it took, and how the loop ended if it did."""
        asked = prompt(
            {article: self.texts[article]},
            guidelines=self.guidelines,
            dataset=self.draft,
            chunk=part,
        )
        messages = asked.messages
        for number in range(1, rounds + 1):
            answer = self.call([dict(m) for m in messages], schema(flavour=self.flavour))
            done = self._round(article, "answer", (part.first, part.last), messages, answer)
            if answer is None:
                self.rounds.append(done._replace(problem="the model declined to answer"))
                return number, Outcome.DECLINED
            try:
                self.rounds.append(self._added(done, article, answer))
            except AnswerError as error:
                self.rounds.append(done._replace(problem=str(error)))
                messages = [*asked.messages, _again(error)]
            else:
                return number, None
        return rounds, Outcome.UNREADABLE

    def _correct(
        self, article: str, parts: Sequence[Chunk], remarks: tuple[Remark, ...]
    ) -> tuple[Outcome | None, bool]:
        """Send findings back; how the loop ended if it did, and whether anything was changed."""
        asked: Prompt = corrections_prompt(
            {article: self.texts[article]},
            self.draft,
            remarks,
            self.guidelines,
            whole=len(parts) == 1,
        )
        wanted = schema(flavour=self.flavour, corrections=True)
        answer = self.call(asked.messages, wanted)
        where = (parts[0].first, parts[-1].last)
        done = self._round(article, "corrections", where, asked.messages, answer)._replace(
            remarks=remarks
        )
        if answer is None:
            self.rounds.append(done._replace(problem="the model declined to answer"))
            return Outcome.DECLINED, False
        try:
            values = read(answer)
            again = _again_given(values, self.draft)
            corrected = apply(self.draft, values.get(CORRECTIONS, []), remarks=remarks)
            done = done._replace(changes=corrected.changes, refused=(*corrected.refused, *again))
            self.draft = corrected.draft
            done = self._added(done, article, values)
        except AnswerError as error:
            done = done._replace(problem=str(error))
        self.rounds.append(done)
        return None, bool(done.changes or done.added or done.problem)

    def _added(self, done: Round, article: str, answer: Answer) -> Round:
        """Put the records of an answer into the draft, and unite those that are to be."""
        before = _ids(self.draft)
        drafted = draft({article: self.texts[article]}, answer, into=self.draft)
        chosen = [d for d in drafted.doubles if self.uniting is not None and self.uniting(d)]
        self.doubles += (d for d in drafted.doubles if d not in chosen)
        united = unite(drafted.draft, chosen)
        self.draft = united.draft
        notes = [f"{d.dropped} is {d.kept} ({d.reason})" for d in chosen]
        added = tuple(id_ for id_ in _ids(self.draft) if id_ not in before)
        return done._replace(added=added, notes=(*drafted.notes, *notes, *united.notes))

    def _round(
        self, article: str, kind: str, where: tuple[int, int], messages: Any, answer: Any
    ) -> Round:
        sent = sum(len(message["content"]) for message in messages)
        text = answer if isinstance(answer, str | bytes) else json.dumps(answer or "", default=str)
        return Round(article, kind, where, sent, len(text))

    def _remarks(self) -> tuple[Remark, ...]:
        return feedback(self.draft, self.texts)

    def result(self, outcome: Outcome | None) -> Extraction:
        """Seal what there is."""
        sealed = seal(json.dumps(self.draft).encode("ascii"), self.texts)
        remarks = self._remarks()
        if outcome is None and sealed.dataset is not None:
            outcome = Outcome.SEALED
        elif outcome is None:
            wrong = any(remark.severity == "error" for remark in remarks)
            outcome = Outcome.FINDINGS if wrong else Outcome.OPEN
        ids = _ids(self.draft)
        return Extraction(
            outcome=outcome,
            draft=self.draft,
            dataset=sealed.dataset if outcome is Outcome.SEALED else None,
            report=sealed.report,
            remarks=remarks,
            doubles=tuple(d for d in self.doubles if d.kept in ids and d.dropped in ids),
            rounds=tuple(self.rounds),
        )


def _ids(document: Mapping[str, Any]) -> dict[str, None]:
    """The ids of the records of a draft, in their order."""
    lists = (rows for rows in document.values() if isinstance(rows, list))
    return dict.fromkeys(
        row["id"]
        for rows in lists
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("id"), str)
    )


def _again_given(values: dict[str, Any], draft: Mapping[str, Any]) -> list[str]:
    """Take out of an answer the records whose ids the draft has, in place; returns why.

    Actors, issues and relations may be given again, with what is new of them.
    """
    known, refused = _ids(draft), list[str]()
    for name in ("mentions", "events", "claims", "links"):
        kept = []
        for row in values.get(name, ()):
            id_ = row.get("id") if isinstance(row, dict) else None
            if isinstance(id_, str) and id_ in known:
                refused.append(f"{id_}: it exists already; a record is corrected by its fields")
            else:
                kept.append(row)
        if name in values:
            values[name] = kept
    return refused


def _again(error: AnswerError) -> dict[str, str]:
    """What a model is told whose answer could not be read."""
    return {
        "role": "user",
        "content": f"Your answer could not be read: {error}. Answer again, with one JSON object of the "
        "schema and nothing around it. If it was cut off, give fewer records.",
    }
