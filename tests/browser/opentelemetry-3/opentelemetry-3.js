import { SeverityNumber } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { attributes, makeEvents, to } from "../pages/telemetry.js";

export function run(LogExporter, TraceExporter) {
  const resource = resourceFromAttributes(attributes);
  const tracing = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new TraceExporter(to("/v1/traces")) })],
  });
  const logging = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: new LogExporter(to("/v1/logs")) })],
  });
  makeEvents(tracing.getTracer("page"), logging.getLogger("page"), SeverityNumber.ERROR);
  if (window.settings.flushes) {
    [tracing, logging].forEach((provider) => provider.forceFlush().catch(() => console.log("page: gave up")));
  }
}
