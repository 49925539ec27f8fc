"""Schools as rows of a register in GIAS's own form: its headings, words, codes, quoting and encoding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wolds.geo.sample import names
from wolds.geo.sample.draft import Draft, Faith, Kind, Type
from wolds.geo.sample.settlements import FRINGE_LA

FIRST_URN: Final = 900_001
ENCODING: Final = "cp1252"
CENSUS, LAST_CHANGED = "18-01-2024", "03-06-2024"

_HEADINGS: Final = """
    URN; LA (code); LA (name); EstablishmentNumber; EstablishmentName; TypeOfEstablishment (code);
    TypeOfEstablishment (name); EstablishmentTypeGroup (code); EstablishmentTypeGroup (name);
    EstablishmentStatus (code); EstablishmentStatus (name); ReasonEstablishmentOpened (code);
    ReasonEstablishmentOpened (name); OpenDate; ReasonEstablishmentClosed (code); ReasonEstablishmentClosed (name);
    CloseDate; PhaseOfEducation (code); PhaseOfEducation (name); StatutoryLowAge; StatutoryHighAge; Boarders (code);
    Boarders (name); NurseryProvision (name); OfficialSixthForm (code); OfficialSixthForm (name); Gender (code);
    Gender (name); ReligiousCharacter (code); ReligiousCharacter (name); ReligiousEthos (name); Diocese (code);
    Diocese (name); AdmissionsPolicy (code); AdmissionsPolicy (name); SchoolCapacity; SpecialClasses (code);
    SpecialClasses (name); CensusDate; NumberOfPupils; NumberOfBoys; NumberOfGirls; PercentageFSM;
    TrustSchoolFlag (code); TrustSchoolFlag (name); Trusts (code); Trusts (name); SchoolSponsorFlag (name);
    SchoolSponsors (name); FederationFlag (name); Federations (code); Federations (name); UKPRN; FEHEIdentifier;
    FurtherEducationType (name); LastChangedDate; Street; Locality; Address3; Town; County (name); Postcode;
    SchoolWebsite; TelephoneNum; HeadTitle (name); HeadFirstName; HeadLastName; HeadPreferredJobTitle;
    BSOInspectorateName (name); InspectorateReport; DateOfLastInspectionVisit; NextInspectionVisit; TeenMoth (name);
    TeenMothPlaces; CCF (name); SENPRU (name); EBD (name); PlacesPRU; FTProv (name); EdByOther (name);
    Section41Approved (name); SEN1 (name); SEN2 (name); SEN3 (name); SEN4 (name); SEN5 (name); SEN6 (name); SEN7 (name);
    SEN8 (name); SEN9 (name); SEN10 (name); SEN11 (name); SEN12 (name); SEN13 (name); TypeOfResourcedProvision (name);
    ResourcedProvisionOnRoll; ResourcedProvisionCapacity; SenUnitOnRoll; SenUnitCapacity; GOR (code); GOR (name);
    DistrictAdministrative (code); DistrictAdministrative (name); AdministrativeWard (code); AdministrativeWard (name);
    ParliamentaryConstituency (code); ParliamentaryConstituency (name); UrbanRural (code); UrbanRural (name);
    GSSLACode (name); Easting; Northing; MSOA (name); LSOA (name); InspectorateName (name); SENStat; SENNoStat;
    BoardingEstablishment (name); PropsName; PreviousLA (code); PreviousLA (name); PreviousEstablishmentNumber;
    Country (name); UPRN; SiteName; QABName (code); QABName (name); EstablishmentAccredited (code);
    EstablishmentAccredited (name); QABReport; CHNumber; MSOA (code); LSOA (code); FSM; AccreditationExpiryDate
"""
HEADINGS: Final[tuple[str, ...]] = tuple(heading.strip() for heading in re.split(r"[;\n]+", _HEADINGS) if heading.strip())
"""The 135 headings of an extract of all establishment data."""

_BARE: Final = frozenset(("URN", "StatutoryLowAge", "StatutoryHighAge", "Easting", "Northing"))
"""Columns whose numbers stand without quotes."""

_TYPES: Final[Mapping[Type, tuple[str, str]]] = {
    Type.COMMUNITY: ("1", "Local authority maintained schools"),
    Type.AIDED: ("2", "Local authority maintained schools"),
    Type.CONTROLLED: ("3", "Local authority maintained schools"),
    Type.FOUNDATION: ("5", "Local authority maintained schools"),
    Type.SPECIAL: ("7", "Special schools"),
    Type.NURSERY: ("15", "Local authority maintained schools"),
    Type.SPONSORED: ("28", "Academies"),
    Type.CONVERTER: ("34", "Academies"),
    Type.FREE: ("35", "Free Schools"),
}
_STATUSES: Final = {"Open": "1", "Closed": "2", "Open, but proposed to close": "3", "Proposed to open": "4"}
_PHASES: Final = {
    "Not applicable": "0",
    "Nursery": "1",
    "Primary": "2",
    "Middle deemed primary": "3",
    "Secondary": "4",
    "Middle deemed secondary": "5",
}
_FAITHS: Final = {
    Faith.NOT_APPLICABLE: "00",
    Faith.CHURCH_OF_ENGLAND: "02",
    Faith.CATHOLIC: "03",
    Faith.NONE: "06",
    Faith.BLANK: "",
}
_RURAL: Final = (("Urban city", "C1"), ("town and fringe", "D1"), ("village", "E1"), ("hamlet", "F1"))
_NUMBERS: Final[Mapping[Type, int]] = {Type.CONTROLLED: 3_001, Type.AIDED: 3_301, Type.FOUNDATION: 5_201, Type.NURSERY: 1_001}


def in_register_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Schools as the register numbers them: old ones by county and type, academies by the day they opened."""
    return sorted(drafts, key=_rank)


def _rank(draft: Draft) -> tuple[bool, str, str, str]:
    if draft.type.is_academy and draft.opened:
        day, month, year = draft.opened.split("-")
        return (True, f"{year}-{month}-{day}", draft.place.la, draft.name)
    return (False, draft.place.la, _TYPES[draft.type][0].zfill(2), draft.name)


def rows_of(drafts: Sequence[Draft]) -> list[dict[str, str]]:
    """One row of text for each school, numbered from `FIRST_URN` in the order given."""
    federations = _codes((draft.federation for draft in drafts), 99_001)
    trusts = _codes((draft.trust for draft in drafts), 99_501)
    used: dict[tuple[str, int], int] = {}
    rows = []
    for place, draft in enumerate(drafts):
        first = _NUMBERS.get(draft.type, 4_001 if draft.kind == Kind.SECONDARY else 2_001)
        used[draft.place.la, first] = number = used.get((draft.place.la, first), first - 1) + 1
        row = {**_identity(draft), **_belonging(draft), **_pupils(draft), **_whereabouts(draft)}
        row |= {"URN": str(FIRST_URN + place), "EstablishmentNumber": str(number), "LastChangedDate": LAST_CHANGED}
        row |= {"Federations (code)": federations[draft.federation], "Trusts (code)": trusts[draft.trust]}
        rows.append({heading: row.get(heading, "") for heading in HEADINGS})
    return rows


def csv_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows as GIAS writes them: text in quotes, numbers bare, cp1252, lines that end in CR LF."""
    lines = [",".join(f'"{heading}"' for heading in HEADINGS)]
    lines += [",".join(_cell(heading, row[heading]) for heading in HEADINGS) for row in rows]
    return "".join(f"{line}\r\n" for line in lines).encode(ENCODING)


def _cell(heading: str, value: str) -> str:
    if heading in _BARE and value:
        return value
    return '"{}"'.format(value.replace('"', '""'))


def _codes(named: Iterable[str], first: int) -> dict[str, str]:
    known = sorted(set(named) - {""})
    return {"": "", **{name: str(first + number) for number, name in enumerate(known)}}


def _identity(draft: Draft) -> dict[str, str]:
    code, group = _TYPES[draft.type]
    low, high = draft.ages or ("", "")
    return {
        "LA (code)": draft.place.la,
        "LA (name)": names.FRINGE_NAME if draft.place.la == FRINGE_LA else names.HOME_NAME,
        "EstablishmentName": draft.name,
        "TypeOfEstablishment (code)": code,
        "TypeOfEstablishment (name)": draft.type,
        "EstablishmentTypeGroup (name)": group,
        "EstablishmentStatus (code)": _STATUSES[draft.status],
        "EstablishmentStatus (name)": draft.status,
        "OpenDate": draft.opened,
        "CloseDate": draft.closed,
        "PhaseOfEducation (code)": _PHASES[draft.phase],
        "PhaseOfEducation (name)": draft.phase,
        "StatutoryLowAge": str(low),
        "StatutoryHighAge": str(high),
        "Gender (name)": "Mixed",
        "AdmissionsPolicy (name)": "Not applicable",
    }


def _belonging(draft: Draft) -> dict[str, str]:
    maintained = "Supported by a federation" if draft.federation else "Not under a federation"
    return {
        "ReligiousCharacter (code)": _FAITHS[draft.faith],
        "ReligiousCharacter (name)": draft.faith,
        "Diocese (name)": draft.diocese,
        "FederationFlag (name)": "Not applicable" if draft.type.is_academy else maintained,
        "Federations (name)": draft.federation,
        "TrustSchoolFlag (name)": "Supported by a multi-academy trust" if draft.trust else "Not applicable",
        "Trusts (name)": draft.trust,
    }


def _pupils(draft: Draft) -> dict[str, str]:
    capacity = "" if draft.capacity is None else str(draft.capacity)
    if draft.roll is None:
        return {"SchoolCapacity": capacity}
    boys = draft.roll * (45 + len(draft.name) % 11) // 100
    return {
        "SchoolCapacity": capacity,
        "CensusDate": CENSUS,
        "NumberOfPupils": str(draft.roll),
        "NumberOfBoys": str(boys),
        "NumberOfGirls": str(draft.roll - boys),
        "PercentageFSM": f"{draft.meals_percent:.1f}",
    }


def _whereabouts(draft: Draft) -> dict[str, str]:
    east, north = ("", "") if draft.at_m is None else (str(draft.at_m[0]), str(draft.at_m[1]))
    rural = next((code for word, code in _RURAL if word in draft.urban_rural), "")
    return {
        "Street": draft.street,
        "Locality": "" if draft.place.is_town else draft.place.name,
        "Town": draft.place.town,
        "County (name)": names.FRINGE_NAME if draft.place.la == FRINGE_LA else names.HOME_NAME,
        "Postcode": draft.postcode,
        "UrbanRural (code)": rural.replace("1", "2") if "sparse" in draft.urban_rural else rural,
        "UrbanRural (name)": draft.urban_rural,
        "Easting": east,
        "Northing": north,
        "Country (name)": "England",
    }
