"""Keys of routing servers: where they are kept, and where they are not."""

from __future__ import annotations

import pytest

from helpers.keyrings import ForAllToRead, InMemory, Locked, using
from wolds.app.routing_keys import RoutingKeys, has_keyring, key_for_command

SERVER, OTHER, KEY = "https://routing.example.gov.uk", "https://other.example.gov.uk", "k3y-that-nobody-may-read"


def test_a_key_is_kept_in_the_keyring_and_found_in_a_later_sitting():
    with using(InMemory()) as ring:
        assert RoutingKeys().keep(SERVER, KEY)
        assert RoutingKeys().find(SERVER) == KEY
        assert RoutingKeys().find(OTHER) == ""
        assert list(ring.kept.values()) == [KEY]


def test_a_key_that_is_taken_away_is_gone_from_the_keyring():
    with using(InMemory()) as ring:
        keys = RoutingKeys()
        keys.keep(SERVER, KEY)
        assert keys.keep(SERVER, "")
        assert keys.keep(SERVER, "")
        assert keys.find(SERVER) == RoutingKeys().find(SERVER) == ""
        assert not ring.kept


@pytest.mark.parametrize("ring", [Locked, ForAllToRead])
def test_without_a_sound_keyring_a_key_lasts_for_the_sitting_and_that_is_said(ring, caplog):
    with using(ring()) as backend:
        keys = RoutingKeys()
        assert not keys.keep(SERVER, KEY)
        assert keys.find(SERVER) == KEY
        assert RoutingKeys().find(SERVER) == ""
        assert not backend.kept
    assert KEY not in caplog.text


def test_a_computer_without_a_keyring_is_known():
    assert not has_keyring()
    keys = RoutingKeys()
    assert not keys.keep(SERVER, KEY)
    assert keys.find(SERVER) == KEY


def test_for_a_command_the_environment_goes_before_the_keyring(monkeypatch):
    with using(InMemory()):
        RoutingKeys().keep(SERVER, "from the keyring")
        assert key_for_command(SERVER) == "from the keyring"
        monkeypatch.setenv("WOLDS_ROUTING_KEY", "from the environment")
        assert key_for_command(SERVER) == "from the environment"
