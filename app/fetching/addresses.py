"""Where the registers are: the public daily extracts of Get Information about Schools, or an address of the council's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from wolds.geo.errors import InputError

_PUBLIC: Final = "https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public/"
REGISTER_ADDRESS: Final = f"{_PUBLIC}edubasealldata{{date}}.csv"
LINKS_ADDRESS: Final = f"{_PUBLIC}links_edubasealldata{{date}}.csv"
DATE: Final = "{date}"
"""Stands in an address for the day, as 20260901."""
_DAYS_BACK: Final = 3
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Edition:
    """What is fetched of one day: the address of the register, and of the links or "".

    `is_dated`: the address names the day. Else it is the day on which it is asked for, and the list may be an older one.
    """

    day: date
    register: str
    links: str
    is_dated: bool = True


def editions(today: date, register: str, links: str) -> tuple[Edition, ...]:
    """Which to ask for, newest first: today's may not be out yet. One alone where the address does not name the day.

    "" is the public address. Raises `InputError` for what is no web address.
    """
    register = checked_address(register or REGISTER_ADDRESS)
    links = checked_address(links or LINKS_ADDRESS)
    back = _DAYS_BACK if DATE in register else 0
    days = [today - timedelta(days=days) for days in range(back + 1)]
    return tuple(Edition(day, _of(register, day), _of(links, day), DATE in register) for day in days)


def _of(address: str, day: date) -> str:
    return address.replace(DATE, f"{day:%Y%m%d}")


def checked_address(address: str) -> str:
    """The address without blanks round it. `InputError` unless it is a web address by HTTPS, or one of this computer."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not (safe and host) or any(sign.isspace() for sign in address):
        raise InputError(
            f"this is no address that a register can be fetched from safely: {address[:200]}",
            remedy="Give one that begins with https:// in the settings, or leave it empty for the public one.",
        )
    return address
