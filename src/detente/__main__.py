"""``python -m detente``, and the command ``detente``."""

import gc
import sys


def run() -> int:
    """Run the command as a process of its own; returns the exit status."""
    # Commands make many objects that live until the end, and hardly any cycles: look for these rarely,
    # and not at all when the process ends.
    gc.set_threshold(100_000, 20, 100)
    try:
        from detente.cli import main  # here, so that an interruption is told of as later ones are

        return main()
    except KeyboardInterrupt:
        print("detente: interrupted", file=sys.stderr)
        return 2
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(run())
