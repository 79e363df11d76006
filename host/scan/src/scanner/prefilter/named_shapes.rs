//! Shapes of names and words that stand before a secret, and of keys that tell themselves.

use crate::Kind;
use crate::kinds::ip::names;
use crate::kinds::secret::{self, private_key, service_key};
use crate::kinds::url_credentials::secret_name;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::text::bits::places;
use crate::text::bytes::at;
use crate::text::classify::Masks;

const URL_CREDENTIALS: Kinds = Kinds::of(Kind::UrlCredentials);
const IPV6: Kinds = Kinds::of(Kind::Ipv6);
const SECRET: Kinds = Kinds::of(Kind::Secret);

/// Kinds whose values stand after a name and `=` or `:`.
#[inline(always)]
pub(super) fn named_kinds(masks: &Masks, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let names = &built_ins.secret_names;
    places(masks.equals | masks.colon).fold(Kinds::NONE, |kinds, place| {
        let anchor = window + place;
        if !names.may_end(text, anchor) {
            return kinds;
        }
        kinds
            .with(SECRET.when(secret::is_named(text, anchor, names)))
            .with(URL_CREDENTIALS.when(secret_name(text, anchor, names).is_some()))
    })
}

/// Whether a key of a service may begin or end its start in this window.
#[inline(always)]
pub(super) fn has_service_key(masks: &Masks, text: &[u8], window: usize) -> bool {
    places(masks.underscore | masks.dash).any(|place| service_key::may_end_start(text, window + place))
        || places(masks.a_or_s).any(|place| {
            matches!(at(text, window + place + 1), b'K' | b'S' | b'I' | b'G' | b'T' | b'A' | b'C')
                && service_key::begins_with_capital(text, window + place)
        })
}

/// Kinds whose values stand after an option of a command, or begin with dashes.
#[cold]
pub(super) fn option_kinds(pairs: u64, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let is_option = |place| {
        let dashes = window + place;
        secret::may_be_option(text, dashes, &built_ins.secret_names) || private_key::begins(text, dashes)
    };
    let is_literal = |place| names::may_be_literal(text, window + place);
    SECRET.when(places(pairs).any(is_option)).with(IPV6.when(places(pairs).any(is_literal)))
}
