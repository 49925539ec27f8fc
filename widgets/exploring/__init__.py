"""What explains a plan: why a school is where it is, what would change it, and what lies just outside a rule."""

from wolds.widgets.exploring.alternatives import AlternativesWindow
from wolds.widgets.exploring.explain import ExplainView
from wolds.widgets.exploring.parts import Deed
from wolds.widgets.exploring.plan_card import ShownPlan
from wolds.widgets.exploring.sensitivity import SensitivityWindow

__all__ = ["AlternativesWindow", "Deed", "ExplainView", "SensitivityWindow", "ShownPlan"]
