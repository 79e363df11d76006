import * as Sentry from "sentry-9";
import { run } from "./page.js";

run(Sentry);
