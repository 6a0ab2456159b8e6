"""Where the repository and the installed package lie."""

from pathlib import Path

import detente

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(detente.__file__).parent  # need not lie in the repository
EXAMPLE = ROOT / "examples" / "entente-cordiale"
