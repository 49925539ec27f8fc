"""What every test shares: an offscreen screen, settings of its own, and the folder of real data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # nobody's own keyring is read or written

# The suite tries the same examples everywhere, so that a pass or a fault is the same on every machine; `make soak` searches
# for new ones at random. No example is timed: speed is the benchmark command's business.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=500, deadline=None, print_blob=True)
settings.load_profile("search" if os.environ.get("WOLDS_SOAK") else "same")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings, recovery files or logs of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("WOLDS_HOME", str(home))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real registers, from WOLDS_TEST_DATA, else beside the checkout."""
    given = os.environ.get("WOLDS_TEST_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"real data not at hand: {folder} is missing (set WOLDS_TEST_DATA)")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: object) -> object:
    """The application that windows need: a command that draws would make a lesser one, and none can be made after it."""
    return qapp
