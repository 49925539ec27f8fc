"""The life of a partnership: who leads, model, roles, actions, measures, money, and what is kept apart."""

from wolds.widgets.partnership.record_dialog import RecordDialog
from wolds.widgets.partnership.view import PartnershipView

__all__ = ["PartnershipView", "RecordDialog"]
