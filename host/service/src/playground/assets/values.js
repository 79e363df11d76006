// Values of events as elements of the page. They come as JSON text, and every text gets into the page as text.

/** An element with properties, attributes that begin with "aria-" or "data-", and children: elements and texts. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-")) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// What filters put in the place of what they take: [redacted:RULE] and [RULE:0123456789abcdef].
const MARK = /\[(?:redacted:[A-Za-z0-9-]{1,32}|[A-Za-z0-9-]{1,32}:[0-9a-f]{8,})\]/g;

// Characters that change how a text is shown, or cannot be seen.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function visible(text) {
  return text.replace(HIDDEN, (it) => "\\u" + it.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** Parts of two texts: [same, text] or [differs, text] for each. */
function parts(before, after) {
  const marks = [...after.matchAll(MARK)];
  if (marks.length > 0) {
    const kept = [];
    let from = 0;
    for (const mark of marks) {
      kept.push(after.slice(from, mark.index));
      from = mark.index + mark[0].length;
    }
    kept.push(after.slice(from));
    const aligned = align(before, kept);
    if (aligned) {
      const written = [];
      kept.forEach((text, at) => {
        written.push([false, text]);
        if (at < marks.length) written.push([true, marks[at][0]]);
      });
      return [aligned, written];
    }
  }
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const cut = (text) => [
    [false, text.slice(0, head)],
    [true, text.slice(head, text.length - tail)],
    [false, text.slice(text.length - tail)],
  ];
  return [cut(before), cut(after)];
}

// Where in the text what was kept of it stands: the first from the start, the last from the end, the others in order.
function align(text, kept) {
  const last = kept[kept.length - 1];
  if (!text.startsWith(kept[0]) || !text.endsWith(last)) return null;
  const end = text.length - last.length;
  const found = [[false, kept[0]]];
  let at = kept[0].length;
  for (const part of kept.slice(1, -1)) {
    const start = text.indexOf(part, at);
    if (start < 0 || start + part.length > end) return null;
    found.push([true, text.slice(at, start)], [false, part]);
    at = start + part.length;
  }
  if (at > end) return null;
  found.push([true, text.slice(at, end)], [false, last]);
  return found;
}

function marked(pieces, name) {
  return pieces.filter(([, text]) => text !== "").map(([differs, text]) => (differs ? el(name, {}, visible(text)) : visible(text)));
}

// A text is compared without its quotes, so that the quotes are not a part of what differs.
function inner(json) {
  return json.startsWith('"') ? json.slice(1, -1) : json;
}

/** What one value became: two lines, or one where it was removed or added. */
export function change(before, after) {
  if (before === null) return el("div", { className: "values" }, el("div", { className: "value after" }, el("ins", {}, visible(after))));
  if (after === null) return el("div", { className: "values" }, el("div", { className: "value before" }, el("del", {}, visible(before))));
  const [old, made] = parts(inner(before), inner(after));
  return el(
    "div",
    { className: "values" },
    el("div", { className: "value before" }, marked(old, "del")),
    el("div", { className: "value after" }, marked(made, "ins")),
  );
}

/** What was sent and what a version made of it, as two cells of a table. `made` is undefined where it was left as it was. */
export function made(sent, made) {
  if (made === undefined) return el("div", { className: "value faint" }, "unchanged");
  if (made === null) return el("div", { className: "value" }, el("ins", {}, "removed"));
  if (sent === null) return el("div", { className: "value" }, el("ins", {}, visible(made)));
  return el("div", { className: "value" }, marked(parts(inner(sent), inner(made))[1], "ins"));
}

export function plain(json) {
  return json === null ? el("div", { className: "value faint" }, "nothing") : el("div", { className: "value" }, visible(inner(json)));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** A line of JSON, indented. Its tokens are kept as they are: a number is not read. */
export function line(text) {
  const out = el("pre");
  let depth = 0;
  const tokens = text.match(TOKEN) ?? [];
  const feed = () => out.append("\n" + "  ".repeat(depth));
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token === "{" || token === "[") {
      out.append(token);
      depth++;
      if (next !== "}" && next !== "]") feed();
    } else if (token === "}" || token === "]") {
      depth--;
      if (tokens[at - 1] !== "{" && tokens[at - 1] !== "[") feed();
      out.append(token);
    } else if (token === ",") {
      out.append(token);
      feed();
    } else if (token === ":") {
      out.append(": ");
    } else if (next === ":") {
      out.append(el("span", { className: "key" }, visible(token)));
    } else {
      let from = 0;
      for (const mark of token.matchAll(MARK)) {
        out.append(visible(token.slice(from, mark.index)), el("span", { className: "mark" }, mark[0]));
        from = mark.index + mark[0].length;
      }
      out.append(visible(token.slice(from)));
    }
  });
  return out;
}

export function micros(us) {
  return us < 100 ? `${us.toFixed(1)} µs` : us < 10_000 ? `${Math.round(us)} µs` : `${(us / 1000).toFixed(1)} ms`;
}

export function bytes(count) {
  return count < 1 << 20 ? `${Math.ceil(count / 1024)} KiB` : `${(count / (1 << 20)).toFixed(1)} MiB`;
}
