//! The interface `scanners`: text patterns.

use crate::{
    load::filter_scanner::FilterScanner,
    printable::printable,
    run::{
        bindings::sluice::filter::scanners::{self as wit, Host},
        state::run_state::RunState,
    },
};
use sluice_scan::{self, Kind, Matcher, Options, Replacement};

/// The number of scanners of one filter. Each may have many patterns.
const MAX_SCANNERS: usize = 64;
const ERROR_CHARS: usize = 500;

impl Host for RunState {
    fn compile(&mut self, patterns: Vec<wit::Pattern>) -> wasmtime::Result<Result<u32, String>> {
        self.compile_scanner(patterns, Options::default())
    }

    fn compile_with(
        &mut self,
        patterns: Vec<wit::Pattern>,
        options: wit::Options,
    ) -> wasmtime::Result<Result<u32, String>> {
        let wit::Options { secret_names, plain_names, countries } = options;
        self.compile_scanner(patterns, Options { secret_names, plain_names, countries })
    }

    fn keep(&mut self, scanner: u32, places: Vec<String>) -> wasmtime::Result<Result<(), String>> {
        self.begin_host_call()?;
        let compiled = self.find_scanner(scanner)?;
        let kept = self.declare("places can be kept", |_| compiled.keeping(&places));
        let index = scanner as usize;
        Ok(match (kept, self.compiled_scanners.get_mut(index)) {
            (Ok(kept), Some(compiled)) => {
                *compiled = kept;
                Ok(())
            }
            (Ok(_), None) => Err("places can be kept only while configuring".to_owned()),
            (Err(error), _) => Err(printable(&error, ERROR_CHARS)),
        })
    }

    fn replace_with(
        &mut self,
        scanner: u32,
        pattern: u32,
        substitute: wit::Substitute,
    ) -> wasmtime::Result<Result<(), String>> {
        self.begin_host_call()?;
        self.check_scanner(scanner)?;
        let declared = self.declare("matches can be replaced", |_| Ok(()));
        let compiled = self.compiled_scanners.get_mut(scanner as usize);
        let replaced = declared.and_then(|()| {
            let compiled = compiled.ok_or("matches can be replaced only while configuring")?;
            compiled.replace_with(pattern as usize, to_replacement(substitute))
        });
        Ok(replaced.map_err(|error| printable(&error, ERROR_CHARS)))
    }

    fn find(&mut self, scanner: u32, text: String) -> wasmtime::Result<Vec<wit::Match>> {
        self.begin_host_call()?;
        let scanner = self.find_scanner(scanner)?;
        let (mut found, mut over) = (Vec::new(), None);
        scanner.scanner.find_while(&text, &mut found, &mut || {
            over = over.or_else(|| self.clock.exceeded_limit_in_host());
            over.is_none()
        });
        if let Some(outcome) = over {
            return Err(self.stop_out_of_time(outcome));
        }
        Ok(found.iter().map(|m| wit::Match { start: m.start, end: m.end, pattern: m.pattern }).collect())
    }
}

impl RunState {
    fn compile_scanner(
        &mut self,
        patterns: Vec<wit::Pattern>,
        options: Options,
    ) -> wasmtime::Result<Result<u32, String>> {
        self.begin_host_call()?;
        if self.compiled_scanners.len() == MAX_SCANNERS {
            return Ok(Err(format!("no more than {MAX_SCANNERS} scanners")));
        }
        let patterns: Vec<sluice_scan::Pattern> = patterns.into_iter().map(to_scan).collect();
        let made =
            self.declare("scanners can be compiled", |declared| FilterScanner::compile(&patterns, options, declared));
        Ok(match made {
            Ok(scanner) => {
                self.compiled_scanners.push(scanner);
                Ok(u32::try_from(self.compiled_scanners.len() - 1).unwrap_or(u32::MAX))
            }
            Err(error) => Err(printable(&error, ERROR_CHARS)),
        })
    }
}

fn to_scan(pattern: wit::Pattern) -> sluice_scan::Pattern {
    let matcher = match pattern.matcher {
        wit::Matcher::Kind(kind) => Matcher::Kind(to_kind(kind)),
        wit::Matcher::Regex(regex) => Matcher::Regex(regex),
    };
    let replacement = match pattern.replacement {
        wit::Replacement::Mask => Replacement::Mask,
        wit::Replacement::Pseudonym => Replacement::Pseudonym,
    };
    sluice_scan::Pattern { rule: pattern.rule, matcher, replacement }
}

fn to_replacement(substitute: wit::Substitute) -> Replacement {
    match substitute {
        wit::Substitute::Removal => Replacement::Removal,
        wit::Substitute::LastFour => Replacement::LastFour,
        wit::Substitute::BinAndLastFour => Replacement::BinAndLastFour,
        wit::Substitute::Text(text) => Replacement::Text(text),
    }
}

fn to_kind(kind: wit::Kind) -> Kind {
    match kind {
        wit::Kind::Email => Kind::Email,
        wit::Kind::Phone => Kind::Phone,
        wit::Kind::Card => Kind::Card,
        wit::Kind::Iban => Kind::Iban,
        wit::Kind::Ipv4 => Kind::Ipv4,
        wit::Kind::Ipv6 => Kind::Ipv6,
        wit::Kind::Jwt => Kind::Jwt,
        wit::Kind::Bearer => Kind::Bearer,
        wit::Kind::UrlCredentials => Kind::UrlCredentials,
        wit::Kind::Ssn => Kind::Ssn,
        wit::Kind::Secret => Kind::Secret,
        wit::Kind::Person => Kind::Person,
        wit::Kind::NationalId => Kind::NationalId,
        wit::Kind::Passport => Kind::Passport,
        wit::Kind::BankAccount => Kind::BankAccount,
        wit::Kind::CryptoWallet => Kind::CryptoWallet,
        wit::Kind::MacAddress => Kind::MacAddress,
        wit::Kind::DeviceId => Kind::DeviceId,
        wit::Kind::VehicleId => Kind::VehicleId,
        wit::Kind::BirthDate => Kind::BirthDate,
        wit::Kind::Coordinates => Kind::Coordinates,
        wit::Kind::UserPath => Kind::UserPath,
    }
}
