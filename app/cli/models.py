"""Models and policy tables as options give them."""

from __future__ import annotations

from pathlib import Path

from wolds.app.cli.values import refuse_missing
from wolds.app.policy_files import load_policy
from wolds.clustering.edits import EditContext
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.models import Model
from wolds.clustering.policy import Policy
from wolds.geo.errors import InputError


def model_of(text: str) -> Model:
    """The model that `--model` names. Raises `InputError`."""
    words = text.strip().lower().replace(" ", "_").replace("-", "_")
    if words not in tuple(Model):
        raise InputError(f"--model {text}: there is no such model", remedy=f"Give {', '.join(Model)}.")
    return Model(words)


def policy_for(file: Path | None, context: EditContext) -> Policy:
    """The table of a file, else the plan's, else the one to start from. Raises `InputError`."""
    if file is None:
        return policy_of(context)
    refuse_missing(file)
    return load_policy(file)
