"""What every export says of itself: sample or real, which data, which rules, which seed, which version, how good."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from wolds.app.export.bundle import Exported
from wolds.app.export.dead_text import one_line
from wolds.app.export.proof import proof_words
from wolds.app.export.rules_in_words import filter_in_words, rules_in_words
from wolds.app.replacing import write_bytes
from wolds.clustering.rules import Rules
from wolds.clustering.travel import Measure
from wolds.clustering.wording import moment_words
from wolds.geo.schools import Schools

Fact = tuple[str, str]
"""A label and what it says, both plain text on one line."""

SAMPLE: Final = "Sample data: an invented county, no real school"
NOT_CLOSURE: Final = "This is a plan for working together. It does not assess any school for closure."
NO_SEED: Final = "none: the plan is not as a proposal gave it"
TRAVEL: Final = "straight-line km"
_MOMENTS: Final = ("Made at", "Register of")


def about_facts(exported: Exported) -> tuple[Fact, ...]:
    """Everything an export says of itself, in the order it is shown."""
    facts = (*_head(exported), *_figures(exported), *_rules(exported), ("Note", NOT_CLOSURE))
    return tuple((label, one_line(text)) for label, text in facts if text)


def in_words(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The same facts for a page that people read, moments in words; files keep them in ISO form, which programs sort."""
    return tuple((label, moment_words(said) if label in _MOMENTS else said) for label, said in facts)


def _head(exported: Exported) -> tuple[Fact, ...]:
    source = exported.schools.source
    return (
        ("Data", SAMPLE if exported.is_sample else ""),
        ("Title", exported.title),
        ("Scenario", exported.plan.name),
        ("Made at", exported.made_at),
        ("Made with", f"Wolds {exported.version}".strip()),
        ("School register", source.file),
        ("Register of", source.register_date),
        ("SHA-256 of the register", source.sha256),
        ("Points of the schools", source.places),
        ("Hash of the schools", exported.data_hash),
    )


def _figures(exported: Exported) -> tuple[Fact, ...]:
    plan, facts = exported.scoreboard.plan, exported.facts
    return (
        ("Proof", proof_words(exported)),
        ("Travel", travel_words(exported)),
        ("Schools in the register", f"{plan.read:,}"),
        ("Schools to be placed", f"{plan.to_place:,}"),
        ("Placed", f"{plan.placed:,}"),
        ("Not placed", f"{plan.unplaced:,}"),
        ("Least that any plan leaves over", "" if facts is None else f"{facts.unplaced_bound:,}"),
        ("Optional schools that joined", f"{plan.optional_joined:,}"),
        ("Clusters", f"{plan.clusters:,}"),
        ("Cost", cost_text(exported, plan.cost_km if facts is None else facts.cost_km)),
        ("Least cost of any such plan", "" if facts is None else cost_text(exported, facts.cost_bound_km)),
        ("Pairs kept apart by a barrier", f"{plan.parted:,}: no travel, so that no figure counts them" if plan.parted else ""),
        ("Broken rules", f"{plan.violations:,}" + (f", {plan.accepted:,} accepted" if plan.accepted else "")),
        ("Seed", seed_words(exported.seed_used)),
    )


def _rules(exported: Exported) -> tuple[Fact, ...]:
    return (*filter_in_words(exported.plan.eligibility), *rules_in_words(exported.plan.rules, exported.schools.supplied))


def travel_words(exported: Exported) -> str:
    """Which measure of travel every number is in."""
    return travel_in_words(exported.schools, exported.plan.rules, exported.measure)


def travel_in_words(schools: Schools, rules: Rules, measure: Measure) -> str:
    """A measure of travel, how it was worked out, and what was changed by hand."""
    supplied = schools.supplied
    changed = [] if supplied is None else [part for part in (supplied.source.how, supplied.source.credit) if part]
    if rules.overrides:
        changed.append(f"{len(rules.overrides)} {'pair' if len(rules.overrides) == 1 else 'pairs'} as given by hand")
    if rules.barriers:
        changed.append(f"barriers that cannot be crossed straight: {', '.join(b.name for b in rules.barriers)}")
    return "; ".join([measure.words, *changed])


def km_text(km: float) -> str:
    """Travel for people: one decimal, or that a barrier is in the way."""
    return f"{km:,.1f} km" if math.isfinite(km) else "not to be had: schools that are kept apart share a cluster"


def cost_text(exported: Exported, km: float) -> str:
    """A cost for people, in the unit that travel is measured in."""
    if exported.measure.unit == "km" or not math.isfinite(km):
        return km_text(km)
    return f"{exported.shown(km):,.1f} {exported.measure.unit}"


def seed_words(seed: int | None) -> str:
    """A seed, or that there is none."""
    return NO_SEED if seed is None else str(seed)


def about_text(exported: Exported) -> str:
    """The facts as plain lines."""
    return "".join(f"{label}: {text}\n" for label, text in about_facts(exported))


def about_path(path: Path) -> Path:
    """Where the facts of a table without room for them stand: beside it."""
    return path.with_name(f"{path.name}.about.txt")


def write_with_about(exported: Exported, path: Path, content: bytes) -> None:
    """Write what was made from a plan; beside a CSV, which has no room for it, where it comes from. Raises `WriteFailed`."""
    write_bytes(path, content)
    if path.suffix.lower() == ".csv":
        write_about_beside(exported, path)


def write_about_beside(exported: Exported, path: Path) -> None:
    """Write the facts beside a table whose columns are fixed. Raises `WriteFailed`."""
    write_bytes(about_path(path), about_text(exported).encode("utf-8"))
