//! The contract as an instance of each interface, and the functions of it that a body may call, lowered directly: no shim
//! function stands between the caller and the host.

/// The declarations of all interfaces, in the text format of components.
pub const INTERFACES: &str = r#"
 (import "sluice:filter/types@1.0.0" (instance $types
  (type $v0 (variant (case "null") (case "boolean" bool) (case "integer" s64) (case "number" f64) (case "text" string)
   (case "json" string))) (export "value" (type (eq $v0)))
  (type $p0 (record (field "start" u32) (field "end" u32))) (export "span" (type (eq $p0)))
  (type $n0 u32) (export "scanner" (type (eq $n0)))))
 (alias export $types "value" (type $value)) (alias export $types "span" (type $span))
 (alias export $types "scanner" (type $scanner))
 (import "sluice:filter/events@1.0.0" (instance $events
  (alias outer 1 $value (type $v0)) (export "value" (type $v (eq $v0)))
  (type $t0 (record (field "path" string) (field "text" string))) (export "text" (type $t (eq $t0)))
  (export "count" (func (result u32)))
  (export "get" (func (param "event" u32) (param "path" string) (result (option $v))))
  (export "texts" (func (param "event" u32) (param "under" string) (result (list $t))))
  (type $l0 (record (field "path" string) (field "value" $v))) (export "leaf" (type $l (eq $l0)))
  (export "leaves" (func (param "event" u32) (param "under" string) (result (list $l))))
  (export "members" (func (param "event" u32) (param "path" string) (result (list string))))
  (export "hash" (func (param "event" u32) (param "path" string) (result (option u64))))))
 (import "sluice:filter/redact@1.0.0" (instance $redact
  (alias outer 1 $span (type $p0)) (export "span" (type $p (eq $p0)))
  (alias outer 1 $scanner (type $n0)) (export "scanner" (type $n (eq $n0)))
  (export "drop" (func (param "event" u32)))
  (export "remove" (func (param "event" u32) (param "path" string) (param "rule" u32) (result bool)))
  (export "mask" (func (param "event" u32) (param "path" string) (param "spans" (list $p)) (param "rule" u32)
   (result bool)))
  (export "declare-rule" (func (param "name" string) (result (result u32 (error string)))))
  (export "pseudonymise" (func (param "event" u32) (param "path" string) (param "rule" u32) (result bool)))
  (export "scan" (func (param "scanner" $n) (param "event" u32) (param "under" string) (result u32)))
  (export "scan-batch" (func (param "scanner" $n) (param "under" string) (result u32)))
  (export "scan-names" (func (param "scanner" $n) (param "event" u32) (param "under" string) (result u32)))
  (export "scan-names-batch" (func (param "scanner" $n) (param "under" string) (result u32)))
  (export "remove-others-batch" (func (param "scanner" $n) (param "rule" u32) (result u32)))))
 (import "sluice:filter/enrich@1.0.0" (instance $enrich
  (alias outer 1 $value (type $v0)) (export "value" (type $v (eq $v0)))
  (type $e0 (enum "no-such-event" "bad-path" "not-allowed" "bad-value" "limit")) (export "edit-error" (type $e (eq $e0)))
  (export "set" (func (param "event" u32) (param "path" string) (param "value" $v) (result (result (error $e)))))
  (export "set-batch" (func (param "path" string) (param "value" $v) (result (result (error $e)))))
  (export "set-missing-batch" (func (param "path" string) (param "value" $v) (result (result (error $e)))))))
 (import "sluice:filter/scanners@1.0.0" (instance $scanners
  (alias outer 1 $scanner (type $n0)) (export "scanner" (type $n (eq $n0)))
  (type $k0 (enum "email" "phone" "card" "iban" "ipv4" "ipv6" "jwt" "bearer" "url-credentials" "ssn" "secret"
   "person" "national-id" "passport" "bank-account" "crypto-wallet" "mac-address" "device-id" "vehicle-id" "birth-date"
   "coordinates" "user-path"))
  (export "kind" (type $k (eq $k0)))
  (type $m0 (variant (case "kind" $k) (case "regex" string))) (export "matcher" (type $m (eq $m0)))
  (type $r0 (enum "mask" "pseudonym")) (export "replacement" (type $r (eq $r0)))
  (type $p0 (record (field "rule" string) (field "matcher" $m) (field "replacement" $r)))
  (export "pattern" (type $p (eq $p0)))
  (type $f0 (record (field "start" u32) (field "end" u32) (field "pattern" u32))) (export "match" (type $f (eq $f0)))
  (export "compile" (func (param "patterns" (list $p)) (result (result $n (error string)))))
  (type $o0 (record (field "secret-names" (list string)) (field "plain-names" (list string))
   (field "countries" (list string)))) (export "options" (type $o (eq $o0)))
  (export "compile-with" (func (param "patterns" (list $p)) (param "options" $o) (result (result $n (error string)))))
  (export "keep" (func (param "scanner" $n) (param "places" (list string)) (result (result (error string)))))
  (type $u0 (variant (case "removal") (case "last-four") (case "bin-and-last-four") (case "text" string)))
  (export "substitute" (type $u (eq $u0)))
  (export "replace-with" (func (param "scanner" $n) (param "pattern" u32) (param "substitute" $u)
   (result (result (error string)))))
  (export "find" (func (param "scanner" $n) (param "text" string) (result (list $f))))))
 (import "sluice:filter/context@1.0.0" (instance $context
  (type $t0 (record (field "id" string) (field "name" string))) (export "tenant-info" (type $t (eq $t0)))
  (export "tenant" (func (result (option $t))))
  (export "app" (func (result (option string)))) (export "user-agent" (func (result (option string))))
  (export "origin" (func (result (option string))))
  (export "received-at" (func (result string))) (export "request-id" (func (result string)))))
 (import "sluice:filter/personal@1.0.0" (instance $personal
  (export "user" (func (result (option string)))) (export "client-address" (func (result (option string))))))
 (import "sluice:filter/diagnostics@1.0.0" (instance $diagnostics
  (type $l0 (enum "debug" "info" "warn" "error")) (export "level" (type $l (eq $l0)))
  (export "log" (func (param "level" $l) (param "message" string)))
  (export "declare-counter" (func (param "name" string) (result (result u32 (error string)))))
  (export "declare-histogram" (func (param "name" string) (result (result u32 (error string)))))
  (export "count" (func (param "counter" u32) (param "amount" u64)))
  (export "observe" (func (param "histogram" u32) (param "value" f64)))))
"#;

/// What a parameter of a function is, each as one or more numbers of the core function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// The number of an event.
    Event,
    /// A JSON Pointer.
    Path,
    /// The name of a rule or of a metric, to be declared.
    Name,
    /// The number of a rule.
    Rule,
    /// The number of a counter or of a histogram.
    Metric,
    /// A text of any kind and length.
    Text,
    /// A list of spans.
    Spans,
    /// A `value`.
    Value,
    /// The number of a scanner.
    Scanner,
    /// A list of patterns.
    Patterns,
    /// The number of a pattern.
    Pattern,
    /// What takes the place of its matches.
    Substitute,
    Places,
    /// Three lists of texts.
    Options,
    /// The level of a log line.
    Level,
    /// An amount.
    U64,
    /// An observation.
    F64,
    /// Where the host puts what fits into no number.
    Result,
}

impl Parameter {
    /// Types of the core function.
    pub fn core(self) -> &'static str {
        match self {
            Self::Event | Self::Rule | Self::Metric | Self::Scanner | Self::Pattern | Self::Level | Self::Result => {
                "i32"
            }
            Self::Path | Self::Name | Self::Text | Self::Spans | Self::Patterns | Self::Places => "i32 i32",
            Self::Substitute => "i32 i32 i32",
            Self::Options => "i32 i32 i32 i32 i32 i32",
            Self::Value => "i32 i64 i32",
            Self::U64 => "i64",
            Self::F64 => "f64",
        }
    }
}

/// A function of an interface.
pub struct Import {
    /// Without the package.
    pub interface: &'static str,
    /// As the contract has it.
    pub name: &'static str,
    /// In order.
    pub parameters: &'static [Parameter],
    /// Whether the core function returns an `i32`.
    pub returns: bool,
}

use Parameter::{
    Event, F64, Level, Metric, Name, Options, Path, Pattern, Patterns, Places, Result, Rule, Scanner, Spans,
    Substitute, Text, U64, Value,
};

const fn import(
    interface: &'static str,
    name: &'static str,
    parameters: &'static [Parameter],
    returns: bool,
) -> Import {
    Import { interface, name, parameters, returns }
}

/// Every function of the contract.
pub const IMPORTS: [Import; 37] = [
    import("events", "count", &[], true),
    import("events", "get", &[Event, Path, Result], false),
    import("events", "texts", &[Event, Path, Result], false),
    import("events", "leaves", &[Event, Path, Result], false),
    import("events", "members", &[Event, Path, Result], false),
    import("events", "hash", &[Event, Path, Result], false),
    import("redact", "drop", &[Event], false),
    import("redact", "declare-rule", &[Name, Result], false),
    import("redact", "remove", &[Event, Path, Rule], true),
    import("redact", "mask", &[Event, Path, Spans, Rule], true),
    import("redact", "pseudonymise", &[Event, Path, Rule], true),
    import("redact", "scan", &[Scanner, Event, Path], true),
    import("redact", "scan-batch", &[Scanner, Path], true),
    import("redact", "scan-names", &[Scanner, Event, Path], true),
    import("redact", "scan-names-batch", &[Scanner, Path], true),
    import("redact", "remove-others-batch", &[Scanner, Rule], true),
    import("enrich", "set", &[Event, Path, Value, Result], false),
    import("enrich", "set-batch", &[Path, Value, Result], false),
    import("enrich", "set-missing-batch", &[Path, Value, Result], false),
    import("scanners", "compile", &[Patterns, Result], false),
    import("scanners", "compile-with", &[Patterns, Options, Result], false),
    import("scanners", "keep", &[Scanner, Places, Result], false),
    import("scanners", "replace-with", &[Scanner, Pattern, Substitute, Result], false),
    import("scanners", "find", &[Scanner, Text, Result], false),
    import("context", "tenant", &[Result], false),
    import("context", "app", &[Result], false),
    import("context", "user-agent", &[Result], false),
    import("context", "origin", &[Result], false),
    import("context", "received-at", &[Result], false),
    import("context", "request-id", &[Result], false),
    import("personal", "user", &[Result], false),
    import("personal", "client-address", &[Result], false),
    import("diagnostics", "log", &[Level, Text], false),
    import("diagnostics", "declare-counter", &[Name, Result], false),
    import("diagnostics", "declare-histogram", &[Name, Result], false),
    import("diagnostics", "count", &[Metric, U64], false),
    import("diagnostics", "observe", &[Metric, F64], false),
];
