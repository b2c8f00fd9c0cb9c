"""The comparison is fair: the limit draws what ours draws, and the measure is told as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from app.printing.pdf import write_pdf
from benchmarks import harness, pdf
from benchmarks.harness import Benchmark, Measure, Outcome

from .reading import read

ROOT = Path(__file__).resolve().parents[2]


def test_both_sides_print_the_same_letters(monkeypatch):
    drawn = BytesIO()
    write_pdf(pdf.sample(100), drawn)
    bare = BytesIO()
    monkeypatch.setattr(pdf, "BytesIO", lambda: bare)
    pdf.limit(100)()
    ours, limit = read(drawn.getvalue()), read(bare.getvalue())
    assert len(ours) == len(limit) > 1
    for one, other in zip(ours, limit, strict=True):
        assert sorted(one.letters) == sorted(other.letters)


@pytest.mark.parametrize("side", ["ours", "limit"])
def test_a_measure_is_told_as_json(side):
    command = [sys.executable, "-m", "benchmarks.pdf", side, "--scale", "60"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert set(told) == {"seconds", "peak"}
    assert told["seconds"] > 0


def test_sides_take_turns_and_the_best_counts(monkeypatch):
    taken = []

    def in_process(_benchmark, side, scale):
        taken.append(side)
        return Measure({"ours": 3.0, "limit": 2.0}[side] + len(taken), 100)

    monkeypatch.setattr(harness, "_in_process", in_process)
    benchmark = Benchmark("pdf", "{scale} rows", lambda _n: list, lambda _n: list, 1.5, (1000,), runs=2)
    (outcome,) = harness.compare(benchmark)
    assert taken == ["ours", "limit", "limit", "ours"]
    assert outcome == Outcome("1,000 rows", Measure(4.0, 100), Measure(4.0, 100), 1.5)
    assert outcome.kept


def test_a_broken_promise_shows():
    outcome = Outcome("x", Measure(3.1, 0), Measure(2.0, 0), 1.5)
    assert not outcome.kept
    assert outcome.cells()[-1] == "✘"
    assert outcome.cells()[3] == "1.55"
