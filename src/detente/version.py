"""The version of the package; of the format see ``detente.records.FORMAT_VERSION``."""

__version__ = "0.1.0"
