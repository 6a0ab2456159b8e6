"""Reports as workflow commands, which GitHub shows beside the lines of a change."""

from detente.diagnostics import Diagnostic, Report, Severity
from detente.inert import printable
from detente.render.text import summary
from detente.render.uris import relative
from detente.validation.catalogue import rule_of

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(report: Report) -> str:
    """One command a finding, and a line that sums up."""
    return "\n".join([*map(_command, report), printable(summary(report))])


def _command(diagnostic: Diagnostic) -> str:
    rule = rule_of(diagnostic.code)
    properties = {
        "file": None if diagnostic.file is None else printable(relative(diagnostic.file)),
        "line": diagnostic.line,
        "col": diagnostic.column,
        "title": f"{rule.code} {rule.name}",
    }
    listed = ",".join(f"{k}={_property(v)}" for k, v in properties.items() if v is not None)
    parts = [diagnostic.sentence]
    parts += [f"{r.location}: {r.message}" for r in diagnostic.related]
    at = diagnostic.location.cell or diagnostic.path
    parts += [f"at {at}"] if at else []
    return (
        f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(chr(10).join(map(printable, parts)))}"
    )


def _data(text: str) -> str:
    """What stands behind the command, escaped as its reader undoes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    """A property of the command: colons and commas too would end it."""
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
