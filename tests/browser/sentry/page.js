// A page with Sentry, as its documentation has it: what is set is the address, the release, and what of it is switched on.
export function start(Sentry) {
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
  const { tag, texts } = window.settings;
  start(Sentry);
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
