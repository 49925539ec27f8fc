"""The forms: the rules of a plan, and who is to be placed."""

from wolds.widgets.rules.eligibility_form import EligibilityForm
from wolds.widgets.rules.form import RulesForm

__all__ = ["EligibilityForm", "RulesForm"]
