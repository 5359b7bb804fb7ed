// The map of a search: the same places as the list, as pins. Leaflet is loaded only here, when the map is asked for.
const map = document.getElementById("map");

if (map) draw(map).catch(() => { map.textContent = map.dataset.failure; });

async function draw(element) {
  const [points] = await Promise.all([json(element.dataset.points), script(element.dataset.leaflet), style(element.dataset.leafletCss)]);
  const leaflet = window.L;
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", element.dataset.label);
  const view = leaflet.map(element, { scrollWheelZoom: false, zoomSnap: 0.5, attributionControl: Boolean(element.dataset.credit) });
  if (element.dataset.tiles) leaflet.tileLayer(element.dataset.tiles, { attribution: element.dataset.credit }).addTo(view);
  const pins = leaflet.featureGroup(points.features.map((feature) => pin(leaflet, feature))).addTo(view);
  const [latitude, longitude, zoom] = element.dataset.centre.split(",").map(Number);
  if (points.features.length) view.fitBounds(pins.getBounds().pad(0.1), { maxZoom: 15 });
  else view.setView([latitude, longitude], zoom);
  if (!element.dataset.tiles && !(await outlines(leaflet, view, element.dataset.outlines))) sayPlain(element);
}

// Draw the communes, and tell whether what is in sight is among them: elsewhere the ground stays plain.
async function outlines(leaflet, view, url) {
  const communes = url && await json(url).catch(() => null);
  if (!communes) return false;
  const drawn = leaflet.geoJSON(communes, { interactive: false, className: "map__commune" }).addTo(view);
  const bounds = drawn.getBounds();
  return bounds.isValid() && bounds.contains(view.getCenter());
}

function sayPlain(element) {
  element.append(Object.assign(document.createElement("p"), { className: "map__note", textContent: element.dataset.plain }));
}

function pin(leaflet, { geometry, properties }) {
  const [longitude, latitude] = geometry.coordinates;
  const member = Boolean(properties.ribbon);
  const icon = leaflet.divIcon({
    className: member ? "map__pin map__pin--member" : "map__pin",
    html: member ? drawing(properties.ribbon) : "",
    iconSize: member ? [48, 18] : [16, 16],
  });
  const marker = leaflet.marker([latitude, longitude], { icon, title: properties.name, alt: properties.name, zIndexOffset: member ? 1000 : 0 });
  return marker.bindPopup(popup(properties));
}

// The ribbon is our own drawing; it is parsed as SVG, never as HTML.
function drawing(text) {
  return new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
}

function popup({ name, url, address }) {
  const box = document.createElement("div");
  const link = Object.assign(document.createElement("a"), { href: url, textContent: name });
  box.append(link, document.createElement("br"), address);
  return box;
}

async function json(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

function script(src) {
  return new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject })));
}

function style(href) {
  return new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: reject })));
}
