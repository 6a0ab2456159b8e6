"""How Sphinx builds these pages: ``python -m sphinx -b html -W -n docs docs/_build``."""

import re
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent / "src" / "detente" / "__init__.py"
# Read and not imported: the pages build where the library is not installed.
_VERSION = re.findall(r'__version__ = "([^"]+)"', _PACKAGE.read_text(encoding="utf-8"))

project = "détente"
author = "The détente developers"
project_copyright = "The détente developers"
release = version = _VERSION[0]
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True

# Links to headings are written as they work in a plain view of the files: page.md#heading.
myst_heading_anchors = 4

html_theme = "furo"
html_title = f"détente {release}"
html_copy_source = False
