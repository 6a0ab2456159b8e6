"""The type of a JSON value in signatures."""

from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A JSON value: an object, a list, a string, a number, a boolean or null.

Not a recursive union: every ``made["articles"][0]`` would then have to be narrowed first.
"""
