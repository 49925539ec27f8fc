"""`wolds sample`: the made-up county as files."""

from __future__ import annotations

from pathlib import Path

import typer

from wolds.app.cli.values import refuse_unwritable
from wolds.app.replacing import write_bytes


def run(out: Path, rules_out: Path | None, seed: int | None) -> None:
    """Write the sample register, and its rules document where asked."""
    from wolds.resources.loader import sample_register_path, sample_rules_path

    refuse_unwritable(out, ".csv")
    refuse_unwritable(rules_out, ".toml")
    if seed is None:
        write_bytes(out, sample_register_path().read_bytes())
    else:
        from wolds.geo.sample import write_sample

        write_sample(out, seed)
    if rules_out is not None:
        write_bytes(rules_out, sample_rules_path().read_bytes())
    typer.echo(f"sample county (made up): {out}" + (f"; its rules: {rules_out}" if rules_out else ""))
