"""What a register offers to choose from: authorities, phases, statuses, dioceses, with how many schools each has."""

from __future__ import annotations

from wolds.clustering.eligibility import OPEN_STATUSES
from wolds.geo.schools import Schools
from wolds.widgets.rules.multi_choice import Option


def authority_options(schools: Schools) -> tuple[Option, ...]:
    """Local authorities by name, with their open schools."""
    frame = schools.frame
    counts = frame.loc[frame["status"].isin(OPEN_STATUSES), "la_code"].value_counts().to_dict()
    named = frame.drop_duplicates("la_code").set_index("la_code")["la_name"].to_dict()
    made = [
        Option(str(code), str(name) if name == code else f"{name} {code}".strip(), int(counts.get(code, 0)))
        for code, name in named.items()
        if code
    ]
    return tuple(sorted(made, key=lambda option: option.name))


def text_options(schools: Schools, column: str) -> tuple[Option, ...]:
    """The values of a text column, the most frequent first; blanks are left out, for they are never a "no"."""
    counts = schools.frame[column].value_counts()
    return tuple(Option(str(value), str(value), int(count)) for value, count in counts.items() if value)


def character_options(schools: Schools, names: dict[str, str]) -> tuple[Option, ...]:
    """The characters in `names` with their schools."""
    values = schools.character
    return tuple(Option(value, name, int((values == value).sum())) for value, name in names.items())
