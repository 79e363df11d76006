// Keeps the page up to date: asks for it again, and shows rates between two of them.

const LEAST_MS = 2000;
/** Rates that a line shows. */
const POINTS = 60;

const pause = document.getElementById("pause");
const rates = new Map();
let last = null;

/** The totals on a page, by filter. */
function totals(main) {
  const all = new Map();
  for (const filter of main.querySelectorAll(".filter")) {
    const counts = {};
    for (const row of filter.querySelectorAll("tr[data-count]")) counts[row.dataset.count] = Number(row.querySelector("[data-value]").dataset.value);
    all.set(filter.dataset.key, counts);
  }
  return all;
}

const shown = (rate) => (rate === 0 ? "0" : rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString("en"));

function showRates(main, now, seconds) {
  for (const filter of main.querySelectorAll(".filter")) {
    const key = filter.dataset.key;
    const [counts, before] = [now.get(key), last?.counts.get(key)];
    // After a restart everything begins at nought again.
    if (before && counts.runs >= before.runs && seconds > 0) {
      const since = (name) => counts[name] - before[name];
      for (const row of filter.querySelectorAll("tr[data-count]")) {
        const name = row.dataset.count;
        const text = name !== "cpu" ? shown(since(name) / seconds) : since("runs") > 0 ? `${(since("cpu") / since("runs")).toFixed(1)} µs` : "–";
        const cell = row.querySelector(".rate");
        cell.textContent = text;
        cell.classList.toggle("is-nought", text === "0" || text === "–");
      }
      const points = rates.get(key) ?? [];
      points.push(since("events") / seconds);
      rates.set(key, points.slice(-POINTS));
    }
    draw(filter.querySelector(".spark"), rates.get(key) ?? []);
  }
}

function draw(svg, points) {
  if (points.length < 2) return;
  const most = Math.max(...points, 1);
  const at = (rate, place) => `${((place * 120) / (POINTS - 1)).toFixed(1)},${(26.5 - (rate * 24) / most).toFixed(1)}`;
  const from = POINTS - points.length;
  const path = points.map((rate, place) => at(rate, from + place)).join(" ");
  const shape = (name, value) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    element.setAttribute("points", value);
    return element;
  };
  const left = ((from * 120) / (POINTS - 1)).toFixed(1);
  svg.replaceChildren(shape("polygon", `${left},28 ${path} 120,28`), shape("polyline", path));
}

/** Takes what a person did to the page over to the next one. */
function keep(from, to) {
  const byKey = (key) => to.querySelector(`details[data-key="${CSS.escape(key)}"]`);
  for (const open of from.querySelectorAll("details[open]")) byKey(open.dataset.key)?.setAttribute("open", "");
  const focused = document.activeElement?.closest("details[data-key]")?.dataset.key;
  return () => focused !== undefined && byKey(focused)?.querySelector("summary").focus({ preventScroll: true });
}

async function refresh() {
  const reply = await fetch("filters", { headers: { accept: "text/html" } });
  if (!reply.ok) throw new Error(reply.statusText);
  const next = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("main");
  const at = performance.now();
  const counts = totals(next);
  const main = document.querySelector("main");
  showRates(next, counts, last ? (at - last.at) / 1000 : 0);
  last = { at, counts };
  const focus = keep(main, next);
  main.replaceWith(document.adoptNode(next));
  focus();
}

const isPaused = () => pause.getAttribute("aria-pressed") === "true";
const isSelecting = () => getSelection()?.type === "Range";

async function follow() {
  const began = performance.now();
  try {
    if (!isPaused() && !document.hidden && !isSelecting()) await refresh();
    document.body.classList.remove("is-lost");
    pause.title = "";
  } catch (error) {
    pause.title = `The service does not answer: ${error.message}`;
    document.body.classList.add("is-lost");
  }
  // A page that takes long to make is asked for less often.
  setTimeout(follow, Math.max(LEAST_MS, 20 * (performance.now() - began)));
}

pause.hidden = false;
pause.addEventListener("click", () => {
  pause.setAttribute("aria-pressed", String(!isPaused()));
  pause.textContent = isPaused() ? "Go on" : "Pause";
});
last = { at: performance.now(), counts: totals(document.querySelector("main")) };
setTimeout(follow, LEAST_MS);
