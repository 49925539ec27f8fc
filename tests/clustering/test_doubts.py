"""What the rules could not judge is told, and only where a rule asks for it."""

from __future__ import annotations

from helpers.counties import open_primaries
from wolds.clustering.doubts import doubts
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.rules import Barrier, FederationExemption, Link, Mix, Rules

BELTON, MARSH, WICK = 100001, 100002, 100003


def told(rules=None, eligibility=None, **columns):
    schools = open_primaries([(0, 0)] * 3, **({"name": ["Belton", "Marsh", "Wick"], "la_code": "990"} | columns))
    eligibility = eligibility or Eligibility()
    found = doubts(schools, standing_of(schools, eligibility), rules or Rules(), eligibility)
    return [(doubt.kind, doubt.urns, doubt.sentence) for doubt in found]


def test_blanks_are_no_doubt_while_no_rule_asks():
    assert told() == []


def test_each_rule_that_ignores_a_blank_says_so():
    rules = Rules(same_diocese=True, same_phase=True, mix=Mix.FORBIDDEN, same_la=True)
    known = {"diocese": ["Ely", "", ""], "high_age": [11, 11, float("nan")], "religious_character": ["None", "None", ""]}
    assert told(rules, **known) == [
        ("same-diocese", (MARSH, WICK), "2 schools have no diocese in the register: the same-diocese rule ignores them"),
        ("same-phase", (WICK,), "1 school has no leaving age that tells the phase: it may join any group"),
        ("mix", (WICK,), "1 school has no known character: it counts neither as church nor as community"),
    ]


def test_the_filter_says_which_blanks_it_kept():
    kept = Eligibility(rural_only=True, dioceses=("Ely",))
    assert told(eligibility=kept, urban_rural=["Rural village", "", ""], diocese="Ely") == [
        ("rural", (MARSH, WICK), "2 schools have no urban or rural mark: they are kept")
    ]


def test_members_that_take_no_part_are_named_so_that_they_can_be_let_in():
    left_out = Eligibility(exclude=(Choice(urn=MARSH),))
    federation = {"federation_code": ["F1", "F1", ""], "federation_name": ["Fen federation", "Fen federation", ""]}
    assert told(Rules(keep_federations=True), left_out, **federation) == [
        ("outside", (MARSH,), "Marsh of Fen federation takes no part: let in to keep all together")
    ]
    assert told(Rules(), left_out, **federation) == []
    link = Rules(must_link=(Link(urn_a=BELTON, urn_b=MARSH),))
    assert told(link, left_out) == [
        ("outside", (MARSH,), "Marsh of the must-link of Belton and Marsh takes no part: let in to keep all together")
    ]


def test_rules_about_strangers_are_told():
    rules = Rules(
        keep_federations=True,
        keep_apart=(Link(urn_a=BELTON, urn_b=555555),),
        exemptions=(FederationExemption(federation="F9", exempt="cap"),),
    )
    assert told(rules) == [
        ("unknown-school", (555555,), "Not in the register, so without effect (keep-apart): URN 555555"),
        ("unknown-federation", (), "No school belongs to federation F9: its exemption is without effect"),
    ]


def test_a_barrier_that_brings_schools_nearer_is_told():
    points = ((0.0, 0.0), (1.0, 1.0))
    near = Rules(cap_km=None, cap_minutes=20, barriers=(Barrier(name="Dyke", points=points, minutes=20),))
    assert [kind for kind, _, _ in told(near)] == ["barrier"]
    far = Rules(cap_km=None, cap_minutes=20, barriers=(Barrier(name="Dyke", points=points, minutes=21),))
    assert told(far) == []


def test_a_closed_member_of_a_federation_is_not_asked_in():
    federation = {"federation_code": ["F1", "F1", "F1"], "status": ["Open", "Closed", "Open"]}
    assert told(Rules(keep_federations=True), **federation) == []
