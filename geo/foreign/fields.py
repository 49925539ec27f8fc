"""What Wolds looks for in a table of schools, under which headings people write it, and what it is good for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wolds.geo.foreign.dated import undated


@dataclass(frozen=True)
class Field:
    """One thing to look for: its words for a person, what it is for, and headings in use, the surest first.

    Headings stand as `plain` gives them. Those of GIAS, of the Welsh and Scottish lists and of plan files are among them.
    """

    words: str
    purpose: str
    headings: tuple[str, ...]


FIELDS: Final[Mapping[str, Field]] = {
    "urn": Field(
        "School number",
        "Tells schools apart, and finds them again in next year's file. Without one, Wolds numbers the schools itself.",
        (
            *("urn", "seedcode", "seed", "schoolcode", "schoolnumber", "schoolno", "rhifysgol", "rhifyrysgol", "rhif"),
            *("dfesnumber", "dfenumber", "dfeno", "dfe", "dfecode", "dcsfno", "laestab", "seedid", "schoolid", "schoolref"),
            *("number", "code", "id", "no"),
        ),
    ),
    "name": Field(
        "Name",
        "What the school is called on the map and in every list.",
        (
            *("establishmentname", "schoolname", "nameofschool", "enwrysgol", "enwysgol", "name", "school", "enw", "ysgol"),
            *("establishment", "schooltitle", "title"),
        ),
    ),
    "roll": Field(
        "Pupils",
        "Pupils on roll. Schools without it are kept, but cannot be placed.",
        (
            *("numberofpupils", "numberonroll", "pupilsonroll", "roll", "nor", "schoolroll", "pupilroll", "totalroll"),
            *("totalpupils", "pupils", "numberofpupilsonroll", "pupilnumbers", "pupilcount", "primaryroll", "headcount"),
            *("onroll", "numbersonroll", "pupilno", "pupilnos", "fte", "niferarygofrestr"),
            *("niferydisgyblion", "niferodisgyblion", "disgyblion", "enrolment", "totalnumberofpupils"),
        ),
    ),
    "phase": Field(
        "Phase",
        "Only schools of the phase Primary take part by default.",
        (
            *("phaseofeducation", "phase", "sector", "schoolphase", "schoolsector", "educationphase", "stage", "schoolstage"),
            *("schooltype", "typeofschool", "cyfnod", "sectorysgol", "mathoysgol", "type"),
        ),
    ),
    "status": Field(
        "Status",
        "Only open schools take part.",
        ("establishmentstatus", "status", "schoolstatus", "openstatus", "statws", "openclosed", "open"),
    ),
    "la_name": Field(
        "Local authority",
        "Whose school it is: plans are made for one authority or several.",
        (
            *("laname", "localauthorityname", "localauthority", "la", "council", "councilarea", "councilname", "authority"),
            *("awdurdodlleol", "awdurdod", "authorityname", "educationauthority", "unitaryauthority", "county", "lea"),
        ),
    ),
    "la_code": Field(
        "Authority's code",
        "A short code of the authority. Without one, its name stands for it.",
        ("lacode", "localauthoritycode", "councilcode", "authoritycode", "gsscode", "ladcode", "codawdurdod", "leacode"),
    ),
    "easting": Field(
        "Easting",
        "Metres east on the British National Grid, six figures as a rule.",
        (
            *("easting", "eastings", "oseasting", "gridreferenceeasting", "bngeasting", "bngx", "eastingbng", "xcoordinate"),
            *("xcoord", "coordinatex", "gridx", "dwyreiniad", "geox", "x", "e"),
        ),
    ),
    "northing": Field(
        "Northing",
        "Metres north on the British National Grid, six or seven figures.",
        (
            *("northing", "northings", "osnorthing", "gridreferencenorthing", "bngnorthing", "bngy", "northingbng"),
            *("ycoordinate", "ycoord", "coordinatey", "gridy", "gogleddiad", "geoy", "y", "n"),
        ),
    ),
    "longitude": Field(
        "Longitude",
        "Degrees east of Greenwich, from about -8 to 2.",
        ("longitude", "long", "lon", "lng", "longitudewgs84", "hydred", "xcoordinate", "xcoord", "geox", "x"),
    ),
    "latitude": Field(
        "Latitude",
        "Degrees north, from about 50 to 61.",
        ("latitude", "lat", "latitudewgs84", "lledred", "ycoordinate", "ycoord", "geoy", "y"),
    ),
    "grid_reference": Field(
        "Grid reference",
        "Two letters and four to ten figures, such as SK 123 456.",
        (
            *("gridreference", "gridref", "osgridreference", "osgridref", "nationalgridreference", "nationalgridref", "ngr"),
            *("osgrid", "osref", "cyfeirnodgrid", "cyfeirnodgridao"),
        ),
    ),
    "postcode": Field(
        "Postcode",
        "Part of the address; gives the point too, with a file of postcodes.",
        ("postcode", "postalcode", "codpost", "pcd", "pcds", "postcodeofschool"),
    ),
    "religious_character": Field(
        "Religious character",
        "Tells church from community schools. Blank is unknown, never a no.",
        (
            *("religiouscharacter", "denomination", "religion", "faith", "religiousaffiliation", "religiousdesignation"),
            *("schooldenomination", "enwad", "crefydd"),
        ),
    ),
    "diocese": Field("Diocese", "Whom a church school has to ask.", ("diocese", "diocesename", "esgobaeth")),
    "type_name": Field(
        "Type of school",
        "Community, voluntary aided, academy: which partnership models are open to it.",
        (
            *("typeofestablishment", "governance", "schoolgovernance", "category", "schoolcategory", "governancetype"),
            *("categoryofschool", "establishmenttype", "schooltype", "typeofschool", "vavc", "vcva", "type"),
        ),
    ),
    "low_age": Field(
        "Youngest age",
        "The age at which pupils start.",
        ("statutorylowage", "lowage", "lowestage", "minimumage", "minage", "agefrom", "startage"),
    ),
    "high_age": Field(
        "Oldest age",
        "The age at which pupils leave. Tells primary from first and middle schools.",
        ("statutoryhighage", "highage", "highestage", "maximumage", "maxage", "ageto", "leavingage"),
    ),
    "urban_rural": Field(
        "Urban or rural",
        "Lets a plan be made for rural schools only.",
        ("urbanrural", "ruralurban", "urbanruralclassification", "ruralurbanclassification", "ruc", "rurality"),
    ),
    "capacity": Field(
        "Capacity",
        "Places in the school.",
        ("schoolcapacity", "capacity", "publishedcapacity", "planningcapacity", "places", "numberofplaces"),
    ),
    "federation_name": Field(
        "Federation", "Schools of one federation may be kept together.", ("federations", "federation", "federationname")
    ),
    "trust_name": Field("Trust", "The trust that runs an academy.", ("trusts", "trust", "trustname", "multiacademytrust")),
    "street": Field("Street", "Part of the address.", ("street", "address1", "addressline1", "address", "cyfeiriad")),
    "locality": Field("Locality", "Villages are named on the map by it.", ("locality", "village", "address2", "addressline2")),
    "town": Field("Town", "Places are named on the map by it.", ("town", "posttown", "city", "tref", "address3")),
    "open_date": Field("Opened on", "When the school opened.", ("opendate", "dateopened", "openingdate", "openedon")),
    "close_date": Field("Closed on", "When the school closed.", ("closedate", "dateclosed", "closingdate", "closedon")),
}  # fmt: skip
"""By the column of `Schools` that each fills; longitude and latitude fill easting and northing."""

PAIRS: Final[Mapping[str, tuple[str, ...]]] = {
    "easting-northing": ("easting", "northing"),
    "longitude-latitude": ("longitude", "latitude"),
    "grid-reference": ("grid_reference",),
    "postcode": ("postcode",),
    "shapes": (),
}
"""Ways in which a table may say where its schools are, and the fields each needs."""

COORDINATES: Final = ("easting", "northing", "longitude", "latitude", "grid_reference")

_PEOPLE: Final = (
    *("head", "teacher", "principal", "contact", "phone", "email", "mail", "fax", "chair", "clerk", "pennaeth", "web", "url"),
    *("surname", "forename", "firstname", "lastname", "bursar", "ebost", "ffon"),
)
_COUNTS_OF_HEADS: Final = ("headcount",)


_CUT_AT: Final = 10
"""Letters that a shapefile keeps of a heading."""
_TO_NOTES: Final = re.compile(r"[-\u2013(\[]*\s*(?:see notes?\b|notes? \d+\b).*$|\[[\w, ]{1,12}\]$")


def plain(heading: str) -> str:
    """A heading without case, accents, spaces and signs, without what points to notes, and without the "(name)" of GIAS.

    >>> plain("LA (name)"), plain("LA (code)"), plain("Enw'r ysgol"), plain("School_Name"), plain("Pupils - see notes")
    ('la', 'lacode', 'enwrysgol', 'schoolname', 'pupils')
    """
    words = unicodedata.normalize("NFKD", heading).casefold().strip().removesuffix("(name)")
    words = _TO_NOTES.sub("", words) or words
    return re.sub(r"[\W_]+", "", "".join(letter for letter in words if not unicodedata.combining(letter)))


def is_of_people(heading: str) -> bool:
    """Whether a heading speaks of a person or how to reach one: such a column is never guessed.

    >>> is_of_people("Head teacher name"), is_of_people("Headcount")
    (True, False)
    """
    words = plain(heading)
    return words not in _COUNTS_OF_HEADS and any(part in words for part in _PEOPLE)


def fit(field: str, heading: str) -> int:
    """How well a heading fits a field: 100 and a little less for the very words, 30 where it holds them, 0 not at all."""
    words, wanted = plain(heading), FIELDS[field].headings
    if not words or is_of_people(heading):
        return 0
    if words in wanted:
        return 100 - wanted.index(words)
    if (bare := plain(undated(heading))) in wanted:
        return 95 - wanted.index(bare)
    if len(heading) == _CUT_AT and any(known.startswith(words) for known in wanted):
        return 50
    return 30 if any(len(known) >= 6 and known in words for known in wanted) else 0


def known_headings(row: Sequence[str]) -> int:
    """How many fields the cells of a row name in their very words: what tells a row of headings from others."""
    named = {field for cell in row if cell for field in FIELDS if fit(field, cell) > 60}
    return len(named)
