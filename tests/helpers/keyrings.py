"""Keyrings that forget everything, are locked, or keep secrets for all to read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class InMemory(KeyringBackend):
    """A sound keyring that lasts as long as the test."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class Locked(InMemory):
    """A keyring whose person does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("no")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"no: {password}")


class ForAllToRead(InMemory):
    """A keyring that writes secrets to a plain file, as some do where the system has none."""

    priority = 0.5


@contextmanager
def using(backend: KeyringBackend) -> Iterator[KeyringBackend]:
    """A keyring in place of this computer's."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield backend
    finally:
        keyring.set_keyring(before)
