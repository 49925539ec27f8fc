"""What edited sheets say of partnerships: stage, lead, models and review; joint roles; associates."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from wolds.clustering.edits.base import Edit
from wolds.clustering.edits.beside import AddAssociate, RemoveAssociate
from wolds.clustering.edits.partnership import SetJointRoles, SetLeadRole, SetModel, SetStage
from wolds.clustering.edits.together import Together
from wolds.clustering.merging import MergeItem
from wolds.clustering.partnership.records import Associate, JointRole, Partnership, Stage
from wolds.clustering.taking_back.case import Case, is_doubtful, urn_of, where_of
from wolds.clustering.taking_back.cells import Unreadable, chosen, day, line, model, named
from wolds.clustering.taking_back.comparing import Touched, key_of
from wolds.clustering.taking_back.tables import ASSOCIATES, PARTNERSHIPS, ROLES, Row, comparable, said

_MODEL = ("Model", "Target model", "Review date")
_COLUMNS = ("Stage", "Lead role", *_MODEL)
_NEW_FIRST = "the row names no cluster of the plan: bring new clusters back first, then what they are"


def partnership_items(case: Case) -> Iterator[MergeItem]:
    """Every partnership, joint role and associate that is changed, added or missing."""
    yield from _partnerships(case)
    yield from _roles(case)
    yield from _associates(case)
    for table in (PARTNERSHIPS, ROLES, ASSOCIATES):
        for rows in case.diffs[table].doubled if table in case.diffs else ():
            numbers = " and ".join(str(row.number) for row in rows)
            why = f"rows {numbers} are of the same and do not say the same: keep one of them"
            yield case.refused(_title(rows[0]), ("", ""), why, where_of(table, rows[0]))


def _title(row: Row) -> str:
    return row.cell("Name") or row.cell("School") or row.cell("Cluster") or row.cell("URN")


def _told(row: Row, columns: tuple[str, ...]) -> str:
    return "; ".join(f"{name} {said(row.cell(name)) or 'nothing'}" for name in columns)


# Stage, lead, models and review ---------------------------------------------------------------------------------------------


def _partnerships(case: Case) -> Iterator[MergeItem]:
    diff = case.diffs.get(PARTNERSHIPS)
    if diff is None:
        return
    for one in diff.touched:
        yield from _partnership(case, one)
    for row in diff.fresh:
        yield case.refused(_title(row), ("", _told(row, _COLUMNS)), _NEW_FIRST, where_of(PARTNERSHIPS, row))


def _partnership(case: Case, one: Touched) -> Iterator[MergeItem]:
    key, now = one.was.cell("Cluster"), case.shown_now(PARTNERSHIPS, one.was)
    columns = tuple(name for name in one.columns if name in _COLUMNS)
    columns = tuple(name for name in columns if comparable(now.cell(name)) != comparable(one.row.cell(name)))
    if not columns:
        return
    cluster, where = case.context.plan.clusters.get(key), where_of(PARTNERSHIPS, one.row, *columns)
    words = (_told(now, columns), _told(one.row, columns))
    try:
        edit = Together(tuple(_said(case, key, one.row, columns)))
    except Unreadable as error:
        yield case.refused(_title(one.row), words, str(error), where)
        return
    conflict = is_doubtful(one.was, one.row, now, columns)
    title = key if cluster is None else cluster.name or key
    urns = () if cluster is None else cluster.members
    yield case.item("partnership", title, words, edit, where, urns=urns, is_conflict=conflict)


def _said(case: Case, key: str, row: Row, columns: tuple[str, ...]) -> Iterator[Edit]:
    """The edits of a row; raises `Unreadable`."""
    held = case.context.plan.partnerships.get(key, Partnership())
    if "Stage" in columns:
        yield SetStage(key, named("Stage", chosen(Stage), row.cell("Stage")))
    if "Lead role" in columns:
        yield SetLeadRole(key, line(row.cell("Lead role")))
    if any(name in columns for name in _MODEL):
        now = named("Model", model, row.cell("Model")) if "Model" in columns else held.model
        aim = named("Target model", model, row.cell("Target model")) if "Target model" in columns else held.target
        review = named("Review date", day, row.cell("Review date")) if "Review date" in columns else held.review_date
        yield SetModel(key, now, aim, review, case.today, "from an edited workbook")


# Joint roles: those of a cluster together -------------------------------------------------------------------------------------


def _roles(case: Case) -> Iterator[MergeItem]:
    diff = case.diffs.get(ROLES)
    if diff is None:
        return
    changed = [one.row for one in diff.touched] + list(diff.fresh)
    gone = {row.cell("Cluster") for row in diff.gone}
    for row in changed:
        if not _cluster(case, row):
            why = case.places.lost(case.places.meant(row.cell("Cluster")), _NEW_FIRST)
            yield case.refused(_title(row), ("", _role_words([row])), why, where_of(ROLES, row))
    for key in dict.fromkeys(filter(None, [*(_cluster(case, row) for row in changed), *sorted(gone)])):
        rows = [row for row in diff.edited.rows if _cluster(case, row) == key]
        where = where_of(ROLES, next((row for row in changed if _cluster(case, row) == key), Row(0, {})))
        if key in case.context.plan.clusters:
            yield from _roles_of(case, key, rows, where, key in gone)


def _cluster(case: Case, row: Row) -> str:
    return case.places.meant(row.cell("Cluster")).id if row.cell("Cluster") else case.places.named(row.cell("Name")).id


def _roles_of(case: Case, key: str, rows: list[Row], where: str, gone: bool) -> Iterator[MergeItem]:
    cluster = case.context.plan.clusters[key]
    held = case.context.plan.partnerships.get(key, Partnership()).roles
    ours = "; ".join(role.role for role in held)
    try:
        roles = tuple(_role(case, row) for row in rows)
    except Unreadable as error:
        yield case.refused(cluster.name or key, (ours, _role_words(rows)), str(error), where)
        return
    as_they_are = [(role.role, role.school, comparable(role.note)) for role in held]
    if [(role.role, role.school, comparable(role.note)) for role in roles] == as_they_are:
        return
    base = [row for row in case.base[ROLES].rows if row.cell("Cluster") == key]
    now = [row for row in case.now[ROLES].rows if row.cell("Cluster") == key] if ROLES in case.now else []
    conflict = gone or {key_of(ROLES, row) for row in base} != {key_of(ROLES, row) for row in now}
    edit = SetJointRoles(key, tuple(_kept(role, held) for role in roles))
    words = (ours, _role_words(rows))
    yield case.item("partnership", cluster.name or key, words, edit, where, urns=cluster.members, is_conflict=conflict)


def _kept(role: JointRole, held: tuple[JointRole, ...]) -> JointRole:
    """The role with the note as it is held where the note was not changed: a cell shows it on one line."""
    notes = (one.note for one in held if one.role == role.role and comparable(one.note) == comparable(role.note))
    return role.model_copy(update={"note": next(notes, role.note)})


def _role(case: Case, row: Row) -> JointRole:
    based = row.cell("Based at URN")
    urn = urn_of(Row(0, {"URN": based})) if based else None
    if based and (urn is None or urn not in case.context.schools):
        raise Unreadable(f"Based at URN: the register has no school {based[:40]}")
    try:
        return JointRole(role=line(row.cell("Role")), school=urn, note=said(row.cell("Note")))
    except ValidationError as error:
        raise Unreadable(f"row {row.number}: a role has a name of at most 200 letters") from error


def _role_words(rows: list[Row]) -> str:
    return "; ".join(" ".join(filter(None, (line(row.cell("Role")), row.cell("Based at URN")))) for row in rows)


# Associates -------------------------------------------------------------------------------------------------------------------


def _associates(case: Case) -> Iterator[MergeItem]:
    diff = case.diffs.get(ASSOCIATES)
    if diff is None:
        return
    held = {_associate_key(case, one): key for key, one in case.context.plan.associates.items()}
    for one in diff.touched:
        if "Note" in one.columns:
            yield from _noted(case, one, held)
    for row in diff.fresh:
        yield from _joined(case, row, held)
    for was in diff.gone:
        key = held.get(_row_key(was))
        if key is not None:
            words = (_told(was, ("Partnership", "Purpose")), "no longer (its row is missing)")
            urn = case.context.plan.associates[key].urn
            where = where_of(ASSOCIATES, Row(0, {}))
            edit = RemoveAssociate(key)
            yield case.item("associate", case.titled(urn), words, edit, where, urns=(urn,), is_conflict=True)


def _associate_key(case: Case, one: Associate) -> tuple[str, ...]:
    place = one.cluster if one.cluster is not None else one.network
    return tuple(comparable(text).casefold() for text in (str(one.urn), place, one.purpose))


def _row_key(row: Row) -> tuple[str, ...]:
    place = row.cell("Cluster") or row.cell("Partnership")
    return tuple(comparable(text).casefold() for text in (row.cell("URN"), place, row.cell("Purpose")))


def _noted(case: Case, one: Touched, held: dict[tuple[str, ...], str]) -> Iterator[MergeItem]:
    key, where = held.get(_row_key(one.row)), where_of(ASSOCIATES, one.row, "Note")
    words = (one.was.cell("Note"), said(one.row.cell("Note")))
    if key is None:
        yield case.refused(_title(one.row), words, "the plan has no such membership any more", where)
        return
    present = case.context.plan.associates[key]
    if comparable(present.note) == comparable(words[1]):
        return
    edit = Together((RemoveAssociate(key), AddAssociate(present.model_copy(update={"note": words[1]}))))
    conflict = comparable(present.note) != comparable(one.was.cell("Note")) or not words[1]
    words = (present.note, words[1])
    yield case.item("associate", case.titled(present.urn), words, edit, where, urns=(present.urn,), is_conflict=conflict)


def _joined(case: Case, row: Row, held: dict[tuple[str, ...], str]) -> Iterator[MergeItem]:
    where, words = where_of(ASSOCIATES, row), ("", _told(row, ("Cluster", "Partnership", "Purpose")))
    if _row_key(row) in held:
        return
    try:
        associate = _associate(case, row)
    except Unreadable as error:
        yield case.refused(_title(row), words, str(error), where)
        return
    if _associate_key(case, associate) in held:
        return
    yield case.item("associate", case.titled(associate.urn), words, AddAssociate(associate), where, urns=(associate.urn,))


def _associate(case: Case, row: Row) -> Associate:
    urn = urn_of(row)
    if urn is None or urn not in case.context.schools:
        raise Unreadable(f"the register has no school {row.cell('URN')[:40] or 'without a URN'}")
    place = case.places.meant(row.cell("Cluster")) if row.cell("Cluster") else case.places.named(row.cell("Partnership"))
    if row.cell("Cluster") and not place.id:
        raise Unreadable(case.places.lost(place, _NEW_FIRST))
    network = "" if place.id else line(row.cell("Partnership"))
    try:
        return Associate(
            urn=urn,
            cluster=place.id or None,
            network=network,
            purpose=line(row.cell("Purpose")),
            note=said(row.cell("Note")),
        )
    except ValidationError as error:
        raise Unreadable("name a cluster or a network, and a purpose, of at most 200 letters each") from error
