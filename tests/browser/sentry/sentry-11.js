import * as Sentry from "sentry-11";
import { run } from "./page.js";

run(Sentry);
