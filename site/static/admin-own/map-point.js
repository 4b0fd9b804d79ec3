// A map above the latitude and longitude fields of the page editor: a click, a drag or the arrow keys place the point,
// and typing numbers moves it. Panels with the class map-point hold the two fields.

const DECIMALS = 5; // about a metre
const STEPS = { coarse: 16, fine: 1 }; // pixels
const settings = JSON.parse(document.getElementById("map-point-settings")?.textContent ?? "null");

const make = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
};

const getLand = async () => {
  const answer = await fetch(settings.area);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const addStylesheet = (href) =>
  new Promise((done, failed) => {
    const link = make("link", { rel: "stylesheet", href });
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });

// The two fields as one place: read() gives {lat, lng} or null, write() tells the editor that something changed.
const fieldsOf = (panel) => {
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => panel.querySelector(`input[name$="${name}"]`));
  const number = (field) => Number.parseFloat(field.value.replace(",", "."));
  let writing = false;
  const read = () => {
    const [lat, lng] = [number(latitude), number(longitude)];
    return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null;
  };
  const write = (point) => {
    writing = true;
    latitude.value = point ? point.lat.toFixed(DECIMALS) : "";
    longitude.value = point ? point.lng.toFixed(DECIMALS) : "";
    for (const field of [latitude, longitude]) {
      for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
    }
    writing = false;
  };
  const onTyping = (act) => {
    for (const field of [latitude, longitude]) field.addEventListener("input", () => writing || act(read()));
  };
  return latitude && longitude ? { read, write, onTyping } : null;
};

const pin = () => {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 36 45");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M18 2 34 12v24H23l-5 7-5-7H2V12z");
  drawing.append(path);
  return L.divIcon({ className: "map-point-pin", html: drawing, iconSize: [32, 40], iconAnchor: [16, 38] });
};

const button = (text, act) => {
  const made = make("button", { type: "button", class: "button button-small button-secondary" }, text);
  made.addEventListener("click", act);
  return made;
};

const draw = (element, land) => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, { attributionControl: false, zoomControl: false, keyboard: false, boxZoom: false, scrollWheelZoom: false, zoomSnap: 0.5, maxZoom: 17, zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm });
  const drawn = L.geoJSON(land, { interactive: false, style: { className: "map-point-land", smoothFactor: 0 } });
  const whole = drawn.getBounds().isValid() ? drawn.getBounds() : L.latLngBounds([50.7, 3.3], [53.6, 7.3]);
  map.fitBounds(whole, { animate: false });
  drawn.eachLayer((layer) => {
    const name = make("span", { "aria-hidden": "true" }, layer.feature.properties.name);
    layer.bindTooltip(name, { permanent: true, direction: "center", className: "map-point-name" });
  });
  drawn.addTo(map);
  return { map, drawn };
};

// Where nothing is pointed out yet, the map shows the municipality that was chosen.
const followMunicipality = ({ map, drawn }, fields) => {
  const select = document.querySelector('select[name="municipality"]');
  const follow = () => {
    const chosen = select.selectedOptions[0]?.textContent.trim();
    const layer = drawn.getLayers().find(({ feature }) => feature.properties.name === chosen);
    if (layer && !fields.read()) map.fitBounds(layer.getBounds(), { animate: false });
  };
  select?.addEventListener("change", follow);
  if (select) follow();
};

const connect = ({ map, drawn }, { element, fields, status }) => {
  const { words } = settings;
  const marker = L.marker(map.getCenter(), { draggable: true, keyboard: false, icon: pin() });
  const show = (point, { centred = false } = {}) => {
    if (!point) {
      marker.remove();
      return;
    }
    marker.setLatLng(point).addTo(map);
    if (centred) map.setView(point, Math.max(map.getZoom(), 12), { animate: false });
    else map.panInside(point, { padding: [24, 48], animate: false });
  };
  const place = (point) => {
    show(point);
    fields.write(point);
    status.textContent = point
      ? words.placed.replace("{latitude}", point.lat.toFixed(DECIMALS)).replace("{longitude}", point.lng.toFixed(DECIMALS))
      : words.removed;
  };
  map.on("click", (event) => place(event.latlng.wrap()));
  marker.on("dragend", () => place(marker.getLatLng().wrap()));
  fields.onTyping((point) => show(point, { centred: true }));
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const zooms = { "+": 1, "=": 1, "-": -1, _: -1 };
  element.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in moves) {
      const step = event.shiftKey ? STEPS.fine : STEPS.coarse;
      const from = fields.read();
      const move = L.point(moves[event.key]).multiplyBy(from ? step : 0);
      place(map.unproject(map.project(from ?? map.getCenter()).add(move)).wrap());
    } else if (event.key in zooms) {
      map.setZoomAround(fields.read() ?? map.getCenter(), map.getZoom() + zooms[event.key]);
    } else return;
    event.preventDefault();
  });
  element.after(
    make("div", { class: "map-point-buttons" },
      button(words.nearer, () => map.zoomIn()), button(words.farther, () => map.zoomOut()), button(words.remove, () => place(null))),
  );
  if (fields.read()) show(fields.read(), { centred: true });
  else followMunicipality({ map, drawn }, fields);
};

const start = async (element, fields, status) => {
  const [land] = await Promise.all([getLand(), import(settings.leaflet), ...settings.styles.map(addStylesheet)]);
  connect(draw(element, land), { element, fields, status });
};

const prepare = (panel) => {
  const fields = fieldsOf(panel);
  if (!fields) return;
  const { words } = settings;
  const id = `${panel.id}-map-help`;
  // Where the panel says itself what to do, the keys are told to screen readers only.
  const told = panel.querySelector(".help-block");
  const help = make("p", { class: told ? "w-sr-only" : "help", id }, words.help);
  const element = make("div", { class: "map-point-map", role: "application", tabindex: "0", "aria-label": words.name, "aria-describedby": id });
  const status = make("p", { class: "w-sr-only", role: "status" });
  if (told) told.after(help, element, status);
  else (panel.querySelector(".w-panel__content") ?? panel).prepend(help, element, status);
  // The panel may stand in a tab that is not open yet, where a map has no size.
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    start(element, fields, status).catch(() => {
      element.remove();
      help.className = "help";
      help.textContent = words.failed;
    });
  });
  near.observe(element);
};

if (settings) document.querySelectorAll(".map-point").forEach(prepare);
