import * as Sentry from "sentry-10";
import { run } from "./page.js";

run(Sentry);
