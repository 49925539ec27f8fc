"""The map that is shared: whole in one file, silent on the network, and deaf to what names hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtQml import QJSEngine
from PySide6.QtWidgets import QApplication

from wolds.app.export import Exported, write_shared_map
from wolds.app.export.geojson import script_safe_json
from wolds.app.export.shared_map import shared_map_html
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools

Make = Callable[..., Exported]
LAND = {"type": "Polygon", "coordinates": [[[-1, 52], [1, 52], [1, 54], [-1, 54], [-1, 52]]]}


class Page(HTMLParser):
    """What a browser would see: tags with attributes, and the text of each script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def policy_of(page: Page) -> str:
    return next(str(a["content"]) for tag, a in page.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")


def test_the_page_asks_no_server_for_anything(make_exported: Make) -> None:
    text = shared_map_html(make_exported(), LAND)
    page = Page(text)
    assert not [a for _, a in page.tags if "src" in a or "href" in a or "srcset" in a]
    assert not [tag for tag, _ in page.tags if tag in ("link", "iframe", "img", "object", "embed", "base")]
    styles = "".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
    assert not re.search(r"@import|url\((?!#)", styles)
    assert not re.search(r"""(?:src|href)=["']https?:""", text)
    assert "sourceMappingURL" not in text
    assert "fetch(" not in page.scripts[-1]


def test_the_policy_names_each_script_by_its_hash_and_nothing_else(make_exported: Make) -> None:
    page = Page(shared_map_html(make_exported()))
    policy = policy_of(page)
    named = set(re.findall(r"'sha256-([^']+)'", policy))
    assert named == {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in page.scripts}
    script_rule = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "unsafe" not in script_rule
    assert "default-src 'none'" in policy
    assert page.tags[2] == ("meta", {"http-equiv": "Content-Security-Policy", "content": policy})


def test_no_tag_has_a_handler(make_exported: Make) -> None:
    page = Page(shared_map_html(make_exported("<b onclick=alert(1)>")))
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


def test_one_layer_holds_all_schools(make_exported: Make) -> None:
    text = shared_map_html(make_exported(), LAND)
    assert text.count("L.geoJson(") == text.count("geo_json_schools = L.geoJson") + 2
    assert text.count("L.geoJson(null") == 3


def test_the_page_says_what_it_is(make_exported: Make) -> None:
    text = shared_map_html(make_exported(is_sample=True))
    for words in ("Sample data", "Proven best", "straight-line km", "edubasealldata20240617.csv", "Wolds 0.1.0"):
        assert words in text
    assert "Sample data" not in shared_map_html(make_exported())


def test_notes_stay_with_the_plan(make_exported: Make) -> None:
    exported = make_exported()
    plan = replace(exported.plan, school_notes={100001: "The head retires in July"})
    assert "retires" not in shared_map_html(replace(exported, plan=plan))


def test_the_same_plan_gives_the_same_page(make_exported: Make) -> None:
    assert shared_map_html(make_exported(), LAND) == shared_map_html(make_exported(), LAND)


def test_hostile_text_adds_no_tag_and_no_script(make_exported: Make, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Leaflet's own 150,000 letters take long to parse and are the same in every page.
    monkeypatch.setattr(
        "wolds.app.export.shared_map._head", lambda: {"style": "<style></style>", "script": "<script></script>"}
    )
    plain, page = Page(shared_map_html(make_exported())), Page(shared_map_html(make_exported(hostile)))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert page.scripts[:-1] == plain.scripts[:-1]
    data = page.scripts[-1]
    assert not any(mark in data for mark in ("<script", "<b", "<i", "<svg", "<!--", "]]>", "\u2028", "\u2029", "\x00"))
    assert "${" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", data)
    assert "`" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", data)
    if hostile.startswith("https:"):
        assert "http" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", data)


STAND_IN = """
var L = {}, made = [];
function Element(tag) { this.tag = tag; this.children = []; }
Element.prototype.appendChild = function (child) { this.children.push(child); };
Object.defineProperty(Element.prototype, "innerHTML", { set: function () { throw new Error("innerHTML was set"); } });
Object.defineProperty(Element.prototype, "outerHTML", { set: function () { throw new Error("outerHTML was set"); } });
var document = { createElement: function (tag) { made.push(tag); return new Element(tag); } };
function texts(element) {
  return [element.textContent || ""].concat(element.children.map(texts)).join("");
}
"""


@pytest.fixture
def browser(qapp: QApplication) -> QJSEngine:
    """Our script beside a stand-in for a page in which setting HTML is an error."""
    engine = QJSEngine()
    for source in (STAND_IN, _script()):
        assert not engine.evaluate(source).isError()
    return engine


def _script() -> str:
    import wolds.app.export.shared_map as module

    return Path(module.__file__).with_name("shared_map.js").read_text("utf-8")


def said(browser: QJSEngine, call: str) -> Any:
    value = browser.evaluate(call)
    assert not value.isError(), value.toString()
    return json.loads(browser.evaluate(f"JSON.stringify({call})").toString())


def test_popups_show_hostile_text_as_text(make_exported: Make, hostile: str, browser: QJSEngine) -> None:
    from wolds.app.export.layers import cluster_features, school_features

    exported = make_exported(hostile)
    for kind, feature in (("school", school_features(exported)[6]), ("cluster", cluster_features(exported)[0])):
        properties = feature["properties"]
        shown = said(browser, f"texts(WoldsMap.{kind}Popup({script_safe_json(properties)}))")
        assert properties["name"] in shown
    assert set(said(browser, "made")) <= {"div", "h2", "table", "tr", "th", "td"}


@pytest.mark.parametrize(("typed", "hits"), [("belt", 1), ("SAINT marys", 1), ("mar", 0), ("", 0), ("primary bel", 1)])
def test_search_forgives_case_and_quotes(browser: QJSEngine, typed: str, hits: int) -> None:
    names = json.dumps(["Belton Primary School", "St Mary’s Primary"])
    call = f"WoldsMap.found({names}.map(function (n) {{ return {{ key: WoldsMap.plain(n) }}; }}), {json.dumps(typed)}).length"
    assert said(browser, call) == (1 if typed == "mar" else hits)


def test_the_land_keeps_its_shape_alone(make_exported: Make) -> None:
    feature = {"type": "Feature", "geometry": LAND, "properties": {"name": "<script>alert(1)</script>"}}
    text = shared_map_html(make_exported(), {"type": "FeatureCollection", "features": [feature]})
    assert "[[-1.0, 52.0]" in text
    assert "alert" not in Page(text).scripts[-1]


@pytest.mark.parametrize(
    "land", [{"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": "x"}, {}, [], {"type": "Polygon"}]
)
def test_land_that_is_none_is_refused(make_exported: Make, land: Any) -> None:
    with pytest.raises(InputError, match="the land"):
        shared_map_html(make_exported(), land)


def test_a_plan_without_a_point_still_makes_a_page(make_exported: Make) -> None:
    exported = make_exported()
    frame = exported.schools.frame.assign(easting=float("nan"), northing=float("nan"))
    blind = replace(exported, schools=type(exported.schools).from_frame(frame))
    assert "Content-Security-Policy" in shared_map_html(blind)


def test_the_map_is_written_whole(make_exported: Make, tmp_path: Path) -> None:
    write_shared_map(make_exported(), tmp_path / "map.html", LAND)
    assert [entry.name for entry in tmp_path.iterdir()] == ["map.html"]
    assert (tmp_path / "map.html").stat().st_size < 400_000


@pytest.mark.parametrize("text", ["ZQ{{7*191}}QZ", "{% raw %}", "a {# b #} c", "{{cycler.__init__.__globals__.os.getcwd()}}"])
def test_no_name_is_worked_out_as_a_template(make_exported: Make, text: str) -> None:
    page = shared_map_html(make_exported(text))
    assert "ZQ1337QZ" not in page
    assert str(Path.cwd()) not in page
    assert json.dumps(text)[1:-1].replace("{", "\\u007b") in page


PAGE = """
Element.prototype.addEventListener = function (name, act) { this["on" + name] = act; };
Element.prototype.setAttribute = function () {};
Element.prototype.focus = function () { document.activeElement = this; };
Element.prototype.click = function () { this.onclick(); };
Element.prototype.dispatchEvent = function (event) { this["on" + event.type](); };
Element.prototype.querySelectorAll = function (tag) {
  return this.children.filter(function (one) { return one.tag === tag; });
};
Object.defineProperty(Element.prototype, "textContent", {
  get: function () { return this._text; },
  set: function (text) { this._text = text; this.children = []; }
});
function Event(type) { this.type = type; }
var went = [], entries = [];
for (var at = 1; at <= 15; at += 1) {
  (function (at) {
    entries.push({ key: WoldsMap.plain("Belton " + at), text: "Belton " + at, show: function () { went.push(at); } });
  })(at);
}
var box = WoldsMap.search(entries), input = box.children[1], answers = box.children[2];
function type(words) { input.value = words; input.focus(); input.oninput(); }
function press(key) { box.onkeydown({ key: key, preventDefault: function () {} }); }
"""


@pytest.fixture
def finder(browser: QJSEngine) -> QJSEngine:
    """The box that finds schools, with fifteen of one name."""
    started = browser.evaluate(PAGE)
    assert not started.isError(), started.toString()
    return browser


def test_enter_shows_the_first_school_found_and_the_arrows_reach_the_others(finder: QJSEngine) -> None:
    assert said(finder, "(went = [], type('belt'), press('Enter'), went)") == [1]
    walk = "press('ArrowDown'), press('ArrowDown'), press('ArrowDown'), press('ArrowUp')"
    assert said(finder, f"(went = [], input.focus(), {walk}, document.activeElement.click(), went)") == [2]
    assert said(finder, "(press('Escape'), [input.value, document.activeElement === input, answers.children.length])") == [
        "",
        True,
        0,
    ]


def test_schools_that_are_found_and_not_listed_are_counted(finder: QJSEngine) -> None:
    assert "and 3 more: type more of the name" in said(finder, "(type('belton'), texts(answers))")
    assert "more" not in said(finder, "(type('belton 7'), texts(answers))")


@pytest.mark.parametrize(
    ("character", "words"), [("Does not apply", "Community school"), ("", "Community school or not known")]
)
def test_the_legend_tells_what_each_symbol_is(make_exported: Make, character: str, words: str) -> None:
    exported = make_exported()
    frame = exported.schools.frame.assign(religious_character=character)
    page = shared_map_html(replace(exported, schools=Schools.from_frame(frame, exported.schools.source)))
    assert f'["community", "{words}"]' in page
    assert "Lead school: a dark rim" in page
