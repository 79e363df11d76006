import { datadogLogs } from "datadog-logs-5";
import { datadogRum } from "datadog-rum-5";
import { run } from "./page.js";

run(datadogRum, datadogLogs);
