"""The address of a routing server: checked before anything is sent to it, and never with a secret in it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from wolds.geo.errors import InputError

_ENDPOINT: Final = re.compile(r"/(table/v1|v2/matrix|sources_to_targets)(/.*)?$")
"""What follows the address in a question: it is added again, and often copied along."""
_EXAMPLE: Final = "Write it as https://routing.example.gov.uk, with a port and a path where there is one."


def address_of(text: str) -> str:
    """The address alone, without blanks or what a question adds. `InputError` for one that carries a name, password or key."""
    found = _split(text.strip())
    if found.scheme not in ("http", "https") or not found.hostname:
        raise InputError("the address of the routing server does not begin with https:// or http://", remedy=_EXAMPLE)
    if "@" in found.netloc:
        raise InputError("the address of the routing server carries a name or password", remedy="Give the key as the key.")
    if found.query or found.fragment:
        raise InputError("the address of the routing server goes on after its path", remedy="Leave out all from ? or # on.")
    return _ENDPOINT.sub("", text.strip()).rstrip("/")


def key_of(text: str) -> str:
    """The key without blanks around it. `InputError` for what no key is made of."""
    key = text.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise InputError("the key of the routing server has letters that no key has", remedy="Copy it anew, all of it.")
    return key


def host_of(address: str) -> str:
    """The server's name, and its port where one is given: what figures are labelled with."""
    return urlsplit(address).netloc


def is_open_to_readers(address: str) -> bool:
    """Whether what is sent, a key among it, can be read on the way: neither encrypted nor staying on this computer."""
    found = urlsplit(address)
    return found.scheme == "http" and found.hostname not in ("localhost", "127.0.0.1", "::1")


def _split(text: str) -> SplitResult:
    try:
        found = urlsplit(text)
        _ = found.port
    except ValueError as error:
        raise InputError("the address of the routing server cannot be read", remedy=_EXAMPLE) from error
    return found
