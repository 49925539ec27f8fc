"""Dialogs: none blocks, each answers by signal. Show one with `open()`."""

from wolds.widgets.dialogs.about import AboutDialog
from wolds.widgets.dialogs.file_questions import ChangedOnDiskDialog, ErrorDialog, HeldByDialog, UnsavedDialog
from wolds.widgets.dialogs.go_to import GoToDialog, Place
from wolds.widgets.dialogs.move_to import MoveToDialog
from wolds.widgets.dialogs.new_plan import NewPlanDialog, Start
from wolds.widgets.dialogs.preview import PreviewPanel
from wolds.widgets.dialogs.questions import Answer, QuestionDialog
from wolds.widgets.dialogs.routing import RoutingServerDialog, ServerChoice
from wolds.widgets.dialogs.settings import SettingsDialog
from wolds.widgets.dialogs.shortcuts import ShortcutsDialog
from wolds.widgets.dialogs.speeds import SpeedsDialog
from wolds.widgets.dialogs.texts import ReasonDialog, TextDialog
from wolds.widgets.dialogs.travel import BarrierDialog, PairTravelDialog

__all__ = [
    "AboutDialog",
    "Answer",
    "BarrierDialog",
    "ChangedOnDiskDialog",
    "ErrorDialog",
    "GoToDialog",
    "HeldByDialog",
    "MoveToDialog",
    "NewPlanDialog",
    "PairTravelDialog",
    "Place",
    "PreviewPanel",
    "QuestionDialog",
    "ReasonDialog",
    "RoutingServerDialog",
    "ServerChoice",
    "SettingsDialog",
    "ShortcutsDialog",
    "SpeedsDialog",
    "Start",
    "TextDialog",
    "UnsavedDialog",
]
