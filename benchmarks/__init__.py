"""What the program promises of its speed, each promise a ratio to a limit or a peer measured in the same run.

`./run bench` measures all, `./run bench pdf` one. To add one: a module with a `BENCHMARK`, or
with `outcomes` where that is not enough, its name in ALL.
A module imports what it measures inside its functions: the process that compares stays small (see `harness`).
"""

ALL = ("imports", "classify", "find", "search", "writing", "pdf", "certificates", "bundles", "window")
