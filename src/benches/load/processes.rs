//! What `/proc` tells of the store and of its Postgres: CPU time and memory.
//!
//! Postgres is many processes that come and go. When one ends, its leader takes over its time, so the leader's own and
//! inherited times and those of its living children together never lose anything and only rise.

use std::fs;

/// A tick of `/proc/PID/stat` in milliseconds: Linux shows 100 a second to programs, whatever its own clock is.
const TICK_MS: u64 = 10;

/// A line of `/proc/PID/stat`, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// Who started it.
    pub parent: u32,
    /// Its own CPU time in user and system, in milliseconds.
    pub own_ms: u64,
    /// That of its children that ended and were asked for, in milliseconds.
    pub inherited_ms: u64,
}

/// Memory of some processes in KiB.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    /// Sum of what each has in memory; what they share is counted for each.
    pub resident: u64,
    /// The same with what is shared counted once.
    pub proportional: u64,
}

/// Reads a process; `None` once it is gone.
pub fn stat(pid: u32) -> Option<Stat> {
    parse_stat(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

/// Reads a line. The name in parentheses may hold spaces and parentheses of its own: only what follows the last one is
/// regular. `None` for a line that was cut short.
pub fn parse_stat(text: &str) -> Option<Stat> {
    let (_, rest) = text.rsplit_once(") ")?;
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        own_ms: (ticks(11)? + ticks(12)?) * TICK_MS,
        inherited_ms: (ticks(13)? + ticks(14)?) * TICK_MS,
    })
}

/// CPU time of one process with all its threads, in milliseconds.
pub fn cpu_ms(pid: u32) -> u64 {
    stat(pid).map_or(0, |stat| stat.own_ms)
}

/// CPU time of a Postgres leader, of its living children and of those that ended, in milliseconds.
pub fn tree_cpu_ms(leader: u32) -> u64 {
    let own = stat(leader).map_or(0, |stat| stat.own_ms + stat.inherited_ms);
    own + children(leader)
        .into_iter()
        .filter_map(stat)
        .map(|stat| stat.own_ms + stat.inherited_ms)
        .sum::<u64>()
}

/// Memory of one process.
pub fn memory(pid: u32) -> Memory {
    parse_memory(&fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default())
}

/// Memory of a Postgres leader and its children.
pub fn tree_memory(leader: u32) -> Memory {
    let all = children(leader).into_iter().chain([leader]).map(memory);
    all.fold(Memory::default(), |sum, one| Memory {
        resident: sum.resident + one.resident,
        proportional: sum.proportional + one.proportional,
    })
}

/// Reads `smaps_rollup`; what is not there counts as nothing.
pub fn parse_memory(text: &str) -> Memory {
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.split_ascii_whitespace().next()?.parse().ok())
            .unwrap_or_default()
    };
    Memory {
        resident: value("Rss:"),
        proportional: value("Pss:"),
    }
}

/// Processes that were started by this one and are still there.
pub fn children(leader: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| stat(*pid).is_some_and(|stat| stat.parent == leader))
        .collect()
}
