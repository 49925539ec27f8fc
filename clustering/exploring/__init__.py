"""Explaining and exploring a plan: why a school stands where it does, what would change it, how sure the plan is."""

from wolds.clustering.exploring.plan_relaxations import PlanRelaxation, plan_relaxations
from wolds.clustering.exploring.relaxations import relaxations_for
from wolds.clustering.exploring.steps import Placing, Relaxation, Step
from wolds.clustering.exploring.why_not import WhyNot, why_not

__all__ = ["Placing", "PlanRelaxation", "Relaxation", "Step", "WhyNot", "plan_relaxations", "relaxations_for", "why_not"]
