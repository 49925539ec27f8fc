"""Ways to groups of schools, one module each: `answer(places, problem, seconds) -> Answer`, all under the same rules.

`places` holds the schools as plain arrays; `problem` is a file with the engine's own problem, which two of the ways read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.judging import Group

NAMES: Final = {
    "engine": "Wolds",
    "linkage": "Complete linkage",
    "kmeans": "k-means, constrained",
    "maxp": "MaxP",
    "cpsat": "CP-SAT",
}
"""Ways by module name, as the tables call them."""
LIBRARIES: Final = {
    "engine": ("wolds.clustering.engine", "scipy.spatial", "highspy"),
    "linkage": ("sklearn.cluster",),
    "kmeans": ("k_means_constrained",),
    "maxp": ("spopt.region", "libpysal.weights", "geopandas"),
    "cpsat": ("ortools.sat.python.cp_model", "wolds.clustering.engine"),
}
"""What each way loads; loading is not timed."""


@dataclass(frozen=True)
class Answer:
    """Groups as a way gives them, rows that are in none left out; no groups at all = no plan was found.

    `bound`: schools that every plan leaves at least, `gap_percent` of the cost among plans that leave as few as this one; None
    = nothing is proven. `feasible`: how many feasible clusters were looked at, None where that is not how it works.
    """

    groups: list[Group]
    bound: int | None = None
    gap_percent: float | None = None
    feasible: int | None = None
