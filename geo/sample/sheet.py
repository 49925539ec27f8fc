"""The sheet that a planner of the sample county keeps: who works with whom, and which headships fall vacant.

Most rows are plain. A few are not, as in any real sheet: names cut short or misspelt, a town for one of its schools, a
school that nobody knows, a word that means nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from wolds.geo.sample.dice import Dice
from wolds.geo.sample.draft import Draft
from wolds.geo.sample.gias import FIRST_URN
from wolds.geo.sample.ground import km_between
from wolds.geo.sample.partnerships import is_small, km_of

COLUMNS: Final = ("School", "URN", "Group", "Kind", "Notes", "Head vacancy")
_CLUSTER_OF: Final = 4
_VACANCIES: Final = ("01/09/2026", "1 January 2027", "Easter 2027")
_CUT: Final = (" Primary School", " Primary and Nursery School", " Community Primary School", " School")

Row = tuple[str, str, str, str, str, str]


def sheet_rows(dice: Dice, drafts: Sequence[Draft], pairs: Sequence[tuple[int, int, str]]) -> list[Row]:
    """The rows of the sheet; `pairs` are the recorded collaborations as numbers of rows of `drafts`."""
    used = {row for a, b, _ in pairs for row in (a, b)}
    free = [row for row in dice.shuffled(range(len(drafts))) if row not in used and is_small(drafts[row]) and drafts[row].at_m]
    head, *rest = free
    near = sorted(rest, key=lambda row: km_between(km_of(drafts[head]), km_of(drafts[row])))
    earlier, sharing = [head, *near[: _CLUSTER_OF - 1]], near[_CLUSTER_OF - 1 :][:2]
    rows = [row for a, b, reason in pairs for row in _collaboration(dice, drafts, a, b, reason)]
    place = drafts[head].place.name
    rows += [(_typed(dice, drafts[row].name), "", f"{place} cluster 2019", "earlier cluster", "", "") for row in earlier]
    name = f"{drafts[sharing[0]].place.name} headship"
    rows += [(drafts[row].name, str(FIRST_URN + row), name, "Executive head", "One head since 2023", "") for row in sharing]
    leaving = near[_CLUSTER_OF + 1 :][: len(_VACANCIES)]
    rows += [(drafts[row].name, "", "", "", "", when) for row, when in zip(leaving, _VACANCIES, strict=True)]
    return [*rows, *_odd(drafts, earlier[0])]


def _collaboration(dice: Dice, drafts: Sequence[Draft], a: int, b: int, reason: str) -> Iterator[Row]:
    group = " and ".join(sorted({drafts[a].place.name, drafts[b].place.name}))
    for row in (a, b):
        urn = str(FIRST_URN + row) if dice.chance(0.4) else ""
        yield _typed(dice, drafts[row].name) if not urn else drafts[row].name, urn, group, "Collaboration", reason, ""


def _typed(dice: Dice, name: str) -> str:
    """A name as somebody in a hurry types it."""
    if dice.chance(0.2):
        at = dice.whole(1, len(name) // 2)
        return name[:at] + name[at + 1 :]
    if dice.chance(0.3):
        return next((name.removesuffix(end) for end in _CUT if name.endswith(end)), name)
    return name.replace("St ", "Saint ") if dice.chance(0.5) else name


def _odd(drafts: Sequence[Draft], row: int) -> Iterator[Row]:
    """What a person has to look at: a town for a school, a school that nobody knows, a kind that means nothing."""
    town, _ = max(Counter(draft.place.name for draft in drafts).items(), key=lambda item: (item[1], item[0]))
    yield f"{town} school", "", "Sports league", "Collaboration", "", ""
    yield drafts[row].name, "", "Sports league", "Collaboration", "", ""
    yield "Little Nowhere Church School", "", "Nowhere pair", "Collaboration", "", ""
    yield drafts[row].name, str(FIRST_URN + row), "Nowhere pair", "Twinned", "", ""
