//! Measures redaction: synthetic texts go through the real service, and what comes out is compared with what had to go.

pub mod alignment;
pub mod baseline;
pub mod corpus;
pub mod harmless;
pub mod locale;
pub mod missed;
pub mod own;
pub mod random;
pub mod reference;
pub mod row;
pub mod sample;
pub mod score;
pub mod service;
pub mod surrounding;
pub mod table;
pub mod values;
