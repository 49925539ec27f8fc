from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WORKER = Path(__file__).with_name("killed_worker.py")


def _kill(folder: Path, seed: int, kills: int, schools: int) -> list[str]:
    """What each kill left behind, one line each."""
    command = [sys.executable, "-W", "error", str(WORKER), str(folder), str(seed), str(kills), str(schools)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False, env=dict(os.environ))
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are tried where processes fork")


@needs_fork
@pytest.mark.soak
@pytest.mark.timeout(900)
def test_kills_while_editing_autosaving_and_saving_lose_nothing(tmp_path: Path) -> None:
    kills = 200 if os.environ.get("WOLDS_SOAK") else 20
    lines = _kill(tmp_path, seed=1, kills=kills, schools=120)
    assert len(lines) == kills
    assert [line for line in lines if not line.startswith("ok")] == []
    assert sum("saved=0" not in line for line in lines) >= kills // 4  # the kills did meet saves
