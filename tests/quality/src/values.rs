//! Values that are valid by their standards, written as people and programs write them. Nothing here knows a scanner.

pub mod account;
pub mod card;
pub mod email;
pub mod iban;
pub mod identity;
pub mod machine;
pub mod national_id;
pub mod network;
pub mod phone;
pub mod secret;
pub mod service_key;
pub mod ssn;
pub mod token;
pub mod url;

/// Digits in groups of these sizes; what is left is the last group.
fn grouped(text: &str, sizes: &[usize], separator: &str) -> String {
    let (mut groups, mut rest) = (Vec::new(), text);
    for size in sizes {
        if rest.len() <= *size {
            break;
        }
        let (group, behind) = rest.split_at(*size);
        groups.push(group);
        rest = behind;
    }
    groups.push(rest);
    groups.join(separator)
}
