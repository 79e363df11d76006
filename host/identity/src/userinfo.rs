//! The answer to `userinfo`: a JSON object, of which two members count.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::{failure::Failure, identity::Identity};

/// The names of the members that count.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) tenant: String,
    pub(super) user: String,
}

impl Fields {
    /// Reads an answer: an object with a user, each name at most once, and names that an identity can have.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] if it is no JSON, [`Failure::NoIdentity`] if it is.
    pub(super) fn read(&self, body: &[u8]) -> Result<Identity, Failure> {
        let mut json = serde_json::Deserializer::from_slice(body);
        let names = self.deserialize(&mut json).and_then(|names| json.end().map(|()| names));
        match names {
            Ok((tenant, user)) => {
                user.and_then(|user| Identity::from_names(tenant.as_deref(), &user)).ok_or(Failure::NoIdentity)
            }
            Err(error) if error.is_data() && serde_json::from_slice::<IgnoredAny>(body).is_ok() => {
                Err(Failure::NoIdentity)
            }
            Err(_) => Err(Failure::Unreadable),
        }
    }
}

type Names = (Option<String>, Option<String>);

impl<'de> DeserializeSeed<'de> for &Fields {
    type Value = Names;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Names, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &Fields {
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
                return Err(A::Error::custom("a name twice"));
            }
        }
        Ok((tenant.flatten(), user.flatten()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cloud() -> Fields {
        Fields { tenant: "contactCenterId".to_owned(), user: "username".to_owned() }
    }

    fn read(fields: &Fields, body: &str) -> Option<Identity> {
        fields.read(body.as_bytes()).ok()
    }

    #[test]
    fn unknown_members_are_passed_over_whatever_they_hold() {
        let body = r#"{"authorities":[{"name":"ROLE","privileges":[]}],"dbid":12345678901234567890,"x":{"username":"no"},
            "username":"u","properties":{"contactCenterId":"no"},"contactCenterId":"t","loginName":null}"#;
        assert_eq!(read(&cloud(), body), Identity::from_names(Some("t"), "u"));
    }

    #[test]
    fn openid_names_are_read_when_configured() {
        let openid = Fields { tenant: "contact_center_id".to_owned(), user: "user_name".to_owned() };
        assert_eq!(
            read(&openid, r#"{"user_name":"u","contact_center_id":"t","username":"no"}"#),
            Identity::from_names(Some("t"), "u")
        );
    }

    #[test]
    fn a_tenant_may_be_absent_or_null() {
        assert_eq!(read(&cloud(), r#"{"username":"u"}"#), Identity::from_names(None, "u"));
        assert_eq!(read(&cloud(), r#"{"username":"u","contactCenterId":null}"#), Identity::from_names(None, "u"));
    }

    #[test]
    fn json_without_a_usable_identity_is_told_from_what_is_no_json() {
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
            assert!(matches!(cloud().read(body.as_bytes()), Err(Failure::NoIdentity)), "{body}");
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
            assert!(matches!(cloud().read(body), Err(Failure::Unreadable)), "{}", body.escape_ascii().take(60).count());
        }
    }
}
