//! Calls into the host that can be made again without the guest.

use crate::run::bindings::sluice::filter::enrich::EditError;
use sluice_event::Value;

/// A call whose result is the same for the same batch and the same request. Calls that are not here, such as those that read
/// texts of events, are made by guests only.
#[derive(Clone, PartialEq)]
pub(crate) enum Call {
    /// `context.tenant`
    Tenant,
    /// `context.user-agent`
    UserAgent,
    /// `context.origin`
    Origin,
    /// `events.count`
    CountEvents,
    /// `redact.drop`
    Drop { event: u32 },
    /// `redact.remove`
    Remove { event: u32, path: String, rule: u32 },
    /// `redact.pseudonymise`
    Pseudonymise { event: u32, path: String, rule: u32 },
    /// `redact.scan-batch`
    ScanBatch { scanner: u32, under: String },
    /// `redact.scan-names-batch`
    ScanNamesBatch { scanner: u32, under: String },
    /// `redact.remove-others-batch`
    RemoveOthersBatch { scanner: u32, rule: u32 },
    /// `enrich.set`
    Set { event: u32, path: String, value: Value<'static> },
    /// `enrich.set-batch`
    SetBatch { path: String, value: Value<'static> },
    /// `enrich.set-missing-batch`
    SetMissingBatch { path: String, value: Value<'static> },
    /// `diagnostics.count`
    Count { counter: u32, amount: u64 },
}

/// What a call has returned. Nothing in here was read from an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Nothing,
    Number(u32),
    Flag(bool),
    Text(Option<String>),
    /// Id and name.
    Tenant(Option<(String, String)>),
    Edit(Result<(), EditError>),
}

impl Call {
    /// Bytes that it takes, as a bound.
    pub(super) fn size(&self) -> usize {
        let texts = match self {
            Self::Set { path, value, .. } | Self::SetBatch { path, value } | Self::SetMissingBatch { path, value } => {
                path.len() + value.text().map_or(0, str::len)
            }
            Self::Remove { path, .. } | Self::Pseudonymise { path, .. } => path.len(),
            Self::ScanBatch { under, .. } | Self::ScanNamesBatch { under, .. } => under.len(),
            _ => 0,
        };
        size_of::<Self>() + texts
    }
}

impl Answer {
    /// Of a call that returns a number.
    pub(crate) fn into_number(self) -> wasmtime::Result<u32> {
        if let Self::Number(number) = self { Ok(number) } else { Err(self.into_error()) }
    }

    /// Of a call that returns a flag.
    pub(crate) fn into_flag(self) -> wasmtime::Result<bool> {
        if let Self::Flag(flag) = self { Ok(flag) } else { Err(self.into_error()) }
    }

    /// Of a call that returns a text or none.
    pub(crate) fn into_text(self) -> wasmtime::Result<Option<String>> {
        if let Self::Text(text) = self { Ok(text) } else { Err(self.into_error()) }
    }

    /// Of a call that sets values.
    pub(crate) fn into_edit(self) -> wasmtime::Result<Result<(), EditError>> {
        if let Self::Edit(result) = self { Ok(result) } else { Err(self.into_error()) }
    }

    /// Each call gets an answer of its kind, so this does not come to be.
    pub(crate) fn into_error(self) -> wasmtime::Error {
        wasmtime::Error::msg(format!("a host function returned {self:?}, which is not what it is declared to return"))
    }

    /// Bytes that it takes, as a bound.
    pub(super) fn size(&self) -> usize {
        let texts = match self {
            Self::Text(Some(text)) => text.len(),
            Self::Tenant(Some((id, name))) => id.len() + name.len(),
            _ => 0,
        };
        size_of::<Self>() + texts
    }
}
