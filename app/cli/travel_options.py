"""What the options say of travel: the roads of a file, a table, a routing server, or what a plan carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wolds.app.cli.rules_options import RuleOptions
from wolds.clustering.edits import EditContext
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch

if TYPE_CHECKING:
    from wolds.app.travelling import Travelling
    from wolds.geo.roads.classes import Speeds

_PROVIDERS: Final = ("roads", "travel_table", "routing_server", "valhalla")


def travelling(context: EditContext, options: RuleOptions, watch: Watch) -> tuple[EditContext, tuple[str, ...]]:
    """The same with the travel that was asked for, or that the plan carries; and what is to be said of it."""
    from wolds.app.travelling import refuse_too_short

    _refuse_misfits(options)
    found = _found(context, options, watch)
    if found is None:
        refuse_too_short(context.schools, context.plan.rules)
        return context, ()
    return replace(context, schools=context.schools.travelling_by(found.travel)), found.notes


def _refuse_misfits(options: RuleOptions) -> None:
    given = [name for name in _PROVIDERS if getattr(options, name) is not None]
    if len(given) > 1:
        one, two = (f"--{name.replace('_', '-')}" for name in given[:2])
        raise InputError(f"{one} and {two} were both given", remedy="Leave one of them out.")
    if options.speeds is not None and options.roads is None:
        raise InputError("--speeds was given without --roads", remedy="Give the roads that are driven at these speeds.")
    if (options.routing_server is None) != (options.routing_kind is None):
        raise InputError(
            "--routing-server and --routing-kind go together", remedy="Give both: the address, and osrm, ors or valhalla."
        )


def _found(context: EditContext, options: RuleOptions, watch: Watch) -> Travelling | None:
    from wolds.app.travelling import by_roads, by_table

    if options.roads is not None:
        return by_roads(context, options.roads, watch, _speeds(options.speeds))
    if options.routing_server is not None and options.routing_kind is not None:
        return _by_server(context, options.routing_server, options.routing_kind, watch)
    if options.valhalla is not None:
        return _by_valhalla(context, options.valhalla, watch)
    return None if options.travel_table is None else by_table(context, options.travel_table)


def _by_server(context: EditContext, address: str, kind: str, watch: Watch) -> Travelling:
    from wolds.app.routed_travel import by_router, how_many, source_of
    from wolds.app.routing_keys import key_for_command
    from wolds.geo.routing.address import address_of
    from wolds.geo.routing.kinds import RouterKind
    from wolds.geo.routing.server import RoutingServer

    if kind not in list(RouterKind):
        raise InputError(f"--routing-kind {kind}: no such kind of server", remedy="Write osrm, ors or valhalla.")
    server = RoutingServer(RouterKind(kind), address, key_for_command(address_of(address)))
    sent = f"positions of {how_many(context)} schools were sent to {server.name}"
    found = by_router(context, server, source_of("server", server.name, date.today()), watch)
    return replace(found, notes=(sent, *found.notes))


def _by_valhalla(context: EditContext, tiles: Path, watch: Watch) -> Travelling:
    from wolds.app.routed_travel import by_router, source_of
    from wolds.geo.routing.valhalla_here import ValhallaHere

    engine = ValhallaHere(tiles)
    return by_router(context, engine, source_of("valhalla", engine.name, date.today()), watch)


def _speeds(path: Path | None) -> Speeds | None:
    from wolds.geo.roads.speed_files import read_speeds

    return None if path is None else read_speeds(path)
