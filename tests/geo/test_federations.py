"""Which schools form one federation, with and without a code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from wolds.geo.federations import NEAR_KM, federation_title
from wolds.geo.schools import Schools

SUSSEX, KENT, STAFFORD = ("845", "East Sussex", 560_000), ("886", "Kent", 575_000), ("860", "Staffordshire", 400_000)


def federated(*homes, codes="", name="The Woodlands Federation"):
    las, la_names, eastings = zip(*homes, strict=True)
    columns = {"urn": range(1, len(homes) + 1), "la_code": las, "la_name": la_names, "easting": eastings, "northing": 200_000}
    return Schools.from_frame(pd.DataFrame(columns | {"federation_name": name, "federation_code": codes}))


def test_a_code_names_a_federation_wherever_its_schools_lie() -> None:
    assert federated(SUSSEX, STAFFORD, codes="F7").federation.tolist() == ["F7", "F7"]


def test_a_name_is_enough_within_an_authority() -> None:
    schools = federated(SUSSEX, SUSSEX)
    assert schools.federation.tolist() == ["The Woodlands Federation"] * 2
    assert federation_title(schools, 0) == "The Woodlands Federation"


def test_a_federation_may_reach_over_a_border() -> None:
    assert federated(SUSSEX, KENT).federation.tolist() == ["The Woodlands Federation"] * 2


def test_namesakes_far_apart_are_two_federations() -> None:
    schools = federated(SUSSEX, STAFFORD, KENT)
    assert schools.federation.tolist() == [
        "The Woodlands Federation (845)",
        "The Woodlands Federation (860)",
        "The Woodlands Federation (845)",
    ]
    assert [federation_title(schools, row) for row in (0, 1)] == [
        "The Woodlands Federation (East Sussex)",
        "The Woodlands Federation (Staffordshire)",
    ]


@pytest.mark.parametrize(("more_m", "federations"), [(0, 1), (1, 2)])
def test_namesakes_at_the_limit_are_one_federation(more_m: int, federations: int) -> None:
    away = ("886", "Kent", SUSSEX[2] + int(NEAR_KM * 1000) + more_m)
    assert len(set(federated(SUSSEX, away).federation.tolist())) == federations


def test_a_school_without_a_point_parts_nobody() -> None:
    assert len(set(federated(SUSSEX, ("860", "Staffordshire", np.nan)).federation.tolist())) == 1


def test_no_name_and_no_code_is_no_federation() -> None:
    assert federated(SUSSEX, STAFFORD, name=" ").federation.tolist() == ["", ""]


@pytest.mark.real_data
def test_the_real_namesakes_are_told_apart_and_the_real_neighbours_kept_together(real_data: Path) -> None:
    from wolds.geo.registers import read_register

    schools = read_register(real_data / "gias" / "edubasealldata20240617_reconstructed.csv.gz").schools
    keys = set(schools.federation.tolist())
    assert {"The Woodlands Federation (845)", "The Woodlands Federation (860)"} <= keys
    assert "The Federation of St Elphege's RC School" in keys
