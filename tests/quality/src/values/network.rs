use crate::{
    random::Random,
    sample::{Role, Set, Value},
};
use std::net::{Ipv4Addr, Ipv6Addr};

pub fn ipv4(set: Set, random: &mut Random) -> Value {
    let address = address(random);
    match random.below(if set == Set::Published { 16 } else { 14 }) {
        14 => Value::whole(address.to_string().replace('.', "-")).kept_out(true).named("ip-"),
        15 => Value::whole(format!("{address}")).kept_out(true).named("ip:"),
        _ => Value::whole(address.to_string()),
    }
}

impl Value {
    /// A name that touches the value.
    fn named(mut self, name: &str) -> Self {
        self.pieces.insert(0, (name.to_owned(), Role::Stays));
        self
    }
}

/// Private, or public; none of those that only stand for this host or all of them.
fn address(random: &mut Random) -> Ipv4Addr {
    let mut byte = |first, last| u8::try_from(random.between(first, last)).expect("a byte");
    match byte(0, 3) {
        0 => Ipv4Addr::new(10, byte(0, 255), byte(0, 255), byte(1, 254)),
        1 => Ipv4Addr::new(192, 168, byte(0, 255), byte(1, 254)),
        _ => Ipv4Addr::new(byte(11, 126), byte(0, 255), byte(0, 255), byte(1, 254)),
    }
}

/// RFC 4291, section 2.2, and RFC 5952.
pub fn ipv6(set: Set, random: &mut Random) -> Value {
    let mut groups: [u16; 8] = std::array::from_fn(|_| (random.bits() >> 48) as u16);
    groups[0] = *random.pick(&[0x2001, 0x2a02, 0x2600, 0xfd12, 0xfe80]);
    let zeros = random.below(6);
    let start = 1 + random.below(7 - zeros);
    groups[start..start + zeros].fill(0);
    let address = Ipv6Addr::from(groups);
    let full = || groups.map(|group| format!("{group:04x}")).join(":");
    match random.below(if set == Set::Published { 10 } else { 8 }) {
        0 => Value::whole(full()),
        1 => Value::whole(address.to_string().to_uppercase()),
        2 => Value::whole(format!("::ffff:{}", self::address(random))),
        3 => Value::whole(groups.map(|group| format!("{group:x}")).join(":")),
        8 => Value::whole(format!("64:ff9b::{}", self::address(random))).kept_out(true),
        9 => Value::whole(address.to_string()).then(format!("%eth{}", random.below(3)), Role::May).kept_out(true),
        _ => Value::whole(address.to_string()),
    }
}
