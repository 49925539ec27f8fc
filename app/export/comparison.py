"""A comparison of plans handed on: tables of measures, movers and clusters, and everything as one JSON document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

from wolds.app.comparing import scored_on
from wolds.app.export.about import NO_SEED, NOT_CLOSURE, SAMPLE, Fact, about_path, travel_in_words
from wolds.app.export.dead_text import formula_safe, one_line
from wolds.app.export.json_files import json_bytes
from wolds.app.export.proof import words_for
from wolds.app.export.rules_in_words import filter_in_words, rules_in_words
from wolds.app.export.sheets import ABOUT, Column, Row, Sheet
from wolds.app.export.summary import finite
from wolds.app.export.tables import Cell, csv_bytes
from wolds.app.export.workbook import Described, book_bytes
from wolds.app.replacing import write_bytes
from wolds.clustering.comparing import Comparison, Measure, Pairing, Scored, Shift
from wolds.clustering.comparing.words import hint_of, label_of, way_of
from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.travel import Measure as Travel
from wolds.clustering.travel import plan_measure, shown_value
from wolds.geo.errors import InputError


@dataclass(frozen=True, eq=False)
class ComparedPlans:
    """A comparison as it is handed on: one plan, by its position, against each other."""

    comparison: Comparison
    start: int = 0
    version: str = ""
    made_at: str = ""  # ISO date and time

    @classmethod
    def of(cls, comparison: Comparison, start: int = 0) -> Self:
        """A comparison made by this version of Wolds, now."""
        from datetime import datetime
        from importlib.metadata import version

        return cls(comparison, start, version("wolds"), datetime.now().astimezone().isoformat(timespec="seconds"))

    @cached_property
    def pairings(self) -> tuple[Pairing, ...]:
        """What differs from the plan at `start` to each other."""
        others = (place for place in range(len(self.comparison.plans)) if place != self.start)
        return tuple(self.comparison.pairing(self.start, place) for place in others)

    @property
    def measure(self) -> Travel:
        """What travel is handed on in."""
        context = self.comparison.ground.context
        return plan_measure(context.schools, context.plan.rules)

    def shown(self, km: float | None, decimals: int) -> float | None:
        """Travel in that measure, to so many decimals: sums of km carry a trace of rounding. None where it has no end."""
        known, context = finite(km), self.comparison.ground.context
        if known is None:
            return None
        value = known if context.schools.supplied is None else shown_value(known, context.plan.rules)
        return round(value, decimals) + 0.0

    @property
    def is_sample(self) -> bool:
        """Whether the schools are the invented county's."""
        return self.comparison.ground.context.schools.source.is_sample


TRAVELLED: Final = ("km", "travel")
"""The units of measures that are travel."""

# Tables -----------------------------------------------------------------------------------------------------------


def mover_columns(compared: ComparedPlans) -> tuple[Column, ...]:
    """The columns of the table of movers; travel is in the measure in force."""
    words = compared.measure.words
    return (
        *(Column("From plan", 24), Column("To plan", 24), Column("URN", 9), Column("School", 38), Column("Change", 10)),
        Column("URN in the other plan", 18),
        *(Column("From cluster", 10), Column("Its name before", 30), Column("To cluster", 10), Column("Its name after", 30)),
        *(Column(f"Mean travel before, {words}", 13, "km"), Column(f"Mean travel after, {words}", 13, "km")),
        *(Column(f"Farthest partner before, {words}", 13, "km"), Column(f"Farthest partner after, {words}", 13, "km")),
        *(Column("Partners kept apart before", 10), Column("Partners kept apart after", 10)),
        *(Column("Pupils in its cluster before", 10), Column("Pupils in its cluster after", 10)),
        *(Column("Partners lost", 30), Column("Partners gained", 30)),
    )


_CLUSTERS: Final = (
    *(Column("From plan", 24), Column("To plan", 24), Column("What becomes of it", 12), Column("Clusters before", 20)),
    *(Column("Clusters after", 20), Column("Schools", 9), Column("URNs", 44), Column("In words", 70)),
)


def measure_columns(compared: ComparedPlans) -> tuple[Column, ...]:
    """The columns of the table of measures: one for each plan."""
    plans = (Column(one_line(name), 16) for name in compared.comparison.names)
    ends = (Column("Better is", 10), Column("Best", 24), Column("What it means", 60))
    return (Column("Key", 16), Column("Measure", 44), Column("Unit", 12), *plans, *ends)


def measure_rows(compared: ComparedPlans) -> Iterator[Row]:
    """One row for each measure; a figure that there is nothing to measure for is blank."""
    comparison = compared.comparison
    rules = comparison.ground.context.plan.rules
    for one in comparison.measures:
        unit = compared.measure.words if one.unit in TRAVELLED else one.unit
        values = (_cell(compared, one, value, 3) for value in one.values)
        better = "" if one.better == "neither" else one.better
        yield (one.key, label_of(one), unit, *values, better, "; ".join(winners(comparison, one)), hint_of(one, rules))


def _cell(compared: ComparedPlans, measure: Measure, value: float | None, decimals: int) -> float | int | None:
    """A value as it is handed on: a whole number, or travel in the measure in force."""
    if measure.unit in TRAVELLED:
        return compared.shown(value, decimals)
    return None if value is None else int(value)


def winners(comparison: Comparison, measure: Measure) -> tuple[str, ...]:
    """The names of the plans that are best by a measure."""
    return tuple(name for name, best in zip(comparison.names, measure.best, strict=True) if best)


def mover_rows(compared: ComparedPlans) -> Iterator[Row]:
    """One row for each school whose cluster or partners differ; partners are URNs joined by blanks."""
    for pairing in compared.pairings:
        for shift in pairing.shifts:
            yield (pairing.before.name, pairing.after.name, *_shift(compared, shift))


def _shift(compared: ComparedPlans, shift: Shift) -> Iterator[Cell]:
    before, after = shift.before, shift.after
    yield from (shift.urn, shift.name, way_of(shift), shift.known_as)
    yield from (before.cluster or "", before.name, after.cluster or "", after.name)
    for km in (before.mean_km, after.mean_km, before.farthest_km, after.farthest_km):
        yield compared.shown(km, 3)
    yield from (before.kept_apart, after.kept_apart)
    yield from (before.pupils, after.pupils, " ".join(map(str, shift.lost)), " ".join(map(str, shift.gained)))


def cluster_rows(compared: ComparedPlans) -> Iterator[Row]:
    """One row for what becomes of each cluster."""
    for pairing in compared.pairings:
        for fate in pairing.fates:
            yield (
                *(pairing.before.name, pairing.after.name, fate.kind, " ".join(fate.before), " ".join(fate.after)),
                *(len(fate.urns), " ".join(map(str, fate.urns)), fate.sentence),
            )


def about_comparison(compared: ComparedPlans) -> tuple[Fact, ...]:
    """What the comparison says of itself: data, each plan with its seed and proof, rules, version and date."""
    facts = (*_head(compared), *(_plan(one) for one in compared.comparison.plans), *_rules(compared))
    return tuple((label, one_line(text)) for label, text in facts if text)


def _head(compared: ComparedPlans) -> Iterator[Fact]:
    schools, ground = compared.comparison.ground.context.schools, scored_on(compared.comparison)
    yield "Data", SAMPLE if compared.is_sample else ""
    yield "Made at", compared.made_at
    yield "Made with", f"Wolds {compared.version}".strip()
    yield "Scored on the register, filter and rules of", ground.name
    yield "School register", schools.source.file
    yield "Register of", schools.source.register_date
    yield "SHA-256 of the register", schools.source.sha256
    yield "Hash of the schools", schools.data_hash
    yield "Travel", travel_in_words(schools, compared.comparison.ground.context.plan.rules, compared.measure)


def _plan(one: Scored) -> Fact:
    facts = one.side.plan.proposals.get(LAST_PROPOSAL)
    said = f"seed {NO_SEED}" if facts is None else f"{words_for(facts)}; seed {facts.seed}; proposed {facts.made_at}"
    where = f"{one.side.file}, " if one.side.file else ""
    return f"Plan: {one.name}", f"{where}{one.side.plan.name}: {said}"


def _rules(compared: ComparedPlans) -> Iterator[Fact]:
    context = compared.comparison.ground.context
    plan, supplied = context.plan, context.schools.supplied
    yield from (*filter_in_words(plan.eligibility), *rules_in_words(plan.rules, supplied))
    yield from (("Note", note) for note in (*compared.comparison.notes, NOT_CLOSURE))


# Files ------------------------------------------------------------------------------------------------------------


def measures_csv(compared: ComparedPlans) -> bytes:
    """The table of measures as CSV."""
    return csv_bytes([formula_safe(column.title) for column in measure_columns(compared)], measure_rows(compared))


def movers_csv(compared: ComparedPlans) -> bytes:
    """The table of movers as CSV."""
    return csv_bytes([column.title for column in mover_columns(compared)], mover_rows(compared))


def about_comparison_text(compared: ComparedPlans) -> str:
    """What the comparison says of itself as plain lines, for a table that has no room for it."""
    return "".join(f"{label}: {text}\n" for label, text in about_comparison(compared))


def comparison_workbook(compared: ComparedPlans) -> bytes:
    """Measures, movers, clusters and what it is, as a workbook."""
    sheets = (
        Sheet("Measures", measure_columns(compared), tuple(measure_rows(compared))),
        Sheet("Movers", mover_columns(compared), tuple(mover_rows(compared)), 4),
        Sheet("Clusters", _CLUSTERS, tuple(cluster_rows(compared)), 3),
        Sheet("About", ABOUT, about_comparison(compared), 1),
    )
    title = f"Comparison: {', '.join(compared.comparison.names)}"
    return book_bytes(sheets, Described(title, compared.version, compared.made_at, compared.is_sample))


def comparison_json(compared: ComparedPlans) -> bytes:
    """Everything as a JSON document."""
    return json_bytes(_document(compared))


FORMATS: Final[Mapping[str, Callable[[ComparedPlans], bytes]]] = {
    ".csv": measures_csv,
    ".json": comparison_json,
    ".xlsx": comparison_workbook,
}
"""The endings of a comparison's files, and what is written."""


def write_comparison(compared: ComparedPlans, path: Path) -> None:
    """Write a comparison in the format of the path's ending. Raises `WriteFailed`; `InputError` for an ending that is none."""
    writer = FORMATS.get(path.suffix.lower())
    if writer is None:
        raise InputError(f"{path}: a comparison has no such ending", remedy=f"Choose one of {', '.join(FORMATS)}.")
    write_bytes(path, writer(compared))
    if path.suffix.lower() == ".csv":
        _write_about(compared, path)


def write_movers(compared: ComparedPlans, path: Path) -> None:
    """Write the list of movers as CSV. Raises `WriteFailed`."""
    write_bytes(path, movers_csv(compared))
    _write_about(compared, path)


def _write_about(compared: ComparedPlans, path: Path) -> None:
    write_bytes(about_path(path), about_comparison_text(compared).encode())


def _document(compared: ComparedPlans) -> dict[str, Any]:
    comparison = compared.comparison
    context = comparison.ground.context
    return {
        "scored_on": scored_on(comparison).name,
        "plans": [_plan_document(one) for one in comparison.plans],
        "measures": [_measure_document(compared, one) for one in comparison.measures],
        "registers": [asdict(found) for found in comparison.registers],
        "changes": [_pairing_document(pairing) for pairing in compared.pairings],
        "notes": [*comparison.notes, NOT_CLOSURE],
        "travel": compared.measure.words,
        "rules": context.plan.rules.model_dump(mode="json"),
        "eligibility": context.plan.eligibility.model_dump(mode="json"),
        "sample_data": compared.is_sample,
        "register": context.schools.source.file,
        "register_date": context.schools.source.register_date,
        "data_hash": context.schools.data_hash,
        "version": compared.version,
        "made_at": compared.made_at,
    }


def _plan_document(one: Scored) -> dict[str, Any]:
    facts = one.side.plan.proposals.get(LAST_PROPOSAL)
    return {
        "name": one.name,
        "file": one.side.file,
        "scenario": one.side.plan.name,
        "data_hash": one.side.schools.data_hash,
        "seed": None if facts is None else facts.seed,
        "proof": None if facts is None else words_for(facts),
        "proposed_at": None if facts is None else facts.made_at,
        "clusters": {key: list(cluster.members) for key, cluster in sorted(one.plan.clusters.items())},
    }


def _measure_document(compared: ComparedPlans, one: Measure) -> dict[str, Any]:
    comparison = compared.comparison
    return {
        "key": one.key,
        "measure": label_of(one),
        "unit": compared.measure.unit if one.unit in TRAVELLED else one.unit,
        "better": one.better,
        "of": one.of,
        "values": dict(zip(comparison.names, (_cell(compared, one, value, 6) for value in one.values), strict=True)),
        "best": list(winners(comparison, one)),
    }


def _pairing_document(pairing: Pairing) -> dict[str, Any]:
    return {
        "from": pairing.before.name,
        "to": pairing.after.name,
        "sentence": pairing.sentence,
        "schools": [asdict(shift) for shift in pairing.shifts],
        "clusters": [asdict(fate) for fate in pairing.fates],
    }
