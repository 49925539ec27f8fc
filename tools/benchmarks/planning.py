"""A register with the rules of the sample county, ready to be proposed for. Shared by the subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.registers import sample_rules

if TYPE_CHECKING:
    from wolds.clustering.edits.base import EditContext
    from wolds.clustering.eligibility import Eligibility
    from wolds.clustering.rules import Rules


def context_of(register: str, eligibility: Eligibility, rules: Rules) -> EditContext:
    """What a proposal starts from."""
    from wolds.clustering.edits.base import EditContext
    from wolds.clustering.eligibility import standing_of
    from wolds.clustering.plan import Plan
    from wolds.geo.registers import read_register

    schools = read_register(register).schools
    return EditContext(schools, standing_of(schools, eligibility), Plan(rules=rules, eligibility=eligibility))


def sample_context(register: str, schools: int) -> EditContext:
    """The sample county's rules, with the water of each copy of the county."""
    return context_of(register, *sample_rules(schools))


def plain_context(register: str, cap_km: float = 12.0, size_max: int = 6, **wanted: object) -> EditContext:
    """The rules that the command line starts from: size 3-6, 150 pupils, every pair within the cap, nothing else."""
    from wolds.clustering.eligibility import Eligibility
    from wolds.clustering.rules import Rules

    eligibility = Eligibility.model_validate({"roll_max": 209, **wanted})
    rules = Rules(cap_km=cap_km, cap_rule="pairs", size_min=3, size_max=size_max, roll_min=150)
    return context_of(register, eligibility, rules)
