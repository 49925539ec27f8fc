"""The benchmark page and its registers: that they can be made at all. No figure is judged here."""

from __future__ import annotations

import re
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


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOLS / "bench.py"), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


SECTIONS = sorted(path.stem for path in (TOOLS / "benchmarks" / "sections").glob("[a-z]*.py"))


def test_every_module_of_a_section_is_on_the_page(tools: None) -> None:
    from benchmarks import sections

    assert sorted(sections.SECTIONS) == SECTIONS


@pytest.mark.parametrize("section", SECTIONS)
def test_a_quick_look_at_a_section_is_written_with_every_promise(section: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    done = bench("--quick", "--only", section, "--out", str(page))
    assert done.returncode == 0, done.stderr

    text = page.read_text(encoding="utf-8")
    assert f"| `{section}` | " in text
    assert len(re.findall("^## ", text, re.MULTILINE)) == 3  # promises, the section, how it is measured
    assert "| Window shown | under 2 s |" in text
    for picture in re.findall(r"\]\((pictures/[^)]+)\)", text):
        assert (tmp_path / picture).stat().st_size > 1000


def test_one_section_is_measured_anew_and_the_others_keep_their_last_figures(tools: None, tmp_path: Path) -> None:
    from benchmarks.store import Measured, keep, stored
    from benchmarks.timing import Outcome

    facts = dict.fromkeys(("read_mb", "proposed_mb", "saved_mb", "empty_mb", "open_mb", "edited_mb"), 77.0)
    machine = {"Processor": "An older machine", "Commit": "0123456789ab"}
    keep(
        tmp_path / "page.json",
        {"memory": Measured([Outcome(facts=facts, case="280 schools")], 0.0, 60.0, 1, 5, False, machine)},
    )

    done = bench("--quick", "--only", "importing", "--out", str(tmp_path / "page.md"))
    assert done.returncode == 0, done.stderr

    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| 280 schools | 77 MB |" in text
    assert "An older machine" in text
    assert "0123456789ab" in text
    assert text.index("## Reading a register") < text.index("## Memory")
    assert "## Start-up" not in text
    assert set(stored(tmp_path / "page.json")) == {"importing", "memory"}


def test_a_section_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    done = bench("--quick", "--only", "paers")
    assert done.returncode == 2
    assert "there is no section paers; there are starting," in done.stderr


def test_a_promise_is_kept_below_its_limit_alone(tools: None) -> None:
    from benchmarks.promises import Promise, promises_table

    rows = promises_table(
        [Promise("a", 0.1, 0.0999, "ms"), Promise("b", 2.0, 2.0), Promise("c", 1024, None, "MB")]
    ).splitlines()
    assert rows[2:] == [
        "| a | under 100 ms | 99.9 ms | yes |",
        "| b | under 2 s | 2.00 s | **no** |",
        "| c | under 1024 MB | not measured | – |",
    ]


def test_forty_five_rule_sets_of_counties_each_differ(tools: None) -> None:
    from benchmarks.county_rules import CASES

    assert len({str(case) for case in CASES}) == len(CASES) == 45


@pytest.mark.real_data
def test_a_rule_set_of_a_county_is_proposed_for_anew_after_each_edit(tools: None, real_data: Path) -> None:
    from benchmarks.county_rules import measure

    register = real_data / "gias" / "england_primary_open_2024.csv.gz"
    outcome = measure(str(register), 1, only="884: 10 km")
    assert [case["proven"] for case in outcome.facts["cases"]] == [True]
    assert all(len(outcome.seconds[name]) == 1 for name in ("first", "moved", "rest"))


def test_a_plan_of_a_public_instance_is_judged_by_the_instance_itself(tools: None, tmp_path: Path) -> None:
    from benchmarks.instances import instances, problem_of, value_of

    from wolds.clustering.engine import solve

    (tmp_path / "pmedcap").mkdir()
    (tmp_path / "SJC1.dat").write_bytes(b"4 2\r0 0 10 5\r0 3 10 5\r10 0 10 5\r10 4 10 5\r")
    (tmp_path / "pmedcap" / "pmedcap1(1).txt").write_text("1 3\n3 2 10\n1 0 0 5\n2 1 1 5\n3 9 9 6\n")
    (tmp_path / "best_known_values.csv").write_text(
        "problem_and_distance_rule,instance,best_known,check\nCPMP,SJC1.dat,7,read\nCPMP,pmedcap1(1).txt,3,read\n"
        "CCCP,SJC1.dat,1,unverified\nCPMP,SJC2.dat,1,unverified\n"
    )
    sjc, osman = instances(tmp_path)
    assert (sjc.best_known, sjc.clusters, sjc.capacity, sjc.cut) == (7, 2, 10, False)
    assert (osman.best_known, osman.clusters, osman.capacity, osman.distance(0, 1)) == (3, 2, 10, 1.0)
    for instance, value in ((sjc, 7.0), (osman, 1.0)):
        solution = solve(problem_of(instance))
        assert value_of(instance, solution.clusters) == pytest.approx(value) == solution.parts.total_km
    with pytest.raises(ValueError, match="too much demand"):
        value_of(sjc, [(100_001, 100_002, 100_003), (100_004,)])
    with pytest.raises(ValueError, match="just once"):
        value_of(sjc, [(100_001, 100_002)])


@pytest.mark.real_data
def test_a_public_instance_is_solved_to_its_best_known_value_and_proven(tools: None, real_data: Path) -> None:
    from benchmarks.instances import measure

    for name, best_known in (("SJC1.dat", 17_288.99), ("pmedcap1(11).txt", 1_006.0)):
        facts = measure(str(real_data / "benchmarks"), name, 100.0).facts
        assert facts["value"] == pytest.approx(best_known, abs=0.01)
        assert facts["proven"]
