// Grafana Faro on a page that says something again and again, each time in a batch of its own.
import { FetchTransport, initializeFaro } from "@grafana/faro-web-sdk";

const { base, token, tag } = window.settings;
const faro = initializeFaro({
  app: { name: "shop", version: "1.4.0", environment: "test" },
  transports: [
    new FetchTransport({ url: `${base}/collect`, requestOptions: { headers: { Authorization: `Bearer ${token}` } } }),
  ],
});

for (let number = 0; number < 20; number++) {
  setTimeout(() => faro.api.pushLog([`${tag} ${number}`]), 300 * number);
}
