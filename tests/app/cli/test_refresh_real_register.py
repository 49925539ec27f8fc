"""Every kind of change between two years of a real county is listed: judged by a reading of the files of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

STATUS = "EstablishmentStatus (name)"
COLUMNS = {
    "religious character": "ReligiousCharacter (name)",
    "type": "TypeOfEstablishment (name)",
    "trust": "Trusts (name)",
    "federation": "Federations (name)",
    "name": "EstablishmentName",
    "phase": "PhaseOfEducation (name)",
}
SAID = {
    "religious character": "Roman Catholic",
    "type": "Foundation school",
    "trust": "THE NEW TRUST",
    "federation": "The New Federation",
    "name": "Renamed School",
    "phase": "Middle deemed primary",
}
Changed = set[tuple[str, str]]


class Year:
    """Next year's register of the county, made change by change; `told` is what a review must say."""

    def __init__(self, now: pd.DataFrame) -> None:
        self.now, self.next = now, now.copy()
        self.told: Changed = set()
        self.links: list[tuple[str, str, str]] = []
        self._fresh = iter(range(158_000, 159_000))
        urns = [urn for urn in now.index if now.loc[urn, "Easting"] and now.loc[urn, "NumberOfPupils"]]
        self._waiting = iter(np.random.default_rng(7).permutation(urns).tolist())

    def schools(self, count: int) -> list[str]:
        """Schools that nothing has happened to yet."""
        return [next(self._waiting) for _ in range(count)]

    def set(self, kind: str, column: str, value: str, count: int = 3) -> list[str]:
        urns = self.schools(count)
        self.next.loc[urns, column] = value
        self.told |= {(kind, urn) for urn in urns if self.now.loc[urn, column] != value}
        return urns

    def opened(self, like: str) -> str:
        urn = str(next(self._fresh))
        self.next.loc[urn] = self.now.loc[like].to_numpy()
        self.next.loc[urn, "URN"] = urn
        self.told.add(("opened", urn))
        return urn

    def succeeded(self, kind: str, words: str, heirs: int) -> None:
        """A school that closes and is succeeded by so many new ones."""
        (urn,) = self.set(kind, STATUS, "Closed", 1)
        self.links += [(urn, self.opened(urn), words) for _ in range(heirs)]


@pytest.fixture
def year(real_data: Path) -> Year:
    england = pd.read_csv(real_data / "gias" / "england_primary_open_2024.csv.gz", dtype=str, keep_default_na=False)
    county = england[england["LA (code)"] == "925"].set_index("URN", drop=False)
    made = Year(county[[name for name in county.columns if not name.startswith("x_")]])
    made.set("closed", STATUS, "Closed")
    missing = made.schools(2)
    made.next = made.next.drop(index=missing)
    made.told |= {("not in the register", urn) for urn in missing}
    made.set("proposed to close", STATUS, "Open, but proposed to close")
    (into,) = made.schools(1)
    made.links += [(urn, into, "Successor - merged") for urn in made.set("merged", STATUS, "Closed", 2)]
    made.succeeded("succeeded", "Successor", 1)
    made.succeeded("split", "Successor - Split School", 2)
    made.opened(into)
    for kind, column in COLUMNS.items():
        made.set(kind, column, SAID[kind])
    for metres, is_told in ((100, True), (99, False)):
        urns = made.schools(2)
        made.next.loc[urns, "Easting"] = [str(int(float(made.now.loc[urn, "Easting"])) + metres) for urn in urns]
        made.told |= {("moved", urn) for urn in urns if is_told}
    for urn in made.schools(40):
        before = int(float(made.now.loc[urn, "NumberOfPupils"]))
        after = before + (before % 31) - 15
        made.next.loc[urn, "NumberOfPupils"] = str(after)
        made.told |= {("roll", urn)} if 10 * abs(after - before) >= before and after != before else set()
    return made


def test_each_kind_of_change_of_a_real_county_is_listed_and_nothing_else(run, year: Year, tmp_path: Path) -> None:
    files = {"edubasealldata20240617.csv": year.now, "edubasealldata20250617.csv": year.next}
    for name, table in files.items():
        table.to_csv(tmp_path / name, index=False, encoding="utf-8")
    links = pd.DataFrame(year.links, columns=["URN", "LinkURN", "LinkType"])
    links.assign(LinkName="", LinkEstablishedDate="01-09-2024").to_csv(tmp_path / "links.csv", index=False)
    before, after = (tmp_path / name for name in files)
    assert run("propose", before, "--la", 925, "--cap-km", 5, "--out", "plan.gpkg").status == 0
    ran = run("refresh", "plan.gpkg", after, "--links", tmp_path / "links.csv", "--out", "next.gpkg", "--csv", "review.csv")
    assert (ran.status, ran.err) == (0, "")
    review = pd.read_csv("review.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    kinds = {kind for kind, _ in year.told}
    assert len(kinds) == 15
    rows = set(zip(review["What"], review["URN"], strict=True))
    assert {row for row in rows if row[0] in {*kinds, "status", "local authority", "diocese"}} == year.told
    assert run("registers", "next.gpkg", "--to", "old.csv", "--review", "then.csv").status == 0
    assert Path("then.csv").read_bytes() == Path("review.csv").read_bytes()
    old = pd.read_csv("old.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig").set_index("URN")
    assert set(old.index) == set(year.now.index)
    for column in ("NumberOfPupils", "ReligiousCharacter (name)", "EstablishmentName", "Postcode"):
        assert old[column].to_dict() == {urn: " ".join(text.split()) for urn, text in year.now[column].items()}
