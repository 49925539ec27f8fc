"""Answers of the engine as parts to be shown: why here, why not, and which single relaxation places most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from PySide6.QtCore import QCoreApplication

from wolds.clustering.edits import Together
from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring import Elsewhere, Placing, PlanRelaxation, Relaxation, Step, WhyHere, WhyNot
from wolds.clustering.exploring.effects import Effect, cost_words
from wolds.clustering.exploring.partners import Partner
from wolds.clustering.exploring.why_not import EXCLUDED, PLACED
from wolds.geo.schools import Schools
from wolds.widgets.common.words import unplaced_words
from wolds.widgets.exploring.parts import Deed, Heading, Line, Part, Parts


def _tr(text: str) -> str:
    return QCoreApplication.translate("Answers", text)


@cache
def _kinds() -> dict[str, str]:
    return {
        "cap_km": _tr("Travel limit"),
        "cap_minutes": _tr("Travel limit"),
        "roll_min": _tr("Roll floor"),
        "roll_max": _tr("Roll ceiling"),
        "size_min": _tr("Least size"),
        "size_max": _tr("Largest size"),
        "max_clusters": _tr("Number of clusters"),
        "pair": _tr("Allowing one pair"),
        "school": _tr("Letting one school in"),
        "mix": _tr("Church and community"),
        "same_la": _tr("One local authority"),
        "same_diocese": _tr("One diocese"),
        "same_phase": _tr("One phase"),
        "keep_federations": _tr("Its federation"),
        "must_link": _tr("Its must-links"),
        "keep_relations": _tr("Its recorded relations"),
    }


def here_parts(answer: WhyHere, context: EditContext) -> Parts:
    """Why a school is in its cluster, and where else it could be at what cost."""
    members = context.plan.clusters[answer.cluster].members
    found: list[Part | Heading] = [Part(tuple(Line(reason) for reason in answer.reasons), members)]
    others = answer.next_best.clusters
    if others:
        sentence = _tr("Each compared with {what}.").format(what=answer.next_best.compared_with)
        found.append(Heading(_tr("Where else it could be"), sentence))
        found += [_elsewhere(one, answer.urn, context.schools) for one in others]
    elif answer.next_best.every:
        found.append(Heading(_tr("Where else it could be"), _tr("There is no other cluster for it under these rules.")))
    return tuple(found)


def _elsewhere(one: Elsewhere, urn: int, schools: Schools) -> Part:
    effect = one.effect.sentence(schools, urn)
    where = one.sentence.removesuffix(f": {effect}.")
    cost = Line(_capital(cost_words(one.effect.cost_km, one.effect.measure)), "strong")
    lines = (cost, Line(f"{where}."), Line(f"{_others(one.effect, effect)}.", "muted"))
    tip = _tr("See the whole plan that goes with it beside the present one; nothing changes until you accept it")
    return Part(lines, one.members, one, _tr("Try it"), tip, "propose")


def _others(effect: Effect, sentence: str) -> str:
    return _capital(sentence.removesuffix(f"; {cost_words(effect.cost_km, effect.measure)}"))


def not_parts(answer: WhyNot, context: EditContext) -> Parts:
    """Why a school is in no cluster, what would place it, and the nearest schools."""
    found: list[Part | Heading] = [_reason(answer)]
    if answer.relaxations:
        sentence = _tr("The smallest change of each kind. Each figure was checked by working the whole plan out again.")
        found.append(Heading(_tr("What would place it"), sentence))
        found += _relaxations(answer, context.schools)
    if answer.partners:
        found.append(Heading(_tr("Nearest schools that take part")))
        found += [_partner(partner, answer.urn) for partner in answer.partners]
    return tuple(found)


def _reason(answer: WhyNot) -> Part:
    blocked = (EXCLUDED, PLACED)
    title = (Line(unplaced_words(answer.code), "strong"),) if answer.code not in blocked else ()
    lines = (*title, Line(answer.sentence))
    if answer.edits:
        words = _tr("Let it in") if answer.code == EXCLUDED else _tr("Unlock it")
        return Part(lines, (answer.urn,), answer.edits[0], words, _tr("One step, which can be undone"))
    if answer.code == PLACED:
        return Part(lines, (answer.urn,), Deed.PROPOSE, _tr("Propose clusters"), _tr("Work out the best plan as a whole"))
    return Part(lines, (answer.urn,))


def _relaxations(answer: WhyNot, schools: Schools) -> Iterator[Part]:
    """A card for each that places the school, and one for all that do not."""
    idle: list[Line] = []
    for one in answer.relaxations:
        if one.placed is None or one.feasible is None:
            idle.append(Line(one.sentence, "muted"))
        else:
            yield _relaxation(one, one.feasible, one.placed, answer.name, schools)
    if idle:
        yield Part((Line(_tr("What would not place it"), "strong"), *idle))


def _relaxation(one: Relaxation, feasible: Step, placed: Placing, name: str, schools: Schools) -> Part:
    effect = Line(f"{_capital(placed.effect.sentence(schools, one.urn))}.", "muted")
    lines = (Line(_kinds().get(one.kind, one.kind), "strong"), *_two_figures(feasible, placed), effect)
    text = _tr("{step}, to place {name}").format(step=_capital(placed.step.text), name=name)
    return _with_edits(lines, placed.partners or placed.step.urns, placed.step, text)


def _two_figures(feasible: Step, placed: Placing) -> tuple[Line, ...]:
    """Where a cluster with the school becomes possible, and where the best plan places it."""
    earlier = "" if placed.first else " " + _tr("An earlier figure is not ruled out.")
    if feasible == placed.step:
        words = _tr("A cluster with it becomes possible, and the best plan places it: {step}.")
        return (Line(words.format(step=feasible.text) + earlier),)
    possible = _tr("A cluster with it becomes possible: {step}.").format(step=feasible.text)
    return (Line(possible), Line(_tr("The best plan places it: {step}.").format(step=placed.step.text) + earlier))


def _with_edits(lines: tuple[Line, ...], urns: tuple[int, ...], step: Step, text: str) -> Part:
    if not step.edits:
        return Part(lines, urns)
    tip = _tr("One step, which can be undone. The clusters stay as they are until you ask for a proposal")
    return Part(lines, urns, Together(step.edits, text), _tr("Put this into the rules"), tip, "rules")


def _partner(partner: Partner, urn: int) -> Part:
    why = "; ".join(block.sentence for block in partner.blocks) or "no rule parts the two"
    facts = partner.sentence.removeprefix(f"{partner.name}, ").removesuffix(f": {why}.")
    kind = Line(f"{_capital(why)}.", "warning" if partner.blocks else "good")
    return Part((Line(partner.name, "strong"), Line(_capital(facts), "muted"), kind), (urn, partner.urn))


def plan_parts(relaxations: Sequence[PlanRelaxation], context: EditContext) -> Parts:
    """Single relaxations that place more schools, those that place most first."""
    return tuple(_plan_relaxations(relaxations, context.schools))


def _plan_relaxations(relaxations: Sequence[PlanRelaxation], schools: Schools) -> Iterator[Part]:
    for one in relaxations:
        gained = len(one.effect.gained) - len(one.effect.lost)
        more = _tr("Places 1 more school") if gained == 1 else _tr("Places {n} more schools").format(n=gained)
        step = _capital(one.step.text)
        lines = (Line(more, "strong"), Line(f"{step}."), Line(f"{_capital(one.effect.sentence(schools))}.", "muted"))
        yield _with_edits(lines, one.effect.gained or one.step.urns, one.step, step)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
