//! A candidate runs on copies of batches and writes nothing; what it would have done differently decides whether it may
//! replace its filter, and whether it stays.

use std::{
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use super::{Bench, Guest, batch, context};
use crate::{
    CandidateStatus, Chain, ChainEnd, ComparisonStatus, PromotionStatus, Replacement,
    settings::{filters::FilterEntry, promotion::PromotionConfig},
};

const DROPS_TWO: &str = "(call $drop (i32.const 0)) (call $drop (i32.const 1))";
const DROPS_ONE: &str = "(call $drop (i32.const 0))";
const DROPS_THREE: &str = "(call $drop (i32.const 0)) (call $drop (i32.const 1)) (call $drop (i32.const 2))";

/// A filter that drops two events, with a candidate beside it.
fn with_candidate(bench: &Bench, body: &str) -> (FilterEntry, PathBuf) {
    let mut entry = bench.entry("guest", &Guest::process(DROPS_TWO).component());
    let candidate = bench.entry("candidate", &Guest::process(body).component()).component;
    entry.candidate = Some(candidate.clone());
    (entry, candidate)
}

fn load(bench: &Bench, entry: &FilterEntry) -> Chain {
    bench.load(std::slice::from_ref(entry)).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The same chain with the candidate in the place of the filter.
fn promote(bench: &Bench, in_use: &Chain, candidate: PathBuf, bounds: PromotionConfig) -> Result<Chain, String> {
    let mut entry = bench.entry("guest", &[]);
    entry.component = candidate;
    let replacement = Replacement { in_use: Some(in_use), bounds };
    bench.replace(&[entry], replacement).map_err(|errors| errors[0].to_string())
}

/// Runs a batch as a request does whose lines are written, and says which events were dropped.
fn write(chain: &Chain) -> Vec<bool> {
    let context = context();
    let end = chain.run(batch(), &context);
    context.samples.take().submit();
    let (ChainEnd::Passed(batch) | ChainEnd::Withheld(batch)) = end else { panic!("it is written") };
    (0..3).map(|event| batch.get(event, "").is_none()).collect()
}

fn candidate(chain: &Chain) -> CandidateStatus {
    chain.describe().remove(0).candidate.expect("it has one")
}

fn promotion(chain: &Chain) -> PromotionStatus {
    chain.describe().remove(0).promotion.expect("it was promoted")
}

fn until<T>(what: &str, mut find: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        match find() {
            Some(found) => return found,
            None if Instant::now() > end => panic!("{what} does not come"),
            None => thread::yield_now(),
        }
    }
}

/// What is known when so many batches were compared.
fn compared(chain: &Chain, batches: u64) -> ComparisonStatus {
    until("the comparison", || {
        let status = candidate(chain).comparison.expect("it runs");
        let counts = &status.batches;
        let all = counts.equal + counts.fewer + counts.more + counts.other + counts.failed;
        (all == batches).then_some(status)
    })
}

#[test]
fn a_candidate_that_forgets_a_rule_is_caught_before_it_has_written_anything_and_is_not_promoted() {
    let bench = Bench::new();
    let (entry, candidate) = with_candidate(&bench, DROPS_ONE);
    let chain = load(&bench, &entry);
    for batch in 1..=3 {
        assert_eq!(write(&chain), [true, true, false]);
        compared(&chain, batch);
    }
    let status = compared(&chain, 3);
    assert_eq!((status.batches.fewer, status.differences.len()), (3, 1));
    let difference = &status.differences[0];
    assert_eq!(
        (difference.place, &*difference.rule, difference.result, difference.count),
        ("event", "dropped", "fewer", 3)
    );
    assert_eq!(bench.metric(FEWER), 3.0);

    let refusal = promote(&bench, &chain, candidate.clone(), PromotionConfig::default()).err().expect("it is refused");
    assert_eq!(
        refusal,
        "filter `guest`: promote: left something in 3 of 3 batches that the filter in use takes away, above all under the \
         rule `dropped` in `event`; the most is a share of 0 (`promotion.max_fewer`). Change the candidate, or the bound"
    );
    assert_eq!(bench.metric(r#"telemetry_filter_promotions_total{chain="edge",filter="guest",result="refused"}"#), 1.0);
    let bounds = PromotionConfig { max_fewer: 1.0, ..PromotionConfig::default() };
    assert!(promote(&bench, &chain, candidate, bounds).is_ok(), "the operator has allowed it");
    assert_eq!(bench.runs("ok"), 3.0, "the runs of candidates are not runs of the filter");
}

const FEWER: &str = r#"telemetry_candidate_batches_total{chain="edge",filter="guest",result="fewer"}"#;

#[test]
fn what_is_known_of_a_candidate_outlives_a_reload_that_no_longer_names_it() {
    let bench = Bench::new();
    let (mut entry, candidate) = with_candidate(&bench, DROPS_ONE);
    let chain = load(&bench, &entry);
    write(&chain);
    compared(&chain, 1);
    entry.candidate = None;
    let replacement = Replacement { in_use: Some(&chain), bounds: PromotionConfig::default() };
    let without = bench.replace(&[entry], replacement).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(without.describe()[0].candidate.is_none());
    assert!(promote(&bench, &without, candidate, PromotionConfig::default()).is_err());
}

#[test]
fn a_candidate_that_takes_more_or_the_same_may_be_promoted_and_is_on_probation() {
    for (body, equal) in [(DROPS_THREE, 0), (&*format!("(drop (call $count)) {DROPS_TWO}"), 1)] {
        let bench = Bench::new();
        let (entry, candidate) = with_candidate(&bench, body);
        let chain = load(&bench, &entry);
        write(&chain);
        let counts = compared(&chain, 1).batches;
        assert_eq!((counts.equal, counts.more), (equal, 1 - equal));
        let wants = PromotionConfig { batches: 2, ..PromotionConfig::default() };
        let refusal = promote(&bench, &chain, candidate.clone(), wants).err().expect("it is too early");
        assert!(refusal.contains("was compared on 1 batches, and 2 are wanted"), "{refusal}");
        let promoted = promote(&bench, &chain, candidate, PromotionConfig::default()).expect("it may");
        assert_eq!(promotion(&promoted).state, "on-probation");
    }
}

#[test]
fn a_component_that_was_no_candidate_is_taken_unless_the_operator_wants_batches() {
    let bench = Bench::new();
    let chain = bench.chain(&Guest::process(DROPS_TWO));
    let other = bench.entry("other", &Guest::process(DROPS_ONE).component()).component;
    let wants = PromotionConfig { batches: 1, ..PromotionConfig::default() };
    assert!(promote(&bench, &chain, other.clone(), wants).is_err_and(|why| why.contains("was no candidate")));
    let replaced = promote(&bench, &chain, other, PromotionConfig::default()).expect("as without candidates");
    assert!(replaced.describe()[0].promotion.is_none());
}

#[test]
fn a_candidate_that_loops_traps_or_eats_memory_harms_nothing() {
    let bodies = [
        ("(loop $again (br $again))", "cpu_limit"),
        ("unreachable", "trap"),
        ("(loop $again (drop (memory.grow (i32.const 8))) (br $again))", "memory_limit"),
        ("(loop $again (drop (call $count)) (br $again))", "host_call_limit"),
    ];
    for (body, outcome) in bodies {
        let bench = Bench::new();
        let chain = load(&bench, &with_candidate(&bench, body).0);
        let mut written = 0.0;
        // On a busy machine, a run may wait too long for the processor, and says nothing of the candidate.
        let status = until("the failure", || {
            assert_eq!(write(&chain), [true, true, false]);
            written += 1.0;
            candidate(&chain).comparison.filter(|status| status.batches.failed > 0)
        });
        assert_eq!((status.batches.equal, status.differences.len()), (0, 0), "{body}");
        let failure = status.last_failure.expect("it has failed");
        assert_eq!(failure.outcome, outcome);
        assert_eq!((bench.runs("ok"), bench.runs(outcome)), (written, 0.0));
        assert_eq!(chain.describe()[0].state, "active");
    }
}

#[test]
fn a_candidate_that_cannot_be_loaded_is_told_and_its_filter_runs() {
    let bench = Bench::new();
    let (mut entry, _) = with_candidate(&bench, DROPS_ONE);
    entry.candidate = Some(bench.entry("broken", b"no component").component);
    let chain = load(&bench, &entry);
    assert_eq!(write(&chain), [true, true, false]);
    assert!(candidate(&chain).refused.is_some_and(|why| why.starts_with("validate: ")));
}

#[test]
fn nothing_runs_on_the_batch_of_a_request_that_wrote_nothing_and_copies_are_bounded() {
    let bench = Bench::new();
    let chain = load(&bench, &with_candidate(&bench, DROPS_ONE).0);
    let contexts: Vec<_> = (0..10)
        .map(|_| {
            let context = context();
            assert!(matches!(chain.run(batch(), &context), ChainEnd::Passed(_)));
            context
        })
        .collect();
    assert_eq!(compared(&chain, 0).batches.dropped, 2);
    drop(contexts);
    write(&chain);
    assert_eq!(compared(&chain, 1).batches.fewer, 1, "the places were given back");
}

#[test]
fn only_the_share_is_copied() {
    let bench = Bench::new();
    let (mut entry, _) = with_candidate(&bench, DROPS_ONE);
    entry.share = 0.25;
    let chain = load(&bench, &entry);
    for batch in 1..=8 {
        write(&chain);
        compared(&chain, batch / 4);
    }
}

#[test]
fn a_promoted_filter_that_fails_goes_back_by_itself() {
    let bench = Bench::new();
    let (entry, candidate) = with_candidate(&bench, "unreachable");
    let chain = load(&bench, &entry);
    let promoted = promote(&bench, &chain, candidate, PromotionConfig::default()).expect("nothing is known of it");
    let ends: Vec<_> = (0..21).map(|_| write(&promoted)).collect();
    assert_eq!(ends[20], [true, true, false], "its predecessor runs");
    let status = promotion(&promoted);
    assert_eq!(status.state, "rolled-back");
    assert_eq!(
        status.why.as_deref(),
        Some("failed on 20 of 20 batches; the most is a share of 0.01 (`promotion.max_failures`)")
    );
    assert_eq!(
        bench.metric(r#"telemetry_filter_promotions_total{chain="edge",filter="guest",result="rolled_back"}"#),
        1.0
    );
}

#[test]
fn a_promoted_filter_that_forgets_goes_back_by_itself_and_a_reload_leaves_it_so() {
    let bench = Bench::new();
    let (entry, candidate) = with_candidate(&bench, DROPS_ONE);
    let chain = load(&bench, &entry);
    let promoted =
        promote(&bench, &chain, candidate.clone(), PromotionConfig::default()).expect("nothing is known of it");
    let mut written = 0;
    until("the rollback", || {
        let dropped = write(&promoted);
        written += 1;
        (written > 20 && dropped == [true, true, false]).then_some(())
    });
    let status = promotion(&promoted);
    assert_eq!(status.state, "rolled-back");
    assert!(
        status.why.is_some_and(|why| why.contains("its predecessor takes away, above all under the rule `dropped`"))
    );
    let again = promote(&bench, &promoted, candidate, PromotionConfig::default()).expect("the file says so still");
    assert_eq!((promotion(&again).state, write(&again)), ("rolled-back", vec![true, true, false]));
}
