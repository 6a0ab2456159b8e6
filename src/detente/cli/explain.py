"""``detente explain``: explain a rule, a kind of record, or a verdict of attach."""

from argparse import ArgumentParser, Namespace
from typing import Any

from detente.cli.shared import format_option, print_either
from detente.errors import InputError
from detente.render.handbook import handbook, record_as_text, rule_as_text, verdict_as_text
from detente.suggest import close


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "code", metavar="CODE|WORD", help="for example D201, claim, relation, edited"
    )
    format_option(parser)


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    if _explain_word(options):
        return 0
    known = {name: r for r in handbook()["rules"] for name in (r["code"], r["name"])}
    wanted = options.code if options.code in known else options.code.upper()
    if wanted in handbook()["removed"]:
        removed = handbook()["removed"][wanted]
        print_either(options, lambda: removed["plain"], lambda: removed["text"])
        return 0
    if wanted not in known:
        raise InputError(options.code, f"no such rule{_hint(options.code, wanted, known)}")
    rule = known[wanted]
    print_either(options, lambda: rule, lambda: rule_as_text(rule))
    return 0


def _hint(code: str, wanted: str, known: dict[str, Any]) -> str:
    """What may be meant by a code that no rule has."""
    from detente.vocab.catalogue import names  # for mistakes alone

    word = code.lower()
    kinds = [kind["name"].lower() for kind in handbook()["records"].values()]
    near = close(wanted, known) or close(word, known) or close(word, kinds + _verdicts())
    if wanted.lower() in names():
        return f"; it is a vocabulary: detente codebook {wanted.lower()}"
    return f"; close: {', '.join(near)}" if near else "; see detente rules"


def _verdicts() -> list[str]:
    return [*handbook()["verdicts"]]


def _kinds_named(word: str) -> list[Any]:
    """The kinds of record with a name: one, or all whose names end in it, as those of accounts do."""
    kinds = handbook()["records"]
    exact = [kind for kind in kinds.values() if kind["name"].lower() == word.replace("_", "")]
    return exact or [kind for name, kind in kinds.items() if name.endswith(f"_{word}")]


def _explain_word(options: Namespace) -> bool:
    """Explain a kind of record, or a verdict of attaching, if the word names one; returns whether it
    does.
    """
    word = options.code.lower()
    kinds = _kinds_named(word)
    if kinds:
        print_either(
            options,
            lambda: kinds[0] if len(kinds) == 1 else kinds,
            lambda: "\n\n".join(map(record_as_text, kinds)),
        )
        return True
    if word in _verdicts():
        verdict = handbook()["verdicts"][word]
        print_either(options, lambda: verdict, lambda: verdict_as_text(verdict))
        return True
    return False
