//! The native reference's redaction as a proxy-wasm filter: the whole body, a DOM, one regular expression, one line an event.
//!
//! The lines become the filter state `wasm.lines`, which Envoy's access log writes to stdout. The route answers.

#[path = "../../../reference/src/redaction.rs"]
mod redaction;

use proxy_wasm::{
    traits::{Context, HttpContext},
    types::Action,
};
use std::sync::LazyLock;

proxy_wasm::main! {{
    LazyLock::force(&redaction::PERSONAL);
    proxy_wasm::set_http_context(|_, _| Box::new(Redaction));
}}

struct Redaction;

impl Context for Redaction {}

impl HttpContext for Redaction {
    /// The route answers when it has the head: it gets that after the body.
    fn on_http_request_headers(&mut self, _headers: usize, ends_here: bool) -> Action {
        if ends_here {
            self.send_http_response(400, vec![], None);
        }
        Action::Pause
    }

    fn on_http_request_body(&mut self, bytes: usize, is_complete: bool) -> Action {
        if !is_complete {
            return Action::Pause;
        }
        let lines = self.get_http_request_body(0, bytes).and_then(|body| redaction::redacted_lines(&body));
        match lines {
            Some(lines) => {
                self.set_property(vec!["lines"], Some(&lines));
                Action::Continue
            }
            None => {
                self.send_http_response(400, vec![], None);
                Action::Pause
            }
        }
    }
}
