//! SDKs whose formats are not taken: the status that ends their tries, in words.

use crate::plain;
use sluice_tests::{Genesys, Setup};

#[test]
fn snowplow_is_told_to_stop_where_it_would_send_again_for_ever() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("cors.domain", "shop.example").start();
    let page = "https://shop.example";
    for (method, path) in [("POST", "/com.snowplowanalytics.snowplow/tp2"), ("GET", "/i?e=pv&url=x")] {
        let ask = || service.ask().without("authorization").path(path).header("origin", page);
        let reply = ask().method(method).body("{}").send();
        reply.refuses(410, "not_taken");
        assert!(reply.text().contains("Snowplow"), "{}", reply.text());
        assert_eq!(reply.header("access-control-allow-origin"), page);
        // It sends with credentials, after a preflight.
        let preflight = ask().method("OPTIONS").header("access-control-request-method", "POST").send();
        assert_eq!((preflight.status, preflight.header("access-control-allow-credentials")), (204, "true"));
    }
    service.wrote_nothing(0);
}

#[test]
fn posthog_and_boomerang_get_the_404_that_they_drop() {
    let (_genesys, service) = plain();
    for path in ["/e/?compression=base64", "/flags/?v=2", "/array/phc_1/config.js", "/beacon"] {
        service.ask().without("authorization").path(path).body("data=eyJ9").send().refuses(404, "not_found");
    }
    service.wrote_nothing(0);
}
