// A page without an SDK: one event while it lives, the others while it goes away.
const { base, token, tag, texts } = window.settings;
const url = `${base}/v1/events`;
const event = (name) => ({ name: `${tag}-${name}`, message: `of ${texts.email}`, attributes: { card: texts.card } });
const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };

addEventListener("pagehide", () => {
  fetch(url, { method: "POST", keepalive: true, headers, body: JSON.stringify(event("keepalive")) });
  const envelope = (name) => JSON.stringify({ access_token: token, events: [event(name)] });
  // Text needs no preflight, JSON does.
  navigator.sendBeacon(url, envelope("beacon"));
  navigator.sendBeacon(url, new Blob([envelope("json-beacon")], { type: "application/json" }));
});

fetch(url, { method: "POST", headers, body: JSON.stringify(event("fetch")) })
  .then(async (reply) => {
    const id = reply.headers.get("x-request-id");
    console.log(`page: ${reply.status} ${JSON.stringify(await reply.json())} with an id: ${id !== null}`);
  })
  .catch((error) => console.log(`page: failed with ${error.name}`))
  .finally(() => location.assign("gone.html"));
