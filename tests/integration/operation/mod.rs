//! What an operator sees and sets: configuration, port 9107, commands and the files of `deploy/`.

mod admin;
mod alerts;
mod commands;
mod deployment;
mod mistakes;
mod variables;
