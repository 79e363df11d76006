//! Places. The short ones also stand for other things.

use super::group::{Group, of};
use crate::kinds::label::Told::{Coordinate, Place};

#[rustfmt::skip]
pub(super) const GROUPS: &[Group] = &[
    (of(Coordinate), &[
        "latitude", "longitude", "latitud", "longitud", "latitudine", "longitudine", "breitengrad", "längengrad",
        "широта", "долгота", "纬度", "经度", "緯度", "経度", "위도", "경도", "enlem", "boylam", "leveysaste", "pituusaste",
        "breddgrad", "längdgrad", "breddegrad", "lengdegrad", "breedtegraad", "lengtegraad", "خطالعرض", "خطالطول",
        "دائرةالعرض", "عرضجغرافیایی", "طولجغرافیایی", "zeměpisnášířka", "zeměpisnádélka", "zemepisnášírka",
        "zemepisnádĺžka", "γεωγραφικόπλάτος", "γεωγραφικόμήκος", "קורוחב", "קואורך", "lintang", "bujur", "ละติจูด",
        "ลองจิจูด", "szerokośćgeograficzna", "długośćgeograficzna", "vĩđộ", "kinhđộ", "latitudinea", "longitudinea",
        "довгота", "अक्षांश", "देशांतर", "अक्षांस", "অক্ষাংশ", "দ্রাঘিমাংশ", "ģeogrāfiskaisplatums", "laiuskraad",
        "pikkuskraad", "latitudo", "longitudo", "latitüüd", "latitudes", "longitudes", "latitudedeg", "longitudedeg",
        "latdeg", "londeg", "gpslat", "gpslon", "gpslng", "gpslatitude", "gpslongitude", "geolat", "geolon", "geolng",
        "geolatitude", "geolongitude", "latitudinale", "breite", "länge", "geogrbreite", "geogrlänge", "breitengrade",
        "längengrade", "breedte", "lengte", "longitúd", "latitùdine", "широты", "долготы", "шир", "долг",
        "breddegraden", "lengdegraden", "latituda", "longituda", "географскаширина", "географскадължина",
        "географскадужина", "geografskaširina", "geografskadužina", "zempisnašíř", "földrajziszélesség",
        "földrajzihosszúság", "latitúd", "breiddargráða", "lengdargráða", "platums", "garums", "laius", "pikkus",
        "latlongitude", "纬", "经", "北纬", "东经", "南纬", "西经", "北緯", "東経", "南緯", "西経", "東經", "西經", "緯度経度", "위도경도", "북위",
        "동경", "เส้นรุ้ง", "เส้นแวง", "latitudina", "longitudina", "szélességifok", "hosszúságifok",
    ]),
    (of(Place), &[
        "lat", "lon", "lng", "long", "latlng", "latlon", "latlong", "lnglat", "coordinates", "coordinate", "coords",
        "gps", "geolocation", "geo", "position", "location", "coord", "geopoint", "geoloc", "latlngs", "lonlat",
        "koordinaten", "koordinater", "coördinaten", "координаты", "współrzędne", "坐标", "座標", "좌표", "coordonnées",
        "coordenadas", "πλάτος", "μήκος", "szerokość", "długość", "ширина", "дължина", "dužina", "širina", "dolžina",
        "szélesség", "hosszúság", "délka", "šířka", "dĺžka", "šírka", "platuma", "ilguma", "souřadnice", "súradnice",
        "koordinate", "koordinatlar", "konum", "koordinaatit", "koordinaadid", "koordinatės", "koordinātas",
        "coordonate", "συντεταγμένες", "координати", "إحداثيات", "الإحداثيات", "מיקום", "พิกัด", "tọađộ", "koordinat",
        "निर्देशांक", "位置", "위치", "posizione", "posición", "posição", "standort", "ubicación", "localização", "mlat",
        "mlon", "lastlocation", "lastknownlocation", "currentlocation", "currentposition", "gpsposition",
        "gpslocation", "gpscoordinates", "gpscoords", "gpscoord", "geocoordinates", "geocoords", "geoposition",
        "geopos", "icbm", "latlonpair", "latlongs", "lnglats", "lonlats", "coordinat", "coordination", "mapcenter",
        "whereabouts", "geofence", "geotag", "geohash", "homelocation", "devicelocation", "userlocation", "gpsfix",
        "standortdaten", "gpsdaten", "aufenthaltsort", "emplacement", "localisation", "géolocalisation",
        "geolocalisation", "géoloc", "geolocalización", "geolocalizacion", "localización", "localizacion",
        "ubicacion", "coordenada", "coordonnée", "coordonnees", "posizionegps", "coordinata", "koordinata",
        "koordináty", "koordináták", "koordináta", "koordinatlarım", "posisjon", "sijainti", "platsen", "plassering",
        "placering", "lokalizacja", "współrzędna", "wspolrzedne", "współrzędnegps", "poloha", "umístění", "helyzet",
        "helyadatok", "locație", "locatie", "coordonatele", "местоположение", "геопозиция", "геолокация",
        "местонахождение", "местоположення", "координата", "локация", "lokacija", "položaj", "θέση", "τοποθεσία",
        "lokasyon", "الموقع", "موقعیت", "स्थान", "অবস্থান", "vịtrí", "ตำแหน่ง", "経緯度", "经纬度", "經緯度", "位置情報", "現在地",
        "현위치", "gps定位", "gps座標", "gps坐标", "קואורדינטות", "lokasi", "mappin", "droppedpin", "gpspin",
    ]),
];
