"""Travel by road, offline: networks out of files, schools snapped to them, shortest and fastest ways between schools. No Qt.

Distances are metres along the road, times are seconds under class speeds that a person can change. Coordinates are EPSG:27700
metres. What comes out is a `geo.supplied.SuppliedTravel`, the same as from any other provider of travel.
"""
