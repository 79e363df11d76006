// OpenTelemetry's web SDK as a page has it: what is set is the address, the resource and the token.
import { SeverityNumber } from "@opentelemetry/api-logs";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { BatchSpanProcessor, WebTracerProvider } from "@opentelemetry/sdk-trace-web";

export function run(LogExporter, TraceExporter) {
  const { base, token, tag, texts } = window.settings;
  const resource = resourceFromAttributes({ "service.name": "shop", "service.version": "1.4.0" });
  const to = (path) => ({ url: `${base}${path}`, headers: { Authorization: `Bearer ${token}` } });

  const tracing = new WebTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new TraceExporter(to("/v1/traces")))],
  });
  const span = tracing.getTracer("page").startSpan(`${tag}-span`, { attributes: { "enduser.contact": texts.phone } });
  span.addEvent("paid", { card: texts.card });
  span.end();

  const logging = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: new LogExporter(to("/v1/logs")) })],
  });
  logging.getLogger("page").emit({
    severityNumber: SeverityNumber.ERROR,
    severityText: "ERROR",
    body: `${tag} log of ${texts.email}`,
    attributes: { step: 2 },
  });
  console.log("page: made its events");
}
