//! Dates of birth.

use super::group::{Group, of};
use crate::kinds::label::Told::Birth;

#[rustfmt::skip]
pub(super) const GROUPS: &[Group] = &[
    (of(Birth), &[
        "dob", "birth", "birthday", "birthdate", "dateofbirth", "born", "bday", "geburtsdatum", "geburtstag",
        "geboren", "geb", "gebdatum", "naissance", "né", "née", "nacimiento", "nacido", "nacida", "fnac", "nascita",
        "nato", "nata", "nascimento", "nascido", "nascida", "geboortedatum", "urodzenia", "urodzony", "urodzona",
        "födelsedatum", "född", "fødselsdato", "født", "syntymäaika", "syntynyt", "рождения", "родился", "родилась",
        "生年月日", "出生日期", "생년월일", "doğumtarihi", "bdate", "dateborn", "dobirth", "geburt", "gebdat", "datenaissance",
        "nac", "fechanacimiento", "fechanac", "cumpleaños", "naixement", "datanascita", "nasc", "datanascimento",
        "datanasc", "geboortedag", "dataurodzenia", "fødselsdag", "fodselsdato", "födelsedag", "fodelsedatum",
        "syntymäpäivä", "syntymaaika", "narození", "narozeni", "narozen", "narozena", "narodenia", "narodený",
        "narodená", "születésiidő", "születésidátum", "született", "szül", "nașterii", "nasterii", "născut",
        "născută", "naștere", "γέννησης", "γεννήσεως", "doğum", "dogumtarihi", "народження", "народився",
        "народилася", "раждане", "рођења", "rođenja", "rođen", "rođena", "rojstva", "sünniaeg", "sünnikuupäev",
        "dzimšanas", "dzimšanasdatums", "dzimis", "gimimo", "gimimodata", "الميلاد", "לידה", "जन्म", "जन्मतिथि",
        "วันเกิด", "เกิด", "ngàysinh", "ngaysinh", "lahir", "誕生日", "生日", "出生", "出生年月日", "생일", "출생일", "рожд",
        "kuzaliwa", "জন্ম", "জন্মতারিখ", "জন্মদিন", "تولد", "ولادت", "ميلاد", "پیدائش", "הלידה", "பிறந்த", "జన్మ",
        "పుట్టిన", "ജനന", "ಜನ್ಮ", "ಹುಟ್ಟಿದ", "જન્મ", "ਜਨਮ", "උපන්", "kapanganakan", "kelahiran", "lindjes",
        "datëlindja", "datelindja", "დაბადების", "ծննդյան", "туған", "tugʻilgan", "tugilgan", "төрсөн",
        "fæðingardagur", "fødd", "fødselsdatoen", "jaiotze", "gimė", "gimęs", "gimusi", "dzimusi", "dzimšanasdiena",
        "sündinud", "născuți", "geboorte", "γεννηθείς", "роден", "родена", "рођен", "рођена", "doğumgünü", "생년", "生年",
        "የልደት", "dobs", "birthdt", "dtbirth", "birthdates", "birthdob", "datebirth", "dateofbirthday", "dayofbirth",
        "birthyear", "birthdatum", "geburtsdaten", "gebtag", "geborenam", "gebam", "geburtsd", "geburtsdat", "nés",
        "datedenaissance", "datenaiss", "dnaiss", "dnais", "naiss", "ddn", "nacidos", "nacidas", "fechadenacimiento",
        "fnacimiento", "fecnac", "fechanacim", "nacim", "nacimento", "natail", "natoa", "datadinascita", "dtnascita",
        "dnascita", "dtnasc", "dtnascimento", "datadenascimento", "datanas", "geboortedat", "geborendatum",
        "geborenop", "urodz", "dataur", "dataurodz", "urodzeń", "fødedato", "fodedato", "fødtden", "fodt", "fodd",
        "fodelsedag", "synt", "syntymäajaksi", "syntpvm", "syntymäpv", "narozenín", "datumnarození", "datumnarozeni",
        "datumnarodenia", "narodeniny", "szülidő", "szülidö", "szülétési", "szuletesi", "szuletett", "szülnap",
        "születésnap", "születésnapja", "születésnapom", "datanașterii", "datanasterii", "dnasterii", "născutăpe",
        "рождение", "датарождения", "датарожд", "родившийся", "родившаяся", "народж", "датанародження", "народжений",
        "народжена", "роденна", "рожденадата", "рожденден", "датумрођења", "datumrođenja", "datumrodjenja", "rođ",
        "rodjen", "rodjena", "datumrojstva", "rojen", "rojena", "rojstni", "rojstnidatum", "ημνιαγέννησης",
        "γεννηθεί", "γεννημένος", "γεννήθηκε", "γενέθλια", "γέννηση", "doğduğum", "doğumt", "doğumtar", "doğduğu",
        "sünd", "sünniaasta", "sünnipäev", "dzimdat", "dzimš", "gim", "gimimas", "gimdat", "gimtadienis",
        "تاريخالميلاد", "مواليد", "المولد", "تاریخپیدائش", "تاریختولد", "متولد", "תאריךלידה", "נולד", "נולדה",
        "जन्मदिन", "जन्मदिनांक", "जन्मदिवस", "पैदा", "জন্মেরতারিখ", "জন্মগ্রহণ", "பிறந்தநாள்", "பிறந்ததேதி",
        "పుట్టినతేదీ", "జన్మతేదీ", "ജനനതീയതി", "ജനിച്ചത്", "ಜನ್ಮದಿನಾಂಕ", "જન્મતારીખ", "ਜਨਮਮਿਤੀ", "วันเดือนปีเกิด",
        "เกิดวันที่", "sinhngày", "sinhnhật", "sinhngay", "ngàythángnămsinh", "tgllahir", "tanggallahir",
        "tarikhlahir", "dilahirkan", "ipinanganak", "isinilang", "kaarawan", "alizaliwa", "verjaarsdag", "出生年月",
        "出生于", "生于", "生於", "生まれ", "誕生", "生年月", "출생", "출생년월일", "生辰", "dataenaixement", "datadenaixement", "nascut",
        "nascuda", "jaioteguna", "jaio", "dataofbirth", "dátabhreithe", "rugadh", "dyddiadgeni", "ganwyd",
        "datëlindjes", "ditëlindja", "датанараџање", "dattwelid", "twelid", "dobmmddyyyy", "dobddmmyyyy", "др", "датар", "dtarihi", "dtar", "fdn", "fechanacto", "nacimto", "nacs", "nascim", "datadn", "rodná", "нар", "дрожд", "дтнар", "fødselsd", "födelsed", "syntymä", "gebdtm", "születésideje"]),
];
