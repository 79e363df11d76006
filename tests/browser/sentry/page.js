import { leaveWhenTold } from "../pages/leaving.js";

// A page with Sentry, as its documentation has it: what is set is the address, the release, and what of it is switched on.
function start(Sentry) {
  const { base, key } = window.settings;
  // Version 7 has spans only where it is asked for them.
  Sentry.addTracingExtensions?.();
  Sentry.init({
    dsn: `${base.replace("://", `://${key}@`)}/42`,
    release: "shop@1.4.0",
    environment: "test",
    tracesSampleRate: 1,
    enableLogs: true,
    sendDefaultPii: true,
  });
}

export function run(Sentry) {
  start(Sentry);
  if (window.settings.steady) {
    failAgainAndAgain(Sentry);
  } else {
    makeOneOfEach(Sentry);
  }
}

// What the SDK has dropped it says when the page is hidden.
function failAgainAndAgain(Sentry) {
  for (let number = 0; number < 12; number++) {
    setTimeout(() => Sentry.captureException(new Error(`${window.settings.tag} failure ${number}`)), 250 * number);
  }
  setTimeout(leaveWhenTold, 250 * 12);
}

function makeOneOfEach(Sentry) {
  const { tag, texts } = window.settings;
  Sentry.setUser({ id: "u-1", email: texts.email, ip_address: "{{auto}}" });
  Sentry.setTag("caller", texts.phone);
  Sentry.addBreadcrumb({ category: "call", message: `of ${texts.email}`, data: { url: `/api?mail=${texts.email}` } });
  try {
    throw new TypeError(`cause with ${texts.card}`);
  } catch (cause) {
    Sentry.captureException(new Error(`${tag} card ${texts.card} was refused`, { cause }));
  }
  Sentry.captureMessage(`${tag} message of ${texts.email}`, "warning");
  Sentry.startSpan({ name: `${tag}-span`, op: "test" }, () => {});
  Sentry.logger?.info?.(`${tag} log of ${texts.email}`, { caller: texts.phone });
  Sentry.captureFeedback?.({ message: `${tag} feedback of ${texts.email}`, email: texts.email, name: "Ann" });
  Sentry.flush();
  console.log("page: made its events");
}
