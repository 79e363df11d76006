//! A DSN: `https://{public key}@{host}{path}/{project}`.
//! <https://develop.sentry.dev/sdk/foundations/transport/authentication/>

/// The public key; a secret that old DSNs have after a colon is passed over.
pub(super) fn public_key(dsn: &str) -> Option<&str> {
    let (_, rest) = dsn.split_once("://")?;
    let (user, _) = rest.split_once('@')?;
    let key = user.split_once(':').map_or(user, |(key, _)| key);
    (!key.is_empty() && !key.contains('/')).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::public_key;

    #[test]
    fn the_key_is_what_stands_before_the_host() {
        for (dsn, key) in [
            ("https://0123abcd@tlm.example.com/42", Some("0123abcd")),
            ("https://0123abcd:secret@tlm.example.com/base/42", Some("0123abcd")),
            ("https://tlm.example.com/0123abcd@42", None),
            ("https://@tlm.example.com/42", None),
            ("0123abcd@tlm.example.com/42", None),
            ("", None),
        ] {
            assert_eq!(public_key(dsn), key, "{dsn}");
        }
    }
}
