"""What the dashboard offers to do: say the same of every cluster listed, and hand on or forget what a former one left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication

from wolds.clustering.edits import EachPartnership, Edit, ForgetFormer, SetModel, SetStage, TakeOver
from wolds.clustering.edits.partnership import PartnershipEdit
from wolds.clustering.models import Model
from wolds.clustering.partnership.dashboard import PartnershipState
from wolds.clustering.partnership.records import Partnership, Stage
from wolds.widgets.partnership import words
from wolds.widgets.partnership.record_dialog import Field, Values
from wolds.widgets.partnership.section import needed
from wolds.widgets.partnership.typed import day

_AS_IT_IS: Final = ""
_NONE: Final = "none"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dashboard", text)


def fields_for_all() -> tuple[Field, ...]:
    """What can be said of several clusters at once; everything is left as it is at first."""
    stay = (_AS_IT_IS, _tr("As it is"))
    models = (stay, (_NONE, _tr("Not chosen")), *words.choices(Model))
    return (
        Field("stage", _tr("&Stage"), _AS_IT_IS, "choice", (stay, *words.choices(Stage))),
        Field("model", _tr("&Model now"), _AS_IT_IS, "choice", models),
        Field("target", _tr("&Aiming at"), _AS_IT_IS, "choice", models),
        Field("review", _tr("&Review on"), hint=_tr("As it is; or a day, such as: 1/9/2027")),
    )


def edit_for_all(states: Iterable[PartnershipState], values: Values, today: date) -> Edit:
    """Say this of all of them, as one step. `ValueError` where nothing was said."""
    if not any(values.values()):
        raise ValueError(_tr("Choose a stage, a model or a day of review."))
    review, shown = day(values["review"]), tuple(states)
    edits = tuple(edit for state in shown for edit in _edits(state, values, review, today))
    return EachPartnership(edits, _tr("Say the same of {n} partnerships").format(n=len(shown)))


def _edits(state: PartnershipState, values: Values, review: date | None, today: date) -> Iterator[PartnershipEdit]:
    key, one = state.cluster.id, state.partnership
    if values["stage"]:
        yield SetStage(key, Stage(values["stage"]))
    model, target = _chosen(values["model"], one.model), _chosen(values["target"], one.target)
    yield SetModel(key, model, target, review or one.review_date, today)


def _chosen(value: str, now: Model | None) -> Model | None:
    if value == _AS_IT_IS:
        return now
    return None if value == _NONE else Model(value)


def fields_for_former(former: dict[str, Partnership], clusters: Iterable[PartnershipState]) -> tuple[Field, ...]:
    """Which former partnership, and which cluster takes over; none means that it is forgotten."""
    left = tuple((key, _left(key, one)) for key, one in former.items())
    heirs = tuple((state.cluster.id, f"{state.cluster.number} {state.cluster.name}") for state in clusters)
    return (
        Field("former", _tr("&Former partnership"), left[0][0] if left else "", "choice", left),
        Field("deed", _tr("&What to do"), "take", "choice", (("take", _tr("Hand it on")), ("forget", _tr("Forget it")))),
        Field("to", _tr("Hand on &to"), "", "choice", (("", _tr("Choose a cluster")), *heirs)),
    )


def _left(key: str, one: Partnership) -> str:
    kept = _tr("{actions} actions, {measures} measures, {roles} joint roles")
    counts = kept.format(actions=len(one.actions), measures=len(one.measures), roles=len(one.roles))
    return f"{one.former_name or key}: {counts}"


def edit_for_former(values: Values) -> Edit:
    """Hand it on, or forget it. `ValueError` where the cluster that takes over is missing."""
    if values["deed"] == "forget":
        return ForgetFormer(values["former"])
    return TakeOver(values["former"], needed(values, "to", _tr("Choose the cluster that takes over.")))
