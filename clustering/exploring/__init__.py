"""Explaining and exploring a plan: why a school stands where it does, what would change it, how sure the plan is."""

from wolds.clustering.exploring.alternatives import Alternative, Alternatives, alternatives
from wolds.clustering.exploring.near_misses import NearMiss, near_misses
from wolds.clustering.exploring.next_best import Elsewhere, NextBest, next_best
from wolds.clustering.exploring.plan_relaxations import PlanRelaxation, plan_relaxations
from wolds.clustering.exploring.relaxations import relaxations_for
from wolds.clustering.exploring.steps import Placing, Relaxation, Step
from wolds.clustering.exploring.sweeping import SweepRow, present_clusters, sweep
from wolds.clustering.exploring.what_changed import ClusterChange, SchoolChange, WhatChanged, what_changed
from wolds.clustering.exploring.why_here import WhyHere, why_here
from wolds.clustering.exploring.why_not import WhyNot, why_not

__all__ = [
    "Alternative",
    "Alternatives",
    "ClusterChange",
    "Elsewhere",
    "NearMiss",
    "NextBest",
    "Placing",
    "PlanRelaxation",
    "Relaxation",
    "SchoolChange",
    "Step",
    "SweepRow",
    "WhatChanged",
    "WhyHere",
    "WhyNot",
    "alternatives",
    "near_misses",
    "next_best",
    "plan_relaxations",
    "present_clusters",
    "relaxations_for",
    "sweep",
    "what_changed",
    "why_here",
    "why_not",
]
