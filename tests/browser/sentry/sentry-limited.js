// A page that fails again and again, faster than its key allows, and then goes away.
import * as Sentry from "sentry-11";
import { start } from "./page.js";

start(Sentry);
for (let number = 0; number < 12; number++) {
  setTimeout(() => Sentry.captureException(new Error(`${window.settings.tag} failure ${number}`)), 250 * number);
}
// What the SDK has dropped it says when the page is hidden, after the limit has ended.
setTimeout(() => (location.href = "gone.html"), 9_000);
