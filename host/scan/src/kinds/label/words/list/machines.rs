//! Devices and vehicles.

use super::group::{Group, of};
use crate::kinds::label::Told::{Imei, Mac, Singaporean, Vehicle};

#[rustfmt::skip]
pub(super) const GROUPS: &[Group] = &[
    (of(Imei), &[
        "imei", "imei1", "imei2", "imeisv", "deviceimei", "imeinumber", "imeino", "imeinr", "imeicode",
        "imeisoftware", "handsetimei", "phoneimei", "imeisvn", "имей", "имеи", "имэй", "串号", "裝置識別碼", "设备识别码",
        "equipmentidentity", "mobileequipmentidentity", "stationequipmentidentity", "deviceserialimei", "imeinummer",
        "imeiszam", "imeiszám", "imeislot", "imeisim", "imeis", "端末識別番号", "端末识别码", "手机串号", "手機序號",
        "handsetserialimei", "equipmentidentitynumber", "단말기식별번호", "아이메이",
    ]),
    (of(Mac), &[
        "mac", "macaddress", "macaddr", "hwaddr", "wifimac", "bssid", "ether", "lladdr", "sta", "station", "ethernet",
        "physicaladdress", "hardwareaddress", "macadresse", "adressemac", "authenticatewith", "dhcprequestfrom",
    ]),
    (of(Vehicle), &[
        "vin", "vehicleidentification", "vehicleidentificationnumber", "vehicleid", "chassis", "fahrgestellnummer",
        "fahrgestell", "bastidor", "chassi", "chasis", "châssis", "fahrzeugidentifikationsnummer",
        "fahrzeugidentnummer", "fahrzeugident", "fahrgestellnr", "vinnummer", "vinno", "carvin", "vehiclevin",
        "rangka", "nadwozia", "кузова", "车架号", "車台番号", "차대번호", "telaio", "vinnumber", "vincode", "șasiu", "şasiu",
        "sasiu", "alvázszám", "alvazszam", "understellsnummer", "understell", "chassinummer", "chassisnummer",
        "stelnummer", "alustanumero", "şasi", "şase", "şasinumarası", "車架", "车架", "車体番号", "シャーシ", "ตัวถัง", "चेसिस",
        "চেসিস", "الشاسيه", "الهيكل", "شاسی", "שלדה", "вин", "шасі", "шасси", "шаси", "кузову", "рама", "рамы",
        "πλαισίου", "sốkhung", "šasije", "šasija", "podvozku", "karoserie", "karosérie", "podwozia", "važiuoklės",
        "kėbulo", "šasijas", "tehasetähis", "quadro", "chassisno", "chassisnumber", "chassisnr", "chassisid",
        "framenumber", "frameno", "vehicleidno", "vehicleidnumber", "vehicleident", "vinnr", "vinid", "vins",
        "fahrzeugidentifizierungsnummer", "fahrzeugidentifizierung", "fahrzeugidentifikation", "fahrzeugidentnr",
        "finnummer", "fgstnr", "fgstnummer", "fahrzeugid", "identificaciónvehicular", "identificaciondelvehiculo",
        "identificacióndelvehículo", "identificaciónvehículo", "númerodechasis", "bastidores", "numbastidor",
        "serievehicular", "niv", "numérodechâssis", "numerodechassis", "identificationduvéhicule",
        "identificationvéhicule", "identificaçãodoveículo", "identificacaodoveiculo", "telaionumero",
        "voertuigidentificatienummer", "voertuigidentificatie", "chassinr", "ramnummer",
        "fordonsidentifieringsnummer", "fordonsnummer", "kjøretøyidentifikasjon", "rammenummer",
        "køretøjetsidentifikation", "stelnr", "alustanro", "valmistenumero", "valmistenro", "numernadwozia",
        "nrnadwozia", "vinč", "karosériečíslo", "čísllopodvozku", "alvázsz", "seriadecaroserie", "saşiu",
        "numărdeidentificare", "номеркузова", "идентификационныйномертс", "номершасі", "номершасси", "номеррамы",
        "şasino", "şasinumara", "şasenumarası", "şaseno", "kerenumber", "vozila", "kodvozila", "vehicleidentityno",
        "numeriidentificativo", "podvozkové", "車両識別番号", "车辆识别", "车辆识别代号", "车辆识别码", "車輛識別", "차량식별", "차량식별번호", "차대",
        "รถ", "เลขตัวถัง", "sốvin", "khungxe", "norangka", "nomorrangka", "nocasis", "nomborcasis", "вінкод",
        "винкод", "vinкод", "वाहन", "वाहनपहचान", "चेसी", "கார்",
    ]),
    (of(Vehicle).with(of(Singaporean)), &["fin"]),
];
