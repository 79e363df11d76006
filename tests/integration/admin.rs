//! Port 9107.

use crate::service;
use sluice_tests::Browser;

#[test]
fn head_is_answered_as_get_and_other_methods_are_told_what_is_taken() {
    let (_genesys, service) = service();
    let ask = |method: &str, path: &str| {
        let browser = Browser::to(&format!("http://{}", service.metrics));
        browser.ask().method(method).path(path).without("authorization").send()
    };
    for (path, kind) in [
        ("/live", "text/plain; charset=utf-8"),
        ("/ready", "text/plain; charset=utf-8"),
        ("/metrics", "text/plain; version=0.0.4; charset=utf-8"),
        ("/filters", "application/json"),
    ] {
        let (get, head) = (ask("GET", path), ask("HEAD", path));
        assert_eq!((get.status, head.status, head.text().len()), (200, 200, 0), "{path}");
        assert_eq!((get.header("content-type"), head.header("content-type")), (kind, kind), "{path}");
        let refused = ask("POST", path);
        assert_eq!((refused.status, refused.header("allow")), (405, "GET, HEAD"), "{path}");
    }
}
