//! The process as Linux sees it, under the names of Prometheus's client libraries.
//! <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>

use prometheus::{Counter, Gauge, IntGauge};
use rustix::{
    process::{Resource, getrlimit},
    time::{ClockId, clock_gettime},
};
use sluice_metrics::{Registry, gauge, register};
use std::{
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

/// See the module. Values are those of the last [`ProcessMetrics::update`].
pub(super) struct ProcessMetrics {
    cpu_seconds: Counter,
    resident_bytes: IntGauge,
    virtual_bytes: IntGauge,
    threads: IntGauge,
    open_files: IntGauge,
    max_files: IntGauge,
}

impl ProcessMetrics {
    pub(super) fn new(r: &Registry) -> Result<Self, prometheus::Error> {
        let started = Gauge::new("process_start_time_seconds", "When the process started, seconds since 1970")?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        register(r, started)?.set(now.as_secs_f64());
        Ok(Self {
            cpu_seconds: register(
                r,
                Counter::new(
                    "process_cpu_seconds_total",
                    "Processor time of the process, in user space and in the kernel",
                )?,
            )?,
            resident_bytes: gauge(r, "process_resident_memory_bytes", "Resident memory")?,
            virtual_bytes: gauge(
                r,
                "process_virtual_memory_bytes",
                "Virtual memory, most of it reserved for sandboxes",
            )?,
            threads: gauge(r, "process_threads", "Threads")?,
            open_files: gauge(r, "process_open_fds", "Open file descriptors")?,
            max_files: gauge(r, "process_max_fds", "File descriptors that may be open")?,
        })
    }

    /// Asks the kernel. What it does not say keeps its value.
    pub(super) fn update(&self) {
        let cpu = clock_gettime(ClockId::ProcessCPUTime);
        let seconds = cpu.tv_sec as f64 + cpu.tv_nsec as f64 / 1e9;
        self.cpu_seconds.inc_by((seconds - self.cpu_seconds.get()).max(0.0));
        if let Ok(status) = fs::read_to_string("/proc/self/status") {
            let set =
                |gauge: &IntGauge, name, unit| number(&status, name).into_iter().for_each(|n| gauge.set(n * unit));
            set(&self.resident_bytes, "VmRSS:", 1024);
            set(&self.virtual_bytes, "VmSize:", 1024);
            set(&self.threads, "Threads:", 1);
        }
        if let Ok(files) = fs::read_dir("/proc/self/fd") {
            // One of them is that of the directory.
            self.open_files.set(i64::try_from(files.count()).unwrap_or(i64::MAX).saturating_sub(1));
        }
        let limit = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
        self.max_files.set(i64::try_from(limit).unwrap_or(i64::MAX));
    }
}

/// The first number after a name. <https://www.kernel.org/doc/html/latest/filesystems/proc.html>
fn number(status: &str, name: &str) -> Option<i64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_say_what_the_kernel_says() {
        let metrics = ProcessMetrics::new(&Registry::default()).expect("names are unique");
        let _file = fs::File::open("/proc/self/status").expect("it is there");
        metrics.update();
        let (resident, all) = (metrics.resident_bytes.get(), metrics.virtual_bytes.get());
        assert!(resident > 1 << 20 && all > resident, "{resident} of {all}");
        assert!(metrics.cpu_seconds.get() > 0.0 && metrics.threads.get() >= 1);
        assert!(metrics.open_files.get() >= 4 && metrics.max_files.get() >= metrics.open_files.get());
    }

    #[test]
    fn numbers_are_found_by_the_beginning_of_their_line() {
        assert_eq!(number("VmPeak:\t 9 kB\nVmRSS:\t  120 kB\n", "VmRSS:"), Some(120));
        assert_eq!(number("VmRSS:\n", "VmRSS:"), None);
    }
}
