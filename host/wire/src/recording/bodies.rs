//! Bodies of which each line is a part.

use std::ops::Range;

use bytes::{BufMut, BytesMut};

use super::{
    detect::{self, Document},
    recorded_body::RecordedBody,
    sender::Sender,
    written_line::WrittenLine,
};
use crate::{body::content_type::Form, route::Route};

/// Events that stand on lines of their own, without anything that tells which of them came together, are read in batches
/// of as many as a browser sends.
pub const EVENTS_A_BATCH: usize = 20;

/// Lines that make a body together.
enum Open {
    Lines { route: Route, lines: Range<usize>, count: usize, body: BytesMut },
    Written { lines: Range<usize>, sender: Sender, body: BytesMut },
}

#[derive(Default)]
pub(super) struct Bodies {
    done: Vec<RecordedBody>,
    open: Option<Open>,
}

impl Bodies {
    pub(super) fn push(&mut self, number: usize, line: &[u8]) {
        match detect::line(line) {
            // Both have one event a line.
            Document::Body(route @ (Route::Events | Route::Datadog(_))) => self.push_line(route, number, line),
            Document::Body(route) => {
                self.close();
                self.done.push(RecordedBody::whole(route, line, number..number + 1));
            }
            Document::Written => match WrittenLine::read(line) {
                Some(line) => self.push_written(number, line),
                None => self.push_line(Route::Events, number, line),
            },
        }
    }

    fn push_line(&mut self, own: Route, number: usize, line: &[u8]) {
        match &mut self.open {
            Some(Open::Lines { route, lines, count, body }) if *route == own && *count < EVENTS_A_BATCH => {
                (lines.end, *count) = (number + 1, *count + 1);
                body.put_u8(b'\n');
                body.put_slice(line);
            }
            _ => {
                self.close();
                let lines = number..number + 1;
                self.open = Some(Open::Lines { route: own, lines, count: 1, body: line.into() });
            }
        }
    }

    fn push_written(&mut self, number: usize, written: WrittenLine) {
        let Some(event) = written.event else { return };
        match &mut self.open {
            Some(Open::Written { lines, sender, body }) if *sender == written.sender => {
                lines.end = number + 1;
                body.put_u8(b',');
                body.put_slice(event.as_bytes());
            }
            _ => {
                self.close();
                let mut body = BytesMut::from(&b"["[..]);
                body.put_slice(event.as_bytes());
                self.open = Some(Open::Written { lines: number..number + 1, sender: written.sender, body });
            }
        }
    }

    fn close(&mut self) {
        let body = match self.open.take() {
            None => return,
            Some(Open::Lines { route, lines, body, .. }) => {
                RecordedBody { route, lines, sender: Sender::default(), form: Form::Lines, body: body.freeze() }
            }
            Some(Open::Written { lines, sender, mut body }) => {
                body.put_u8(b']');
                RecordedBody { route: Route::Events, lines, sender, form: Form::Json, body: body.freeze() }
            }
        };
        self.done.push(body);
    }

    pub(super) fn finish(mut self) -> Vec<RecordedBody> {
        self.close();
        self.done
    }
}
