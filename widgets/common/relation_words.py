"""Kinds of relation, and what a plan makes of one, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from wolds.clustering.partnership.records import FactKind
from wolds.clustering.relation_sheets.kinds import SaidKind
from wolds.clustering.relations import Fate
from wolds.clustering.rules import RelationKind


def _tr(text: str) -> str:
    return QCoreApplication.translate("Relations", text)


def kind_words(kind: SaidKind | RelationKind) -> str:
    """What a kind of relation, or of confidential fact, is called."""
    return {
        RelationKind.FEDERATION: _tr("Federation"),
        RelationKind.TRUST: _tr("Trust"),
        RelationKind.COLLABORATION: _tr("Collaboration"),
        RelationKind.EARLIER_CLUSTER: _tr("Earlier cluster"),
        RelationKind.SHARED_HEAD: _tr("Shared head"),
        FactKind.HEAD_VACANCY: _tr("Head vacancy"),
        FactKind.HEAD_RETIREMENT: _tr("Head retirement"),
        FactKind.NOTE: _tr("Note"),
    }[kind]


def fate_words(fate: Fate) -> str:
    """What a plan makes of a relation."""
    return {
        Fate.KEPT: _tr("Kept"),
        Fate.PARTED: _tr("Kept in part"),
        Fate.BROKEN: _tr("Broken"),
        Fate.UNPLACED: _tr("Not placed"),
        Fate.OUTSIDE: _tr("Not taking part"),
    }[fate]
