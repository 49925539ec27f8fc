"""`wolds rules`: the rules document, its schema and the presets."""

from __future__ import annotations

import json
from pathlib import Path

from wolds.app.cli.printing import say, say_document
from wolds.app.cli.values import refuse_missing
from wolds.app.rules_files import load_rules_document
from wolds.clustering.presets import Preset
from wolds.geo.errors import InputError


def run(*, schema: bool, preset: str | None, presets: bool, file: Path | None) -> None:
    """Print what was asked for; by default the rules that hold when nothing is said."""
    from wolds.clustering.rules_document import RulesDocument, dump_rules_document, rules_schema

    if sum((schema, presets, preset is not None, file is not None)) > 1:
        raise InputError("give one of --schema, --presets, --preset and a file", remedy="Print them one after the other.")
    if schema:
        say_document(json.dumps(rules_schema(), indent=2, sort_keys=True))
    elif presets:
        _list_presets()
    elif preset is not None:
        say_document(dump_rules_document(RulesDocument(rules=_preset(preset).rules)))
    elif file is not None:
        refuse_missing(file)
        say_document(dump_rules_document(load_rules_document(file)))
    else:
        say_document(dump_rules_document(RulesDocument()))


def _list_presets() -> None:
    from wolds.clustering.presets import PRESETS

    for preset in PRESETS:
        say(f"{preset.key}: {preset.name}. {preset.sentence}")


def _preset(key: str) -> Preset:
    from wolds.clustering.presets import PRESETS

    for preset in PRESETS:
        if preset.key == key:
            return preset
    raise InputError(f"there is no preset {key}", remedy=f"The presets are {', '.join(p.key for p in PRESETS)}.")
