"""What is handed on: the dialogs of reports, and their pages."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import stage

from pictures import travel_shown

if TYPE_CHECKING:
    from pictures.album import Album


def take_report(album: Album) -> None:
    """What shall be in the committee report."""
    with stage.open_plan(*stage.SMALL) as window:
        dialog = window.reporting.open()
        assert dialog is not None
        album.take(dialog, "committee-report")
        dialog.reject()


def take_many_reports(album: Album) -> None:
    """Which briefs and letters to make."""
    from wolds.widgets.dialogs.many_reports import ManyReportsDialog

    with stage.open_plan(*stage.SMALL) as window:
        window.many_reports.ask()
        dialog = window.findChild(ManyReportsDialog)
        assert dialog is not None
        dialog.what.setCurrentIndex(1)
        album.take(dialog, "briefs-and-letters")
        dialog.reject()


def take_pages(album: Album) -> None:
    """The first pages of what is handed on: a brief for governors and the committee report."""
    stage.set_up()
    with tempfile.TemporaryDirectory() as folder:
        brief, report = travel_shown.write_papers(Path(folder))
        album.keep(travel_shown.page(brief, 0, 900), "brief-page")
        album.keep(travel_shown.page(report, 3, 900), "report-page")
