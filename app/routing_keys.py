"""Keys of routing servers: in the keyring of this computer, else for this sitting. Never in a file of ours, nor in a log."""

from __future__ import annotations

import logging
import os
from typing import Final

KEY_VARIABLE: Final = "WOLDS_ROUTING_KEY"
_SERVICE: Final = "Wolds routing server"
_LOG: Final = logging.getLogger(__name__)


class RoutingKeys:
    """Keys by address. Asking the keyring may make the system ask the person, so ask off the main thread."""

    def __init__(self) -> None:
        self._sitting: dict[str, str] = {}

    def find(self, address: str) -> str:
        """The key of a server, "" where there is none or the keyring does not give it."""
        if address in self._sitting:
            return self._sitting[address]
        if not has_keyring():
            return ""
        import keyring

        try:
            return keyring.get_password(_SERVICE, address) or ""
        except (keyring.errors.KeyringError, OSError, RuntimeError) as error:
            _LOG.warning("the keyring gives no key: %s", type(error).__name__)
            return ""

    def keep(self, address: str, key: str) -> bool:
        """Keep a key; "" forgets it. Whether the keyring took it: else it is known until Wolds is closed."""
        self._sitting[address] = key
        if not has_keyring():
            return False
        import keyring

        try:
            if key:
                keyring.set_password(_SERVICE, address, key)
            elif keyring.get_password(_SERVICE, address) is not None:
                keyring.delete_password(_SERVICE, address)
        except (keyring.errors.KeyringError, OSError, RuntimeError) as error:
            _LOG.warning("the keyring takes no key: %s", type(error).__name__)
            return False
        return True


def has_keyring() -> bool:
    """Whether this computer has a keyring that keeps secrets as they should be kept."""
    import keyring

    try:
        return bool(keyring.core.recommended(keyring.get_keyring()))
    except (keyring.errors.KeyringError, ImportError, AttributeError, LookupError, ValueError, OSError, RuntimeError) as error:
        _LOG.warning("the keyring of this computer is not set up soundly: %s", type(error).__name__)
        return False


def key_for_command(address: str) -> str:
    """The key for the command line: from the environment, else from the keyring."""
    return os.environ.get(KEY_VARIABLE, "") or RoutingKeys().find(address)
