"""The sample county: the same from the same seed, on dry land, and as odd as a real register."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.app.rules_files import load_rules_document
from wolds.clustering.eligibility import standing_of
from wolds.geo.crossing import meets
from wolds.geo.outlines import read_outlines
from wolds.geo.projection import british_of_degrees, degrees_of
from wolds.geo.registers import read_register
from wolds.geo.sample import (
    ground,
    names,
    sample_register,
    write_barriers,
    write_boundaries,
    write_collaborations,
    write_relations,
    write_sample,
)
from wolds.geo.sample.borders import wandering
from wolds.geo.schools import Schools
from wolds.resources import loader

PEOPLE = ["HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle", "TelephoneNum", "SchoolWebsite"]
CHURCH = ("Church of England", "Roman Catholic")


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    return sample_register()


@pytest.fixture(scope="module")
def schools() -> Schools:
    return read_register(loader.sample_register_path()).schools


def open_primaries(frame: pd.DataFrame, la: str) -> pd.DataFrame:
    is_open = frame["EstablishmentStatus (name)"].str.startswith("Open")
    return frame[is_open & (frame["PhaseOfEducation (name)"] == "Primary") & (frame["LA (code)"] == la)]


def rolls(frame: pd.DataFrame) -> pd.Series:
    return pd.to_numeric(frame["NumberOfPupils"])


def small(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[rolls(frame).between(1, 209)]


def points_m(frame: pd.DataFrame) -> np.ndarray:
    known = frame[~frame["Easting"].isin(["", "0"])]
    return known[["Easting", "Northing"]].to_numpy(np.float64)


def test_the_same_seed_gives_the_same_county_and_another_seed_another(register: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(register, sample_register())
    assert not register["EstablishmentName"].equals(sample_register(seed=7)["EstablishmentName"])


@pytest.mark.parametrize(
    ("write", "baked"),
    [
        (write_sample, loader.sample_register_path()),
        (write_collaborations, loader.sample_collaborations_path()),
        (write_relations, loader.sample_relations_path()),
        (write_barriers, loader.sample_barriers_path()),
        (write_boundaries, loader.sample_boundaries_path()),
    ],
)
def test_the_files_that_travel_with_the_program_are_what_the_generator_makes(write, baked: Path, tmp_path: Path) -> None:
    write(tmp_path / "made")
    assert (tmp_path / "made").read_bytes() == baked.read_bytes()


def test_the_county_is_as_large_as_promised(register: pd.DataFrame) -> None:
    home, fringe = open_primaries(register, "990"), open_primaries(register, "991")
    assert 276 <= len(home) <= 284
    assert 166 <= len(small(home)) <= 178
    assert 36 <= len(fringe) <= 44
    assert set(register["LA (code)"]) == {"990", "991"}
    assert register["URN"].astype(int).tolist() == list(range(900_001, 900_001 + len(register)))


def test_reading_it_rejects_nothing_and_knows_it_for_a_sample(schools: Schools) -> None:
    reading = read_register(loader.sample_register_path())
    assert reading.report.is_sample
    assert (reading.report.rejected, reading.report.unreadable, reading.report.columns_missing) == ((), (), ())
    assert reading.report.encoding != "UTF-8"  # curly quotes and no-break spaces as in a true extract
    assert len(schools) == reading.report.read


def test_the_register_holds_what_makes_real_ones_awkward(register: pd.DataFrame) -> None:
    status = register["EstablishmentStatus (name)"].value_counts()
    assert status["Closed"] == 11
    assert status["Proposed to open"] == 1
    assert status["Open, but proposed to close"] == 3
    home = open_primaries(register, "990")
    for column, at_least in (("NumberOfPupils", 3), ("StatutoryHighAge", 4), ("UrbanRural (name)", 5), ("SchoolCapacity", 9)):
        assert (home[column] == "").sum() >= at_least, column
    assert (home["Easting"] == "").sum() == 2
    assert (home["Easting"] == "0").sum() == 1
    assert ((home["Diocese (name)"] == "") & home["ReligiousCharacter (name)"].isin(CHURCH)).sum() == 5
    assert {"None", "Does not apply", ""} < set(home["ReligiousCharacter (name)"])
    assert {"Secondary", "Nursery", "Not applicable"} < set(register["PhaseOfEducation (name)"])
    shared = home[home["Easting"] != ""].groupby(["Easting", "Northing"]).size()
    assert (shared == 2).sum() >= 1


def test_it_has_pairs_of_infant_and_junior_schools_and_first_schools_across_the_border(register: pd.DataFrame) -> None:
    home, fringe = open_primaries(register, "990"), open_primaries(register, "991")
    infants = set(home["EstablishmentName"].str.extract(r"(.*) Infant School")[0].dropna())
    assert infants == set(home["EstablishmentName"].str.extract(r"(.*) Junior School")[0].dropna())
    assert len(infants) >= 5
    assert (fringe["StatutoryHighAge"] == "9").sum() >= 4
    assert register["PhaseOfEducation (name)"].str.startswith("Middle").sum() == 2


def test_church_schools_belong_to_one_of_two_dioceses_or_the_catholic_one(register: pd.DataFrame) -> None:
    home = open_primaries(register, "990")
    church = home[home["ReligiousCharacter (name)"] == "Church of England"]
    assert set(church["Diocese (name)"]) - {""} == {names.WESTERN_DIOCESE, names.EASTERN_DIOCESE}
    catholic = home[home["ReligiousCharacter (name)"] == "Roman Catholic"]
    assert set(catholic["Diocese (name)"]) == {names.CATHOLIC_DIOCESE}
    rural = small(home)
    assert rural["ReligiousCharacter (name)"].isin(CHURCH).mean() == pytest.approx(0.37, abs=0.05)
    types = rural.loc[rural["ReligiousCharacter (name)"].isin(CHURCH), "TypeOfEstablishment (name)"].value_counts()
    assert types.idxmax() == "Voluntary controlled school"
    assert types["Voluntary aided school"] >= 5


def test_federations_are_small_and_hold_no_academy(register: pd.DataFrame) -> None:
    federated = register[register["Federations (name)"] != ""]
    sizes = federated.groupby("Federations (name)").size()
    assert 10 <= len(sizes) <= 15
    assert set(sizes) == {2, 3}
    assert not federated["TypeOfEstablishment (name)"].str.contains("Academy|Free").any()
    assert (federated.groupby("Federations (name)")["LA (code)"].nunique() == 2).sum() == 1
    assert federated.groupby("Federations (name)")["Federations (code)"].nunique().eq(1).all()


def test_only_academies_have_trusts_and_few_of_them_lack_one(register: pd.DataFrame) -> None:
    open_ones = register[register["EstablishmentStatus (name)"].str.startswith("Open")]
    academies = open_ones[open_ones["EstablishmentTypeGroup (name)"].isin(["Academies", "Free Schools"])]
    in_trust = open_ones[open_ones["Trusts (name)"] != ""]
    assert set(in_trust["URN"]) < set(academies["URN"])
    assert 0.3 < len(academies) / len(open_ones) < 0.5
    assert in_trust["Trusts (name)"].nunique() >= 12


def test_there_are_no_people_in_it(register: pd.DataFrame) -> None:
    assert (register[PEOPLE] == "").all().all()


def test_each_invented_village_holds_one_open_school(register: pd.DataFrame) -> None:
    primaries = pd.concat([open_primaries(register, "990"), open_primaries(register, "991")])
    invented = primaries[primaries["Locality"].isin([*names.WESTERN_VILLAGES, *names.EASTERN_VILLAGES])]
    assert len(invented) > 130
    assert invented["Locality"].is_unique
    assert register[register["EstablishmentStatus (name)"] != "Closed"]["EstablishmentName"].is_unique


@pytest.fixture(scope="module")
def land() -> shapely.MultiPolygon:
    return shapely.union_all([shapely.Polygon(ring) for ring in loader.land_rings()])


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_seed_gives_a_county_on_dry_land(seed: int, land: shapely.MultiPolygon) -> None:
    frame = sample_register(seed)
    home = open_primaries(frame, "990")
    assert 274 <= len(home) <= 286
    assert 155 <= len(small(home)) <= 200
    assert frame["URN"].is_unique
    for la, ring in (("990", ground.HOME), ("991", ground.FRINGE)):
        points = points_m(frame[frame["LA (code)"] == la])
        degrees = degrees_of(points[:, 0], points[:, 1])
        assert shapely.contains_xy(land.buffer(0.002), degrees[:, 0], degrees[:, 1]).all()
        border = shapely.Polygon(np.array(wandering(ring)) * 1000)
        assert shapely.contains_xy(border, points[:, 0], points[:, 1]).all()


def test_towns_stand_where_the_base_map_labels_them() -> None:
    places = loader.places()
    british = british_of_degrees(places.longitude, places.latitude) / 1000
    where = {
        (name, people): point for name, people, point in zip(places.name, places.population.tolist(), british, strict=True)
    }
    for name, east, north, people in (*ground.HOME_PLACES, *ground.FRINGE_PLACES):
        assert np.hypot(*(where[name, people] - [east, north])) < 1.2, name


def test_the_water_lies_on_the_water(land: shapely.MultiPolygon) -> None:
    """All of each barrier but its last reach, which follows a river, runs through the sea."""
    for line, river_points in ((ground.WASH_AND_WELLAND, 2), (ground.WASH_AND_OUSE, 2)):
        sea = np.array(line[:-river_points]) * 1000
        degrees = degrees_of(sea[:, 0], sea[:, 1])
        assert not shapely.contains_xy(land, degrees[:, 0], degrees[:, 1]).any()


def test_straight_lines_within_the_cap_cross_the_estuary(schools: Schools) -> None:
    document = load_rules_document(loader.sample_rules_path())
    eligible = schools.subset(standing_of(schools, document.eligibility).to_place)
    points = np.column_stack([eligible.easting, eligible.northing])
    cap_squared = document.rules.cap_m_squared
    assert cap_squared is not None
    pairs = np.array([(a, b) for a, b in combinations(points, 2) if ((a - b) ** 2).sum() <= cap_squared])
    crossing = [int(meets(pairs[:, 0], pairs[:, 1], np.array(b.points)).sum()) for b in document.rules.barriers]
    assert crossing[0] >= 12
    assert crossing[1] >= 1


def test_one_federation_lies_on_both_shores(schools: Schools) -> None:
    barrier = np.array(load_rules_document(loader.sample_rules_path()).rules.barriers[0].points)
    frame = schools.frame[schools.frame["federation_name"] != ""]
    split = 0
    for _, members in frame.groupby("federation_name"):
        for a, b in combinations(members[["easting", "northing"]].to_numpy(np.float64), 2):
            split += int(meets(a[None], b[None], barrier)[0])
    assert split == 1


def test_the_rules_fit_the_county(schools: Schools) -> None:
    document = load_rules_document(loader.sample_rules_path())
    standing = standing_of(schools, document.eligibility)
    assert 160 <= standing.to_place.sum() <= 178
    assert standing.optional.sum() >= 5
    lines = [tuple((x * 1000, y * 1000) for x, y in line) for line in (ground.WASH_AND_WELLAND, ground.WASH_AND_OUSE)]
    assert [barrier.points for barrier in document.rules.barriers] == lines


def test_the_borders_are_read_as_outlines_of_both_counties() -> None:
    outlines = read_outlines(loader.sample_boundaries_path())
    assert [(o.code, o.name) for o in outlines] == [("990", names.HOME_NAME), ("991", names.FRINGE_NAME)]
    home, fringe = (shapely.Polygon(o.rings[0]) for o in outlines)
    assert home.is_valid
    assert fringe.is_valid
    assert home.area == pytest.approx(4.28e9, rel=0.02)
    assert home.intersection(fringe).area < 1e6  # one line between them, up to whole metres


def test_recorded_collaborations_name_schools_of_the_register(schools: Schools) -> None:
    pairs = pd.read_csv(loader.sample_collaborations_path())
    assert list(pairs.columns) == ["URN_a", "URN_b", "reason"]
    assert len(pairs) >= 6
    assert all(urn in schools for urn in [*pairs["URN_a"], *pairs["URN_b"]])
