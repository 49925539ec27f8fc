"""Lifting one rule that has no figure to turn: mix, authority, diocese, phase, the school's federation, its must-links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from wolds.clustering.edits.rules import SetRules
from wolds.clustering.existing import FEDERATION, KIND_NAMES, kept_together
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.choosing import Candidate, least_candidate
from wolds.clustering.exploring.steps import Relaxation, Step
from wolds.clustering.exploring.subproblem import could_be_placed, node_of
from wolds.clustering.rules import FederationExemption, Mix, Rules

REASON: Final = "released to place a school"
_SWITCHES: Final = (
    ("same_la", "let clusters cross local authorities"),
    ("same_diocese", "let clusters cross dioceses"),
    ("same_phase", "let primary and first or middle schools share a cluster"),
)


def rule_relaxations(asker: Asker, urn: int) -> Iterator[tuple[str, Callable[[Asker, int], Relaxation | None]]]:
    """What is asked and how, for each rule in force that concerns a school and can only be lifted as a whole.

    An answer is None where lifting the rule neither makes a cluster with the school possible nor has it placed.
    """
    for kind, candidate in _candidates(asker, urn):
        yield f"Whether to {candidate.step.text}", _asking(kind, candidate)


def _asking(kind: str, candidate: Candidate) -> Callable[[Asker, int], Relaxation | None]:
    def ask(asker: Asker, urn: int) -> Relaxation | None:
        found = least_candidate(asker, urn, kind, [candidate], "Lifting one rule")
        return found if found.placed is not None or (found.feasible is not None and not _is_possible(asker, urn)) else None

    return ask


def _is_possible(asker: Asker, urn: int) -> bool:
    node = node_of(asker.base.problem, urn)
    return node is not None and could_be_placed(asker.base.problem, node)


def _candidates(asker: Asker, urn: int) -> Iterator[tuple[str, Candidate]]:
    rules = asker.context.plan.rules
    if rules.mix != Mix.ANY:
        yield _lifted(asker, "mix", "let church and community schools mix as it comes", {"mix": Mix.ANY})
    for field, text in _SWITCHES:
        if getattr(rules, field):
            yield _lifted(asker, field, text, {field: False})
    yield from _federation(asker, urn)
    links = tuple(link for link in rules.must_link if urn not in link.pair)
    if len(links) < len(rules.must_link):
        name = asker.context.schools.name_of(urn)
        yield _lifted(asker, "must_link", f"no longer bind {name} to a partner", {"must_link": links})
    yield from _kept_relations(asker, urn)


def _kept_relations(asker: Asker, urn: int) -> Iterator[tuple[str, Candidate]]:
    """Each kind of recorded relation that binds the school, kept no longer."""
    rules = asker.context.plan.rules
    for kind in rules.keep_relations:
        if any(relation.kind == kind and urn in relation.urns for relation in rules.relations):
            others = tuple(other for other in rules.keep_relations if other != kind)
            text = f"let recorded relations be split ({KIND_NAMES[kind].lower()})"
            yield _lifted(asker, "keep_relations", text, {"keep_relations": others})


def _federation(asker: Asker, urn: int) -> Iterator[tuple[str, Candidate]]:
    """The federation of the school released, so that it may be split."""
    rules = asker.context.plan.rules
    for group in kept_together(asker.context.schools, asker.context.standing, rules):
        if group.rule == FEDERATION and urn in group.urns and len(group.urns) > 1:
            others = tuple(given for given in rules.exemptions if given.federation != group.key)
            released = FederationExemption(federation=group.key, exempt="release", reason=REASON)
            yield _lifted(asker, "keep_federations", f"let {group.name} be split", {"exemptions": (*others, released)})


def _lifted(asker: Asker, kind: str, text: str, change: dict[str, Any]) -> tuple[str, Candidate]:
    rules: Rules = asker.context.plan.rules.model_copy(update=change)
    return kind, Candidate(Step(text, (SetRules(rules),)), rules, asker.context.standing)
