//! How the ids of each state are written, and what checks them.

use super::{americas, central, northern, others, southern, western};
use crate::kinds::label::Told;

/// The id of one state.
pub(super) struct Format {
    pub(super) told: Told,
    /// Numbers of letters and digits that it can have.
    pub(super) lengths: &'static [usize],
    /// Of its letters and digits, in upper case, without separators.
    pub(super) is_valid: fn(&[u8]) -> bool,
    /// Writings that need no word: `9` stands for a digit, `A` for a letter, `*` for either, `~` for a sign of a Finnish
    /// century, anything else for itself.
    pub(super) alone: &'static [&'static [u8]],
}

const fn told(told: Told, lengths: &'static [usize], is_valid: fn(&[u8]) -> bool) -> Format {
    Format { told, lengths, is_valid, alone: &[] }
}

const fn alone(
    told: Told,
    lengths: &'static [usize],
    is_valid: fn(&[u8]) -> bool,
    alone: &'static [&'static [u8]],
) -> Format {
    Format { told, lengths, is_valid, alone }
}

#[rustfmt::skip]
pub(super) const FORMATS: &[Format] = &[
    alone(Told::Nino, &[9], western::is_nino, &[b"AA 99 99 99 A", b"AA+99 99 99+A", b"AA+99+99+99+A"]),
    told(Told::Nhs, &[10], western::is_nhs),
    told(Told::Utr, &[10], western::is_utr),
    told(Told::German, &[11], central::is_german),
    told(Told::GermanCard, &[10], central::is_card),
    told(Told::Insured, &[10], central::is_insured),
    alone(Told::Pension, &[12], central::is_pension, &[b"99999999A999", b"99 999999 A 999"]),
    alone(Told::Nir, &[15], western::is_nir, &[
        b"1 99 99 ** 999 999 99", b"2 99 99 ** 999 999 99", b"19999**99999999", b"29999**99999999",
    ]),
    told(Told::Fiscal, &[13], western::is_fiscal),
    alone(Told::Spanish, &[9], southern::is_spanish, &[
        b"X9999999A", b"Y9999999A", b"Z9999999A",
        b"X-9999999-A", b"Y-9999999-A", b"Z-9999999-A", b"X9999999-A", b"Y9999999-A", b"Z9999999-A", b"99999999-A",
    ]),
    told(Told::Nuss, &[12], southern::is_nuss),
    told(Told::Cif, &[9], southern::is_cif),
    alone(Told::Italian, &[16], southern::is_italian, &[b"AAAAAA**A**A***A", b"AAA AAA **A** A***A", b"AAAAAA **A** A***A"]),
    told(Told::ItalianCard, &[9], southern::is_italian_card),
    told(Told::Vat, &[11], southern::is_vat),
    told(Told::Bsn, &[9], western::is_bsn),
    alone(Told::Belgian, &[11], western::is_belgian, &[b"99.99.99-999.99"]),
    told(Told::Pesel, &[11], central::is_pesel),
    told(Told::Nip, &[10], central::is_nip),
    told(Told::PolishCard, &[9], central::is_polish_card),
    alone(Told::Swedish, &[12, 10], northern::is_swedish, &[b"19999999-9999", b"20999999-9999"]),
    alone(Told::Finnish, &[10, 11], northern::is_finnish, &[b"999999~999*"]),
    told(Told::Norwegian, &[11], northern::is_norwegian),
    told(Told::Portuguese, &[9], southern::is_portuguese),
    told(Told::CitizenCard, &[12], southern::is_citizen_card),
    told(Told::Pps, &[9, 8], western::is_pps),
    alone(Told::Swiss, &[13], central::is_swiss, &[b"756.9999.9999.99", b"7569999999999", b"756 9999 9999 99"]),
    told(Told::Austrian, &[10], central::is_austrian),
    alone(Told::Itin, &[9], americas::is_itin, &[b"999-99-9999"]),
    told(Told::Ein, &[9], americas::is_ein),
    told(Told::Canadian, &[9], americas::is_canadian),
    alone(Told::Cpf, &[11], americas::is_cpf, &[b"999.999.999-99"]),
    alone(Told::Cnpj, &[14], americas::is_cnpj, &[b"**.***.***/****-99"]),
    told(Told::Pis, &[11], americas::is_pis),
    alone(Told::Curp, &[18], americas::is_curp, &[b"AAAA999999AAAAAA*9"]),
    told(Told::Rfc, &[13, 12], americas::is_rfc),
    told(Told::Imss, &[11], americas::is_imss),
    told(Told::Aadhaar, &[12], others::is_aadhaar),
    told(Told::Pan, &[10], others::is_pan),
    told(Told::Voter, &[10], others::is_voter),
    told(Told::Australian, &[9, 8], others::is_australian),
    told(Told::Abn, &[11], others::is_abn),
    told(Told::Medicare, &[11, 10], others::is_medicare),
    alone(Told::Singaporean, &[9], others::is_singaporean, &[b"A9999999A"]),
    told(Told::SouthAfrican, &[13], others::is_south_african),
];
