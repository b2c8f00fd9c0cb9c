"""Where the program starts; nothing slow is imported before it must be."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `soban` with the arguments of the process."""
    from app.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
