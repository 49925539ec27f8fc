"""What makes a register real: closed schools, other phases, schools about to close, and values that are missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from wolds.geo.sample import names
from wolds.geo.sample.dice import Dice
from wolds.geo.sample.draft import Draft, Faith, Kind, Type
from wolds.geo.sample.naming import Namer
from wolds.geo.sample.schools import site
from wolds.geo.sample.settlements import HOME_LA, Settlement

_HIGH_SCHOOLS: Final = ("King's Lynn", "Boston", "Wisbech", "Spalding", "Skegness", "Sleaford", "Swaffham", "March")
_NURSERIES: Final = ("Boston", "King's Lynn", "Wisbech")
_SPECIAL: Final = ("Spalding", "Skegness")
_PREDECESSORS, _GONE = 6, 5
_STRAY_SPACES: Final = 2
"""So many names end in a no-break space, as pasted names do."""
_BLANKS: Final[tuple[tuple[int, Callable[[Draft], bool], dict[str, object]], ...]] = (
    (3, lambda d: True, {"roll": None}),
    (1, lambda d: True, {"roll": 0}),
    (2, lambda d: d.place.invented, {"at_m": None}),
    (1, lambda d: d.place.invented, {"at_m": (0, 0)}),
    (4, lambda d: True, {"ages": None}),
    (5, lambda d: d.faith == Faith.CHURCH_OF_ENGLAND, {"diocese": ""}),
    (9, lambda d: d.type.is_academy and d.faith == Faith.NOT_APPLICABLE, {"faith": Faith.BLANK, "diocese": ""}),
    (7, lambda d: True, {"urban_rural": ""}),
    (11, lambda d: True, {"capacity": None}),
    (4, lambda d: d.type.is_academy, {"trust": ""}),
    (3, lambda d: (d.roll or 0) < 45, {"status": "Open, but proposed to close"}),
)
"""How many schools lack what. No school is struck twice, and no member of a federation is."""


def add_others(dice: Dice, drafts: Sequence[Draft], settlements: Sequence[Settlement]) -> list[Draft]:
    """The schools, and those that no plan for primaries wants: other phases, closed ones, one not yet open."""
    places = {place.name: place for place in settlements}
    namer = Namer(dice)
    others = [_other(dice, namer, places[name], Kind.SECONDARY, (11, 18)) for name in _HIGH_SCHOOLS]
    others += [_other(dice, namer, places[name], Kind.NURSERY, (2, 5)) for name in _NURSERIES]
    others += [_other(dice, namer, places[name], Kind.SPECIAL, (4, 16)) for name in _SPECIAL]
    return [*drafts, *others, *_closed(dice, drafts), _opening(dice, drafts)]


def _other(dice: Dice, namer: Namer, place: Settlement, kind: Kind, ages: tuple[int, int]) -> Draft:
    type = {Kind.SECONDARY: Type.CONVERTER, Kind.NURSERY: Type.NURSERY}.get(kind, Type.SPECIAL)
    roll = {Kind.SECONDARY: dice.whole(480, 1_350), Kind.NURSERY: dice.whole(60, 120)}.get(kind, dice.whole(70, 150))
    return Draft(
        name=f"{place.name} {namer.pair()} {kind}",
        place=place,
        at_m=site(dice, place),
        kind=kind,
        faith=Faith.NOT_APPLICABLE,
        type=type,
        ages=ages,
        roll=roll,
        capacity=roll + 50,
        urban_rural="(England/Wales) Urban city and town",
        diocese="Not applicable",
        street=dice.pick(names.STREETS),
        postcode="",
        meals_percent=round(dice.between(8, 35), 1),
    )


def _closed(dice: Dice, drafts: Sequence[Draft]) -> list[Draft]:
    """Schools that became academies on the same site, and villages that lost a second school."""
    home = [draft for draft in dice.shuffled(drafts) if draft.place.la == HOME_LA and draft.kind == Kind.PRIMARY]
    converted = [draft for draft in home if draft.type == Type.CONVERTER and draft.opened and "Academy" in draft.name]
    before = [_predecessor(draft) for draft in converted[:_PREDECESSORS]]
    villages = [draft for draft in home if draft.place.invented and draft.type == Type.COMMUNITY][:_GONE]
    return before + [_gone(dice, draft) for draft in villages]


def _predecessor(academy: Draft) -> Draft:
    old = academy.name.replace("Primary Academy", "Primary School").replace("Academy", "Community School")
    church = academy.faith == Faith.CHURCH_OF_ENGLAND
    type = Type.CONTROLLED if church else Type.COMMUNITY
    return replace(academy, name=old, type=type, status="Closed", opened="", closed=_day_before(academy.opened), trust="")


def _day_before(opened: str) -> str:
    """The last day of the month before the first of a month, dd-mm-yyyy."""
    _, month, year = (int(part) for part in opened.split("-"))
    last = {9: "31-08", 4: "31-03", 2: "31-01", 11: "31-10"}[month]
    return f"{last}-{year}"


def _gone(dice: Dice, draft: Draft) -> Draft:
    name = f"{draft.place.name} {dice.pick(('Old Road', 'Chapel End', 'Low Side', 'Bank End', 'Northgate'))} School"
    when = f"31-08-{dice.whole(1984, 2019)}"
    place = site(dice, draft.place)
    return replace(draft, name=name, at_m=place, roll=None, capacity=None, status="Closed", closed=when, federation="")


def _opening(dice: Dice, drafts: Sequence[Draft]) -> Draft:
    town = next(draft for draft in drafts if draft.place.name == "Spalding" and draft.kind == Kind.PRIMARY)
    name = "Vernatts Reach Primary Academy"
    at = site(dice, town.place)
    return replace(
        town, name=name, at_m=at, roll=None, type=Type.FREE, status="Proposed to open", opened="01-09-2025", trust=""
    )


def blank_out(dice: Dice, drafts: Sequence[Draft]) -> list[Draft]:
    """The schools with some values missing, as every register has it."""
    drafts = list(drafts)
    free = [row for row in dice.shuffled(range(len(drafts))) if _may_lack(drafts[row])]
    for count, wanted, values in _BLANKS:
        for _ in range(count):
            row = next((row for row in free if wanted(drafts[row])), None)
            if row is not None:
                free.remove(row)
                drafts[row] = replace(drafts[row], **values)  # type: ignore[arg-type]
    for row in free[:_STRAY_SPACES]:
        drafts[row] = replace(drafts[row], name=f"{drafts[row].name}\u00a0")
    return drafts


def _may_lack(draft: Draft) -> bool:
    is_usual = draft.status == "Open" and draft.place.la == HOME_LA and draft.kind == Kind.PRIMARY
    return is_usual and not draft.federation
