from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.app.planfile.opening import project_from_bytes
from wolds.app.planfile.writing import project_bytes
from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.models import Model
from wolds.clustering.partnership import (
    Action,
    Associate,
    Budget,
    Category,
    ConfidentialFact,
    Measure,
    Partnership,
    Reading,
    Stage,
)
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.project import LogEntry, Project, same_content
from wolds.clustering.rules import Barrier, Link, Rules
from wolds.geo.schools import Schools, Source

COUNT = 8
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
number = st.one_of(st.just(float("nan")), st.floats(0, 1e6), st.integers(0, 700_000).map(float))


@st.composite
def schools(draw: st.DrawFn) -> Schools:
    columns = {name: draw(st.lists(words, min_size=COUNT, max_size=COUNT)) for name in ("name", "town", "federation_code")}
    numbers = {name: draw(st.lists(number, min_size=COUNT, max_size=COUNT)) for name in ("roll", "easting", "northing")}
    frame = pd.DataFrame({"urn": range(1, COUNT + 1), **columns, **numbers})
    return Schools.from_frame(frame, Source(draw(words), "ab", draw(words), draw(st.booleans()), draw(words)))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    labels = draw(st.lists(st.integers(0, 3), min_size=COUNT, max_size=COUNT))
    members = {label: tuple(urn for urn, own in enumerate(labels, 1) if own == label) for label in set(labels) - {0}}
    clusters = {
        f"C{n:03d}": Cluster(f"C{n:03d}", n, draw(words), urns, draw(st.integers(0, 7)), draw(st.sampled_from([None, urns[0]])))
        for n, urns in members.items()
    }
    cap = draw(st.none() | st.floats(0, 100))
    link = Link(urn_a=1, urn_b=2, reason=draw(words))
    corners = draw(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=2, max_size=4))
    rules = Rules(cap_km=cap, keep_apart=(link,), barriers=(Barrier(name=draw(words), points=tuple(corners)),))
    eligibility = Eligibility(exclude=(Choice(urn=draw(st.integers(1, COUNT)), reason=draw(words)),))
    notes = draw(st.dictionaries(st.integers(1, COUNT), words, max_size=3))
    accepted = draw(st.dictionaries(words, words, max_size=3))
    plan = plan_with(clusters, Plan(draw(words), rules, eligibility, school_notes=notes, accepted=accepted))
    plan = replace(plan, **_said_of(draw, list(clusters)))
    locked = draw(st.sets(st.integers(1, COUNT), max_size=4))
    return replace(plan, school_locks={urn: plan.cluster_of.get(urn, "") for urn in locked})


named = words.filter(lambda text: bool(text.strip()))
amounts = st.none() | st.floats(0, 1e6)
day = st.dates(date(2000, 1, 1), date(2100, 1, 1))
budgets = st.builds(Budget, grant=amounts, levy_per_school=amounts, levy_per_pupil=amounts)
measures = st.builds(
    Measure,
    id=st.just("M1"),
    name=named,
    baseline=amounts,
    review_date=st.none() | day,
    series=st.lists(st.builds(Reading, on=day, value=st.floats(-1e6, 1e6)), max_size=1).map(tuple),
)
actions = st.builds(Action, id=st.just("A1"), text=named, category=st.sampled_from(Category), owner=words, note=words)
partnerships = st.builds(
    Partnership,
    stage=st.sampled_from(Stage),
    lead_role=words,
    model=st.none() | st.sampled_from(Model),
    review_date=st.none() | day,
    actions=st.lists(actions, max_size=1).map(tuple),
    measures=st.lists(measures, max_size=1).map(tuple),
    budget=budgets,
)
facts = st.builds(ConfidentialFact, urn=st.integers(1, COUNT), text=named, on=st.none() | day)
associates = st.builds(Associate, urn=st.integers(1, COUNT), network=named, purpose=named)


def _said_of(draw: st.DrawFn, ids: list[str]) -> dict[str, object]:
    """What is known beside the clusters, of some of them and of one that is gone."""
    known = {key: draw(partnerships) for key in ids if draw(st.booleans())}
    known |= {"C009": Partnership(former_name="Gone", lead_role=draw(words))} if draw(st.booleans()) else {}
    return {
        "partnerships": known,
        "associates": {f"S{n}": one for n, one in enumerate(draw(st.lists(associates, max_size=2)), 1)},
        "confidential": {f"F{n}": one for n, one in enumerate(draw(st.lists(facts, max_size=2)), 1)},
    }


@settings(max_examples=25, deadline=None)
@given(schools(), st.lists(plans(), min_size=1, max_size=3), st.lists(st.builds(LogEntry, words, words, words), max_size=3))
def test_whatever_is_in_a_plan_comes_back_as_it_was(table: Schools, scenarios: list[Plan], log: list[LogEntry]) -> None:
    project = Project(table, tuple(scenarios), len(scenarios) - 1, tuple(log))
    opened = project_from_bytes(project_bytes(project), "plan.gpkg")
    assert same_content(opened.project, project)
    assert opened.doubts == ()
    pd.testing.assert_frame_equal(opened.project.schools.frame, table.frame)
