import * as Sentry from "sentry-8";
import { run } from "./page.js";

run(Sentry);
