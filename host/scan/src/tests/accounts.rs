//! Bank accounts that are no IBAN, wallets and passports.

use super::marked::check;
use crate::Kind;

#[test]
fn wallets_match_by_their_checksums() {
    check(
        Kind::CryptoWallet,
        &[
            "«1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa»",
            "to «3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy»,",
            "«bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq»",
            "«BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4»",
            "«bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0»",
            "«LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1», «M9JMHjZ2JX5siXS9au7JJtCbXPDGgyku7g»",
            "«ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea»",
            "«DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L», «XpESxaUmonkq8RaLLp46Brx2K39ggQe226»",
            "«TLyqzVGLV1srkB7dToTAEqgDSfPtXRJZYH», «rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh»",
            "«0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe»",
        ],
    );
    check(
        Kind::CryptoWallet,
        &[
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mda",
            "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfeb, TLyqzVGLV1srkB7dToTAEqgDSfPtXRJZYh",
            "Bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "0x0000000000000000000000000000000000000000, 0x0000000000000000000000000000000000000001",
            "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe0, 0xdeadbeef",
            "de0b295669a9fd93d5f28d9ec85e40f4cb697bae",
            "1111111111111111111111111111111111",
        ],
    );
}

#[test]
fn accounts_match_after_a_word() {
    check(
        Kind::BankAccount,
        &[
            "routing number: «021000021»",
            "ABA «011401533», {\"routingNumber\":\"«021000021»\"}",
            "sort code «12-34-56» account «12345678»",
            "sort code: «12 34 56», sortCode=«123456»",
            "BIC: «DEUTDEFF», swift code «DEUTDEFF500», BIC «NEDSZAJJ»",
            "SWIFT «BOFAUS3N»",
        ],
    );
    check(
        Kind::BankAccount,
        &[
            "021000021, 12-34-56, DEUTDEFF",
            "routing number 021000022",
            "sort order 12-34-56, sort code 12-34-567",
            "BIC: unknown, swift code missing, BIC CRISTAL ballpoint",
        ],
    );
}

#[test]
fn passports_match_after_a_word() {
    check(
        Kind::Passport,
        &[
            "passport: «C01X00T47»",
            "Passport No. «123456789», passport number is «AB1234567»",
            "{\"passportNumber\":\"«X1234567»\"}",
            "passport «AB 1234567»",
        ],
    );
    check(
        Kind::Passport,
        &[
            "C01X00T47",
            "passport expired, passport 12",
            "passport.js:1234567890",
            "passport control at gate42a",
            "passport 0.7.0",
        ],
    );
}
