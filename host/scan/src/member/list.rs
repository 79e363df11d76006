//! The names of members that tell persons, telephone numbers and social security numbers, in lower case and without separators.

use crate::kinds::secret::{SecretNames, Tails};

#[rustfmt::skip]
pub(crate) const PERSONS: &[&str] = &[
    "fullname", "username", "firstname", "lastname", "middlename", "givenname", "familyname", "surname", "maidenname",
    "nickname", "enduserid", "enduserpseudoid", "userhash", "usrhash", "usrname", "customername", "contactname", "employeename",
    "personname", "callername", "cardholdername", "accountholdername", "patientname", "guestname", "passengername",
    "supervisorname", "recipientname", "userdisplayname", "agentdisplayname", "customerdisplayname", "contactdisplayname",
];
/// Whole names: in other places an agent is a program.
pub(crate) const AGENTS: &[&[u8]] = &[b"agentname", b"agentfirstname", b"agentlastname"];
#[rustfmt::skip]
pub(crate) const PHONES: &[&str] = &[
    "phone", "phonenumber", "phoneno", "tel", "telephone", "telephonenumber", "mobile", "mobilenumber", "mobilephone", "cell",
    "cellphone", "fax", "faxnumber", "msisdn", "ani", "dnis", "callerid", "callernumber", "callednumber", "callbacknumber",
    "callback", "whatsapp", "contactnumber", "telefon", "telefonnummer", "telefono", "telefone", "rufnummer", "handy",
    "handynummer", "celular", "movil", "gsm", "otherdn", "thisdn", "dialednumber", "destinationnumber", "phonehome",
    "phonework", "phonemobile", "phonebusiness", "phones", "telno", "telnumber", "faxno", "mobileno", "cellnumber", "smsnumber",
    "tonumber", "fromnumber", "rufnummern", "mobilnummer", "handynr", "telefonnr",
];
pub(crate) const SSNS: &[&str] = &["ssn", "socialsecuritynumber", "socialsecurity", "socialsecurityno"];
/// Names that tell something by the name of the object around them, but for `id`, whose end too many names share.
pub(crate) const WITHIN: &[&str] = &["name", "hash", "displayname"];
/// `id`, with separators.
const ID_BYTES: usize = 4;

/// A quick look at the names of members.
#[derive(Debug)]
pub(crate) struct MemberNames(Tails);

impl MemberNames {
    pub(crate) fn new(secret_names: &SecretNames) -> MemberNames {
        let mut tails = secret_names.tails().clone();
        [PERSONS, PHONES, SSNS, WITHIN].concat().iter().for_each(|name| tails.add(name.as_bytes()));
        AGENTS.iter().for_each(|name| tails.add(name));
        MemberNames(tails)
    }

    /// Whether a name may tell something of its member; false only if it does not.
    #[inline]
    pub(crate) fn may_tell(&self, name: &str) -> bool {
        self.0.has(name.as_bytes(), name.len())
            || name.len() <= ID_BYTES && matches!(name.as_bytes(), [b'i' | b'I', ..])
    }
}
