"""A routing server on this machine: answers as each kind documents it, and misbehaves when told to.

It knows no roads: a way is 1.3 times as long as the line between two points, driven at 12 m/s, and takes a quarter longer
towards the west. Nothing of it is shared with what it is asked by.
"""

from __future__ import annotations

import json
import math
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

Point = tuple[float, float]


def way(start: Point, end: Point) -> tuple[float, float]:
    """Metres and seconds from one point to another, in degrees."""
    mean = math.radians((start[1] + end[1]) / 2)
    east, north = (end[0] - start[0]) * 111_320 * math.cos(mean), (end[1] - start[1]) * 110_574
    metres = 1.3 * math.hypot(east, north)
    return metres, metres / 12 * (1.25 if east < 0 else 1.0)


@dataclass
class Said:
    """What the server was asked: method, path, headers, points of origin and destination."""

    method: str
    path: str
    headers: dict[str, str]
    origins: list[Point]
    destinations: list[Point]


@dataclass
class Town:
    """The state of a server: its limits, and what it does wrong next. `trouble` is called before it answers; True = it did."""

    kind: str
    most_cells: int = 2500
    off_road: set[Point] = field(default_factory=set)
    parted: Callable[[Point, Point], bool] = lambda start, end: False
    off_m: float = 12.0
    has_metres: bool = True
    factor: float = 1.0
    key: str = ""
    asked: list[Said] = field(default_factory=list)
    trouble: Callable[[BaseHTTPRequestHandler, int], bool] | None = None
    address: str = ""

    @property
    def sent(self) -> str:
        """Everything that ever arrived, as text."""
        return "\n".join(f"{one.method} {one.path} {one.headers}" for one in self.asked)


def send(handler: BaseHTTPRequestHandler, status: int, said: object, **headers: str) -> bool:
    """Answer with JSON, or with text as it is."""
    body = said if isinstance(said, bytes) else (said if isinstance(said, str) else json.dumps(said)).encode()
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
    return True


@contextmanager
def routing_server(kind: str, tls: ssl.SSLContext | None = None, **options: object) -> Iterator[Town]:
    """A server of a kind ("osrm", "ors", "valhalla") that runs until the block ends."""
    town = Town(kind, **options)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, body: bytes) -> None:
            answer(self, town, body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """Whoever asked has gone away: that is their right."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    town.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield town
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(handler: BaseHTTPRequestHandler, town: Town, body: bytes) -> None:
    """One request: what is wrong with the server comes first, then its key, then its table."""
    read = {"osrm": read_osrm, "ors": read_ors, "valhalla": read_valhalla}[town.kind]
    number = len(town.asked)
    wanted = read(handler, body)
    found = ([], []) if wanted is None else wanted
    town.asked.append(Said(handler.command, handler.path, dict(handler.headers), *found))
    if town.trouble is not None and town.trouble(handler, number):
        return
    if wanted is None:
        send(handler, 404, "<html>not found</html>")
    elif town.key and handler.headers.get("Authorization", "").removeprefix("Bearer ") != town.key:
        send(handler, 403, {"error": "Access to this API has been disallowed"})
    else:
        {"osrm": as_osrm, "ors": as_ors, "valhalla": as_valhalla}[town.kind](handler, town, *wanted)


Ends = tuple[list[Point], list[Point]]


def read_osrm(handler: BaseHTTPRequestHandler, _: bytes) -> Ends | None:
    url = urlsplit(handler.path)
    if not url.path.startswith("/table/v1/driving/"):
        return None
    points = [tuple(map(float, pair.split(","))) for pair in unquote(url.path).rsplit("/", 1)[1].split(";")]
    asked = parse_qs(url.query)
    return tuple([points[int(at)] for at in asked[side][0].split(";")] for side in ("sources", "destinations"))


def read_ors(handler: BaseHTTPRequestHandler, body: bytes) -> Ends | None:
    if handler.path != "/v2/matrix/driving-car" or handler.command != "POST":
        return None
    asked = json.loads(body)
    assert asked["metrics"] == ["duration", "distance"]
    assert asked["units"] == "m"
    return tuple([tuple(asked["locations"][int(at)]) for at in asked[side]] for side in ("sources", "destinations"))


def read_valhalla(handler: BaseHTTPRequestHandler, body: bytes) -> Ends | None:
    if handler.path != "/sources_to_targets" or handler.command != "POST":
        return None
    asked = json.loads(body)
    assert (asked["costing"], asked["units"]) == ("auto", "kilometers")
    return tuple([(place["lon"], place["lat"]) for place in asked[side]] for side in ("sources", "targets"))


def cells(town: Town, origins: list[Point], destinations: list[Point], part: int) -> list[list[float | None]]:
    lost = town.off_road
    return [
        [None if a in lost or b in lost or town.parted(a, b) else round(town.factor * way(a, b)[part], 1) for b in destinations]
        for a in origins
    ]


def as_osrm(handler: BaseHTTPRequestHandler, town: Town, origins: list[Point], destinations: list[Point]) -> None:
    if len(origins) * len(destinations) > town.most_cells:
        send(handler, 400, {"code": "TooBig", "message": "Too many table coordinates"})
    elif town.off_road & {*origins, *destinations}:
        send(handler, 400, {"code": "NoSegment", "message": "One of the supplied input coordinates could not snap"})
    else:
        waypoints = [
            [{"hint": "x", "distance": town.off_m, "name": "", "location": list(at)} for at in side]
            for side in (origins, destinations)
        ]
        metres, seconds = (cells(town, origins, destinations, part) for part in (0, 1))
        said = {"code": "Ok", "durations": seconds, "distances": metres, "sources": waypoints[0], "destinations": waypoints[1]}
        send(handler, 200, said if town.has_metres else {name: said[name] for name in said if name != "distances"})


def as_ors(handler: BaseHTTPRequestHandler, town: Town, origins: list[Point], destinations: list[Point]) -> None:
    if len(origins) * len(destinations) > town.most_cells:
        words = "Request parameters exceed the server configuration limits. Only a total of 2500 routes are allowed."
        send(handler, 400, {"error": {"code": 6004, "message": words}, "info": {"engine": {"version": "8.0"}}})
        return
    places = [
        [None if at in town.off_road else {"location": list(at), "snapped_distance": town.off_m} for at in side]
        for side in (origins, destinations)
    ]
    metres, seconds = (cells(town, origins, destinations, part) for part in (0, 1))
    said = {
        "durations": seconds,
        "distances": metres,
        "destinations": places[1],
        "sources": places[0],
        "metadata": {"service": "matrix"},
    }
    send(handler, 200, said)


def as_valhalla(handler: BaseHTTPRequestHandler, town: Town, origins: list[Point], destinations: list[Point]) -> None:
    if len(origins) * len(destinations) > town.most_cells:
        said = {"error_code": 150, "error": "Exceeded max locations:", "status_code": 400, "status": "Bad Request"}
        send(handler, 400, said)
    elif town.off_road & {*origins, *destinations}:
        words = "Locations are in unconnected regions. Go check/edit the map at osm.org"
        said = {"error_code": 170, "error": words, "status_code": 400, "status": "Bad Request"}
        send(handler, 400, said)
    else:
        metres, seconds = (cells(town, origins, destinations, part) for part in (0, 1))
        table = [
            [
                {"from_index": i, "to_index": j, "time": time, "distance": None if far is None else round(far / 1000, 4)}
                for j, (time, far) in enumerate(zip(times, fars, strict=True))
            ]
            for i, (times, fars) in enumerate(zip(seconds, metres, strict=True))
        ]
        moved = [
            [{"lat": round(lat + town.off_m / 111_195, 6), "lon": lon} for lon, lat in side] for side in (origins, destinations)
        ]
        ends = {"sources": moved[0], "targets": moved[1]}
        send(handler, 200, {"algorithm": "costmatrix", "units": "kilometers", "sources_to_targets": table, **ends})
