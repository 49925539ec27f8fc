"""A survey and a pairing as lists: what each question asks, how many answers it has, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from wolds.clustering.models import model_name
from wolds.clustering.pairings import Pairing, Pairings, Unmatched
from wolds.clustering.partners.reach import Reach, travel_words
from wolds.clustering.plan import Cluster
from wolds.clustering.policy import ClusterConsequence, Consequence, Verdict
from wolds.clustering.policy.survey import Survey
from wolds.clustering.policy.views import Stranded
from wolds.widgets.church.listing import Listed, Listing
from wolds.widgets.church.words import model_words, verdict_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChurchAnswers", text)


class Question(StrEnum):
    """What can be asked of a survey, in the order of the list."""

    ALL = "all"
    APPROVAL = "approval"
    CROSSES = "crosses"
    UNMIXED = "unmixed"
    MAJORITY = "majority"
    BLOCKED = "blocked"
    ALONE = "alone"
    BARRED = "barred"
    ASKING = "asking"


_OF_CLUSTERS = (Question.APPROVAL, Question.CROSSES, Question.UNMIXED, Question.MAJORITY, Question.BLOCKED)


def question_words(question: Question) -> str:
    """A question as the list has it."""
    return {
        Question.ALL: _tr("Every cluster, and what it needs"),
        Question.APPROVAL: _tr("Clusters that need approval or are not allowed"),
        Question.CROSSES: _tr("Clusters that cross a diocese or an authority"),
        Question.UNMIXED: _tr("Clusters without both church and community schools"),
        Question.MAJORITY: _tr("Clusters where the majority of governors is in question"),
        Question.BLOCKED: _tr("Clusters that the law rules out as they are"),
        Question.ALONE: _tr("Church schools with no church school in reach, but a community one"),
        Question.BARRED: _tr("Schools that policy, not distance, leaves alone"),
        Question.ASKING: _tr("Schools that need approval for every partner in reach"),
    }[question]


def question_line(found: Survey, question: Question) -> str:
    """A question with the number of its answers, and with what the rules say where that matters."""
    count = len(answers(found, question))
    if question == Question.UNMIXED and found.mixing:
        return f"{question_words(question)}: {found.mixing}  ({count})"
    return f"{question_words(question)}  ({count})"


def answers(found: Survey, question: Question) -> Sequence[ClusterConsequence] | Sequence[Stranded]:
    """The clusters or schools that answer a question."""
    every: Mapping[Question, Sequence[ClusterConsequence] | Sequence[Stranded]] = {
        Question.ALL: found.clusters,
        Question.APPROVAL: found.approval,
        Question.CROSSES: found.crosses,
        Question.UNMIXED: found.unmixed,
        Question.MAJORITY: found.majority,
        Question.BLOCKED: found.blocked,
        Question.ALONE: found.alone,
        Question.BARRED: found.barred,
        Question.ASKING: found.asking,
    }
    return every[question]


def listing_of(found: Survey, question: Question, clusters: Mapping[str, Cluster]) -> Listing:
    """The answers to a question as a list; `clusters` are those of the plan."""
    rows = answers(found, question)
    of_clusters = [one for one in rows if isinstance(one, ClusterConsequence)]
    of_schools = [one for one in rows if isinstance(one, Stranded)]
    if question in (Question.ALONE, Question.BARRED, Question.ASKING):
        return _schools(of_schools, _empty(found, question), found.reach)
    return _clusters(of_clusters, clusters, _empty(found, question))


def _clusters(found: Iterable[ClusterConsequence], clusters: Mapping[str, Cluster], empty: tuple[str, str]) -> Listing:
    columns = ((_tr("Cluster"), 190), (_tr("As"), 136), (_tr("What it needs"), 116), (_tr("Why"), 420), (_tr("Also"), 260))
    rows = tuple(_cluster(one, clusters[one.cluster]) for one in found if one.cluster in clusters)
    return Listing(columns, rows, empty, verdict_at=2)


def _cluster(one: ClusterConsequence, cluster: Cluster) -> Listed:
    said = one.consequence
    also = "; ".join((*said.crosses, *said.questions))
    why = said.why or _tr("Neither the law nor a row of the table asks for more")
    cells = (one.name, model_words(said.model), verdict_words(said.verdict), why, also)
    return Listed(cells, cluster.members, consequence_detail(one.name, said), said.verdict, cluster.number, cluster.colour)


def consequence_detail(name: str, said: Consequence) -> str:
    """All that is to be said of a group under a model, line by line."""
    needs = verdict_words(said.verdict)
    lines = [_tr("{name} as {model}: {needs}").format(name=name, model=model_name(said.model), needs=needs.lower())]
    lines += [f"{finding.sentence.rstrip('.')}." for finding in said.findings]
    lines += [f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}." for sentence in (*said.questions, *said.crosses)]
    sources = dict.fromkeys(finding.source for finding in said.findings if finding.source and finding.urn is not None)
    lines += [_tr("Source: {source}").format(source=source) for source in sources]
    return "\n".join(lines)


def _schools(found: Iterable[Stranded], empty: tuple[str, str], reach: Reach) -> Listing:
    columns = ((_tr("School"), 240), (_tr("In reach"), 70), (_tr("Nearest"), 130), (_tr("Why"), 410))
    rows = tuple(
        Listed(
            (
                one.name,
                str(one.in_reach),
                "" if one.nearest_km is None else travel_words(one.nearest_km, reach.supplied),
                one.sentence,
            ),
            tuple(urn for urn in (one.urn, one.nearest) if urn is not None),
            f"{one.sentence}.",
        )
        for one in found
    )
    return Listing(columns, rows, empty, figures=frozenset((1, 2)))


def _empty(found: Survey, question: Question) -> tuple[str, str]:
    """What stands in place of an empty list: that there is none, and what to do to see more."""
    look_ahead = _tr("Judge the clusters as a hard federation, above, to look ahead.")
    if question == Question.ALL or (question in _OF_CLUSTERS and not found.clusters):
        where = _tr("in these dioceses") if found.dioceses else _tr("in this plan")
        sentence = _tr("Ask for a proposal, work out the three scenarios, or make clusters by hand.")
        return _tr("There are no clusters {where}").format(where=where), sentence
    model = model_name(found.alone_model)
    return {
        Question.APPROVAL: (
            _tr("No cluster needs approval"),
            _tr("That is so by the policy table in force and the models chosen. {more}").format(more=look_ahead),
        ),
        Question.UNMIXED: (_tr("Every cluster has church and community schools"), ""),
        Question.CROSSES: (_tr("No cluster crosses a diocese or an authority"), ""),
        Question.MAJORITY: (
            _tr("No cluster has this question"),
            _tr("It comes up where voluntary aided and other schools would share one governing body. {more}").format(
                more=look_ahead
            ),
        ),
        Question.BLOCKED: (
            _tr("The law rules out no cluster"),
            _tr("Academies and maintained schools cannot share one governing body. {more}").format(more=look_ahead),
        ),
        Question.ALONE: (
            _tr("There is no such school"),
            _tr("Each church school has a church school within {reach}, or no community school either.").format(
                reach=found.reach.words
            ),
        ),
        Question.BARRED: (
            _tr("There is no such school"),
            _tr("As {model}, table, law and rules leave each school somebody within {reach}.").format(
                model=model, reach=found.reach.words
            ),
        ),
        Question.ASKING: (
            _tr("There is no such school"),
            _tr("As {model}, each school has somebody within {reach} without asking for approval.").format(
                model=model, reach=found.reach.words
            ),
        ),
    }[question]


def pairs_listing(found: Pairings) -> Listing:
    """Pairs, church school first, then the schools that have none."""
    columns = (
        *((_tr("Church school"), 216), (_tr("Community school"), 216), (_tr("Travel"), 152)),
        *((_tr("What it needs"), 116), (_tr("Why, and what to mind"), 200)),
    )
    rows = (*(_pair(pair, found.reach) for pair in found.pairs), *(_alone(one) for one in found.unmatched))
    sentence = _tr("No church school and no community school that take part are within {reach} of each other.")
    return Listing(columns, rows, (_tr("There is no pair"), sentence.format(reach=found.reach.words)), verdict_at=3)


def _pair(pair: Pairing, reach: Reach) -> Listed:
    said, names = pair.consequence, (pair.church.name, pair.community.name)
    mind = "; ".join(part for part in (said.why, *said.crosses) if part)
    detail = consequence_detail(_tr("{one} and {other}").format(one=names[0], other=names[1]), said)
    cells = (*names, travel_words(pair.km, reach.supplied), verdict_words(said.verdict), mind)
    return Listed(
        cells, (pair.church.urn, pair.community.urn), f"{pair.church.line}.\n{pair.community.line}.\n{detail}", said.verdict
    )


def _alone(one: Unmatched) -> Listed:
    nobody = _tr("no partner")
    names = (one.school.name, nobody) if one.school.is_church else (nobody, one.school.name)
    cells = (*names, "", _unmatched_words(one.code), one.sentence)
    near = tuple(urn for _, urn in one.nearest[:3])
    verdict = Verdict.FORBIDDEN if one.code == "policy" else None
    return Listed(cells, (one.school.urn, *near), f"{one.school.line}.\n{one.sentence}.", verdict)


def _unmatched_words(code: str) -> str:
    return {
        "no-neighbour": _tr("Nobody in reach"),
        "kept-apart": _tr("Kept apart"),
        "policy": _tr("Not allowed"),
        "competition": _tr("Partners taken"),
    }.get(code, code)
