"""The loop: ask a model, put its answer into a draft, send back what is wrong, seal.

The model is a function of the user's. Nothing here knows a provider, opens a connection or costs anything.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from detente.extraction.corrections_prompt import REMARKS, corrections_prompt
from detente.extraction.doubles import Double, unite
from detente.extraction.drafting import Text, by_id, draft, named, with_articles
from detente.extraction.limits import Flavour
from detente.extraction.prompts import Guidelines, Prompt, prompt
from detente.extraction.remarks import Remark, feedback
from detente.extraction.repeats import without_repeats
from detente.extraction.schemas import CORRECTIONS, schema
from detente.json_types import Json
from detente.pipeline.seal import seal
from detente.records.plain import objects
from detente.schema.build import Schema
from detente.text.readers import Texts, given_texts

Call = Callable[[list[dict[str, str]], Schema], Answer | None]
"""The function that asks a model: it takes the messages and the schema of the answer, and returns the
answer, or ``None`` if the model declined to answer."""


_GAP = "D307"
"""The rule that finds what is neither evidence nor uncoded."""
_TODO = "D566"
"""The rule that finds what is to be filled in, which no model can do."""


class Outcome(StrEnum):
    """How a loop ended."""

    SEALED = "sealed"
    """There is a dataset. There may be warnings."""
    OPEN = "open"
    """No record has an error; the head of the draft is to be filled in before it can be sealed."""
    FINDINGS = "findings"
    """There are records with errors."""
    EMPTY = "empty"
    """No record has an error, but a text has no evidence of any, and is not uncoded as a whole."""
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
    draft: dict[str, Json] = field(hash=False)
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
        ended_early = self.outcome in (Outcome.UNREADABLE, Outcome.DECLINED)
        if ended_early and not any(round_.added for round_ in self.rounds):
            return "\n".join([*lines, f"{self.outcome}; nothing was taken"])
        if not ended_early:
            lines += (f"left: {str(remark).splitlines()[0]}" for remark in self.remarks)
        todos = [finding for finding in self.report if finding.code == _TODO]
        others = by_severity(finding for finding in self.report if finding.code != _TODO)
        yours = f"{count(len(todos), 'TODO')}, which are yours to fill in" if todos else ""
        return "\n".join([*lines, "; ".join(filter(None, [self.outcome, others, yours]))])


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

    Each text is asked for by itself and in parts if it is long; then its findings are sent back, with what
    was not taken of the last answer and why. Rounds end early if an answer of corrections holds nothing.
    What ``call`` raises is not caught.

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
    loop = _Loop(call, {**others, **given}, guidelines, Flavour(flavour), uniting, made, (*given,))
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
    asked: tuple[str, ...]
    rounds: list[Round] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    _looked_at: tuple[str, tuple[Remark, ...]] = ("", ())
    """A draft as it was when its findings were last wanted, and these."""

    def article(self, article: str, parts: Sequence[Chunk], rounds: int) -> Outcome | None:
        """Ask for one text; returns how the loop ended if it cannot go on."""
        # What nobody has covered yet is asked for, even if it is as it was.
        before = _Known(r for r in self._remarks() if (r.record, r.code) != (article, _GAP))
        spent = 0
        for part in parts:
            used, outcome = self._answer(article, part, rounds)
            if outcome is not None:
                return outcome
            spent = max(spent, used)
        last: Round | None = None
        for _ in range(rounds - spent):
            remarks = tuple(remark for remark in self._remarks() if remark not in before)
            if not remarks:
                return None
            done = self._correct(article, parts, remarks, last)
            if done is None:
                return Outcome.DECLINED
            if not (done.changes or done.added or done.problem or done.refused):
                return None
            last = done
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
                messages = [*asked.messages, *_untaken(self.rounds[-1])]
            else:
                return number, None
        return rounds, Outcome.UNREADABLE

    def _correct(
        self,
        article: str,
        parts: Sequence[Chunk],
        remarks: tuple[Remark, ...],
        last: Round | None,
    ) -> Round | None:
        """Send findings back; ``None`` if the model declined. ``last``: the round of corrections before."""
        asked: Prompt = corrections_prompt(
            {article: self.texts[article]},
            self.draft,
            remarks,
            self.guidelines,
            whole=len(parts) == 1,
        )
        wanted = schema(flavour=self.flavour, corrections=True)
        messages = [*asked.messages, *(() if last is None else _untaken(last))]
        answer = self.call([dict(m) for m in messages], wanted)
        where = (parts[0].first, parts[-1].last)
        done = self._round(article, "corrections", where, messages, answer)
        done = done._replace(remarks=remarks)
        if answer is None:
            self.rounds.append(done._replace(problem="the model declined to answer"))
            return None
        try:
            values, again = without_repeats(read(answer), self.draft, self.texts)
            corrected = apply(self.draft, values.get(CORRECTIONS, []), remarks=remarks)
            done = done._replace(changes=corrected.changes, refused=(*corrected.refused, *again))
            self.draft = corrected.draft
            done = self._added(done, article, values)
        except AnswerError as error:
            done = done._replace(problem=str(error))
        self.rounds.append(done)
        return done

    def _added(self, done: Round, article: str, answer: Answer) -> Round:
        """Put the records of an answer into the draft, and unite those that are to be."""
        before = by_id(self.draft)
        drafted = draft({article: self.texts[article]}, answer, into=self.draft)
        chosen = [d for d in drafted.doubles if self.uniting is not None and self.uniting(d)]
        left = frozenset(drafted.doubles).difference(chosen)
        self.doubles += (d for d in drafted.doubles if d in left)
        united = unite(drafted.draft, chosen)
        self.draft = united.draft
        notes = [f"{d.dropped} is {d.kept} ({d.reason})" for d in chosen]
        added = tuple(id_ for id_ in by_id(self.draft) if id_ not in before)
        return done._replace(added=added, notes=(*drafted.notes, *notes, *united.notes))

    def _round(
        self, article: str, kind: str, where: tuple[int, int], messages: Any, answer: Any
    ) -> Round:
        sent = sum(len(message["content"]) for message in messages)
        text = answer if isinstance(answer, str | bytes) else json.dumps(answer or "", default=str)
        return Round(article, kind, where, sent, len(text))

    def _remarks(self) -> tuple[Remark, ...]:
        draft = json.dumps(self.draft)
        if draft != self._looked_at[0]:
            self._looked_at = draft, feedback(self.draft, self.texts)
        return self._looked_at[1]

    def result(self, outcome: Outcome | None) -> Extraction:
        """Seal what there is."""
        sealed = seal(json.dumps(self.draft).encode("ascii"), self.texts)
        remarks = self._remarks()
        wrong = sealed.dataset is None and any(r.severity == "error" for r in remarks)
        if outcome is None and wrong:
            outcome = Outcome.FINDINGS
        elif outcome is None and any(_is_empty(self.draft, id_, remarks) for id_ in self.asked):
            outcome = Outcome.EMPTY
        elif outcome is None:
            outcome = Outcome.OPEN if sealed.dataset is None else Outcome.SEALED
        ids = by_id(self.draft)
        return Extraction(
            outcome=outcome,
            draft=self.draft,
            dataset=sealed.dataset if outcome is Outcome.SEALED else None,
            report=sealed.report,
            remarks=remarks,
            doubles=tuple(d for d in self.doubles if d.kept in ids and d.dropped in ids),
            rounds=tuple(self.rounds),
        )


class _Known:
    """Remarks, to ask whether one is among them."""

    def __init__(self, remarks: Iterable[Remark]) -> None:
        self._of: dict[Any, list[Remark]] = defaultdict(list)
        for remark in remarks:
            self._of[remark.record, remark.field, remark.code].append(remark)

    def __contains__(self, remark: Remark) -> bool:
        return remark in self._of.get((remark.record, remark.field, remark.code), ())


def _is_empty(draft: Mapping[str, Any], article: str, remarks: Sequence[Remark]) -> bool:
    """Whether no record has evidence in an article that is not uncoded as a whole. A mention has none."""
    if any(_speaks_of(draft.get(name), article) for name in ("events", "claims", "relations")):
        return False
    left_out = (
        row.get("uncoded") for row in objects(draft["articles"]) if row.get("id") == article
    )
    return not any(left_out) or any((r.record, r.code) == (article, _GAP) for r in remarks)


def _speaks_of(value: Any, article: str) -> bool:
    """Whether anything in a value names an article as its own."""
    if isinstance(value, dict):
        return value.get("article") == article or _speaks_of([*value.values()], article)
    return isinstance(value, list) and any(_speaks_of(item, article) for item in value)


def _untaken(last: Round) -> list[dict[str, str]]:
    """What a model is told of its last answer, if that was not taken or not all of it was."""
    if last.problem:
        content = (
            f"Your last answer could not be read: {last.problem}. Answer again, with one JSON object of the "
            "schema and nothing around it. If it was cut off, give fewer records."
        )
    elif last.refused:
        content = "\n".join(
            [
                "Of your last answer, this was not taken:\n",
                *(f"- {why}" for why in last.refused[:REMARKS]),
                *(["- and others in the same way"] if len(last.refused) > REMARKS else []),
                "\nAnswer in a form that can be taken, or leave out what needs no correction.",
            ]
        )
    else:
        return []
    return [{"role": "user", "content": content}]
