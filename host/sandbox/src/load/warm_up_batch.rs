//! The batch for `warm-up`: events that contain everything that filters look for.

use std::{fmt::Write as _, sync::Arc};

use bytes::Bytes;

use sluice_event::{Batch, DecodeError, DecodeLimits, FilterName};

const EVENTS: usize = 20;

/// Addresses and numbers that are reserved for examples, so that they are nobody's data.
const TEXTS: [&str; 5] = [
    "checkout failed for jane.doe@example.com after 3 attempts",
    "called +1 202 555 0143, then paid with 4111 1111 1111 1111",
    "GET https://user:secret@shop.example/cart?token=eyJhbGciOiJub25lIn0.e30. 500",
    "transfer to DE89 3704 0044 0532 0130 00 from 192.0.2.17 and 2001:db8::17",
    "TypeError: cannot read properties of undefined (reading 'total') at https://shop.example/app.js:1:52311",
];

/// A batch of 20 events.
pub(crate) fn batch() -> Result<Batch, DecodeError> {
    Batch::from_json(body(), &DecodeLimits::default())
}

/// The name of the filter that edits the batch, with the rules that it has declared so far.
pub(crate) fn filter_name(rules: &[String]) -> Arc<FilterName> {
    Arc::new(FilterName { name: "sample".to_owned(), version: String::new(), rules: rules.into() })
}

/// The body of a request with this batch.
pub(crate) fn body() -> Bytes {
    let mut text = String::from("[");
    for index in 0..EVENTS {
        let message = TEXTS[index % TEXTS.len()];
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{comma}{{"time":"2026-01-01T00:00:00.{index:03}Z","kind":"log","level":"error","name":"sample","message":"{message}","app":{{"name":"sample","version":"1.0.0"}},"session":"{index:032x}","page":{{"url":"https://shop.example/cart?step={index}"}},"values":{{"duration_ms":{index}.5}},"attributes":{{"user":{{"email":"jane.doe@example.com","id":{index}}},"phone":"+12025550143","card":4111111111111111,"note":"{message}","tags":["a","b"],"retry":false,"cause":null}}}}"#
        );
    }
    text.push(']');
    Bytes::from(text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sample_is_a_batch() {
        assert_eq!(super::batch().expect("a batch").len(), super::EVENTS);
    }
}
