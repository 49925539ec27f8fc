"""Travel from a routing engine: a server of the council's own over HTTP (OSRM, OpenRouteService, Valhalla). No Qt.

A router answers tables of ways between points; `travel.travel_among` asks it for the pairs of schools that are near enough,
both ways, and makes a `geo.supplied.SuppliedTravel` of them, the same as from any other provider of travel.
"""
