"""The columns of the tree: what they show of a cluster and of a school."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from wolds.clustering.edits.base import EditContext
from wolds.clustering.figures import ClusterFigures
from wolds.clustering.partnership.care import need_of
from wolds.widgets.clusters.facts import UNPLACED, TreeFacts
from wolds.widgets.common.figures import (
    count_text,
    full_travel_text,
    km_text,
    parted_text,
    pupils_text,
    schools_text,
    short_travel_text,
)
from wolds.widgets.common.marks import mark_words
from wolds.widgets.common.words import character_words, unplaced_words

KEYS: Final = ("cluster", "schools", "roll", "longest", "mean", "mix", "warnings")
WIDTHS: Final = (160, 64, 50, 68, 62, 92, 76)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClusterColumns", text)


@cache
def headings() -> Mapping[str, tuple[str, str]]:
    """By the key of a column: its heading, and a sentence about it."""
    tr, at = QCoreApplication.translate, "ClusterColumns"
    return {
        "cluster": (
            tr(at, "Cluster"),
            tr(at, "Number and name of each cluster, and its schools. F2 renames or moves"),
        ),
        "schools": (tr(at, "Schools"), tr(at, "How many schools are in it")),
        "roll": (tr(at, "Roll"), tr(at, "Pupils on roll, all its schools together")),
        "longest": (tr(at, "Longest"), tr(at, "Travel between the two schools that are farthest apart")),
        "mean": (tr(at, "Mean"), tr(at, "Mean travel over all pairs of its schools")),
        "mix": (tr(at, "Mix"), tr(at, "Whether church and community schools are together; hover to see whom they have to ask")),
        "warnings": (tr(at, "Warnings"), tr(at, "Rules it breaks that nobody has accepted")),
    }


def cluster_text(facts: TreeFacts, key: str, column: str) -> str:
    """A cell of a cluster."""
    return _CLUSTER_TEXTS[column](facts, key)


def _mix_text(facts: TreeFacts, key: str) -> str:
    figures = facts.figures(key)
    if figures.church and figures.community:
        return _tr("Mixed")
    if figures.church:
        return character_words("church")
    return character_words("community") if figures.community else character_words("unknown")


def _travel_text(facts: TreeFacts, key: str, km: float) -> str:
    figures = facts.figures(key)
    if figures.parted and not figures.pairs:
        return km_text(math.inf)
    return short_travel_text(km, facts.in_minutes) if _pairs(facts, key) else ""


def _warnings_text(facts: TreeFacts, key: str) -> str:
    return count_text(len(facts.open_warnings(key)) or float("nan"))


_CLUSTER_TEXTS: Final[Mapping[str, Callable[[TreeFacts, str], str]]] = {
    "cluster": lambda facts, key: facts.plan.clusters[key].name,
    "schools": lambda facts, key: count_text(facts.figures(key).schools),
    "roll": lambda facts, key: count_text(facts.figures(key).pupils),
    "longest": lambda facts, key: _travel_text(facts, key, facts.figures(key).longest_km),
    "mean": lambda facts, key: _travel_text(facts, key, facts.figures(key).mean_km),
    "mix": _mix_text,
    "warnings": _warnings_text,
}


def _pairs(facts: TreeFacts, key: str) -> bool:
    return facts.figures(key).schools > 1


def cluster_tip(facts: TreeFacts, key: str, column: str) -> str:
    """What hovering over a cell of a cluster says."""
    figures, cluster = facts.figures(key), facts.plan.clusters[key]
    if column == "longest":
        return _longest_tip(facts, figures)
    if column == "mean":
        return _with_parted(full_travel_text(figures.mean_km, facts.supplied), figures) if _pairs(facts, key) else ""
    if column == "mix":
        return "\n".join(part for part in (_mix_tip(figures), _need(facts, key)) if part)
    if column == "roll":
        unknown = _tr("; the roll of {schools} is unknown").format(schools=schools_text(figures.roll_unknown))
        return pupils_text(figures.pupils) + (unknown if figures.roll_unknown else "")
    if column == "cluster":
        return "\n".join(part for part in (f"{cluster.number} {cluster.name}", cluster.note, _warnings_tip(facts, key)) if part)
    return _warnings_tip(facts, key) if column == "warnings" else schools_text(figures.schools)


def _longest_tip(facts: TreeFacts, figures: ClusterFigures) -> str:
    if figures.longest_pair is None:
        return parted_text(figures.parted) if figures.parted else ""
    first, second = (facts.texts.name(urn) for urn in figures.longest_pair)
    travel = full_travel_text(figures.longest_km, facts.supplied)
    return _with_parted(_tr("{first} to {second}: {travel}").format(first=first, second=second, travel=travel), figures)


def _with_parted(text: str, figures: ClusterFigures) -> str:
    """A figure of travel with the pairs that it leaves out."""
    if not figures.parted:
        return text
    return f"{text}\n{parted_text(figures.parted)}" if figures.pairs else parted_text(figures.parted)


def _need(facts: TreeFacts, key: str) -> str:
    """Whom the schools of a cluster have to ask, and why; "" where nobody."""
    return need_of(EditContext(facts.schools, facts.standing, facts.plan), key)


def _mix_tip(figures: ClusterFigures) -> str:
    counts = {
        "church": figures.church,
        "community": figures.community,
        "other_faith": figures.other_faith,
        "unknown": figures.character_unknown,
    }
    return ", ".join(f"{count} {character_words(kind).lower()}" for kind, count in counts.items() if count)


def _warnings_tip(facts: TreeFacts, key: str) -> str:
    lines = []
    for fault in facts.figures(key).violations:
        reason = facts.plan.accepted.get(fault.key)
        accepted = "" if reason is None else _tr(" (accepted: {reason})").format(reason=reason)
        lines.append(f"{fault.sentence}{accepted}")
    return "\n".join(lines)


def school_text(facts: TreeFacts, urn: int, column: str) -> str:
    """A cell of a school."""
    if column == "cluster":
        return facts.texts.name(urn)
    if column == "roll":
        return count_text(facts.roll(urn))
    if column == "mix" and urn in facts.schools:
        return character_words(str(facts.schools.character[facts.schools.position(urn)]))
    return ""


def school_tip(facts: TreeFacts, urn: int) -> str:
    """What hovering over a school says."""
    parts = [facts.texts.name(urn)]
    if urn in facts.schools:
        row = facts.schools.position(urn)
        place = ", ".join(filter(None, (facts.texts.column(column)[row] for column in ("locality", "town"))))
        parts += [place, pupils_text(facts.roll(urn))]
    parts += [mark_words(name) for name in school_marks(facts, urn)]
    code, sentence = facts.reasons.get(urn, ("", ""))
    if urn not in facts.plan.cluster_of and code:
        parts.append(sentence or unplaced_words(code))
    return "\n".join(part for part in parts if part)


def cluster_marks(facts: TreeFacts, key: str) -> tuple[str, ...]:
    """The marks behind a cluster's name."""
    there = {"warning": bool(facts.open_warnings(key)), "lock": facts.plan.clusters[key].locked}
    return tuple(name for name, on in there.items() if on)


def school_marks(facts: TreeFacts, urn: int) -> tuple[str, ...]:
    """The marks behind a school's name."""
    home = facts.plan.cluster_of.get(urn, UNPLACED)
    leads = home != UNPLACED and facts.lead(home) == urn
    there = {"star": leads, "lock": urn in facts.plan.school_locks, "note": urn in facts.plan.school_notes}
    return tuple(name for name, on in there.items() if on)


def unplaced_text(facts: TreeFacts, column: str) -> str:
    """A cell of the group of the unplaced."""
    if column == "cluster":
        return _tr("Not in a cluster")
    return count_text(facts.scoreboard.plan.unplaced) if column == "schools" else ""
