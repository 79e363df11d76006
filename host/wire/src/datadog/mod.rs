//! Datadog's SDKs for browsers, which send what their `proxy` gets: `POST {proxy}?ddforward=/api/v2/rum?…`.
//! <https://docs.datadoghq.com/real_user_monitoring/guide/proxy-rum-data/>

mod about;
mod decode;
mod forward;
mod intake;
mod log;
mod numbers;
mod rum;

pub use decode::decode;
pub use forward::encoding;
pub(crate) use forward::key;
pub use intake::Intake;
