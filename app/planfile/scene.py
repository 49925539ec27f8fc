"""The active scenario as columns beside the schools: what the layers for other programs are made of."""

from __future__ import annotations

from dataclasses import dataclass

from wolds.clustering.eligibility import Role, standing_of
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools

_ROLES = {Role.EXCLUDED: "excluded", Role.OPTIONAL: "optional", Role.TO_PLACE: "to place"}


@dataclass(frozen=True, eq=False)
class Scene:
    """Schools and active plan; `role` and `reason` have one text for each school, in the order of the table."""

    schools: Schools
    plan: Plan
    role: list[str]
    reason: list[str]

    @classmethod
    def of(cls, project: Project) -> Scene:
        """The scene of the active scenario.

        A filter that does not fit the register leaves roles blank: a save must not fail for the sake of its layers.
        """
        count = len(project.schools)
        try:
            standing = standing_of(project.schools, project.plan.eligibility)
        except InputError:
            return cls(project.schools, project.plan, [""] * count, [""] * count)
        roles = [_ROLES[Role(value)] for value in standing.role.tolist()]
        return cls(project.schools, project.plan, roles, [str(code) for code in standing.reason.tolist()])
