"""A project as the bytes of one GeoPackage: what Wolds reads back, and layers for QGIS beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from wolds.app.planfile.formers import former_tables
from wolds.app.planfile.layers import barrier_layer, cluster_layer, link_layer, school_layer, unplaced_layer
from wolds.app.planfile.partnerships import associate_rows, confidential_table, partnership_tables
from wolds.app.planfile.scene import Scene
from wolds.app.planfile.schema import SCHEMA_VERSION, app_version
from wolds.app.planfile.styles import style_table
from wolds.app.planfile.travel import travel_meta, travel_table
from wolds.clustering.figures import ClusterFigures
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.clustering.records import plan_json
from wolds.geo.geopackage import BOOLEAN, GeoTable, geopackage_bytes


def project_bytes(project: Project, figures: Mapping[str, ClusterFigures] | None = None) -> bytes:
    """The plan file of a project. `figures` of the active scenario's clusters fill the columns of their layer."""
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"
    scene = Scene.of(project)
    tables = [
        cluster_layer(scene, figures or {}),
        link_layer(scene),
        barrier_layer(scene),
        unplaced_layer(scene),
        school_layer(scene),
        _memberships(project.plan),
        _excluded(scene),
        _meta(project, now),
        _scenarios(project),
        _edits(project),
        confidential_table(project),
        *partnership_tables(scene),
        *former_tables(project.formers),
        _relations(scene),
        _rules(project),
        _policies(project),
        style_table(now),
    ]
    travel = travel_table(project.schools)
    if travel is not None:
        tables.append(travel)
    return geopackage_bytes(tables, now)


def registers_bytes(project: Project) -> bytes:
    """A plan file with the schools, those of former registers and an empty scenario: kept once for recovery."""
    return project_bytes(Project(project.schools, formers=project.formers))


def _meta(project: Project, now: str) -> GeoTable:
    source = project.schools.source
    rows = [
        ("schema_version", str(SCHEMA_VERSION)),
        ("app_version", app_version()),
        ("saved_at", now),
        ("data_hash", project.schools.data_hash),
        ("source_file", source.file),
        ("source_sha256", source.sha256),
        ("register_date", source.register_date),
        ("is_sample", "yes" if source.is_sample else "no"),
        *((("source_places", source.places),) if source.places else ()),
        ("active_scenario", project.plan.name),
        *travel_meta(project.schools),
    ]
    return GeoTable("meta", {"key": "TEXT", "value": "TEXT"}, rows, description="What this plan file is")


def _scenarios(project: Project) -> GeoTable:
    columns = {"position": "INTEGER", "name": "TEXT", "active": BOOLEAN, "document": "TEXT"}
    rows = [
        (position, plan.name, int(position == project.active), plan_json(plan, confidential=False))
        for position, plan in enumerate(project.scenarios)
    ]
    return GeoTable("scenarios", columns, rows, description="The scenarios as Wolds reads them back")


def _edits(project: Project) -> GeoTable:
    rows = [(entry.at, entry.scenario, entry.text) for entry in project.log]
    return GeoTable("edits", {"at": "TEXT", "scenario": "TEXT", "text": "TEXT"}, rows, description="What was done, in order")


def _rules(project: Project) -> GeoTable:
    """The rules of each scenario as people read them; they are read back from the scenarios, not from here."""
    from wolds.clustering.rules_document import RulesDocument, dump_rules_document

    columns = {"scenario": "TEXT", "format": "TEXT", "document": "TEXT"}
    documents = [RulesDocument(rules=plan.rules, eligibility=plan.eligibility) for plan in project.scenarios]
    texts = map(dump_rules_document, documents)
    rows = [(plan.name, "TOML", text) for plan, text in zip(project.scenarios, texts, strict=True)]
    return GeoTable("rules", columns, rows, description="The rules of each scenario")


def _policies(project: Project) -> GeoTable:
    """The policy table that holds in each scenario, as people read it; it is read back from the scenarios, not from here."""
    from wolds.clustering.edits.policy import POLICY
    from wolds.clustering.policy import DEFAULT_POLICY, dump_policy

    columns = {"scenario": "TEXT", "format": "TEXT", "document": "TEXT"}
    rows = [(plan.name, "TOML", dump_policy(plan.policies.get(POLICY, DEFAULT_POLICY))) for plan in project.scenarios]
    return GeoTable("policies", columns, rows, description="Whom to ask for which partnership, by scenario")


def _memberships(plan: Plan) -> GeoTable:
    """Who is in which cluster, core or associate; an associate has a purpose and a note, and of a network no cluster id."""
    columns = {"cluster": "TEXT", "cluster_name": "TEXT", "urn": "INTEGER", "kind": "TEXT", "is_chosen_lead": BOOLEAN}
    columns |= {"purpose": "TEXT", "note": "TEXT"}
    rows = [
        (cluster.id, cluster.name, urn, "core", int(urn == cluster.lead), "", "")
        for _, cluster in sorted(plan.clusters.items())
        for urn in cluster.members
    ]
    rows += associate_rows(plan)
    return GeoTable("memberships", columns, rows, description="Schools of each partnership of the active scenario")


def _relations(scene: Scene) -> GeoTable:
    """A row for each school of a recorded relation; the rules of the scenarios hold them, not this table."""
    columns = {"relation": "INTEGER", "kind": "TEXT", "name": "TEXT", "urn": "INTEGER", "school": "TEXT", "reason": "TEXT"}
    rows = [
        (number, one.kind.value, one.name, urn, scene.schools.name_of(urn), one.reason)
        for number, one in enumerate(scene.plan.rules.relations, 1)
        for urn in one.urns
    ]
    return GeoTable("relations", columns, rows, description="Who works with whom already, as recorded")


def _excluded(scene: Scene) -> GeoTable:
    schools, columns = scene.schools, {"urn": "INTEGER", "name": "TEXT", "reason": "TEXT"}
    names = schools.text("name")
    rows = [(int(schools.urn[row]), names[row], scene.reason[row]) for row in range(len(schools)) if scene.reason[row]]
    return GeoTable("excluded", columns, rows, description="Schools left out of the active scenario, with the reason")
