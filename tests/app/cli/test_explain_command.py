"""`wolds explain`: why here, why not, and the plan as a whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def plan(run, register: Path) -> Path:
    """A plan of the county: two clusters of three, and one school alone far away."""
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


def test_a_placed_school_is_told_its_partners_and_what_else_there_is(run, plan: Path) -> None:
    ran = run("explain", plan, "--urn", 100001)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Belton Primary School:\n- It is in ")
    assert "Marsh Primary School (4 km)" in ran.out
    assert "no other cluster" in ran.out


def test_an_unplaced_school_is_told_what_blocks_it_and_what_would_place_it(run, plan: Path) -> None:
    ran = run("explain", plan, "--urn", 100007)
    assert "No eligible school is in reach" in ran.out
    assert "Nearest schools that take part:" in ran.out
    assert "beyond the travel limit of 12 km" in ran.out
    assert "No travel limit up to 18 km" in ran.out


def test_an_excluded_school_is_told_so(run, plan: Path) -> None:
    assert "it takes no part" in run("explain", plan, "--urn", 100009).out.lower()


def test_several_schools_are_explained_in_the_order_asked(run, plan: Path) -> None:
    out = run("explain", plan, "--urn", 100007, "--urn", 100001, "--count", 0).out
    assert out.index("Lone Primary School:") < out.index("Belton Primary School:\n")


def test_without_a_school_the_plan_is_explained(run, plan: Path) -> None:
    out = run("explain", plan).out
    assert "1 school of 7 in no cluster." in out
    assert "100007 Lone Primary School" in out


@pytest.mark.parametrize(
    "options", [("--urn", "999999"), ("--urn", "x"), ("--scenario", "Z"), ("--urn", "100001", "--count", "99")]
)
def test_what_cannot_be_is_refused_in_one_line(run, plan: Path, options: tuple[str, ...]) -> None:
    ran = run("explain", plan, *options)
    assert ran.status == 2
    assert ran.err.count("\n") == 1


def test_a_console_without_arrows_is_told_of_changes_all_the_same(run, register: Path) -> None:
    assert run("propose", register, "--la", 925, "--cap-km", "4.9", "--out", "tight.gpkg").status == 0
    for encoding, arrow in (("cp1252", b"4.9 km -> 5 km"), ("utf-8", "4.9 km → 5 km".encode())):
        command = [
            sys.executable,
            "-c",
            "import sys; from wolds.app.cli import main; sys.exit(main())",
            "explain",
            "tight.gpkg",
        ]
        ran = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": encoding}, timeout=60)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert arrow in ran.stdout
