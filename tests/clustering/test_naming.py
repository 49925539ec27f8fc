from __future__ import annotations

import pandas as pd

from wolds.clustering.naming import Namer, name_for
from wolds.geo.schools import Schools


def _schools(*places: tuple[str, str], roll: tuple[float, ...] = ()) -> Schools:
    return Schools.from_frame(
        pd.DataFrame(
            {
                "urn": range(1, len(places) + 1),
                "locality": [locality for locality, _ in places],
                "town": [town for _, town in places],
                "roll": list(roll) or [50.0] * len(places),
            }
        )
    )


def test_a_cluster_is_named_after_a_village_before_the_post_town_of_half_the_county() -> None:
    schools = _schools(("Billingborough", "Sleaford"), ("", "Sleaford"), ("", "Sleaford"), ("", "Sleaford"))
    assert name_for(schools, (1, 2), ()) == "Billingborough partnership"


def test_the_place_with_more_pupils_comes_first() -> None:
    schools = _schools(("", "Ashby"), ("", "Belton"), roll=(40, 90))
    assert name_for(schools, (1, 2), ()) == "Belton partnership"


def test_a_taken_name_gives_way_to_the_next_place_then_to_two_places_then_to_a_number() -> None:
    namer = Namer(_schools(("", "Ashby"), ("", "Belton")))
    names = [namer.name_for((1, 2)) for _ in range(4)]
    assert names == [
        "Ashby partnership",
        "Belton partnership",
        "Ashby and Belton partnership",
        "Ashby partnership 2",
    ]


def test_a_name_is_taken_whatever_the_case() -> None:
    assert name_for(_schools(("", "Ashby")), (1,), ["ASHBY Partnership"]) == "Ashby partnership 2"


def test_roads_and_blanks_are_no_places_and_capitals_are_calmed() -> None:
    schools = _schools(("Church Lane", "MARKET DEEPING"), ("12 High Street", " "))
    assert name_for(schools, (1, 2), ()) == "Market Deeping partnership"
    assert name_for(schools, (2,), ()) == "Rural partnership"
