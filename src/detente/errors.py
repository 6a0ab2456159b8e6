"""The errors of the package. The classes are stable, their messages are not.

All compare by value and can be pickled.
"""

from importlib import import_module
from typing import Any


class DetenteError(Exception):
    """Base of all errors that the package raises on purpose."""

    def __str__(self) -> str:
        """What was said of it, such as a source and the reason, in one line."""
        return ": ".join(str(arg) for arg in self.args if arg)

    def __eq__(self, other: object) -> bool:
        """Equal if of one class with equal arguments."""
        return type(self) is type(other) and self.args == getattr(other, "args", None)

    def __hash__(self) -> int:
        """By class and arguments."""
        return hash((type(self), str(self)))


class InputError(DetenteError):
    """A source could not be read at all: missing, a wrong type, no permission.

    ``args``: the source, and the reason.
    """


class AnswerError(DetenteError, ValueError):
    """The answer of a model could not be read: no JSON, cut off, or not of the form that was asked for.
    ``args``: the reason.
    """


class RefusedError(DetenteError, ValueError):
    """Bytes were refused by the loader, which does not say why; ``load`` and ``validate`` do."""


class StructureError(DetenteError, ValueError):
    """A value does not have the shape of the record that it should become."""


class UnwritableError(DetenteError, ValueError):
    """A dataset made in Python contains a value that a file cannot have."""


class MigrationError(DetenteError, ValueError):
    """A document of an older format could not be converted. ``args``: the document, and the reason."""


class NewerVersionError(DetenteError):
    """A dataset of a newer format cannot be written: fields that this library does not know would be lost."""


class UnknownIdError(DetenteError, KeyError):
    """No record has this id. ``args``: the id, and similar ids that exist."""

    def __init__(self, id_: str, close: tuple[str, ...] = ()) -> None:
        """Keep both."""
        super().__init__(id_, close)

    def __str__(self) -> str:
        """The id, and similar ones."""
        id_, close = self.args
        return f"no record {id_}" + (f"; close: {', '.join(close)}" if close else "")


class AmbiguousIdError(DetenteError, KeyError):
    """Several records have this id."""

    def __str__(self) -> str:
        """The id."""
        return f"several records have the id {self.args[0]}"


class MergeError(DetenteError):
    """Datasets could not be united. ``args``: what prevents it, each a ``detente.MergeConflict`` with
    the id, the path, both values and both places.
    """

    def __str__(self) -> str:
        """All conflicts, in one line."""
        return "; ".join(map(str, self.args))


class MergeOptionError(DetenteError, ValueError):
    """What was said of the datasets to unite does not fit them: an id that none has, a name that is no id.

    ``args``: the option with its value, and the reason.
    """


class RecodeError(DetenteError, ValueError):
    """Values could not be recoded. ``args``: the change, condition or place, and the reason."""


class MissingExtraError(DetenteError, ImportError):
    """An optional dependency is not installed. ``args``: the module, and the extra that installs it."""

    def __str__(self) -> str:
        """What to install."""
        module, extra = self.args
        return f"{module} is not installed; it comes with: pip install 'detente[{extra}]'"


class LostSpanError(DetenteError, LookupError):
    """The reader's copy does not have the words of a span. ``args``: the JSON Pointer of the span, the
    verdict and the reason.
    """

    def __str__(self) -> str:
        """Which span, and why."""
        path, verdict, reason = self.args
        return f"{path} is {verdict}: {reason}"


def optional(module: str, extra: str) -> Any:
    """A module of an optional library, by its name. Raises ``MissingExtraError`` if it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(module.partition(".")[0], extra) from error


def reason_of(error: OSError) -> str:
    """Why a file could not be read or written, as a readable reason."""
    return (error.strerror or type(error).__name__).lower()
