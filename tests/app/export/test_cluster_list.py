"""The cluster list, the list of excluded schools and the summary."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from wolds.app.export import Exported, summary_of, write_clusters_csv, write_excluded_csv, write_summary
from wolds.app.export.about import about_facts, about_path
from wolds.app.export.clusters_csv import clusters_csv
from wolds.app.export.dead_text import formula_safe
from wolds.app.export.excluded_csv import excluded_csv
from wolds.app.export.proof import proof_words, words_for
from wolds.app.replacing import WriteFailed
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import ProposalFacts

Make = Callable[..., Exported]


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_list_has_the_contracts_form(make_exported: Make) -> None:
    content = clusters_csv(make_exported())
    assert content.startswith(b"\xef\xbb\xbfURN,EstablishmentName,cluster,lead,easting,northing,roll,reason\r\n")
    assert content.count(b"\r\n") == content.count(b"\n") == 8


def test_each_school_to_be_placed_has_one_row_by_urn(make_exported: Make) -> None:
    rows = table(clusters_csv(make_exported()))
    assert [int(row["URN"]) for row in rows] == list(range(100001, 100008))
    assert rows[0] == {
        "URN": "100001",
        "EstablishmentName": "Belton Primary School",
        "cluster": "C001",
        "lead": "100002",
        "easting": "520000",
        "northing": "350000",
        "roll": "62",
        "reason": "",
    }


def test_the_lead_a_person_chose_stands_in_the_list(make_exported: Make) -> None:
    assert {row["lead"] for row in table(clusters_csv(make_exported())) if row["cluster"] == "C002"} == {"100006"}


def test_an_unplaced_school_says_why_and_a_placed_one_does_not(make_exported: Make) -> None:
    reasons = {row["URN"]: row["reason"] for row in table(clusters_csv(make_exported()))}
    assert reasons.pop("100007") == "no-neighbour - No school that takes part is in reach."
    assert set(reasons.values()) == {""}


def test_a_plan_edited_by_hand_says_so_where_it_knows_no_reason(make_exported: Make) -> None:
    exported = make_exported(facts=None)
    assert table(clusters_csv(exported))[-1]["reason"].startswith("by-hand - ")
    locked = replace(exported, plan=replace(exported.plan, school_locks={100007: ""}))
    assert table(clusters_csv(locked))[-1]["reason"].startswith("locked - ")


def test_a_school_put_in_by_hand_is_listed_although_it_is_excluded(make_exported: Make) -> None:
    exported = make_exported()
    cluster = replace(exported.plan.clusters["C001"], members=(100001, 100002, 100003, 100009))
    plan = replace(
        exported.plan,
        clusters={**exported.plan.clusters, "C001": cluster},
        cluster_of={**exported.plan.cluster_of, 100009: "C001"},
    )
    exported = replace(exported, plan=plan, scoreboard=Scoreboard.of(exported.schools, exported.standing, plan))
    row = table(clusters_csv(exported))[-1]
    assert (row["URN"], row["cluster"], row["easting"]) == ("100009", "C001", "")


def test_excluded_schools_are_listed_with_their_reason(make_exported: Make) -> None:
    rows = table(excluded_csv(make_exported()))
    assert [(row["URN"], row["reason"]) for row in rows] == [("100008", "phase"), ("100009", "user")]
    assert rows[1]["explanation"] == "Left out by hand: closing"


def test_what_a_list_is_stands_beside_it(make_exported: Make, tmp_path: Path) -> None:
    path = tmp_path / "clusters.csv"
    write_clusters_csv(make_exported(is_sample=True), path)
    about = about_path(path).read_text("utf-8")
    assert about.startswith("Data: Sample data")
    write_excluded_csv(make_exported(), tmp_path / "excluded.csv")
    assert "Hash of the schools" in about_path(tmp_path / "excluded.csv").read_text("utf-8")


def test_the_same_plan_gives_the_same_bytes(make_exported: Make) -> None:
    assert clusters_csv(make_exported()) == clusters_csv(make_exported(made_at="2030-01-01T00:00:00", version="9"))


def test_hostile_text_stays_dead_in_lists(make_exported: Make, hostile: str) -> None:
    exported = make_exported(hostile)
    for content, count in ((clusters_csv(exported), 7), (excluded_csv(exported), 2)):
        rows = table(content)
        assert len(rows) == count
        cells = [cell for row in rows for column, cell in row.items() if column not in ("URN", "lead")]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for cell in cells)
        assert not any(letter in cell for cell in cells for letter in "\r\n\x00\x1b\u2028\u202e\u200b")


@pytest.mark.parametrize(
    ("text", "safe"),
    [("=1", "'=1"), ("\u200b=1", "'=1"), (" @x", "'@x"), ("Belton", "Belton"), ("", ""), ("a=b", "a=b"), ("-", "'-")],
)
def test_a_formula_gets_an_apostrophe(text: str, safe: str) -> None:
    assert formula_safe(text) == safe


def test_the_summary_has_the_contracts_keys_in_order(make_exported: Make, tmp_path: Path) -> None:
    write_summary(make_exported(), tmp_path / "summary.json", seconds=1.5)
    read = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    wanted = "read excluded eligible placed unplaced unplaced_bound clusters cost_km cost_bound_km gap_percent proven seconds"
    wanted += " solve_seconds violations rules seed data_hash version"
    assert [key for key in read if key in wanted.split()] == wanted.split()
    assert read["excluded"] == {"phase": 1, "user": 1}
    assert (read["read"], read["eligible"], read["placed"], read["unplaced"], read["proven"]) == (9, 7, 6, 1, True)
    assert (read["seconds"], read["seed"], read["travel"], read["sample_data"]) == (1.5, 7, "straight-line km", False)


def test_a_plan_edited_by_hand_claims_no_bound(make_exported: Make) -> None:
    summary = summary_of(make_exported(facts=None))
    assert (summary["proven"], summary["unplaced_bound"], summary["gap_percent"]) == (False, None, None)
    assert summary["proof"] == "Edited by hand after the proposal"


def test_broken_rules_stand_in_the_summary(make_exported: Make, tmp_path: Path) -> None:
    exported = make_exported()
    plan = replace(exported.plan, rules=exported.plan.rules.model_copy(update={"cap_km": 1.0}))
    broken = replace(exported, plan=plan, scoreboard=Scoreboard.of(exported.schools, exported.standing, plan))
    violation = summary_of(broken)["violations"][0]
    assert violation["cluster"] == "C001"
    assert violation["value"] > violation["limit"] == 1.0
    write_summary(broken, tmp_path / "s.json")


def test_hostile_text_stays_dead_in_the_summary(make_exported: Make, hostile: str, tmp_path: Path) -> None:
    write_summary(make_exported(hostile), tmp_path / "s.json")
    content = (tmp_path / "s.json").read_bytes()
    assert content.isascii()
    json.loads(content)


def _facts(**changes: object) -> ProposalFacts:
    plain = ProposalFacts(1, 1, 10.0, 9.0, 0.26, False, "finished", 1.0, 0, "")
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (_facts(proven=True, gap_percent=0.0), "Proven best"),
        (_facts(), "Within 0.3 % of the best possible"),
        (_facts(gap_percent=0.3), "Within 0.3 % of the best possible"),
        (_facts(unplaced=3), "Within 0.3 % of the best possible; at most 2 more schools could be placed"),
        (_facts(ended="time"), "Stopped early; within 0.3 % of the best possible"),
        (_facts(ended="memory"), "Stopped early at the memory limit; within 0.3 % of the best possible"),
        (_facts(ended="cancelled", gap_percent=float("inf")), "Stopped early; no bound known"),
        (
            _facts(ended="time", gap_percent=0.0, cost_km=0.0, unplaced=9, unplaced_bound=2),
            "Stopped early; no travel yet to compare; at most 7 more schools could be placed",
        ),
    ],
)
def test_proof_is_said_in_words(facts: ProposalFacts, words: str) -> None:
    assert words_for(facts) == words


def test_a_plan_without_clusters_or_proposal_claims_nothing(make_exported: Make) -> None:
    exported = make_exported(facts=None)
    assert proof_words(replace(exported, plan=replace(exported.plan, clusters={}, cluster_of={}))) == "No clusters yet"
    assert proof_words(replace(exported, was_proposed=False)) == "Made by hand, without a proposal"


def test_every_export_can_say_what_it_is(make_exported: Make) -> None:
    said = dict(about_facts(make_exported(is_sample=True)))
    assert said["Data"].startswith("Sample data")
    assert {"Hash of the schools", "Seed", "Made with", "Travel", "Proof", "Rule: travel limit"} <= set(said)
    assert "Data" not in dict(about_facts(make_exported()))


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(make_exported: Make, tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match="could not be written"):
        write_clusters_csv(make_exported(), tmp_path / "nowhere" / "clusters.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_the_old_file_alone(
    make_exported: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "clusters.csv"
    path.write_text("old")

    def full(_: Path, __: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WriteFailed, match="no space left"):
        write_clusters_csv(make_exported(), path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["clusters.csv"]
