"""Schools followed from register to register: who stands for whom where a plan was taken to a newer register than another.

The links are those that the plans themselves keep of the registers that they stood on before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from wolds.clustering.refreshing.former import FormerRegister, heirs_of
from wolds.clustering.wording import listed
from wolds.geo.schools import Schools

_NOBODY: Mapping[int, tuple[int, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class Followed:
    """`here`: by URN of a plan, the URNs of the ground's register that stand for it, where they are others.

    `now` and `before` are by URN of the ground's register: its successor in a plan that is newer, and the schools of a plan
    that is older whose place it took. A school that was split is followed to nobody.
    """

    here: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: _NOBODY)
    now: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    before: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: _NOBODY)

    @classmethod
    def of(cls, ground: Schools, past: Sequence[FormerRegister], there: Schools, past_there: Sequence[FormerRegister]) -> Self:
        """From the ground's register and the registers before it, to those of a plan; nobody where the registers are one."""
        if ground is there or ground.data_hash == there.data_hash:
            return cls()
        before: dict[int, list[int]] = {}
        for urn, heir in _steps(past):
            if heir in ground and urn in there and not is_closed(there, urn):
                before.setdefault(heir, []).append(urn)
        now = {urn: heir for urn, heir in _steps(past_there) if heir in there and urn in ground and not is_closed(ground, urn)}
        here: dict[int, set[int]] = {}
        for urn, heir in now.items():
            here.setdefault(heir, {heir} if heir in ground else set()).add(urn)
        for heir, urns in before.items():
            for urn in urns:
                here.setdefault(urn, set()).add(heir)
        return cls(
            {urn: tuple(sorted(found)) for urn, found in here.items()}, now, {urn: tuple(was) for urn, was in before.items()}
        )

    def words(self, urn: int) -> str:
        """The URN of a school in the plan, where it is another: "now URN 150001", "before URN 100001"; else ""."""
        if urn in self.now:
            return f"now URN {self.now[urn]}"
        return f"before {listed([f'URN {one}' for one in self.before[urn]])}" if urn in self.before else ""


def _steps(past: Sequence[FormerRegister]) -> Iterator[tuple[int, int]]:
    """Each school that is gone, ascending, and the one that stands in its place after all these registers."""
    for urn in sorted({step.urn for former in past for step in former.successions}):
        heirs = heirs_of(past, urn)
        if len(heirs) == 1 and heirs != (urn,):
            yield urn, heirs[0]


def is_closed(schools: Schools, urn: int) -> bool:
    """Whether a register has a school, closed."""
    return urn in schools and str(schools.text("status")[schools.position(urn)]).casefold().startswith("closed")
