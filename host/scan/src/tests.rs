//! What the scanners promise, as a whole.

mod contact;
mod countries;
mod escapes;
mod financial;
mod linear;
mod marked;
mod members;
mod named_secrets;
mod network;
mod numbers;
mod policy;
mod properties;
mod raw_json;
mod references;
mod secrets;
mod smallest;
mod unicode;
mod values;
