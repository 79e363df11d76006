// What a page with OpenTelemetry sets, and the events that it makes, whatever the version of the SDK.
const { base, token, tag, texts } = window.settings;

export const attributes = { "service.name": "shop", "service.version": "1.4.0" };

export const to = (path) => ({ url: `${base}${path}`, headers: { Authorization: `Bearer ${token}` } });

export function makeEvents(tracer, logger, severityNumber) {
  const span = tracer.startSpan(`${tag}-span`, { attributes: { "enduser.contact": texts.phone } });
  span.addEvent("paid", { card: texts.card });
  span.end();
  logger.emit({ severityNumber, severityText: "ERROR", body: `${tag} log of ${texts.email}`, attributes: { step: 2 } });
  console.log("page: made its events");
}
