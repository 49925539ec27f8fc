"""The groups of the filter form: where, what kind, which roll, church, school by school."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wolds.clustering.eligibility import Eligibility
from wolds.geo.character import Character
from wolds.geo.schools import Schools
from wolds.widgets.dialogs.flow import FlowLayout
from wolds.widgets.dialogs.parts import button
from wolds.widgets.rules.choices import ChoicesField, ChosenDialog, as_fields, chosen_of
from wolds.widgets.rules.fields import NumberField, SwitchField
from wolds.widgets.rules.multi_choice import MultiChoiceField
from wolds.widgets.rules.register_options import authority_options, character_options, text_options
from wolds.widgets.rules.school_picker import SchoolNames
from wolds.widgets.rules.sections import Section
from wolds.widgets.rules.urn_list import UrnListField

BANDS: Final = ((None, 49), (50, 109), (110, 149), (150, 209), (None, 209))
"""Roll bands in use: lowest and highest roll, None = open."""


class WhereSection(Section):
    """Local authorities, and how far their neighbours may join in."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Local authorities"))
        self.authorities = MultiChoiceField(self.tr("None ticked: every authority"))
        self.add(
            "la_codes",
            self.tr("&Authorities"),
            self.authorities,
            self.tr("Schools of these are to be placed. In brackets: open schools."),
            wide=True,
        )
        self.add(
            "buffer_km",
            self.tr("&Neighbours within"),
            NumberField(0, 2000, self.tr("km"), decimals=1),
            self.tr("Schools across the boundary this near may join a cluster, and are never counted unplaced."),
        )

    def show_register(self, schools: Schools) -> None:
        """Offer what the register holds."""
        self.authorities.show_options(authority_options(schools))

    def in_words(self, document: Eligibility) -> str:
        """The authorities chosen."""
        return self.authorities.words.text()


class KindSection(Section):
    """Phase, status, rural, a list."""

    urn_list_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Phase, status and rurality"))
        self.phases = MultiChoiceField(self.tr("None ticked: every phase"))
        self.statuses = MultiChoiceField(self.tr("None ticked: every status, closed schools too"))
        self.urns = UrnListField()
        self.urns.file_asked.connect(self.urn_list_requested)
        self.add("phases", self.tr("&Phases"), self.phases, self.tr("The register's own words."), wide=True)
        self.add("statuses", self.tr("&Status"), self.statuses, self.tr("Open schools unless you tick others."), wide=True)
        rural, why = self.tr("&Rural schools only"), self.tr("By the register's urban/rural words. Blank counts as rural.")
        switch = SwitchField(rural)
        self.add("rural_only", "", switch, why)
        switch.describe(rural, why)
        self.add(
            "urns",
            self.tr("Only a list of schools"),
            self.urns,
            self.tr("A file of URNs, such as the designated rural schools. It stands in for the register's urban/rural words."),
            wide=True,
        )

    def show_register(self, schools: Schools) -> None:
        """Offer what the register holds."""
        self.phases.show_options(text_options(schools, "phase"))
        self.statuses.show_options(text_options(schools, "status"))

    def in_words(self, document: Eligibility) -> str:
        """The phases, and whether only rural schools count."""
        rural = self.tr("on the list") if document.urns is not None else self.tr("rural") if document.rural_only else ""
        return ", ".join(part for part in (self.phases.words.text(), self.statuses_in_words(document), rural) if part)

    def statuses_in_words(self, document: Eligibility) -> str:
        """Nothing for the usual statuses."""
        return "" if document.statuses == Eligibility().statuses else self.statuses.words.text()


class RollSection(Section):
    """The roll of one school, with the bands in use."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Roll of a school"))
        unit = self.tr("pupils")
        self.low = NumberField(0, 100_000, unit, optional=True, start=50)
        self.high = NumberField(0, 100_000, unit, optional=True, start=209)
        self.bands = QWidget()
        flow = FlowLayout(self.bands)
        for low, high in BANDS:
            flow.addWidget(button(self._band_in_words(low, high), self._chooser(low, high), kind="small"))
        self.rows.addWidget(self.bands)
        self.add("roll_min", self.tr("&Lowest"), self.low, self.tr("Schools below it are left out."))
        self.add("roll_max", self.tr("&Highest"), self.high, self.tr("Small schools have 209 pupils or fewer."))

    def _band_in_words(self, low: int | None, high: int | None) -> str:
        if high is None:
            return self.tr("any roll") if low is None else self.tr("{n} or more").format(n=low)
        return self.tr("under {n}").format(n=high + 1) if low is None else f"{low}–{high}"

    def _chooser(self, low: int | None, high: int | None) -> Any:
        def choose() -> None:
            self.low.show_value(low)
            self.high.show_value(high)
            self.committed.emit("roll_max")

        return choose

    def in_words(self, document: Eligibility) -> str:
        """The band."""
        return self._band_in_words(document.roll_min or None, document.roll_max).capitalize()


class ChurchSection(Section):
    """Diocese and character."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Church"))
        self.characters = MultiChoiceField(self.tr("None ticked: every character"))
        self.dioceses = MultiChoiceField(self.tr("None ticked: every diocese"))
        kept = self.tr("A blank in the register is unknown, not a no: such schools stay in.")
        self.add("characters", self.tr("&Character"), self.characters, kept, wide=True)
        self.add("dioceses", self.tr("&Dioceses"), self.dioceses, kept, wide=True)

    def show_register(self, schools: Schools) -> None:
        """Offer what the register holds."""
        names = {
            str(Character.CHURCH): self.tr("Church"),
            str(Character.COMMUNITY): self.tr("Community"),
            str(Character.OTHER_FAITH): self.tr("Other faith"),
        }
        self.characters.show_options(character_options(schools, names))
        self.dioceses.show_options(text_options(schools, "diocese"))

    def in_words(self, document: Eligibility) -> str:
        """The characters and dioceses chosen."""
        chosen = [field.words.text() for field in (self.characters, self.dioceses) if field.value()]
        return ", ".join(chosen) or self.tr("Every character and diocese")


class SchoolBySchoolSection(Section):
    """Schools taken in or left out by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("School by school"))
        self._selected: int | None = None
        self.choices = ChoicesField(self.tr("No school is taken in or left out by hand."), self.tr("Add…"))
        self.choices.add_asked.connect(self._ask)
        why = self.tr("Beats the filter above: larger schools that may join, schools that must stay out. The reason is kept.")
        self.add("choices", self.tr("Taken in or left out"), self.choices, why, wide=True)

    def _ask(self) -> None:
        dialog = ChosenDialog(self.choices.names, self._selected, self)
        dialog.chosen.connect(self.choices.put)
        dialog.open()

    def show_register(self, schools: Schools) -> None:
        """Any school of the register may be chosen."""
        self.choices.show_names(SchoolNames(schools))

    def show_selection(self, urns: frozenset[int]) -> None:
        """A single selected school stands ready in the dialog."""
        self._selected = next(iter(urns)) if len(urns) == 1 else None

    def values(self) -> dict[str, Any]:
        """The choices as three fields of the filter."""
        return dict(as_fields(self.choices.value()))

    def shown(self, document: Eligibility, name: str) -> Any:
        """The three fields as one list."""
        return chosen_of(document)

    def in_words(self, document: Eligibility) -> str:
        """How many."""
        count = len(chosen_of(document))
        return self.tr("{n} by hand").format(n=count) if count else self.tr("None by hand")
