"""`wolds propose`: what is printed and what is written, on a county that anybody can solve by hand."""

from __future__ import annotations

import csv
import errno
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from helpers.pressing import needs_too_much

COLUMNS = ["URN", "EstablishmentName", "cluster", "lead", "easting", "northing", "roll", "reason"]
KEYS = (
    *("read", "excluded", "eligible", "placed", "unplaced", "unplaced_bound", "clusters", "cost_km", "cost_bound_km"),
    *("gap_percent", "proven", "seconds", "solve_seconds", "violations", "rules", "seed", "data_hash", "version"),
)


def listed(path: Path | str = "clusters.csv") -> list[dict[str, str]]:
    with Path(path).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def codes() -> dict[int, str]:
    """The reason code of each unplaced school."""
    return {int(row["URN"]): row["reason"].split(" ")[0] for row in listed() if row["reason"]}


@pytest.fixture
def proposed(run, register: Path):
    """Runs `wolds propose` on the county with some more options, all outputs asked for; gives run and summary."""

    def go(*options: object):
        files = ("--out", "plan.gpkg", "--csv", "clusters.csv", "--json", "summary.json", "--excluded", "excluded.csv")
        ran = run("propose", register, "--la", 925, *files, *options)
        assert (ran.status, ran.err) == (0, "")
        return ran, json.loads(Path("summary.json").read_text(encoding="utf-8"))

    return go


def test_the_cluster_list_has_the_contract_columns_a_mark_and_an_order(proposed) -> None:
    proposed()
    assert Path("clusters.csv").read_bytes().startswith(b"\xef\xbb\xbfURN,EstablishmentName,cluster,lead,")
    rows = listed()
    assert list(rows[0]) == COLUMNS
    assert [int(row["URN"]) for row in rows] == [100001, 100002, 100003, 100004, 100005, 100006, 100007]
    assert rows[0] == dict(
        zip(COLUMNS, ("100001", "Belton Primary School", "C001", "100001", "520000", "350000", "60", ""), strict=True)
    )


def test_an_unplaced_school_has_no_cluster_and_a_code_with_a_sentence(proposed) -> None:
    proposed()
    alone = listed()[-1]
    assert (alone["URN"], alone["cluster"], alone["lead"]) == ("100007", "", "")
    code, dash, sentence = alone["reason"].split(" ", 2)
    assert (code, dash) == ("no-neighbour", "-")
    assert sentence.endswith("km away, the travel limit is 12 km.")


def test_the_summary_holds_every_key_and_figures_by_hand(proposed) -> None:
    _, summary = proposed()
    assert not [key for key in KEYS if key not in summary]
    assert summary["excluded"] == {"la": 1, "no-point": 1, "phase": 1, "roll-unknown": 1, "status": 1}
    assert (summary["read"], summary["eligible"], summary["placed"], summary["unplaced"]) == (12, 7, 6, 1)
    assert (summary["unplaced_bound"], summary["clusters"], summary["proven"], summary["gap_percent"]) == (1, 2, True, 0)
    assert summary["cost_km"] == pytest.approx(2 * 2 * (3 + 4 + 5) / 2)  # two triangles of 3, 4 and 5 km
    assert summary["cost_bound_km"] == pytest.approx(summary["cost_km"])
    assert summary["seconds"] >= summary["solve_seconds"] >= 0
    assert (summary["violations"], summary["seed"]) == ([], 0)
    assert "objective_km" not in summary  # no soft term is in force


def test_every_excluded_school_is_listed_with_its_reason(proposed) -> None:
    proposed()
    reasons = {row["URN"]: row["reason"] for row in listed("excluded.csv")}
    assert reasons == {"100008": "la", "100009": "status", "100010": "phase", "100011": "no-point", "100012": "roll-unknown"}


def test_with_no_options_the_contract_defaults_hold(run, register: Path) -> None:
    assert run("propose", register, "--json", "summary.json").status == 0
    summary = json.loads(Path("summary.json").read_text(encoding="utf-8"))
    rules = summary["rules"]
    assert {name: rules[name] for name in ("cap_km", "cap_minutes", "cap_rule", "size_min", "size_max", "roll_min")} == {
        "cap_km": 12, "cap_minutes": None, "cap_rule": "pairs", "size_min": 3, "size_max": 6, "roll_min": 150,
    }  # fmt: skip
    assert (rules["roll_max"], rules["objective"], rules["partnership_cost_km"]) == (None, "closeness", 0)
    assert not any(rules[name] for name in ("keep_federations", "same_la", "same_diocese", "same_phase", "max_clusters"))
    assert (rules["mix"], summary["eligibility"]["la_codes"], summary["eligibility"]["roll_max"]) == ("any", [], None)
    assert summary["eligible"] == 8


def test_an_optional_school_that_joins_is_listed_and_one_that_does_not_is_not(proposed) -> None:
    _, summary = proposed("--optional", 100008, "--roll-min", 250)
    joined = {int(row["URN"]): row["cluster"] for row in listed()}
    assert joined[100008] == joined[100001] != ""
    assert (summary["optional"], summary["optional_joined"]) == (1, 1)
    assert summary["read"] == summary["eligible"] + summary["optional"] + sum(summary["excluded"].values())
    _, summary = proposed("--buffer-km", 3)
    assert 100008 not in {int(row["URN"]) for row in listed()}
    assert (summary["optional"], summary["optional_joined"]) == (1, 0)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--cap-km", 4.9), dict.fromkeys(range(100001, 100007), "no-group")),
        (("--cap-km", 5), {}),
        (("--roll-min", 181), dict.fromkeys(range(100001, 100007), "roll")),
        (("--roll-max", 179), dict.fromkeys(range(100001, 100007), "roll")),
        (("--mix", "required"), dict.fromkeys((100004, 100005, 100006), "rule:mix")),
        (("--mix", "forbidden"), dict.fromkeys((100001, 100002, 100003), "rule:mix")),
        (("--max-clusters", 1), dict.fromkeys((100004, 100005, 100006), "competition")),
        (("--time-limit", 0), dict.fromkeys(range(100001, 100007), "stopped-early")),
    ],
)
def test_each_school_left_over_has_the_first_code_that_applies(proposed, options, expected: dict[int, str]) -> None:
    proposed(*options)
    left = {urn: code for urn, code in codes().items() if urn != 100007}
    if options[0] == "--max-clusters":  # which of two equal clusters stays is for ties to say, not for this test
        assert len(left) == 3
        assert set(left.values()) == {"competition"}
        return
    assert left == expected


def test_a_run_cut_short_says_so_and_claims_nothing(proposed) -> None:
    ran, summary = proposed("--time-limit", 0)
    assert "Stopped early" in ran.out
    assert summary["proven"] is False
    assert summary["unplaced_bound"] <= 1


def test_work_that_needs_more_memory_than_it_may_take_says_so_and_how_to_allow_more(proposed, monkeypatch) -> None:
    monkeypatch.setattr("wolds.clustering.engine.run.run_aside", needs_too_much)
    ran, summary = proposed("--memory-mb", 150)
    assert summary["ended"] == "memory"
    assert "note: the work reached its limit of 150 MB of memory, and" in ran.out
    assert "allow more with --memory-mb" in ran.out
    assert "Stopped early at the memory limit" in ran.out


def test_less_memory_gives_the_same_plan(proposed) -> None:
    _, summary = proposed()
    plenty, (_, tight) = listed(), proposed("--memory-mb", 100)
    assert listed() == plenty
    assert (tight["unplaced"], tight["cost_km"], tight["proven"]) == (summary["unplaced"], summary["cost_km"], True)


def test_a_cap_in_minutes_is_explained_in_estimated_minutes(proposed) -> None:
    _, summary = proposed("--cap-min", 7)
    assert (summary["rules"]["cap_km"], summary["rules"]["cap_minutes"]) == (None, 7)
    reasons = {int(row["URN"]): row["reason"] for row in listed() if row["reason"]}
    assert "the travel limit is 7 min" in reasons[100007]
    assert "(estimated)" in reasons[100007]
    assert "within the travel limit of 7 min (estimated)" in reasons[100001]  # 5 km take 8.1 min
    assert " km" not in reasons[100001]


def test_twenty_minutes_reach_as_far_as_the_contract_says(run, register: Path, tmp_path: Path) -> None:
    from wolds.clustering.rules import Rules

    assert Rules(cap_km=None, cap_minutes=20).cap_in_km == pytest.approx(12.38, abs=0.005)


def test_the_rules_in_force_are_printed_and_saved(proposed, run) -> None:
    ran, summary = proposed("--cap-km", 7.5, "--size", "2-", "--keep-federations", "--seed", 3)
    printed = Path("printed.toml")
    printed.write_text(ran.out[ran.out.index("version") : ran.out.rindex("\n\n")], encoding="utf-8")
    from wolds.app.planfile import open_project
    from wolds.app.rules_files import load_rules_document

    saved = open_project(Path("plan.gpkg")).project.plan
    assert load_rules_document(printed).rules == saved.rules
    assert load_rules_document(printed).eligibility == saved.eligibility
    assert saved.rules.model_dump(mode="json") == summary["rules"]
    assert (saved.rules.cap_km, saved.rules.size_min, saved.rules.size_max) == (7.5, 2, None)
    assert summary["seed"] == 3


def test_flags_override_the_rules_document(proposed) -> None:
    Path("rules.toml").write_text(
        '[rules]\ncap_minutes = 9\nroll_min = 10\nsame_la = true\nkeep_federations = true\nmix = "forbidden"\n'
        "[eligibility]\nroll_max = 50\nla_codes = ['926']\n",
        encoding="utf-8",
    )
    _, summary = proposed(
        "--rules", "rules.toml", "--cap-km", "none", "--no-keep-federations", "--mix", "any", "--max-roll", 99
    )
    rules, eligibility = summary["rules"], summary["eligibility"]
    assert (rules["cap_km"], rules["cap_minutes"], rules["roll_min"], rules["mix"]) == (None, None, 10, "any")
    assert (rules["same_la"], rules["keep_federations"]) == (True, False)
    assert (eligibility["roll_max"], eligibility["la_codes"]) == (99, ["925"])


def test_lists_of_pairs_and_barriers_hold(proposed) -> None:
    Path("apart.csv").write_text("URN_a,URN_b,reason\n100001,100002,old quarrel\n", encoding="utf-8")
    proposed("--keep-apart", "apart.csv")
    assert {urn: code for urn, code in codes().items() if urn < 100004} == dict.fromkeys(
        (100001, 100002, 100003), "rule:keep-apart"
    )
    Path("together.csv").write_text("URN_a,URN_b,reason\n100001,100004,one governing body\n", encoding="utf-8")
    ran, _ = proposed("--must-link", "together.csv")
    assert codes()[100001] == codes()[100004] == "rule:must-link"
    assert "note: Belton Primary School and Wick Primary School: 40 km apart, travel limit 12 km" in ran.out
    Path("ferry.csv").write_text("URN_a,URN_b,minutes,reason\n100001,100002,40,no bridge\n", encoding="utf-8")
    proposed("--override", "ferry.csv")
    assert codes()[100001] == "no-group"
    line = {"type": "LineString", "coordinates": [[521_500, 340_000], [521_500, 352_000]]}
    Path("river.geojson").write_text(json.dumps(line), encoding="utf-8")
    proposed("--barriers", "river.geojson")
    assert codes()[100002] == "rule:barrier"


def test_only_listed_schools_are_eligible(proposed) -> None:
    Path("urns.txt").write_text("URN\n100004\n100005\n100006\n", encoding="utf-8")
    _, summary = proposed("--urns", "urns.txt")
    assert (summary["eligible"], summary["placed"], summary["excluded"]["not-listed"]) == (3, 3, 4)


def test_soft_terms_report_the_objective_and_each_part(proposed) -> None:
    Path("soft.toml").write_text("[rules]\nmix_preferred_km = 3\nroll_target = 200\nroll_target_km_per_10_pupils = 1\n")
    _, summary = proposed("--rules", "soft.toml")
    parts = summary["objective_parts_km"]
    assert parts == pytest.approx({"travel": 24, "partnership_cost": 0, "mix-preferred": 3, "roll-target": 4})
    assert summary["objective_km"] == pytest.approx(31)
    assert summary["objective_bound_km"] == pytest.approx(31)
    assert (summary["cost_km"], summary["gap_percent"], summary["proven"]) == (pytest.approx(24), pytest.approx(0), True)


def test_members_of_a_federation_that_take_no_part_are_named_with_what_lets_them_in(run, tmp_path: Path, county) -> None:
    rows = [list(line) for line in county.rows]
    for line in (rows[0], rows[7]):
        line[11], line[12] = "F7", "The Fen Federation"
    register = county.write(tmp_path / "federated.csv", rows)
    ran = run("propose", register, "--la", 925, "--keep-federations")
    assert ran.status == 0
    assert "note: Border Primary School of The Fen Federation takes no part: let in to keep all together" in ran.out
    assert "--optional 100008" in ran.out


def test_rejected_rows_are_counted_in_a_note(run, tmp_path: Path, county) -> None:
    register = county.write(tmp_path / "twice.csv", [*county.rows, county.rows[0]])
    ran = run("propose", register)
    assert (ran.status, ran.err) == (0, "")
    assert "note: 1 row of the register was rejected" in ran.out


def test_sample_data_is_marked_on_screen_and_beside_each_list(run) -> None:
    run("sample", "--out", "county.csv", "--rules-out", "county.toml")
    ran = run(
        *("propose", "county.csv", "--rules", "county.toml", "--csv", "clusters.csv", "--excluded", "excluded.csv"),
        *("--json", "summary.json"),
    )
    assert ran.status == 0
    assert "Sample data" in ran.out
    for name in ("clusters.csv.about.txt", "excluded.csv.about.txt"):
        assert Path(name).read_text(encoding="utf-8").startswith("Data: Sample data")
    assert json.loads(Path("summary.json").read_text(encoding="utf-8"))["sample_data"] is True


def test_where_the_lists_of_a_real_register_come_from_stands_beside_them(proposed) -> None:
    ran, summary = proposed()
    assert "ample" not in ran.out
    assert summary["sample_data"] is False
    assert sorted(path.name for path in Path().iterdir()) == [
        *("clusters.csv", "clusters.csv.about.txt", "excluded.csv", "excluded.csv.about.txt"),
        *("plan.gpkg", "register.csv", "summary.json"),
    ]
    for name in ("clusters.csv.about.txt", "excluded.csv.about.txt"):
        about = Path(name).read_text(encoding="utf-8")
        assert "ample" not in about
        assert f"Hash of the schools: {summary['data_hash']}\n" in about
        assert f"Seed: {summary['seed']}\n" in about


def test_only_the_time_differs_in_what_stands_beside_a_list(proposed) -> None:
    told = []
    for _ in range(2):
        proposed()
        lines = Path("clusters.csv.about.txt").read_text(encoding="utf-8").splitlines()
        told.append([line for line in lines if not line.startswith("Made at: ")])
    assert told[0] == told[1]
    assert len(told[0]) == len(lines) - 1


def test_the_plan_file_is_whole_and_no_journal_stays_behind(proposed) -> None:
    proposed()
    with closing(sqlite3.connect("plan.gpkg")) as plan:
        assert plan.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert plan.execute("SELECT count(*) FROM schools").fetchone() == (12,)
        assert plan.execute("SELECT count(*) FROM memberships").fetchone() == (6,)


def test_an_output_that_stands_already_is_replaced_whole(proposed) -> None:
    for name in ("clusters.csv", "summary.json"):
        Path(name).write_text("x" * 100_000)
    proposed()
    assert listed()[0]["URN"] == "100001"


@pytest.fixture
def full_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The disk is full once the file of this name is to be put in its place."""
    replace = Path.replace

    def go(name: str) -> None:
        def refuse(path: Path, target: Path) -> Path:
            if Path(target).name == name:
                raise OSError(errno.ENOSPC, "No space left on device")
            return replace(path, target)

        monkeypatch.setattr(Path, "replace", refuse)

    return go


def test_a_plan_that_the_disk_has_no_room_for_is_told_without_words_about_a_window(run, register, full_at) -> None:
    full_at("plan.gpkg")
    ran = run("propose", register, "--out", "plan.gpkg", "--csv", "clusters.csv")
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    assert "plan.gpkg was not saved: there is no room left on the disk. Make room" in ran.err
    assert "window" not in ran.err
    assert [path.name for path in Path().iterdir()] == ["register.csv"]


def test_where_a_later_output_cannot_be_written_those_before_it_are_named(run, register, full_at) -> None:
    full_at("summary.json")
    ran = run("propose", register, "--out", "plan.gpkg", "--csv", "clusters.csv", "--json", "summary.json")
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    assert "summary.json could not be written: no space left on device" in ran.err
    assert ran.err.endswith("Written before that: plan.gpkg, clusters.csv\n")
    assert sorted(path.name for path in Path().iterdir()) == [
        *("clusters.csv", "clusters.csv.about.txt", "plan.gpkg", "register.csv"),
    ]
