"""``detente explain``: explain a rule, a kind of record, or a verdict of attach."""

from argparse import ArgumentParser, Namespace

from detente.cli.shared import format_option, print_either
from detente.dataset import Dataset
from detente.errors import InputError
from detente.records import model
from detente.render import explanations
from detente.render.overview import rule_in_full
from detente.suggest import close
from detente.text.attaching.verdicts import SpanVerdict
from detente.validation.catalogue import all_rules
from detente.validation.removed import REMOVED
from detente.vocab.catalogue import names, snake


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
    known = {name: r for r in all_rules().values() for name in (r.code, r.name)}
    wanted = options.code if options.code in known else options.code.upper()
    if wanted in REMOVED:
        removed = REMOVED[wanted]
        print_either(options, removed.to_dict, lambda: str(removed))
        return 0
    if wanted not in known:
        word = options.code.lower()
        near = close(wanted, known) or close(word, known) or close(word, _words())
        if wanted.lower() in names():
            hint = f"; it is a vocabulary: detente codebook {wanted.lower()}"
        else:
            hint = f"; close: {', '.join(near)}" if near else "; see detente rules"
        raise InputError(options.code, f"no such rule{hint}")
    rule = known[wanted]
    print_either(options, rule.to_dict, lambda: rule_in_full(rule))
    return 0


def _words() -> list[str]:
    """The words that are explained: kinds of record, and verdicts."""
    return [cls.name.lower() for cls in model.classes(Dataset)] + list(SpanVerdict)


def _kinds_named(word: str) -> list[model.Class]:
    """The kinds of record with a name: one, or all whose names end in it, as those of accounts do."""
    kinds = model.classes(Dataset)
    exact = [cls for cls in kinds if cls.name.lower() == word.replace("_", "")]
    return exact or [cls for cls in kinds if snake(cls.name).endswith(f"_{word}")]


def _explain_word(options: Namespace) -> bool:
    """Explain a kind of record, or a verdict of attaching, if the word names one; returns whether it
    does.
    """
    word = options.code.lower()
    kinds = _kinds_named(word)
    if kinds:
        as_dict, as_text = explanations.record_as_dict, explanations.record_as_text
        print_either(
            options,
            lambda: as_dict(kinds[0]) if len(kinds) == 1 else [*map(as_dict, kinds)],
            lambda: "\n\n".join(map(as_text, kinds)),
        )
        return True
    if word in list(SpanVerdict):
        verdict = SpanVerdict(word)
        print_either(
            options,
            lambda: explanations.verdict_as_dict(verdict),
            lambda: explanations.verdict_as_text(verdict),
        )
        return True
    return False
