"""``detente docs``: list the pages of the documentation, or print one."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from detente.errors import InputError
from detente.suggest import close

_SUFFIX = ".md"
_START = "README"
"""The page that a folder begins with."""


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "page", nargs="?", metavar="PAGE", help="for example tutorial or guidelines/events"
    )


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    folder = _folder()
    pages = _pages(folder)
    if options.page is None:
        print("\n".join(_listed(pages)))
        print(f"\nMarkdown; detente docs PAGE prints a page of {folder}")
        return 0
    name = _name(options.page)
    if name not in pages:
        near = close(name, pages)
        hint = f"close: {', '.join(near)}" if near else "detente docs lists them"
        raise InputError(options.page, f"no such page; {hint}")
    print(pages[name].read_text(encoding="utf-8"), end="")
    return 0


def _folder() -> Path:
    """The folder of the pages: in the package, or of a clone beside its sources."""
    package = Path(str(resources.files("detente"))).resolve()
    return next(
        (folder for folder in (package / "docs", package.parents[1] / "docs") if folder.is_dir()),
        package / "docs",
    )


def _pages(folder: Path) -> dict[str, Path]:
    """The pages by name, in the order of the table of contents. Raises ``InputError`` without one."""
    index = folder / f"index{_SUFFIX}"
    if not index.is_file():
        raise InputError(str(folder), "the pages are not installed")
    trees = re.findall(
        r"^```\{toctree\}\n(.*?)^```", index.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    lines = (line for tree in trees for line in tree.splitlines())
    listed = [line for line in lines if line and not line.startswith(":")]
    return {_name(page): folder / f"{page}{_SUFFIX}" for page in listed}


def _name(page: str) -> str:
    """What a page is called, also where it is named by its file, as docstrings do."""
    name = page.removeprefix("docs/").removesuffix(_SUFFIX)
    return name.removesuffix(f"/{_START}")


def _listed(pages: dict[str, Path]) -> Iterator[str]:
    """A line for each page: its name and its title."""
    width = max(map(len, pages))
    for name, path in pages.items():
        with path.open(encoding="utf-8") as file:
            title = file.readline().removeprefix("#").strip()
        yield f"{name:<{width}}  {title}"
