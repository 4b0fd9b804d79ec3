// The points on the map: houses with the numbers of the list, small houses, and rings that stand for a group.

const PARTS_OF_DEGREE = 10000; // as in community/initiatives/map_points.py
const GROUP_WITHIN = 56; // pixels
const TILE = 256; // pixels of the whole world at zoom 0
const MOST_IN_POPUP = 50; // as MOST_ASKED in community/initiatives/map_points.py
const CLOSEST = 13; // zoom for one point alone
const HALF_SIZE = { row: [17, 21], house: [11, 13], ring: [21, 21] }; // pixels, as in css/map.css
const SVG = "http://www.w3.org/2000/svg";
const HOUSE = "M18 2 34 12v24H23l-5 7-5-7H2V12z";

const houseShape = () => {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 36 45");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", HOUSE);
  drawing.append(path);
  return drawing;
};

const fill = (text, number) => text.replace("{n}", number);

// What is where: `at` and its companions as the server sent them, the rows of the list by their place in it.
const readPlaces = (places, rows, fetchTitles) => {
  const asked = new Map();
  const latlng = (index) => {
    const [latitude, longitude] = [places.at[2 * index], places.at[2 * index + 1]];
    return latitude === null || longitude === null ? null : L.latLng(latitude / PARTS_OF_DEGREE, longitude / PARTS_OF_DEGREE);
  };
  const inList = new Map();
  for (const row of rows) {
    const number = Number.parseInt(row.querySelector(".num")?.textContent, 10);
    const link = row.querySelector("a");
    const slug = link.pathname.split("/").at(-2);
    // The list may be older than the points: names tell, numbers may have moved.
    const index = places.slugs ? places.slugs.indexOf(slug) : number - 1;
    if (index >= 0 && 2 * index < places.at.length && latlng(index)) {
      inList.set(index, { row, number, title: link.textContent, url: link.href });
    }
  }
  const known = (index) => {
    if (inList.has(index)) return inList.get(index);
    if (places.titles) return { title: places.titles[index], url: `${places.base}${places.slugs[index]}/` };
    return asked.get(places.pks[index]);
  };
  const ask = async (indexes) => {
    const keys = indexes.filter((index) => !known(index)).map((index) => places.pks[index]).sort((a, b) => a - b);
    for (let first = 0; first < keys.length; first += MOST_IN_POPUP) {
      const found = await fetchTitles(keys.slice(first, first + MOST_IN_POPUP));
      for (const [key, [title, url]] of Object.entries(found)) asked.set(Number(key), { title, url });
    }
    return indexes.map(known).filter(Boolean);
  };
  const all = Array.from({ length: places.at.length / 2 }, (_, index) => index).filter(latlng);
  return { all, ask, inList, known, latlng };
};

// Push marks that lie over each other apart; houses of the list weigh more than the rest. Changes x and y.
const spread = (marks) => {
  for (let round = 0; round < 16; round += 1) {
    let moved = false;
    for (const [at, one] of marks.entries()) {
      for (const other of marks.slice(at + 1)) {
        const [gapX, gapY] = [other.x - one.x, other.y - one.y];
        const overlapX = one.halfWidth + other.halfWidth + 2 - Math.abs(gapX);
        const overlapY = one.halfHeight + other.halfHeight + 2 - Math.abs(gapY);
        if (overlapX <= 0 || overlapY <= 0) continue;
        moved = true;
        const share = other.weight / (one.weight + other.weight);
        const axis = overlapX < overlapY ? "x" : "y";
        const push = (axis === "x" ? overlapX : overlapY) * ((axis === "x" ? gapX : gapY) < 0 ? -1 : 1);
        one[axis] -= push * share;
        other[axis] += push * (1 - share);
      }
    }
    if (!moved) return;
  }
};

export const showPoints = ({ map, make, calm, writeNames }, { places, words, rows, fetchTitles, zoomToPoints }) => {
  const { all, ask, inList, known, latlng } = readPlaces(places, rows, fetchTitles);
  const groups = new Supercluster({ radius: GROUP_WITHIN, extent: TILE, maxZoom: map.getMaxZoom() }).load(
    all
      .filter((index) => !inList.has(index))
      .map((index) => ({ type: "Feature", properties: { index }, geometry: { type: "Point", coordinates: [latlng(index).lng, latlng(index).lat] } })),
  );
  const shown = new Map();
  const status = make("p", { class: "visually-hidden", role: "status" });
  map.getContainer().after(status);
  let focusAfterMove = null; // the places (indexes) one of which gets the focus when the map has moved

  const light = (key, on) => {
    const mark = shown.get(key);
    if (!mark) return;
    const lit = on || Boolean(mark.popup);
    mark.button.classList.toggle("is-lit", lit);
    mark.marker.setZIndexOffset(lit ? 1000 : 0);
    mark.row?.classList.toggle("is-lit", lit);
  };

  const openPopup = (mark, entries, total, { withKeys }) => {
    const close = make("button", { type: "button", class: "popup-close", "aria-label": words.close }, make("span", { "aria-hidden": "true" }, "×"));
    const links = entries.map(({ title, url }) => make("li", {}, make("a", { href: url }, title)));
    const box = make("div", { class: "popup" }, make("ul", {}, ...links), close);
    if (total > entries.length) box.append(make("p", {}, fill(words.more, total - entries.length)));
    const popup = L.popup({ closeButton: false, closeOnEscapeKey: false, autoPan: true, autoPanPadding: [12, 12], minWidth: 0, maxWidth: 288, offset: [0, -mark.halfHeight] });
    popup.setLatLng(mark.marker.getLatLng()).setContent(box);
    const shut = () => {
      popup.close();
      (mark.button.isConnected ? mark.button : map.getContainer()).focus();
    };
    close.addEventListener("click", shut);
    box.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), shut()));
    popup.on("remove", () => {
      if (box.contains(document.activeElement)) map.getContainer().focus({ preventScroll: true });
      mark.popup = null;
      light(mark.key, false);
    });
    mark.popup = popup;
    mark.shut = shut;
    light(mark.key, true);
    popup.openOn(map);
    if (withKeys) box.querySelector("a, button").focus({ preventScroll: true });
  };

  const choose = async (mark, event) => {
    const withKeys = event.originalEvent.detail === 0;
    const { cluster } = mark;
    if (cluster) {
      const zoom = groups.getClusterExpansionZoom(cluster);
      if (zoom <= map.getMaxZoom()) {
        focusAfterMove = withKeys ? new Set(groups.getLeaves(cluster, Infinity).map((leaf) => leaf.properties.index)) : null;
        map.setView(mark.at, Math.max(zoom, map.getZoom() + 1), { animate: !calm });
        return;
      }
    }
    const indexes = cluster ? groups.getLeaves(cluster, MOST_IN_POPUP).map((leaf) => leaf.properties.index) : [mark.index];
    try {
      openPopup(mark, await ask(indexes), mark.count, { withKeys });
    } catch {
      status.textContent = words.failed;
    }
  };

  const build = (mark) => {
    const button = make("button", { type: "button" });
    if (mark.kind === "ring") button.append(make("span", {}, String(mark.count)));
    else button.append(houseShape());
    if (mark.kind === "row") button.append(make("span", { "aria-hidden": "true" }, String(mark.number)));
    const Own = L.DivIcon.extend({
      createIcon() {
        this._setIconStyles(button, "icon");
        return button;
      },
    });
    const marker = L.marker(mark.at, { keyboard: false, riseOnHover: true, icon: new Own({ className: `point point-${mark.kind}`, iconSize: null }) });
    const built = Object.assign(mark, { button, marker });
    marker.on("click", (event) => choose(built, event));
    for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
      button.addEventListener(event, () => light(mark.key, on));
    }
    button.addEventListener("keydown", (event) => event.key === "Escape" && mark.popup && mark.shut());
    marker.addTo(map);
    name(built);
    return built;
  };

  const name = ({ button, count, index, kind, number }) => {
    const title = known(index)?.title ?? words.unnamed;
    const text = { ring: () => fill(words.group, count), row: () => `${number}. ${title}`, house: () => title }[kind]();
    button.setAttribute("aria-label", text);
  };

  const wanted = () => {
    const view = map.getBounds().pad(0.1);
    const rowsFirst = [...inList].map(([index, { number, row }]) => ({ key: `p${index}`, kind: "row", index, number, row, at: latlng(index), count: 1, weight: 3 }));
    const found = groups.getClusters([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()], Math.round(map.getZoom()));
    const rest = found.map(({ geometry, properties }) => {
      const [longitude, latitude] = geometry.coordinates;
      const at = L.latLng(latitude, longitude);
      return properties.cluster
        ? { key: `c${properties.cluster_id}`, kind: "ring", cluster: properties.cluster_id, count: properties.point_count, at, weight: 1 }
        : { key: `p${properties.index}`, kind: "house", index: properties.index, count: 1, at, weight: 1 };
    });
    rest.sort((one, other) => one.at.lng - other.at.lng);
    return [...rowsFirst, ...rest].filter(({ at }) => view.contains(at)).map((mark) => {
      const { x, y } = map.latLngToContainerPoint(mark.at);
      const [halfWidth, halfHeight] = HALF_SIZE[mark.kind];
      return { ...mark, x, y, halfWidth, halfHeight };
    });
  };

  // Tab follows the order in the document; what has the focus stays where it is.
  const putInOrder = (marks) => {
    const pane = map.getPane("markerPane");
    for (const { button } of marks) if (button !== document.activeElement) pane.append(button);
  };

  const focusOn = (marks, indexes) => {
    const inside = (mark) => (mark.cluster ? groups.getLeaves(mark.cluster, 1).some((leaf) => indexes.has(leaf.properties.index)) : indexes.has(mark.index));
    (marks.find(inside)?.button ?? map.getContainer()).focus({ preventScroll: true });
  };

  const render = () => {
    const marks = wanted();
    spread(marks);
    const keys = new Set(marks.map((mark) => mark.key));
    for (const [key, mark] of shown) {
      if (keys.has(key)) continue;
      const hadFocus = mark.button === document.activeElement;
      mark.popup?.close();
      mark.marker.remove();
      shown.delete(key);
      if (hadFocus && !focusAfterMove) map.getContainer().focus({ preventScroll: true });
    }
    const present = marks.map((mark) => {
      const built = shown.get(mark.key) ?? build(mark);
      shown.set(mark.key, built);
      built.marker.setLatLng(map.containerPointToLatLng([mark.x, mark.y]));
      built.popup?.setLatLng(built.marker.getLatLng());
      return built;
    });
    putInOrder(present);
    writeNames(marks);
    if (focusAfterMove) focusOn(present, focusAfterMove);
    focusAfterMove = null;
    const singles = present.filter((mark) => mark.kind === "house");
    ask(singles.map((mark) => mark.index)).then(() => singles.forEach(name), () => {});
  };

  for (const [index, { row }] of inList) {
    for (const [event, on] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
      row.addEventListener(event, () => light(`p${index}`, on));
    }
  }
  if (zoomToPoints && all.length) {
    map.fitBounds(L.latLngBounds(all.map(latlng)), { padding: [40, 40], maxZoom: CLOSEST, animate: false });
  }
  map.on("moveend", () => {
    render();
    const inView = [...shown.values()].reduce((sum, { count }) => sum + count, 0);
    status.textContent = fill(words.inView, inView);
  });
  render();
};
