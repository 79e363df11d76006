// Grafana Faro as a page has it: what is set is the address, the application and the token.
import { FetchTransport, initializeFaro } from "@grafana/faro-web-sdk";

const { base, token, tag, texts } = window.settings;
const faro = initializeFaro({
  app: { name: "shop", version: "1.4.0", environment: "test" },
  transports: [
    new FetchTransport({ url: `${base}/collect`, requestOptions: { headers: { Authorization: `Bearer ${token}` } } }),
  ],
});

faro.api.pushLog([`${tag} log of ${texts.email}`]);
faro.api.pushEvent(`${tag}-event`, { contact: texts.phone });
faro.api.pushError(new Error(`${tag} card ${texts.card} was refused`));
faro.api.pushMeasurement({ type: `${tag}-measurement`, values: { checkout_ms: 77.1 } });
console.log("page: made its events");
