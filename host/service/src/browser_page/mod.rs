//! What the pages for people share, on port 9107 and in the playground: their headers, their look, and how a text gets into them.
//! Everything that they load is in this binary.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, header};
use http_body_util::Full;

/// Nothing but files of the page's own server, and no script or style in the document: a text of an event or a filter that were
/// taken for markup could still do nothing. <https://www.w3.org/TR/CSP3/>
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The headers of every page, and of every file that one loads.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// A file that pages load.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    pub(crate) path: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) text: &'static str,
}

impl Asset {
    pub(crate) const fn style(path: &'static str, text: &'static str) -> Self {
        Self { path, content_type: "text/css; charset=utf-8", text }
    }

    pub(crate) const fn script(path: &'static str, text: &'static str) -> Self {
        Self { path, content_type: "text/javascript; charset=utf-8", text }
    }

    pub(crate) const fn icon(path: &'static str, text: &'static str) -> Self {
        Self { path, content_type: "image/svg+xml", text }
    }
}

/// What all pages load.
pub(crate) static SHARED: [Asset; 2] = [
    Asset::style("/assets/base.css", include_str!("base.css")),
    Asset::icon("/assets/icon.svg", include_str!("icon.svg")),
];

/// Adds the headers of pages to a reply.
pub(crate) fn protect(reply: &mut Response<Full<Bytes>>) {
    let headers = reply.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// A text as it stands in a document, between tags or in a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_filter_says_of_itself_is_text_on_the_page() {
        assert_eq!(escaped("<script a='\"'>&"), "&lt;script a=&#39;&quot;&#39;&gt;&amp;");
    }
}
