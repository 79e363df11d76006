//! Which line of a filter's source each instruction comes from, so that a failure says where. The child process that
//! loads a filter reads this from its debug information ([`dwarf`]) and writes it into a file beside the artifact
//! ([`line_table`]). Only a failure reads the file.

pub(crate) mod dwarf;
pub(crate) mod line_table;
