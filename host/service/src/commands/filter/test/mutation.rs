//! Whether cases notice that a filter does less: they run with one of its edits disabled at a time.

use std::{collections::BTreeSet, path::Path};

use super::super::{
    author::{Author, Shown},
    source::Source,
};
use sluice_sandbox::{Chain, DisabledEdit, test_case::TestCase};

/// What no case notices: rules, and `drop` for events that are dropped.
pub(super) fn unnoticed(cases: &[TestCase], author: &Author, component: &Path) -> Result<Vec<String>, String> {
    let load = |case: &TestCase, disabled: Option<DisabledEdit<'_>>| -> Result<Chain, String> {
        let source = Source::Component(component, case.config.clone());
        author.load_without(&source, Shown::NoContent, disabled).map_err(|texts| texts.join("; "))
    };
    let (mut rules, mut drops) = (BTreeSet::new(), false);
    for case in cases {
        for run in case.run(&load(case, None)?).runs {
            drops |= run.edits.dropped > 0;
            rules.extend(run.filter.rules.iter().cloned());
        }
    }
    let mut edits: Vec<DisabledEdit<'_>> = rules.iter().map(|rule| DisabledEdit::Rule(rule)).collect();
    edits.extend(drops.then_some(DisabledEdit::Drop));
    let mut unnoticed = Vec::new();
    for edit in edits {
        let mut is_noticed = false;
        for case in cases {
            is_noticed |= !case.run(&load(case, Some(edit))?).differences.is_empty();
            if is_noticed {
                break;
            }
        }
        if !is_noticed {
            unnoticed.push(match edit {
                DisabledEdit::Rule(rule) => rule.to_owned(),
                DisabledEdit::Drop => "drop".to_owned(),
            });
        }
    }
    Ok(unnoticed)
}
