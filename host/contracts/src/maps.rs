//! Maps that are read for each event and attribute. Their keys are the operator's, or bounded in number, so that a fast hash
//! will do.

use foldhash::fast::RandomState;

pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
pub(crate) type HashSet<K> = std::collections::HashSet<K, RandomState>;
