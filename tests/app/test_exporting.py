"""One door to every export: each ending has a writer, and a failed write leaves what stood there."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from wolds.app.export import Exported
from wolds.app.exporting import FORMATS, write_export
from wolds.app.replacing import WriteFailed
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.geo.schools import Schools, Source


@pytest.fixture
def exported() -> Exported:
    count = 4
    frame = pd.DataFrame(
        {
            "urn": [900_001 + n for n in range(count)],
            "name": [f"School {n}" for n in range(count)],
            "la_code": "990",
            "status": "Open",
            "phase": "Primary",
            "roll": [60.0] * count,
            "easting": [520_000.0 + 2_000 * n for n in range(count)],
            "northing": [350_000.0, 351_000.0, 350_500.0, 352_000.0],
        }
    )
    schools = Schools.from_frame(frame, Source("made.csv", is_sample=True))
    plan = plan_with({"C001": Cluster("C001", 1, "First", (900_001, 900_002, 900_003), 0)}, Plan())
    standing = standing_of(schools, Eligibility())
    return Exported.of(schools, standing, plan, Scoreboard.of(schools, standing, plan))


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_ending_has_a_writer(exported: Exported, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    write_export(exported, path, (320, 240))
    assert path.stat().st_size > 100
    assert not [left for left in tmp_path.iterdir() if left.name.startswith(".")]


def test_a_picture_has_the_size_that_was_asked_for(exported: Exported, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    write_export(exported, path, (413, 257))
    content = path.read_bytes()
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == (413, 257)


def test_an_ending_counts_in_any_case(exported: Exported, tmp_path: Path) -> None:
    write_export(exported, tmp_path / "LIST.CSV")
    assert (tmp_path / "LIST.CSV").read_bytes().startswith(b"\xef\xbb\xbfURN")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_write_that_fails_says_what_to_do_and_leaves_nothing(exported: Exported, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "gone" / f"out{suffix}"
    with pytest.raises(WriteFailed, match="could not be written"):
        write_export(exported, path, (320, 240))
    assert not list(tmp_path.iterdir())
