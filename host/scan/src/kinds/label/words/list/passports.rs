//! Passports.

use super::group::{Group, of};
use crate::kinds::label::Told::Passport;

#[rustfmt::skip]
pub(super) const GROUPS: &[Group] = &[
    (of(Passport), &[
        "passport", "passportno", "reisepass", "passnummer", "reisepassnummer", "pasaporte", "passeport",
        "passaporto", "passaporte", "paspoort", "paspoortnummer", "paszport", "paszportu", "passi", "traveldocument",
        "паспорт", "护照", "護照", "パスポート", "여권", "passnr", "pasu", "cestovnípas", "cestovnýpas", "útlevél",
        "útlevélszám", "pașaport", "pasaport", "διαβατηρίου", "διαβατήριο", "pasport", "паспорта", "паспорту",
        "putovnica", "putovnice", "pasoš", "pasoša", "hộchiếu", "hochieu", "paspor", "pasnummer", "جوازالسفر",
        "דרכון", "पासपोर्ट", "旅券", "pasos", "загранпаспорт", "загранпаспорта", "passinumero", "passinumber",
        "vegabréf", "vegabréfsnúmer", "pasaportë", "pasaporta", "cestovnéhopasu", "cestovníhopasu", "pasas",
        "potnilist", "potnegalista", "pasā", "جواز", "گذرنامه", "پاسپورٹ", "পাসপোর্ট", "பாஸ்போர்ட்", "หนังสือเดินทาง",
        "пасош", "διαβατήριό", "nomerpasporta", "nomerpasportu", "pasportnomer", "seriyapasporta", "pasportnumber", "passportserial", "passportseries", "passportbook",
        "passportcard", "passportdoc", "ryokenbango", "huzhao", "huzhaohao", "yeogwon", "diavatirio", "passportnum", "passportnumber", "passports", "passportid", "ppno", "passeports",
        "passin", "passikirja", "passnumero", "pasuero", "passaportos", "passnummern", "reisepassnr", "passeportno",
        "pasaportes", "númerodepasaporte", "libretadepasaporte", "reisdocument", "documentodeviaje",
        "documentodeviagem", "documentdevoyage", "reisedokument", "matkustusasiakirja", "traveldoc", "eupassport",
        "epassport", "paspoortnr", "passinro", "passinnumero", "pasnr", "passnumret", "passets", "pasinr", "pasznr",
        "paszportnr", "nrpaszportu", "cestovnípasč", "číslopasu", "čpasu", "pasč", "útlevele", "útleveleszáma",
        "útlevelének", "pașaportului", "pasaportului", "pasaportul", "pașaportul", "серияпаспорта", "паспортсерия",
        "загранпаспорте", "закордоннийпаспорт", "паспортний", "паспортные", "данныепаспорта", "паспорте", "паспортът",
        "putovnicu", "pasošu", "пасоша", "пасошот", "passiseeria", "reisidokument", "pasonumeris", "paspasinumurs",
        "διαβατ", "דרכוןמספר", "الجواز", "جوازسفر", "رقمالجواز", "پاسپورت", "پاسپورٹنمبر", "पारपत्र", "ਪਾਸਪੋਰਟ",
        "પાસપોર્ટ", "పాస్‌పోర్ట్", "పాస్పోర్ట్", "പാസ്പോർട്ട്", "ಪಾಸ್‌ಪೋರ್ಟ್", "ಪಾಸ್ಪೋರ್ಟ್", "พาสปอร์ต",
        "หนังสือเดินทางเลขที่", "hộchiếusố", "passpot", "pasiportaya", "pasipoti", "paspoor", "паспарт", "төлқұжат",
        "պասպորտ", "անձնագիր", "პასპორტი", "護照號碼", "护照号", "パスポートナンバー", "旅券番号", "여권번호", "여행증", "passaport",
        "pasaportea", "passaportu", "pasaportës", "passno", "passdocument", "passnumber", "passeportn",
        "passeportnuméro", "passkode", "pptno", "pptnumber", "ppt", "pppassport", "ppnumber", "pases", "pasinumber",
        "pasonr", "פספורט", "கடவுச்சீட்டு", "paspoortnommer", "პასპორტის", "pasaportaren", "pasavante",
        "passeportnum", "travelpassport",
    ]),
];
