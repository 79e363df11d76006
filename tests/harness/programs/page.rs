//! Pages of the browser tests.

use crate::{Chromium, Nginx, paths};
use serde_json::json;
use sluice_identity::stand_in::AGENT_1;
use std::fs;

/// What a page does when it has made its events.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    GoesAway,
    /// It sends what waits for a batch to become full, and stays.
    Flushes,
    /// It makes events for a while, and stays until it may leave.
    Stays,
}

/// Writes a page with its script, and the one that it goes to.
pub(crate) fn write_page(nginx: &Nginx, script: &str, tag: &str, to: &str, course: Course) {
    let bundle = paths::page(script);
    let settings = json!({
        "base": format!("https://{to}"),
        "token": AGENT_1.token,
        "key": Chromium::KEY,
        "tag": tag,
        "flushes": course == Course::Flushes,
        "steady": course == Course::Stays,
        "texts": {"email": "ann.lee@example.com", "phone": "+1-415-555-0132", "card": "4111 1111 1111 1111"},
    });
    let page = format!(
        "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script>window.settings = {settings}</script>\
         <script src={script}.js></script>"
    );
    let gone = "<!doctype html><link rel=icon href=data:,><script>console.log('page: is gone')</script>";
    fs::copy(bundle, nginx.pages.path().join(format!("{script}.js"))).expect("it can be copied");
    fs::write(nginx.pages.path().join(format!("{script}.html")), page).expect("it can be written");
    fs::write(nginx.pages.path().join("gone.html"), gone).expect("it can be written");
}
