// What a reader of the shared map can do. Names come from files and people: they are only ever set as textContent.
var WoldsMap = (function () {
  "use strict";

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (text !== undefined && text !== null) { made.textContent = String(text); }
    return made;
  }

  function row(table, label, text) {
    if (text === "" || text === null || text === undefined) { return; }
    var line = element("tr");
    line.appendChild(element("th", "", label));
    line.appendChild(element("td", "", text));
    table.appendChild(line);
  }

  function schoolPopup(said) {
    var box = element("div", "wolds-popup");
    box.appendChild(element("h2", "", said.name));
    var table = element("table");
    row(table, "URN", said.URN);
    row(table, "Pupils", said.roll === null ? "unknown" : said.roll);
    row(table, "Character", said.character.replace("_", " "));
    row(table, "Local authority", said.la);
    row(table, "Cluster", said.cluster ? said.cluster + " " + said.cluster_name : "none");
    row(table, "Part", said.is_lead ? said.part + ", lead school" : said.part);
    row(table, "Why not placed", said.reason);
    box.appendChild(table);
    return box;
  }

  function clusterPopup(said) {
    var box = element("div", "wolds-popup");
    box.appendChild(element("h2", "", said.number + " " + said.name));
    var table = element("table");
    row(table, "Cluster", said.cluster);
    row(table, "Schools", said.schools);
    row(table, "Pupils", said.pupils);
    row(table, "Longest pair", travel(said.longest_travel, said.travel_measure));
    row(table, "Mean pair", travel(said.mean_travel, said.travel_measure));
    row(table, "Broken rules", said.broken_rules);
    box.appendChild(table);
    return box;
  }

  function travel(value, measure) {
    return value === null ? "unknown" : value.toFixed(1) + " " + measure;
  }

  // A square for a church school, a diamond for another faith, a circle for all others, as in the planner.
  function corners(shape, x, y, r) {
    if (shape === "church") { r *= 0.89; return [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]]; }
    r *= 1.24;
    return [[x, y - r], [x + r, y], [x, y + r], [x - r, y]];
  }

  function marker(feature, latlng) {
    var shape = feature.properties.character;
    var made = L.circleMarker(latlng, feature.properties.style);
    if (shape === "church" || shape === "other_faith") {
      made._updatePath = function () { drawCorners(this, shape); };
    }
    return made;
  }

  function drawCorners(mark, shape) {
    var renderer = mark._renderer;
    if (!renderer._drawing || mark._empty()) { return; }
    var context = renderer._ctx;
    context.beginPath();
    corners(shape, mark._point.x, mark._point.y, Math.max(mark._radius, 1)).forEach(function (corner, at) {
      context[at ? "lineTo" : "moveTo"](corner[0], corner[1]);
    });
    context.closePath();
    renderer._fillStroke(context, mark);
  }

  function eachSchool(feature, layer) {
    layer.bindPopup(function () { return schoolPopup(feature.properties); });
    layer.bindTooltip(function () { return element("span", "", feature.properties.name); });
  }

  function eachCluster(feature, layer) {
    layer.bindPopup(function () { return clusterPopup(feature.properties); });
  }

  function number(map, layer) {
    var icon = L.divIcon({ className: "wolds-number", html: element("span", "", layer.feature.properties.number), iconSize: [30, 20] });
    L.marker(layer.getBounds().getCenter(), { icon: icon, interactive: false, keyboard: false }).addTo(map);
  }

  function swatch(colour, shape) {
    var made = element("span", "wolds-swatch wolds-" + shape);
    made.style.backgroundColor = colour;
    return made;
  }

  function button(content, act) {
    var made = element("button", "wolds-choice");
    made.type = "button";
    content.forEach(function (part) { made.appendChild(part); });
    made.addEventListener("click", act);
    return made;
  }

  function plain(text) {
    var words = String(text).toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'\u2019]/g, "").replace(/[^0-9a-z]+/g, " ");
    return " " + words.trim().replace(/\bsaint\b/g, "st");
  }

  function found(entries, typed) {
    var words = plain(typed).split(" ").filter(Boolean);
    if (!words.length) { return []; }
    var all = entries.filter(function (entry) {
      return words.every(function (word) { return entry.key.indexOf(" " + word) >= 0; });
    });
    var shown = all.slice(0, 12);
    shown.more = all.length - shown.length;
    return shown;
  }

  function entriesOf(map, schools, clusters) {
    var entries = [];
    clusters.eachLayer(function (layer) {
      var said = layer.feature.properties;
      entries.push({ key: plain(said.cluster + " " + said.name), text: said.number + " " + said.name, show: function () {
        map.fitBounds(layer.getBounds(), { maxZoom: 12 });
        layer.openPopup();
      } });
    });
    schools.eachLayer(function (layer) {
      var said = layer.feature.properties;
      entries.push({ key: plain(said.name + " " + said.URN + " " + said.la), text: said.name, show: function () {
        map.setView(layer.getLatLng(), Math.max(map.getZoom(), 12));
        layer.openPopup();
      } });
    });
    return entries;
  }

  // Enter shows the first answer; the arrows go up and down through all of them, and Escape empties the box.
  function walk(event, input, buttons) {
    var at = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && document.activeElement === input && buttons.length) { buttons[0].click(); }
    else if (event.key === "ArrowDown" && at + 1 < buttons.length) { buttons[at + 1].focus(); }
    else if (event.key === "ArrowUp" && at >= 0) { (at ? buttons[at - 1] : input).focus(); }
    else if (event.key === "Escape") { input.value = ""; input.dispatchEvent(new Event("input")); input.focus(); }
    else { return; }
    event.preventDefault();
  }

  function search(entries) {
    var box = element("div", "wolds-search");
    var label = element("label", "", "Find a school or cluster");
    var input = element("input");
    var answers = element("div", "wolds-answers");
    input.type = "search";
    input.id = "wolds-find";
    label.htmlFor = input.id;
    answers.setAttribute("aria-live", "polite");
    input.addEventListener("input", function () {
      answers.textContent = "";
      var hits = found(entries, input.value);
      hits.forEach(function (entry) { answers.appendChild(button([element("span", "", entry.text)], entry.show)); });
      if (!hits.length && input.value.trim()) { answers.appendChild(element("p", "", "Nothing found")); }
      if (hits.more) { answers.appendChild(element("p", "", "and " + hits.more + " more: type more of the name")); }
    });
    box.addEventListener("keydown", function (event) { walk(event, input, Array.from(answers.querySelectorAll("button"))); });
    [label, input, answers].forEach(function (part) { box.appendChild(part); });
    return box;
  }

  function legend(map, clusters, page) {
    var box = element("details", "wolds-legend");
    box.open = true;
    box.appendChild(element("summary", "", "Legend"));
    var shapes = element("ul");
    page.shapes.forEach(function (shape) {
      var item = element("li");
      item.appendChild(swatch(page.quiet, shape[0]));
      item.appendChild(element("span", "", shape[1]));
      shapes.appendChild(item);
    });
    box.appendChild(shapes);
    clusters.eachLayer(function (layer) {
      var said = layer.feature.properties;
      var name = element("span", "", said.number + " " + said.name + " (" + said.schools + ")");
      box.appendChild(button([swatch(said.fill, "cluster"), name], function () { map.fitBounds(layer.getBounds(), { maxZoom: 12 }); }));
    });
    return box;
  }

  function about(page) {
    var box = element("details", "wolds-about");
    box.appendChild(element("summary", "", "About this map"));
    var table = element("table");
    page.about.forEach(function (fact) { row(table, fact[0], fact[1]); });
    box.appendChild(table);
    return box;
  }

  function panel(map, schools, clusters, page) {
    var box = element("div", "wolds-panel leaflet-control");
    if (page.sample) { box.appendChild(element("p", "wolds-sample", page.sample)); }
    box.appendChild(element("h1", "", page.title));
    box.appendChild(element("p", "wolds-proof", page.proof));
    box.appendChild(search(entriesOf(map, schools, clusters)));
    box.appendChild(legend(map, clusters, page));
    box.appendChild(about(page));
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  }

  // Far out, symbols shrink so that a whole country does not become one blot.
  function shrinkFarOut(map, schools) {
    var shown = 1;
    function shrink() {
      var wanted = Math.min(1, Math.max(0.25, Math.pow(1.4, map.getZoom() - 8.5)));
      if (wanted === shown) { return; }
      shown = wanted;
      schools.eachLayer(function (layer) {
        var style = layer.feature.properties.style;
        layer.setStyle({ radius: style.radius * wanted, weight: style.weight * Math.max(0.5, wanted) });
      });
    }
    map.on("zoomend", shrink);
    shrink();
  }

  // The panel covers a part of the map; on a narrow screen there is no room beside it.
  function besidePanel(map) {
    return map.getSize().x > 800 ? 350 : 24;
  }

  function start(map, land, clusters, schools, page) {
    var control = L.control({ position: "topright" });
    control.onAdd = function () { return panel(map, schools, clusters, page); };
    control.addTo(map);
    clusters.eachLayer(function (layer) { number(map, layer); });
    if (!land.getLayers().length) { map.getContainer().classList.add("wolds-plain"); }
    if (page.bounds) { map.fitBounds(page.bounds, { paddingTopLeft: [24, 24], paddingBottomRight: [besidePanel(map), 24] }); }
    shrinkFarOut(map, schools);
  }

  return { start: start, marker: marker, search: search, eachSchool: eachSchool, eachCluster: eachCluster, schoolPopup: schoolPopup,
           clusterPopup: clusterPopup, found: found, plain: plain };
})();
