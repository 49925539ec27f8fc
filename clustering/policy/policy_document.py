"""The policy table as a TOML document that people read, edit, keep and share; versioned and validated."""

from __future__ import annotations

from typing import Any, Final

from wolds.clustering.models import MODELS
from wolds.clustering.policy.table import POLICY_VERSION, Company, Policy, PolicyRow, Verdict
from wolds.clustering.validating import validated
from wolds.geo.errors import InputError
from wolds.geo.kinds import SchoolKind
from wolds.geo.toml_reading import toml_values

_HEADING: Final = f"""\
# Policy on partnerships, for Wolds. It is no law: it says whom to ask.
# The rows are read from the top: for each model the first row that fits a school and names the model holds.
#   diocese    "any", or the name as the register has it
#   school     "any", or {", ".join(kind.value for kind in SchoolKind)}
#   character  "any", church, other_faith, community, unknown, or the register's words such as "Roman Catholic"
#   company    "church" (all of the school's own church), "mixed" (not all of it) or "any"
#   models     {", ".join(model.value for model in MODELS)}
#              each {", ".join(f'"{verdict.value}"' for verdict in Verdict)}; left out = this row says nothing of it
"""


def dump_policy(policy: Policy) -> str:
    """The table as commented TOML. Reading it back gives the same table."""
    import tomli_w

    head = {"version": policy.version, "name": policy.name} | ({"note": policy.note} if policy.note else {})
    return f"{_HEADING}\n{tomli_w.dumps({**head, 'row': [_row(row) for row in policy.rows]})}"


def _row(row: PolicyRow) -> dict[str, Any]:
    values = row.model_dump(mode="json", exclude_none=True)
    usual = {"diocese": "any", "school": "any", "character": "any", "company": Company.ANY.value, "reason": "", "source": ""}
    return {name: value for name, value in values.items() if usual.get(name) != value or name in ("diocese", "school")}


def parse_policy(data: bytes, file: str = "the policy") -> Policy:
    """The table in some bytes; `file` names it in errors (`InputError`)."""
    values = toml_values(data, file, "policy table")
    version = values.get("version", POLICY_VERSION)
    if isinstance(version, int) and version > POLICY_VERSION:
        message = f"the table is of version {version}, this Wolds reads {POLICY_VERSION}"
        raise InputError(message, file=file, remedy="Open it with a newer Wolds.")
    if "row" not in values:
        raise InputError("there is no row", file=file, remedy="Write at least one [[row]]; `wolds policy` prints a table.")
    return validated(Policy, {("rows" if name == "row" else name): value for name, value in values.items()}, file)


def policy_schema() -> dict[str, Any]:
    """The JSON schema of the document."""
    schema = Policy.model_json_schema()
    schema["properties"]["row"] = schema["properties"].pop("rows")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
