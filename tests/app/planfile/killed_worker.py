"""Run by `test_kills.py`: works on a plan until it is killed, saying on its pipe what is safe on disk.

The parent imports everything once and forks a worker for each kill, so that two hundred kills take a minute.
Usage: killed_worker.py FOLDER SEED KILLS SCHOOLS. Prints one line a kill: what was found, or what was lost.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pandas as pd

from wolds.app.planfile import Recovery, backups_of, open_project, pending, save_project
from wolds.clustering.edits import EditContext, EditError, LockSchools, MoveSchools, NewCluster
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.project import Project, same_content
from wolds.geo.schools import Schools


def start(count: int) -> Project:
    columns = {
        "urn": range(1, count + 1),
        "name": [f"School {urn}" for urn in range(1, count + 1)],
        "status": "Open",
        "phase": "Primary",
        "roll": 50.0,
        "easting": [500_000.0 + 700 * (urn % 40) for urn in range(1, count + 1)],
        "northing": [330_000.0 + 700 * (urn // 40) for urn in range(1, count + 1)],
    }
    members = [tuple(range(first, first + 4)) for first in range(1, count - 8, 4)]
    clusters = {f"C{n:03d}": Cluster(f"C{n:03d}", n, f"Name {n}", urns, n % 8) for n, urns in enumerate(members, 1)}
    return Project(Schools.from_frame(pd.DataFrame(columns)), (plan_with(clusters),))


def edited(project: Project, number: int) -> Project:
    """One more edit, the same for the same number."""
    rng, plan = random.Random(number), project.plan
    context = EditContext(project.schools, standing_of(project.schools, plan.eligibility), plan)
    urns = tuple(rng.sample(range(1, len(project.schools) + 1), 2))
    edit = rng.choice([MoveSchools(urns, rng.choice(sorted(plan.clusters))), NewCluster(urns), LockSchools(urns[:1], True)])
    try:
        return project.with_plan(after(context, edit.change(context)).plan).logged(f"edit {number}", at="2026")
    except EditError:
        return project.logged(f"edit {number}", at="2026")


def work(project: Project, plan: Path, pipe: int) -> None:
    """Edit, autosave and save for ever; after each step say how many edits are safe, and where."""
    recovery, token = Recovery(), None
    for number in range(1, 1_000_000):
        project = edited(project, number)
        recovery.keep(project, plan, token)
        os.write(pipe, b"k%d\n" % number)
        if number % 3 == 0:
            token = save_project(project, plan, expected=token).token
            os.write(pipe, b"s%d\n" % number)


def kill_once(project: Project, folder: Path, steps: int, wait_s: float) -> str:
    """Let a worker do some steps (the machine may be busy: they are counted, not timed) and work on for a moment, kill it,
    and see what is on disk."""
    plan = folder / "plan.gpkg"
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        work(project, plan, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = [told.readline().strip() for _ in range(steps)]
        time.sleep(wait_s)
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        said += told.read().split()
    kept = max((int(word[1:]) for word in said if word[0] == "k"), default=0)
    saved = max((int(word[1:]) for word in said if word[0] == "s"), default=0)
    return judged(project, plan, kept, saved)


def judged(project: Project, plan: Path, kept: int, saved: int) -> str:
    """What is on disk against what was said to be safe; the step in hand at the kill may or may not have come through."""
    versions = [project]
    for number in range(1, kept + 4):
        versions.append(edited(versions[-1], number))
    if saved or plan.exists():
        found = open_project(plan).project
        if not saved <= len(found.log) <= saved + 3 or not same_content(found, versions[len(found.log)]):
            return f"LOST: saved {saved}, found {len(found.log)}"
    for backup in backups_of(plan):
        open_project(backup.path)
    if kept:
        (one,) = pending()
        found = one.project()
        if not kept <= len(found.log) <= kept + 1 or not same_content(found, versions[len(found.log)]):
            return f"LOST: kept {kept}, found {len(found.log)}"
    return f"ok kept={kept} saved={saved}"


def main() -> None:
    folder, seed, kills, schools = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    rng, project = random.Random(seed), start(schools)
    save_project(project, folder / "warm-up.gpkg")  # loads what is loaded late, so that workers start at once
    for number in range(kills):
        place = folder / f"kill-{number}"
        place.mkdir()
        os.environ["WOLDS_HOME"] = str(place / "home")
        sys.stdout.write(kill_once(project, place, rng.randint(0, 12), rng.uniform(0.0, 0.08)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
