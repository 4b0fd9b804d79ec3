// The map itself: land, names, zoom buttons, keys and gestures. Points are drawn by map-points.js.

const STEP = 80; // pixels that an arrow key moves the map
const HINT_FOR = 1600; // milliseconds

// An element with attributes and either a text or children.
const make = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
};

const zoomButtons = (map, words) => {
  const button = (text, sign, step) => {
    const made = make("button", { type: "button", class: "zoom", "aria-label": text }, make("span", { "aria-hidden": "true" }, sign));
    made.addEventListener("click", () => map.setZoom(map.getZoom() + step));
    return made;
  };
  const nearer = button(words.nearer, "+", 1);
  const farther = button(words.farther, "−", -1);
  const atLimits = () => {
    nearer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
    farther.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
  };
  map.on("zoomend zoomlevelschange", atLimits);
  atLimits();
  const box = make("div", { class: "zooms" }, nearer, farther);
  L.DomEvent.disableClickPropagation(box);
  const control = L.control({ position: "topright" });
  control.onAdd = () => box;
  control.addTo(map);
};

// Keys work from the map and from everything on it, so that they keep working after Tab.
const listenToKeys = (map, element) => {
  const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  const zooms = { "+": 1, "=": 1, "-": -1, _: -1 };
  element.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(".leaflet-popup")) return;
    if (event.key in moves) map.panBy(moves[event.key]);
    else if (event.key in zooms) map.setZoom(map.getZoom() + zooms[event.key]);
    else return;
    event.preventDefault();
  });
};

// One finger and the bare wheel belong to the page: the map takes two fingers, or the wheel with Ctrl.
const leaveScrollingToPage = (map, element, words) => {
  const hint = make("p", { class: "map-hint", "aria-hidden": "true" });
  element.append(hint);
  let timer;
  const show = (text) => {
    hint.textContent = text;
    hint.classList.add("is-on");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("is-on"), HINT_FOR);
  };
  const early = { capture: true, passive: true };
  element.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopPropagation();
      show(words.wheel);
    },
    early,
  );
  element.addEventListener(
    "pointerdown",
    (event) => (event.pointerType === "touch" ? map.dragging.disable() : map.dragging.enable()),
    early,
  );
  element.addEventListener("touchmove", (event) => event.touches.length === 1 && show(words.fingers), early);
};

const nameElement = (element, words) => {
  const help = make("p", { class: "visually-hidden", id: "map-help" }, words.help);
  element.before(help);
  const attributes = {
    role: "application",
    tabindex: "0",
    "aria-label": words.name,
    "aria-roledescription": words.kind,
    "aria-describedby": help.id,
  };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const after = element.nextElementSibling;
  if (!after) return;
  after.id ||= "after-map";
  after.tabIndex = -1;
  element.before(make("a", { class: "skip map-skip", href: `#${after.id}` }, words.skip));
};

// Names stand where they fit: below or above the middle of their municipality, never over a point or another name.
const nameWriter = (map, land) => {
  const pen = document.createElement("canvas").getContext("2d");
  const names = land.features.map(({ properties }) => {
    const text = make("span", { class: "land-name", "aria-hidden": "true" }, properties.name);
    const marker = L.marker(properties.centre, {
      pane: "names",
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className: "", iconSize: null, html: text }),
    });
    return { marker, text, middle: L.latLng(properties.centre), name: properties.name };
  });
  return (taken) => {
    const { font } = getComputedStyle(map.getPane("names"));
    pen.font = font;
    const height = Number.parseFloat(/([\d.]+)px/.exec(font)[1]);
    const boxes = [...taken];
    for (const { marker, middle, name } of names) {
      const width = pen.measureText(name).width;
      const { x, y } = map.latLngToContainerPoint(middle);
      const place = [0, 32, -36].map((shift) => ({ x, y: y + shift, halfWidth: width / 2 + 3, halfHeight: height / 2 + 1, shift })).find(
        (box) => !boxes.some((other) => Math.abs(other.x - box.x) < other.halfWidth + box.halfWidth && Math.abs(other.y - box.y) < other.halfHeight + box.halfHeight),
      );
      if (!place) {
        marker.remove();
        continue;
      }
      boxes.push(place);
      marker.setLatLng(map.containerPointToLatLng([place.x, place.y])).addTo(map);
    }
  };
};

// Draw the land; gives what map-points.js needs.
export const drawMap = (element, { land, words, tiles, tilesCredit }) => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  nameElement(element, words);
  element.replaceChildren();
  const map = L.map(element, {
    attributionControl: Boolean(tiles),
    zoomControl: false,
    keyboard: false,
    boxZoom: false,
    zoomSnap: 0.1,
    maxZoom: tiles ? 18 : 15,
    maxBoundsViscosity: 1,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  });
  if (tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(tiles, { minZoom: 6, maxNativeZoom: 18, attribution: tilesCredit }).addTo(map);
    element.classList.add("has-tiles");
  }
  map.createPane("names");
  const drawn = L.geoJSON(land, { interactive: false, style: { className: "land", smoothFactor: 0 } });
  const whole = drawn.getBounds().isValid() ? drawn.getBounds() : L.latLngBounds([50.7, 3.3], [53.6, 7.3]);
  map.fitBounds(whole, { padding: [8, 8], animate: false });
  map.setMinZoom(map.getZoom() - 0.5);
  map.setMaxBounds(whole.pad(0.4));
  drawn.addTo(map);
  zoomButtons(map, words);
  // Tab meets the zoom buttons before the points.
  const corners = element.querySelector(".leaflet-control-container");
  element.prepend(corners);
  listenToKeys(map, element);
  leaveScrollingToPage(map, element, words);
  return { map, make, calm, writeNames: nameWriter(map, land) };
};
