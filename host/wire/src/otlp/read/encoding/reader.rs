//! Walks over messages, and keeps count.

use super::{
    field::Field,
    protobuf,
    texts::Texts,
    value::{Message, Value},
};
use crate::otlp::read::unfit::{Kept, Read, Unfit};
use sluice_event::{DecodeError, DecodeLimits, DecodeReport, RejectReason};

/// What bounds the reading of a request, and what was found beside its records.
pub(in crate::otlp) struct Reader<'a> {
    max_messages: usize,
    messages: usize,
    pub(in crate::otlp::read) texts: Texts<'a>,
    /// Members of the record that do not fit their fields, by the name of the field.
    pub(in crate::otlp) kept: Vec<Kept<'a>>,
    /// What became of no event.
    pub(in crate::otlp) report: DecodeReport,
    /// Whether there was a field that nobody knows.
    pub(in crate::otlp) has_unknown: bool,
}

impl<'a> Reader<'a> {
    pub(in crate::otlp) fn new(request: Message<'a>, limits: &DecodeLimits) -> Self {
        let texts = match request {
            Message::Protobuf(body) => Texts::of(body),
            Message::Json(_) => Texts::default(),
        };
        Self {
            max_messages: limits.max_nodes,
            messages: 0,
            texts,
            kept: Vec::new(),
            report: DecodeReport::default(),
            has_unknown: false,
        }
    }

    /// Counts a message: an empty one takes two bytes on the wire, and many times that in memory.
    #[inline]
    pub(in crate::otlp) fn count(&mut self, messages: usize) -> Read<'a, ()> {
        self.messages += messages;
        if self.messages > self.max_messages {
            return Err(Unfit::Body(DecodeError::TooManyValues { limit: self.max_messages }));
        }
        Ok(())
    }

    /// Takes the known fields one by one; null counts as not there. What does not fit is kept.
    pub(in crate::otlp) fn fields<F: Field>(
        &mut self,
        message: Message<'a>,
        mut take: impl FnMut(&mut Self, F, Value<'a>) -> Read<'a, ()>,
    ) -> Read<'a, ()> {
        match message {
            Message::Json(json) => {
                for (name, value) in json.members().ok_or(Unfit::Kept(json))?.filter(|(_, value)| !value.is_null()) {
                    let Some(field) = F::of_name(name) else {
                        self.has_unknown = true;
                        continue;
                    };
                    match take(self, field, Value::Json(value)) {
                        Err(Unfit::Kept(json)) => self.kept.push((field.name(), json)),
                        other => other?,
                    }
                }
            }
            Message::Protobuf(mut rest) => {
                while let Some((number, value)) = protobuf::next_field(&mut rest)? {
                    match F::of_number(number) {
                        Some(field) => take(self, field, value)?,
                        None => self.has_unknown = true,
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads a message within a record. Of one in JSON with anything in it that does not fit, all is kept.
    pub(in crate::otlp) fn part<T>(
        &mut self,
        message: Message<'a>,
        read: impl FnOnce(&mut Self, Message<'a>) -> Read<'a, T>,
    ) -> Read<'a, T> {
        let kept = self.kept.len();
        let part = read(self, message);
        let fits = self.kept.len() == kept && !matches!(part, Err(Unfit::Kept(_)));
        match message {
            Message::Json(json) if !fits && !matches!(part, Err(Unfit::Body(_))) => {
                self.kept.truncate(kept);
                Err(Unfit::Kept(json))
            }
            _ => part,
        }
    }

    /// Takes a list of records, or of what holds records, one by one. One that cannot be read is refused by itself.
    pub(in crate::otlp) fn records(
        &mut self,
        list: &'static str,
        value: Value<'a>,
        mut take: impl FnMut(&mut Self, Message<'a>) -> Read<'a, ()>,
    ) -> Read<'a, ()> {
        let Value::Json(json) = value else {
            self.count(1)?;
            let read = value.message().and_then(|message| take(self, message));
            return self.refuse(list, 0, read);
        };
        let Some(elements) = json.elements() else {
            self.report.reject(list, 0, RejectReason::NotAnArray);
            return Ok(());
        };
        for (index, element) in elements.enumerate() {
            let read = take(self, Message::Json(element));
            self.refuse(list, index, read)?;
        }
        Ok(())
    }

    fn refuse(&mut self, list: &'static str, index: usize, read: Read<'a, ()>) -> Read<'a, ()> {
        match read {
            Err(Unfit::Record(reason)) => self.report.reject(list, index, reason),
            Err(Unfit::Kept(_)) => self.report.reject(list, index, RejectReason::NotAnObject),
            Ok(()) | Err(Unfit::Body(_)) => return read,
        }
        Ok(())
    }

    /// Takes a list's elements one by one: in protobuf, each is a field of its own. Null is passed over.
    pub(in crate::otlp) fn elements<F: Field>(
        &mut self,
        field: F,
        value: Value<'a>,
        mut take: impl FnMut(&mut Self, Message<'a>) -> Read<'a, ()>,
    ) -> Read<'a, ()> {
        let Value::Json(json) = value else {
            self.count(1)?;
            return take(self, value.message()?);
        };
        for element in json.elements().ok_or(Unfit::Kept(json))?.filter(|element| !element.is_null()) {
            match take(self, Message::Json(element)) {
                Err(Unfit::Kept(json)) => self.kept.push((field.name(), json)),
                other => other?,
            }
        }
        Ok(())
    }
}
