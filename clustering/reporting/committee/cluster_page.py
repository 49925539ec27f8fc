"""The page of a partnership: where it is, who belongs to it, how far apart, what it means, and what people said of it."""

from __future__ import annotations

from collections.abc import Iterator

from wolds.clustering.models import MODELS, PROMPT_NOTE, model_name
from wolds.clustering.partnership.care import consequence_for, prompts_of, warnings_of
from wolds.clustering.partnership.figures import partnership_of
from wolds.clustering.partnership.records import Partnership
from wolds.clustering.plan import Cluster
from wolds.clustering.policy.table import Verdict
from wolds.clustering.reporting.committee.life import life
from wolds.clustering.reporting.committee.schools import members_table, memberships, travel_table
from wolds.clustering.reporting.committee.source import CommitteeFacts, Part, cluster_map, ended, lines_of, measured, title_of
from wolds.clustering.reporting.document import Block, Bullets, Facts, Figure, Heading, Notice, NoticeKind, Paragraph
from wolds.clustering.wording import day_words, parted_text, schools_text, travel_text


def cluster_page(facts: CommitteeFacts, cluster: Cluster) -> Iterator[Block]:
    """Everything about one partnership."""
    partnership = partnership_of(facts.context, cluster.id)
    yield Heading(2, title_of(cluster))
    yield Facts(tuple(_facts(facts, cluster, partnership)), ("The partnership", "in short"))
    yield from _broken(facts, cluster)
    if facts.has(Part.MAPS):
        yield _figure(facts, cluster)
    yield members_table(facts, cluster)
    if facts.has(Part.TRAVEL):
        yield from travel_table(facts, cluster)
    yield from memberships(facts, cluster)
    yield from _policy(facts, cluster)
    yield from life(facts, cluster, partnership)
    yield from _lacks(facts, cluster)
    yield from _notes(facts, cluster)


def _facts(facts: CommitteeFacts, cluster: Cluster, partnership: Partnership) -> Iterator[tuple[str, str]]:
    figures, rules = facts.scoreboard.clusters[cluster.id], facts.context.plan.rules
    unknown = f", {schools_text(figures.roll_unknown)} with an unknown roll" if figures.roll_unknown else ""
    yield "Schools and pupils", f"{schools_text(figures.schools)}, {figures.pupils:,} pupils{unknown}"
    if figures.longest_pair is not None:
        one, other = (facts.name_of(urn) for urn in figures.longest_pair)
        longest, mean = travel_text(figures.longest_km, rules), travel_text(figures.mean_km, rules)
        apart = f"; {parted_text(figures.parted)}" if figures.parted else ""
        average = f"; {mean} on average" if figures.schools > 2 else ""
        yield "Travel", f"at most {longest}, between {one} and {other}{average} ({measured(facts)}){apart}"
    elif figures.parted:
        yield "Travel", "none: a barrier keeps its schools apart"
    lead = "nobody yet" if figures.lead is None else facts.name_of(figures.lead)
    chosen = "" if cluster.lead is not None or figures.lead is None else " (the best placed; nobody has chosen yet)"
    yield "Lead school", f"{lead}{chosen}"
    if partnership.lead_role:
        yield "Led by", partnership.lead_role
    yield "Church and community", _mix(facts, cluster)
    yield "Stage and model", f"{partnership.stage.value}; model {_model(partnership)}"
    if partnership.review_date is not None:
        yield "Next review", day_words(partnership.review_date)
    if cluster.locked:
        yield "Locked", "its schools are held together as they are"


def _mix(facts: CommitteeFacts, cluster: Cluster) -> str:
    figures = facts.scoreboard.clusters[cluster.id]
    counts = (
        (figures.church, "church"),
        (figures.community, "community"),
        (figures.other_faith, "of another faith"),
        (figures.character_unknown, "of unknown character"),
    )
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    across = f"; dioceses: {', '.join(figures.dioceses)}" if figures.dioceses else ""
    return f"{told}{across}"


def _model(partnership: Partnership) -> str:
    model, target = partnership.model, partnership.target
    if model is None and target is None:
        return "not chosen"
    if target is None or target == model:
        return model_name(model) if model is not None else ""
    now = "none now" if model is None else f"{model_name(model)} now"
    return f"{now}, aiming at {model_name(target)}"


def _broken(facts: CommitteeFacts, cluster: Cluster) -> Iterator[Block]:
    for fault in facts.scoreboard.clusters[cluster.id].violations:
        reason = facts.context.plan.accepted.get(fault.key, "")
        why = f" Accepted, because: {reason}" if reason else " Nobody has given a reason."
        yield Notice(NoticeKind.WARNING, f"Breaks a rule: {ended(fault.sentence)}{why}")


def _figure(facts: CommitteeFacts, cluster: Cluster) -> Figure:
    names = ", ".join(f"{at} {school.name}" for at, school in enumerate(facts.members(cluster), 1))
    alternative = (
        f"Map of the partnership {cluster.name} with its schools: {names}. "
        "The tables below give the same schools and the ways between them."
    )
    caption = (
        "The numbers beside the schools are those of the list below. Circles are community schools, squares church schools; "
        "grey shapes are other partnerships, by their numbers. \u201cThe map\u201d explains the other signs."
    )
    return Figure(cluster_map(cluster.id), alternative, caption)


def _policy(facts: CommitteeFacts, cluster: Cluster) -> Iterator[Block]:
    said = consequence_for(facts.context, cluster.id)
    yield Heading(3, "Mix and policy")
    yield Paragraph(f"Judged as {model_name(said.model)}: {said.verdict.value}. {MODELS[said.model].in_short}")
    barred = (one.sentence for one in said.findings if one.verdict == Verdict.FORBIDDEN)
    prompts = prompts_of(facts.context, cluster.id)
    asked = [f"{prompt.sentence.rstrip('.')} ({prompt.source.rstrip('.')})" for prompt in prompts]
    if not asked:
        asked = [*(one.sentence for one in said.findings), *said.questions, *(f"It {crossed}" for crossed in said.crosses)]
    yield Bullets(tuple(dict.fromkeys(ended(sentence) for sentence in (*barred, *asked))))
    if prompts:
        yield Paragraph(PROMPT_NOTE)


def _lacks(facts: CommitteeFacts, cluster: Cluster) -> Iterator[Block]:
    warned = warnings_of(facts.context, cluster.id, facts.today)
    if warned:
        yield Heading(3, "Still to be settled")
        yield Bullets(tuple(ended(one.sentence) for one in warned))


def _notes(facts: CommitteeFacts, cluster: Cluster) -> Iterator[Block]:
    if not facts.has(Part.NOTES):
        return
    notes = facts.context.plan.school_notes
    of_schools = tuple(f"{school.name}: {notes[school.urn]}" for school in facts.members(cluster) if notes.get(school.urn))
    if cluster.note or of_schools:
        yield Heading(3, "Notes")
        yield from lines_of(cluster.note)
        yield Bullets(of_schools)
