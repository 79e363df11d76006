import * as Sentry from "sentry-7";
import { run } from "./page.js";

run(Sentry);
