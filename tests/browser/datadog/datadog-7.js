import { datadogLogs } from "datadog-logs-7";
import { datadogRum } from "datadog-rum-7";
import { run } from "./page.js";

run(datadogRum, datadogLogs);
