"""The rules of travel: the limit, between whom it holds, pairs known better, and lines that cannot be crossed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from wolds.clustering.rules import Barrier, CapRule, PairTravel, Rules
from wolds.clustering.travel import by_words
from wolds.geo.supplied import SuppliedTravel
from wolds.widgets.dialogs.travel import BarrierDialog
from wolds.widgets.rules.cap import CapField
from wolds.widgets.rules.fields import ChoiceField
from wolds.widgets.rules.pair_dialog import TravelDialog
from wolds.widgets.rules.records import BarriersField, OverridesField
from wolds.widgets.rules.school_picker import SchoolNames
from wolds.widgets.rules.sections import Section


class TravelSection(Section):
    """How far apart the schools of a cluster may be. `draw_barrier_requested` wants a line drawn on the map."""

    draw_barrier_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Travel"))
        self._selected: tuple[int, ...] = ()
        self.cap, self.overrides, self.barriers = CapField(), self._overrides_field(), self._barriers_field()
        self._add_limit()
        self._add_lists()

    def _add_limit(self) -> None:
        self.add(
            "cap",
            self.tr("&Travel limit"),
            self.cap,
            self.tr(
                "The furthest that two schools may be apart. Without roads, minutes are an estimate: straight line x 1.3 at 30"
                " miles an hour. Plan, Travel by, takes roads, a table or a server of your own."
            ),
            wide=True,
        )
        between = (
            (CapRule.PAIRS, self.tr("every two schools")),
            (CapRule.LEAD, self.tr("the lead school and each other")),
        )
        self.add(
            "cap_rule",
            self.tr("Limit holds &between"),
            ChoiceField(between),
            self.tr("Between every two is stricter: each head can reach each other head."),
            wide=True,
        )

    def _add_lists(self) -> None:
        self.add(
            "overrides",
            self.tr("Travel you know better"),
            self.overrides,
            self.tr("A ferry, a new bridge, a lane that floods: your figure beats every estimate."),
            wide=True,
        )
        self.add(
            "barriers",
            self.tr("Barriers"),
            self.barriers,
            self.tr("A line that nobody can cross straight, such as an estuary: schools on either side are kept apart."),
            wide=True,
        )

    def _overrides_field(self) -> OverridesField:
        field = OverridesField(self.tr("No pair has a travel of its own."), self.tr("Add…"))
        field.add_asked.connect(self._ask_travel)
        return field

    def _barriers_field(self) -> BarriersField:
        field = BarriersField(self.tr("No barrier is drawn."), self.tr("Draw on map…"), icon_name="barrier")
        field.add_asked.connect(self.draw_barrier_requested)
        field.edit_asked.connect(self._ask_crossing)
        return field

    def _ask_travel(self) -> None:
        dialog = TravelDialog(
            self.tr("Travel between two schools"),
            self.tr("Give the travel as you know it. It beats every estimate."),
            self.overrides.names,
            self._selected,
            self,
        )
        dialog.pair_chosen.connect(self._add_travel)
        dialog.open()

    def _add_travel(self, travel: PairTravel) -> None:
        others = tuple(known for known in self.overrides.value() if known.pair != travel.pair)
        self.overrides.show_value(others)
        self.overrides.append(travel)

    def _ask_crossing(self) -> None:
        barrier = self.barriers.current()
        if barrier is not None:
            dialog = BarrierDialog({known.name for known in self.barriers.value()}, self)
            dialog.show_barrier(barrier.name, barrier.minutes, barrier.reason)
            dialog.given.connect(lambda given: self.barriers.replace_current(_changed(barrier, *given)))
            dialog.open()

    def show_provider(self, supplied: SuppliedTravel | None) -> None:
        """Say by what one travels: the limit and every figure refer to it."""
        self.cap.show_provider("" if supplied is None else by_words(supplied))

    def show_names(self, names: SchoolNames) -> None:
        """Name schools by another register."""
        self.overrides.show_names(names)

    def show_selection(self, urns: frozenset[int]) -> None:
        """Keep two selected schools ready for the dialog that adds a pair."""
        self._selected = tuple(sorted(urns)) if len(urns) == 2 else ()

    def values(self) -> dict[str, Any]:
        """What the fields say; the cap becomes two fields of the rules."""
        values = super().values()
        values["cap_km"], values["cap_minutes"] = values.pop("cap")
        return values

    def shown(self, rules: Rules, name: str) -> Any:
        """The cap is one row for two fields."""
        return (rules.cap_km, rules.cap_minutes) if name == "cap" else super().shown(rules, name)

    def show_faults(self, faults: dict[str, str]) -> None:
        """Faults of either cap field stand beside the cap."""
        found = faults.get("cap_km") or faults.get("cap_minutes")
        super().show_faults({**faults, "cap": found} if found else faults)

    def in_words(self, rules: Rules) -> str:
        """The limit, and how many pairs and barriers."""
        parts = [self._limit_in_words(rules)]
        if rules.overrides:
            parts.append(self.tr("own travel: {n}").format(n=len(rules.overrides)))
        if rules.barriers:
            parts.append(self.tr("barriers: {n}").format(n=len(rules.barriers)))
        return ", ".join(parts)

    def _limit_in_words(self, rules: Rules) -> str:
        if rules.cap_in_km is None:
            return self.tr("No travel limit")
        limit = self.tr("{n:g} km").format(n=rules.cap_km) if rules.cap_km is not None else f"{rules.cap_minutes:g} min"
        whom = self.tr("every two schools") if rules.cap_rule == CapRule.PAIRS else self.tr("lead and each other school")
        return self.tr("At most {limit} between {whom}").format(limit=limit, whom=whom)


def _changed(barrier: Barrier, name: str, minutes: float | None, reason: str) -> Barrier:
    return barrier.model_copy(update={"name": name, "minutes": minutes, "reason": reason})
