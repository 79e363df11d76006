//! The rejection that each error of a part below is.

use super::variants::Rejection;
use crate::memory::budget::Exhausted;
use crate::request::credentials::CredentialsError;
use crate::tenants::{ChainUnavailable, KeyRefusal, Limited, TenantNotServed};
use sluice_identity::AuthFailure;
use sluice_output::WriteError;
use sluice_wire::WireError;

impl From<CredentialsError> for Rejection {
    fn from(error: CredentialsError) -> Self {
        match error {
            CredentialsError::Missing => Self::TokenMissing,
            CredentialsError::Malformed { at } => Self::TokenMalformed { at },
            CredentialsError::Twice => Self::TokenTwice,
        }
    }
}

impl From<Exhausted> for Rejection {
    fn from(Exhausted: Exhausted) -> Self {
        Self::BodiesBusy
    }
}

impl From<AuthFailure> for Rejection {
    fn from(failure: AuthFailure) -> Self {
        match failure {
            AuthFailure::Refused => Self::TokenRefused,
            AuthFailure::Unavailable { retry_after } => Self::AuthenticationUnavailable { retry_after },
        }
    }
}

impl From<WriteError> for Rejection {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Busy => Self::StdoutBusy,
            WriteError::Closed => Self::StdoutClosed,
        }
    }
}

impl From<WireError> for Rejection {
    fn from(error: WireError) -> Self {
        match error {
            WireError::UnsupportedType { taken } => Self::UnsupportedType { taken },
            WireError::UnsupportedEncoding => Self::UnsupportedEncoding,
            WireError::EncodingBroken => Self::EncodingBroken,
            WireError::DecompressedTooLarge { limit } => Self::DecompressedTooLarge { limit },
            WireError::OutOfMemory => Self::BodiesBusy,
        }
    }
}

impl From<TenantNotServed> for Rejection {
    fn from(TenantNotServed: TenantNotServed) -> Self {
        Self::TenantNotAllowed
    }
}

impl From<ChainUnavailable> for Rejection {
    fn from(ChainUnavailable: ChainUnavailable) -> Self {
        Self::TenantUnavailable
    }
}

impl From<Limited> for Rejection {
    fn from(Limited { wait }: Limited) -> Self {
        Self::TenantLimited { wait }
    }
}

impl From<KeyRefusal> for Rejection {
    fn from(refusal: KeyRefusal) -> Self {
        match refusal {
            KeyRefusal::Format => Self::KeyNotForFormat,
            KeyRefusal::Page => Self::OriginNotAllowed,
            // The key's own rate is not the tenant's.
            KeyRefusal::Limited(Limited { wait }) => Self::KeyLimited { wait },
        }
    }
}
