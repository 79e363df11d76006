//! The names of members that tell persons, telephone numbers and social security numbers, in lower case and without separators.

use super::plain_names::OptionsId;
use crate::kinds::label;
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
    "callingnumber", "partynumber", "callingparty", "calledparty", "callbackno", "contactno", "contactnr", "callerno", "calleridnumber", "directline", "directdial", "daytimephone", "numeroderappel", "numéroderappel", "numerorappel", "contactphone", "mobilenr", "anum", "bnum", "anumber", "bnumber", "calleridnum", "remoteparty",
    "remotenumber", "dialedno", "dialednum", "ringnumber", "alternatephone", "smsto", "phonenr",
];
pub(crate) const SSNS: &[&str] = &["ssn", "socialsecuritynumber", "socialsecurity", "socialsecurityno"];
/// Names that tell something by the name of the object around them, but for `id`, whose end too many names share.
pub(crate) const WITHIN: &[&str] = &["name", "hash", "displayname"];
/// `id`, with separators.
const ID_BYTES: usize = 4;

/// Names that tell, by a label that the name of the object around them is, what they hold: `passport.number`.
pub(crate) const OF_LABELS: &[&str] = &["number", "no", "date", "code"];

/// The names of members that tell something, for scanners of some kinds.
#[derive(Debug)]
pub(crate) struct TellingNames {
    pub(crate) id: OptionsId,
    /// Whether the labels of numbers are among them.
    pub(crate) has_labels: bool,
    tails: Tails,
}

impl TellingNames {
    pub(crate) fn new(secret_names: &SecretNames, has_labels: bool) -> TellingNames {
        let mut tails = secret_names.tails().clone();
        [PERSONS, PHONES, SSNS, WITHIN].concat().iter().for_each(|name| tails.add(name.as_bytes()));
        AGENTS.iter().for_each(|name| tails.add(name));
        if has_labels {
            label::ends().chain(OF_LABELS.iter().copied()).for_each(|name| tails.add(name.as_bytes()));
        }
        TellingNames { id: OptionsId::new(), has_labels, tails }
    }

    /// Whether a name may tell something of its member; false only if it does not. A quick look.
    #[inline]
    pub(crate) fn may_tell(&self, name: &str) -> bool {
        self.tails.has(name.as_bytes(), name.len())
            || name.len() <= ID_BYTES && matches!(name.as_bytes(), [b'i' | b'I', ..])
    }
}
