"""What is wrong with one cell, raised by whoever reads it."""


class CellError(ValueError):
    """A cell cannot be read. ``args``: the code of the rule, and what is wrong."""

    @property
    def code(self) -> str:
        """The code of the rule."""
        return str(self.args[0])

    @property
    def message(self) -> str:
        """What is wrong."""
        return str(self.args[1])


def unreadable(message: str) -> CellError:
    """The error of a cell whose notation is not understood."""
    return CellError("D703", message)


def unresolved(message: str) -> CellError:
    """The error of a name that no record has, or several."""
    return CellError("D702", message)
