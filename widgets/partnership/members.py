"""Members, joint roles, spending and confidential facts as lists."""

from __future__ import annotations

from PySide6.QtCore import QObject

from wolds.clustering.edits import (
    AddAssociate,
    Edit,
    ForgetConfidential,
    KeepConfidential,
    RemoveAssociate,
    SetBudget,
    SetJointRoles,
    Together,
)
from wolds.clustering.edits.beside import place_name
from wolds.clustering.partnership.records import (
    Associate,
    Budget,
    ConfidentialFact,
    FactKind,
    JointRole,
    Spending,
    SpendingHead,
)
from wolds.widgets.common.figures import pupils_text
from wolds.widgets.icons import icon
from wolds.widgets.partnership import words
from wolds.widgets.partnership.record_dialog import Field, Values
from wolds.widgets.partnership.section import Row, Section, Shown, in_line, needed
from wolds.widgets.partnership.typed import day, day_text, number, number_text, pounds_text
from wolds.widgets.rules.school_picker import SchoolNames


class JointRoles(Section):
    """Roles that the schools share; known by their place in the list."""

    icon_name = "cluster"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.one = self.tr("Joint roles"), self.tr("joint role")
        what = self.tr("Add the roles that the schools share: maths lead, SENCO, early years, business manager.")
        self.empty = (self.tr("No joint roles yet"), what)
        self.sentence = self.tr("A role, never a person's name: maths lead, SENCO, early years, business manager.")

    def rows(self, shown: Shown) -> list[Row]:
        """In the order they were written."""
        roles = shown.partnership.roles
        return [Row(str(place), role.role, self._based(shown, role), role.note) for place, role in enumerate(roles)]

    def _based(self, shown: Shown, role: JointRole) -> str:
        return self.tr("Based at {school}").format(school=shown.school(role.school)) if role.school else ""

    def fields(self, shown: Shown, key: str) -> tuple[Field, ...]:
        """Role, school and note."""
        role = shown.partnership.roles[int(key)] if key else JointRole(role="?")
        schools = (("", self.tr("No school in particular")), *shown.schools(shown.members))
        return (
            Field("role", self.tr("&Role"), role.role if key else "", hint=self.tr("Such as: SENCO")),
            Field("school", self.tr("&Based at"), str(role.school or ""), "choice", schools),
            Field("note", self.tr("&Note"), role.note),
        )

    def edit(self, shown: Shown, key: str, values: Values) -> Edit:
        """Set the list with this one in it."""
        roles = list(shown.partnership.roles)
        words_of = needed(values, "role", self.tr("Give the joint role a name."))
        role = JointRole(role=words_of, school=int(values["school"]) if values["school"] else None, note=values["note"])
        roles[int(key) if key else len(roles) :] = [role, *(roles[int(key) + 1 :] if key else ())]
        return SetJointRoles(shown.cluster, tuple(roles))

    def removal(self, shown: Shown, key: str) -> Edit:
        """Set the list without it."""
        roles = shown.partnership.roles
        return SetJointRoles(shown.cluster, (*roles[: int(key)], *roles[int(key) + 1 :]))


class SpendingItems(Section):
    """What the money of a year is spent on; known by their place in the list."""

    icon_name = "plan"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.one = self.tr("Spending"), self.tr("item of spending")
        what = self.tr("Add what the money of a year goes on: leadership time first, project management, transport.")
        self.empty = (self.tr("No spending yet"), what)

    def rows(self, shown: Shown) -> list[Row]:
        """In the order they were written."""
        items = shown.partnership.budget.spending
        return [
            Row(str(place), in_line(words.said(item.head), pounds_text(item.pounds)), item.note)
            for place, item in enumerate(items)
        ]

    def fields(self, shown: Shown, key: str) -> tuple[Field, ...]:
        """Head, pounds and note."""
        items = shown.partnership.budget.spending
        item = items[int(key)] if key else Spending(head=SpendingHead.LEADERSHIP, pounds=0)
        return (
            Field("head", self.tr("&Spent on"), item.head.value, "choice", words.choices(SpendingHead)),
            Field("pounds", self.tr("&Pounds a year"), number_text(item.pounds) if key else ""),
            Field("note", self.tr("&Note"), item.note),
        )

    def edit(self, shown: Shown, key: str, values: Values) -> Edit:
        """Set the budget with this item in it."""
        items = list(shown.partnership.budget.spending)
        pounds = number(needed(values, "pounds", self.tr("Say how many pounds a year.")), least=0)
        item = Spending(head=SpendingHead(values["head"]), pounds=pounds or 0.0, note=values["note"])
        items[int(key) if key else len(items) :] = [item, *(items[int(key) + 1 :] if key else ())]
        return _with_spending(shown, tuple(items))

    def removal(self, shown: Shown, key: str) -> Edit:
        """Set the budget without it."""
        items = shown.partnership.budget.spending
        return _with_spending(shown, (*items[: int(key)], *items[int(key) + 1 :]))


def _item(key: str, item: Spending) -> Row:
    return Row(key, in_line(words.said(item.head), pounds_text(item.pounds)), item.note)


def _with_spending(shown: Shown, items: tuple[Spending, ...]) -> Edit:
    budget = shown.partnership.budget
    return SetBudget(shown.cluster, Budget.model_validate(dict(budget) | {"spending": items}))


class Members(Section):
    """Core members, and memberships beside the core: of other schools here, and of these schools elsewhere."""

    icon_name = "must-link"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.one = self.tr("Members"), self.tr("associate membership")
        self.empty = (self.tr("No members"), "")
        self.add_words = self.tr("Add an associate…")
        self._names = SchoolNames()
        self.sentence = self.tr("A school has one core cluster, and any number of memberships for a purpose beside it.")

    def rows(self, shown: Shown) -> list[Row]:
        """The core members, then the associates of this cluster and what its members belong to besides, by their keys."""
        found = [
            Row(key, shown.school(one.urn), self._belongs(shown, one), one.note, urn=one.urn)
            for key, one in shown.context.plan.associates.items()
            if one.cluster == shown.cluster or one.urn in shown.members
        ]
        core = [self._core(shown, int(urn)) for urn, _ in shown.schools(shown.members)]
        return [*core, *sorted(found, key=lambda row: int(row.key[1:]))]

    def count(self, shown: Shown) -> int:
        """Core members and associates; what members belong to besides is not counted."""
        here = (one for one in shown.context.plan.associates.values() if one.cluster == shown.cluster)
        return len(shown.members) + sum(1 for _ in here)

    def _core(self, shown: Shown, urn: int) -> Row:
        schools, leads = shown.context.schools, shown.context.plan.clusters[shown.cluster].lead == urn
        roll = pupils_text(float(schools.roll[schools.position(urn)])) if urn in schools else ""
        facts = in_line(self.tr("Core member"), roll, self.tr("leads the partnership") if leads else "")
        return Row("", shown.school(urn), facts, mark=icon("star") if leads else None, urn=urn)

    def _belongs(self, shown: Shown, one: Associate) -> str:
        if one.cluster == shown.cluster:
            return self.tr("Associate here for {purpose}").format(purpose=one.purpose)
        place = place_name(shown.context.plan, one)
        return self.tr("Also in {place} for {purpose}").format(place=place, purpose=one.purpose)

    def fields(self, shown: Shown, key: str) -> tuple[Field, ...]:
        """School, network, purpose and note."""
        one = shown.context.plan.associates.get(key)
        if self._names.schools is not shown.context.schools:
            self._names = SchoolNames(shown.context.schools)  # a country's names are put in order once
        return (
            Field("urn", self.tr("&School"), str(one.urn) if one else "", "school", schools=self._names),
            Field(
                "network",
                self.tr("&Network"),
                one.network if one else "",
                hint=self.tr("Leave empty for this cluster"),
            ),
            Field("purpose", self.tr("&Purpose"), one.purpose if one else "", hint=self.tr("Such as: sport, SEND")),
            Field("note", self.tr("No&te"), one.note if one else ""),
        )

    def edit(self, shown: Shown, key: str, values: Values) -> Edit:
        """Add it; a changed one takes the place of the old one in one step."""
        purpose = needed(values, "purpose", self.tr("Say what the membership is for."))
        urn = int(needed(values, "urn", self.tr("Choose one school: type a part of its name, its town or its URN.")))
        network, old = values["network"], shown.context.plan.associates.get(key)
        here = old.cluster if old and old.cluster else shown.cluster
        if not network and urn in shown.context.plan.clusters[here].members:
            raise ValueError(self.tr("That school is a core member here: name a network, or choose another school."))
        made = Associate(
            urn=urn,
            cluster=None if network else here,
            network=network,
            purpose=purpose,
            note=values["note"],
        )
        return Together((RemoveAssociate(key), AddAssociate(made))) if old else AddAssociate(made)

    def removal(self, shown: Shown, key: str) -> Edit:
        """End it."""
        return RemoveAssociate(key)


class Confidential(Section):
    """Facts that are kept apart, and leave the plan only where a person ticks it."""

    icon_name = "lock"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title, self.one = self.tr("Confidential"), self.tr("confidential fact")
        self.sentence = self.tr("Kept apart in the plan, and in no export unless you tick it there.")
        what = self.tr("A vacancy, a retirement, a note not for everybody: kept apart, and in no export unless you tick it.")
        self.empty = (self.tr("Nothing confidential"), what)

    def rows(self, shown: Shown) -> list[Row]:
        """Those of this cluster and of its members, by their keys."""
        found = []
        for key, fact in shown.context.plan.confidential.items():
            if fact.cluster == shown.cluster or fact.urn in shown.members:
                about = self.tr("The cluster") if fact.urn is None else shown.school(fact.urn)
                facts = in_line(words.said(fact.kind), day_text(fact.on), self.tr("confidential"))
                found.append(Row(key, about, facts, fact.text, mark=icon("lock"), urn=fact.urn or 0))
        return sorted(found, key=lambda row: int(row.key[1:]))

    def fields(self, shown: Shown, key: str) -> tuple[Field, ...]:
        """About, kind, day and words."""
        fact = shown.context.plan.confidential.get(key)
        about = (("", self.tr("The cluster")), *shown.schools(shown.members))
        return (
            Field("urn", self.tr("&About"), str(fact.urn or "") if fact else "", "choice", about),
            Field("kind", self.tr("&Fact"), (fact.kind if fact else FactKind.NOTE).value, "choice", words.choices(FactKind)),
            Field("on", self.tr("&Day"), day_text(fact.on) if fact else "", hint=self.tr("Such as: 1/9/2027")),
            Field("text", self.tr("&Words"), fact.text if fact else ""),
        )

    def edit(self, shown: Shown, key: str, values: Values) -> Edit:
        """Keep it."""
        on, urn = day(values["on"]), int(values["urn"]) if values["urn"] else None
        if on is None and not values["text"]:
            raise ValueError(self.tr("Give words or a day."))
        cluster = None if urn else shown.cluster
        fact = ConfidentialFact(urn=urn, cluster=cluster, kind=FactKind(values["kind"]), on=on, text=values["text"])
        return KeepConfidential(fact, key)

    def removal(self, shown: Shown, key: str) -> Edit:
        """Forget it."""
        return ForgetConfidential(key)
