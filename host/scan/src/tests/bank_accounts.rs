//! Numbers of accounts and codes of banks in many countries.

use super::marked::check;
use crate::Kind;

#[test]
fn accounts_match_after_the_words_of_many_countries() {
    check(
        Kind::BankAccount,
        &[
            "Kontonummer: «9166836441»\nBLZ «500 105 17», BLZ «10050000»/«1234567»",
            "BSB «013-054» Account number «68092892», BSB number: «062000»",
            "numero_cuenta=«8575386273», {\"numero_cuenta\":«8067891939»}, Nº de cuenta: «7018166388»",
            "Compte n°: «4873725A337», numero_compte -> «5925417A603», RIB: «20041 01005 0500013M026 06»",
            "numer konta «61 1090 1014 0000 0712 1981 2874»",
            "Číslo bankovního účtu: «4540015658/5500», č. ú. «19-2000145399 / 0800»",
            "Р/с: «40817810612364308543», nomerScheta: '«40817810507093385871»', БИК «044525225»",
            "bankrekeningnummer=«20.60.49.269», Bankgiro: «5050-1055», Plusgiro «12 34 56-7»",
            "conto corrente n. «000000123456», conto n. «123456789012», c/c «1234567»",
            "IFSC «SBIN0332085» A/c no. «56513235760179», NUBAN «0123456789»",
            "CBU: «2850590940090418135201»",
            "CLABE interbancaria «021267240615231862»",
            "Conta bancária: «14047-4», account # «12345678»",
            "Kontonr. «2907 6127160749», számlaszám: «11773016-11111018-00000000»",
            "银行卡号 «6222021234567890128», 普通預金口座番号 «6400326», 계좌번호 «110-123-456789»",
            "เลขที่บัญชี «123-4-56789-0», số tài khoản: «0123456789012», no. rekening «1234567890»",
            "transit #«12345-003», routing number «000312345»",
        ],
    );
}

#[test]
fn after_a_word_for_any_account_check_digits_or_a_form_are_needed() {
    check(
        Kind::BankAccount,
        &[
            "rachunek «61109010140000071219812874», konto «8601.11.17947», rekening «12.34.56.789»",
            "cuenta «2100 0418 45 0200051332», cuenta «2850590940090418135201», cuenta «002010077777777771»",
            "account «12-3141-0320658-000», účet «19-2000145399/0800», счёт «40702810900000012345»",
            "compte «30004 00003 00012345678 43», compte «500000000123»",
        ],
    );
    check(
        Kind::BankAccount,
        &[
            "rachunek 61109010140000071219812875, konto 8601.11.17948, rekening 12.34.56.780",
            "cuenta 2850590940090418135202, cuenta 002010077777777772, compte 500000000124",
            "account 12345678, konto 123456789, účet 19-2000145398/0800, счёт 50702810900000012345",
            "61109010140000071219812874, 2850590940090418135201, 4540015658/5500",
            "account 2026-11-22, account number 22.11.2026, account number is 12",
        ],
    );
}

#[test]
fn parts_of_an_account_tell_each_other() {
    check(
        Kind::BankAccount,
        &[
            "agência «1234» conta «56789-0», {\"agencia\":\"«1234-5»\",\"conta\":\"«12345-6»\"}",
            "Konto «1234567», BLZ «10050000»",
            "transit number «12345», institution number «003», account number «1234567»",
            "支店番号 «123» 口座番号 «1234567»",
            "Reg.nr. «2907» Kontonr. «6127160749», clearingnummer «8327-9» konto «903 290 024-3»",
            "ABI «03069» CAB «09606» conto «1234567»",
        ],
    );
    check(
        Kind::BankAccount,
        &[
            "agência 1234, institution number 003, branch 2024",
            "transit 12345",
            "konto 1234567 wurde am gestrigen Abend gesperrt, teilt die Filiale mit. BLZ unbekannt",
            "BLZ fehlt, agência 12:30 conta em 10/11/2026",
        ],
    );
}

#[test]
fn what_stands_behind_a_number_is_no_part_of_it() {
    check(
        Kind::BankAccount,
        &[
            "account number «12345678» 2026-11-22 10:15, account no. «12345678» 10:15",
            "account number «12345678» 3 attempts, account no. «12345678» 2nd try",
            "account number: «12345678». 2 items",
        ],
    );
}
