//! The limit of open files (`RLIMIT_NOFILE`), and what it is enough for.

use crate::{admin, config::Config, server::places::MAX_LEAVING_FOR_OTHERS};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{fmt, io};

/// Stdin, stdout and stderr; three runtimes; listeners, signals, watches, the store and the files of a reload.
const OF_PROCESS: usize = 128;
/// A connection to Genesys Authentication has two, one of which only looks whether something came unasked.
const OF_QUESTION: usize = 2;
/// Pipes and files of a process that loads a filter, or runs its test cases.
const OF_LOADING: usize = 16;
/// Fewer connections than this are no service.
const LEAST_CONNECTIONS: usize = 16;

/// What each part of the service may have open at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenFiles {
    /// The hard limit; none where there is no limit.
    limit: Option<usize>,
    connections: usize,
    metrics: usize,
    questions: usize,
    loading: usize,
}

/// A limit that is too low to serve.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0}; this leaves fewer than {LEAST_CONNECTIONS} connections. Raise the hard limit (`ulimit -Hn`), or lower auth.max_concurrent or store.at_once"
)]
pub(super) struct TooFewFiles(OpenFiles);

impl OpenFiles {
    /// What a configuration asks for, within the limit of this process.
    pub(super) fn of(config: &Config) -> Self {
        Self::within(getrlimit(Resource::Nofile).maximum, config)
    }

    fn within(limit: Option<u64>, config: &Config) -> Self {
        let asked = config.auth.max_concurrent;
        Self {
            limit: limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX)),
            connections: config.server.max_connections,
            metrics: admin::MAX_CONNECTIONS,
            // A quarter more for tokens that were good.
            questions: OF_QUESTION * (asked + asked.div_ceil(4)),
            loading: OF_LOADING * config.store.at_once,
        }
    }

    /// What is kept for everything but connections on the port for browsers.
    fn reserve(&self) -> usize {
        self.metrics + self.questions + self.loading + MAX_LEAVING_FOR_OTHERS + OF_PROCESS
    }

    /// Connections for browsers that there are descriptors for.
    ///
    /// # Errors
    /// When there are hardly any.
    pub(super) fn connections(&self) -> Result<usize, TooFewFiles> {
        let room = self.limit.map_or(usize::MAX, |limit| limit.saturating_sub(self.reserve()));
        if room < LEAST_CONNECTIONS.min(self.connections) {
            return Err(TooFewFiles(*self));
        }
        Ok(self.connections.min(room))
    }

    /// Raises the soft limit to the hard one, clamps `server.max_connections`, and says so.
    ///
    /// # Errors
    /// When the limit leaves hardly any connection, or cannot be raised.
    pub(super) fn claim(config: &mut Config) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let files = Self::of(config);
        let connections = files.connections()?;
        raise()?;
        config.server.max_connections = connections;
        if connections < files.connections {
            tracing::warn!("{files}: server.max_connections is clamped to {connections}");
        } else {
            tracing::info!("{files}");
        }
        Ok(())
    }
}

fn raise() -> io::Result<()> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current != maximum {
        setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })?;
    }
    Ok(())
}

impl fmt::Display for OpenFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { limit, connections, metrics, questions, loading } = self;
        match limit {
            Some(limit) => write!(f, "open files: the limit is {limit}")?,
            None => write!(f, "open files: there is no limit")?,
        }
        write!(
            f,
            ", of which up to {} are asked for: {connections} for connections (server.max_connections), {metrics} for those of \
             the metrics port, {questions} for Genesys Authentication (auth.max_concurrent), {loading} for loading filters \
             (store.at_once), {} for connections that are being closed and for the process",
            connections + self.reserve(),
            MAX_LEAVING_FOR_OTHERS + OF_PROCESS,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(limit: Option<u64>) -> OpenFiles {
        OpenFiles::within(limit, &Config::default())
    }

    #[test]
    fn connections_get_what_the_limit_leaves_and_no_more_than_is_configured() {
        let reserve = within(None).reserve();
        let of = |limit: usize| within(Some(limit as u64)).connections();
        assert_eq!(within(None).connections().ok(), Some(10_000));
        assert_eq!(of(1_048_576).ok(), Some(10_000));
        assert_eq!(of(4096).ok(), Some(4096 - reserve));
        assert!(
            of(reserve + LEAST_CONNECTIONS).is_ok() && of(reserve + LEAST_CONNECTIONS - 1).is_err() && of(0).is_err()
        );
    }

    #[test]
    fn the_sum_is_that_of_its_parts() {
        let text = within(Some(1024)).to_string();
        let numbers = text.split(|char: char| !char.is_ascii_digit()).filter_map(|number| number.parse::<usize>().ok());
        let numbers: Vec<_> = numbers.collect();
        assert_eq!(numbers[0], 1024);
        assert_eq!(numbers[1], numbers[2..].iter().sum::<usize>(), "{text}");
    }
}
