"""``python -m detente``, and the command ``detente``."""

import gc
import sys

from detente.cli import main


def run() -> int:
    """Run the command as a process of its own; returns the exit status."""
    # Commands make many objects that live until the end, and hardly any cycles: look for these rarely,
    # and not at all when the process ends.
    gc.set_threshold(100_000, 20, 100)
    try:
        return main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(run())
