//! `sluice filter …` and the guides, as the author of a filter uses them.

mod bench;
mod compare;
mod guide;
mod languages;
mod new;
mod run;
mod test;
