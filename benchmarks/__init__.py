"""What the program promises of its speed, each promise a ratio to a limit or a peer measured in the same run.

`./run bench` measures the usual ones, `./run bench pdf` one, `./run bench province` one that takes minutes.
To add one: a module with a `BENCHMARK`, or with `outcomes` where that is not enough; its name below.
A module imports what it measures inside its functions: the process that compares stays small (see `harness`).
"""

USUAL = (
    "imports",
    "classify",
    "find",
    "search",
    "writing",
    "pdf",
    "signatures",
    "certificates",
    "bundles",
    "window",
    "reports",
    "support",
)
LONG = ("province",)
ALL = USUAL + LONG
