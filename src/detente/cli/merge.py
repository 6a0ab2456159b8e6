"""``detente merge``: unite datasets that were made apart."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente import files
from detente.cli.shared import force_option, given_to, one_source, print_findings, texts_option
from detente.cli.streams import put
from detente.dataset import Dataset
from detente.diagnostics import InvalidError, Report
from detente.errors import InputError, MergeOptionError
from detente.files import Document, write_atomically
from detente.pipeline.dump import file_bytes
from detente.pipeline.load import load, open_source
from detente.pipeline.outputs import of_dataset, output
from detente.pipeline.validate import read
from detente.records import Header
from detente.render import merging
from detente.render import text as as_text
from detente.uniting.merge import dataset_of
from detente.uniting.options import Id
from detente.uniting.parts import Part
from detente.uniting.union import Options, unite

_VALUES = {"prefix": "PREFIX", "annotator": "ID"}
"""What options say of a file."""


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "paths", nargs="+", metavar="DATASET", help="files, folders, or - for standard input"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the file to write (default: standard output)"
    )
    for name, form, text in (
        ("same", "[FILE:]OLD=NEW", "events or claims that are one: the record NEW stands"),
        ("rename", "[FILE:]OLD=NEW", "give a record another id, in all references too"),
        ("prefix", "FILE=PREFIX", "put PREFIX before the ids that an annotator numbers"),
        ("annotator", "FILE=ID", "who made the records of FILE that do not say so"),
    ):
        help_ = f"{text}; may be repeated"
        parser.add_argument(f"--{name}", action="append", default=[], metavar=form, help=help_)
    parser.add_argument(
        "--unite-names",
        action="store_true",
        help="unite actors, and issues, of one kind that share an identifier; the first id stays",
    )
    parser.add_argument(
        "--header", metavar="FILE", help="the dataset whose header the union has, where they differ"
    )
    texts_option(parser)
    force_option(parser)
    parser.add_argument("--all", action="store_true", help="list every conflict and every record")


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    texts = given_to(options)
    opened = _opened(options)
    datasets, reports = [], []
    for source in opened.values():
        dataset, report = _read(source)
        datasets.append(dataset)
        reports.append(report)
    stream = sys.stdout if options.output else sys.stderr
    if not all(report.ok for report in reports):
        for report in reports:
            if not report.ok:
                print_findings(report, stream)
        print("nothing was written", file=stream)
        return 1
    _refuse_repeated(options.paths, datasets)
    parts = [Part(n, name, datasets[n]) for n, name in enumerate(options.paths)]
    try:
        made = unite(parts, _said(options, datasets))
    except MergeOptionError as error:
        option, reason = error.args
        given = f"--{option}"
        raise InputError(given, reason) from error
    if made.conflicts:
        command = ["detente", *_given(options)]
        print(merging.conflicts(made, command, every=options.all), file=stream)
        return 1
    union = dataset_of(datasets[0], made)
    report = read(union, texts=texts)[1]
    if not report.ok:
        print_findings(report, stream)
        print("the union would be invalid: nothing was written", file=stream)
        return 1
    data = file_bytes(union, lines=files.is_json_lines(options.output or ""))
    if options.output:
        earlier = of_dataset(union)
        target = output(options.output, inputs=_names(opened), force=options.force, earlier=earlier)
        write_atomically(target, data)
    else:
        put(data)
    name = options.output or "standard output"
    print(merging.success(made, union, name, every=options.all), file=stream)
    print(as_text.summary(report, color=as_text.colored(stream)), file=stream)
    return 0


def _opened(options: Namespace) -> dict[str, tuple[Document, ...]]:
    """The documents of the inputs by name, each read once."""
    if len(options.paths) < 2:
        raise InputError(options.paths[0], "one dataset alone cannot be united: give two or more")
    opened: dict[str, tuple[Document, ...]] = {}
    for name in options.paths:
        if any(_one_file(name, other) for other in opened):
            raise InputError(name, "it is given twice: a dataset is united with others")
        opened[name] = tuple(open_source(one_source(name)))
    if options.output:  # what is there may be an earlier union, but no input
        output(options.output, inputs=_names(opened), force=True)
    return opened


def _names(opened: dict[str, tuple[Document, ...]]) -> list[str]:
    """The files of the inputs."""
    return [str(document.name) for documents in opened.values() for document in documents]


def _one_file(first: str, second: str) -> bool:
    if first == second:
        return True
    one, other = Path(first), Path(second)
    return one.exists() and other.exists() and one.samefile(other)


def _read(source: tuple[Document, ...]) -> tuple[Any, Report]:
    """A dataset and its report; a draft is refused as by ``load``."""
    dataset, report = read(source)
    if dataset is None and report.ok:
        try:
            load(source)
        except InvalidError as error:
            return None, error.report
    return dataset, report


def _refuse_repeated(names: Sequence[str], datasets: Sequence[Dataset]) -> None:
    for number, dataset in enumerate(datasets):
        if dataset in datasets[:number]:
            first = names[datasets.index(dataset)]
            raise InputError(names[number], f"it has the same contents as {first}")


def _said(options: Namespace, datasets: Sequence[Dataset]) -> Options:
    names = options.paths
    return Options(
        same=dict(_of_ids("same", text, names) for text in options.same),
        rename=dict(_of_ids("rename", text, names) for text in options.rename),
        prefix=dict(_of_file("prefix", text, names) for text in options.prefix),
        annotator=dict(_of_file("annotator", text, names) for text in options.annotator),
        unite_names=options.unite_names,
        header=_header(options.header, names, datasets),
    )


def _of_ids(option: str, text: str, names: Sequence[str]) -> tuple[Id, str]:
    """``OLD=NEW``, or ``FILE:OLD=NEW``."""
    left, equals, new = text.rpartition("=")
    if not equals or not left or not new:
        raise _wrong(option, text, f"expected --{option} OLD=NEW, two ids")
    for number, name in enumerate(names):
        if left.startswith(f"{name}:"):
            return (number, left[len(name) + 1 :]), new
    return left, new


def _of_file(option: str, text: str, names: Sequence[str]) -> tuple[int, str]:
    """``FILE=VALUE``."""
    file, _, value = text.rpartition("=")
    if not file or not value:
        raise _wrong(option, text, f"expected --{option} FILE={_VALUES[option]}")
    if file not in names:
        raise _wrong(option, text, f"{file} is no input; there are: {', '.join(names)}")
    return names.index(file), value


def _wrong(option: str, text: str, reason: str) -> InputError:
    return InputError(f"--{option} {text}", reason)


def _header(name: str | None, names: Sequence[str], datasets: Sequence[Dataset]) -> Header | None:
    if name is None:
        return None
    # What was read already, standard input above all, is not read again.
    source = datasets[names.index(name)] if name in names else load(one_source(name))
    if source.dataset is None:
        raise InputError(name, "it has no dataset record, so it cannot give the header")
    return source.dataset


def _given(options: Namespace) -> list[str]:
    """The command as it was given."""
    words = ["merge", *options.paths]
    if options.output:
        words += ["-o", options.output]
    for name in ("same", "rename", "prefix", "annotator"):
        for value in getattr(options, name):
            words += [f"--{name}", value]
    words += [
        f"--{name}" for name in ("unite-names", "force") if vars(options)[name.replace("-", "_")]
    ]
    for encoding in options.encoding:
        words += ["--encoding", encoding]
    for name in ("header", "texts"):
        if getattr(options, name):
            words += [f"--{name}", getattr(options, name)]
    return words
