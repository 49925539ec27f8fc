"""What a proposal keeps small, and what it would rather have where it can."""

from __future__ import annotations

from wolds.clustering.rules import Objective, RelationKind, Rules, minutes_of_km
from wolds.widgets.rules.fields import ChoiceField, NumberField, SliderField
from wolds.widgets.rules.relation_kinds import RelationKindsField
from wolds.widgets.rules.sections import Section


class PartnershipCost(SliderField):
    """From "more, tighter" to "fewer, larger" clusters."""

    def __init__(self) -> None:
        super().__init__(0.5, self.tr("more, tighter"), self.tr("fewer, larger"))

    def words_for(self, value: float) -> str:
        """The cost in km and in minutes."""
        if value == 0:
            return self.tr("no cost")
        return self.tr("{km:g} km (about {minutes:.0f} min)").format(km=value, minutes=minutes_of_km(value))


class AimSection(Section):
    """What is kept small once as many schools as possible are placed."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("What is kept small"))
        aims = (
            (Objective.CLOSENESS, self.tr("travel between all partners")),
            (Objective.HUB, self.tr("travel to one central school")),
        )
        self.add(
            "objective",
            self.tr("&Keep small"),
            ChoiceField(aims),
            self.tr("As many schools as possible are placed first; then this is made as small as it can be."),
            wide=True,
        )
        self.add(
            "partnership_cost_km",
            self.tr("More or &fewer clusters"),
            PartnershipCost(),
            self.tr("What one more partnership must save in travel to be worth having."),
            wide=True,
        )

    def in_words(self, rules: Rules) -> str:
        """The aim and the cost."""
        hub = rules.objective == Objective.HUB
        aim = self.tr("Travel to one central school") if hub else self.tr("Travel between all partners")
        if rules.partnership_cost_km == 0:
            return aim
        return self.tr("{aim}; {km:g} km a partnership").format(aim=aim, km=rules.partnership_cost_km)


class PreferencesSection(Section):
    """What a proposal would rather have: each is weighed against km of travel, 0 is off."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Preferences"))
        self._add_weight(
            "existing_relations_km",
            self.tr("Keep existing &partners together"),
            self.tr("The travel that is worth spending to keep two schools that work together already in one cluster."),
        )
        self.prefer_relations = RelationKindsField(self.tr("Every kind counts."), tuple(RelationKind))
        self.add(
            "prefer_relations",
            self.tr("&Existing partners are"),
            self.prefer_relations,
            self.tr("Which relations count for that. Recorded ones come from your own sheet (File > Bring in relations)."),
            wide=True,
        )
        self._add_weight(
            "mix_preferred_km",
            self.tr("Mix &church and community"),
            self.tr("The travel that is worth spending to have both kinds in a cluster."),
        )
        self._add_weight(
            "little_change_km",
            self.tr("&Change little"),
            self.tr(
                "For each pair of schools that share a cluster now: the travel a proposal must save before it parts them. "
                "0 lets travel alone decide; the higher, the more of the present plan stays."
            ),
        )
        self._add_roll_target()

    def show_document(self, rules: Rules) -> None:
        """Show rules; the kinds of relation are offered with how many are recorded."""
        self.prefer_relations.show_counts(rules)
        super().show_document(rules)

    def _add_weight(self, name: str, text: str, why: str) -> None:
        self.add(name, text, NumberField(0, 2000, self.tr("km"), decimals=1, step=0.5), why)

    def _add_roll_target(self) -> None:
        self.add(
            "roll_target",
            self.tr("&Roll to aim for"),
            NumberField(1, 1_000_000, self.tr("pupils"), step=10, optional=True, start=200),
            self.tr("A combined roll above the lowest one allowed."),
        )
        self._add_weight(
            "roll_target_km_per_10_pupils",
            self.tr("For each &10 pupils short of it"),
            self.tr("The travel that is worth spending for ten pupils more. 0 means the aim has no effect."),
        )

    def in_words(self, rules: Rules) -> str:
        """The preferences in force."""
        parts = [
            self.tr("existing partners") if rules.existing_relations_km else "",
            self.tr("church with community") if rules.mix_preferred_km else "",
            self.tr("little change") if rules.little_change_km else "",
            self.tr("roll") if rules.roll_target is not None and rules.roll_target_km_per_10_pupils else "",
        ]
        text = ", ".join(part for part in parts if part)
        return text[:1].upper() + text[1:] if text else self.tr("None: travel alone decides")
