"""The one school that a name means, typed as people type; and the kinds of school behind the register's words."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.counties import open_primaries
from wolds.geo.errors import InputError
from wolds.geo.kinds import Governance, SchoolKind, governance_of, kind_of, kinds
from wolds.geo.schools import Schools
from wolds.geo.which_school import which_school


@pytest.fixture
def schools() -> Schools:
    names = [
        "St Mary's Church of England Primary School, Belton",
        "Saint Mary's Catholic Primary School",
        "Llanÿblodwel Primary School",
        "Marsh Primary School",
        "Marsh Primary School",
        "The Old School",
    ]
    towns = ["Belton", "Wick", "Llan", "Holbeach", "Spalding", "Fenby"]
    statuses = ["Open", "Open", "Open", "Closed", "Open", "Open"]
    return open_primaries([(0, 0)] * 6, name=names, town=towns, status=statuses)


@pytest.mark.parametrize(
    ("typed", "urn"),
    [
        ("100003", 100_003),
        ("URN 100003", 100_003),
        ("saint marys c of e belton", 100_001),
        ("St. Mary's Belton", 100_001),
        ("st mary catholic", 100_002),
        ("llanyblodwel", 100_003),
        ("Llanyblodwell primry", 100_003),
        ("marsh primary school", 100_005),  # the open one, not its closed namesake
        ("fenby", 100_006),  # the village
    ],
)
def test_a_name_typed_carelessly_finds_its_school(schools: Schools, typed: str, urn: int) -> None:
    assert which_school(schools, typed) == urn


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "empty"), ("123", "no URN 123"), ("qqqqq", "no school is called qqqqq"), ("st marys", "could be")],
)
def test_what_is_unknown_or_doubtful_is_asked_back(schools: Schools, typed: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        which_school(schools, typed)


@pytest.mark.parametrize("typed", ["Belton", "St Mary Belton"])
def test_a_school_that_is_only_the_nearest_in_name_is_asked_back_and_not_taken(typed: str) -> None:
    schools = open_primaries([(0, 0)] * 3, name=["Elderton Staithe Primary School", "Wick Primary School", "St Peter's School"])
    with pytest.raises(InputError, match=r"could be Elderton Staithe Primary School.*more of the name"):
        which_school(schools, typed)


@pytest.mark.parametrize("typed", ["Eldertn Staithe", "elderton", "Eldreton", "Wicks"])
def test_a_slip_of_the_pen_still_finds_its_school(typed: str) -> None:
    schools = open_primaries([(0, 0)] * 2, name=["Elderton Staithe Primary School", "Wick Primary School"])
    assert which_school(schools, typed) == (100_002 if typed == "Wicks" else 100_001)


def test_a_doubtful_name_names_the_schools_it_could_be(schools: Schools) -> None:
    with pytest.raises(InputError) as caught:
        which_school(schools, "St Mary's")
    assert "URN 100001" in str(caught.value)
    assert "URN 100002" in str(caught.value)


@pytest.mark.parametrize(
    ("type_name", "character", "kind", "governance"),
    [
        ("Voluntary aided school", "church", SchoolKind.AIDED, Governance.MAINTAINED),
        ("Voluntary Controlled School", "church", SchoolKind.CONTROLLED, Governance.MAINTAINED),
        ("Foundation school", "community", SchoolKind.FOUNDATION, Governance.MAINTAINED),
        ("Community school", "community", SchoolKind.COMMUNITY, Governance.MAINTAINED),
        ("Academy converter", "church", SchoolKind.CHURCH_ACADEMY, Governance.ACADEMY),
        ("Academy sponsor led", "community", SchoolKind.ACADEMY, Governance.ACADEMY),
        ("Free schools", "unknown", SchoolKind.ACADEMY, Governance.ACADEMY),
        ("Community special school", "community", SchoolKind.OTHER, Governance.OTHER),
        ("Other independent school", "church", SchoolKind.OTHER, Governance.OTHER),
        (" ", "church", SchoolKind.UNKNOWN, Governance.UNKNOWN),
    ],
)
def test_the_register_s_types_are_kinds_in_law(
    type_name: str, character: str, kind: SchoolKind, governance: Governance
) -> None:
    assert kind_of(type_name, character) == kind
    assert governance_of(kind) == governance


def test_a_column_of_kinds_says_the_same_as_each_school() -> None:
    schools = open_primaries(
        [(0, 0), (1, 1)], type_name=["Academy converter", "Community school"], religious_character=["Methodist", "None"]
    )
    assert kinds(schools).tolist() == ["church_academy", "community"]


def test_a_namesake_at_home_is_meant_before_one_elsewhere(schools: Schools) -> None:
    at_home = np.array([True, False, True, False, False, True])
    assert which_school(schools, "st marys", at_home=at_home) == 100_001
    assert which_school(schools, "marsh primary school", at_home=at_home) == 100_005, "nobody at home is called so"
