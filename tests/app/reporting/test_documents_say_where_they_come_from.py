"""Reports, briefs, letters and papers read back: data hash, rules, seed, version and date, in print and as a file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pypdf
import pytest
from docx import Document

from helpers.neighbours import around, clustered
from helpers.word import custom_properties
from wolds.app.export import Exported
from wolds.app.export.rules_in_words import rules_in_words
from wolds.app.reporting.house import House
from wolds.app.reporting.parts_of_plans import of_cluster
from wolds.app.reporting.pdf import pdf_of
from wolds.app.reporting.stamping import origin_of_documents
from wolds.app.reporting.word import word_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.reporting.document import Paragraph, Report
from wolds.clustering.reporting.house_style import HouseStyle
from wolds.clustering.reporting.origin import Origin, stamped
from wolds.clustering.rules import Link, Rules
from wolds.geo.errors import InputError
from wolds.geo.schools import Source

ORIGIN = Origin(
    (
        ("Hash of the schools", "ab" * 32),
        ("Seed", "5"),
        ("Rule: same", "phase"),
        ("Rule: same", "diocese"),
        ("Note", "x" * 600),
    ),
    "Plan of small print, seed 5.",
    "2026-11-26T10:00:00+00:00",
    "Wolds 0.1.0",
)
OWN_TEMPLATE = b"#let report(data) = { for one in data.blocks { text(one.text) } }"


def letter(**more: object) -> Report:
    report = Report("A letter", "", (Paragraph("Dear Headteacher,"),), is_letter=True)
    return stamped(replace(report, **more), ORIGIN)


def plan(name: str = "Scenario A", rules: Rules | None = None, **more: object) -> Exported:
    context = clustered(around([(0, 0), (3000, 0), (0, 4000), (50_000, 0)], rules), (100_001, 100_002, 100_003))
    context = replace(context, plan=replace(context.plan, name=name))
    scoreboard = Scoreboard.of(context.schools, context.standing, context.plan)
    return Exported.of(context.schools, context.standing, context.plan, scoreboard, **more)


def template_with(custom: bytes) -> bytes:
    """A Word document that has custom properties."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document()
    package, kind = document.part.package, "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    part = Part(PackURI("/docProps/custom.xml"), kind, custom, package)
    package.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def keywords_of(pdf: bytes) -> str:
    metadata = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert metadata is not None
    return str(metadata["/Keywords"])


def test_a_pdf_holds_every_fact_among_its_keywords() -> None:
    made = pdf_of(letter(), {})
    assert made.accessible
    assert keywords_of(made.content) == ", ".join(f"{label}: {words}" for label, words in ORIGIN.facts)
    assert b"ab" * 32 in pypdf.PdfReader(io.BytesIO(made.content)).trailer["/Root"]["/Metadata"].get_data()


def test_nothing_is_attached_that_a_mail_gateway_would_hold_back() -> None:
    assert not pypdf.PdfReader(io.BytesIO(pdf_of(letter(), {}).content)).attachments


def test_an_own_template_need_not_think_of_it() -> None:
    made = pdf_of(letter(), {}, House(HouseStyle(), pdf_template=OWN_TEMPLATE)).content
    assert "Seed: 5" in keywords_of(made)
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1


@pytest.mark.parametrize("is_letter", [True, False])
def test_the_small_print_stands_once_in_pdf_and_word(is_letter: bool) -> None:
    report = letter(is_letter=is_letter)
    text = " ".join(pypdf.PdfReader(io.BytesIO(pdf_of(report, {}).content)).pages[0].extract_text().split())
    assert text.count(ORIGIN.imprint) == 1
    document = Document(io.BytesIO(word_of(report, {})))
    foot = [paragraph.text for paragraph in document.sections[0].footer.paragraphs]
    assert [*foot, *(paragraph.text for paragraph in document.paragraphs)].count(ORIGIN.imprint) == 1
    assert (ORIGIN.imprint in foot) == is_letter, "a letter ends with its signature"


def test_the_custom_properties_of_a_word_document_hold_every_fact_whole() -> None:
    found = custom_properties(word_of(letter(), {}))
    assert found["Hash of the schools"] == "ab" * 32
    assert found["Seed"] == "5"
    assert found["Rule: same"] == "phase; diocese"
    assert found["Note"] + found["Note 2"] + found["Note 3"] == "x" * 600


def test_the_properties_of_a_council_s_template_stay() -> None:
    first = word_of(letter(), {})
    held = zipfile.ZipFile(io.BytesIO(first)).read("docProps/custom.xml")
    own = held.replace(b'name="Note 2"', b'name="Protective marking"')
    made = word_of(letter(), {}, House(HouseStyle(), word_template=template_with(own)))
    found = custom_properties(made)
    assert found["Protective marking"] == "x" * 255
    assert found["Seed"] == "5"
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        root = ElementTree.fromstring(parts.read("docProps/custom.xml"))
        assert len({one.attrib["pid"] for one in root}) == len(root), "each has a number of its own"
        assert parts.namelist().count("docProps/custom.xml") == 1


@pytest.mark.parametrize("broken", [b"<Properties", b'<Properties xmlns="x"><property pid="none"/></Properties>'])
def test_broken_properties_of_a_template_are_refused_in_plain_words(broken: bytes) -> None:
    house = House(HouseStyle(word_template="letter.docx"), word_template=template_with(broken))
    with pytest.raises(InputError, match=r"letter.docx: the properties of word_template cannot be read"):
        word_of(letter(), {}, house)


def test_the_small_print_has_data_rules_seed_version_and_date() -> None:
    exported = plan(seed=7, rules=Rules(cap_km=9), version="0.1.0", made_at="2026-11-26T10:00:00+00:00")
    words = origin_of_documents(exported).imprint
    for part in (exported.schools.data_hash[:12], "seed 7", "Wolds 0.1.0", "26 November 2026", "travel limit 9 km"):
        assert part in words


def test_a_register_without_a_date_is_known_by_its_file_and_says_what_its_points_are() -> None:
    exported = plan()
    assert "a school register of unknown date" in origin_of_documents(exported).imprint
    source = Source("ysgolion.xlsx", places="those of the postcodes, from codepo_gb.zip")
    exported = replace(exported, schools=replace(exported.schools, source=source))
    origin = origin_of_documents(exported)
    assert "from the school register ysgolion.xlsx, of unknown date" in origin.imprint
    assert dict(origin.facts)["Points of the schools"] == "those of the postcodes, from codepo_gb.zip"


def test_a_plan_made_by_hand_says_that_there_is_no_seed() -> None:
    origin = origin_of_documents(plan())
    assert "no seed: not as a proposal gave it" in origin.imprint
    assert dict(origin.facts)["Seed"] == "none: the plan is not as a proposal gave it"


def test_the_small_print_stays_small_whatever_names_and_rules_there_are() -> None:
    apart = tuple(Link(urn_a=100_001, urn_b=100_002 + k % 2, reason=f"{k}") for k in range(40))
    words = origin_of_documents(plan("N" * 200, Rules(cap_km=9, keep_apart=apart, same_la=True, same_phase=True))).imprint
    assert len(words) < 600
    assert words.endswith("The rest is in the properties of this file.")


def test_small_print_that_is_cut_short_has_no_full_stop_too() -> None:
    pair = (Link(urn_a=100_001, urn_b=100_002, reason="one head"),)
    many = Rules(
        cap_km=9, must_link=pair, keep_federations=True, same_la=True, same_phase=True, same_diocese=True, max_clusters=9
    )
    assert "\u2026 The rest" in origin_of_documents(plan("Plan", many)).imprint


def test_one_pair_is_told_as_one() -> None:
    pair = (Link(urn_a=100_001, urn_b=100_002, reason="one head"),)
    told = dict(rules_in_words(Rules(must_link=pair, keep_apart=pair[:0])))
    assert told["Rule: together"] == "1 pair shares a cluster"
    words = origin_of_documents(plan("Plan", Rules(cap_km=9, keep_apart=pair))).imprint
    assert "apart 1 pair does not share a cluster. The rest" in words


def test_a_report_on_a_part_names_the_data_of_the_whole_plan() -> None:
    exported = plan()
    part = of_cluster(exported, "C001")
    assert len(part.schools) < len(exported.schools)
    assert dict(origin_of_documents(part).facts)["Hash of the schools"] == exported.schools.data_hash
    assert exported.schools.data_hash[:12] in origin_of_documents(part).imprint
