//! Who a token belongs to, and what is taken for a name.

use std::{fmt, sync::Arc, time::Duration};

/// Longest tenant id, bytes. Contact center ids are UUIDs of 36.
pub const MAX_TENANT_BYTES: usize = 128;
/// Longest user name, bytes: an e-mail address has up to 254, a few more for a domain or tenant prefix.
pub const MAX_USER_BYTES: usize = 320;

/// What the authentication service says of a token. Personal: `Debug` shows the tenant only.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The contact center id: 1 to [`MAX_TENANT_BYTES`] of `[A-Za-z0-9._:-]`. Some users have none.
    pub tenant: Option<Arc<str>>,
    /// The user's name: 1 to [`MAX_USER_BYTES`] of any characters but blanks alone, also such as no line can have as they are.
    /// Always there when the service said so.
    pub user: Option<Arc<str>>,
}

/// Why a token yields no identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthFailure {
    /// The service does not know the token: 401.
    #[error("the access token is not valid")]
    Refused,
    /// Nobody could say: 503, never 401.
    #[error("the authentication service cannot be asked at the moment; try again in {} ms", .retry_after.as_millis())]
    Unavailable {
        /// When it is worth trying again.
        retry_after: Duration,
    },
}

impl Identity {
    /// Checks both names as they came from the service. `None` if either is none that an identity can have.
    pub(super) fn from_names(tenant: Option<&str>, user: &str) -> Option<Self> {
        let tenant = tenant.filter(|t| !t.is_empty());
        if !tenant.is_none_or(is_contact_center_id) || !is_user(user) {
            return None;
        }
        Some(Self { tenant: tenant.map(Arc::from), user: Some(Arc::from(user)) })
    }
}

/// Whether a text can be a contact center id: at most 128 letters, digits, `.`, `_`, `:` and `-`.
#[must_use]
pub fn is_contact_center_id(text: &str) -> bool {
    text.len() <= MAX_TENANT_BYTES
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':' | b'-'))
}

fn is_user(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= MAX_USER_BYTES
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("tenant", &self.tenant).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_taken_as_they_are() {
        let identity =
            Identity::from_names(Some("9350e2fc-a1dd-4c65-8d40-1f75a2e080dd"), "Zoë O'Neill@example.com").unwrap();
        assert_eq!(identity.tenant.as_deref(), Some("9350e2fc-a1dd-4c65-8d40-1f75a2e080dd"));
        assert_eq!(identity.user.as_deref(), Some("Zoë O'Neill@example.com"));
    }

    #[test]
    fn no_tenant_and_an_empty_one_are_the_same() {
        assert_eq!(Identity::from_names(None, "u").unwrap().tenant, None);
        assert_eq!(Identity::from_names(Some(""), "u").unwrap().tenant, None);
    }

    #[test]
    fn characters_that_have_to_be_escaped_in_a_line_are_taken_as_well() {
        for user in ["a\nb", "a\u{0}", "a\u{9b}", "a\u{200b}b", "a\u{202e}b", "a\u{2028}", "\u{feff}a"] {
            assert_eq!(Identity::from_names(None, user).unwrap().user.as_deref(), Some(user));
        }
    }

    #[test]
    fn names_that_are_blank_or_too_long_are_not_taken() {
        for user in ["", "  ", "\t\n", &"x".repeat(MAX_USER_BYTES + 1), &"é".repeat(161)] {
            assert_eq!(Identity::from_names(None, user), None, "{user:?}");
        }
        assert!(Identity::from_names(None, &"é".repeat(160)).is_some());
        let long = "x".repeat(MAX_TENANT_BYTES + 1);
        for tenant in ["a b", "a\"", "a/b", "{}", "ä", "a\n", &long] {
            assert_eq!(Identity::from_names(Some(tenant), "u"), None, "{tenant:?}");
        }
    }
}
