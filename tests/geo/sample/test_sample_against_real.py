"""The sample county beside the real register: nothing of it is real, and it behaves like a real county."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.spatial import cKDTree

from wolds.geo.sample import SEED, names, sample_register

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return sample_register()


@pytest.fixture
def real(real_data: Path) -> pd.DataFrame:
    columns = [
        "URN",
        "LA (code)",
        "EstablishmentName",
        "Locality",
        "Town",
        "Federations (name)",
        "Trusts (name)",
        "Diocese (name)",
    ]
    columns += ["LA (name)", "Postcode"]
    path = real_data / "gias" / "edubasealldata20240617_reconstructed.csv.gz"
    return pd.read_csv(path, dtype=str, encoding="cp1252", keep_default_na=False, usecols=columns)


def plain(values: pd.Series) -> set[str]:
    return set(values.str.replace("\u2019", "'").str.replace("\u00a0", " ").str.strip().str.casefold()) - {""}


def test_no_name_urn_or_code_of_the_sample_is_real(real: pd.DataFrame) -> None:
    sample = pd.concat([sample_register(seed) for seed in (SEED, 1, 2, 3)])
    for column in ("URN", "LA (code)", "LA (name)", "EstablishmentName", "Federations (name)", "Trusts (name)"):
        assert not plain(sample[column]) & plain(real[column]), column
    invented = pd.Series([*names.WESTERN_VILLAGES, *names.EASTERN_VILLAGES])
    assert not plain(invented) & (plain(real["Locality"]) | plain(real["Town"]))
    area = {code[:2] for code in real["Postcode"]}
    assert "FN" not in area


def test_no_village_name_stands_in_the_name_of_a_real_school(real: pd.DataFrame) -> None:
    everything = "\n".join(plain(real["EstablishmentName"]))
    villages = [*names.WESTERN_VILLAGES, *names.EASTERN_VILLAGES]
    assert [name for name in villages if re.search(rf"\b{name.casefold()}\b", everything)] == []


@pytest.fixture
def lincolnshire(real_data: Path) -> pd.DataFrame:
    frame = pd.read_csv(real_data / "gias" / "england_primary_open_2024.csv.gz", dtype=str, keep_default_na=False)
    return frame[frame["LA (code)"] == "925"]


def measured(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = frame[["NumberOfPupils", "Easting", "Northing"]].apply(pd.to_numeric)
    numbers["church"] = frame["ReligiousCharacter (name)"].str.contains("Church|Catholic")
    numbers["academy"] = frame["EstablishmentTypeGroup (name)"].isin(["Academies", "Free Schools"])
    return numbers[(numbers["NumberOfPupils"] > 0) & (numbers["Easting"] > 0)]


def neighbours(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Distance in km of each school to the nearest other, and how many lie within 12.38 km (20 minutes)."""
    points = frame[["Easting", "Northing"]].to_numpy(np.float64)
    tree = cKDTree(points)
    return tree.query(points, 2)[0][:, 1] / 1000, np.array([len(found) - 1 for found in tree.query_ball_point(points, 12_380)])


def test_it_behaves_like_lincolnshire(sample: pd.DataFrame, lincolnshire: pd.DataFrame) -> None:
    is_open = sample["EstablishmentStatus (name)"].str.startswith("Open")
    home = sample[is_open & (sample["PhaseOfEducation (name)"] == "Primary") & (sample["LA (code)"] == "990")]
    made, true = measured(home), measured(lincolnshire)
    for share, tolerance in ((0.25, 20), (0.5, 40), (0.75, 40)):
        assert made["NumberOfPupils"].quantile(share) == pytest.approx(true["NumberOfPupils"].quantile(share), abs=tolerance)
    made_small, true_small = made[made["NumberOfPupils"] <= 209], true[true["NumberOfPupils"] <= 209]
    assert len(made_small) == pytest.approx(len(true_small), abs=10)
    for share, tolerance in ((0.1, 12), (0.25, 14), (0.5, 15), (0.75, 25)):
        quantiles = made_small["NumberOfPupils"].quantile(share), true_small["NumberOfPupils"].quantile(share)
        assert quantiles[0] == pytest.approx(quantiles[1], abs=tolerance), share
    (made_km, made_near), (true_km, true_near) = neighbours(made_small), neighbours(true_small)
    assert np.median(made_km) == pytest.approx(np.median(true_km), abs=0.8)
    assert np.quantile(made_km, 0.9) == pytest.approx(np.quantile(true_km, 0.9), abs=1.5)
    assert np.median(made_near) == pytest.approx(np.median(true_near), abs=6)
    # The brief of the sample asks for a somewhat smaller church share than Lincolnshire's 47 %.
    assert made_small["church"].mean() == pytest.approx(true_small["church"].mean(), abs=0.15)
    assert made["academy"].mean() == pytest.approx(true["academy"].mean(), abs=0.1)
