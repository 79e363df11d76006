//! The user and the tenant of a token.

use std::{fmt, sync::Arc};

/// Maximum length of a tenant id, in bytes. Contact center ids are UUIDs of 36 bytes.
pub const MAX_TENANT_BYTES: usize = 128;
/// Maximum length of a user name, in bytes: an e-mail address of 254 bytes and a domain or tenant prefix.
pub const MAX_USER_BYTES: usize = 320;

/// The user and the tenant of a token. User names are personal data, so `Debug` shows only the tenant.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The contact center id: 1 to [`MAX_TENANT_BYTES`] bytes of `[A-Za-z0-9._:-]`. Some users have none.
    pub tenant: Option<Arc<str>>,
    /// The user's name: 1 to [`MAX_USER_BYTES`] bytes of any characters, including those that a line must escape, but not
    /// only white space. Identities of the authentication service always have one.
    pub user: Option<Arc<str>>,
}

impl Identity {
    /// Creates an identity from the names in a response. `None` if one of them is not valid. An empty tenant is no tenant.
    pub(crate) fn from_names(tenant: Option<&str>, user: &str) -> Option<Self> {
        let tenant = tenant.filter(|t| !t.is_empty());
        if !tenant.is_none_or(is_contact_center_id) || !is_valid_user(user) {
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

fn is_valid_user(text: &str) -> bool {
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
    fn valid_names_are_kept_unchanged() {
        let identity =
            Identity::from_names(Some("9350e2fc-a1dd-4c65-8d40-1f75a2e080dd"), "Zoë O'Neill@example.com").unwrap();
        assert_eq!(identity.tenant.as_deref(), Some("9350e2fc-a1dd-4c65-8d40-1f75a2e080dd"));
        assert_eq!(identity.user.as_deref(), Some("Zoë O'Neill@example.com"));
    }

    #[test]
    fn an_empty_tenant_is_no_tenant() {
        assert_eq!(Identity::from_names(None, "u").unwrap().tenant, None);
        assert_eq!(Identity::from_names(Some(""), "u").unwrap().tenant, None);
    }

    #[test]
    fn a_user_name_may_have_characters_that_a_line_must_escape() {
        for user in ["a\nb", "a\u{0}", "a\u{9b}", "a\u{200b}b", "a\u{202e}b", "a\u{2028}", "\u{feff}a"] {
            assert_eq!(Identity::from_names(None, user).unwrap().user.as_deref(), Some(user));
        }
    }

    #[test]
    fn blank_and_too_long_names_are_not_valid() {
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
