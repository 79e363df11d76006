//! How often one client may use a key. Clients are counted by the hash of their network in a table of a fixed size, so that no
//! number of addresses takes memory.

use parking_lot::Mutex;
use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    time::{Duration, Instant},
};

/// Two clients may meet in one cell, which then has room for one of them; each client has two cells, and both must be full.
const CELLS: usize = 1 << 15;
/// Cells that share a lock.
const CELLS_OF_LOCK: usize = 1 << 9;

/// The rate of each client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientRate {
    /// Between two requests, on average.
    pub interval: Duration,
    /// Requests at once.
    pub burst: u32,
}

/// When each cell has room again: the theoretical arrival times of <https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm>.
pub struct ClientRates {
    started: Instant,
    cells: Box<[Mutex<[u64; CELLS_OF_LOCK]>]>,
    hashers: [RandomState; 2],
}

impl Default for ClientRates {
    fn default() -> Self {
        let locks = CELLS / CELLS_OF_LOCK;
        Self {
            started: Instant::now(),
            cells: (0..locks).map(|_| Mutex::new([0; CELLS_OF_LOCK])).collect(),
            // Nobody can choose an address that falls into somebody else's cells.
            hashers: [RandomState::new(), RandomState::new()],
        }
    }
}

impl ClientRates {
    /// Counts a request of a client with the key of that `name`.
    ///
    /// # Errors
    /// How long until there is room for it.
    pub fn check(&self, name: &str, client: IpAddr, rate: ClientRate) -> Result<(), Duration> {
        self.check_at(name, client, rate, self.started.elapsed())
    }

    fn check_at(&self, name: &str, client: IpAddr, rate: ClientRate, now: Duration) -> Result<(), Duration> {
        let client = (name, network(client));
        // Each cell is taken from, whatever the other says.
        match self.hashers.each_ref().map(|hasher| self.take(hasher.hash_one(client), rate, now)) {
            [Err(first), Err(second)] => Err(first.min(second)),
            _ => Ok(()),
        }
    }

    fn take(&self, hash: u64, rate: ClientRate, now: Duration) -> Result<(), Duration> {
        let (lock, cell) = (hash as usize / CELLS_OF_LOCK % self.cells.len(), hash as usize % CELLS_OF_LOCK);
        let (now, interval) = (nanoseconds(now), nanoseconds(rate.interval));
        let tolerance = interval.saturating_mul(u64::from(rate.burst.max(1) - 1));
        let mut cells = self.cells[lock].lock();
        let arrival = cells[cell].max(now);
        let early = arrival.saturating_sub(now).saturating_sub(tolerance);
        if early > 0 {
            return Err(Duration::from_nanos(early));
        }
        cells[cell] = arrival.saturating_add(interval);
        Ok(())
    }
}

/// One address of IPv4, and of IPv6 what one household has.
fn network(client: IpAddr) -> u64 {
    match client.to_canonical() {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => (u128::from(address) >> 64) as u64,
    }
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: ClientRate = ClientRate { interval: Duration::from_secs(1), burst: 3 };

    #[test]
    fn a_client_has_its_burst_and_then_its_rate() {
        let rates = ClientRates::default();
        let client = "192.0.2.1".parse().unwrap();
        let at = |seconds| rates.check_at("shop", client, RATE, Duration::from_secs(seconds));
        assert_eq!([at(1), at(1), at(1)], [Ok(()); 3]);
        assert_eq!(at(1), Err(Duration::from_secs(1)));
        assert_eq!((at(2), at(2)), (Ok(()), Err(Duration::from_secs(1))));
        assert_eq!(rates.check_at("other", client, RATE, Duration::from_secs(2)), Ok(()));
        let neighbour = "192.0.2.2".parse().unwrap();
        assert_eq!(rates.check_at("shop", neighbour, RATE, Duration::from_secs(2)), Ok(()));
    }

    #[test]
    fn one_network_of_ipv6_is_one_client_whatever_address_it_takes() {
        let rates = ClientRates::default();
        let allowed = (0..100u16).filter(|host| {
            let client = format!("2001:db8::{host:x}").parse().unwrap();
            rates.check_at("shop", client, RATE, Duration::from_secs(1)).is_ok()
        });
        assert_eq!(allowed.count(), 3);
    }

    #[test]
    fn clients_that_do_no_harm_get_in_beside_many_that_do() {
        let rates = ClientRates::default();
        for host in 0..3_000u32 {
            for _ in 0..10 {
                let _ = rates.check_at("shop", IpAddr::V4(host.into()), RATE, Duration::from_secs(1));
            }
        }
        let honest = (1 << 24..(1 << 24) + 1_000u32)
            .filter(|host| rates.check_at("shop", IpAddr::V4((*host).into()), RATE, Duration::from_secs(1)).is_ok());
        assert!(honest.count() > 900);
    }
}
