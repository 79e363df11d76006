//! Coordinates in all notations, and what looks like them.

use super::marked::{check, find, mark, scanner};
use crate::Kind;

#[test]
fn degrees_have_many_notations() {
    check(
        Kind::Coordinates,
        &[
            "coordinates: «40.584649 N 74.211262 W»",
            "from «34.046015 S» «151.325654 E»",
            "«52 31 12 N» «13 24 18 E», «52:31:12N» «13:24:18E», «52d31m12s N» «13d24m18s E»",
            "«N 52° 31.200'» «E 013° 24.300'», «N52 31.200» «E013 24.300»",
            "GPS Position: «52 deg 31' 12.00\" N», «13 deg 24' 18.00\" E»",
            "«55.7558° с.ш.» «37.6177° в.д.», 北緯«35度40分52秒» 東経«139度46分1秒»",
            "$GPGGA,123519,«4807.038,N»,«01131.000,E»,1,08",
            "GPSLatitude=«52/1,31/1,1234/100», \"GPSLatitude\":[«52,31,12.34»]",
            "\"latitudeE7\":«525200080», Koordinaten: «52,520008 / 13,404954»",
        ],
    );
    check(
        Kind::Coordinates,
        &[
            "52 31 12 N, 13 24 18 X, N 52 E 13, 12 S 34 E",
            "size N 5 x E 3, 4807.038,N,1131.000,X",
            "latitude: 52, \"latitude\":525200080, [52,31,12.34]",
        ],
    );
}

#[test]
fn maps_and_libraries_tell_pairs() {
    check(
        Kind::Coordinates,
        &[
            "https://www.google.com/maps/place/X/data=!4m6!3m5!8m2!3d«52.520008»!4d«13.404954»",
            "https://www.google.com/maps/dir/«52.520008,13.404954»/«52.530008,13.414954»",
            "https://maps.google.com/?q=loc:«52.520008,13.404954», google.navigation:q=«52.520008,13.404954»",
            "https://www.bing.com/maps?cp=«52.520008~13.404954», https://yandex.ru/maps/?rtext=~«52.520008,13.404954»",
            "https://wego.here.com/?map=«52.520008,13.404954»,15, https://share.here.com/l/«52.520008,13.404954»",
            "LINESTRING(«13.404954 52.520008», «13.414954 52.530008»), POINT Z («13.404954 52.520008» 34.5)",
            "\"coordinates\":[[«13.404954,52.520008»],[«13.414954,52.530008»]]",
            "L.marker([«52.520008, 13.404954»]), ST_MakePoint(«13.404954, 52.520008»)",
            "<«+52.520008,+13.404954»> +/- 5.00m, «+52.520008+013.404954»/",
        ],
    );
    check(
        Kind::Coordinates,
        &[
            "mouse click at 412.5500, 310.2500, translate(52.520008, 13.404954), matrix(1.0000, 0.0000, 12.1234)",
            "<path d=\"M52.5200,13.4050 L12.1234,14.5678\"/>, center: [0.5000, 0.5000]",
            "https://example.com/v1/52.520008,13.404954, https://example.com/?range=52.520008,13.404954",
            "+12.3456+123.4567 in all, x+52.5200-13.4050, <+52.520008>, !5d52.520008",
        ],
    );
}

#[test]
fn columns_of_numbers_have_headings() {
    let scanner = scanner(&[Kind::Coordinates]);
    for case in [
        "id,name,lat,lon\n7,Ann,«52.520008,13.404954»\n",
        "id,lat,lon\n7,«-52.520008,-13.404954»",
        "id\tlat\tlon\n7\t«-52.520008»\t«-13.404954»",
        "id,price,vat\n7,52.520008,13.404954\n",
    ] {
        let text: String = case.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(mark(&text, &find(&scanner, &text)), case);
    }
}
