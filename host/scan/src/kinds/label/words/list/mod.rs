//! Words, and names of members, that tell what a number after them is: in lower case, without blanks and separators. A
//! longer entry counts more than the end of it.

mod accounts;
mod banks;
mod births;
mod group;
mod ids;
mod machines;
mod passports;
mod places;

use crate::kinds::label::Labels;
use group::Group;

const LISTS: [&[Group]; 7] =
    [ids::GROUPS, passports::GROUPS, accounts::GROUPS, banks::GROUPS, machines::GROUPS, births::GROUPS, places::GROUPS];

const COUNT: usize = {
    let (mut count, mut list) = (0, 0);
    while list < LISTS.len() {
        let mut group = 0;
        while group < LISTS[list].len() {
            count += LISTS[list][group].1.len();
            group += 1;
        }
        list += 1;
    }
    count
};

/// All of them.
pub(in crate::kinds::label) static LABELS: [(&str, Labels); COUNT] = {
    let (mut labels, mut count, mut list) = ([("", Labels::NONE); COUNT], 0, 0);
    while list < LISTS.len() {
        let mut group = 0;
        while group < LISTS[list].len() {
            let (told, words) = LISTS[list][group];
            let mut word = 0;
            while word < words.len() {
                labels[count] = (words[word], told);
                (count, word) = (count + 1, word + 1);
            }
            group += 1;
        }
        list += 1;
    }
    labels
};
