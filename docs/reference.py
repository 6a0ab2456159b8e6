"""Write the reference pages from records, rules, vocabularies, public names and the command, and the
handbook that ``detente explain`` reads: ``python docs/reference.py``.

``--check`` writes nothing and exits with 1 if a page differs.
"""

import argparse
import ast
import importlib
import inspect
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import detente
import detente.bridges
import detente.corpus
import detente.extraction
import detente.text
from detente import lazy
from detente.cli import parser
from detente.dataset import Dataset
from detente.records import ARRAYS, Header, model
from detente.render import handbook
from detente.render.codebook import counterexample, value_in_words
from detente.render.explanations import handbook_text, values_of
from detente.validation.catalogue import all_rules
from detente.validation.registry import LEVELS
from detente.validation.removed import REMOVED
from detente.vocab.catalogue import Value, Vocabulary, snake, vocabularies

FOLDER = Path(__file__).parent
_NOTE = "<!-- Written by docs/reference.py from the library; do not edit. -->\n"


def format_page() -> str:
    """The records and their fields."""
    parts = [
        "# The format: records and fields\n",
        _NOTE,
        "One JSON object. Absent values are left out, never `null`. **Bold** fields are required. "
        "`detente schema` prints the JSON Schema, `detente codebook NAME` defines the values of a "
        'vocabulary. In a draft, `{"quote": …, "nth": …, "within": …}` may replace any '
        "Span.\n",
        "The slug of an id is made from the label or the proposition of the record, with at most 60 "
        "characters, and says nothing that these do not say; values of fields and running numbers do "
        "not belong into it ([guidelines](guidelines/README.md#ids-and-order)). Once published an id "
        "does not change.\n",
        "Examples are the first short ones in the bundled dataset, with anchors cut and long lists "
        "ended by `…`. Examples with † are from the sample that the rules use, because the dataset "
        "has none. If there is no example, neither of them has the field.\n",
    ]
    whole = [Dataset, Header, *ARRAYS.values()]
    for described in map(model.describe, whole):
        parts += _record(described)
    for cls in reversed(model.classes(Dataset)):
        if cls.type not in whole:
            parts += _record(cls)
    return "\n".join(parts)


def _record(cls: model.Class) -> Iterator[str]:
    text, docs = model.documentation(cls.type)
    name = "The file" if cls.type is Dataset else cls.name
    yield f"## {name}\n\n{text.replace('``', '`')}\n"
    yield "| field | holds | | example |\n|---|---|---|---|"
    for field in cls.fields:
        key = f"**{field.key}**" if field.required else field.key
        told = docs[field.name].replace("``", "`")
        yield f"| {key} | {_holds(field)} | {told} | {_example(cls.type, field.key)} |"
    yield ""


_SHORT = 72  # characters of an example


def _example(cls: type, key: str) -> str:
    """An example of a field: the first short one, else the first one, cut."""
    for values, mark in ((_bundled(), ""), (_sample(), " †")):
        found = values.get((cls, key))
        if found:
            whole = (json.dumps(value, ensure_ascii=False) for value in found)
            short = next((text for text in whole if len(text) <= _SHORT), _shown(found[0]))
            escaped = short.replace("|", "\\|")
            ticks = "``" if "`" in short else "`"
            return f"{ticks}{escaped}{ticks}{mark}"
    return ""


def _shown(value: Any) -> str:
    """A value as JSON: the first item of a long list, the beginning of a long text."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= _SHORT:
        return text
    if isinstance(value, list):
        first = _shown(value[0])
        return f"[{first}, …]" if len(value) > 1 else f"[{first}]"
    if isinstance(value, str):
        cut = value[: _SHORT - 3].rpartition(" ")[0] or value[: _SHORT - 3]
        return json.dumps(f"{cut}…", ensure_ascii=False)
    text = "{"
    for key, held in value.items():
        item = f"{json.dumps(key)}: {json.dumps(held, ensure_ascii=False)}, "
        if len(text) + len(item) > _SHORT - len("[…}, …]"):
            break
        text += item
    return f"{text}…}}"


@cache
def _bundled() -> dict[tuple[type, str], list[Any]]:
    return _values(resources.files("detente.data"), "dprk-russia/dprk-russia.detente.json")


@cache
def _sample() -> dict[tuple[type, str], list[Any]]:
    return _values(resources.files("detente.validation.rules"), "sample/sample.detente.json")


def _values(folder: Any, name: str) -> dict[tuple[type, str], list[Any]]:
    """All values of all fields of a file, in the order of the file."""
    found: dict[tuple[type, str], list[Any]] = defaultdict(list)

    def collect(value: dict[str, Any], cls: type) -> None:
        for field in model.describe(cls).fields:
            if field.key not in value:
                continue
            held = value[field.key]
            if field.base == "record":
                for item in held if field.many else [held]:
                    collect(item, field.type)
            found[cls, field.key].append(held)

    collect(_cut(json.loads(folder.joinpath(name).read_text(encoding="utf-8"))), Dataset)
    return found


def _cut(value: Any) -> Any:
    """The same value with anchors cut, since they mean nothing to a reader."""
    if isinstance(value, dict):
        return {k: f"{v[:8]}…" if k == "anchor" else _cut(v) for k, v in value.items()}
    return [_cut(item) for item in value] if isinstance(value, list) else value


def _holds(field: model.Field) -> str:
    if field.base == "record":
        what = f"[{field.type.__name__}](#{field.type.__name__.lower()})"
    elif field.base == "enum":
        name = snake(field.type.__name__)
        what = f"[`{name}`](codebook.md#{name})"
    else:
        return values_of(field) + _number(field)
    return (f"list of {what}" if field.many else what) + _number(field)


def _number(field: model.Field) -> str:
    least = f", {field.least} or more" if field.least else ""
    return least + (f", at most {field.most}" if field.most is not None else "")


def rules_page() -> str:
    """The rules."""
    parts = [
        "# The rules\n",
        _NOTE,
        'The examples "wrong" and "right" are edits of a sample, `src/detente/validation/rules/sample`; '
        "the tests execute them. `detente explain CODE` prints the same.\n",
    ]
    level = -1
    for rule in all_rules().values():
        if rule.level != level:
            level = rule.level
            parts.append(f"## Level {level}: {LEVELS[level]}\n")
        severity = "" if rule.severity.value == "error" else f" ({rule.severity.value})"
        told = f"{rule.what}\n\n{rule.why}\n".replace("``", "`")
        parts.append(f"### {rule.code} {rule.name}{severity}\n\n{told}")
        for title, lines in (("Wrong", rule.example), ("Right", rule.instead)):
            if lines:
                parts.append(f"{title}:\n\n```text\n" + "\n".join(lines) + "\n```\n")
    return "\n".join([*parts, *_removed()])


def _removed() -> Iterator[str]:
    yield "## Removed rules\n"
    yield (
        "A removed rule stays listed here, and its code is never reused, so that findings in old "
        "reports and codes in configurations keep their meaning.\n"
    )
    if not REMOVED:
        yield "No rule has been removed yet.\n"
    for gone in REMOVED.values():
        instead = ", ".join(gone.instead) or "nothing"
        yield (
            f"### {gone.code} {gone.name} (removed after {gone.last})\n\n{gone.what}\n\n{gone.why} "
            f"Use instead: {instead}.\n"
        )


def codebook_page() -> str:
    """The vocabularies: definitions, examples, counterexamples, values in other systems."""
    parts = [
        "# The codebook\n",
        _NOTE,
        "Each value has a definition, a test for difficult cases, examples, and counterexamples with "
        "the value to use instead, if there is one. The examples are short, show one point each, "
        "and are invented or from general history. `detente codebook NAME/VALUE` prints the same; "
        "`detente codebook NAME --crosswalk` prints the values in other systems.\n",
        *(f"- [`{v.name}`](#{v.name}) {v.title}" for v in vocabularies()),
        "",
    ]
    for vocabulary in vocabularies():
        parts.append(f"## {vocabulary.name}\n\n{vocabulary.title}. {vocabulary.description} ")
        parts.append(f"Source: {vocabulary.source}.\n")
        for value in vocabulary.values:
            parts += _value(value, vocabulary)
        if vocabulary.systems:
            parts += _crosswalk(vocabulary)
    return "\n".join(parts)


def _value(value: Value, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### `{value.value}`\n"
    name = f"{value.more['name']}. " if "name" in value.more else ""
    source = "" if value.source == vocabulary.source else f" Source: {value.source}."
    yield f"{name}{value.definition}{source}\n"
    if value.decide:
        yield f"*Decide:* {value.decide}\n"
    for key in ("modes", "types"):
        if value.more.get(key):
            listed = (mode["value"] if key == "modes" else mode for mode in value.more[key])
            yield f"*{key.capitalize()}:* {', '.join(f'`{item}`' for item in listed)}\n"
    for example in value.examples:
        yield f"- {example}"
    for case in value.counterexamples:
        yield f"- **Not:** {counterexample(case, '`')}"
    yield ""
    if "conflict" in value.more:
        yield f"*Where the sources differ:* {value.more['conflict']}\n"


def _crosswalk(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### {vocabulary.name} in other systems\n"
    yield f"| value | {' | '.join(vocabulary.systems)} |"
    yield "|---" * (len(vocabulary.systems) + 1) + "|"
    for value in vocabulary.values:
        cells = (value_in_words(value.maps.get(system)) for system in vocabulary.systems)
        yield f"| `{value.value}` | {' | '.join(cells)} |"
    yield ""


def cli_page() -> str:
    """The command, from its parser."""
    top = parser()
    (commands,) = (a for a in top._actions if isinstance(a, argparse._SubParsersAction))
    helps = {choice.dest: choice.help or "" for choice in commands._choices_actions}
    parts = [
        "# The command\n",
        _NOTE,
        f"{top.description}\n",
        "| command | |\n|---|---|",
        *(f"| [`detente {n}`](#detente-{n}) | {_sentence(text)} |" for n, text in helps.items()),
        "\nExit status: 0 no errors, 1 errors (with `--strict`, warnings too), 2 could not run. "
        "`detente --version` prints the version; `detente COMMAND --help` prints the help below.\n",
    ]
    for name, command in commands.choices.items():
        parts += _command(f"detente {name}", command, helps[name])
    return "\n".join(parts)


def _command(
    name: str, command: argparse.ArgumentParser, told: str, level: str = "##"
) -> Iterator[str]:
    """A command, with the commands below it."""
    yield f"{level} {name}\n\n{_sentence(told)}\n"
    below = [a for a in command._actions if isinstance(a, argparse._SubParsersAction)]
    for action in below:
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for part, parser_ in action.choices.items():
            yield from _command(f"{name} {part}", parser_, helps[part], f"{level}#")
    if below:
        return
    actions = [a for a in command._actions if not isinstance(a, argparse._HelpAction)]
    usage = " ".join([name, *(_usage(action) for action in actions)])
    yield f"```text\n{usage}\n```\n"
    rows = [row for action in actions if (row := _option(action))]
    if rows:
        yield from ("| argument | |\n|---|---|", *rows, "")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _named(action: argparse.Action) -> str:
    """The placeholder for the value of an argument."""
    if action.nargs == 0:
        return ""
    if action.choices and action.metavar is None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return str(action.metavar or action.dest.upper())


def _usage(action: argparse.Action) -> str:
    value = _named(action)
    if not action.option_strings:
        more = " …" if action.nargs in ("*", "+") and " " not in value else ""
        bare = value.startswith("[") or action.nargs not in ("*", "?")
        return f"{value}{more}" if bare else f"[{value}{more}]"
    text = f"{action.option_strings[0]} {value}".strip()
    return text if action.required else f"[{text}]"


def _option(action: argparse.Action) -> str:
    if action.help == argparse.SUPPRESS:
        return ""
    value = _named(action)
    names = [f"{name} {value}".strip() for name in action.option_strings] or [value]
    text = (action.help or "").replace("%(default)s", str(action.default))
    default = action.default not in (None, False, argparse.SUPPRESS) and action.default != []
    if default and "(" not in text and action.dest != "command":
        shown = action.default if isinstance(action.default, str | int) else action.default[0]
        text = f"{text} (default: `{shown}`)".strip()
    cells = ", ".join(f"`{name}`" for name in names)
    return f"| {cells} | {text} |"


def api_page() -> str:
    """The public names: signatures and documentation from the source."""
    names = {
        name: getattr(detente, name)
        for name in dir(detente)
        if name[0] != "_" and name not in detente.MODULES
    }
    records = {cls.type for cls in model.classes(Dataset)} - {Dataset}
    vocabulary = set(model.enums(Dataset))
    functions = {n: v for n, v in names.items() if inspect.isfunction(inspect.unwrap(v))}
    classes = {n: v for n, v in names.items() if isinstance(v, type)}
    errors = {n: v for n, v in classes.items() if issubclass(v, Exception)}
    enums = {n: v for n, v in classes.items() if issubclass(v, Enum)}
    results = {n: v for n, v in classes.items() if n not in errors | enums and v not in records}
    rest = [n for n in names if n not in functions | classes]
    parts = [
        "# The Python names\n",
        _NOTE,
        "Everything that `detente` exports; all other names may change at any time. `import detente` "
        "loads nothing: each name is loaded when it is first used. `detente.edtf` ([time](edtf.md)) and "
        "`detente.text` can be used on their own, `detente.corpus` ([many files](corpus.md)) needs the "
        "extra `corpus`, `detente.extraction` is for [answers of models](models.md), `detente.bridges` for "
        "[other tools](bridges.md), "
        "`detente.testing` (extra `testing`) has Hypothesis strategies.\n",
        "## Functions\n",
    ]
    for name, value in functions.items():
        parts += _function(name, inspect.unwrap(value))
    parts.append("## Classes\n")
    for name, value in results.items():
        parts += _class(name, value)
    for module in (detente.bridges, detente.corpus, detente.extraction, detente.text):
        short = module.__name__.removeprefix("detente.")
        told = (
            "Some of them are in `detente` too; these are the others."
            if short == "text"
            else _doc(module).partition("\n")[0]
        )
        parts.append(f"## Names in detente.{short}\n\n{told}\n")
        for name in dir(module):
            value = getattr(module, name)
            if f"{short}.{name}" in _OTHERS:
                parts.append(f"### {short}.{name}\n\n{_OTHERS[f'{short}.{name}']}\n")
            elif value is not names.get(name) and not isinstance(value, dict | tuple):
                write = _class if isinstance(value, type) else _function
                parts += write(f"{short}.{name}", inspect.unwrap(value))
    parts.append("## Errors\n")
    parts.append("| error | is a | |\n|---|---|---|")
    for name, value in errors.items():
        bases = ", ".join(f"`{base.__name__}`" for base in value.__bases__)
        parts.append(f"| `{name}` | {bases} | {_told(value)} |")
    parts.append("\n## Records\n\nTheir fields are in [the format](format.md).\n")
    parts.append("| record | |\n|---|---|")
    for name, value in classes.items():
        if value in records:
            parts.append(f"| [`{name}`](format.md#{name.lower()}) | {_told(value)} |")
    parts.append(
        '\n## Values\n\nString enums: a member equals its value in a file, `Commitment.CT_PLUS == "CT+"`.\n'
    )
    parts.append("| enum | values |\n|---|---|")
    for name, value in enums.items():
        book = f"[`{name}`](codebook.md#{snake(name)})" if value in vocabulary else f"`{name}`"
        many = [f"`{member.value}`" for member in value]
        shown = many if len(many) <= _MANY else [*many[:_MANY], f"… {len(many)} in all"]
        parts.append(f"| {book} | {', '.join(shown)} |")
    parts.append("\n## Others\n\n" + "\n".join(f"- `{n}`: {_OTHERS[n]}" for n in rest) + "\n")
    parts.append("## Types in signatures\n\nNames for what several functions take or return.\n")
    parts += [f"- `{name}`: {told}" for name, told in _TYPES.items()]
    return "\n".join(parts)


_MANY = 12
_OTHERS = {
    "corpus.TABLES": "The names of the tables of a corpus.",
    "FORMAT_VERSION": "the format version that this library writes, major and minor.",
    "Record": "any record with an id, for type checkers.",
    "converter": "a cattrs converter that is as strict as the loader: `converter.structure(value, "
    "detente.Claim)`, `converter.unstructure(claim)`.",
}
_TYPES = {
    "Readable": 'what can be read: the path of a file or a folder, `"@name"` for bundled data, bytes, '
    "or a `Dataset`.",
    "Texts": "the path of a folder or of one file, a mapping of names to texts, or several texts: each "
    "a string, or a `Path` of a file.",
    "PathLike": "`str | os.PathLike[str]`.",
    "Json": "any JSON value.",
    "Extensible": "any record, or part of one: the class that all of them inherit from.",
    "Text": "a text, the `Path` of a file with one, or texts by name.",
    "Answer": "the text that a model returned, or the object that a client made of it.",
    "Call": "a function that takes the messages (each with *role* and *content*) and the schema of the "
    "answer, and returns the answer, or `None` if the model declined.",
    "Guidelines": "*short* or *full*.",
    "Changes": "the fields of a `Dataset`, each optional.",
}


def _told(value: Any) -> str:
    """The first paragraph of a docstring, in one line."""
    return " ".join(_doc(value).split("\n\n")[0].split())


def _doc(value: Any) -> str:
    """A docstring as Markdown: its sections (Args, Raises, …) as lists, its pages as links."""
    text = re.sub(r"`(?:`?)docs/(\w+\.md)`(?:`?)", r"[\1](\1)", inspect.getdoc(value) or "")
    lines, section = list[str](), False
    for line in text.replace("``", "`").splitlines():
        if re.fullmatch("(Args|Raises|Returns|Yields|Attributes):", line):
            section = True
            lines += [f"*{line.removesuffix(':')}*", ""]
        elif not line.startswith(" ") or not section:
            section = section and not line
            lines.append(line)
        elif named := re.fullmatch(r"    (\S+): (.*)", line):
            lines.append(f"- `{named[1]}`: {named[2]}")
        else:
            lines.append(f"  {line.strip()}")
    return "\n".join(lines)


_WIDE = 88  # characters of a line of code


def _signature(name: str, node: ast.FunctionDef, *, bound: bool = False) -> str:
    """A signature as in the source; over several lines if it is long."""
    parts, depth = [""], 0
    for sign in ast.unparse(node.args).replace("'", ""):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    parts = [re.sub(r"^(\w+: [^=]+)=", r"\1 = ", part.strip()) for part in parts if part.strip()]
    parts = parts[1:] if bound else parts
    returns = f" -> {ast.unparse(node.returns)}".replace("'", "") if node.returns else ""
    whole = f"{name}({', '.join(parts)}){returns}"
    if bound or len(whole) <= _WIDE:
        return whole
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){returns}"


def _node(value: Any) -> Any:
    """The definition of a function or class in its source."""
    module = ast.parse(inspect.getsource(importlib.import_module(value.__module__)))
    named = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == value.__name__
    ]
    return named[-1]


def _function(name: str, value: Any) -> Iterator[str]:
    yield f"### {name}\n"
    yield f"```text\n{_signature(f'detente.{name}', _node(value))}\n```\n"
    yield f"{_doc(value)}\n"


def _class(name: str, value: Any) -> Iterator[str]:
    yield f"### {name}\n"
    yield f"{_doc(value)}\n"
    fields = value is not Dataset  # those of the file are in format.md
    rows = [row for cls in reversed(value.__mro__) for row in _members(cls, fields=fields)]
    if rows:
        yield "\n".join(dict(rows).values()) + "\n"


def _members(cls: type, *, fields: bool) -> Iterator[tuple[str, str]]:
    """The documented public members of a class: name, and a line of a list."""
    if not cls.__module__.startswith("detente"):
        return
    body = _node(cls).body
    for number, node in enumerate(body):
        if isinstance(node, ast.FunctionDef):
            special = {"__getitem__": "[…]", "__len__": "len(…)", "__iter__": "iteration"}
            text = " ".join((ast.get_docstring(node) or "").replace("``", "`").split())
            marks = {ast.unparse(mark) for mark in node.decorator_list}
            if node.name in special and text:
                yield node.name, f"- *{special[node.name]}*: {text}"
            elif node.name[0] != "_" and text and marks & {"property", "cached_property"}:
                yield node.name, f"- `{node.name}`: {text}"
            elif node.name[0] != "_" and text:
                bound = "staticmethod" not in marks
                yield node.name, f"- `{_signature(node.name, node, bound=bound)}`: {text}"
        elif fields and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            after = body[number + 1] if number + 1 < len(body) else None
            held = after.value if isinstance(after, ast.Expr) else None
            told = held.value if isinstance(held, ast.Constant) else ""
            text = " ".join(str(told).replace("``", "`").split())
            if node.target.id[0] != "_":
                what = f"`{node.target.id}` ({ast.unparse(node.annotation)})".replace("'", "")
                yield node.target.id, f"- {what}: {text}" if text else f"- {what}"


PAGES = {
    "format.md": format_page,
    "rules.md": rules_page,
    "codebook.md": codebook_page,
    "api.md": api_page,
    "cli.md": cli_page,
}


_LEFT_OUT = ("worked.md",)  # of the guidelines for a model; an example of 18,000 characters


def guidelines() -> dict[Path, str]:
    """The guidelines as one page, which a model is given; links are their words alone."""
    folder = FOLDER / "guidelines"
    pages = ["README.md", *sorted(p.name for p in folder.glob("*.md") if p.name != "README.md")]
    text = "\n\n".join(
        (folder / name).read_text(encoding="utf-8").strip()
        for name in pages
        if name not in _LEFT_OUT
    )
    plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    target = Path(detente.__file__).parent / "extraction" / "data" / "full.md"
    return {target: plain + "\n"}


def stubs() -> dict[Path, str]:
    """The type stubs of the packages whose names are loaded on use."""
    return {
        Path(package.__file__).with_name("__init__.pyi"): lazy.stub(
            package.__name__, package.HOMES, package.MODULES
        )
        for package in (detente, detente.corpus, detente.extraction, detente.text)
    }


def main() -> int:
    """Write or compare the pages and the stubs."""
    stale = 0
    pages = {FOLDER / name: make().rstrip() + "\n" for name, make in PAGES.items()}
    pages |= stubs() | guidelines() | {handbook.FILE: handbook_text()}
    for path, text in pages.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
            print("stale:" if "--check" in sys.argv else "written:", path.name)
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
