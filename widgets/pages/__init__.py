"""Pages that fill the window while there is no map to show, and the strip of a running job."""

from wolds.widgets.pages.import_report import ImportReportPage
from wolds.widgets.pages.job_bar import JobBar
from wolds.widgets.pages.recent import RecentFile
from wolds.widgets.pages.start import Recoverable, StartPage

__all__ = ["ImportReportPage", "JobBar", "RecentFile", "Recoverable", "StartPage"]
