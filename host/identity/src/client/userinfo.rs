//! Parses the response of `userinfo`, a JSON object. Two of its members are used.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::request_failure::RequestFailure;
use crate::identity::Identity;

/// The names of the members that are used.
#[derive(Clone, Debug)]
pub(super) struct UserinfoFields {
    pub(super) tenant: String,
    pub(super) user: String,
}

impl UserinfoFields {
    /// Parses the identity of a user. Other members are ignored.
    ///
    /// # Errors
    /// [`RequestFailure::InvalidBody`] if the body is not JSON. [`RequestFailure::NoIdentity`] if it is JSON without a valid
    /// identity, or with one of the two members more than once.
    pub(super) fn parse_identity(&self, body: &[u8]) -> Result<Identity, RequestFailure> {
        let mut json = serde_json::Deserializer::from_slice(body);
        let names = self.deserialize(&mut json).and_then(|names| json.end().map(|()| names));
        match names {
            Ok((tenant, user)) => {
                user.and_then(|user| Identity::from_names(tenant.as_deref(), &user)).ok_or(RequestFailure::NoIdentity)
            }
            Err(error) if error.is_data() && serde_json::from_slice::<IgnoredAny>(body).is_ok() => {
                Err(RequestFailure::NoIdentity)
            }
            Err(_) => Err(RequestFailure::InvalidBody),
        }
    }
}

/// The tenant and the user.
type Names = (Option<String>, Option<String>);

impl<'de> DeserializeSeed<'de> for &UserinfoFields {
    type Value = Names;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Names, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &UserinfoFields {
    type Value = Names;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Names, A::Error> {
        let (mut tenant, mut user) = (None::<Option<String>>, None::<Option<String>>);
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            let slot = match name.as_ref() {
                name if name == self.tenant => &mut tenant,
                name if name == self.user => &mut user,
                _ => {
                    members.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if slot.replace(members.next_value()?).is_some() {
                return Err(A::Error::custom("duplicate member"));
            }
        }
        Ok((tenant.flatten(), user.flatten()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cloud_fields() -> UserinfoFields {
        UserinfoFields { tenant: "contactCenterId".to_owned(), user: "username".to_owned() }
    }

    fn parse(fields: &UserinfoFields, body: &str) -> Option<Identity> {
        fields.parse_identity(body.as_bytes()).ok()
    }

    #[test]
    fn unknown_members_are_ignored_whatever_they_contain() {
        let body = r#"{"authorities":[{"name":"ROLE","privileges":[]}],"dbid":12345678901234567890,"x":{"username":"no"},
            "username":"u","properties":{"contactCenterId":"no"},"contactCenterId":"t","loginName":null}"#;
        assert_eq!(parse(&cloud_fields(), body), Identity::from_names(Some("t"), "u"));
    }

    #[test]
    fn openid_members_are_read_if_configured() {
        let openid = UserinfoFields { tenant: "contact_center_id".to_owned(), user: "user_name".to_owned() };
        assert_eq!(
            parse(&openid, r#"{"user_name":"u","contact_center_id":"t","username":"no"}"#),
            Identity::from_names(Some("t"), "u")
        );
    }

    #[test]
    fn the_tenant_may_be_absent_or_null() {
        assert_eq!(parse(&cloud_fields(), r#"{"username":"u"}"#), Identity::from_names(None, "u"));
        assert_eq!(
            parse(&cloud_fields(), r#"{"username":"u","contactCenterId":null}"#),
            Identity::from_names(None, "u")
        );
    }

    #[test]
    fn json_without_an_identity_and_invalid_json_are_different_failures() {
        for body in [
            "{}",
            "null",
            "[]",
            "\"u\"",
            r#"["u"]"#,
            r#"{"username":null}"#,
            r#"{"username":7}"#,
            r#"{"username":["u"]}"#,
            r#"{"username":"u","username":"v"}"#,
            r#"{"username":"u","contactCenterId":7}"#,
            r#"{"contactCenterId":"t"}"#,
            r#"{"username":"u","contactCenterId":"a b"}"#,
        ] {
            assert!(
                matches!(cloud_fields().parse_identity(body.as_bytes()), Err(RequestFailure::NoIdentity)),
                "{body}"
            );
        }
        let deep = format!(r#"{{"username":"u","x":{}"#, "[".repeat(100_000));
        for body in [
            b"".as_slice(),
            br#"{"username":"u"} x"#,
            br#"{"username":"u""#,
            br#"{"username":7"#,
            b"{\"username\":\"a\nb\"}",
            b"{\"username\":\"\xff\"}",
            b"<html>",
            deep.as_bytes(),
        ] {
            assert!(
                matches!(cloud_fields().parse_identity(body), Err(RequestFailure::InvalidBody)),
                "{}",
                body.escape_ascii().take(60).count()
            );
        }
    }
}
