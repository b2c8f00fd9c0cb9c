"""The power fails in the middle of a form: what was answered is there, only the field being typed is lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from app.services import surveys
from app.store.check import faults_of
from app.store.store import Store

from .conftest import KEY
from .reviewing import under_review

ROOT = Path(__file__).resolve().parents[2]


def test_kill_9_in_the_middle_of_a_form_loses_the_field_being_typed_and_no_more(tmp_path):
    path = tmp_path / "thu.soban"
    under_review(path).close()
    command = [sys.executable, "-m", "tests.ui.killed_form", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if line.strip() == "typing":
                process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with Store.open(path, KEY) as store, store.session() as session:
        assert not faults_of(store)
        ((case, household),) = store.connection.execute(
            "SELECT id, answers FROM review_case WHERE state = 'begun'"
        )
        ((answers,),) = store.connection.execute(
            "SELECT answers FROM case_member WHERE review_case = ?", (case,)
        )
        assert list(json.loads(answers)) == ["education", "insurance", "school", "training"]
        assert json.loads(household) == {}
        assert surveys.findings(session, case)
