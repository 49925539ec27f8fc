"""The paper for a diocese: scenarios side by side, the approvals list with its sources, pairs, and who is alone and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest

from helpers.neighbours import around
from helpers.reports import words_of
from wolds.app.diocesan_paper import PaperQuestion, paper_parts
from wolds.app.diocese import three_scenarios
from wolds.clustering.models import Model
from wolds.clustering.partners.reach import Reach
from wolds.clustering.partnership.records import ConfidentialFact
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.policy import Policy, PolicyRow, Verdict
from wolds.clustering.project import Project
from wolds.clustering.reporting.diocesan import paper_of
from wolds.clustering.reporting.document import Heading, Numbered, Report, Table
from wolds.clustering.rules import Rules
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.supplied import SuppliedTravel, TravelSource

DAY = date(2026, 11, 26)
ELY = "Diocese of Ely"


def county(rules: Rules | None = None) -> Project:
    """Two aided and two community schools, and one church school far away; two mixed clusters of two."""
    context = around(
        [(0, 0), (3000, 0), (0, 3000), (3000, 3000), (60_000, 0)],
        rules or Rules(cap_km=5, size_min=2, size_max=2, roll_min=None),
        religious_character=["Church of England", "None", "Church of England", "None", "Church of England"],
        type_name=["Voluntary aided school", "Community school"] * 2 + ["Voluntary aided school"],
        diocese=[ELY, "", ELY, "", "Diocese of Lincoln"],
    )
    clusters = {
        "C001": Cluster("C001", 1, "North", (100_001, 100_002), 0),
        "C002": Cluster("C002", 2, "South", (100_003, 100_004), 1),
    }
    plan = plan_with(clusters, Plan(name="Now", rules=context.plan.rules))
    return Project(context.schools, (plan,))


def two_schools(**columns: object) -> Project:
    """Two schools 3 km apart in one cluster."""
    context = around([(0, 0), (3000, 0)], Rules(cap_km=5, size_min=2, roll_min=None), **columns)
    cluster = Cluster("C001", 1, "North", (100_001, 100_002), 0)
    return Project(context.schools, (plan_with({"C001": cluster}, Plan(rules=context.plan.rules)),))


def table(report: Report, first: str) -> dict[str, tuple[str, ...]]:
    """The table whose first column has that heading, by its first column."""
    found = next(block for block in report.blocks if isinstance(block, Table) and block.columns[0].header == first)
    return {row[0]: row[1:] for row in found.rows}


def below(report: Report, title: str) -> list[tuple[str, ...]]:
    """The rows of the table right below a heading; none where there is no table."""
    blocks = list(report.blocks)
    at = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.text == title)
    following = blocks[at + 1]
    return list(following.rows) if isinstance(following, Table) else []


def test_the_three_policies_stand_beside_the_plan_and_the_plan_is_as_it_was() -> None:
    project = county()
    parts = paper_parts(project, PaperQuestion())
    assert parts.worked_out
    assert [one.name for one in parts.scenarios] == ["Now", "Church schools only", "Mixed, informal", "Mixed, formal"]
    assert len(project.scenarios) == 1
    measures = table(paper_of(parts, DAY), "Measure")
    assert measures["Schools to be placed"] == ("5", "5", "5", "5")
    assert measures["Clusters with church and community"][1] == "0"
    assert measures["Clusters judged as"][3] == "hard federation"


def test_scenarios_that_stand_in_the_plan_are_not_worked_out_again() -> None:
    project, figures = three_scenarios(county())
    parts = paper_parts(project, PaperQuestion())
    assert not parts.worked_out
    assert parts.scenarios[1:] == figures


def test_church_schools_that_are_left_over_are_named_for_each_scenario() -> None:
    told = words_of(paper_of(paper_parts(county(), PaperQuestion()), DAY))
    assert "Now: 1 school: School 5." in told


def test_the_approvals_list_has_verdict_reason_and_numbered_source() -> None:
    report = paper_of(paper_parts(county(), PaperQuestion(model=Model.HARD_FEDERATION)), DAY)
    listed = table(report, "Cluster")
    schools, why, source = listed["North (C001), as hard federation"]
    assert schools == "School 1 and School 2"
    assert why.startswith("Approval needed for School 1 (Diocese of Ely)")
    assert "majority" in why
    sources = next(block for block in report.blocks if isinstance(block, Numbered)).items
    assert sources[int(source) - 1].startswith("Hertfordshire")


def test_what_the_law_forbids_stands_first_and_the_law_among_the_sources() -> None:
    project = two_schools(type_name=["Community school", "Academy converter"])
    report = paper_of(paper_parts(project, PaperQuestion(model=Model.HARD_FEDERATION)), DAY)
    why = table(report, "Cluster")["North (C001), as hard federation"][1]
    assert "School 2 is an academy" in why
    assert "SI 2012" not in why
    assert next(block for block in report.blocks if isinstance(block, Numbered)).items[0].startswith("The law: ")


def test_pairs_and_schools_without_one_stand_in_it_with_the_reason() -> None:
    report = paper_of(paper_parts(county(), PaperQuestion(reach=Reach(km=5))), DAY)
    pairs = table(report, "Church school")
    assert pairs["School 1"][0] == "School 2"
    assert pairs["School 1"][1] == "3 km (about 5 min)"
    assert table(report, "School")["School 5 (church)"] == (
        "nobody in reach",
        "No community school that takes part is in reach.",
    )


def test_schools_that_policy_isolates_are_told_from_those_that_distance_does() -> None:
    project = two_schools(religious_character=["Church of England", "None"], diocese=[ELY, ""])
    barred = Policy(rows=(PolicyRow(diocese=ELY, company="mixed", informal=Verdict.FORBIDDEN),))
    report = paper_of(paper_parts(project, PaperQuestion(reach=Reach(km=5), policy=barred)), DAY)
    assert below(report, "Church schools with no church school in reach, but with a community school") == [
        ("School 1", "1", "School 2, 3 km (about 5 min)")
    ]
    alone = below(report, "Schools whose every partner in reach is barred by table, law or rules")
    assert [row[:3] for row in alone] == [
        ("School 1", "1", "School 2, 3 km (about 5 min)"),
        ("School 2", "1", "School 1, 3 km (about 5 min)"),
    ]
    assert alone[0][3].startswith("Not allowed for School 1")
    for question in (PaperQuestion(reach=Reach(km=5)), PaperQuestion(reach=Reach(km=1), policy=barred)):
        free = paper_of(paper_parts(project, question), DAY)
        assert below(free, "Schools whose every partner in reach is barred by table, law or rules") == []


def test_it_is_for_the_dioceses_asked_for() -> None:
    parts = paper_parts(county(), PaperQuestion(dioceses=("ely",)))
    report = paper_of(parts, DAY)
    assert report.subtitle == "Paper for Diocese of Ely"
    assert "All of the plan is counted here, and the church schools of every diocese." in words_of(report)
    with pytest.raises(InputError, match="Nowhere"):
        paper_parts(county(), PaperQuestion(dioceses=("Nowhere",)))


def test_without_a_travel_limit_the_plan_stands_alone_and_the_paper_says_why() -> None:
    parts = paper_parts(county(Rules(cap_km=None)), PaperQuestion())
    assert [one.name for one in parts.scenarios] == ["Now"]
    assert "no travel limit" in words_of(paper_of(parts, DAY))


def test_it_can_be_stopped() -> None:
    class Stopping:
        def tell(self, fraction: float, message: str = "") -> None:
            """Nobody listens."""

        def should_stop(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        paper_parts(county(), PaperQuestion(), Stopping())


def test_nothing_confidential_is_in_it() -> None:
    project = county()
    secret = MappingProxyType({"F1": ConfidentialFact(cluster="C001", text="SECRET")})
    noted = MappingProxyType({key: replace(cluster, note="SECRET") for key, cluster in project.plan.clusters.items()})
    project = Project(project.schools, (replace(project.plan, confidential=secret, clusters=noted),))
    assert "SECRET" not in words_of(paper_of(paper_parts(project, PaperQuestion()), DAY))


def test_the_cost_stands_in_the_measure_that_is_in_force() -> None:
    assert (
        table(paper_of(paper_parts(county(), PaperQuestion()), DAY), "Measure")["Cost of travel"][0] == "12.0 straight-line km"
    )
    rules = Rules(cap_km=None, cap_minutes=10, size_min=2, size_max=2, roll_min=None)
    project = county(rules)
    minutes = np.array([7.0, 9.0])
    pairs = np.array([[100_001, 100_002], [100_003, 100_004]])
    source = TravelSource("table", "table ways.csv", "as the table says")
    travel = SuppliedTravel.of(pairs, minutes * 800, minutes, source, project.schools.urn, reach_minutes=10.0)
    by_road = project.schools.travelling_by(travel)
    report = paper_of(paper_parts(Project(by_road, project.scenarios), PaperQuestion(reach=Reach(minutes=10))), DAY)
    assert table(report, "Measure")["Cost of travel"][0] == "32.0 min by table ways.csv"
