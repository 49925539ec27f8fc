"""The summary: the contract's `summary.json`."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from wolds.app.export.bundle import Exported
from wolds.app.export.json_files import write_json
from wolds.app.export.partnership_rows import says_anything
from wolds.app.export.partnerships import partnerships_document
from wolds.app.export.proof import proof_words
from wolds.app.export.relations import relations_document
from wolds.clustering.figures import Violation


def summary_of(exported: Exported, seconds: float | None = None) -> dict[str, Any]:
    """The summary as plain values, keys always in this order; None where a figure is not known.

    `seconds` is the time of the whole command. Bounds, gap and proof are None and False once a plan was edited by hand.
    """
    return {
        **_counts(exported),
        **_bounds(exported),
        **_travel(exported),
        "pairs_kept_apart": exported.scoreboard.plan.parted,
        "seconds": seconds,
        "solve_seconds": None if exported.facts is None else exported.facts.solve_seconds,
        **_soft_terms(exported),
        "violations": [_violation(exported, violation) for violation in exported.scoreboard.violations],
        "rules": exported.plan.rules.model_dump(mode="json"),
        "eligibility": exported.plan.eligibility.model_dump(mode="json"),
        "seed": exported.seed_used,
        "data_hash": exported.schools.data_hash,
        "version": exported.version,
        **_words(exported),
        **_changes(exported),
        **relations_document(exported.context),
        **_partnerships(exported),
    }


def write_summary(exported: Exported, path: Path | str, seconds: float | None = None) -> None:
    """Write the summary as JSON. Raises `WriteFailed`."""
    write_json(path, summary_of(exported, seconds))


def _partnerships(exported: Exported) -> dict[str, Any]:
    """What is known of partnerships beside their schools, where anything is; confidential facts only where ticked."""
    context, ticked = exported.context, exported.confidential
    if not (says_anything(context) or (ticked and context.plan.confidential)):
        return {}
    return {"life": partnerships_document(context, exported.day, confidential=ticked)}


def _counts(exported: Exported) -> dict[str, Any]:
    plan = exported.scoreboard.plan
    return {
        "read": plan.read,
        "excluded": exported.standing.excluded_counts(),
        "eligible": plan.to_place,
        "placed": plan.placed,
        "unplaced": plan.unplaced,
        "unplaced_bound": None if exported.facts is None else exported.facts.unplaced_bound,
        "optional": int(exported.standing.optional.sum()),
        "optional_joined": plan.optional_joined,
        "clusters": plan.clusters,
    }


def _bounds(exported: Exported) -> dict[str, Any]:
    facts = exported.facts
    if facts is None:
        cost = finite(exported.scoreboard.plan.cost_km)
        return {"cost_km": cost, "cost_bound_km": None, "gap_percent": None, "proven": False}
    return {
        "cost_km": finite(facts.cost_km),
        "cost_bound_km": finite(facts.cost_bound_km),
        "gap_percent": finite(facts.gap_percent),
        "proven": facts.proven,
    }


def _travel(exported: Exported) -> dict[str, Any]:
    """Cost and bound by another provider than the straight line; then `cost_km` is by the straight line, for information."""
    facts, supplied = exported.facts, exported.schools.supplied
    if supplied is None:
        return {}
    cost = exported.scoreboard.plan.cost_km if facts is None else facts.cost_km
    return {
        "cost_km": finite(exported.straight_km),
        "cost_bound_km": None,
        "travel_cost": finite(exported.shown(cost)),
        "travel_bound": None if facts is None else finite(exported.shown(facts.cost_bound_km)),
        "travel_unit": exported.measure.unit,
        "travel_source": supplied.source.label,
        "travel_how": supplied.source.how,
        "travel_credit": supplied.source.credit,
    }


def _soft_terms(exported: Exported) -> dict[str, Any]:
    """The objective and its parts, where soft terms are in force: gap and proof refer to it."""
    facts = exported.facts
    if facts is None or not facts.soft_km:
        return {}
    return {
        "objective_km": finite(facts.objective_km),
        "objective_bound_km": finite(facts.objective_bound_km),
        "objective_parts_km": {
            "travel": finite(facts.cost_km - facts.partnership_km),
            "partnership_cost": finite(facts.partnership_km),
            **{name: finite(value) for name, value in facts.soft_km},
        },
    }


def _violation(exported: Exported, violation: Violation) -> dict[str, Any]:
    return {
        "rule": violation.rule,
        "cluster": violation.cluster,
        "urns": list(violation.urns),
        "value": finite(violation.value),
        "limit": finite(violation.limit),
        "unit": violation.unit,
        "sentence": violation.sentence,
        "accepted": exported.plan.accepted.get(violation.key),
    }


def _words(exported: Exported) -> dict[str, Any]:
    source = exported.schools.source
    return {
        "sample_data": exported.is_sample,
        "register": source.file,
        "register_date": source.register_date,
        "register_sha256": source.sha256,
        "scenario": exported.plan.name,
        "title": exported.title,
        "travel": exported.measure.words,
        "proof": proof_words(exported),
        "ended": None if exported.facts is None else exported.facts.ended,
        "made_at": exported.made_at,
    }


def _changes(exported: Exported) -> dict[str, Any]:
    """What a proposal changed in the plan that it went on from, where there was one."""
    return {} if exported.changes is None else {"changes": {"sentence": exported.changes.sentence, **asdict(exported.changes)}}


def finite(value: float | None) -> float | None:
    """A number that JSON can hold; None for one without end, such as the travel between schools kept apart."""
    return value if value is not None and math.isfinite(value) else None
