"""The page of pairs: the best matching of church with community schools, and the schools that are left."""

from __future__ import annotations

from PySide6.QtCore import Signal

from wolds.clustering.pairings import Pairings
from wolds.widgets.church.answers import pairs_listing
from wolds.widgets.church.listing import ListingView
from wolds.widgets.dialogs.parts import button, describe, label, row
from wolds.widgets.exploring.page import AnswerPage


class PairsPage(AnswerPage):
    """Pairs as a list; they are lines on the map too. `show_requested` carries URNs, `save_requested` the pairing."""

    show_requested = Signal(object)
    save_requested = Signal(object)  # Pairings
    asked = Signal()

    def __init__(self) -> None:
        self.pairs = ListingView("", "must-link")
        self.pairs.setContentsMargins(10, 0, 10, 8)
        super().__init__(self.pairs, "must-link")
        describe(self.pairs.table, self.tr("Pairs"))
        self.found: Pairings | None = None
        self.ask = button(self.tr("Find the best pai&rs"), self.asked.emit, icon_name="propose", kind="primary")
        self.save = button(self.tr("S&ave the pairs…"), self._save, icon_name="export")
        describe(self.save, self.tr("Save the pairs"), self.tr("A table for a spreadsheet, with the schools not paired"))
        self.words = label("", "muted")
        self.head.addLayout(row(self.ask, self.save, None))
        self.head.addWidget(self.words)
        self.asked_again.connect(self.asked)
        self.pairs.show_requested.connect(self.show_requested)
        self.forget()

    def forget(self) -> None:
        """Nothing was asked yet."""
        self.found = None
        self.words.hide()
        self.save.setEnabled(False)
        self.stale.hide()
        self.content.show_empty(
            self.tr("Which church school goes with which community school?"),
            self.tr(
                "As many pairs as possible within the reach chosen above, then as little travel as possible: the best, proven, "
                "with a reason for each school that is left."
            ),
        )

    def show_found(self, found: Pairings) -> None:
        """Show a pairing."""
        self.found = found
        pairs, left = len(found.pairs), len(found.unmatched)
        words = self.tr("{pairs} pairs, {km:.1f} km in all; {left} schools have no partner.")
        self.words.setText(" ".join((words.format(pairs=pairs, km=found.total_km, left=left), *found.notes)))
        self.words.show()
        self.pairs.show_listing(pairs_listing(found))
        self.save.setEnabled(bool(found.pairs or found.unmatched))
        self.content.show_content()
        self.set_stale(False)

    def _save(self) -> None:
        if self.found is not None:
            self.save_requested.emit(self.found)
