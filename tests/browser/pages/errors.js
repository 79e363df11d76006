// A page that reads why it was refused.
const { base, token, tag } = window.settings;
const send = (path, init) => fetch(`${base}${path}`, { method: "POST", body: "{}", ...init });
const authorization = { Authorization: `Bearer ${token}` };
const requests = [
  send("/v1/events", { headers: { Authorization: "Bearer nobody" } }),
  send("/nowhere", { headers: authorization }),
  send("/v1/events", { headers: { ...authorization, "Content-Type": "text/html" } }),
  send("/v1/events", { headers: authorization, body: " ".repeat(900_000) + "{" }),
  send("/v1/events", { headers: { ...authorization, traceparent: "00", tracestate: "a=b", baggage: "a=b" } }),
  send("/v1/events", { headers: { ...authorization, "Idempotency-Key": tag, "X-Faro-Session-Id": "s", "X-Api-Key": "k" } }),
];
Promise.all(requests.map((request) => request.then((reply) => reply.status, (error) => error.name)))
  .then((statuses) => console.log(`page: ${statuses.join(" ")}`));
