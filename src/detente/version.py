"""The versions of the package and of the format."""

__version__ = "0.1.0"

FORMAT_VERSION = (1, 0)
VERSION = f"{FORMAT_VERSION[0]}.{FORMAT_VERSION[1]}"
FORMAT = "detente"
DRAFT_FORMAT = "detente-draft"
