"""Results out: cluster list, excluded schools, summary, spreadsheet, GeoJSON and the map that is shared. No Qt.

Every writer takes an `Exported` and a path, writes the file whole or not at all, and raises `WriteFailed` in plain words.
Names and notes come from files and people: in each format they stay dead text, whatever they hold.
"""

from wolds.app.export.bundle import Exported, SchoolRow
from wolds.app.export.clusters_csv import write_clusters_csv
from wolds.app.export.excluded_csv import write_excluded_csv
from wolds.app.export.geojson import write_geojson
from wolds.app.export.shared_map import write_shared_map
from wolds.app.export.summary import summary_of, write_summary
from wolds.app.export.workbook import write_workbook

__all__ = [
    "Exported",
    "SchoolRow",
    "summary_of",
    "write_clusters_csv",
    "write_excluded_csv",
    "write_geojson",
    "write_shared_map",
    "write_summary",
    "write_workbook",
]
