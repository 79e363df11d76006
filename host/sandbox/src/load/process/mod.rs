//! The process that loads a filter: [`child_process`] starts it, [`child`] is its `main`, [`confinement`] takes its
//! rights away, and [`task`] has the messages between the two.

pub(crate) mod child;
pub(crate) mod child_process;
pub(crate) mod confinement;
pub(crate) mod task;
