"""`wolds sample`: the made-up county as files."""

from __future__ import annotations

from pathlib import Path

from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_same_names, refuse_unwritable
from wolds.app.replacing import write_bytes


def run(out: Path, rules_out: Path | None, relations_out: Path | None, roads_out: Path | None, seed: int | None) -> None:
    """Write the sample register, with its rules, its planner's sheet and its roads where asked."""
    from wolds.resources.loader import sample_register_path, sample_rules_path

    refuse_unwritable(out, ".csv")
    refuse_unwritable(rules_out, ".toml")
    refuse_unwritable(relations_out, ".csv")
    refuse_unwritable(roads_out, ".gz")
    refuse_same_names((out, relations_out))
    if seed is None:
        write_bytes(out, sample_register_path().read_bytes())
    else:
        from wolds.geo.sample import write_sample

        write_sample(out, seed)
    if rules_out is not None:
        write_bytes(rules_out, sample_rules_path().read_bytes())
    if relations_out is not None:
        _write_relations(relations_out, seed)
    if roads_out is not None:
        _write_roads(roads_out, seed)
    beside = {"rules": rules_out, "sheet of relations": relations_out, "roads": roads_out}
    say(f"sample county (made up): {out}" + "".join(f"; its {what}: {path}" for what, path in beside.items() if path))


def _write_relations(path: Path, seed: int | None) -> None:
    from wolds.geo.sample import write_relations
    from wolds.resources.loader import sample_relations_path

    if seed is None:
        write_bytes(path, sample_relations_path().read_bytes())
    else:
        write_relations(path, seed)


def _write_roads(path: Path, seed: int | None) -> None:
    from wolds.geo.sample import write_roads
    from wolds.resources.loader import sample_roads_path

    if seed is None:
        write_bytes(path, sample_roads_path().read_bytes())
    else:
        write_roads(path, seed)
