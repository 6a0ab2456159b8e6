"""Templates to pages: whatever is put into one is escaped, and nothing that it holds can act.

A page loads nothing, and its policy allows its own style and script alone, by their hashes.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.errors import MissingExtraError
from detente.inert import on_page

if TYPE_CHECKING:
    from jinja2 import Environment


def visible(value: Any) -> Any:
    """A text with its control characters as escapes, so that none of them acts; other values as they
    are, markup made by templates included.
    """
    return on_page(value) if type(value) is str else value


@cache
def environment() -> "Environment":
    """The templates. Raises ``MissingExtraError`` without Jinja2."""
    try:
        import jinja2
    except ImportError as error:
        raise MissingExtraError("jinja2", "report") from error
    return jinja2.Environment(
        loader=jinja2.PackageLoader("detente", "render/report/templates"),
        autoescape=True,
        finalize=visible,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def rendered(template: str, values: Mapping[str, Any], *, style: str = "", script: str = "") -> str:
    """A page from a template.

    Args:
        template: its name.
        values: what it is filled with.
        style: rules of this page alone, behind those of all pages.
        script: its script; empty for a page without one.
    """
    made = environment()
    sheet, script = _squeezed(f"{_source('style.css')}{style}"), _squeezed(script)
    policy = [
        "default-src 'none'",
        f"style-src '{_hash(sheet)}'",
        *([f"script-src '{_hash(script)}'"] if script else []),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    page = made.get_template(template).render(
        **values, style=sheet, script=script, policy="; ".join(policy)
    )
    return _squeezed(page)


def _squeezed(text: str) -> str:
    """A text without blank lines, which blocks of templates leave."""
    return re.sub(r"\n[ \n]*\n", "\n", text)


def script(name: str) -> str:
    """The source of a script."""
    return _source(name)


def _source(name: str) -> str:
    made = environment()
    assert made.loader is not None
    return made.loader.get_source(made, name)[0]


def _hash(text: str) -> str:
    """What a content security policy calls a text by."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
