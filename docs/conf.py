"""How Sphinx builds these pages: ``python -m sphinx -b html -W -n docs docs/_build``."""

import re
from pathlib import Path

_VERSION_FILE = Path(__file__).parent.parent / "src" / "detente" / "version.py"
# Read, not imported, so that the pages can be built without the library.
_VERSION = re.findall(r'__version__ = "([^"]+)"', _VERSION_FILE.read_text(encoding="utf-8"))

project = "détente"
author = "The détente developers"
project_copyright = "The détente developers"
release = version = _VERSION[0]
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "reports"]
nitpicky = True

# Links to headings are written as page.md#heading, which also works when the files are viewed as plain Markdown.
myst_heading_anchors = 4

html_theme = "furo"
html_title = f"détente {release}"
html_copy_source = False
html_extra_path = ["reports"]  # the pages that docs/reports.py makes, beside report.html
