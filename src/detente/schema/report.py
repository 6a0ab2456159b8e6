"""The schema of what ``detente validate --format json`` prints."""

from detente.diagnostics import Severity
from detente.records import VERSION
from detente.schema.build import DIALECT, Schema


def report_schema() -> Schema:
    """The schema of a report. That of a released version is frozen: other keys make another version."""
    place: Schema = {
        "path": {
            "type": ["string", "null"],
            "description": "JSON Pointer (RFC 6901) into the file; null if there is no document.",
        },
        "file": {"type": ["string", "null"], "description": "The file as it was named."},
        "line": {"type": ["integer", "null"], "minimum": 1, "description": "From 1."},
        "column": {
            "type": ["integer", "null"],
            "minimum": 1,
            "description": "In code points, from 1.",
        },
        "cell": {
            "type": ["string", "null"],
            "description": "Of a workbook the sheet and the cell, such as Claims!D7; else null.",
        },
    }
    text: Schema = {"type": "string"}
    count: Schema = {"type": "integer", "minimum": 0}
    code: Schema = {
        "type": "string",
        "pattern": "^D[0-9]{3}$",
        "description": "The code of the rule, which `detente explain CODE` explains.",
    }
    level: Schema = {
        "enum": [severity.value for severity in Severity],
        "description": "error: not valid; warning: probably wrong, and not valid with --strict; info: good "
        "to know.",
    }
    related = {"message": text} | place
    diagnostic: Schema = {
        "code": code,
        "severity": level,
        "message": text | {"description": "For people; not part of the contract."},
        **place,
        "related": {"type": "array", "description": "Other places.", "items": _closed(related)},
        "params": {"type": "object", "description": "The values in the message."},
        "fix": {
            "type": ["array", "null"],
            "description": "A fix as JSON Patch (RFC 6902); null if there is none.",
            "items": {"type": "object"},
        },
        "safe": {
            "type": "boolean",
            "description": "Whether the fix cannot lose information, so that --fix applies it. For a byte "
            "order mark, which no operation can remove, fix is null.",
        },
        "help": {
            "type": ["string", "null"],
            "description": "A suggestion for people; never applied.",
        },
    }
    statistic = {
        "code": code,
        "name": text | {"description": "The name of the rule."},
        "severity": level,
        "count": count,
        "fixable": count | {"description": "How many of them --fix would fix."},
    }
    summary = {severity.value: count for severity in Severity} | {"files": count}
    return {
        "$schema": DIALECT,
        "$id": f"urn:detente:schema:{VERSION}:report",
        "title": "A détente report",
        **_closed(
            {
                "ok": {"type": "boolean", "description": "Whether the exit status is 0."},
                "files": {
                    "type": "array",
                    "description": "The files that were read.",
                    "items": text,
                },
                "diagnostics": {
                    "type": "array",
                    "description": "The findings, in the order of the files.",
                    "items": {"$ref": "#/$defs/Diagnostic"},
                },
                "summary": {"description": "How many findings there are.", **_closed(summary)},
                "statistics": {
                    "type": "array",
                    "description": "The rules that were broken, the most often broken first; only "
                    "with --statistics.",
                    "items": _closed(statistic),
                },
            },
            optional=("statistics",),
        ),
        "$defs": {"Diagnostic": _closed(diagnostic)},
    }


def _closed(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }
