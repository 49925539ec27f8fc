"""Two real years of change: what the links extract tells of 2023 to 2025, on the real register."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.project import Project
from wolds.clustering.refreshing import ChangeKind, Refreshed, refresh
from wolds.geo.links import SchoolLinks, read_links
from wolds.geo.registers import read_register
from wolds.geo.schools import Schools, Source

SINCE, UNTIL = "2023-04-22", "2025-04-22"


@pytest.fixture(scope="module")
def steps(real_data: Path) -> pd.DataFrame:
    """Who took whose place within the two years, told by this test's own reading of the extract."""
    table = pd.read_csv(real_data / "gias" / "links_edubasealldata20250422.csv", encoding="cp1252", dtype=str)
    day = pd.to_datetime(table["LinkEstablishedDate"], format="%d-%m-%Y")
    recent = table[day.between(SINCE, UNTIL) & table["LinkType"].str.startswith("Successor")]
    return recent.assign(old=recent["URN"].astype(int), new=recent["LinkURN"].astype(int))


@pytest.fixture(scope="module")
def links(real_data: Path) -> SchoolLinks:
    return read_links(real_data / "gias" / "links_edubasealldata20250422.csv")


@pytest.fixture(scope="module")
def years(real_data: Path, steps: pd.DataFrame) -> tuple[Schools, Schools]:
    """The register before the two years and after them: successors not there yet, predecessors closed."""
    known = read_register(real_data / "gias" / "edubasealldata20240617_reconstructed.csv.gz").schools.frame
    primary = known[(known["phase"] == "Primary") | known["urn"].isin(steps["old"]) | known["urn"].isin(steps["new"])]
    old = steps[steps["old"].isin(primary["urn"])]
    fresh = old[~old["new"].isin(primary["urn"])].drop_duplicates("new")
    came = primary.set_index("urn").loc[fresh["old"]].reset_index().assign(urn=fresh["new"].to_numpy(), status="Open")
    whole = pd.concat([primary, came], ignore_index=True)
    begun = set(came["urn"]) | {urn for urn in steps["new"] if urn >= 149_500}  # opened within the two years
    before = whole[~whole["urn"].isin(begun)].copy()
    before.loc[before["urn"].isin(old["old"]), "status"] = "Open"
    after = whole.copy()
    after.loc[after["urn"].isin(begun), "status"] = "Open"
    after.loc[after["urn"].isin(old["old"]), "status"] = "Closed"
    return Schools.from_frame(before, Source("2023.csv")), Schools.from_frame(after, Source("2025.csv"))


@pytest.fixture(scope="module")
def found(years: tuple[Schools, Schools], links: SchoolLinks) -> Refreshed:
    """A plan of every open primary of England in threes by URN, refreshed."""
    before, after = years
    urns = before.urn[before.text("status") == "Open"].tolist()
    groups = [tuple(urns[start : start + 3]) for start in range(0, len(urns), 3)]
    clusters = {f"C{n:05d}": Cluster(f"C{n:05d}", n, f"Cluster {n}", group, 0) for n, group in enumerate(groups, 1)}
    plan = replace(plan_with(clusters, Plan()), school_notes={urn: f"note on {urn}" for urn in urns})
    return refresh(Project(before, (plan,)), after, links)


def test_each_school_is_where_it_was_or_its_successor_is_or_it_is_listed(
    found: Refreshed, years: tuple[Schools, Schools]
) -> None:
    before, _ = years
    now, told = found.project.plan, found.review.scenarios[0].told
    listed = {urn for one in told for urn in one.urns}
    urns = before.urn[before.text("status") == "Open"].tolist()
    away = [urn for place, urn in enumerate(urns) if now.cluster_of.get(urn) != f"C{place // 3 + 1:05d}"]
    assert len(away) > 800
    assert listed.issuperset(away)
    assert set(away) == {change.urn for change in found.review.changes if change.kind in GONE}


GONE = (ChangeKind.CLOSED, ChangeKind.MERGED, ChangeKind.SUCCEEDED, ChangeKind.SPLIT)


def test_a_successor_of_one_school_takes_its_place_and_note(found: Refreshed, steps: pd.DataFrame) -> None:
    """Judged by the extract alone: schools with one successor of their own, which has no other predecessor."""
    now, review = found.project.plan, found.review
    alone = steps[~steps["old"].duplicated(keep=False) & ~steps["new"].duplicated(keep=False)]
    succeeded = {change.urn: change.others[0] for change in review.changes if change.kind == ChangeKind.SUCCEEDED}
    told = dict(zip(alone["old"].tolist(), alone["new"].tolist(), strict=True))
    both = [urn for urn in told if urn in succeeded and told[urn] == succeeded[urn]]
    assert len(both) > 0.9 * len(succeeded) > 500
    assert all(now.cluster_of[told[urn]] is not None and f"note on {urn}" in now.school_notes[told[urn]] for urn in both)


def test_schools_that_merge_into_an_open_one_are_told_as_merged(
    found: Refreshed, years: tuple[Schools, Schools], steps: pd.DataFrame
) -> None:
    _, after = years
    kinds = {change.urn: change.kind for change in found.review.changes if change.kind in GONE}
    still_open = steps["new"].isin(after.urn[after.text("status") == "Open"])
    sure = steps["old"].isin(list(kinds)) & ~steps["old"].duplicated(keep=False) & still_open
    merged = steps.loc[steps["LinkType"].eq("Successor - merged") & sure, "old"].tolist()
    assert len(merged) > 10
    assert {kinds[urn] for urn in merged} == {ChangeKind.MERGED}
