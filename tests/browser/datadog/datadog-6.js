import { datadogLogs } from "datadog-logs-6";
import { datadogRum } from "datadog-rum-6";
import { run } from "./page.js";

run(datadogRum, datadogLogs);
