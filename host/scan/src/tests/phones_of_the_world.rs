//! Telephone numbers with country codes in parentheses, spaced separators and words in more languages.

use super::marked::check;
use crate::Kind;

#[test]
fn a_country_code_may_stand_in_parentheses_or_after_a_blank() {
    check(
        Kind::Phone,
        &[
            "«(+973)17430553», «(+267) 329 7973», «(+1)4164580719», «(+49 30) 1234567»",
            "«(00237) 2 22 44 40 29», «(0086) 186 7395 4748»",
            "call «+ 1 809 830 1552»",
            "https://wa.me/«250789408068»",
        ],
    );
    check(Kind::Phone, &["x + 12 and 3 + 1809 830, (+) 17430553, (+973 x, 5 + 1 809 830 155"]);
}

#[test]
fn an_extension_has_many_names() {
    check(
        Kind::Phone,
        &[
            "«+976 11 355749 #4278», «+48 22 911 08 62 wew. 693», «+49 30 123456 Durchwahl 12»",
            "тел. «+7 495 123-45-67 доб. 12»",
        ],
    );
    check(Kind::Phone, &["«+976 11 355749» #4, «+976 11 355749» #12345678"]);
}

#[test]
fn separators_with_blanks_match_after_a_word() {
    check(
        Kind::Phone,
        &["Tel. «04 / 381 6405», phone: «050 - 685 8919», mobile «(011) - 454 3160»", "Selfoon: «01 / 316 6680»"],
    );
    check(Kind::Phone, &["04 / 381 6405, page 12 - 345 6789", "phone «1234567» / 7654321"]);
}

#[test]
fn a_word_in_parentheses_tells_the_number_before_it() {
    check(
        Kind::Phone,
        &[
            "«56901228» (座机), «9362 8972» (Número de celular)",
            "(Cep telefonu) «2727988637», [Broj telefona] «8727 732 55 64»",
        ],
    );
    check(Kind::Phone, &["56901228 (total), 56901228 (see phone: 1), 9362 8972 ()"]);
}

#[test]
fn words_of_more_languages_tell_numbers() {
    check(
        Kind::Phone,
        &[
            "Terugbelnummer;«923-716555», Foonnommer → «8466-2557»",
            "Τηλέφωνο: **«5522 7989»**, Номер телефону: **«21 718 710»**",
            "2026-10-11T12:35:42.170Z sdt=«71 787251»",
            "phone «055.850.54.53», 电话：«010 1234 5678»",
        ],
    );
    check(Kind::Phone, &["phone 10.20.30.255, rgb 117 155 29 255"]);
}

#[test]
fn national_forms_that_nothing_else_has_need_no_word() {
    check(
        Kind::Phone,
        &[
            "«(21) 3269-6987», «(11) 92457 0651», «(31) 9 4091-5570», «11-95777-6204»",
            "«(495) 731-61-59», «(4852) 12-34-56», «(91) 234-5678»",
            "«8 (495) 731-61-59», «8 029 844 59 70», «(8-37) 975 364», «8-612-06887»",
            "«06-30-548-6271», «(06 1) 906 8579», «03-824 64 06», «01 952 77 11»",
            "«+ 44 20 7946 0958», «011 44 20 7946 0958»",
        ],
    );
    check(Kind::Phone, &["(12) 1999-2003, 1.11-95777-6204, 3 11-95777-6204", "8 (495) 731-61-591, a8 912 731-61-59"]);
}

#[test]
fn labels_of_several_words_and_members_beside_tell() {
    check(
        Kind::Phone,
        &[
            "Telefon privat -> «0041313138239», | Telefon komórkowy | «602534047» |, Tel. kom.: «509777919»",
            "{\"label\":\"Telefon\",\"value\":\"«602534047»\"}, <field name=\"phone1\">«23514168»</field>",
            "Telefoonnr.: «0204539725», Tlf.......: «44454567», «0108878270» (tel)",
            "telefon: «29.00.14.53»",
        ],
    );
    check(
        Kind::Phone,
        &[
            "phone_type: \"602534047\", phone status -> 602534047",
            "message.text = 192.168.86, text: 1.3.6.1.4.1.921.9.50, text: 986.138.181.379, tel 192.168.86",
            "n=6574 4460 0878 1401 201, Order number 2024-3926-1859, ticket no. 123-456-789, invoice number 2024 0012 3345",
            "contract no. V-20-4322-2024, order no. CC-2025-481427, CEP 07798-076",
        ],
    );
}
