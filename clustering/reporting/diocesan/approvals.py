"""The approvals list: each cluster that is not simply allowed, whom to ask for it, why, and where that is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wolds.clustering.models import FEDERATION_LAW, PROMPT_NOTE, model_name
from wolds.clustering.policy.judging import ClusterConsequence, Finding
from wolds.clustering.policy.table import Verdict
from wolds.clustering.policy.views import triggering
from wolds.clustering.reporting.diocesan.parts import PaperParts
from wolds.clustering.reporting.document import Block, Bullets, Column, Heading, Numbered, Paragraph, Table
from wolds.clustering.wording import listed

_ORDER: Final = {
    Verdict.FORBIDDEN: "Not allowed as the schools are",
    Verdict.APPROVAL: "Approval is needed",
    Verdict.ADVICE: "Advice is to be sought",
}
LAW: Final = f"The law: {FEDERATION_LAW}"
NO_SOURCE: Final = "The table names no source."


def approval_blocks(parts: PaperParts) -> Iterator[Block]:
    """The list by verdict, the strongest first; sources are numbered and stand below."""
    asked = triggering(parts.survey.clusters, Verdict.ADVICE)
    yield Heading(1, "Approvals list")
    yield Paragraph(_counted(parts, asked))
    sources = _sources(asked)
    for verdict, title in _ORDER.items():
        some = [one for one in asked if one.consequence.verdict == verdict]
        if some:
            yield Heading(2, title)
            yield _table(some, parts, sources)
    if sources:
        yield Heading(2, "Sources")
        yield Numbered(sources)
    yield from _borders(parts)
    yield Paragraph(PROMPT_NOTE)


def _counted(parts: PaperParts, asked: Sequence[ClusterConsequence]) -> str:
    free = len(parts.survey.clusters) - len(asked)
    model = parts.survey.model
    judged = (
        f"Every cluster is judged as {model_name(model)}" if model else "Each cluster is judged by the model it aims at or has"
    )
    word = "cluster needs" if free == 1 else "clusters need"
    return f"{judged}, by the policy table \u201c{parts.policy.name}\u201d and the law. {free} {word} nothing first."


def _sources(asked: Sequence[ClusterConsequence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_source(finding) for one in asked for finding in one.consequence.findings))


def _source(finding: Finding) -> str:
    return LAW if FEDERATION_LAW in finding.sentence else finding.source or NO_SOURCE


def without_law(sentence: str) -> str:
    """A sentence without the law in brackets, which stands among the sources once."""
    return sentence.replace(f" ({FEDERATION_LAW})", "")


def _table(some: Sequence[ClusterConsequence], parts: PaperParts, sources: tuple[str, ...]) -> Table:
    columns = (
        Column("Cluster", width=1.8),
        Column("Schools", width=2.8),
        Column("Why", width=4.2),
        Column("Source", width=0.8),
    )
    return Table("", columns, tuple(_row(one, parts, sources) for one in some))


def _row(one: ClusterConsequence, parts: PaperParts, sources: tuple[str, ...]) -> tuple[str, ...]:
    said = one.consequence
    why = [finding.sentence for finding in said.findings] + list(said.questions)
    numbers = sorted({sources.index(_source(finding)) + 1 for finding in said.findings})
    schools = [parts.context.schools.name_of(urn) for urn in parts.context.plan.clusters[one.cluster].members]
    name = f"{one.name} ({one.cluster}), as {model_name(said.model)}"
    return (
        name,
        listed(schools, 20),
        "\n".join(f"{without_law(sentence)}." for sentence in why),
        listed([str(number) for number in numbers]),
    )


def _borders(parts: PaperParts) -> Iterator[Block]:
    if parts.survey.crosses:
        yield Heading(2, "Clusters across borders")
        yield Bullets(tuple(f"{one.name}: {'; '.join(one.consequence.crosses)}." for one in parts.survey.crosses))
