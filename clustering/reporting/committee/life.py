"""What people said of a partnership: roles, actions, measures, money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.models import model_name
from wolds.clustering.partnership.figures import Money, money_of
from wolds.clustering.partnership.records import Action, Budget, JointRole, Measure, Partnership
from wolds.clustering.plan import Cluster
from wolds.clustering.reporting.committee.source import CommitteeFacts, Part
from wolds.clustering.reporting.document import Align, Block, Bullets, Column, Heading, Table
from wolds.clustering.wording import day_words, plain

_ACTIONS: Final = (
    Column("Action", width=5),
    Column("About", width=1.7),
    Column("Priority", width=1.5),
    Column("Owner (role)", width=2.4),
    Column("Term", width=1.9),
    Column("Status", width=1.8),
)
_MEASURES: Final = (
    Column("Measure", width=4),
    Column("At first", Align.RIGHT, 1.6),
    Column("Target", Align.RIGHT, 1.6),
    Column("Latest", Align.RIGHT, 2.6),
    Column("Progress", Align.RIGHT, 1.5),
    Column("Agreed", width=1.3),
)
_MONEY: Final = (Column("Item", width=5), Column("Pounds a year", Align.RIGHT, 2))


def life(facts: CommitteeFacts, cluster: Cluster, partnership: Partnership) -> Iterator[Block]:
    """Everything that was said; nothing where nothing was."""
    if partnership.history:
        yield Heading(3, "Models so far")
        steps = ((step.model, day_words(step.since), step.note) for step in partnership.history)
        yield Bullets(tuple(f"{model_name(model) if model else 'none'} since {day}{_and(note)}" for model, day, note in steps))
    if partnership.roles:
        yield Heading(3, "Shared roles")
        yield Bullets(tuple(_role(facts, role) for role in partnership.roles))
    if partnership.actions:
        yield Table("Actions", _ACTIONS, tuple(_action(action) for action in partnership.actions))
    if partnership.measures:
        yield Table("Measures of progress", _MEASURES, tuple(_measure(measure) for measure in partnership.measures))
    if facts.has(Part.MONEY) and not partnership.budget.is_empty:
        yield Table("Money", _MONEY, tuple(_money(facts, cluster, partnership.budget)))


def _role(facts: CommitteeFacts, role: JointRole) -> str:
    where = "" if role.school is None else f", based at {facts.name_of(role.school)}"
    return f"{role.role}{where}{_and(role.note)}"


def _and(note: str) -> str:
    return f" ({note})" if note else ""


def _action(action: Action) -> tuple[str, ...]:
    words = f"{action.text}{_and(action.note)}"
    return words, action.category.value, action.priority.value, action.owner, action.term, action.status.value


def _measure(measure: Measure) -> tuple[str, ...]:
    latest, progress = measure.latest, measure.progress
    name = f"{measure.name}, {measure.unit}" if measure.unit else measure.name
    shown = "no reading" if latest is None else f"{plain(latest.value, 2)} on {day_words(latest.on)}"
    way = "" if progress is None else f"{progress:.0%}"
    return name, _value(measure.baseline), _value(measure.target), shown, way, "yes" if measure.agreed else "no"


def _value(value: float | None) -> str:
    return "" if value is None else plain(value, 2)


def _money(facts: CommitteeFacts, cluster: Cluster, budget: Budget) -> Iterator[tuple[str, str]]:
    money = money_of(facts.context, cluster.id)
    amounts = (budget.grant, budget.levy_per_school, money.income, *(item.pounds for item in budget.spending))
    pence = 2 if any(amount is not None and round(amount, 2) % 1 for amount in amounts) else 0
    return _money_rows(budget, money, pence)


def _money_rows(budget: Budget, money: Money, pence: int) -> Iterator[tuple[str, str]]:
    """Every amount with so many decimals, so that the sums come out as they are printed."""
    given = (
        ("Grant", budget.grant, ""),
        ("Levy", budget.levy_per_school, " a school"),
        ("Levy", budget.levy_per_pupil, " a pupil"),
    )
    for words, pounds, each in given:
        if pounds is not None:
            yield f"{words}{each}", f"{pounds:,.{2 if each == ' a pupil' else pence}f}"
    yield "Income", "unknown, since a roll is" if money.income is None else f"{money.income:,.{pence}f}"
    for item in budget.spending:
        yield f"Spent on {item.head.value}{_and(item.note)}", f"{item.pounds:,.{pence}f}"
    yield "Spending", f"{money.spending:,.{pence}f}"
    yield "Left over", "unknown" if money.balance is None else f"{money.balance:,.{pence}f}"
