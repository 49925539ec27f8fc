"""Which school goes to which cluster, by the rows of schools; and clusters whose every row has another name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from wolds.clustering.edits.placing import PlaceSchools, Placing
from wolds.clustering.merging import MergeItem
from wolds.clustering.taking_back.case import Case, urn_of, where_of
from wolds.clustering.taking_back.places import Place
from wolds.clustering.taking_back.tables import MEMBERSHIPS, UNPLACED, Row, comparable

CELL, NAME = "Cluster", "Cluster name"


@dataclass(frozen=True)
class Stated:
    """Where a row puts its school."""

    urn: int
    place: Place
    where: str
    is_missing: bool = False
    is_emptied: bool = False
    says: str = ""  # another name of the school, that makes the URN doubtful


@dataclass(eq=False)
class Homes:
    """What the rows of schools say. `renamed`: name and place of the rows of each cluster that all carry a new name.

    `marks`: what rows mean by what is no cluster yet ("new"), where one of them names it.
    """

    case: Case
    marks: dict[str, Place] = field(default_factory=dict)
    stated: dict[int, Stated] = field(default_factory=dict)
    renamed: dict[str, tuple[str, str]] = field(default_factory=dict)
    refused: list[MergeItem] = field(default_factory=list)

    @classmethod
    def of(cls, case: Case) -> Homes:
        """Read the rows."""
        homes = cls(case)
        homes._name_marks()
        for name in (MEMBERSHIPS, UNPLACED):
            if name in case.diffs:
                homes._read(name)
        homes._missing()
        return homes

    def items(self) -> Iterator[MergeItem]:
        """Each school that is to be elsewhere."""
        for urn, stated in sorted(self.stated.items()):
            yield from self._item(urn, stated)
        yield from self.refused

    def final(self, urn: int) -> Place:
        """Where a school would be if everything were taken."""
        if urn in self.stated and not self.stated[urn].is_missing:
            return self.stated[urn].place
        return Place(id=self.case.context.plan.cluster_of.get(urn, ""))

    def leading(self, leads: dict[str, int]) -> None:
        """Let schools lead the new clusters of these marks."""
        for mark, urn in leads.items():
            if urn in self.stated and self.stated[urn].place.new == mark:
                self.stated[urn] = replace(self.stated[urn], place=replace(self.stated[urn].place, leads=True))

    # Reading -----------------------------------------------------------------------------------------------------------

    def _read(self, table: str) -> None:
        diff = self.case.diffs[table]
        for rows in diff.doubled:
            numbers = " and ".join(str(row.number) for row in rows)
            why = f"{table}, rows {numbers} have the same URN and do not say the same: keep one of them"
            self._refuse(table, rows[0], ("URN",), why, urn_of(rows[0]))
        renaming = self._renaming(table)
        for one in diff.touched:
            self._state(table, one.row, self._meant(one.row, one.columns, renaming, one.was), one.columns)
        for row in diff.fresh:
            self._fresh(table, row, renaming)

    def _name_marks(self) -> None:
        """What new clusters are called, by the first row that says it."""
        diff = self.case.diffs.get(MEMBERSHIPS)
        for row in diff.edited.rows if diff is not None else ():
            meant, name = self.case.places.meant(row.cell(CELL)), row.cell(NAME)
            was = diff.was(row) if diff is not None else None
            if meant.new and row.cell(CELL) and name and (was is None or comparable(was.cell(NAME)) != comparable(name)):
                named = self.case.places.named(name)
                self.marks.setdefault(meant.new, Place(new=meant.new, name=named.name) if named.new else named)

    def _renaming(self, table: str) -> dict[str, str]:
        """Clusters whose every row has the same new name that no other cluster has: the name by id."""
        names: dict[str, set[str]] = {}
        for row in self.case.edited[table].rows:
            was = self.case.diffs[table].was(row)
            same = was is not None and comparable(was.cell(CELL)) == comparable(row.cell(CELL))
            if same and was is not None and comparable(row.cell(CELL)):
                anew = comparable(was.cell(NAME)) != comparable(row.cell(NAME))
                names.setdefault(was.cell(CELL), set()).add(row.cell(NAME) if anew else "")
        found = {key: next(iter(given)) for key, given in names.items() if len(given) == 1 and given != {""}}
        return {key: name for key, name in found.items() if self.case.places.named(name).new}

    def _meant(self, row: Row, columns: tuple[str, ...], renaming: dict[str, str], was: Row) -> Place | None:
        """What a changed row says; None where it says nothing of a cluster."""
        cell, name = row.cell(CELL), row.cell(NAME)
        places = self.case.places
        if CELL in columns:
            if not cell:
                return places.named(name) if NAME in columns and name else Place()
            return self._agreed(places.meant(cell), name if NAME in columns else "", renaming)
        if NAME not in columns:
            return None
        if was.cell(CELL) in renaming:
            self.renamed.setdefault(was.cell(CELL), (name, where_of(MEMBERSHIPS, row, NAME)))
            return None
        if not name:
            return Place(fault="the name of the cluster was emptied: empty the cell Cluster too, to take the school out")
        meant = places.named(name)
        return None if meant.id == was.cell(CELL) else meant

    def _agreed(self, meant: Place, name: str, renaming: dict[str, str]) -> Place:
        """Id and name of one row: both changed, they must mean one cluster."""
        if meant.new:
            return self._marked(meant, name)
        if not name or meant.fault or comparable(renaming.get(meant.id, "")) == comparable(name):
            return meant
        named = self.case.places.named(name)
        if meant.id != named.id:
            words = self.case.places.name_of
            return Place(fault=f"Cluster means {words(meant)}, but Cluster name means {words(named)}: write one of them")
        return meant

    def _marked(self, meant: Place, name: str) -> Place:
        """A new cluster, or one that is called as the new one is."""
        place = self.marks.get(meant.new, meant)
        called = self.case.places.name_of(place).removeprefix("a new cluster ")
        if name and comparable(name).casefold() != comparable(called).casefold():
            return Place(fault=f"another row calls the new cluster {called}: give it one name")
        return place

    def _fresh(self, table: str, row: Row, renaming: dict[str, str]) -> None:
        urn = urn_of(row)
        if urn is None:
            told = row.cell("URN")
            self._refuse(table, row, ("URN",), f"{told[:40]} is no URN" if told else "the row has no URN")
            return
        cell, name = row.cell(CELL), row.cell(NAME)
        if not cell and not name:
            left = table == UNPLACED and self.case.base_homes.get(urn)
            if left:
                self._state(table, row, Place(), ())
            elif table == MEMBERSHIPS:
                self._refuse(table, row, (CELL,), "the row names no cluster", urn)
            return
        meant = self._agreed(self.case.places.meant(cell), name, renaming) if cell else self.case.places.named(name)
        self._state(table, row, meant, (CELL,))

    def _state(self, table: str, row: Row, place: Place | None, columns: tuple[str, ...]) -> None:
        urn = urn_of(row)
        if place is None or urn is None:
            return
        shown = [name for name in (CELL, NAME) if name in columns]
        if place.fault:
            self._refuse(table, row, tuple(shown), place.fault, urn)
        elif urn not in self.case.context.schools:
            known = urn in self.case.base_homes
            self._refuse(table, row, ("URN",), f"the register has no school {urn}{' any more' if known else ''}", urn)
        elif urn in self.stated and self.stated[urn].place != place:
            other = self.stated.pop(urn)
            self._refuse(table, row, (CELL,), f"another row puts the school elsewhere ({other.where})", urn)
        else:
            is_emptied = CELL in columns and place == Place()
            where, says = where_of(table, row, *shown), self._other_name(urn, row)
            self.stated[urn] = Stated(urn, place, where, is_emptied=is_emptied, says=says)

    def _other_name(self, urn: int, row: Row) -> str:
        """What a new row calls the school, where that is not its name."""
        said = comparable(row.cell("School"))
        known = urn in self.case.base_homes or not said
        return "" if known or said.casefold() == comparable(self.case.titled(urn)).casefold() else said

    def _missing(self) -> None:
        """Schools whose row did not come back: they may be taken out, but nobody is by himself."""
        diff = self.case.diffs.get(MEMBERSHIPS)
        for row in diff.gone if diff is not None else ():
            urn = urn_of(row)
            if urn is not None and row.cell(CELL) and urn not in self.stated and urn in self.case.context.schools:
                self.stated[urn] = Stated(urn, Place(), where_of(MEMBERSHIPS, Row(0, {})), is_missing=True)

    def _refuse(self, table: str, row: Row, columns: tuple[str, ...], why: str, urn: int | None = None) -> None:
        title = row.cell("School") or (f"URN {urn}" if urn else f"{table}, row {row.number}")
        theirs = row.cell(CELL) or row.cell(NAME)
        urns = (urn,) if urn is not None else ()
        self.refused.append(self.case.refused(title, (self._home(urn), theirs), why, where_of(table, row, *columns), urns))

    # Items -------------------------------------------------------------------------------------------------------------

    def _home(self, urn: int | None) -> str:
        cluster = None if urn is None else self.case.context.plan.cluster_at(urn)
        return "no cluster" if cluster is None else cluster.name or cluster.id

    def _item(self, urn: int, stated: Stated) -> Iterator[MergeItem]:
        place, plan = stated.place, self.case.context.plan
        present = plan.cluster_of.get(urn, "")
        if not place.new and place.id == present:
            return
        theirs = self.case.places.name_of(place) + _because(stated)
        theirs += f" (the row says {stated.says})" if stated.says else ""
        theirs += ", as its lead school" if place.leads else ""
        changed_here = present != self.case.base_homes.get(urn, "")
        is_doubtful = stated.is_missing or stated.is_emptied or bool(stated.says or place.doubt)
        placing = Placing(urn, place.id, place.new, place.name, place.leads)
        yield self.case.item(
            "cluster of a school",
            self.case.titled(urn),
            (self._home(urn), theirs),
            PlaceSchools((placing,)),
            stated.where,
            urns=(urn, *(plan.clusters[place.id].members if place.id else ())),
            is_conflict=changed_here or is_doubtful,
        )


def _because(stated: Stated) -> str:
    """Why a school is to be in no cluster, or what is odd about the one that it is to be in."""
    if stated.is_missing:
        return " (its row is missing)"
    if stated.is_emptied:
        return " (its cell was emptied)"
    return f" ({stated.place.doubt})" if stated.place.doubt else ""
