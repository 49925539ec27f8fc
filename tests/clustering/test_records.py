from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.plan import Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.project import LogEntry, Project, same_content
from wolds.clustering.records import plan_from, plan_json, plan_record, project_from, state_json, state_of
from wolds.clustering.rules import Barrier, Link, PairTravel, Rules
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools


def _schools() -> Schools:
    columns = {"urn": [1, 2, 3, 4], "status": "Open", "phase": "Primary", "roll": 50.0, "easting": 5e5, "northing": 3e5}
    return Schools.from_frame(pd.DataFrame(columns))


def _project() -> Project:
    rules = Rules(
        cap_km=None,
        cap_minutes=20.5,
        keep_apart=(Link(urn_a=1, urn_b=3, reason="no bridge"),),
        overrides=(PairTravel(urn_a=1, urn_b=2, minutes=3.5),),
        barriers=(Barrier(name="Wash", points=((0.0, 0.0), (1.5, 2.25))),),
    )
    plan = Plan(
        name="Kürzer",
        rules=rules,
        eligibility=Eligibility(optional=(Choice(urn=4, reason="anchor"),)),
        school_locks={3: "", 1: "C002"},
        school_notes={2: 'head "retires"\nsoon'},
        accepted={"cap:1+2": "bus"},
        proposals={
            "last": ProposalFacts(
                1,
                1,
                2.5,
                2.0,
                0.1,
                False,
                "time",
                0.5,
                7,
                "2026-01-01",
                ((3, "roll", "Too few."),),
                data_hash="ab",
                present=((1, 2),),
            )
        },
    )
    clusters = {"C002": Cluster("C002", 2, "Ashby partnership", (1, 2), 3, lead=2, locked=True, note="May")}
    return Project(_schools(), (plan_with(clusters, plan), Plan()), 1, (LogEntry("2026", "Kürzer", "Moved"),))


def test_a_project_comes_back_from_its_record_as_it_was() -> None:
    project = _project()
    back = project_from(state_json(project), project.schools)
    assert same_content(project, back)
    assert back.scenarios[0].rules == project.scenarios[0].rules
    assert back.scenarios[0].clusters == project.scenarios[0].clusters
    assert dict(back.scenarios[0].cluster_of) == {1: "C002", 2: "C002"}
    assert back.scenarios[0].proposals == project.scenarios[0].proposals


def test_a_single_plan_comes_back_too() -> None:
    plan = _project().scenarios[0]
    assert plan_record(plan_from(plan_json(plan))) == plan_record(plan)


def _broken(change: str) -> str:
    state: dict[str, Any] = state_of(_project())
    first = state["scenarios"][0]
    changes: dict[str, Any] = {
        "twice in one": lambda: first["clusters"][0].update(members=[1, 1]),
        "in two": lambda: first["clusters"].append({**first["clusters"][0], "id": "C003"}),
        "doubled id": lambda: first["clusters"].append({**first["clusters"][0], "members": [4], "lead": None}),
        "no members": lambda: first["clusters"][0].update(members=[]),
        "foreign lead": lambda: first["clusters"][0].update(lead=3),
        "colour": lambda: first["clusters"][0].update(colour=8),
        "odd id": lambda: first["clusters"][0].update(id="../x"),
        "lock elsewhere": lambda: first["school_locks"].update({"1": "C009"}),
        "unknown school": lambda: first["clusters"][0].update(members=[1, 2, 99]),
        "unknown note": lambda: first["school_notes"].update({"99": "x"}),
        "unknown code": lambda: first["eligibility"].update(la_codes=["123"]),
        "extra field": lambda: first.update(script="x"),
        "rules": lambda: first["rules"].update(size_min=9, size_max=2),
        "active": lambda: state.update(active=2),
        "no scenario": lambda: state.update(scenarios=[]),
        "version": lambda: state.update(version=7),
        "numbers": lambda: first["proposal"].update(cost_km="inf"),
    }
    changes[change]()
    return json.dumps(state)


CHANGES = [
    "twice in one", "in two", "doubled id", "no members", "foreign lead", "colour", "odd id", "lock elsewhere",
    "unknown school", "unknown note", "unknown code", "extra field", "rules", "active", "no scenario", "version", "numbers",
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_record_that_does_not_hold_together_is_refused_in_words(change: str) -> None:
    with pytest.raises(InputError) as caught:
        project_from(_broken(change), _schools())
    assert "Traceback" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", "[" * 100_000, '{"version":1e999}'])
def test_text_that_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        project_from(text, _schools())
