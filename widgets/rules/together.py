"""The rules about who belongs together: federations, schools kept together, schools kept apart."""

from __future__ import annotations

from collections.abc import Mapping

from wolds.clustering.rules import RECORDED_KINDS, FederationExemption, Link, Rules
from wolds.widgets.common.relation_words import kind_words
from wolds.widgets.rules.exemption import ExemptionDialog
from wolds.widgets.rules.fields import SwitchField
from wolds.widgets.rules.pair_dialog import PairDialog
from wolds.widgets.rules.records import ExemptionsField, LinksField
from wolds.widgets.rules.relation_kinds import RelationKindsField
from wolds.widgets.rules.school_picker import SchoolNames
from wolds.widgets.rules.sections import Section


class TogetherSection(Section):
    """Federations, must-links and keep-aparts. Two selected schools stand ready in the dialogs that add a pair."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Who belongs together"))
        self._selected: tuple[int, ...] = ()
        self.must_link = LinksField(self.tr("No schools are kept together by hand."), self.tr("Add…"))
        self.keep_apart = LinksField(self.tr("No schools are kept apart by hand."), self.tr("Add…"))
        self.exemptions = ExemptionsField(self.tr("Every federation keeps every rule."), self.tr("Let off…"))
        self.must_link.add_asked.connect(self._ask_together)
        self.keep_apart.add_asked.connect(self._ask_apart)
        self.exemptions.add_asked.connect(self._ask_exemption)
        self._add_federations()
        self._add_relations()
        self._add_links()

    def _add_federations(self) -> None:
        text = self.tr("&Keep federations together")
        why = self.tr(
            "Schools of one federation share a cluster. One that cannot meet the rules stays unplaced and is never split."
        )
        switch = SwitchField(text)
        self.add("keep_federations", "", switch, why)
        switch.describe(text, why)
        self.add(
            "exemptions",
            self.tr("Federations let off a rule"),
            self.exemptions,
            self.tr("For one that lies too far apart or is too large: let it off the limit or the size, or let it be split."),
            wide=True,
        )

    def _add_relations(self) -> None:
        self.keep_relations = RelationKindsField(self.tr("None: recorded relations may be split."), RECORDED_KINDS)
        self.add(
            "keep_relations",
            self.tr("Recorded &relations kept together"),
            self.keep_relations,
            self.tr("Relations from your own sheet (File > Bring in relations) whose schools share a cluster, by kind."),
            wide=True,
        )

    def show_document(self, rules: Rules) -> None:
        """Show rules; the kinds are offered with how many relations of each are recorded."""
        self.keep_relations.show_counts(rules)
        super().show_document(rules)

    def _add_links(self) -> None:
        self.add(
            "must_link",
            self.tr("Kept together"),
            self.must_link,
            self.tr("These schools share a cluster, or stay unplaced together."),
            wide=True,
        )
        self.add(
            "keep_apart",
            self.tr("Kept apart"),
            self.keep_apart,
            self.tr("These schools never share a cluster: no bridge, or heads who cannot work together."),
            wide=True,
        )

    def show_names(self, names: SchoolNames, federation_names: Mapping[str, str]) -> None:
        """Name schools and federations (by their key in the rules) by another register."""
        self.must_link.show_names(names)
        self.keep_apart.show_names(names)
        self.exemptions.federation_names = dict(sorted(federation_names.items(), key=lambda item: item[1]))
        self.exemptions.show_names(names)

    def show_selection(self, urns: frozenset[int]) -> None:
        """Keep two selected schools ready for the dialogs that add a pair."""
        self._selected = tuple(sorted(urns)) if len(urns) == 2 else ()

    def _ask_together(self) -> None:
        self._ask(self.must_link, self.tr("Keep two schools together"), self.tr("They share a cluster whatever else changes."))

    def _ask_apart(self) -> None:
        self._ask(self.keep_apart, self.tr("Keep two schools apart"), self.tr("They never share a cluster."))

    def _ask(self, field: LinksField, title: str, sentence: str) -> None:
        dialog = PairDialog(title, sentence, field.names, self._selected, self)
        dialog.pair_chosen.connect(lambda link: _add_link(field, link))
        dialog.open()

    def _ask_exemption(self) -> None:
        dialog = ExemptionDialog(self.exemptions.federation_names, self)
        dialog.exemption_chosen.connect(self._add_exemption)
        dialog.open()

    def _add_exemption(self, exemption: FederationExemption) -> None:
        same = (exemption.federation, exemption.exempt)
        others = tuple(known for known in self.exemptions.value() if (known.federation, known.exempt) != same)
        self.exemptions.show_value(others)
        self.exemptions.append(exemption)

    def in_words(self, rules: Rules) -> str:
        """Federations, and how many links of each kind."""
        parts = [self.tr("Federations kept together") if rules.keep_federations else self.tr("Federations may be split")]
        if rules.keep_relations:
            kinds = ", ".join(kind_words(kind).lower() for kind in rules.keep_relations)
            parts.append(self.tr("kept as a rule: {kinds}").format(kinds=kinds))
        if rules.must_link:
            parts.append(self.tr("kept together: {n}").format(n=len(rules.must_link)))
        if rules.keep_apart:
            parts.append(self.tr("kept apart: {n}").format(n=len(rules.keep_apart)))
        return ", ".join(parts)


def _add_link(field: LinksField, link: Link) -> None:
    """A second link for a pair replaces the first."""
    field.show_value(tuple(known for known in field.value() if known.pair != link.pair))
    field.append(link)
