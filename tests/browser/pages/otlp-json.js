import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { run } from "./opentelemetry-2.js";

run(OTLPLogExporter, OTLPTraceExporter);
