import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { run } from "./opentelemetry-2.js";

run(OTLPLogExporter, OTLPTraceExporter);
