"""What an edited sheet says of clusters: names, lead schools, and words for notes on clusters and schools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wolds.clustering.edits.details import SetLead
from wolds.clustering.edits.placing import AddToNote, RenameClusters
from wolds.clustering.merging import Kind, MergeItem
from wolds.clustering.plan import Cluster
from wolds.clustering.taking_back.case import Case, urn_of, where_of
from wolds.clustering.taking_back.homes import Homes
from wolds.clustering.taking_back.tables import CLUSTERS, MEMBERSHIPS, UNPLACED, Row, comparable, said

_LEAD_URN: Final = "Lead URN"
_LEAD: Final = "Lead"
_NOTE: Final = "Note to add"
_YES: Final = ("yes", "y", "x", "true", "lead", "1")
_NO: Final = ("", "no", "n", "false", "0")


@dataclass(frozen=True)
class _LeadSaid:
    urn: int | None
    where: str
    row: Row


@dataclass(frozen=True, eq=False)
class Said:
    """Names, leads and notes."""

    case: Case
    homes: Homes

    def items(self) -> Iterator[MergeItem]:
        """Everything said of clusters and schools but who is with whom."""
        yield from self._names()
        yield from self._leads()
        yield from self._notes()

    # Names ---------------------------------------------------------------------------------------------------------------

    def _names(self) -> Iterator[MergeItem]:
        """Another name in the row of a cluster, or in every row of its schools."""
        wanted: dict[str, tuple[str, str]] = dict(self.homes.renamed)
        diff = self.case.diffs.get(CLUSTERS)
        for one in diff.touched if diff is not None else ():
            if "Name" in one.columns:
                wanted[one.was.cell("Cluster")] = (one.row.cell("Name"), where_of(CLUSTERS, one.row, "Name"))
        clusters = self.case.context.plan.clusters
        final = {key: wanted.get(key, (cluster.name, ""))[0] for key, cluster in clusters.items()}
        taken = Counter(comparable(name).casefold() for name in final.values())
        for key, (text, where) in sorted(wanted.items()):
            yield from self._name(key, " ".join(said(text).split()), where, taken[comparable(text).casefold()] > 1)

    def _name(self, key: str, name: str, where: str, is_taken: bool) -> Iterator[MergeItem]:
        cluster = self.case.context.plan.clusters.get(key)
        if cluster is None:
            yield self.case.refused(key, ("", name), f"the cluster {key} is no longer in the plan", where)
            return
        if name == cluster.name:
            return
        edit = RenameClusters(((key, name),))
        blocked = f"two clusters would be called {name}" if is_taken else self._refusal_alone(edit)
        went_out = self._base_row(key).cell("Name")
        conflict = comparable(cluster.name) != comparable(went_out)
        words = (cluster.name, name)
        yield self.case.item(
            "name", _title(cluster), words, edit, where, urns=cluster.members, is_conflict=conflict, blocked=blocked
        )

    def _refusal_alone(self, edit: RenameClusters) -> str:
        """Why a name cannot be; that another cluster has it now is no reason where that one gets another name."""
        why = self.case.refusal(edit)
        return "" if why.startswith("Two clusters would be") else why

    def _base_row(self, key: str) -> Row:
        rows = self.case.base[CLUSTERS].rows if CLUSTERS in self.case.base else ()
        return next((row for row in rows if row.cell("Cluster") == key), Row(0, {}))

    # Lead schools --------------------------------------------------------------------------------------------------------

    def _leads(self) -> Iterator[MergeItem]:
        found: dict[str, list[_LeadSaid]] = {}
        for key, lead in (*self._leads_of_clusters(), *self._leads_of_schools()):
            found.setdefault(key, []).append(lead)
        for key, leads in sorted(found.items()):
            yield from self._lead(key, leads)
        yield from self._odd_leads()

    def _leads_of_clusters(self) -> Iterator[tuple[str, _LeadSaid]]:
        """The lead by the row of a cluster, or in a list of schools by the rows of its schools."""
        for table in (CLUSTERS, MEMBERSHIPS):
            diff = self.case.diffs.get(table)
            for one in diff.touched if diff is not None else ():
                if _LEAD_URN in one.columns:
                    lead = _LeadSaid(_urn(one.row.cell(_LEAD_URN)), where_of(table, one.row, _LEAD_URN), one.row)
                    if key := self._cluster_of(table, one.row):
                        yield key, lead

    def _cluster_of(self, table: str, row: Row) -> str:
        """The cluster that a row is of, if everything were taken."""
        if table == CLUSTERS:
            return self.case.places.meant(row.cell("Cluster")).id
        urn = urn_of(row)
        return "" if urn is None else self.homes.final(urn).id

    def _leads_of_schools(self) -> Iterator[tuple[str, _LeadSaid]]:
        """The lead by the marks of schools: a new mark counts, else that a mark is gone."""
        marked: dict[str, list[tuple[bool, _LeadSaid]]] = {}
        diff = self.case.diffs.get(MEMBERSHIPS)
        if diff is None or _LEAD not in diff.shared:
            return
        rows = [one.row for one in diff.touched if _LEAD in one.columns] + [row for row in diff.fresh if row.cell(_LEAD)]
        for row in rows:
            urn, key = urn_of(row), self._cluster_of(MEMBERSHIPS, row)
            if urn is not None and key:
                is_lead = row.cell(_LEAD).casefold() in _YES
                lead = _LeadSaid(urn if is_lead else None, where_of(MEMBERSHIPS, row, _LEAD), row)
                marked.setdefault(key, []).append((is_lead, lead))
        for key, marks in marked.items():
            chosen = [lead for is_lead, lead in marks if is_lead]
            yield from ((key, lead) for lead in chosen or [marks[0][1]])

    def _odd_leads(self) -> Iterator[MergeItem]:
        diff = self.case.diffs.get(MEMBERSHIPS)
        for one in diff.touched if diff is not None else ():
            words = one.row.cell(_LEAD)
            if _LEAD in one.columns and words.casefold() not in (*_YES, *_NO):
                why = f"{words[:40]} is neither yes nor blank"
                title = one.row.cell("School")
                yield self.case.refused(title, (one.was.cell(_LEAD), words), why, where_of(MEMBERSHIPS, one.row, _LEAD))

    def _lead(self, key: str, leads: list[_LeadSaid]) -> Iterator[MergeItem]:
        cluster = self.case.context.plan.clusters[key]
        first, ours = leads[0], cluster.lead
        shown = urn_of(Row(0, {"URN": self.case.shown_now(CLUSTERS, Row(0, {"Cluster": key})).cell(_LEAD_URN)}))
        if {lead.urn for lead in leads} in ({shown}, {ours}) and not any(map(_no_urn, leads)):
            return
        words = self._named(ours if ours is not None else shown), self._named(first.urn)
        where = "; ".join(dict.fromkeys(lead.where for lead in leads))
        blocked = self._no_lead(key, leads)
        went_out = _urn(self._base_row(key).cell(_LEAD_URN))
        changed_here = ours is not None and ours != went_out and CLUSTERS in self.case.base
        conflict = changed_here or first.urn is None
        edit = SetLead(key, first.urn)
        yield self.case.item(
            "lead school", _title(cluster), words, edit, where, urns=cluster.members, is_conflict=conflict, blocked=blocked
        )

    def _no_lead(self, key: str, leads: list[_LeadSaid]) -> str | None:
        """Why the lead cannot be, "" where it can once every school is where it is to be, None where the edit says it."""
        told = {lead.urn for lead in leads}
        if len(told) > 1:
            return "the sheets name several lead schools: name one"
        urn = next(iter(told))
        if urn is None:
            return next((f"{_no_urn(lead)} is no URN" for lead in leads if _no_urn(lead)), None)
        if self.homes.final(urn).id != key:
            return f"{self.case.titled(urn)} is not in the cluster, so it cannot lead it"
        return None if self.case.context.plan.cluster_of.get(urn) == key else ""

    def _named(self, urn: int | None) -> str:
        return "" if urn is None else self.case.titled(urn)

    # Notes ---------------------------------------------------------------------------------------------------------------

    def _notes(self) -> Iterator[MergeItem]:
        plan = self.case.context.plan
        for table, row in self._noted():
            words, where = said(row.cell(_NOTE)), where_of(table, row, _NOTE)
            of: int | str | None = self.case.places.meant(row.cell("Cluster")).id if table == CLUSTERS else urn_of(row)
            if isinstance(of, str) and of in plan.clusters:
                cluster = plan.clusters[of]
                yield from self._note("note", _title(cluster), cluster.note, AddToNote(of, words), where, cluster.members)
            elif isinstance(of, int) and of in self.case.context.schools:
                present = plan.school_notes.get(of, "")
                yield from self._note("note on a school", self.case.titled(of), present, AddToNote(of, words), where, (of,))
            else:
                title = row.cell("School") or row.cell("Name") or row.cell("URN") or row.cell("Cluster")
                yield self.case.refused(title, ("", words), "the plan has nothing of this id to write a note on", where)

    def _noted(self) -> Iterator[tuple[str, Row]]:
        for table in (CLUSTERS, MEMBERSHIPS, UNPLACED):
            diff = self.case.diffs.get(table)
            if diff is not None and _NOTE in diff.shared:
                rows = [one.row for one in diff.touched if _NOTE in one.columns] + list(diff.fresh)
                yield from ((table, row) for row in rows if row.cell(_NOTE))

    def _note(
        self, kind: Kind, title: str, present: str, edit: AddToNote, where: str, urns: tuple[int, ...]
    ) -> Iterator[MergeItem]:
        if f"\n{edit.words}\n" not in f"\n{present}\n":
            yield self.case.item(kind, title, (present, f"{edit.words} (added)"), edit, where, urns=urns)


def _title(cluster: Cluster) -> str:
    return cluster.name or cluster.id


def _no_urn(lead: _LeadSaid) -> str:
    """What stands in place of a URN, "" where there is one or nothing."""
    return "" if lead.urn is not None else lead.row.cell(_LEAD_URN)[:40]


def _urn(text: str) -> int | None:
    return urn_of(Row(0, {"URN": text}))
