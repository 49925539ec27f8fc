"""The same input, rules and seed give the same cluster list byte for byte, and the same summary and plan but for times."""

from __future__ import annotations

import csv
import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

_TIMES = {"seconds", "solve_seconds", "made_at", "saved_at"}
_OF_THE_FILE = {"register_sha256"}  # another order of rows is another file


def propose(folder: Path, register: Path, hash_seed: str, threads: str) -> None:
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-c", "import sys; from wolds.app.cli import main; sys.exit(main())"]
    command += ["propose", register, "--rules", "county.toml"]
    command += ["--csv", folder / "clusters.csv", "--json", folder / "summary.json", "--out", folder / "plan.gpkg"]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    subprocess.run(list(map(str, command)), env=environment, check=True, capture_output=True, cwd=folder.parent, timeout=110)


def summary_of(folder: Path) -> dict:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return {key: value for key, value in summary.items() if key not in _TIMES | _OF_THE_FILE}


def tables_of(folder: Path) -> dict[str, list]:
    with closing(sqlite3.connect(folder / "plan.gpkg")) as plan:
        names = ("schools", "clusters", "memberships", "links", "unplaced", "excluded", "rules", "barriers")
        return {name: plan.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}


def test_row_order_hash_seed_and_threads_do_not_matter(run, tmp_path: Path) -> None:
    run("sample", "--out", "county.csv", "--rules-out", "county.toml")
    with Path("county.csv").open(newline="", encoding="cp1252") as file:
        heading, *rows = csv.reader(file)
    random.Random(4).shuffle(rows)
    shuffled = tmp_path / "shuffled" / "county.csv"
    shuffled.parent.mkdir()
    with shuffled.open("w", newline="", encoding="cp1252") as file:
        csv.writer(file).writerows([heading, *rows])

    one, two = tmp_path / "one", tmp_path / "two"
    propose(one, tmp_path / "county.csv", "1", "1")
    propose(two, shuffled, "4242", "2")
    assert (one / "clusters.csv").read_bytes() == (two / "clusters.csv").read_bytes()
    assert summary_of(one) == summary_of(two)
    assert tables_of(one) == tables_of(two)
