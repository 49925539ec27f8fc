"""From options to a rules document: flags override the file that `--rules` names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wolds.app.cli.values import cap_km_of, refuse_missing, size_of
from wolds.clustering.eligibility import Eligibility
from wolds.clustering.rules import Rules
from wolds.geo.errors import InputError


@dataclass(frozen=True)
class RuleOptions:
    """The options of `wolds propose` that say who is eligible and what holds; None and empty = not given."""

    rules: Path | None
    la: tuple[str, ...]
    urns: Path | None
    max_roll: int | None
    buffer_km: float | None
    optional: tuple[int, ...]
    cap_km: str | None
    cap_min: float | None
    cap_rule: str | None
    size: str | None
    roll_min: int | None
    roll_max: int | None
    max_clusters: int | None
    mix: str | None
    keep_federations: bool
    must_link: Path | None
    keep_apart: Path | None
    override: Path | None
    barriers: Path | None
    same_la: bool
    same_diocese: bool
    same_phase: bool
    objective: str | None
    partnership_cost_km: float | None


def rules_and_eligibility(options: RuleOptions) -> tuple[Rules, Eligibility]:
    """The rules and the filter in force. Raises `InputError` for anything that cannot be."""
    from wolds.clustering.rules_document import RulesDocument, load_rules_document
    from wolds.clustering.validating import validated

    _refuse_missing_files(options)
    base = RulesDocument() if options.rules is None else load_rules_document(options.rules)
    rules = validated(Rules, _updated(base.rules, _rule_values(options)), "the rules")
    eligibility = validated(Eligibility, _updated(base.eligibility, _filter_values(options, base.eligibility)), "the filter")
    return rules, eligibility


def _updated(document: Rules | Eligibility, values: dict[str, Any]) -> dict[str, Any]:
    return document.model_dump() | values


def _refuse_missing_files(options: RuleOptions) -> None:
    for path in (options.rules, options.urns, options.must_link, options.keep_apart, options.override, options.barriers):
        if path is not None:
            refuse_missing(path)


def _rule_values(options: RuleOptions) -> dict[str, Any]:
    values: dict[str, Any] = {}
    plain = ("cap_rule", "roll_min", "roll_max", "max_clusters", "mix", "objective", "partnership_cost_km")
    values |= {name: getattr(options, name) for name in plain if getattr(options, name) is not None}
    values |= {name: True for name in ("keep_federations", "same_la", "same_diocese", "same_phase") if getattr(options, name)}
    values |= _cap_values(options)
    if options.size is not None:
        values["size_min"], values["size_max"] = size_of(options.size)
    return values | _file_values(options)


def _cap_values(options: RuleOptions) -> dict[str, Any]:
    if options.cap_km is not None and options.cap_min is not None:
        raise InputError("--cap-km and --cap-min were both given", remedy="Give the cap in km or in minutes, not both.")
    if options.cap_km is not None:
        return {"cap_km": cap_km_of(options.cap_km), "cap_minutes": None}
    if options.cap_min is not None:
        return {"cap_km": None, "cap_minutes": options.cap_min}
    return {}


def _file_values(options: RuleOptions) -> dict[str, Any]:
    from wolds.clustering import pair_lists

    readers = {
        "must_link": pair_lists.read_links,
        "keep_apart": pair_lists.read_links,
        "overrides": pair_lists.read_overrides,
        "barriers": pair_lists.read_barriers,
    }
    paths = {
        "must_link": options.must_link,
        "keep_apart": options.keep_apart,
        "overrides": options.override,
        "barriers": options.barriers,
    }
    return {name: readers[name](path) for name, path in paths.items() if path is not None}


def _filter_values(options: RuleOptions, base: Eligibility) -> dict[str, Any]:
    from wolds.clustering import pair_lists

    values: dict[str, Any] = {}
    if options.la:
        values["la_codes"] = options.la
    if options.urns is not None:
        values["urns"] = pair_lists.read_urns(options.urns)
    if options.max_roll is not None:
        values["roll_max"] = options.max_roll
    if options.buffer_km is not None:
        values["buffer_km"] = options.buffer_km
    if options.optional:
        given = tuple({"urn": urn, "reason": "let in on the command line"} for urn in options.optional)
        values["optional"] = (*(choice.model_dump() for choice in base.optional), *given)
    return values
