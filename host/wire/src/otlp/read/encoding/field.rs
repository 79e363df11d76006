//! Which fields of a message become something.

/// A field: by the number that the `.proto` file gives it, and by the name that its JSON has.
pub(in crate::otlp) trait Field: Copy {
    fn of_number(number: u32) -> Option<Self>;

    /// In lower camel case.
    fn of_json_name(name: &str) -> Option<Self>;

    /// The current name in JSON.
    fn name(self) -> &'static str;

    /// By its name in JSON, or by that of the `.proto` file, which readers of proto3's JSON take as well.
    /// <https://protobuf.dev/programming-guides/json/#field-representation>
    fn of_name(name: &str) -> Option<Self> {
        Self::of_json_name(name).or_else(|| Self::of_json_name(&lower_camel_case(name)?))
    }
}

/// `None` where this changes nothing.
#[cold]
fn lower_camel_case(name: &str) -> Option<String> {
    /// Longer than any name.
    const MAX_NAME: usize = 64;
    if name.len() > MAX_NAME || !name.contains('_') {
        return None;
    }
    let mut words = name.split('_');
    let mut camel = words.next()?.to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    Some(camel)
}

/// Declares the fields of a message: `Name = number, "name in JSON", "older name"…`.
macro_rules! fields {
    ($(#[$doc:meta])* $message:ident { $($field:ident = $($number:literal)|+, $name:literal $(| $older:literal)*;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub(in crate::otlp) enum $message { $($field),* }

        impl $crate::otlp::read::Field for $message {
            #[inline]
            fn of_number(number: u32) -> Option<Self> {
                match number {
                    $($($number)|+ => Some(Self::$field),)*
                    _ => None,
                }
            }

            #[inline]
            fn of_json_name(name: &str) -> Option<Self> {
                match name {
                    $($name $(| $older)* => Some(Self::$field),)*
                    _ => None,
                }
            }

            fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)*
                }
            }
        }
    };
}

pub(in crate::otlp) use fields;
