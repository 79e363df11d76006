use crate::{
    random::{DIGITS, Random},
    sample::{Role, Set, Value},
};

/// One of two labels, the second of which is kept out, and what it tells.
fn labelled(set: Set, random: &mut Random, labels: &[&str], others: &[&str], value: String) -> Value {
    let kept_out = set == Set::Published && random.one_in(2);
    let label = *random.pick(if kept_out { others } else { labels });
    Value::default().then(label, Role::Stays).then(value, Role::Goes).kept_out(kept_out)
}

pub fn passport(set: Set, random: &mut Random) -> Value {
    let number = match random.below(3) {
        0 => random.number(9),
        1 => {
            format!("{}{}", random.text("CFGHJK", 1), random.text("0123456789CFGHJKLMNPRTVWXYZ", 4))
                + &random.text(DIGITS, 4)
        }
        _ => format!("{}{}", random.text("ABCDEFGHJK", 2), random.number(7)),
    };
    let labels = ["passport: ", "passport number ", "passportNumber=", "Reisepass ", "pasaporte: "];
    let others = ["passport no. ", "Passport #", "passeport ", "passaporto: ", "\"passportNo\":\""];
    labelled(set, random, &labels, &others, number)
}

pub fn birth_date(set: Set, random: &mut Random) -> Value {
    let (year, month, day) = (random.between(1930, 2009), random.between(1, 12), random.between(1, 28));
    let name = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "September", "Oct", "November", "Dec"]
        [month as usize - 1];
    let date = match random.below(if set == Set::Published { 8 } else { 5 }) {
        0 | 5 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{day:02}.{month:02}.{year}"),
        2 => format!("{month}/{day}/{year}"),
        3 => format!("{day} {name} {year}"),
        4 => format!("{year}{month:02}{day:02}"),
        6 => format!("{name} {day}, {year}"),
        _ => format!("{day:02}/{month:02}/{:02}", year % 100),
    };
    let labels = ["DOB: ", "date of birth ", "birthday: ", "born on ", "dateOfBirth=", "geboren am "];
    let others = ["dob ", "Geburtsdatum: ", "née le ", "fecha de nacimiento: ", "\"birthDate\":\"", "data di nascita "];
    labelled(set, random, &labels, &others, date)
}

pub fn coordinates(set: Set, random: &mut Random) -> Value {
    let mut degrees = |most: u64, digits: usize| {
        let sign = if random.one_in(2) { "-" } else { "" };
        format!("{sign}{}.{}", random.between(0, most - 1), random.text(DIGITS, digits))
    };
    let (latitude, longitude) = (degrees(90, 6), degrees(180, 5));
    match random.below(if set == Set::Published { 7 } else { 4 }) {
        0 => Value::default().then("latitude: ", Role::Stays).then(latitude, Role::Goes),
        1 => pair("lat=", latitude, "&lng=", longitude),
        2 => pair("{\"latitude\":", latitude, ",\"longitude\":", longitude),
        3 => Value::default().then("coordinates: ", Role::Stays).then(format!("{latitude}, {longitude}"), Role::Goes),
        4 => Value::default()
            .then("GPS ", Role::Stays)
            .then(format!("{latitude},{longitude}"), Role::Goes)
            .kept_out(true),
        5 => pair("lat ", latitude, " lon ", longitude).kept_out(true),
        _ => Value::default()
            .then("geo:", Role::Stays)
            .then(format!("{latitude},{longitude}"), Role::Goes)
            .kept_out(true),
    }
}

fn pair(first: &str, one: String, second: &str, other: String) -> Value {
    Value::default().then(first, Role::Stays).then(one, Role::Goes).then(second, Role::Stays).then(other, Role::Goes)
}

/// Only the name has to go.
pub fn user_path(set: Set, random: &mut Random) -> Value {
    let name = *random.pick(&["ann", "jdoe", "maria.lopez", "kim_lee", "o.brien", "annika", "pierre-d", "tkhan2"]);
    let (before, behind) = match random.below(if set == Set::Published { 9 } else { 6 }) {
        0 => ("C:\\Users\\", "\\AppData\\Local\\Temp\\x.log"),
        1 => ("/Users/", "/Library/Logs/app.log"),
        2 => ("/home/", "/shop/src/index.js"),
        3 => ("file:///home/", "/shop/page.html"),
        4 => ("/home/", "/.config/app/settings.json"),
        5 => ("file:///C:/Users/", "/Desktop/report.html"),
        6 => ("/mnt/c/Users/", "/code/app.py"),
        7 => ("D:\\Users\\", ""),
        _ => ("HOME=/home/", ""),
    };
    let kept_out = set == Set::Published && before.starts_with(['D', 'H']) || before.starts_with("/mnt");
    Value::default().then(before, Role::Stays).then(name, Role::Goes).then(behind, Role::Stays).kept_out(kept_out)
}
