"""The maps of briefs and papers, drawn by the painter layers of the window's own map. Needs QtGui."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from wolds.app.drawing import start_drawing
from wolds.clustering.edits.base import EditContext
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.narrowing import narrowed
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.reporting.brief import Subject
from wolds.widgets.map.basemap import built_in_base_map
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.marks import Colouring
from wolds.widgets.map.plate import Plate, plate_svg

WIDTH_MM: Final = 170.0
_PAPER_TALL_MM: Final = 132.0
_IDEA: Final = "IDEA"


class BriefMaps:
    """The maps of briefs of one plan; what they share is looked up once."""

    def __init__(self, context: EditContext, scoreboard: Scoreboard | None = None) -> None:
        self._context, self._scoreboard = context, scoreboard

    def content_of(self, subject: Subject) -> MapContent:
        """What the map of a brief shows: worked out, not drawn, in whatever thread."""
        return self._content if subject.cluster else _content_of(self._context, _with_idea(self._context.plan, subject))

    @cached_property
    def _content(self) -> MapContent:
        return _content_of(self._context, self._context.plan, self._scoreboard)

    def draw(self, subject: Subject, height_mm: float) -> bytes:
        """The map of a brief as SVG, at once. Drawn with Qt, and so in the main thread."""
        return drawn(self.content_of(subject), subject, height_mm)


def drawn(content: MapContent, subject: Subject, height_mm: float) -> bytes:
    """The schools of a brief as SVG, numbered as in its table, every other cluster in grey. Drawn in the main thread."""
    start_drawing()
    numbered = tuple(facts.urn for facts in subject.facts)
    return plate_svg(content, Plate(WIDTH_MM, height_mm, subject.cluster or _IDEA, numbered, legend=False))


def paper_content(context: EditContext, scoreboard: Scoreboard | None = None) -> MapContent:
    """What the map of a paper shows: the whole plan, coloured by character and type."""
    return _content_of(context, context.plan, scoreboard, Colouring.KIND)


def paper_map(content: MapContent) -> bytes:
    """The map of a paper as SVG. Drawn with Qt, and so in the main thread."""
    start_drawing()
    return plate_svg(content, Plate(WIDTH_MM, _PAPER_TALL_MM))


def _with_idea(plan: Plan, subject: Subject) -> Plan:
    """The plan with the group of a what-if as a cluster, its schools taken out of theirs."""
    members = frozenset(subject.members)
    left = {
        key: replace(cluster, members=tuple(u for u in cluster.members if u not in members))
        for key, cluster in plan.clusters.items()
    }
    clusters = {key: replace(cluster, lead=None) for key, cluster in left.items() if cluster.members}
    clusters[_IDEA] = Cluster(_IDEA, 0, subject.name, tuple(sorted(members)), 0)
    return plan_with(clusters, replace(plan, school_locks=MappingProxyType({})))


def _content_of(
    context: EditContext, plan: Plan, scoreboard: Scoreboard | None = None, colouring: Colouring = Colouring.CLUSTER
) -> MapContent:
    """What maps show: the schools that take part, since a register may hold a whole country."""
    from wolds.app.ground import outlines_for

    content, near = MapContent(built_in_base_map()), narrowed(replace(context, plan=plan))
    content.set_colouring(colouring)
    content.show_schools(near.schools, near.standing)
    content.show_plan(plan, scoreboard or Scoreboard.of(near.schools, near.standing, plan))
    content.set_outlines(outlines_for(context.schools, plan.eligibility.la_codes))
    return content
