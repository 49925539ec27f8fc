"""The edits a person can make to a plan, each plain data. `document.do(edit)` is the only way in."""

from wolds.clustering.edits.base import Edit, EditContext, EditError
from wolds.clustering.edits.beside import AddAssociate, ForgetConfidential, KeepConfidential, RemoveAssociate
from wolds.clustering.edits.details import (
    RecolourCluster,
    RenameCluster,
    RenameScenario,
    SetClusterNote,
    SetLead,
    SetSchoolNote,
)
from wolds.clustering.edits.formers import ForgetFormer, TakeOver
from wolds.clustering.edits.idea import TakeIdea
from wolds.clustering.edits.locks import LockAll, LockClusters, LockSchools
from wolds.clustering.edits.membership import DissolveCluster, MergeClusters, MoveSchools, NewCluster, SplitCluster
from wolds.clustering.edits.merging import SetPartnership, TakeClusters, TheirCluster
from wolds.clustering.edits.partnership import (
    EachPartnership,
    SetBudget,
    SetHistory,
    SetJointRoles,
    SetLeadRole,
    SetModel,
    SetStage,
)
from wolds.clustering.edits.placing import AddToNote, PlaceSchools, Placing, RenameClusters
from wolds.clustering.edits.policy import SetPolicy
from wolds.clustering.edits.progress import (
    AddAction,
    AddMeasure,
    ChangeAction,
    ChangeMeasure,
    RecordReading,
    RemoveAction,
    RemoveMeasure,
)
from wolds.clustering.edits.proposal import AcceptProposal
from wolds.clustering.edits.relations import ForgetRelation, TakeRelations
from wolds.clustering.edits.rules import (
    AddBarrier,
    AddKeepApart,
    AddMustLink,
    AddOverride,
    RemoveBarrier,
    RemoveKeepApart,
    RemoveMustLink,
    RemoveOverride,
    SetRules,
)
from wolds.clustering.edits.standing import ExcludeSchool, IncludeSchool, MakeOptional, SetEligibility
from wolds.clustering.edits.together import Together
from wolds.clustering.edits.warnings import AcceptWarning, WithdrawAcceptance

__all__ = [
    "AcceptProposal",
    "AcceptWarning",
    "AddAction",
    "AddAssociate",
    "AddBarrier",
    "AddKeepApart",
    "AddMeasure",
    "AddMustLink",
    "AddOverride",
    "AddToNote",
    "ChangeAction",
    "ChangeMeasure",
    "DissolveCluster",
    "EachPartnership",
    "Edit",
    "EditContext",
    "EditError",
    "ExcludeSchool",
    "ForgetConfidential",
    "ForgetFormer",
    "ForgetRelation",
    "IncludeSchool",
    "KeepConfidential",
    "LockAll",
    "LockClusters",
    "LockSchools",
    "MakeOptional",
    "MergeClusters",
    "MoveSchools",
    "NewCluster",
    "PlaceSchools",
    "Placing",
    "RecolourCluster",
    "RecordReading",
    "RemoveAction",
    "RemoveAssociate",
    "RemoveBarrier",
    "RemoveKeepApart",
    "RemoveMeasure",
    "RemoveMustLink",
    "RemoveOverride",
    "RenameCluster",
    "RenameClusters",
    "RenameScenario",
    "SetBudget",
    "SetClusterNote",
    "SetEligibility",
    "SetHistory",
    "SetJointRoles",
    "SetLead",
    "SetLeadRole",
    "SetModel",
    "SetPartnership",
    "SetPolicy",
    "SetRules",
    "SetSchoolNote",
    "SetStage",
    "SplitCluster",
    "TakeClusters",
    "TakeIdea",
    "TakeOver",
    "TakeRelations",
    "TheirCluster",
    "Together",
    "WithdrawAcceptance",
]
