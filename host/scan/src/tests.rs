//! What the scanners promise, as a whole.

mod accounts;
mod births_and_places;
mod contact;
mod countries;
mod escapes;
mod financial;
mod labelled_members;
mod linear;
mod machines;
mod marked;
mod members;
mod named_secrets;
mod national_ids;
mod network;
mod numbers;
mod policy;
mod properties;
mod raw_json;
mod references;
mod replacements;
mod secrets;
mod smallest;
mod unicode;
mod user_paths;
mod values;
