"""`wolds propose --each-la` and sweeps on several processes and on a Dask cluster: the same bytes, and nothing lost."""

from __future__ import annotations

import csv
import errno
import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import wolds.app.cli.each_la
import wolds.app.cli.sweep
from helpers.counties import open_primaries
from helpers.dask_cluster import dask_cluster
from helpers.pressing import Pressing, needs_too_much
from helpers.spreading import always_killed_in_norfolk, killed_in_mid_run
from wolds.app.each_la import authorities
from wolds.app.planfile import open_project, save_project
from wolds.app.planfile.errors import save_failed
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.geo.errors import InputError

RULES = ("--cap-km", 5, "--size", "2-3", "--roll-min", 100)
TIMES = {"seconds", "solve_seconds", "made_at"}


@pytest.fixture
def counties(county) -> Path:
    """Three authorities: 925 and 926 have schools to place, 927 has a closed one only."""
    more = [
        county.row(100101, "Norwich Road Primary School", 620_000, 310_000, la="926"),
        county.row(100102, "Thetford Primary School", 622_000, 310_000, la="926"),
        county.row(100103, "Diss Primary School", 620_000, 313_000, la="926"),
        county.row(100201, "Shut Primary School", 700_000, 310_000, la="927", status="Closed"),
    ]
    return county.write(Path("counties.csv"), [*county.rows, *more])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def contents(folder: str) -> dict[str, object]:
    """What a folder holds, times left out: lists and tables as bytes, summaries and plans as what they say."""
    found: dict[str, object] = {}
    for path in sorted(Path(folder).iterdir()):
        if path.suffix == ".json":
            summary = json.loads(path.read_text(encoding="utf-8"))
            found[path.name] = {name: value for name, value in summary.items() if name not in TIMES}
        elif path.suffix == ".gpkg":
            found[path.name] = dict(open_project(path).project.plan.clusters)
        elif path.name.endswith(".about.txt"):
            found[path.name] = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("Made at: ")]
        else:
            found[path.name] = path.read_bytes()
    return found


def test_every_authority_is_solved_by_itself_and_none_is_dropped(run, counties: Path) -> None:
    ran = run("propose", counties, *RULES, "--each-la", "--out-dir", "out")
    assert (ran.status, ran.err) == (0, "")
    rows = table(Path("out/authorities.csv"))
    assert [(row["la_code"], row["state"], row["read"], row["eligible"], row["placed"], row["proven"]) for row in rows] == [
        ("925", "done", "11", "7", "6", "True"),
        ("926", "done", "4", "4", "3", "True"),
        ("927", "nothing to place", "1", "0", "", ""),
    ]
    assert sorted(path.name for path in Path("out").iterdir()) == [
        *("925.csv", "925.csv.about.txt", "925.gpkg", "925.json", "926.csv", "926.csv.about.txt", "926.gpkg", "926.json"),
        *("authorities.csv", "authorities.csv.about.txt"),
    ]
    assert "3 authorities: 2 done, 1 nothing to place" in ran.out
    about = Path("out/authorities.csv.about.txt").read_text("utf-8")
    assert "Hash of the schools: " in about
    assert "Made at: " in about
    for code in ("925", "926"):
        assert run("propose", counties, *RULES, "--la", code, "--csv", "alone.csv").status == 0
        assert Path("alone.csv").read_bytes() == Path(f"out/{code}.csv").read_bytes()
        assert run("check", f"out/{code}.gpkg").status == 0


def test_neighbours_within_the_buffer_may_join(run, counties: Path) -> None:
    rules = ("--cap-km", 5, "--size", "2-4", "--roll-min", 200, "--buffer-km", 3)
    assert run("propose", counties, *rules, "--each-la", "--out-dir", "out").status == 0
    assert run("propose", counties, *rules, "--la", 925, "--csv", "alone.csv").status == 0
    assert Path("alone.csv").read_bytes() == Path("out/925.csv").read_bytes()
    assert "100008" in Path("out/925.csv").read_text(encoding="utf-8-sig")


def test_chosen_authorities_only(run, counties: Path) -> None:
    assert run("propose", counties, *RULES, "--la", 927, "--each-la", "--out-dir", "out").status == 2
    assert run("propose", counties, *RULES, "--la", 926, "--la", 925, "--each-la", "--out-dir", "out").status == 0
    assert [row["la_code"] for row in table(Path("out/authorities.csv"))] == ["925", "926"]


def test_schools_without_a_code_are_listed(run, county) -> None:
    rows = [*county.rows, county.row(100301, "Stateless Primary School", 520_100, 350_100, la="")]
    ran = run("propose", county.write(Path("r.csv"), rows), *RULES, "--each-la", "--out-dir", "out")
    assert ran.status == 0
    last = table(Path("out/authorities.csv"))[-1]
    assert (last["la_code"], last["state"], last["eligible"]) == ("no-code", "nothing to place", "1")
    assert last["message"] == "no local authority to solve them for"


def test_processes_give_the_same_as_one(run, counties: Path) -> None:
    assert run("propose", counties, *RULES, "--each-la", "--out-dir", "one").status == 0
    assert run("propose", counties, *RULES, "--each-la", "--out-dir", "two", "--workers", 2).status == 0
    assert contents("one") == contents("two")


def undated(file: str) -> str:
    """A document but for the moment that it was made at: the contract lets times and dates differ."""
    return re.sub(r'"made_at": "[^"]+"', '"made_at": ""', Path(file).read_text(encoding="utf-8"))


def test_a_sweep_on_processes_gives_the_same_bytes_as_on_one(run, counties: Path) -> None:
    ranges = ("--cap-km", "3:6:1", "--fall", "5,10,20", "--csv", "a.csv", "--json", "a.json")
    one = run("sweep", counties, *ranges)
    first = Path("a.csv").read_bytes(), undated("a.json")
    two = run("sweep", counties, *ranges, "--workers", 2)
    assert (one.status, one.out) == (two.status, two.out)
    assert (Path("a.csv").read_bytes(), undated("a.json")) == first


@pytest.mark.timeout(240)
def test_a_dask_cluster_gives_the_same_as_one_process(run, counties: Path, tmp_path: Path, monkeypatch) -> None:
    ranges = ("--cap-km", "3:6:1", "--fall", "5,10,20")
    assert run("propose", counties, *RULES, "--each-la", "--out-dir", "one", "--workers", 1).status == 0
    assert run("sweep", counties, *ranges, "--csv", "one.csv", "--workers", 1).status == 0
    with dask_cluster(tmp_path) as address:
        ran = run("propose", counties, *RULES, "--each-la", "--out-dir", "dask", "--dask", address)
        assert (ran.status, ran.err) == (0, "")
        assert run("sweep", counties, *ranges, "--csv", "dask.csv", "--dask", address).status == 0
    assert contents("one") == contents("dask")
    assert Path("one.csv").read_bytes() == Path("dask.csv").read_bytes()


def test_a_process_that_is_killed_in_the_middle_of_solving_loses_nothing(run, counties: Path, tmp_path, monkeypatch) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    assert run("propose", counties, *RULES, "--each-la", "--out-dir", "one").status == 0
    monkeypatch.setattr(wolds.app.cli.each_la, "worked_out", partial(killed_in_mid_run, str(marks)))
    ran = run("propose", counties, *RULES, "--each-la", "--out-dir", "two", "--workers", 2)
    assert (ran.status, ran.err) == (0, "")
    assert len(list(marks.iterdir())) == 1
    assert contents("one") == contents("two")


def test_an_authority_whose_process_dies_every_time_is_told_and_the_others_are_written(run, counties, monkeypatch) -> None:
    monkeypatch.setattr(wolds.app.cli.each_la, "worked_out", always_killed_in_norfolk)
    ran = run("propose", counties, *RULES, "--each-la", "--out-dir", "out", "--workers", 2)
    assert ran.status == 1
    assert "926 Fenshire: failed: its worker process was ended by the system" in ran.out
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "925.csv",
        "925.csv.about.txt",
        "925.gpkg",
        "925.json",
        "authorities.csv",
        "authorities.csv.about.txt",
    ]
    assert [row["state"] for row in table(Path("out/authorities.csv"))] == ["done", "failed", "nothing to place"]


def test_an_authority_that_fails_loses_no_other(run, counties: Path, monkeypatch) -> None:
    real = wolds.app.cli.each_la.worked_out

    def broken(case, watch):
        if case.code == "925":
            raise ZeroDivisionError("planted fault")
        return real(case, watch)

    monkeypatch.setattr(wolds.app.cli.each_la, "worked_out", broken)
    ran = run("propose", counties, *RULES, "--each-la", "--out-dir", "out")
    assert ran.status == 1
    assert [row["state"] for row in table(Path("out/authorities.csv"))] == ["failed", "done", "nothing to place"]
    assert "planted fault" in table(Path("out/authorities.csv"))[0]["message"]


def test_an_authority_that_the_disk_has_no_room_for_loses_no_other(run, counties: Path, monkeypatch) -> None:
    def save(project: Project, path: Path, **given: Any) -> object:
        if path.name == "925.gpkg":
            raise save_failed(path, OSError(errno.ENOSPC, "No space left on device"))
        return save_project(project, path, **given)

    monkeypatch.setattr(wolds.app.cli.each_la, "save_project", save)
    ran = run("propose", counties, *RULES, "--each-la", "--out-dir", "out")
    assert ran.status == 1
    assert "failed: 925.gpkg was not saved: there is no room left on the disk. Make room" in ran.out
    assert [row["state"] for row in table(Path("out/authorities.csv"))] == ["failed", "done", "nothing to place"]


def test_ctrl_c_keeps_the_authorities_that_are_done(run, counties: Path, monkeypatch) -> None:
    monkeypatch.setattr(Pressing, "words", "Choosing")
    monkeypatch.setattr(Pressing, "times", 2)
    monkeypatch.setattr(wolds.app.cli.each_la, "TerminalWatch", Pressing)
    ran = run("propose", counties, *RULES, "--each-la", "--out-dir", "out")
    assert ran.status == 130
    assert "stopping with the authorities done so far" in ran.err
    assert (
        ran.err.splitlines()[-1] == "wolds: stopped; 1 of 3 authorities were planned and written to out, with authorities.csv"
    )
    assert [row["state"] for row in table(Path("out/authorities.csv"))] == ["done", "not reached", "nothing to place"]
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "925.csv",
        "925.csv.about.txt",
        "925.gpkg",
        "925.json",
        "authorities.csv",
        "authorities.csv.about.txt",
    ]


def test_an_authority_that_reached_the_memory_limit_is_told(run, counties: Path, monkeypatch) -> None:
    monkeypatch.setattr("wolds.clustering.engine.run.run_aside", needs_too_much)
    ran = run("propose", counties, *RULES, "--each-la", "--out-dir", "out", "--memory-mb", 150)
    rows = table(Path("out/authorities.csv"))
    assert [row["message"] for row in rows if row["state"] == "done"] == ["stopped early at the memory limit"] * 2
    assert ran.out.count("; stopped early at the memory limit") == 2


def test_ctrl_c_keeps_the_figures_that_are_done(run, counties: Path, monkeypatch) -> None:
    monkeypatch.setattr(Pressing, "words", "the plan at 6 km")
    monkeypatch.setattr(wolds.app.cli.sweep, "TerminalWatch", Pressing)
    ran = run("sweep", counties, "--cap-km", "5:9:1", "--csv", "a.csv")
    assert ran.status == 130
    assert ran.err.splitlines()[-1] == "wolds: stopped; 1 of 5 figures were worked out and written to a.csv"
    assert [row["value"] for row in table(Path("a.csv"))] == ["5"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--each-la",), "needs a folder to write to"),
        (("--out-dir", "out"), "are for --each-la"),
        (("--workers", "2"), "are for --each-la"),
        (("--each-la", "--out-dir", "no/such/folder"), "there is no folder"),
        (("--each-la", "--out-dir", "counties.csv"), "that is a file"),
        (("--each-la", "--out-dir", "."), "is read by this command"),
        (("--each-la", "--out-dir", "out", "--csv", "a.csv"), "are for one plan"),
        (("--each-la", "--out-dir", "out", "--workers", "0"), "--workers 0"),
        (("--each-la", "--out-dir", "out", "--workers", "2", "--dask", "tcp://127.0.0.1:1"), "were both given"),
        (("--each-la", "--out-dir", "out", "--dask", "localhost"), "not the address of a scheduler"),
        (("--each-la", "--out-dir", "out", "--dask", "tcp://127.0.0.1:1"), "no Dask scheduler answers there"),
        (("--each-la", "--out-dir", "out", "--la", "999"), "999"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, counties: Path, options: tuple[str, ...], words: str) -> None:
    before = sorted(Path().iterdir())
    ran = run("propose", counties, *options)
    assert ran.status == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(Path().iterdir()) == before


def test_where_no_scheduler_answers_the_register_is_not_even_read(run, counties: Path) -> None:
    counties.write_text("no register")
    for command in (("sweep", counties, "--cap-km", "5:9:1"), ("propose", counties, "--each-la", "--out-dir", "out")):
        ran = run(*command, "--dask", "tcp://127.0.0.1:1")
        assert (ran.status, ran.err.count("\n")) == (2, 1)
        assert "no Dask scheduler answers there" in ran.err


def test_a_plan_is_not_split_into_authorities(run, counties: Path) -> None:
    assert run("propose", counties, *RULES, "--out", "plan.gpkg").status == 0
    assert "begins afresh" in run("propose", "plan.gpkg", "--each-la", "--out-dir", "out").err


def test_a_code_that_cannot_name_a_file_is_refused() -> None:
    schools = open_primaries([(0, 0)], la_code="../up")
    with pytest.raises(InputError, match="cannot name a file"):
        authorities(schools, Plan())
