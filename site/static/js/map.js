// The map of initiatives: fetched only when it comes near the screen, so that who never sees it pays nothing.
// The element's data attributes say where everything is; see templates/initiatives/map_attributes.html.
const element = document.querySelector("[data-map]");

const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
};

const stylesheet = (address) =>
  new Promise((done, failed) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });

const wordsOf = (dataset) =>
  Object.fromEntries(
    Object.entries(dataset)
      .filter(([name]) => name.startsWith("word"))
      .map(([name, text]) => [name[4].toLowerCase() + name.slice(5), text]),
  );

const start = async () => {
  const { area, libraries, points, source, styles, titles, tiles, tilesCredit, view } = element.dataset;
  const addresses = [view, points, ...libraries.split(/\s+/)];
  const [land, places, [{ drawMap }, { showPoints }]] = await Promise.all([
    json(area),
    json(source),
    Promise.all(addresses.map((address) => import(address))),
    ...styles.split(/\s+/).map(stylesheet),
  ]);
  const words = wordsOf(element.dataset);
  const filters = new URL(source, location.href).searchParams;
  filters.delete("volgorde");
  const drawn = drawMap(element, { land, words, tiles, tilesCredit });
  showPoints(drawn, {
    places,
    words,
    rows: [...document.querySelectorAll("#panel-list .rows > li")],
    fetchTitles: (keys) => json(`${titles}?van=${keys}`),
    zoomToPoints: [...filters].length > 0,
  });
};

if (element) {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      start().catch(() => {
        const sorry = document.createElement("p");
        sorry.className = "caption inset";
        sorry.setAttribute("role", "status");
        sorry.textContent = element.dataset.wordFailed;
        element.after(sorry);
      });
    },
    { rootMargin: "200px" },
  );
  near.observe(element);
}
