"""A project in which a hostile text stands wherever a file or a person can put text: each text in every kind of place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import pandas as pd

from helpers.payloads import EVERYWHERE
from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import (
    Action,
    Associate,
    Budget,
    Category,
    ConfidentialFact,
    FactKind,
    JointRole,
    Measure,
    ModelStep,
    Partnership,
    Reading,
    Spending,
    SpendingHead,
)
from wolds.clustering.plan import Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.policy.table import Policy, PolicyRow, Verdict
from wolds.clustering.project import LogEntry, Project
from wolds.clustering.rules import (
    Barrier,
    FederationExemption,
    Link,
    PairTravel,
    Relation,
    RelationKind,
    Rules,
)
from wolds.geo.registers.cleaning import LONGEST_TEXT
from wolds.geo.schools import COLUMNS, TEXT, Schools, Source

TEXTS = tuple(text.encode("utf-8", "replace").decode() for text in EVERYWHERE)  # a file that was decoded holds no half letters
SECRET = "kept-from-every-output-7f3a"
SOURCE_CODES = {"la_code": "925", "status": "Open", "phase": "Primary", "open_date": "", "close_date": ""}
"""Columns whose words decide who takes part; all other text columns hold the hostile texts."""
_EACH = 4  # schools of one text: three in a cluster, one left over
_DAY = date(2026, 9, 1)


@dataclass
class Everywhere:
    """Gives out one hostile text after the other, cut to what the place holds, and keeps which places were asked for."""

    instead: str = ""
    places: set[str] = field(default_factory=set)

    def text(self, number: int, place: str, most: int = 200) -> str:
        self.places.add(place)
        return self.instead or TEXTS[number][:most]


def project_of_every_text(instead: str = "") -> tuple[Project, set[str]]:
    """The project, and the places of text that it fills, such as "Action.text". `instead` stands there in place of them."""
    given = Everywhere(instead)
    plan = plan_with(_clusters(given.text), Plan(name=given.text(0, "PlanRecord.name"), **_settings(given.text)))
    log = tuple(LogEntry("2026-11-26T10:00:00", plan.name, given.text(k, "log", 2_000)) for k in range(len(TEXTS)))
    schools = schools_of_every_text(instead)
    return Project(schools, (plan,), 0, log), given.places


def schools_of_every_text(instead: str = "") -> Schools:
    """Four schools of each text, in a row from west to east, and every text column filled with it."""
    count = _EACH * len(TEXTS)
    columns = {
        name: [SOURCE_CODES.get(name, TEXTS[k // _EACH][:LONGEST_TEXT]) for k in range(count)]
        for name, kind in COLUMNS.items()
        if kind == TEXT
    }
    frame = pd.DataFrame({"urn": [100_001 + k for k in range(count)], **columns})
    frame = frame.assign(low_age=4.0, high_age=11.0, roll=70.0, capacity=90.0)
    frame["easting"] = [500_000.0 + 3_000 * (k // _EACH) + 400 * (k % _EACH) for k in range(count)]
    frame["northing"] = [350_000.0 + 500 * (k % _EACH) for k in range(count)]
    return Schools.from_frame(
        frame, Source(instead or TEXTS[0], "ab" * 32, "2026-11-01", is_sample=False, places=instead or TEXTS[0])
    )


def urns_of(number: int) -> tuple[int, ...]:
    """The URNs of the schools that carry a text."""
    return tuple(100_001 + _EACH * number + k for k in range(_EACH))


_Text = Callable[..., str]


def _clusters(text: _Text) -> dict[str, Cluster]:
    return {
        f"C{k:03d}": Cluster(
            f"C{k:03d}",
            k + 1,
            text(k, "ClusterRecord.name", 500),
            urns_of(k)[:3],
            k % 8,
            lead=urns_of(k)[0],
            note=text(k, "ClusterRecord.note", 4_000),
        )
        for k in range(len(TEXTS))
    }


def _settings(text: _Text) -> dict[str, object]:
    each = range(len(TEXTS))
    return {
        "rules": _rules(text),
        "eligibility": Eligibility(
            include=tuple(Choice(urn=urns_of(k)[1], reason=text(k, "Choice.reason", 2_000)) for k in each),
        ),
        "school_notes": MappingProxyType({urns_of(k)[2]: text(k, "PlanRecord.school_notes", 4_000) for k in each}),
        "accepted": MappingProxyType(
            {f"size:{'+'.join(map(str, urns_of(k)[:3]))}": text(k, "PlanRecord.accepted") for k in each}
        ),
        "proposals": MappingProxyType({"last": _facts(text)}),
        "policies": MappingProxyType({"policy": _policy(text)}),
        "partnerships": MappingProxyType({f"C{k:03d}": _partnership(k, text) for k in each}),
        "associates": MappingProxyType({f"A{k + 1}": record for k, record in enumerate(_associates(text))}),
        "confidential": MappingProxyType(
            {f"F{k + 1}": ConfidentialFact(urn=urns_of(k)[0], kind=FactKind.NOTE, text=f"{SECRET} {k}") for k in each}
        ),
    }


def _associates(text: _Text) -> Iterator[Associate]:
    for k in range(len(TEXTS)):
        network, purpose, note = (text(k, f"Associate.{name}") for name in ("network", "purpose", "note"))
        yield Associate(urn=urns_of(k)[0], network=network, purpose=purpose, note=note)


def _rules(text: _Text) -> Rules:
    each = range(len(TEXTS))
    return Rules(
        overrides=tuple(
            PairTravel(urn_a=urns_of(k)[0], urn_b=urns_of(k)[3], km=30, reason=text(k, "PairTravel.reason")) for k in each
        ),
        barriers=tuple(
            Barrier(
                name=text(k, "Barrier.name"),
                points=((490_000, 340_000 - k), (490_100, 340_000 - k)),
                reason=text(k, "Barrier.reason"),
            )
            for k in each
        ),
        exemptions=tuple(
            FederationExemption(
                federation=text(k, "FederationExemption.federation", 10_000),
                exempt="release",
                reason=text(k, "FederationExemption.reason"),
            )
            for k in each
        ),
        must_link=tuple(Link(urn_a=urns_of(k)[0], urn_b=urns_of(k)[1], reason=text(k, "Link.reason")) for k in each),
        keep_apart=tuple(Link(urn_a=urns_of(k)[0], urn_b=urns_of(k)[3], reason=text(k, "Link.reason")) for k in each),
        relations=tuple(
            Relation(
                kind=RelationKind.COLLABORATION,
                urns=urns_of(k)[:2],
                name=text(k, "Relation.name"),
                reason=text(k, "Relation.reason"),
            )
            for k in each
        ),
    )


def _policy(text: _Text) -> Policy:
    rows = tuple(
        PolicyRow(
            diocese=text(k, "PolicyRow.diocese"),
            character=text(k, "PolicyRow.character"),
            informal=Verdict.ADVICE,
            hard_federation=Verdict.APPROVAL,
            reason=text(k, "PolicyRow.reason"),
            source=text(k, "PolicyRow.source"),
        )
        for k in range(len(TEXTS))
    )
    return Policy(name=text(0, "Policy.name"), note=text(1, "Policy.note"), rows=rows)


def _partnership(k: int, text: _Text) -> Partnership:
    return Partnership(
        lead_role=text(k, "Partnership.lead_role"),
        model=Model.INFORMAL,
        target=Model.HARD_FEDERATION,
        history=(ModelStep(model=Model.INFORMAL, since=_DAY, note=text(k, "ModelStep.note", 2_000)),),
        roles=(JointRole(role=text(k, "JointRole.role"), school=urns_of(k)[0], note=text(k, "JointRole.note", 2_000)),),
        actions=(
            Action(
                id="A1",
                text=text(k, "Action.text"),
                category=Category.TEACHING,
                owner=text(k, "Action.owner"),
                term=text(k, "Action.term"),
                note=text(k, "Action.note", 2_000),
            ),
        ),
        measures=(
            Measure(
                id="M1",
                name=text(k, "Measure.name"),
                unit=text(k, "Measure.unit"),
                baseline=50,
                target=60,
                review_date=_DAY,
                agreed=True,
                series=(Reading(on=_DAY, value=55),),
            ),
        ),
        budget=Budget(
            grant=5_000,
            spending=(Spending(head=SpendingHead.LEADERSHIP, pounds=4_000, note=text(k, "Spending.note", 2_000)),),
        ),
        former_name=text(k, "Partnership.former_name"),
    )


def _facts(text: _Text) -> ProposalFacts:
    left = tuple((urns_of(k)[3], "no-neighbour", text(k, "FactsRecord.reasons", 4_000)) for k in range(len(TEXTS)))
    return ProposalFacts(
        unplaced=len(TEXTS),
        unplaced_bound=len(TEXTS),
        cost_km=12.0,
        cost_bound_km=12.0,
        gap_percent=0.0,
        proven=True,
        ended="finished",
        solve_seconds=0.1,
        seed=1,
        made_at="2026-11-26T10:00:00",
        reasons=left,
        version="0.1.0",
    )
