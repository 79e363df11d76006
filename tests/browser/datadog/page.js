import { leaveWhenTold } from "../pages/leaving.js";

// A page with Datadog's SDKs, as its documentation has it: what is set is the proxy, the token and what an application is called.
export function run(datadogRum, datadogLogs) {
  const { base, key, texts, steady } = window.settings;
  const settings = { clientToken: key, proxy: `${base}/datadog`, service: "shop", env: "test", version: "1.4.0" };
  datadogRum.init({ ...settings, applicationId: "app", sessionSampleRate: 100, trackUserInteractions: false });
  datadogLogs.init({ ...settings, sessionSampleRate: 100 });
  datadogRum.setUser({ id: "u-1", email: texts.email });
  if (steady) {
    goOn(datadogRum, datadogLogs);
  } else {
    makeOneOfEach(datadogRum, datadogLogs);
  }
}

// Events of several kilobytes, so that none waits for others: what is sent as a page goes away is sent once.
function goOn(datadogRum, datadogLogs) {
  const { tag } = window.settings;
  const padding = "x".repeat(6_000);
  for (let number = 0; number < 8; number++) {
    setTimeout(() => {
      datadogRum.addError(new Error(`${tag} error ${number}`), { padding });
      datadogRum.addAction(`${tag} action ${number}`, { padding });
      datadogLogs.logger.info(`${tag} log ${number}`, { padding });
    }, 250 * number);
  }
  setTimeout(leaveWhenTold, 250 * 8);
}

function makeOneOfEach(datadogRum, datadogLogs) {
  const { tag, texts, flushes } = window.settings;
  datadogRum.addError(new Error(`${tag} card ${texts.card} was refused`), { caller: texts.phone });
  datadogRum.addAction(`${tag}-action`, { caller: texts.phone });
  datadogLogs.logger.info(`${tag} log of ${texts.email}`, { caller: texts.phone });
  datadogLogs.logger.error(`${tag} failed`, { caller: texts.phone }, new Error(`${tag} of ${texts.email}`));
  console.log("page: made its events");
  // What is waiting is sent when the page goes away.
  if (!flushes) {
    setTimeout(() => (location.href = "gone.html"), 500);
  } else {
    setTimeout(() => dispatchEvent(new Event("beforeunload")), 500);
  }
}
