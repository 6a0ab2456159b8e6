"""One function a command: options in, exit status out."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from detente import sources
from detente.cli import reporting
from detente.config import Config
from detente.diagnostics import Report
from detente.errors import InputError
from detente.render import text as as_text
from detente.sources import Document
from detente.suggest import close, close_ids


def validate(options: Namespace) -> int:
    """``detente validate``."""
    found: list[Report] = []
    documents: dict[str, Document] = {}
    status = 0
    paths = sources.wholes(options.paths) if options.whole else options.paths
    passed: list[Path] = []
    for path in _expanded(paths, options, passed):
        config = reporting.settings(path, options)
        source = reporting.opened(path)
        if options.fix or options.diff:
            report, source, left = _mended(path, source, config, options)
            status = max(status, left)
        else:
            report = _read(source, texts=config.texts, strict=config.strict)
        found.append(reporting.chosen(report, config))
        if report.diagnostics:  # what is clean need not be kept
            documents |= reporting.by_name(source)
    if not found:
        named = ", ".join(options.paths)
        rest = f" but what is excluded: {passed[0]}" if passed else ""
        raise InputError(named, f"nothing to validate: no *{sources.SUFFIX} file{rest}")
    joined = reporting.joined(found)
    if options.diff:
        rest = as_text.summary(joined, color=as_text.colored(sys.stderr))
        print(f"then: {rest}", file=sys.stderr)
        return max(status, joined.exit_status)
    return max(status, reporting.show(joined, options, documents))


def _read(path: Any, **options: Any) -> Report:
    from detente import pipeline

    return pipeline.validate(path, **options)


def _mended(path: Any, source: Any, config: Config, options: Namespace) -> tuple[Report, Any, int]:
    """Mend one dataset, or show how: what is left, the documents as they are then, exit status."""
    from detente import fixing

    if isinstance(path, Document) or str(path).startswith("@"):
        name = "standard input" if isinstance(path, Document) else str(path)
        raise InputError(name, "it cannot be written; --fix and --diff are for files")
    if not isinstance(source, tuple):
        return _read(source, texts=config.texts, strict=config.strict), (), 0
    fixes = fixing.fix(source, texts=config.texts, strict=config.strict, chosen=config.wants)
    stream = sys.stderr if options.diff or options.format != "text" else sys.stdout
    unwritten = () if options.diff else fixes.write()
    stale = {name for name, _ in unwritten}
    for diagnostic in fixes.fixed:
        if str(diagnostic.file) not in stale:
            done = "would fix" if options.diff else "fixed"
            place, code = diagnostic.place, diagnostic.code
            print(f"{done} {place}: {code} {diagnostic.message}", file=stream)
    for name, reason in (*fixes.refused, *unwritten):
        print(f"not fixed: {name}: {reason}", file=sys.stderr)
    if options.diff:
        print(fixes.diff(), end="")
    changes = options.diff and bool(fixes.changed)
    return fixes.report, fixes.after, 2 if unwritten else int(changes)


def _expanded(paths: Iterable[str], options: Namespace, passed: list[Path]) -> Iterable[Any]:
    """What is to be validated; what a configuration excludes is added to ``passed``."""
    configs: dict[Path, Config] = {}

    def excluded(entry: Path) -> bool:
        folder = entry.parent
        if folder not in configs:
            configs[folder] = reporting.settings(folder, options)
        if configs[folder].excludes(entry):
            passed.append(entry)
            return True
        return False

    for path in paths:
        if path == "-":
            yield _standard_input()
        elif path.startswith("@"):
            yield path
        else:
            try:
                yield from sources.datasets_below([path], excluded)
            except InputError:
                yield path  # validation reports what cannot be read


def _print_json(value: Any, stream: Any = None) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False), file=stream or sys.stdout)


def _print_either(options: Namespace, value: Callable[[], Any], text: Callable[[], str]) -> None:
    """As ``--format`` asks: plain values as JSON, or a text."""
    if options.format == "json":
        _print_json(value())
    else:
        print(text())


def seal(options: Namespace) -> int:
    """``detente seal``."""
    from detente import pipeline
    from detente.writing import dumps, write_atomically

    source = _one_source(options.draft)
    config = reporting.settings(source, options)
    source = reporting.opened(source)
    documents = reporting.by_name(source)
    sealed = pipeline.seal(source, options.texts)
    report = reporting.chosen(sealed.report, config)
    if sealed.dataset is None:
        # What was left out of the list still stands in the way.
        stream = sys.stderr if options.output else sys.stdout
        status = reporting.show(report, options, documents, stream)
        return status or sealed.report.exit_status or 1
    data = dumps(sealed.dataset)
    if options.output:
        _spare(Path(options.output), options)
        write_atomically(Path(options.output), data)
        reporting.show(report, options, documents)
    else:
        sys.stdout.buffer.write(data)
        if report.diagnostics:
            reporting.show(report, options, documents, sys.stderr)
    return 0


def _spare(output: Path, options: Namespace) -> None:
    """Do not write over what was read: the draft, a text."""
    texts = Path(options.texts)
    read = [Path(options.draft), *(texts.glob("*.txt") if texts.is_dir() else [texts])]
    if output.exists() and any(p.exists() and p.samefile(output) for p in read):
        raise InputError(str(output), "it is what was read, and is not overwritten")


def _one_source(name: str) -> Any:
    return _standard_input() if name == "-" else name


def _standard_input() -> Document:
    if sys.stdin is None:
        raise InputError("standard input", "it is closed")
    return Document("<stdin>", sys.stdin.buffer.read())


def draft(options: Namespace) -> int:
    """``detente draft``."""
    from detente.text.drafting import draft as skeleton_of
    from detente.text.drafting import with_records
    from detente.text.profiles import read_text
    from detente.writing import write_atomically

    if all(path.startswith("@") or path.endswith(sources.SUFFIX) for path in options.paths):
        made = _reopened(options)
    else:
        made = skeleton_of({path: read_text(Path(path)) for path in options.paths})
    if options.records:
        made = with_records(made, _json_file(options.records))
    data = (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
    if options.output:
        target = Path(options.output)
        if target.exists():
            raise InputError(str(target), "it exists; a draft is work, and is not overwritten")
        write_atomically(target, data)
    else:
        sys.stdout.buffer.write(data)
    return 0


def _reopened(options: Namespace) -> Any:
    from detente import pipeline
    from detente.codec.encode import plain
    from detente.rules.level4_text import Texts
    from detente.text.drafting import unseal

    if len(options.paths) > 1 or not options.texts:
        raise InputError(options.paths[0], "to become a draft again, one dataset and --texts")
    dataset = pipeline.load(options.paths[0])
    texts = Texts(dataset, sources.given_texts(options.texts))
    missing = [a.id for a in dataset.articles if a.id not in texts.exact]
    if missing:
        raise InputError(options.texts, f"no unaltered text of {', '.join(missing)}")
    return unseal(plain(dataset), texts.exact)


def _json_file(name: str) -> Any:
    """Plain values of a file of JSON that is as sound as a dataset has to be."""
    from detente.rules import level0_file

    raw = level0_file.Raw(sources.read_bytes(Path(name)))
    checks = [*level0_file.FIRST[1:], *level0_file.THEN]
    for check in checks:
        if check not in (level0_file.not_detente, level0_file.null):
            for fault in check(raw):
                raise InputError(name, fault.message)
    return raw.document


def attach(options: Namespace) -> int:
    """``detente attach``."""
    from detente import pipeline
    from detente.render import attached as shown
    from detente.text.attaching.attachment import attach as attached

    found = attached(pipeline.load(_one_source(options.source)), options.texts)
    if options.format == "json":
        _print_json(found.to_dict())
    else:
        color = as_text.colored(sys.stdout)
        print(shown.attachment(found, color=color, every=options.all))
    return 1 if found.lost or any(article.file is None for article in found.articles) else 0


def fmt(options: Namespace) -> int:
    """``detente fmt``."""
    from detente import pipeline
    from detente.errors import InvalidError
    from detente.writing import dumps, write_atomically

    status, count = 0, 0
    for path in sources.datasets_below(options.paths):
        for document in sources.documents(path):
            count += 1
            try:
                dataset = pipeline.load(document)
            except InvalidError as error:
                print(as_text.report(error.report, color=as_text.colored(sys.stdout)))
                status = 1
                continue
            if document.lines:
                from detente.codec.lines import encode_lines

                data = b"".join(encode_lines(dataset))
            else:
                data = dumps(dataset)
            if data == document.data:
                continue
            if options.check:
                print(f"{document.name}: not in canonical form")
                status = 1
            else:
                write_atomically(Path(str(document.name)), data)
                print(f"{document.name}: rewritten")
    if not count:
        raise InputError(", ".join(options.paths), f"nothing to format: no *{sources.SUFFIX} file")
    return status


def migrate(options: Namespace) -> int:
    """``detente migrate``."""
    from detente.errors import InvalidError, MigrationError
    from detente.migrating import migrate as migrated
    from detente.render.migrated import migrated as shown
    from detente.writing import write_atomically

    documents = [document for path in options.paths for document in _migrating(path)]
    if not documents:
        raise InputError(", ".join(options.paths), f"nothing to migrate: no *{sources.SUFFIX} file")
    target = Path(options.output) if options.output else None
    if target is not None and (len(documents) > 1 or target.exists()):
        reason = "it exists" if len(documents) == 1 else "several files cannot become one"
        raise InputError(str(target), f"{reason}; nothing was written")
    made, refused = [], 0
    for document in documents:
        try:
            made.append(migrated(document))
        except InvalidError as error:
            refused += 1
            print(as_text.report(error.report, color=as_text.colored(sys.stderr)), file=sys.stderr)
        except MigrationError as error:
            refused += 1
            print(error, file=sys.stderr)
    piped = "-" in options.paths and target is None and not options.check
    stream = sys.stderr if piped else sys.stdout
    if options.format == "json":
        _print_json([found.to_dict() for found in made], stream)
    else:
        for found in made:
            print(shown(found, every=options.all), file=stream)
    if refused:  # part of a folder in one version, part in another, would be no dataset
        print(f"{refused} of {len(documents)} refused: nothing was written", file=sys.stderr)
        return 1
    if options.check:
        return int(any(found.steps for found in made))
    for found in made:
        if target is not None:
            write_atomically(target, found.data)
        elif found.name == "<stdin>":
            sys.stdout.buffer.write(found.data)
        elif found.steps:
            write_atomically(Path(str(found.name)), found.data)
    return 0


def _migrating(path: str) -> Iterable[Document]:
    """The files that a path names; of a folder what ``validate`` would read of it."""
    if path == "-":
        yield _standard_input()
        return
    for name in sources.datasets_below([path]):
        yield from sources.documents(name)


def stats(options: Namespace) -> int:
    """``detente stats``."""
    from detente import pipeline
    from detente.analysis.stats import statistics
    from detente.render.overview import stats as shown

    dataset = pipeline.load(_one_source(options.source))
    found = statistics(dataset)
    _print_either(options, lambda: found, lambda: shown(dataset, found))
    return 0


def tables(options: Namespace) -> int:
    """``detente tables``."""
    from detente import pipeline
    from detente.errors import InvalidError
    from detente.formats.folder import free, write_tables

    free(options.output)  # before a long file is read
    try:
        dataset = pipeline.load(_one_source(options.source))
    except InvalidError as error:
        print(as_text.report(error.report, color=as_text.colored(sys.stdout)))
        return error.report.exit_status
    found = write_tables(dataset, options.output, parquet=options.parquet)
    rows = sum(map(len, found.values()))
    print(f"{options.output}: {len(found)} tables, {rows} rows; datapackage.json describes them")
    return 0


def agree(options: Namespace) -> int:
    """``detente agree``."""
    from detente.analysis.agreement.agreeing import agree as agreed
    from detente.render.agreed import agreement as shown

    found = agreed(
        _one_source(options.left),
        _one_source(options.right),
        within=[_window(text) for text in options.within],
        samples=options.samples,
        seed=options.seed,
    )
    _print_either(options, found.to_dict, lambda: shown(found, every=options.all))
    return 0


def _window(text: str) -> tuple[str, int, int]:
    """An article and a stretch of it, written ``ARTICLE:START-END``."""
    article, _, stretch = text.rpartition(":")
    start, _, end = stretch.partition("-")
    if not (article and start.isdecimal() and end.isdecimal()):
        raise InputError(text, "expected ARTICLE:START-END, such as article:mine:120-480")
    return article if ":" in article else f"article:{article}", int(start), int(end)


def compare(options: Namespace) -> int:
    """``detente compare``."""
    from shutil import get_terminal_size

    from detente import pipeline
    from detente.analysis.comparing.comparison import compare as compared
    from detente.render import compared as shown
    from detente.text.attaching.attachment import attach as attach_texts

    source, articles = _source_and_articles(options.names)
    dataset = pipeline.load(_one_source(source))
    found = compared(dataset, *articles)
    attachment = attach_texts(dataset, options.texts) if options.texts else None
    if attachment and all(attachment[a.id].text is None for a in (found.left, found.right)):
        raise InputError(options.texts, f"no text of {found.left.id} or {found.right.id}")
    found = found.where(relation=options.relation, theme=options.theme, verdict=options.only)
    if options.format == "json":
        _print_json(shown.comparison_dict(found, attachment))
    elif options.format == "markdown":
        print(shown.comparison_markdown(found, attachment, every=options.all))
    else:
        width = get_terminal_size((shown.WIDTH, 0)).columns
        print(shown.comparison(found, attachment, every=options.all, width=width))
    return 0


def _source_and_articles(names: list[str]) -> tuple[str, list[str]]:
    """The source, and two articles or none."""
    first = [names[0]] if names and not names[0].startswith("article:") else []
    articles = names[len(first) :]
    if len(articles) not in (0, 2):
        raise InputError(" ".join(articles), "expected the ids of two articles: LEFT RIGHT")
    return "".join(first) or "@dprk-russia", articles


def schema(options: Namespace) -> int:
    """``detente schema``."""
    from detente.schema import schema_text

    if options.reduced and not options.draft:
        raise InputError("--reduced", "goes with --draft")
    name = "report" if options.report else "draft" if options.draft else "dataset"
    print(schema_text("draft-reduced" if options.reduced else name), end="")
    return 0


def rules(options: Namespace) -> int:
    """``detente rules``."""
    from detente.render.overview import rules as shown
    from detente.rules.catalogue import all_rules

    _print_either(
        options,
        lambda: [rule.to_dict() for rule in all_rules().values()],
        lambda: shown(all_rules().values()),
    )
    return 0


def explain(options: Namespace) -> int:
    """``detente explain``."""
    from detente.render.overview import rule as shown
    from detente.rules.catalogue import all_rules
    from detente.rules.removed import REMOVED
    from detente.vocab.catalogue import names

    if explain_record(options) or explain_verdict(options):
        return 0
    known = {name: rule for r in all_rules().values() for name, rule in ((r.code, r), (r.name, r))}
    wanted = options.code if options.code in known else options.code.upper()
    if wanted in REMOVED:
        removed = REMOVED[wanted]
        _print_either(options, removed.to_dict, lambda: str(removed))
        return 0
    if wanted not in known:
        near = close(wanted, known) or close(options.code.lower(), known)
        if wanted.lower() in names():
            hint = f"; it is a vocabulary: detente codebook {wanted.lower()}"
        else:
            hint = f"; close: {', '.join(near)}" if near else "; see detente rules"
        raise InputError(options.code, f"no such rule{hint}")
    found = known[wanted]
    _print_either(options, found.to_dict, lambda: shown(found))
    return 0


def explain_record(options: Namespace) -> bool:
    """Explain a kind of record, if that is what was asked for."""
    from detente import model
    from detente.render import explained

    wanted = options.code.replace("_", "").lower()
    found = next((cls for cls in model.classes() if cls.name.lower() == wanted), None)
    if found is None:
        return False
    _print_either(options, lambda: explained.record_dict(found), lambda: explained.record(found))
    return True


def explain_verdict(options: Namespace) -> bool:
    """Explain a word that attaching says of a span, if that is what was asked for."""
    from detente.render import explained
    from detente.text.attaching.verdicts import SpanVerdict

    wanted = options.code.lower()
    found = next((verdict for verdict in SpanVerdict if verdict.value == wanted), None)
    if found is None:
        return False
    _print_either(options, lambda: explained.verdict_dict(found), lambda: explained.verdict(found))
    return True


def codebook(options: Namespace) -> int:
    """``detente codebook``."""
    from detente.render import codebook as book
    from detente.vocab.catalogue import names, vocabularies, vocabulary

    if options.name is None and not options.crosswalk:
        listed = list(vocabularies())
        _print_either(
            options,
            lambda: [book.vocabulary_dict(v) for v in listed],
            lambda: book.vocabularies(listed),
        )
        return 0
    if options.name is None:
        mapped = [v for v in vocabularies() if v.systems]
        _print_either(
            options,
            lambda: [book.crosswalk_dict(v) for v in mapped],
            lambda: "\n\n".join(map(book.crosswalk, mapped)),
        )
        return 0
    name, _, value = options.name.partition("/")
    if name not in names():
        raise InputError(options.name, f"no such vocabulary; {_instead(name, names())}")
    found = vocabulary(name)
    if value and value not in found:
        values = ", ".join(entry.value for entry in found.values)
        raise InputError(options.name, f"no such value; there are: {values}")
    if options.crosswalk and not found.systems:
        mapped_names = ", ".join(v.name for v in vocabularies() if v.systems)
        raise InputError(name, f"has no crosswalk; there is one for: {mapped_names}")
    if options.format == "json":
        as_dict = book.crosswalk_dict if options.crosswalk else book.vocabulary_dict
        _print_json(as_dict(found, value or None))
    else:
        as_text = book.crosswalk if options.crosswalk else book.vocabulary
        print(as_text(found, value or None))
    return 0


def _instead(name: str, known: Iterable[str]) -> str:
    """What to ask for instead of a vocabulary that there is not."""
    from detente.vocab.catalogue import vocabularies

    known = list(known)
    holders = [
        f"{v.name}/{entry.value}"
        for v in vocabularies()
        for entry in v.values
        if entry.value.lower() == name.lower()
    ]
    if holders:
        of = " and ".join(holder.partition("/")[0] for holder in holders)
        commands = ", ".join(f"detente codebook {holder}" for holder in holders)
        return f"it is a value of {of}: {commands}"
    near = close(name, known)
    return f"close: {', '.join(near)}" if near else f"there are: {', '.join(known)}"


def show(options: Namespace) -> int:
    """``detente show``."""
    from detente import pipeline
    from detente.render import record as shown
    from detente.text.attaching.attachment import attach as attach_texts

    source, id_ = _source_and_id(options)
    dataset = pipeline.load(_one_source(source))
    if id_ not in dataset:
        near = close_ids(id_, [record.id for record in dataset])
        hint = f"; close: {', '.join(near)}" if near else ""
        raise InputError(id_, f"not in {source}{hint}")
    record = dataset[id_]
    attachment = attach_texts(dataset, options.texts) if options.texts else None
    _print_either(
        options,
        lambda: shown.record_dict(record, attachment),
        lambda: shown.record(dataset, record, attachment),
    )
    return 0


def _source_and_id(options: Namespace) -> tuple[str, str]:
    """The source, given before the id or by ``--in``, and the id."""
    *first, id_ = options.names
    if len(first) > 1:
        raise InputError(" ".join(options.names), "expected [SOURCE] ID")
    if first and options.source is not None:
        raise InputError(first[0], f"the source is given by --in already: {options.source}")
    return next(iter(first), options.source) or "@dprk-russia", id_


def demo(options: Namespace) -> int:
    """``detente demo``."""
    from detente import pipeline
    from detente.render.overview import demo as shown

    dataset, report = pipeline.read("@dprk-russia", texts=options.texts)
    if dataset is None or not report.ok:
        print(as_text.report(report, color=as_text.colored(sys.stdout)))
        return report.exit_status or 1
    print(shown(dataset, report))
    return 0
