//! What a request may be, who may send it, and what the reply says.

mod authentication;
mod batches;
mod bodies;
mod clients;
mod connections;
mod cors;
mod encodings;
mod paths;
mod refusals;
mod retries;
mod tokens;
