"""From options to a rules document: flags override the file that `--rules` names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wolds.app import rules_files
from wolds.app.cli.values import cap_km_of, refuse_missing, size_of
from wolds.app.register_files import TableFiles
from wolds.clustering.eligibility import Eligibility
from wolds.clustering.rules import Rules
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools

if TYPE_CHECKING:
    from wolds.clustering.rules_document import RulesDocument as _Document


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
    keep_federations: bool | None
    must_link: Path | None
    keep_apart: Path | None
    override: Path | None
    barriers: Path | None
    same_la: bool | None
    same_diocese: bool | None
    same_phase: bool | None
    objective: str | None
    partnership_cost_km: float | None
    little_change_km: float | None = None
    existing_relations_km: float | None = None
    keep_relations: tuple[str, ...] = ()
    roads: Path | None = None
    travel_table: Path | None = None
    speeds: Path | None = None
    mapping: Path | None = None
    postcodes: Path | None = None
    routing_server: str | None = None
    routing_kind: str | None = None
    valhalla: Path | None = None

    @property
    def table(self) -> TableFiles:
        """What goes with a register that is no GIAS extract."""
        return TableFiles(self.mapping, self.postcodes)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the options name."""
        lists = (self.urns, self.must_link, self.keep_apart, self.override, self.barriers)
        given = (self.rules, *lists, self.roads, self.travel_table, self.speeds, *self.table.given)
        return tuple(path for path in given if path is not None)


LISTS: Final = ("la", "optional", "keep_relations")
"""Options that may be repeated."""

_AS_THEY_ARE: Final = (
    *("cap_rule", "roll_min", "roll_max", "max_clusters", "mix", "objective", "partnership_cost_km", "little_change_km"),
    "existing_relations_km",
    *("keep_federations", "same_la", "same_diocese", "same_phase"),
)
"""Options whose value is that of the rule of the same name."""


def rules_and_eligibility(options: RuleOptions, present: _Document | None = None) -> tuple[Rules, Eligibility]:
    """The rules and the filter in force: `present` or the defaults, unless a rules document was given; options override
    both. Raises `InputError` for anything that cannot be."""
    from wolds.clustering.rules_document import RulesDocument
    from wolds.clustering.validating import validated

    for path in options.files:
        refuse_missing(path)
    base = (present or RulesDocument()) if options.rules is None else rules_files.load_rules_document(options.rules)
    rules = validated(Rules, _updated(base.rules, _rule_values(options)), "the rules")
    eligibility = validated(Eligibility, _updated(base.eligibility, _filter_values(options, base.eligibility)), "the filter")
    return rules, eligibility


def refuse_unknown_schools(options: RuleOptions, rules: Rules, schools: Schools) -> None:
    """`InputError` where a list or an option names a school that the register does not have; names file and row."""
    from wolds.clustering.pair_lists import refuse_unknown

    for path in (options.must_link, options.keep_apart):
        if path is not None:
            rules_files.read_links(path, schools)
    if options.override is not None:
        rules_files.read_overrides(options.override, schools)
    if options.urns is not None:
        rules_files.read_urns(options.urns, schools)
    for urn in options.optional:
        if urn not in schools:
            raise InputError(f"--optional {urn}: not in the register", remedy="Look at the URN.")
    refuse_unknown(schools, rules, None if options.rules is None else str(options.rules))


def _updated(document: Rules | Eligibility, values: dict[str, Any]) -> dict[str, Any]:
    return document.model_dump() | values


def _rule_values(options: RuleOptions) -> dict[str, Any]:
    values: dict[str, Any] = {}
    values |= {name: getattr(options, name) for name in _AS_THEY_ARE if getattr(options, name) is not None}
    values |= _cap_values(options)
    if options.keep_relations:
        values["keep_relations"] = tuple(dict.fromkeys(kind.strip().casefold() for kind in options.keep_relations))
    if options.size is not None:
        values["size_min"], values["size_max"] = size_of(options.size)
    return values | _file_values(options)


def _cap_values(options: RuleOptions) -> dict[str, Any]:
    if options.cap_km is not None and options.cap_min is not None:
        raise InputError(
            "--cap-km and --cap-min were both given", remedy="Give the travel limit in km or in minutes, not both."
        )
    if options.cap_km is not None:
        return {"cap_km": cap_km_of(options.cap_km), "cap_minutes": None}
    if options.cap_min is not None:
        return {"cap_km": None, "cap_minutes": options.cap_min}
    return {}


def _file_values(options: RuleOptions) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if options.must_link is not None:
        values["must_link"] = rules_files.read_links(options.must_link)
    if options.keep_apart is not None:
        values["keep_apart"] = rules_files.read_links(options.keep_apart)
    if options.override is not None:
        values["overrides"] = rules_files.read_overrides(options.override)
    if options.barriers is not None:
        values["barriers"] = rules_files.read_barriers(options.barriers)
    return values


def _filter_values(options: RuleOptions, base: Eligibility) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if options.la:
        values["la_codes"] = tuple(_la_code(text) for text in options.la)
    if options.urns is not None:
        values["urns"] = rules_files.read_urns(options.urns)
    if options.max_roll is not None:
        values["roll_max"] = options.max_roll
    if options.buffer_km is not None:
        values["buffer_km"] = options.buffer_km
    if options.optional:
        values["optional"] = _with_optional(base, options.optional)
    return values


def _la_code(text: str) -> str:
    if not text.strip():
        raise InputError("--la: the code is empty", remedy="Give a code such as 925.")
    return text.strip()


def _with_optional(base: Eligibility, urns: tuple[int, ...]) -> tuple[dict[str, Any], ...]:
    before = tuple(choice.model_dump() for choice in base.optional)
    known = {choice["urn"] for choice in before}
    fresh = (urn for urn in dict.fromkeys(urns) if urn not in known)
    return (*before, *({"urn": urn, "reason": "let in on the command line"} for urn in fresh))
