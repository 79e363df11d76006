//! Values within values. They are read when they are written, so that none takes memory.

use super::{
    any_value::{AnyValue, KeyValue, Nested},
    from_json::{any_value, key_value},
    from_protobuf::{next_element, on_the_wire, pair_on_the_wire},
};
use crate::otlp::read::encoding::texts::Texts;
use sluice_event::Json;

impl<'a> Nested<'a> {
    pub(in crate::otlp) fn values(self) -> impl Iterator<Item = AnyValue<'a>> {
        let (mut rest, list) = self.parts();
        let mut texts = Texts::of(rest);
        let on_wire = std::iter::from_fn(move || on_the_wire(&mut texts, next_element(&mut rest)?).ok());
        list.into_iter().flatten().map(any_value).chain(on_wire)
    }

    pub(in crate::otlp) fn pairs(self) -> impl Iterator<Item = KeyValue<'a>> {
        let (mut rest, list) = self.parts();
        let mut texts = Texts::of(rest);
        let on_wire = std::iter::from_fn(move || pair_on_the_wire(&mut texts, next_element(&mut rest)?).ok());
        list.into_iter().flatten().filter_map(key_value).chain(on_wire)
    }

    fn parts(self) -> (&'a [u8], Option<impl Iterator<Item = Json<'a>>>) {
        match self {
            Self::Protobuf(rest) => (rest, None),
            Self::Json(list) => (&[], list.and_then(Json::elements)),
        }
    }
}
