"""The errors of the package. The classes are the contract, their messages are not.

All compare by value and survive pickling.
"""


class DetenteError(Exception):
    """Base of all errors that the package raises on purpose."""

    def __eq__(self, other: object) -> bool:
        """Equal if of one class with equal arguments."""
        return type(self) is type(other) and self.args == getattr(other, "args", None)

    def __hash__(self) -> int:
        """By class and arguments."""
        return hash((type(self), str(self)))


class InputError(DetenteError):
    """A source could not be read at all: missing, a wrong type, no permission.

    ``args``: what was to be read, and why it could not be.
    """

    def __str__(self) -> str:
        """Both, in one line."""
        return ": ".join(str(arg) for arg in self.args)


class RefusedError(DetenteError, ValueError):
    """Bytes were refused by the loader; why is for the pipeline to find out."""


class StructureError(DetenteError, ValueError):
    """A value does not have the shape of the record that it was to become."""


class UnwritableError(DetenteError, ValueError):
    """A dataset made in Python holds what no file may hold."""


class MigrationError(DetenteError, ValueError):
    """A document of an older format could not be made one of this format. ``args``: the document,
    and why not.
    """

    def __str__(self) -> str:
        """Both, in one line."""
        return ": ".join(str(arg) for arg in self.args)


class NewerVersionError(DetenteError):
    """A dataset of a newer format was to be written: what we do not know would be lost."""


class UnknownIdError(DetenteError, KeyError):
    """No record has this id. ``args``: the id, and those of the ids that exist that are close."""

    def __init__(self, id_: str, close: tuple[str, ...] = ()) -> None:
        """Keep both."""
        super().__init__(id_, close)

    def __str__(self) -> str:
        """The id, and which ones are close to it."""
        id_, close = self.args
        return f"no record {id_}" + (f"; close: {', '.join(close)}" if close else "")


class AmbiguousIdError(DetenteError, KeyError):
    """Several records have this id."""

    def __str__(self) -> str:
        """The id."""
        return f"several records have the id {self.args[0]}"


class MergeError(DetenteError):
    """Datasets could not be united. ``args``: what stands in the way, one string each."""

    def __str__(self) -> str:
        """All of it."""
        return "; ".join(self.args)


class MissingExtraError(DetenteError, ImportError):
    """Something optional is not installed. ``args``: the module and the extra with it."""

    def __str__(self) -> str:
        """What to install."""
        module, extra = self.args
        return f"{module} is not installed; it comes with: pip install 'detente[{extra}]'"


class LostSpanError(DetenteError, LookupError):
    """Words were asked for that the reader's copy does not have. ``args``: the JSON Pointer of
    the span, the verdict and the reason.
    """

    def __str__(self) -> str:
        """Which span, and why."""
        path, verdict, reason = self.args
        return f"{path} is {verdict}: {reason}"


def reason_of(error: OSError) -> str:
    """Why a file could not be read or written, in the user's words."""
    return (error.strerror or type(error).__name__).lower()
