"""What `propose`, `sweep` and `alternatives` are asked about: a register under rules, or a plan to go on from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wolds.app.cli.notes import notes_on
from wolds.app.cli.plans import OpenedPlan, opened_plan
from wolds.app.cli.rules_options import RuleOptions, refuse_unknown_schools, rules_and_eligibility
from wolds.app.cli.travel_options import travelling
from wolds.app.cli.values import refuse_missing
from wolds.app.register_files import TableFiles, is_plan
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.clustering.rules_document import RulesDocument
from wolds.clustering.wording import listed
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch
from wolds.geo.schools import Schools

if TYPE_CHECKING:
    from wolds.geo.registers import Reading


@dataclass(frozen=True)
class Asked:
    """Where the question comes from: a register or a plan, or a register and the plan (`present`) that it is to go on from."""

    source: Path | None
    options: RuleOptions
    present: Path | None = None
    scenario: str | None = None

    @property
    def plan(self) -> Path | None:
        """The plan file, None where there is none."""
        return self.present if self.present is not None else self.source if is_plan(self.source) else None

    @property
    def register(self) -> Path | None:
        """The register, None where the schools are those of the plan."""
        return None if self.source is None or is_plan(self.source) else self.source

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that is read."""
        given = (self.source, self.present, *self.options.files)
        return tuple(path for path in given if path is not None)


@dataclass(frozen=True, eq=False)
class Question:
    """The plan to work on with its schools, and what is to be said of them. `project` is what it is a scenario of."""

    context: EditContext
    project: Project
    notes: tuple[str, ...] = field(default=())


def question_of(asked: Asked, watch: Watch) -> Question:
    """Read what was asked about. Raises `InputError`."""
    for path in asked.files:
        refuse_missing(path)
    _refuse_misfits(asked)
    opened = None if asked.plan is None else opened_plan(asked.plan, asked.scenario)
    base = None if opened is None else RulesDocument(rules=opened.plan.rules, eligibility=opened.plan.eligibility)
    rules, eligibility = rules_and_eligibility(asked.options, base)
    reading = None if asked.register is None else _read(asked.register, asked.options.table, watch)
    schools = _schools(opened, reading)
    refuse_unknown_schools(asked.options, rules, schools)
    dropped: tuple[str, ...] = ()
    if opened is not None and reading is not None:
        opened, dropped = _carried(opened, schools)
    plan = replace(Plan() if opened is None else opened.plan, rules=rules, eligibility=eligibility)
    context = EditContext(schools, standing_of(schools, eligibility), plan)
    if not context.standing.to_place.any():
        raise InputError("no school takes part under these options", remedy="Look at --la, --max-roll and the rules document.")
    context, told = travelling(context, asked.options, watch)
    doubts = () if opened is None else opened.doubts
    project, left = _project(context, opened, reading is None)
    return Question(context, project, (*doubts, *left, *dropped, *told, *notes_on(reading, context)))


def _project(context: EditContext, opened: OpenedPlan | None, same_schools: bool) -> tuple[Project, tuple[str, ...]]:
    """What the plan is a scenario of. Scenarios that nobody looked at do not go over to another register; it is said."""
    if opened is None:
        return Project(context.schools, (context.plan,)), ()
    if same_schools:
        return replace(opened.project.with_plan(context.plan), schools=context.schools), ()
    others = [name for name in opened.project.names if name != opened.plan.name]
    left = f"of the plan only {opened.plan.name} is taken to the register, not {listed(others)}"
    project = Project(context.schools, (context.plan,), log=opened.project.log, formers=opened.project.formers)
    return project, (left,) if others else ()


def _refuse_misfits(asked: Asked) -> None:
    if asked.source is None and asked.present is None:
        raise InputError("there is nothing to read", remedy="Give a register or a plan.")
    if asked.present is not None and is_plan(asked.source):
        raise InputError(
            f"{asked.source} and --from {asked.present} are two plans", remedy="Give a register, or leave one of them out."
        )
    if asked.register is None and asked.options.table.given:
        raise InputError("--mapping and --postcodes are for a register", remedy="Leave them out: a plan needs neither.")
    if asked.scenario is not None and asked.plan is None:
        raise InputError(f"--scenario {asked.scenario}: a register has no scenarios", remedy="Give a plan, or leave it out.")


def _read(register: Path, files: TableFiles, watch: Watch) -> Reading:
    from wolds.app.register_files import read_schools

    return read_schools(register, watch, files)


def _schools(opened: OpenedPlan | None, reading: Reading | None) -> Schools:
    if reading is not None:
        return reading.schools
    assert opened is not None
    return opened.schools


def _carried(opened: OpenedPlan, schools: Schools) -> tuple[OpenedPlan, tuple[str, ...]]:
    """A plan taken to another register: what is said of schools that it lacks goes to the log, and it is told."""
    from wolds.clustering.refreshing import Transition, carried_words, history_of, left_register
    from wolds.geo.links import SchoolLinks

    plan = opened.plan
    for key in sorted(plan.locked_clusters):
        missing = [urn for urn in plan.clusters[key].members if urn not in schools]
        if missing:
            name = plan.clusters[key].name or key
            raise InputError(
                f"{name} is locked, and the register does not hold its school {missing[0]}",
                remedy="Unlock the cluster in the plan first.",
            )
    if opened.schools.data_hash == schools.data_hash:
        return opened, ()
    transition = Transition(opened.schools, schools, SchoolLinks())
    taken = carried_words(plan, transition)
    log = (*opened.project.log, *history_of(plan.name, transition, [(plan.name, taken.told)]))
    formers = (*opened.project.formers, left_register(opened.project, transition))
    project = replace(opened.project.with_plan(taken.plan), log=log, formers=formers)
    return replace(opened, plan=taken.plan, project=project), tuple(one.sentence for one in taken.told)
