"""The rules of size: schools and pupils of a cluster, and how many clusters."""

from __future__ import annotations

from wolds.clustering.rules import Rules
from wolds.widgets.rules.fields import NumberField
from wolds.widgets.rules.sections import Section


class SizeSection(Section):
    """How many schools and pupils a cluster has."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Size and roll"))
        self._add_schools()
        self._add_roll()

    def _add_schools(self) -> None:
        unit = self.tr("schools")
        self.add(
            "size_min",
            self.tr("&Fewest schools"),
            NumberField(1, 100, unit),
            self.tr("Fewer schools than this are no partnership."),
        )
        self.add(
            "size_max",
            self.tr("&Most schools"),
            NumberField(1, 1000, unit, optional=True, start=6),
            self.tr("Two to five or six schools have worked best; more heads find it hard to meet."),
        )

    def _add_roll(self) -> None:
        unit = self.tr("pupils")
        self.add(
            "roll_min",
            self.tr("&Lowest combined roll"),
            NumberField(0, 1_000_000, unit, step=10, optional=True, start=150),
            self.tr("Pupils of all its schools together: about 150 pay for one shared head."),
        )
        self.add(
            "roll_max",
            self.tr("&Highest combined roll"),
            NumberField(1, 1_000_000, unit, step=10, optional=True, start=500),
            self.tr("Leave it off unless a partnership would grow too large to lead."),
        )

    def in_words(self, rules: Rules) -> str:
        """The ranges."""
        return f"{self._schools_in_words(rules)}, {self._roll_in_words(rules)}"

    def _schools_in_words(self, rules: Rules) -> str:
        if rules.size_max is None:
            return self.tr("{low} schools or more").format(low=rules.size_min)
        return self.tr("{low} to {high} schools").format(low=rules.size_min, high=rules.size_max)

    def _roll_in_words(self, rules: Rules) -> str:
        low, high = rules.roll_min, rules.roll_max
        if low is None and high is None:
            return self.tr("any roll")
        if high is None:
            return self.tr("{low} pupils or more").format(low=low)
        return self.tr("{low} to {high} pupils").format(low=low or 0, high=high)


class NumberOfClustersSection(Section):
    """How many clusters there may be."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Number of clusters"))
        self.add(
            "max_clusters",
            self.tr("At most"),
            NumberField(0, 100_000, self.tr("clusters"), optional=True, start=40),
            self.tr("For a fixed pot of grants. Every cluster counts, locked ones too. Schools beyond them stay unplaced."),
        )

    def in_words(self, rules: Rules) -> str:
        """The limit."""
        if rules.max_clusters is None:
            return self.tr("As many as needed")
        return self.tr("At most {n}").format(n=rules.max_clusters)
