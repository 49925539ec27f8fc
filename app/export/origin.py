"""What tables and documents about a plan say of where they come from: data hash, rules, seed, version and date."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from wolds.app.export.about import NOT_CLOSURE, SAMPLE, Fact, about_path, seed_words, travel_in_words
from wolds.app.export.dead_text import one_line
from wolds.app.export.rules_in_words import filter_in_words, rules_in_words
from wolds.app.replacing import write_bytes
from wolds.clustering.edits import EditContext
from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.travel import plan_measure


def origin_facts(context: EditContext, seed: int | None = None) -> tuple[Fact, ...]:
    """Where a table comes from, in the order it is shown. `seed` is that of the work; None = of the plan's proposal."""
    source, plan, used = context.schools.source, context.plan, seed_of(context, seed)
    facts = (
        ("Data", SAMPLE if source.is_sample else ""),
        ("Scenario", plan.name),
        *made_facts(),
        ("School register", source.file),
        ("Register of", source.register_date),
        ("SHA-256 of the register", source.sha256),
        ("Points of the schools", source.places),
        ("Hash of the schools", context.schools.data_hash),
        ("Travel", travel_in_words(context.schools, plan.rules, plan_measure(context.schools, plan.rules))),
        ("Seed", seed_words(used)),
        *filter_in_words(plan.eligibility),
        *rules_in_words(plan.rules, context.schools.supplied),
        ("Note", NOT_CLOSURE),
    )
    return tuple((label, one_line(text)) for label, text in facts if text)


def origin_of(context: EditContext, seed: int | None = None) -> dict[str, Any]:
    """The same as plain values, for a document."""
    return {
        "rules": context.plan.rules.model_dump(mode="json"),
        "eligibility": context.plan.eligibility.model_dump(mode="json"),
        "seed": seed_of(context, seed),
        "data_hash": context.schools.data_hash,
        "sample": context.schools.source.is_sample,
        "version": version("wolds"),
        "made_at": _now(),
    }


def seed_of(context: EditContext, seed: int | None) -> int | None:
    """The seed given, else that of the plan's proposal, None where none is known."""
    facts = context.plan.proposals.get(LAST_PROPOSAL)
    return facts.seed if seed is None and facts is not None else seed


def write_table(path: Path, content: bytes, context: EditContext, seed: int | None = None, more: tuple[Fact, ...] = ()) -> None:
    """Write a table whose columns are fixed, and beside it where it comes from, with `more` facts. Raises `WriteFailed`."""
    write_bytes(path, content)
    facts = (*origin_facts(context, seed), *((label, one_line(said)) for label, said in more))
    write_bytes(about_path(path), "".join(f"{label}: {said}\n" for label, said in facts).encode())


def made_facts() -> tuple[Fact, ...]:
    """When something is made, and with which version: for what is of no plan, and so of no rules and no seed."""
    return (("Made at", _now()), ("Made with", f"Wolds {version('wolds')}"))


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
