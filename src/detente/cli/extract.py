"""``detente extract``: ask a model for the records of texts, through a function of the user's."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from detente.cli.shared import draft_bytes, encoding_option, json_file, readings
from detente.cli.streams import put
from detente.errors import InputError
from detente.extraction.chunking import CHARACTERS
from detente.extraction.limits import Flavour
from detente.extraction.loop import Call, Outcome
from detente.extraction.loop import run as ask
from detente.files import write_atomically
from detente.pipeline.outputs import output


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("paths", nargs="+", metavar="TEXT", help="a text file")
    encoding_option(parser)
    parser.add_argument(
        "--with",
        dest="function",
        required=True,
        metavar="MODULE:FUNCTION",
        help="the function that asks the model: it takes messages and a schema and returns the answer; "
        "modules in the working directory are found",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the draft to write (default: standard output)"
    )
    parser.add_argument(
        "--into", metavar="DRAFT", help="add to this draft, such as one with its head filled in"
    )
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often a text is sent at most (default: 3)"
    )
    parser.add_argument(
        "--guidelines", choices=("short", "full"), default="short", help="what the model is told"
    )
    parser.add_argument(
        "--flavour",
        choices=[flavour.value for flavour in Flavour],
        default=Flavour.OPENAI.value,
        help="the form of the schema (default: openai)",
    )
    parser.add_argument(
        "--characters",
        type=int,
        default=CHARACTERS,
        help=f"of a part of a long text (default: {CHARACTERS})",
    )
    parser.add_argument(
        "--unite",
        action="store_true",
        help="unite records of two parts of a text that may be one; else they are only named",
    )


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    target = None if options.output is None else _free(options)  # before a model is paid
    read = readings(options, options.paths)
    asked = _Asked(options.function, _function(options.function))
    result = ask(
        asked,
        {path: reading.text for path, reading in read.items()},
        rounds=options.rounds,
        into=None if options.into is None else json_file(options.into),
        guidelines=options.guidelines,
        flavour=options.flavour,
        characters=options.characters,
        uniting=(lambda _: True) if options.unite else None,
    )
    ended_early = result.outcome in (Outcome.UNREADABLE, Outcome.DECLINED)
    # What was answered before is kept: somebody has paid for it.
    kept = not ended_early or any(round_.added for round_ in result.rounds)
    if kept or not asked.problem:  # a function that fails is no model that declines
        print(result, file=sys.stderr if target is None else sys.stdout)
    if kept:
        data = draft_bytes(result.draft)
        if target is None:
            put(data)
        else:
            write_atomically(target, data)
    if asked.problem:
        raise InputError(options.function, asked.problem)
    # What is to be filled in is the user's, and no error: a draft without a head was asked for.
    return 2 if ended_early else int(result.outcome in (Outcome.FINDINGS, Outcome.EMPTY))


def _free(options: Namespace) -> Path:
    inputs = [*options.paths, *([options.into] if options.into else [])]
    target = output(options.output, inputs=inputs, never="draft")
    if not target.parent.is_dir():
        raise InputError(str(target.parent), "no such folder")
    return target


class _Asked:
    """The user's function. What it raises ends the loop, but not what was answered before."""

    def __init__(self, name: str, function: Call) -> None:
        self.name = name
        self.function = function
        self.problem = ""

    def __call__(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Any:
        try:
            answer = self.function(messages, schema)
        except Exception as error:  # noqa: BLE001  whatever a client raises
            self.problem = f"it raised {type(error).__name__}: {error}"
            return None
        if answer is not None and not isinstance(answer, str | bytes | Mapping):
            self.problem = f"it returned {type(answer).__name__}; expected the text of the answer"
            return None
        return answer


def _function(name: str) -> Any:
    """A function by module and name. Raises ``InputError`` if there is none."""
    module, colon, attribute = name.partition(":")
    if not (module and colon and attribute):
        raise InputError(name, "expected MODULE:FUNCTION")
    sys.path.insert(0, str(Path.cwd()))
    try:
        found: Any = import_module(module)
    except Exception as error:
        raise InputError(name, f"{type(error).__name__}: {error}") from error
    finally:
        sys.path.pop(0)
    function = getattr(found, attribute, None)
    if not callable(function):
        raise InputError(name, f"{module} has no function {attribute}")
    return function
