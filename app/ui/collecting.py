"""When Python looks for what can be freed: seldom, and never among what was imported.

A look through everything holds the interpreter for as long as it takes, a quarter of a second with all
screens and libraries there, in whichever thread it comes to mind: no key is answered meanwhile. What was
imported stays until the end of the program and need not be looked at.
"""

from __future__ import annotations

import gc
import sys

_SELDOM = (5_000, 10, 20)  # new things until the youngest are looked at; such looks until the next older ones
_known = [0]  # modules, at the last import that was seen; 0 until a program asked for this


def seldom() -> None:
    """Look for what can be freed less often than Python would, for the rest of the program."""
    gc.set_threshold(*_SELDOM)
    _known[0] = len(sys.modules)
    gc.freeze()


def leave_imported() -> None:
    """After an import: leave what is there out of every later look; costs nothing where there was none."""
    if _known[0] and len(sys.modules) != _known[0]:
        _known[0] = len(sys.modules)
        gc.freeze()
