from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wolds.app.planfile import Claim, HeldBy, claim
from wolds.app.planfile import claims as claims_module
from wolds.app.planfile.claims import STALE_AFTER_S, claim_file


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.gpkg"
    path.touch()
    return path


def _claimed(plan: Path, **options: bool) -> Claim:
    mine = claim(plan, **options)
    assert isinstance(mine, Claim)
    assert mine.problem == ""
    return mine


def _age(plan: Path, seconds: float) -> None:
    when = claim_file(plan).stat().st_mtime - seconds
    os.utime(claim_file(plan), (when, when))


def _elsewhere(plan: Path, **changes: object) -> None:
    file = claim_file(plan)
    file.write_text(json.dumps({**json.loads(file.read_text()), "machine": "another", "user": "amina", **changes}))


def test_the_second_to_open_a_plan_is_told_who_has_it(plan: Path) -> None:
    _claimed(plan)
    _elsewhere(plan, host="office-pc")
    held = claim(plan)
    assert isinstance(held, HeldBy)
    assert (held.user, held.host) == ("amina", "office-pc")
    assert held.since.endswith("+00:00")


def test_two_windows_of_one_computer_are_told_too(plan: Path) -> None:
    _claimed(plan)
    assert isinstance(claim(plan), HeldBy)


def test_a_released_plan_can_be_claimed_and_nothing_is_left_beside_it(plan: Path) -> None:
    _claimed(plan).release()
    assert [path.name for path in plan.parent.iterdir()] == ["plan.gpkg"]
    _claimed(plan)


def test_a_claim_that_was_not_refreshed_goes_stale(plan: Path) -> None:
    mine = _claimed(plan)
    _elsewhere(plan)
    _age(plan, STALE_AFTER_S - 60)
    assert isinstance(claim(plan), HeldBy)
    _age(plan, 120)
    theirs = _claimed(plan)
    assert not mine.is_held
    assert not mine.refresh()
    mine.release()
    assert theirs.is_held


def test_refreshing_keeps_a_claim_from_going_stale(plan: Path) -> None:
    mine = _claimed(plan)
    _age(plan, STALE_AFTER_S + 60)
    assert mine.refresh()
    assert isinstance(claim(plan), HeldBy)


def test_a_claim_whose_program_died_on_this_computer_is_taken_over(plan: Path) -> None:
    script = "import sys, pathlib; from wolds.app.planfile import claim; print(claim(pathlib.Path(sys.argv[1])).problem)"
    subprocess.run([sys.executable, "-c", script, str(plan)], check=True, timeout=60)
    assert claim_file(plan).exists()
    _claimed(plan)


def test_a_person_may_take_a_claim_over(plan: Path) -> None:
    mine = _claimed(plan)
    assert _claimed(plan, take_over=True).is_held
    assert not mine.is_held


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 9000, b'{"user": 5}', bytes(20_000)])
def test_a_claim_that_cannot_be_read_is_somebodys_until_it_is_stale(plan: Path, content: bytes) -> None:
    claim_file(plan).write_bytes(content)
    assert claim(plan) == HeldBy("", "", "")
    _age(plan, STALE_AFTER_S + 60)
    _claimed(plan)


def test_a_folder_that_cannot_be_written_gives_a_claim_with_its_problem(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(claims_module, "_created", refuses)
    mine = claim(plan)
    assert isinstance(mine, Claim)
    assert "Permission denied" in mine.problem
    assert not mine.refresh()
    mine.release()
