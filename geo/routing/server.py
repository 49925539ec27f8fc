"""A routing server over HTTP, whatever its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wolds.geo.errors import InputError
from wolds.geo.progress import Watch
from wolds.geo.routing.address import address_of, key_of
from wolds.geo.routing.http import Connection, Patience
from wolds.geo.routing.kinds import FORMATS, KIND_NAMES, Refused, RouterKind
from wolds.geo.routing.numbers import NotATable
from wolds.geo.routing.router import Table, TooLarge
from wolds.geo.schools import FloatArray


class RoutingServer:
    """A server of the council's own. `InputError` for an address or a key that cannot be one; nothing is sent yet."""

    def __init__(self, kind: RouterKind, address: str, key: str = "", patience: Patience | None = None) -> None:
        self.kind = kind
        self._format = FORMATS[kind]
        self._connection = Connection(address_of(address), key_of(key), self._format.scheme, patience)

    @property
    def name(self) -> str:
        """What figures are labelled with: "OSRM at routing.example.gov.uk"."""
        return f"{KIND_NAMES[self.kind]} at {self._connection.host}"

    def table(self, origins: FloatArray, destinations: FloatArray, watch: Watch) -> Table:
        """See `Router`."""
        answer = self._connection.ask(self._format.question(origins, destinations), watch)
        if answer.status in (413, 414):
            raise TooLarge
        if answer.status == 404 and not answer.body.lstrip().startswith(b"{"):
            raise self._connection.fault(f"there is no {KIND_NAMES[self.kind]} at that address (status 404)")
        said = self._connection.said(answer)
        if not isinstance(said, dict):
            raise self._not_a_table("is no table")
        self._refuse(said, answer.status)
        try:
            return self._format.table(said, origins, destinations)
        except NotATable as error:
            raise self._not_a_table(str(error)) from error

    def _refuse(self, said: Mapping[str, Any], status: int) -> None:
        try:
            self._format.refuse(said)
        except Refused as error:
            words = " ".join(str(error).split())[:160]
            raise self._connection.fault(f"the server will not: {words}") from error
        if status != 200:
            raise self._connection.fault(f"there is no {KIND_NAMES[self.kind]} at that address (status {status})")

    def _not_a_table(self, words: str) -> InputError:
        return self._connection.fault(f"the server's answer {words}")
