//! Words, and names of members, that tell what a number after them is: in lower case, without blanks and separators. A
//! longer entry counts more than the end of it.

use super::Labels;
use super::Told::{
    Aadhaar, Australian, Austrian, Belgian, Birth, Bsn, Canadian, Cnpj, Coordinate, Cpf, Curp, Ein, Finnish, German,
    Imei, Italian, Itin, Mac, Nhs, Nino, Nir, Norwegian, Pan, Passport, Pesel, Place, Portuguese, Pps, Routing,
    Singaporean, SortCode, SouthAfrican, Spanish, Swedish, Swift, Swiss, Vehicle,
};

const fn of(told: super::Told) -> Labels {
    Labels::of(told)
}

const BRAZILIAN: Labels = of(Cpf).with(of(Cnpj));

#[rustfmt::skip]
pub(super) const LABELS: &[(&str, Labels)] = &[
    // Any state's.
    ("nationalid", Labels::ANY_ID), ("nationalidentity", Labels::ANY_ID), ("nationalidentification", Labels::ANY_ID),
    ("identitynumber", Labels::ANY_ID),
    ("idcard", Labels::ANY_ID), ("identitycard", Labels::ANY_ID), ("personalid", Labels::ANY_ID),
    ("personalnumber", Labels::ANY_ID),
    ("taxid", Labels::ANY_ID), ("taxnumber", Labels::ANY_ID), ("taxpayerid", Labels::ANY_ID), ("taxpayer", Labels::ANY_ID),
    ("taxidentification", Labels::ANY_ID), ("tin", Labels::ANY_ID), ("socialinsurance", Labels::ANY_ID),
    ("healthinsurance", Labels::ANY_ID), ("citizenid", Labels::ANY_ID), ("citizennumber", Labels::ANY_ID),
    ("govid", Labels::ANY_ID),
    ("governmentid", Labels::ANY_ID), ("nationalnumber", Labels::ANY_ID),
    // Great Britain.
    ("nino", of(Nino)), ("nationalinsurance", of(Nino)), ("ni", of(Nino)), ("nin", of(Nino)), ("nhs", of(Nhs)),
    ("healthservice", of(Nhs)),
    // Germany.
    ("steuerid", of(German)), ("steueridnr", of(German)), ("steueridentifikation", of(German)), ("idnr", of(German)),
    ("steueridentifikationsnummer", of(German)), ("identifikationsnummer", of(German)), ("steuernummer", of(German)),
    ("tinde", of(German)),
    // France.
    ("nir", of(Nir)), ("insee", of(Nir)), ("sécuritésociale", of(Nir)), ("securitesociale", of(Nir)), ("sécu", of(Nir)),
    ("secu", of(Nir)),
    ("cartevitale", of(Nir)),
    // Spain.
    ("dni", of(Spanish)), ("nie", of(Spanish)), ("nif", of(Spanish).with(of(Portuguese))), ("documentonacional", of(Spanish)),
    // Italy.
    ("codicefiscale", of(Italian)), ("codfiscale", of(Italian)), ("cf", of(Italian)), ("fiscalcode", of(Italian)),
    // The Netherlands and Belgium.
    ("bsn", of(Bsn)), ("burgerservicenummer", of(Bsn)), ("burgerservice", of(Bsn)), ("sofinummer", of(Bsn)), ("sofi", of(Bsn)),
    ("rijksregisternummer", of(Belgian)), ("rijksregister", of(Belgian)), ("registrenational", of(Belgian)),
    ("niss", of(Belgian)),
    ("insz", of(Belgian)), ("numéronational", of(Belgian)), ("numeronational", of(Belgian)), ("rrn", of(Belgian)),
    ("nrn", of(Belgian)),
    // Poland, Sweden, Finland, Norway.
    ("pesel", of(Pesel)), ("personnummer", of(Swedish).with(of(Norwegian))), ("personnr", of(Swedish).with(of(Norwegian))),
    ("pnr", of(Swedish)), ("samordningsnummer", of(Swedish)), ("hetu", of(Finnish)), ("henkilötunnus", of(Finnish)),
    ("henkilotunnus", of(Finnish)), ("sotu", of(Finnish)), ("fødselsnummer", of(Norwegian)), ("fodselsnummer", of(Norwegian)),
    ("fnr", of(Norwegian)), ("dnummer", of(Norwegian)),
    // Portugal and Ireland.
    ("contribuinte", of(Portuguese)), ("nifpt", of(Portuguese)), ("pps", of(Pps)), ("ppsn", of(Pps)),
    ("personalpublicservice", of(Pps)),
    ("publicservice", of(Pps)),
    // Switzerland and Austria.
    ("ahv", of(Swiss)), ("avs", of(Swiss)), ("ahvn13", of(Swiss)), ("navs13", of(Swiss)), ("ahvnummer", of(Swiss)),
    ("svnr", of(Austrian)), ("sozialversicherung", of(Austrian).with(of(Swiss))), ("svnummer", of(Austrian)),
    ("sozialversicherungsnummer", of(Austrian).with(of(Swiss))), ("versicherungsnummer", of(Austrian)),
    // America.
    ("itin", of(Itin)), ("ein", of(Ein)), ("fein", of(Ein)), ("employerid", of(Ein)), ("employeridentification", of(Ein)),
    ("federaltaxid", of(Ein)), ("sin", of(Canadian)), ("nas", of(Canadian)), ("assurancesociale", of(Canadian)),
    ("curp", of(Curp)), ("cpf", of(Cpf)), ("cnpj", of(Cnpj)), ("cpfcnpj", BRAZILIAN), ("cadastrodepessoasfísicas", of(Cpf)),
    // Asia, Australia, Africa.
    ("aadhaar", of(Aadhaar)), ("aadhar", of(Aadhaar)), ("adhaar", of(Aadhaar)), ("uidai", of(Aadhaar)), ("आधार", of(Aadhaar)),
    ("pan", of(Pan)), ("pancard", of(Pan)), ("permanentaccount", of(Pan)), ("nric", of(Singaporean)),
    ("tfn", of(Australian)), ("taxfile", of(Australian)), ("taxfilenumber", of(Australian)), ("rsaid", of(SouthAfrican)),
    ("southafricanid", of(SouthAfrican)), ("zaid", of(SouthAfrican)),
    // Passports.
    ("passport", of(Passport)), ("passportno", of(Passport)), ("reisepass", of(Passport)), ("passnummer", of(Passport)),
    ("reisepassnummer", of(Passport)), ("pasaporte", of(Passport)), ("passeport", of(Passport)), ("passaporto", of(Passport)),
    ("passaporte", of(Passport)), ("paspoort", of(Passport)), ("paspoortnummer", of(Passport)), ("paszport", of(Passport)),
    ("paszportu", of(Passport)), ("passi", of(Passport)), ("traveldocument", of(Passport)), ("паспорт", of(Passport)),
    ("护照", of(Passport)), ("護照", of(Passport)), ("パスポート", of(Passport)), ("여권", of(Passport)), ("passnr", of(Passport)),
    ("pasu", of(Passport)), ("cestovnípas", of(Passport)), ("cestovnýpas", of(Passport)), ("útlevél", of(Passport)),
    ("útlevélszám", of(Passport)), ("pașaport", of(Passport)), ("pasaport", of(Passport)), ("διαβατηρίου", of(Passport)),
    ("διαβατήριο", of(Passport)), ("pasport", of(Passport)), ("паспорта", of(Passport)), ("паспорту", of(Passport)),
    ("putovnica", of(Passport)), ("putovnice", of(Passport)), ("pasoš", of(Passport)), ("pasoša", of(Passport)),
    ("hộchiếu", of(Passport)), ("hochieu", of(Passport)), ("paspor", of(Passport)), ("pasnummer", of(Passport)),
    ("جوازالسفر", of(Passport)), ("דרכון", of(Passport)), ("पासपोर्ट", of(Passport)),
    ("旅券", of(Passport)),
    // Accounts.
    ("routing", of(Routing)), ("routingnumber", of(Routing)), ("aba", of(Routing)), ("abarouting", of(Routing)),
    ("rtn", of(Routing)),
    ("routingtransit", of(Routing)), ("bankrouting", of(Routing)), ("sortcode", of(SortCode)), ("banksort", of(SortCode)),
    ("bic", of(Swift)), ("swift", of(Swift)), ("swiftcode", of(Swift)), ("biccode", of(Swift)), ("swiftbic", of(Swift)),
    ("bicswift", of(Swift)),
    // Devices and vehicles.
    ("imei", of(Imei)), ("imei1", of(Imei)), ("imei2", of(Imei)), ("imeisv", of(Imei)), ("deviceimei", of(Imei)),
    ("mac", of(Mac)), ("macaddress", of(Mac)), ("macaddr", of(Mac)), ("hwaddr", of(Mac)), ("wifimac", of(Mac)),
    ("bssid", of(Mac)),
    ("vin", of(Vehicle)), ("vehicleidentification", of(Vehicle)), ("vehicleidentificationnumber", of(Vehicle)), ("vehicleid", of(Vehicle)), ("chassis", of(Vehicle)),
    ("fahrgestellnummer", of(Vehicle)), ("fahrgestell", of(Vehicle)), ("fin", of(Vehicle).with(of(Singaporean))),
    ("bastidor", of(Vehicle)),
    ("chassi", of(Vehicle)), ("chasis", of(Vehicle)), ("châssis", of(Vehicle)), ("fahrzeugidentifikationsnummer", of(Vehicle)),
    ("fahrzeugidentnummer", of(Vehicle)), ("fahrzeugident", of(Vehicle)), ("fahrgestellnr", of(Vehicle)), ("vinnummer", of(Vehicle)),
    ("vinno", of(Vehicle)), ("carvin", of(Vehicle)), ("vehiclevin", of(Vehicle)), ("rangka", of(Vehicle)), ("nadwozia", of(Vehicle)),
    ("кузова", of(Vehicle)), ("车架号", of(Vehicle)), ("車台番号", of(Vehicle)), ("차대번호", of(Vehicle)),
    ("telaio", of(Vehicle)), ("vinnumber", of(Vehicle)), ("vincode", of(Vehicle)),
    // Births.
    ("dob", of(Birth)), ("birth", of(Birth)), ("birthday", of(Birth)), ("birthdate", of(Birth)), ("dateofbirth", of(Birth)),
    ("born", of(Birth)),
    ("bday", of(Birth)), ("geburtsdatum", of(Birth)), ("geburtstag", of(Birth)), ("geboren", of(Birth)), ("geb", of(Birth)),
    ("gebdatum", of(Birth)),
    ("naissance", of(Birth)), ("né", of(Birth)), ("née", of(Birth)), ("nacimiento", of(Birth)), ("nacido", of(Birth)),
    ("nacida", of(Birth)),
    ("fnac", of(Birth)), ("nascita", of(Birth)), ("nato", of(Birth)), ("nata", of(Birth)), ("nascimento", of(Birth)),
    ("nascido", of(Birth)),
    ("nascida", of(Birth)), ("geboortedatum", of(Birth)), ("urodzenia", of(Birth)), ("urodzony", of(Birth)),
    ("urodzona", of(Birth)),
    ("födelsedatum", of(Birth)), ("född", of(Birth)), ("fødselsdato", of(Birth)), ("født", of(Birth)),
    ("syntymäaika", of(Birth)),
    ("syntynyt", of(Birth)), ("рождения", of(Birth)), ("родился", of(Birth)), ("родилась", of(Birth)), ("生年月日", of(Birth)),
    ("出生日期", of(Birth)), ("생년월일", of(Birth)), ("doğumtarihi", of(Birth)),
    ("bdate", of(Birth)), ("dateborn", of(Birth)), ("dobirth", of(Birth)), ("geburt", of(Birth)), ("gebdat", of(Birth)),
    ("datenaissance", of(Birth)), ("nac", of(Birth)), ("fechanacimiento", of(Birth)), ("fechanac", of(Birth)), ("cumpleaños", of(Birth)),
    ("naixement", of(Birth)), ("datanascita", of(Birth)), ("nasc", of(Birth)), ("datanascimento", of(Birth)), ("datanasc", of(Birth)),
    ("geboortedag", of(Birth)), ("dataurodzenia", of(Birth)), ("fødselsdag", of(Birth)), ("fodselsdato", of(Birth)), ("födelsedag", of(Birth)),
    ("fodelsedatum", of(Birth)), ("syntymäpäivä", of(Birth)), ("syntymaaika", of(Birth)), ("narození", of(Birth)), ("narozeni", of(Birth)),
    ("narozen", of(Birth)), ("narozena", of(Birth)), ("narodenia", of(Birth)), ("narodený", of(Birth)), ("narodená", of(Birth)),
    ("születésiidő", of(Birth)), ("születésidátum", of(Birth)), ("született", of(Birth)), ("szül", of(Birth)),
    ("nașterii", of(Birth)), ("nasterii", of(Birth)), ("născut", of(Birth)), ("născută", of(Birth)), ("naștere", of(Birth)),
    ("γέννησης", of(Birth)), ("γεννήσεως", of(Birth)), ("doğum", of(Birth)), ("dogumtarihi", of(Birth)), ("народження", of(Birth)),
    ("народився", of(Birth)), ("народилася", of(Birth)), ("раждане", of(Birth)), ("рођења", of(Birth)), ("rođenja", of(Birth)),
    ("rođen", of(Birth)), ("rođena", of(Birth)), ("rojstva", of(Birth)), ("sünniaeg", of(Birth)), ("sünnikuupäev", of(Birth)),
    ("dzimšanas", of(Birth)), ("dzimšanasdatums", of(Birth)), ("dzimis", of(Birth)), ("gimimo", of(Birth)), ("gimimodata", of(Birth)),
    ("الميلاد", of(Birth)), ("לידה", of(Birth)), ("जन्म", of(Birth)), ("जन्मतिथि", of(Birth)), ("วันเกิด", of(Birth)), ("เกิด", of(Birth)),
    ("ngàysinh", of(Birth)), ("ngaysinh", of(Birth)), ("lahir", of(Birth)), ("誕生日", of(Birth)), ("生日", of(Birth)), ("出生", of(Birth)),
    ("出生年月日", of(Birth)), ("생일", of(Birth)), ("출생일", of(Birth)),
    // Places. The short ones also stand for other things.
    ("latitude", of(Coordinate)), ("longitude", of(Coordinate)), ("latitud", of(Coordinate)), ("longitud", of(Coordinate)),
    ("latitudine", of(Coordinate)), ("longitudine", of(Coordinate)), ("breitengrad", of(Coordinate)),
    ("längengrad", of(Coordinate)),
    ("lat", of(Place)), ("lon", of(Place)), ("lng", of(Place)), ("long", of(Place)), ("latlng", of(Place)),
    ("latlon", of(Place)),
    ("latlong", of(Place)), ("lnglat", of(Place)), ("coordinates", of(Place)), ("coordinate", of(Place)), ("coords", of(Place)),
    ("gps", of(Place)), ("geolocation", of(Place)), ("geo", of(Place)), ("position", of(Place)), ("location", of(Place)),
    ("широта", of(Coordinate)), ("долгота", of(Coordinate)), ("纬度", of(Coordinate)), ("经度", of(Coordinate)), ("緯度", of(Coordinate)),
    ("経度", of(Coordinate)), ("위도", of(Coordinate)), ("경도", of(Coordinate)), ("enlem", of(Coordinate)), ("boylam", of(Coordinate)),
    ("leveysaste", of(Coordinate)), ("pituusaste", of(Coordinate)), ("breddgrad", of(Coordinate)), ("längdgrad", of(Coordinate)),
    ("breddegrad", of(Coordinate)), ("lengdegrad", of(Coordinate)), ("breedtegraad", of(Coordinate)), ("lengtegraad", of(Coordinate)),
    ("coord", of(Place)), ("geopoint", of(Place)), ("geoloc", of(Place)), ("latlngs", of(Place)), ("lonlat", of(Place)),
    ("koordinaten", of(Place)), ("koordinater", of(Place)), ("coördinaten", of(Place)), ("координаты", of(Place)),
    ("współrzędne", of(Place)), ("坐标", of(Place)), ("座標", of(Place)), ("좌표", of(Place)),
    ("coordonnées", of(Place)), ("coordenadas", of(Place)),
];

/// Words between a label and its number.
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "number", "num", "no", "nr", "nummer", "numero", "número", "numéro", "id", "code", "is", "was", "on", "am", "le", "el", "il", "op",
    "den", "de", "card", "ist", "es", "est", "value", "address", "the", "in", "dne", "dia", "du", "numer",
    "číslo", "cislo", "číslem", "broj", "номер", "№", "番号", "号码", "號碼", "번호", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];

/// Months as they are written before a day.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];
