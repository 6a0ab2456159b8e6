"""Every public function and every command, driven over data that nobody means.

A call may give a result, findings, or an error that the library documents (a ``DetenteError``); a command an
exit status of 0, 1 or 2. All else is a problem: another exception, a finding that blames us (D900), too long.
"""

import contextlib
import copy
import io
import json
import pickle
import shlex
import shutil
import signal
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import detente
from detente import bridges, extraction
from detente.bridges import BRIDGES
from detente.cli import main
from detente.dataset import Dataset

TEXTS = {
    "ferry.txt": "Quarrel over a ferry\n\nNorland closed the strait on 3 May 1931. Its envoy said that Sudland had "
    "“broken the treaty”; trade fell by -2.5 % in a year.\n\nSudland’s minister denied it.\n",
    "again.txt": "a a a a a a. a a a a a a.\n\na a a a a a\n",
    "letters.txt": "北方关闭了海峡。\n\nالشمال أغلق المضيق 1931.\n\nЁлка: e\u0301 ﷺ 🕊️ 5 < 7.\n",
}
"""Texts of no article that there is: one in prose, one of the same word, one in other scripts."""


class Given:
    """One example: a dataset and a draft, in memory and as files of a folder."""

    def __init__(
        self,
        folder: Path,
        dataset: Dataset,
        draft: dict[str, Any],
        other: Dataset,
        texts: Mapping[str, str] = TEXTS,
    ) -> None:
        """``other``: another dataset, to compare and merge it with; ``texts``: by name, mostly of no article."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder, self.dataset, self.draft, self.other = folder, dataset, draft, other
        self.texts = texts
        self.text = next(iter(texts.values()))
        self.refused: list[str] = []
        """What was refused in a call that went on."""
        self.data = detente.dumps(dataset)
        self.drafted = json.dumps(draft).encode()
        self.small = len(self.data) < 10**6
        self.head = self.id_of(("annotators", "actors", "claims")) or "actor:nowhere"
        self.relation = self.id_of(("relations",)) or "relation:nowhere"
        self.write("a.detente.json", self.data)
        self.write("b.detente.json", detente.dumps(other))
        self.write("d.draft.json", self.drafted)
        self.write("l.detente.jsonl", _lines(json.loads(self.data)))
        self.write("d.detente.jsonl", _lines(draft))
        for name, text in texts.items():
            self.write(f"texts/{name}", text.encode())
            newer = text.replace("closed", "shut").replace(" a a", "  a").replace(" in ", " at ")
            self.write(f"newer/{name}", newer.encode())

    @contextlib.contextmanager
    def trying(self) -> Iterator[None]:
        """For what may be refused, and something else is tried after it."""
        try:
            yield
        except detente.DetenteError as error:
            self.refused.append(str(error))

    def id_of(self, names: tuple[str, ...]) -> str | None:
        """The id of the first record of some arrays."""
        found = (record.id for name in names for record in getattr(self.dataset, name))
        return next(found, None)

    def write(self, name: str, data: bytes) -> Path:
        """A file of the folder."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def new(self) -> Path:
        """A name in the folder that no file has."""
        numbers = (self.folder / f"out{number}" for number in range(1000))
        return next(
            path
            for path in numbers
            if not path.exists() and not list(self.folder.glob(f"{path.name}.*"))
        )


def _lines(document: dict[str, Any]) -> bytes:
    """A document as JSON Lines: the head, then a record a line."""
    head = {key: value for key, value in document.items() if not isinstance(value, list)}
    records = [record for value in document.values() if isinstance(value, list) for record in value]
    return "".join(json.dumps(value) + "\n" for value in (head, *records)).encode()


class Call(NamedTuple):
    """One call: what it covers, and how it is made."""

    name: str
    """The public function, or the command with its options."""
    make: Callable[[Given], Any]


# --- functions ---------------------------------------------------------------------------------


def _values(given: Given) -> None:
    """Records that compare, hash, copy and pickle."""
    for value in (given.dataset, *given.dataset):
        hash(value)
        assert (
            copy.deepcopy(value) == value == pickle.loads(pickle.dumps(value)) == copy.copy(value)
        )
        assert repr(value)
    assert given.dataset._repr_html_()


def _findings(given: Given) -> None:
    """Reports and findings that do."""
    report = detente.validate(given.data, texts=given.texts, strict=True)
    for value in (report, *report):
        hash(value)
        assert copy.deepcopy(value) == value == pickle.loads(pickle.dumps(value))
    assert report._repr_html_()


def _round_trip(given: Given) -> None:
    assert detente.loads(given.data) == given.dataset
    assert detente.loads(detente.dumps(given.dataset, compact=True)) == given.dataset
    assert detente.load(given.folder / "l.detente.jsonl") == given.dataset
    converted = detente.converter.unstructure(given.dataset)
    assert detente.converter.structure(converted, Dataset) == given.dataset


def _validated(given: Given, **options: Any) -> None:
    """The same findings for bytes and records; none that blames us or the shape."""
    report = detente.validate(given.data, **options)
    assert not [d for d in report if d.code == "D900" or d.code[:2] in ("D0", "D1")], [
        d.code for d in report
    ]
    report.to_dict()
    assert sorted(d.code for d in detente.validate(given.dataset, **options)) == sorted(
        d.code for d in report
    )


def _blameless(source: Any, **options: Any) -> None:
    assert "D900" not in {d.code for d in detente.validate(source, **options)}


def _sealed(given: Given) -> None:
    sealed = detente.seal(given.drafted, given.texts)
    if sealed.dataset is not None:
        assert detente.validate(detente.dumps(sealed.dataset)).errors == ()


def _shown(value: Any) -> None:
    """What a result offers: its plain values, its table for notebooks, its text."""
    for name in ("to_dict", "to_dicts", "_repr_html_", "__str__", "__len__"):
        if hasattr(type(value), name):
            getattr(value, name)()
    hash(value)
    assert type(copy.copy(value)) is type(value)


def _attached(given: Given) -> None:
    attachment = detente.attach(given.dataset, given.texts)
    for record in given.dataset:
        with given.trying():
            attachment.find(record.id)
        with given.trying():
            attachment.quote(record.id)
    _shown(attachment)
    bridges.typed_texts(attachment)


def _compared(given: Given) -> None:
    ids = [article.id for article in given.dataset.articles]
    for by in (None, "theme", "issue", *(scheme.id for scheme in given.dataset.schemes)):
        _shown(detente.compare(given.dataset, *ids[:2], by=by))


def _reported(given: Given) -> None:
    ids = [article.id for article in given.dataset.articles]
    for pair in ([], ids[:1], ids[:2]):
        for options in ({}, {"texts": given.texts}, {"words": False}):
            with given.trying():
                detente.report(given.dataset, *pair, **options)
    for relation in given.dataset.relations:
        detente.report(given.dataset, relation=relation.id, texts=given.texts)


def _merged(given: Given) -> None:
    for options in (
        {},
        {"unite_names": True},
        {"prefix": {0: "x", 1: "y"}},
        {"header": given.dataset.dataset},
    ):
        with given.trying():
            detente.merge(given.dataset, given.other, **options)


def _stated(given: Given) -> None:
    for filters in (
        {},
        {"about": given.head},
        {"dated": "own"},
        {"since": "1931", "until": "2015"},
        {"theme": "military"},
    ):
        with given.trying():
            rows = detente.statements(given.dataset, **filters)
            _shown(rows)
            rows.sorted()
        with given.trying():
            [hash(row) for row in detente.timeline(given.dataset, **filters)]


def _extracted(given: Given) -> None:
    remarks = extraction.feedback(given.draft, given.texts)
    "".join(map(str, remarks))


def answered(draft: dict[str, Any]) -> str:
    """The records of a draft, as if a model had answered with them."""
    left_out = ("annotators", "articles", "schemes")
    return json.dumps({k: v for k, v in draft.items() if isinstance(v, list) and k not in left_out})


def _answered(given: Given) -> None:
    text, answer = given.text, answered(given.draft)
    extraction.read(answer)
    drafted = extraction.draft(text, answer)
    extraction.unite(drafted.draft, drafted.doubles)
    extraction.feedback(drafted.draft, [text])
    extraction.score(answer, given.dataset, texts=given.texts)


def _ran(given: Given) -> None:
    """The loop over a model that answers with a draft, and then with absurd corrections."""

    def call(messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        return (
            answered(given.draft)
            if len(messages) < 3
            else json.dumps({"corrections": _corrections(given)})
        )

    str(extraction.run(call, given.texts, uniting=lambda _double: True))


def _corrections(given: Given) -> list[dict[str, Any]]:
    """Corrections of the first records, by fields that they have and others."""
    ids = [row["id"] for rows in given.draft.values() if isinstance(rows, list) for row in rows][:3]
    fields = (
        "",
        "id",
        "names/0/text",
        "utterances/0/evidence/0/quote",
        "about/7",
        "kind",
        "x/y/z",
        "accounts",
    )
    values = ("", None, "null", 5, [], "{", {"quote": "a"})
    return [
        {"record": i, "field": f, "value": v}
        for i in ids
        for f, v in zip(fields, values, strict=False)
    ]


def _exported(name: str) -> Callable[[Given], Any]:
    def make(given: Given) -> None:
        out = given.new().with_suffix("".join(BRIDGES[name].suffixes[:1]))
        bridges.export(
            given.dataset,
            name,
            out,
            texts=given.texts if BRIDGES[name].texts != "optional" else None,
        )
        if BRIDGES[name].both:
            bridges.import_marks(out, name, texts=given.texts, base=given.dataset)

    return make


FUNCTIONS = (
    Call("values: hash, ==, copy, pickle, repr", _values),
    Call("findings: hash, ==, copy, pickle", _findings),
    Call("loads, load, dumps, converter", _round_trip),
    Call("validate", _validated),
    Call("validate, strict", lambda g: _validated(g, strict=True)),
    Call("validate with texts", lambda g: _validated(g, texts=g.texts)),
    Call("validate of JSON Lines", lambda g: _blameless(g.folder / "l.detente.jsonl")),
    Call("validate of a draft", lambda g: _blameless(g.drafted, strict=True)),
    Call("validate of a draft with texts", lambda g: _blameless(g.drafted, texts=g.texts, strict=True)),
    Call("seal", _sealed),
    Call("statements, timeline", _stated),
    Call("iter_statements", lambda g: list(detente.iter_statements(g.dataset))),
    Call("tables", lambda g: detente.tables(g.dataset)),
    Call("iter_tables", lambda g: list(detente.iter_tables(g.dataset))),
    Call("from_tables", lambda g: detente.from_tables(detente.tables(g.dataset))),
    Call("stream", lambda g: list(detente.stream(g.folder / "l.detente.jsonl"))),
    Call("dump", lambda g: [detente.dump(g.dataset, g.folder / f"x.detente.json{s}") for s in ("", "l")]),
    Call("attach", _attached),
    Call("agree", lambda g: _shown(detente.agree(g.dataset, g.other, samples=3))),
    Call("compare", _compared),
    Call("merge", _merged),
    Call("recode", lambda g: detente.recode(g.data, f"id: {g.head} -> {g.head}-x", texts=g.texts)),
    Call("recode of a draft", lambda g: detente.recode(g.drafted, "utterance.commitment: CT+ -> PR+")),
    Call("rebase", lambda g: detente.rebase(g.data, g.folder / "newer", old=g.texts)),
    Call("rebase without the old text", lambda g: detente.rebase(g.data, g.folder / "newer")),
    Call("migrate", lambda g: detente.migrate(g.data)),
    Call("report", _reported),
    Call("extraction.prompt", lambda g: extraction.prompt(g.text, dataset=g.dataset)),
    Call("extraction.prompt of a draft", lambda g: extraction.prompt(g.text, dataset=g.draft)),
    Call("extraction.feedback", _extracted),
    Call("extraction.read, draft, unite, score", _answered),
    Call("extraction.apply", lambda g: extraction.apply(g.draft, _corrections(g))),
    Call("extraction.run", _ran),
    *(Call(f"bridges.export {name}", _exported(name)) for name in BRIDGES),
)  # fmt: skip


# --- commands ----------------------------------------------------------------------------------


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


def command(*arguments: str) -> Call:
    """A command: ``A`` is the file of the dataset, ``B`` of another, ``L`` the first as JSON Lines, ``D`` the draft,
    ``J`` the draft as JSON Lines, ``T`` the folder of texts, ``N`` newer texts, ``O`` a new name, ``H`` an id,
    ``R`` a change of it, ``P`` the id of a relation.
    """

    def make(given: Given) -> Ended:
        names = {
            "A": "a.detente.json", "B": "b.detente.json", "L": "l.detente.jsonl", "D": "d.draft.json",
            "J": "d.detente.jsonl", "T": "texts", "N": "newer",
        }  # fmt: skip
        out = given.new()
        filled = [
            str(given.folder / names[a]) if a in names
            else f"{out}{a[1:]}" if a[:1] == "O" and a[1:2] in ("", ".", "/")
            else given.head if a == "H"
            else given.relation if a == "P"
            else f"id: {given.head} -> {given.head}-x" if a == "R" else a
            for a in arguments
        ]  # fmt: skip
        return run(filled)

    return Call(" ".join(arguments), make)


def run(arguments: list[str]) -> Ended:
    """How a command ends; raises for what no user should see."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(arguments)
        out.flush()
        err.flush()
    told = [stream.buffer.getvalue().decode() for stream in (out, err)]
    assert status in (0, 1, 2), f"status {status}"
    assert "Traceback" not in "".join(told)
    assert "D900" not in "".join(told) or "sarif" in arguments  # SARIF lists all rules
    assert '"ruleId": "D900"' not in told[0]
    return Ended(status, *told)


OF_DATA = tuple(
    command(*shlex.split(line))
    for line in """
        validate A
        validate A --texts T --strict --all
        validate A --texts T --format json
        validate A --format sarif
        validate A --texts T --format github
        validate A --statistics
        validate A --concise
        validate A --diff
        validate L --all
        validate D
        validate D --texts T --strict --all
        validate J --texts T
        validate A B
        validate A L --fix
        fmt --check A L D J
        fmt L
        fmt A
        stats A
        stats L
        stats D
        stats J
        stats A --format json
        show H --in A
        show H --in A --texts T
        show claims --in A --texts T
        show P --in A --texts T
        show events --in A
        show relations --in A --format json
        show articles --in A
        show D
        statements A
        statements A --csv --texts T
        statements A --json --by-time
        statements A --events --ids
        statements A --events --csv
        statements L --about H
        statements D
        tables O A
        tables O A --empty --parquet
        agree A B --all --samples 3
        agree A B --format json --samples 3
        agree A A --samples 3
        agree D A
        compare A
        compare A --all --texts T
        compare A --format json
        compare A --relation P --all
        compare A --format markdown --by theme
        report A -o O.html --texts T
        report A -o O.html --no-words --passes A B
        report A -o O
        report A -o O --relation P --texts T
        attach A --texts T
        attach A --texts N --all
        attach A --texts N --format json
        rebase A --texts N --old T -o O.draft.json
        rebase A --texts N -o O.xlsx
        seal D --texts T -o O.detente.json
        seal J --texts T
        seal A --texts T
        draft A --texts T -o O.draft.json
        draft A --texts T -o O.xlsx
        draft A --texts T -o O/
        draft A -o O.xlsx
        merge A B --all
        merge A B --unite-names -o O.detente.json
        merge A L D
        recode A 'utterance.commitment: CT+ -> PR+' --diff
        recode D 'claim.kind: factual -> causal' --where 'tense=past'
        recode A R --texts T --diff --all
        migrate A --check
        migrate D --check --all
        export A --to web-annotation --texts T --quotes -o O.json
        export A --to dna -o O.dna
        export A --to graphml -o O.gexf
        """.strip().splitlines()
)
"""What is asked of each example."""

ONCE = tuple(
    command(*shlex.split(line))
    for line in """
        corpus flatten A B -o O --workers 1
        corpus validate A B --texts T -o O --workers 1
        corpus flatten L A D -o O --workers 1 --strict
        """.strip().splitlines()
)
"""What starts processes: asked of few."""

ALONE = {
    "demo", "text", "import", "bridges", "schema", "rules", "explain", "codebook", "docs", "extract", "corpus",
}  # fmt: skip
"""The commands that no dataset is given to, or that start processes."""


# --- problems ----------------------------------------------------------------------------------


class TooLongError(BaseException):
    """A call takes longer than it may; nothing in the library catches it."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Interrupts what takes longer, in processor time; in the main thread of POSIX alone."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return

    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)  # again, where it is lost in a callback
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


REFUSED: Counter[str] = Counter()
"""How often each call ended in an error that the library documents."""


def problem(call: Call, given: Given, seconds: float = 20) -> str | None:
    """What is wrong with a call, in one line with the place; ``None`` if nothing is."""
    try:
        with within(seconds):
            call.make(given)
    except detente.DetenteError:
        REFUSED[call.name] += 1
    except TooLongError as error:
        return f"takes more than {seconds:g} s, in {_place(error)}"
    except (Exception, SystemExit) as error:  # noqa: BLE001  all else is what is sought
        told = str(error).partition("\n")[0][:200]
        return f"{type(error).__name__} in {_place(error)}: {told}"
    return None


def refusals(call: Call, given: Given) -> list[str]:
    """What a call refuses: errors, and what a command says that does not end with the status 0."""
    try:
        made = call.make(given)
    except detente.DetenteError as error:
        return [*given.refused, str(error)]
    ended = [f"{made.out}{made.err}"] if isinstance(made, Ended) and made.status else []
    return [*given.refused, *ended]


def _place(error: BaseException) -> str:
    """The innermost line of the library, else the innermost."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        frame
        for frame in frames
        if "detente/" in frame.filename and "/tests/" not in frame.filename
    ]
    frame = (ours or frames)[-1]
    return f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"
