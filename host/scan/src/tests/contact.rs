//! E-mail addresses and phone numbers. All of them are reserved for examples (RFC 2606, 555-01XX, Ofcom's drama numbers).

use super::marked::check;
use crate::Kind;

#[test]
fn email_addresses_match() {
    check(
        Kind::Email,
        &[
            "«a.b@example.com»",
            "for user «tom+news@mail.example.org», and «maria_garcia@example.com».",
            "<«x%y-z@a-b.example.co.uk»>",
            "mailto:«bob@example.com»?subject=hi",
            "«bob@example.com»-x, «bob@example.com».1",
            "https://shop.example.com/?mail=«bob%40example.com»&x=1",
            "«john%40doe@example.com»",
            "«a%400.example@shop.example»",
            "«o'brien@example.com» 'it''«bob@example.com»'",
            "«john!@example.com», «a^*@example.com»",
            "«rene\u{301}@example.com», «rene@bu\u{308}cher.example»",
            "«josé.garcía@example.com»",
            "«почта@пример.рф»",
            "«user@bücher.example»",
            "«user@example.xn--p1ai»",
            "请联系«bob@example.com»谢谢",
            "«用户@例子.广告»",
            "a@«b@example.com»",
            "«mei.陳@example.tw», 请联系mei«陳@example.tw»",
            "«a@example.com»@example.org",
        ],
    );
}

#[test]
fn what_only_looks_like_an_email_address_does_not_match() {
    check(
        Kind::Email,
        &[
            "@example.com",
            "user@",
            "user@localhost",
            "user@example.c",
            "user@example.1",
            "user@.example.com",
            "a @ example.com",
            "!@example.com, x |@example.com",
            "@media (min-width: 600px)",
            "npm i @scope/package@1.2.3",
            "100%40",
            "user@-",
        ],
    );
}

#[test]
fn phone_numbers_match() {
    check(
        Kind::Phone,
        &[
            "call back «+1-415-555-0132» today",
            "«(415) 555-0132»",
            "«(415)555-0132», «(415) 5550132»",
            "«415.555.0132» «415-555-0132» «415 555 0132»",
            "«1-415-555-0132», «1 (415) 555-0132», «+1 (415) 555-0132»",
            "«+44 20 7946 0958», «+44 (0)20 7946 0958», «+44.20.7946.0958»",
            "«+442079460958»",
            "«+14155550132»",
            "tel:«+1-415-555-0132;ext=5»",
            "«00 49 30 901820»",
            "«0049 30 901820», «0049-30-901820»",
            "«020 7946 0958», «(020) 7946 0958», «01632 960123»",
            "«06 12 34 56 78», «06.12.34.56.78»",
            "«030/9018200»",
            "«0412 345 678»",
            "«+49 (30) 901820»",
            "«+1 415 555 0132» 2026-11-22",
            "«+44 20 7946 0958» 2026-11-22T10:00:00Z",
            "«+44 20 7946 0958» 10:00",
            "«+44 20 7946 0958» «415-555-0132»",
            "?phone=«%2B14155550132»&x=1",
            "Phone«415-555-0132»Email",
            "«+49 301 234 5678»",
            "«49 301 234 5678»",
        ],
    );
}

#[test]
fn what_only_looks_like_a_phone_number_does_not_match() {
    check(
        Kind::Phone,
        &[
            "2026-11-22",
            "22-11-2026, 01.02.2026, 01/02/2026 10:00",
            "2026-01-02 03:04:05.678",
            "2026-11-22T10:00:00.439Z",
            "2026-11-22T10:00:00+01:00",
            "10:00:00.123456",
            "550e8400-e29b-41d4-a716-446655440000",
            "01234567-0123-0123-0123-012345678901",
            "s-27923c76e6b5d17f",
            "Chrome/142.0.7444.60",
            "AppleWebKit/537.36 (KHTML, like Gecko)",
            "4155550132",
            "5550132",
            "555-0132",
            "291.0 0.123456789 1.5e+10",
            "1700000000000",
            "1440x900 1920 x 1080",
            "192.168.100.200",
            "1,000,000,000 bytes",
            "3+4155550132",
            "at foo (app.js:1234:5678)",
            "+1234",
            "+1 415 555",
            "step (2) of (10)",
            "00(-1000000",
            "00 49) 301234567",
        ],
    );
}

#[test]
fn email_addresses_match_in_the_less_common_forms() {
    check(
        Kind::Email,
        &[
            "<«x@[192.0.2.1]»>, «x@[IPv6:2001:db8::1]»",
            "«charlie@例え.jp», «charlie@例え.テスト»",
            "«क्षेत्र@example.com»",
            "«ก้อง@example.com»",
        ],
    );
    let scanner = super::marked::scanner(&[Kind::Email]);
    let text = r#"to "john doe"@example.com, "a"b"@example.com"#;
    let marked = super::marked::mark(text, &super::marked::find(&scanner, text));
    assert_eq!(marked, r#"to «"john doe"@example.com», "a«"b"@example.com»"#);
}

#[test]
fn addresses_of_guests_departments_and_bounces_match_as_a_whole() {
    check(
        Kind::Email,
        &[
            "to «ann.lee_example.com#EXT#@tenant.onmicrosoft.com», x",
            "* «sales/ann@example.com», («dept/bob@example.com»)",
            "value=«bounces+709940928-cccac10d=example.com@em89.example.net»",
            "to=«SRS0=a99f265e=aB=example.com=ann@forward.example.net» x",
            "/sales/«ann@example.com», a/b/«ann@example.com», x1/«ann@example.com», #EXT#@example.com",
        ],
    );
    let scanner = super::marked::scanner(&[Kind::Email]);
    let text = "it is \"ann@home\"@example.com, \"x@y";
    let expected = "it is «\"ann@home\"@example.com», \"x@y";
    assert_eq!(super::marked::mark(text, &super::marked::find(&scanner, text)), expected);
}

#[test]
fn files_units_and_versions_are_no_email_addresses() {
    check(
        Kind::Email,
        &[
            "logo@2x.png, sprite@3x.webp, /img/hero@1.5x.jpg, intro@2x.mp4",
            "Started user@1.service, session@1000.slice, getty@tty1.service",
            "eslint@8.57.0.tgz react-dom@18.2.0.min.js vue@next.js",
            "sip:+61412345678@wwe.example.com, sips:4155550132@wwe.example.com;transport=tls",
        ],
    );
    check(
        Kind::Email,
        &["sip:«ann.lee@wwe.example.com»", "«logo@2x.example.com», «bob@163.com»", "«bob@example.com».html"],
    );
}

#[test]
fn articles_and_lists_of_numbers_are_no_phone_numbers() {
    check(
        Kind::Phone,
        &[
            "SKU 0775-53628, part: 0775-53628, Art. 0775-53628",
            "12 345 678 9012, 100 200 300 4000",
            "1677729535 192.168.100.200 4615 typ host",
            "10.415.555.0132, 100 200 3000",
        ],
    );
    check(Kind::Phone, &["«0775-53628»", "«8 800 555 3535», «0 532 123 4567»"]);
}

#[test]
fn a_word_tells_any_plausible_number() {
    check(
        Kind::Phone,
        &[
            "tel 0151 23456789, mobile: «612 34 56 78», phone «98765 43210»",
            "Telefon «08-12 34 77 78», celular «(11) 91234-5678», тел. «8 (912) 345-67-89»",
            "my mobile number is «98765 43210», puh. «040 123 4567»",
            "电话：«138 0013 8000», โทร «081 234 5678»",
            "ANI «5550132», msisdn=«14155550132», dnis: «18005550199»",
            "please call me at «555-0132»",
            "sip:«5001»@wwe.example.com, sip:«4155550132»@wwe.example.com;transport=tls",
        ]
        .map(|case| case.replace("tel 0151 23456789,", "tel «0151 23456789»,"))
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>(),
    );
}

#[test]
fn numbers_match_beside_labels_with_extensions_and_whole() {
    check(
        Kind::Phone,
        &[
            "tel:«020 7946 0958», ANI:«06 12 34 56 78»",
            "sími:«415 9546», telefonas: «037774659», tālrunis: «27779023», تلفن: «27127044»",
            "tel «(0-316) 97447», ANI: «(0-612) 34991», tel «(06 1) 887 4628»",
            "telefón: «0918873894», phone=«(0-616)+67688»&step=2, phone=«(506)+235-9630»&step=2, phone=«(03)+777+11+68»&step=2",
            "17,«0046 8 69 05 13»,open; 17,0046869,open",
            "x,«0045 34 41 11 50»,y",
            "«415-555-0132 x4587», «+1-415-555-0132;ext=5», «(415) 555-0132, ext. 12»",
            "«011 15-2345-6741»",
        ],
    );
    let scanner = super::marked::scanner(&[Kind::Phone, Kind::Iban]);
    for text in [
        "/users/«021%20234%2059%2024»/",
        "?q=«312+393+9545»",
        "?q=«DE89+3704+0044+0532+0130+00»",
        r#"{"phone":"«14155550132»"}"#,
    ] {
        let plain: String = text.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(super::marked::mark(&plain, &super::marked::find(&scanner, &plain)), text);
    }
}

#[test]
fn names_labels_and_elements_tell_digits_alone() {
    let scanner = super::marked::scanner(&[Kind::Phone]);
    for text in [
        "teléfono=«02101697738», fax_number=«0912357656», phone2=«584121693350», telefon1: «0108878270»",
        r#"{"tālrunis":"«0108878270»","toNumber":"«5550132»","otherDN": "«0912357656»"}"#,
        "<td>phone</td><td>«0108878270»</td>, <b>telefon</b> «071-12-33-58-1», <ns:mobilePhone>«5550132»</ns:mobilePhone>",
        "Rufnummer|«0912341469»|, TEL -> «0108878270 ext 123», phone: [«0912341469»], mobile\n«0108878270», phone\t«5550132»",
        "telefon («01 01 66 14 32»), téléphone: «0108878270» (3)",
        "dialing «2015661406» ..., call to «0912357656» dropped, transferred from «0912357656»",
        "<td class=\"phone\">«0108878270»</td>, 电话«13800138000»",
        "телефон_number=«59821660631», telefonNumber: «0912357656», contact number «582121698424», [phone] «0812346371»",
        r#"<input type="tel" name="a" value="«0912357656»"> <input name="n" value="0912357656">, calling «0912357656»"#,
        "call 1234567890, order_number=0912357656, <td>0108878270</td>, calls to 12 of 0912",
    ] {
        let plain: String = text.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(super::marked::mark(&plain, &super::marked::find(&scanner, &plain)), text);
    }
}

#[test]
fn a_word_tells_no_dates_versions_and_ids() {
    check(
        Kind::Phone,
        &[
            "phone call on 2026-11-22 10:00:00",
            "call id 1234567890, API call 1234567 took 12 ms",
            "Mobile Safari/604.1 GSA/322.0.6789012",
            "mobile 192.168.100.200",
            "phone 555, mobile 1920x1080",
            "tel 41.55.5501.32.17.80.99.11",
        ],
    );
}
