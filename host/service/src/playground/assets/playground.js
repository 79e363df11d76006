import { bytes, change, el, line, made, micros, plain } from "./values.js";

const find = (id) => document.getElementById(id);
const fill = (element, ...children) => element.replaceChildren(...children.flat().filter((child) => child !== null));
const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

/** After the last key, so that half a word is not run. */
const PAUSE_MS = 450;
const FOLLOW_MS = 2000;

const state = { catalog: null, following: null, timer: 0, asked: null, newest: 0 };

// Examples.

const EXAMPLES = {
  "One of each kind": [
    { kind: "log", level: "error", name: "checkout", message: "card 4111 1111 1111 1111 of ann@example.com refused", attributes: { phone: "+1-415-555-0132" } },
    { kind: "event", name: "click", page: { url: "https://shop.example/orders/18422?email=ann@example.com" }, session: "3f1c9b52", attributes: { element: "button#pay" } },
    { kind: "exception", name: "TypeError", message: "x is undefined, user bob@example.org", attributes: { stack: "at pay (https://shop.example/app.js:10:5)" } },
    { kind: "measurement", name: "web-vitals", values: { lcp: 1874.5, cls: 0.02 }, page: { url: "https://shop.example/cart" } },
    { kind: "span", name: "GET /api/orders/18422", trace: { trace_id: "0af7651916cd43dd8448eb211c80319c", span_id: "b7ad6b7169203331" }, values: { duration_ms: 42.7 }, attributes: { "http.status_code": 200, "user.id": "agent-77" } },
    { kind: "report", name: "csp-violation", message: "blocked https://evil.example/?token=sk_live_51HxaBcDeFgHiJkLmNoPqRsTu", page: { url: "https://shop.example/" } },
  ],
  "A log": { kind: "log", level: "error", name: "checkout", message: "card 4111 1111 1111 1111 of ann@example.com refused", attributes: { phone: "+1-415-555-0132" } },
  "Grafana Faro": {
    meta: { app: { name: "shop", version: "2.1.0" }, session: { id: "3f1c9b52" }, page: { url: "https://shop.example/cart" } },
    logs: [{ message: "call me at +1-415-555-0132", level: "info", timestamp: "2026-11-22T10:00:00.000Z" }],
    exceptions: [{ type: "Error", value: "no such order of ann@example.com", timestamp: "2026-11-22T10:00:01.000Z" }],
  },
  "OpenTelemetry": {
    resourceLogs: [{
      resource: { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] },
      scopeLogs: [{ logRecords: [{ severityText: "WARN", body: { stringValue: "login of ann@example.com from 203.0.113.9" } }] }],
    }],
  },
};

// Asking the service.

async function ask(path, body) {
  const request = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal: state.asked.signal };
  const reply = await fetch(`/playground/${path}`, request);
  const said = await reply.json();
  if (!reply.ok) throw new Error((said.errors ?? [reply.statusText]).join("\n"));
  return said;
}

const VIEWS = {
  chain: { view: find("chain-view"), problem: find("chain-problem"), run: runChain },
  compare: { view: find("compare-view"), problem: find("compare-problem"), run: runCompare },
};
const current = () => (location.hash === "#compare" ? "compare" : "chain");

function soon() {
  clearTimeout(state.timer);
  state.timer = setTimeout(run, PAUSE_MS);
}

async function run() {
  clearTimeout(state.timer);
  if (!state.catalog) return;
  state.asked?.abort();
  const asked = (state.asked = new AbortController());
  const { view, problem, run } = VIEWS[current()];
  find("state").textContent = "Running…";
  view.setAttribute("aria-busy", "true");
  const started = performance.now();
  try {
    await run();
    problem.hidden = true;
    find("state").textContent = `Done in ${Math.round(performance.now() - started)} ms, compiling included`;
  } catch (error) {
    if (asked.signal.aborted) return;
    problem.hidden = false;
    problem.textContent = error.message;
    find("state").textContent = "Failed";
    document.querySelectorAll("#steps > .step, #result").forEach((step) => step.classList.add("is-stale"));
  }
  view.setAttribute("aria-busy", "false");
}

// Step by step.

const chain = () => state.catalog.chains.find((chain) => chain.id === find("chain").value);

function showChain() {
  fill(find("steps"), chain().filters.map(card));
  find("result").hidden = true;
  fill(find("flow"));
}

/** The card of one filter. Its settings stay while results come and go. */
function card(filter) {
  const settings = el("textarea", { rows: Math.min(14, filter.settings.split("\n").length + 1), value: filter.settings, spellcheck: false, autocomplete: "off" });
  settings.setAttribute("aria-label", `Settings of ${filter.name}`);
  const reset = el("button", { type: "button", className: "plain", disabled: true }, "As configured");
  const edited = () => {
    reset.disabled = settings.value === filter.settings;
    soon();
  };
  settings.addEventListener("input", edited);
  reset.addEventListener("click", () => {
    settings.value = filter.settings;
    edited();
  });
  const described = filter.described.map(({ name, about }) => [el("dt", {}, name), el("dd", {}, about ?? "")]);
  return el(
    "li",
    { className: "card step" },
    el("div", { className: "row" },
      el("h3", {}, filter.name),
      el("span", { className: "tag" }, filter.chain === "edge" ? "edge chain" : filter.chain === "default" ? "default chain" : "tenant's chain"),
      el("span", { className: "outcome" }),
      el("span", { className: "cost numbers" })),
    el("div", { className: "result" }),
    el("details", { className: "settings" },
      el("summary", {}, "Edit settings"),
      settings,
      el("div", { className: "row" }, reset, el("span", { className: "faint small" }, `for this page only; it may ${filter.allow.join(", ")}`)),
      described.length > 0 ? el("dl", {}, described) : null),
  );
}

async function runChain() {
  const filters = chain().filters;
  const edits = filters.map((filter, at) => {
    const settings = find("steps").children[at].querySelector("textarea").value;
    return settings === filter.settings ? {} : { settings };
  });
  const { runs } = await ask("run", { chain: chain().id, events: find("events").value, filters: edits });
  [...find("steps").children].forEach((card, at) => {
    card.classList.remove("is-stale");
    showStep(card, runs.map((run) => run.steps[at]), runs.length > 1);
  });
  showFlow(runs);
  showResult(runs);
}

const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

/** What one filter did to each batch; undefined where a filter before it ended the run. */
function showStep(card, steps, many) {
  const ran = steps.filter((step) => step !== undefined);
  const failed = ran.find((step) => step.failed);
  card.classList.toggle("is-failed", failed !== undefined);
  const outcome = ran.length === 0 ? "not run" : failed ? failed.outcome.replaceAll("_", " ") : "ok";
  const kind = ran.length === 0 ? "tag" : failed ? "tag bad" : "tag good";
  fill(card.querySelector(".outcome"), el("span", { className: kind }, outcome));
  fill(card.querySelector(".cost"), ran.length === 0 ? [] : costs(ran));
  const said = [];
  for (const step of ran) {
    if (step.detail) said.push(el("div", { className: "notice" }, step.detail));
    step.logged.forEach(({ level, message }) => said.push(el("div", { className: "small" }, el("span", { className: level === "error" || level === "warn" ? "tag warn" : "tag" }, level), " ", message)));
  }
  const receipts = totals(ran.flatMap((step) => step.receipts));
  const counters = totals(ran.flatMap((step) => step.counters));
  const chips = [
    ...receipts.map(([name, count]) => el("span", { className: "tag note" }, `took ${name} ${count}`)),
    ...counters.map(([name, count]) => el("span", { className: "tag" }, `${name} +${count}`)),
  ];
  const changed = steps.flatMap((step, batch) => (step?.events ?? []).map((event) => [many ? `${batch + 1}/${event.event}` : `${event.event}`, event]));
  fill(
    card.querySelector(".result"),
    said,
    chips.length > 0 ? el("div", { className: "chips" }, chips) : null,
    changed.length > 0 ? table(changed) : ran.length > 0 && !failed ? el("p", { className: "faint small" }, "No event was changed.") : null,
  );
}

function costs(steps) {
  const { limits } = steps[0];
  const cpu = Math.max(...steps.map((step) => step.cpu_us));
  const memory = Math.max(...steps.map((step) => step.memory_bytes));
  const calls = Math.max(...steps.map((step) => step.host_calls));
  const start = Math.max(...steps.map((step) => step.start_us));
  const cost = (title, amount, what) => el("span", { title }, el("b", {}, amount), ` ${what}`);
  return [
    cost(`processor time, the sandbox's start (${micros(start)}) included; the limit is ${micros(limits.cpu_us)}`, micros(cpu), "CPU"),
    cost(`linear memory at the end; the limit is ${bytes(limits.memory_bytes)}`, bytes(memory), "memory"),
    cost(`calls into the host; the limit is ${limits.host_calls}`, `${calls}`, calls === 1 ? "host call" : "host calls"),
  ];
}

function totals(counted) {
  const by = new Map();
  counted.forEach(({ name, count }) => by.set(name, (by.get(name) ?? 0) + count));
  return [...by];
}

function verb({ before, after }) {
  if (before === null) return ["tag good", "added"];
  if (after === null) return ["tag note", "removed"];
  return /\[(redacted:[\w-]+|[\w-]+:[0-9a-f]{8,})\]/.test(after) ? ["tag note", "took"] : ["tag warn", "changed"];
}

/** Changes in the order of their events. What was done to several events alike is told once. */
function table(changed) {
  const alike = new Map();
  for (const [number, event] of changed) {
    for (const it of event.dropped ? [null] : event.changes) {
      const key = JSON.stringify(it);
      if (!alike.has(key)) alike.set(key, { it, numbers: [] });
      alike.get(key).numbers.push(number);
    }
  }
  let above = "";
  const rows = [...alike.values()].map(({ it, numbers }) => {
    const events = numbers.length > 3 ? `${numbers[0]} and ${numbers.length - 1} more` : numbers.join(", ");
    const [className, word] = it ? verb(it) : ["tag warn", "dropped"];
    const row = el("tr", { className: events === above ? "same-event" : "" },
      el("td", { className: "event", title: numbers.join(", ") }, events === above ? "" : events),
      el("td", { className: it ? "path mono" : "path faint" }, it ? it.path : "the event"),
      el("td", { className: "what" }, el("span", { className }, word)),
      el("td", {}, it ? change(it.before, it.after) : ""));
    above = events;
    return row;
  });
  const head = ["Event", "Path", "", "Before and after"].map((text) => el("th", { scope: "col" }, text));
  return el("table", { className: "changes" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows));
}

function showFlow(runs) {
  const events = sum(runs, (run) => run.events);
  const lines = sum(runs, (run) => run.lines.length);
  const step = (text) => el("li", {}, el("span", { className: "tag" }, text));
  fill(find("flow"), step(count(events, "event")), chain().filters.map((filter) => step(filter.name)), runs.some((run) => run.guard) ? step("guard") : null, step(count(lines, "line")));
}

const ENDS = { written: "tag good", withheld: "tag warn" };

function showResult(runs) {
  const result = find("result");
  result.hidden = false;
  result.classList.remove("is-stale");
  const ends = [...new Set(runs.map((run) => run.end))];
  find("end").className = ENDS[ends[0]] ?? "tag bad";
  find("end").textContent = ends.join(", ");
  const guard = runs.flatMap((run) => run.guard?.findings ?? []).map(({ kind, action, count }) => el("span", { className: "tag warn" }, `guard: ${action} ${kind} ${count}`));
  const guarded = runs.flatMap((run) => (run.guard?.events ?? []).map((event) => [`${event.event}`, event]));
  fill(
    find("lines"),
    guard.length > 0 ? el("div", { className: "chips" }, guard) : null,
    guarded.length > 0 ? table(guarded) : null,
    el("div", { className: "lines" }, runs.flatMap((run) => run.lines).map(showLine)),
  );
}

function showLine(text, at, all) {
  const { kind, name, message, withheld } = JSON.parse(text);
  const about = withheld ? [el("span", { className: "tag warn" }, "withheld")] : [el("span", { className: "tag" }, kind), " ", [name, message].filter(Boolean).join(": ")];
  return el("details", { open: all.length <= 2 }, el("summary", {}, `${at + 1} `, ...about), line(text));
}

// Two versions.

const versions = () => [...document.querySelectorAll(".version")];

function showVersions() {
  const names = state.catalog.components.map((path) => path.split("/").pop());
  // With its directory where the name alone does not tell.
  const shown = (path, at) => (names.indexOf(names[at]) === names.lastIndexOf(names[at]) ? names[at] : path.split("/").slice(-2).join("/"));
  const configured = new Map(state.catalog.chains.flatMap((chain) => chain.filters).map((filter) => [filter.component, filter.settings]));
  const candidates = state.catalog.chains.flatMap((chain) => chain.filters).find((filter) => filter.candidate);
  const first = candidates?.component ?? chain()?.filters.at(-1)?.component ?? state.catalog.components[0];
  const chosen = { old: first, new: candidates?.candidate ?? first };
  for (const version of versions()) {
    const select = version.querySelector("select");
    const settings = version.querySelector("textarea");
    fill(select, state.catalog.components.map((path, at) => el("option", { value: path, title: path }, shown(path, at))));
    const take = () => (settings.value = configured.get(select.value) ?? settings.value ?? "{}");
    select.value = chosen[version.dataset.version];
    settings.value = "{}";
    take();
    select.addEventListener("change", () => (take(), soon()));
    settings.addEventListener("input", soon);
  }
}

async function runCompare() {
  const [old, made] = versions().map((version) => ({ component: version.querySelector("select").value, settings: version.querySelector("textarea").value }));
  const found = await ask("compare", { events: find("events").value, old, new: made });
  showVerdict(found);
  showDifferences(found.differences);
  showSideBySide(found);
}

function showVerdict(found) {
  const [kind, text] = found.takes_less
    ? ["notice", "The new version takes less away than the old one, or fails where the old one does not."]
    : found.differs
      ? ["notice warn", "The new version takes away all that the old one takes, and differs otherwise."]
      : ["notice good", "The new version does the same as the old one."];
  const { old, new: made } = found.cpu_us_per_event;
  const failing = Object.entries(found.newly_failing).map(([how, batches]) => ` Only the new one fails: ${how}, ${count(batches, "batch")}.`);
  fill(
    find("verdict"),
    el("div", { className: kind }, text, failing),
    el("p", { className: "faint small numbers" }, `${found.equal} of ${count(found.events, "event")} equal. Processor time for an event: ${made} µs, old ${old} µs (${found.slowdown.toFixed(2)} times).`),
  );
}

const MEANINGS = { fewer: "tag bad", more: "tag good", other: "tag warn" };

function showDifferences(differences) {
  const section = find("differences");
  section.hidden = differences.length === 0;
  const head = ["The new one takes", "Path", "Rule", "Count"].map((text) => el("th", { scope: "col" }, text));
  const rows = differences.map(({ meaning, path, rule, count }) =>
    el("tr", {}, el("td", {}, el("span", { className: MEANINGS[meaning] ?? "tag" }, meaning)), el("td", { className: "mono" }, path), el("td", {}, rule), el("td", { className: "numbers" }, `${count}`)));
  fill(section.querySelector("div"), el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)));
}

/** By event and path, what each version made of a value. */
function showSideBySide({ runs }) {
  const rows = [];
  runs.old.forEach((old, batch) => {
    const numbers = new Map();
    for (const [which, run] of [["old", old], ["new", runs.new[batch]]]) {
      for (const event of run.steps[0]?.events ?? []) {
        const paths = numbers.get(event.event) ?? new Map();
        numbers.set(event.event, paths);
        if (event.dropped) paths.set("", { ...paths.get(""), dropped: true, [which]: null, sent: null });
        for (const it of event.changes) paths.set(it.path, { ...paths.get(it.path), sent: it.before, [which]: it.after });
      }
    }
    for (const [event, paths] of [...numbers].sort(([a], [b]) => a - b)) {
      [...paths].forEach(([path, values], at) => rows.push(row(at > 0 ? "" : runs.old.length > 1 ? `${batch + 1}/${event}` : `${event}`, path, values)));
    }
  });
  const section = find("side-by-side");
  section.hidden = rows.length === 0;
  const head = ["Event", "Path", "Sent", "Old", "New"].map((text) => el("th", { scope: "col", className: text.toLowerCase() }, text));
  fill(section.querySelector("div"), el("table", { className: "changes side" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)));
}

function row(number, path, values) {
  const cell = (which) => {
    if (!values.dropped) return made(values.sent, values[which]);
    return el("div", { className: "value" }, values[which] === null ? el("ins", {}, "dropped") : "kept");
  };
  const differs = values.old !== values.new;
  return el("tr", { className: number === "" ? "same-event" : "" },
    el("td", { className: "event" }, number),
    el("td", { className: "path mono" }, values.dropped ? "the event" : path, differs ? el("div", {}, el("span", { className: "tag warn" }, "differs")) : null),
    el("td", {}, values.dropped ? "" : plain(values.sent)),
    el("td", {}, cell("old")),
    el("td", {}, cell("new")));
}

// What came to port 8107.

async function showRecent() {
  const recent = await ask("recent");
  const select = find("source");
  const chosen = select.value;
  fill(find("recent"), recent.map(({ number, at, events }) => el("option", { value: `recent:${number}` }, `${at.slice(11, 19)}, ${count(events, "event")}`)));
  find("recent").disabled = recent.length === 0;
  if ([...select.options].some((option) => option.value === chosen)) select.value = chosen;
  const [last] = recent;
  if (find("follow").checked && last && last.number > state.newest) {
    select.value = `recent:${last.number}`;
    await take();
  }
  state.newest = Math.max(state.newest, last?.number ?? 0);
}

/** Puts what is chosen into the batch, and runs it. */
async function take() {
  const chosen = find("source").value;
  if (chosen.startsWith("recent:")) find("events").value = (await ask(`recent/${chosen.slice(7)}`)).lines;
  else find("events").value = JSON.stringify(EXAMPLES[chosen], null, 2);
  await run();
}

function follow() {
  clearInterval(state.following);
  if (find("follow").checked) state.following = setInterval(() => document.hidden || showRecent().catch(said), FOLLOW_MS);
}

function said(error) {
  find("state").textContent = error.message;
}

// The page.

function showView() {
  for (const [name, { view }] of Object.entries(VIEWS)) {
    view.hidden = name !== current();
    find(`to-${name}`).setAttribute("aria-current", name === current() ? "page" : "false");
  }
  run();
}

async function start() {
  fill(find("examples"), Object.keys(EXAMPLES).map((name) => el("option", { value: name }, name)));
  find("events").value = JSON.stringify(Object.values(EXAMPLES)[0], null, 2);
  find("run").addEventListener("click", run);
  find("events").addEventListener("input", soon);
  find("source").addEventListener("change", () => take().catch(said));
  find("source").addEventListener("focus", () => showRecent().catch(said));
  find("follow").addEventListener("change", follow);
  find("chain").addEventListener("change", () => (showChain(), run()));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
  addEventListener("hashchange", showView);
  try {
    state.catalog = await ask("catalog");
  } catch (error) {
    VIEWS[current()].problem.hidden = false;
    VIEWS[current()].problem.textContent = error.message;
    return;
  }
  const { chains, problems, filters_page } = state.catalog;
  find("filters-page").href = filters_page;
  fill(find("chain"), chains.map(({ id, name }) => el("option", { value: id }, name)));
  showChain();
  showVersions();
  await showRecent().catch(said);
  showView();
  if (problems.length > 0) find("state").textContent = problems.join("; ");
}

start();
