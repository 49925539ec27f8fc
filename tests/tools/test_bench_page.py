"""The benchmark page and its registers: that they can be made at all. No figure is judged here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))


def test_a_register_of_any_size_has_that_many_schools_with_urns_of_their_own(tools: None, tmp_path: Path) -> None:
    from benchmarks.registers import sample_rules, write_register

    from wolds.geo.registers import read_register

    write_register(tmp_path / "county.csv", 800)
    schools = read_register(tmp_path / "county.csv").schools

    assert len(set(schools.urn.tolist())) == 800
    assert len(sample_rules(800)[1].barriers) == 3 * len(sample_rules(300)[1].barriers)


def test_the_repair_of_the_comparison_breaks_no_limit(tools: None) -> None:
    import numpy as np
    from benchmarks.linkage import Limits, Linkage
    from scipy.cluster.hierarchy import fclusterdata

    dice = np.random.default_rng(3)
    points, roll, limits = dice.uniform(0, 40, (120, 2)), dice.integers(15, 120, 120), Limits(9.0, 3, 6, 150)
    label = fclusterdata(points, 9.0, criterion="distance", method="complete")
    groups = Linkage(points, roll, limits).repaired([tuple(np.flatnonzero(label == one).tolist()) for one in set(label)])

    rows = [row for group in groups for row in group]
    assert len(rows) == len(set(rows)) > 60
    for group in groups:
        place = points[list(group)]
        assert 3 <= len(group) <= 6
        assert roll[list(group)].sum() >= 150
        assert np.linalg.norm(place[:, None] - place[None], axis=2).max() <= 9.0


def test_the_quick_campaign_writes_the_whole_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    command = [sys.executable, str(TOOLS / "bench.py"), "--quick", "--out", str(page)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

    text = page.read_text(encoding="utf-8")
    assert "| Window shown | under 2 s |" in text
    assert "## In the window" in text
    assert "## Memory" in text
