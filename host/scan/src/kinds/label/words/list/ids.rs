//! Numbers of identity, tax, insurance and health that states give out.

use super::group::{Group, of};
use crate::kinds::label::Labels;
use crate::kinds::label::Told::{
    Aadhaar, Abn, Australian, Belgian, Bsn, Canadian, Cif, CitizenCard, Cnpj, Cpf, Curp, Ein, Finnish, German, Imss,
    Insured, Italian, ItalianCard, Itin, Medicare, Nhs, Nino, Nip, Nir, Norwegian, Nuss, Pan, Pension, Pesel, Pis,
    PolishCard, Portuguese, Pps, Rfc, Singaporean, SouthAfrican, Spanish, Ssn, Swedish, Swiss, Utr, Vat, Voter,
};

const INSURANCE: Labels = Labels::CERTAIN_ID.with(of(Ssn));

#[rustfmt::skip]
pub(super) const GROUPS: &[Group] = &[
    // Any state's.
    (Labels::ANY_ID, &[
        "nationalid", "nationalidentity", "nationalidentification", "nationalidentifier", "nationalidno",
        "identitynumber", "identitycard", "identitydocument", "personalid", "personalidentity",
        "personalidentification", "personalidentitycode", "personalcode", "personalnumber", "citizenid",
        "citizennumber", "citizencard", "govid", "governmentid", "govtid", "stateid", "nationalnumber",
        "nationalregister", "nationalregistry", "populationregister", "taxid", "taxnumber", "taxno", "taxnr",
        "taxpayerid", "taxpayer", "taxidentification", "taxidentifier", "taxreference", "taxref", "taxcode",
        "fiscalid", "fiscalnumber", "fiscalidentification", "tin", "tinno", "tinnumber", "taxidno",
        "taxpayeridentification", "taxpayeridentificationnumber", "socialinsurance", "healthinsurance",
        "nationalhealth", "iddocument", "identificationcard", "identificationnumber", "identificationno",
        "personenkennzahl", "personenkennziffer", "personennummer", "bürgernummer", "personalausweis",
        "personalausweisnummer", "personalausweisnr", "ausweisnummer", "ausweisnr", "ausweis", "steuernr",
        "nationaleidentifikationsnummer", "nationaleid", "identitätsnummer", "identitätskarte", "identiténationale",
        "identité", "identite", "cni", "identificationnationale", "identifiantnational", "identifiantfiscal",
        "identifiantpersonnel", "identificationfiscale", "identificationpersonnelle", "numérofiscal", "numerofiscal",
        "numérofiscale", "contribuable", "identidad", "identificaciónfiscal", "identificacionfiscal",
        "identificacióntributaria", "identificaciontributaria", "identificaciónpersonal", "identificacionpersonal",
        "identificaciónnacional", "identificacionnacional", "contribuyente", "cédula", "cedula", "idfiscal",
        "númerofiscal", "idnacional", "númeronacional", "identidade", "identificaçãofiscal", "identificacaofiscal",
        "identificaçãocivil", "cartãodecidadão", "cartaodecidadao", "cartãocidadão", "identità", "identita",
        "identificazionefiscale", "numerofiscale", "idfiscale", "codicepersonale", "identiteitskaart",
        "identiteitsnummer", "persoonsnummer", "belastingnummer", "fiscaalnummer", "identiteitsbewijs",
        "nationaalnummer", "personligtnummer", "skatteid", "skattenummer", "idkort", "idkortnummer", "verotunniste",
        "veronumero", "personalkode", "dowódosobisty", "dowodosobisty", "dowoduosobistego", "numeridentyfikacyjny",
        "identyfikacjipodatkowej", "numerpodatkowy", "občanskýprůkaz", "občanskéhoprůkazu", "személyiszám", "adószám",
        "adóazonosító", "cartedeidentitate", "codfiscal", "αριθμόςταυτότητας", "ταυτότητας", "ταυτότητα", "kimlik",
        "kimlikno", "kimliknumarası", "vergikimlik", "vergino", "личнаякарта", "удостоверенияличности",
        "идентификационныйномер", "налоговыйномер", "инн", "ідентифікаційнийномер", "الهوية", "رقمالهوية", "الضريبي",
        "תעודתזהות", "זהות", "पहचानपत्र", "पहचान", "บัตรประชาชน", "ประชาชน", "ประจำตัวประชาชน", "căncước", "cccd",
        "cmnd", "kartutandapenduduk", "ktp", "nik", "kadpengenalan", "身份证", "身份證", "身分證", "身份证号", "身份证号码", "证件号码",
        "身分証", "個人番号", "マイナンバー", "納税者番号", "주민등록번호", "주민번호", "신분증", "납세자번호", "税号", "稅號", "納稅人識別號", "纳税人识别号",
        "numéronational", "numeronational", "númeropersonal", "numeropersonal", "numéropersonnel", "numeropersonnel",
        "idcard", "idcardno", "identitycardno", "identitycardnumber", "docidentidad", "documentoidentidad",
        "documentoidentificacion", "docid", "iddoc", "codiceidentità", "numérodecarte", "códigofiscal",
        "códigofiscalitaliano", "codefiscal", "codefiscalitalien", "steuercode", "steuerkennzahl",
        "identificationcardno", "nationalidnumber", "idnational", "identitynumbers", "nationalinsuranceid", "nidnumber", "nidno", "nid", "idcardnum",
        "cardofidentity", "persönlichenummer", "idnummer", "idnumret", "identifikačníčíslo", "rodnéčíslo", "osobníčíslo",
        "identitetskort", "legitimation", "legitimationsnummer", "identifiantclient", "númerodeidentificación",
        "numérodidentification", "identificador", "identifiant", "persoonlijknummer", "personligkod",
        "personligidentitet", "henkilökortti", "henkilökortinnumero", "lichtbildausweis", "foreigneridentity",
        "foreigneridentitynumber", "extranjería", "personnumber", "perso", "persoid", "iddocumentnumber",
    ]),
    // What other numbers have for a name, too.
    (Labels::CERTAIN_ID, &[
        "idnumber", "idno", "idnum", "idnr", "identification", "identifikation", "identificación", "identificacion",
        "identificação", "identificacao", "identificazione", "identificatienummer", "identifikationsnr",
        "segurançasocial", "segurancasocial", "sicurezzasociale", "sozialenummer", "healthid", "healthcard",
        "healthnumber", "insurancenumber", "insuranceno", "insuredid", "asegurado", "afiliación", "assuré",
        "assuranceno", "assurancemaladie", "said", "documentnumber", "documentid", "documentno", "dokumentnummer",
        "documento", "ndocumento", "n°documento", "nºdocumento", "nrdocumento", "nrodocumento", "numdocumento", "numerodocumento",
        "númerodocumento", "númerodedocumento", "numerodedocumento", "ndodocumento", "nºdodocumento", "nrdokumentu", "numerdokumentu", "nss", "n°ss", "nºss", "nss/", "sécusociale", "securitysocial", "socialsecuritycode", "sociálnízabezpečení",
        "sozialvers", "ubezpieczenia", "socialnummer", "retraite", "assuranceretraite", "pensionsversicherung",
        "pensiónalemana",
    ]),
    // Of the United States, which are a kind of their own, and of others.
    (Labels::CERTAIN_ID.with(of(Ssn)), &[
        "socialsecurity", "ssn", "socialsecurityno", "segurosocial", "ss", "socialsec", "socsec",
        "socialsecuritynumber", "seguridadsocial", "secsoc", "ssnno", "ssnumber", "ssno", "socialsecuritycard",
        "seguridadsocialestadounidense",
    ]),
    // Great Britain and Ireland.
    (of(Utr), &["utr", "utrno", "uniquetaxpayer", "uniquetaxpayerreference", "taxpayerreference"]),
    (of(Nino), &[
        "nino", "nationalinsurance", "ni", "nin", "natins", "nationalins", "ninumber", "assurancenationale",
        "seguronacional", "nationalversicherung", "nationaleversicherungsnummer", "segurosocialbritánico",
        "seguridadsocialbritánica", "britishnationalinsurance",
    ]),
    (of(Nhs), &["nhs", "healthservice", "nhsnumber", "nhsno", "nhsnummer"]),
    (of(Pps), &[
        "pps", "ppsn", "ppsno", "ppsnumber", "personalpublicservice", "publicservice", "serviciopúblico",
        "servicepublic",
    ]),
    // Germany, Austria and Switzerland.
    (of(Insured), &[
        "kvnr", "krankenversicherungsnummer", "krankenversichertennummer", "krankenversicherungsnr",
        "krankenversichertennr", "versichertennummer", "versichertennr", "versichertenid", "gesundheitskarte",
    ]),
    (of(German), &[
        "steuerid", "steueridnr", "steueridentifikation", "steueridentifikationsnummer", "identifikationsnummer",
        "steuernummer", "tinde", "steueridentnummer", "steueridentnr", "steueridno", "stid", "stidnr", "identnr",
        "identnummer", "germantaxid",
    ]),
    (of(Pension), &[
        "rentenversicherungsnummer", "rentenversicherung", "rentenversicherungsnr", "rvnr", "rvnummer", "rvsnr",
        "svausweis", "pensioninsurance", "sozialversicherungsausweis",
    ]),
    (INSURANCE, &[
        "sozialversicherung", "sozialversicherungsnummer", "sozialversicherungsnr", "versicherungsnummer",
        "versicherungsnr", "svnr", "svnummer", "vsnr", "vsnummer", "sozversnr", "sozversicherungsnr", "sozvers",
        "sécuritésociale", "securitesociale", "versnr", "ecardnummer", "ecard", "ussozialversicherungsnummer",
    ]),
    (of(Swiss), &[
        "ahv", "avs", "ahvn13", "navs13", "navs", "ahvnummer", "ahvnr", "avsnummer", "avsnr", "avsai", "ahviv",
        "oasi", "numéroavs", "numeroavs", "numavs",
    ]),
    // France, Belgium and the Netherlands.
    (of(Nir), &[
        "nir", "insee", "sécu", "secu", "cartevitale", "vitale", "numsecu", "numérosécu", "numsecuritesociale",
    ]),
    (of(Belgian), &[
        "rijksregisternummer", "rijksregister", "rijksregisternr", "registrenational", "registernational", "niss",
        "insz", "rrn", "nrn", "rn", "n°rn", "nºrn", "rrnummer", "rijksregnummer", "registrenationalnum", "nationalregisternummer", "inszniss", "rrnr", "rijksregnr",
    ]),
    (of(Bsn), &[
        "bsn", "burgerservicenummer", "burgerservice", "burgerservicenr", "sofinummer", "sofi", "bsnnr", "bsnnummer",
        "citizenservice", "citizenservicenumber", "bürgerservicenummer",
    ]),
    // Spain, Portugal and Italy.
    (of(Nuss), &["nuss", "naf"]),
    (of(Cif), &["cif"]),
    (of(Vat), &["partitaiva", "piva", "partiva"]),
    (of(Spanish), &[
        "dni", "nie", "documentonacional", "dninie", "nifnie", "dninif", "dnioni", "extranjero",
        "identidaddeextranjero",
    ]),
    (Labels::ANY_ID, &["nif"]),
    (of(CitizenCard), &[
        "cc", "numcc", "numerocc", "númerocc", "nºcc", "ncc", "ccn", "ccnº", "cartãocidadão", "cartãodecidadão", "cartaocidadao", "cartaodecidadao",
    ]),
    (of(ItalianCard), &[
        "cie", "ci", "cin", "numerocie", "cartaidentità", "cartadidentità", "cartadidentita", "cartaidentita", "cartaidentitan",
        "cartadidentitàn",
    ]),
    (of(Portuguese), &["contribuinte", "nifpt", "ncontribuinte"]),
    (of(Italian), &[
        "codicefiscale", "codfiscale", "cf", "fiscalcode", "codfisc", "codicefisc", "italiantaxcode",
        "tesserasanitaria",
    ]),
    // Poland and the north.
    (of(PolishCard), &["dowodu", "dowos", "dowódos", "dowodos", "seriainumerdowodu", "dowódosobisty", "dowodosobisty", "seriadowodu", "numerdowodu", "nrdowodu", "dowodutożsamości"]),
    (of(Nip), &["nip", "nrnip", "numernip"]),
    (of(Pesel), &["pesel", "nrpesel", "numerpesel", "peselnumber", "peselu"]),
    (of(Swedish).with(of(Norwegian)), &[
        "personnummer", "personnr", "persnr", "personnumret", "pnr", "persnummer", "personligaidentitetsnummer",
    ]),
    (of(Swedish), &["samordningsnummer", "samordningsnr"]),
    (of(Finnish), &[
        "hetu", "henkilötunnus", "henkilotunnus", "sotu", "personbeteckning", "henkilötunnukseni", "henkilötunnuksen",
        "sosiaaliturvatunnus", "henkilönumero",
    ]),
    (of(Norwegian), &[
        "fødselsnummer", "fodselsnummer", "fnr", "dnummer", "dnr", "fødselsnr", "fodselsnr", "foedselsnummer",
    ]),
    // America.
    (of(Itin), &["itin", "individualtaxpayer", "individualtaxpayeridentification"]),
    (of(Ein), &[
        "ein", "fein", "employerid", "employeridentification", "federaltaxid", "feid", "federalid", "federalein",
        "irsno", "irsnumber", "employertaxid",
    ]),
    (of(Canadian), &[
        "sin", "nas", "assurancesociale", "sinno", "sinnumber", "socialcanadiense", "socialcanadienne",
        "socialcanadien", "segurosocialcanadiense", "seguridadsocialcanadiense", "sécuritésocialecanadienne",
        "kanadischesozialversicherungsnummer", "kanadischesozialversicherung", "canadiansocialsecurity",
        "canadiansocialinsurance",
    ]),
    (of(Pis), &["pis", "pispasep", "nis", "nit", "pasep"]),
    (of(Rfc), &["rfc", "rfcreceptor", "rfcemisor", "contribuyentes", "federaldecontribuyentes"]),
    (of(Imss), &["imss"]),
    (of(Curp), &["curp", "registrodepoblación", "registrodepoblacion"]),
    (of(Cpf), &[
        "cpf", "cpfmf", "mf", "cpfnº", "nºcpf", "ncpf", "cadastrodepessoasfísicas", "cadastrodepessoafísica", "cadastrodepessoasfisicas",
        "cadastrodepessoafisica", "pessoafísica", "pessoafisica", "pessoasfísicas", "pessoasfisicas",
    ]),
    (of(Cnpj), &["cnpj", "cgc", "pessoajurídica", "pessoajuridica", "cnpjmf"]),
    (of(Cpf).with(of(Cnpj)), &["cpfcnpj", "cnpjcpf"]),
    // Asia, Australia and Africa.
    (of(Aadhaar), &[
        "aadhaar", "aadhar", "adhaar", "adhar", "aadhaarcard", "uidai", "आधार", "ஆதார்", "আধার", "ఆధార్", "ആധാർ",
        "ಆಧಾರ್", "આધાર", "ਆਧਾਰ", "آدھار",
    ]),
    (of(Pan), &[
        "pan", "pancard", "permanentaccount", "panno", "pannumber", "itpan", "पैन", "पैनकार्ड", "ప్యాన్", "பான்",
        "প্যান",
    ]),
    (of(Singaporean), &["nric", "nricfin", "finnric", "nricno", "nricnumber", "foreignidentification"]),
    (of(Australian), &["tfn", "taxfile", "taxfilenumber", "tfnno"]),
    (of(Voter), &["voterid", "votercard", "voteridcard", "epic", "epicno", "electorsphoto", "electorphotoid"]),
    (of(Abn), &["abn", "australianbusiness", "abnno"]),
    (of(Medicare), &["medicare", "medicarecard", "medicareno", "medicarenumber"]),
    (of(SouthAfrican), &["rsaid", "southafricanid", "zaid", "saidnumber", "saidno", "identiteitsnommer", "idnommer"]),
];
