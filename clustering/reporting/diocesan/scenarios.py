"""The scenarios of a diocese side by side: a table of measures, and the church schools that each leaves over, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from wolds.clustering.models import model_name
from wolds.clustering.partners.reach import travel_words
from wolds.clustering.policy.scenario_figures import ScenarioFigures
from wolds.clustering.reporting.diocesan.parts import PaperParts
from wolds.clustering.reporting.document import Align, Block, Bullets, Column, Heading, Paragraph, Table
from wolds.clustering.wording import listed, parted_text, schools_text

BESIDE: Final = 4
"""So many scenarios stand beside each other in one table."""
MOST_NAMES: Final = 40
_SCOPE: Final = "All of the plan is counted here, and the church schools of every diocese."


def scenario_blocks(parts: PaperParts) -> Iterator[Block]:
    """The scenario table, and who is left over."""
    yield Heading(1, "Three policies side by side" if not parts.why_alone else "The plan as it stands")
    if parts.worked_out:
        said = f"worked out for this paper under the rules of {parts.context.plan.name}; the plan itself is as it was"
        yield Paragraph(f"The three policies were {said}.")
    if parts.why_alone:
        yield Paragraph(parts.why_alone)
    for first in range(0, len(parts.scenarios), BESIDE):
        yield _table(parts.scenarios[first : first + BESIDE], parts)
    yield Paragraph(f"{_SCOPE} {parts.ways.measure}")
    yield Heading(2, "Church schools that are left over")
    yield Bullets(tuple(_left_over(one, parts) for one in parts.scenarios))


def _table(some: Sequence[ScenarioFigures], parts: PaperParts) -> Table:
    columns = (Column("Measure", width=2.2), *(Column(one.name, Align.RIGHT, 1.4) for one in some))
    rows = tuple((label, *(value(one) for one in some)) for label, value in _measures(parts.ways.supplied).items())
    return Table("The scenarios", columns, rows)


def _measures(supplied: str) -> dict[str, Callable[[ScenarioFigures], str]]:
    return {
        "Clusters judged as": lambda one: model_name(one.model) if one.model else "each its own",
        "Schools to be placed": lambda one: f"{one.to_place:,}",
        "Placed": lambda one: f"{one.placed:,}",
        "Church schools left over": lambda one: f"{len(one.stranded_church):,}",
        "Clusters": lambda one: f"{one.clusters:,}",
        "Clusters with church and community": lambda one: f"{one.mixed:,}",
        "Clusters that need approval, or are not allowed": lambda one: f"{len(one.approval):,}",
        "Clusters across a diocese or authority": lambda one: f"{len(one.crosses):,}",
        "Pairs that table or law rule out": lambda one: f"{one.barred:,}",
        "Longest way": lambda one: travel_words(one.longest_km, supplied) if one.clusters else "-",
        "Cost of travel": lambda one: _cost(one) if one.clusters else "-",
        "Proven best under its rules": lambda one: "yes" if one.proven else "no",
    }


def _cost(one: ScenarioFigures) -> str:
    """What the travel of a scenario comes to, and what it leaves out."""
    cost = one.measure.text(one.cost_km)
    return f"{cost}; {parted_text(one.parted)}" if one.parted else cost


def _left_over(one: ScenarioFigures, parts: PaperParts) -> str:
    if not one.stranded_church:
        return f"{one.name}: none."
    names = [parts.context.schools.name_of(urn) for urn in one.stranded_church]
    return f"{one.name}: {schools_text(len(names))}: {listed(names, MOST_NAMES)}."
