//! Progress: a bar where a person watches, plain lines elsewhere.

use app::import::{Phase, Progress};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};

/// A bar if the error stream is a terminal, else lines.
pub fn for_this_terminal() -> Box<dyn Progress> {
    if std::io::stderr().is_terminal() {
        Box::new(Bar::default())
    } else {
        Box::new(Lines::default())
    }
}

#[derive(Default)]
struct Bar(Mutex<Option<ProgressBar>>);

impl Bar {
    fn with(&self, change: impl FnOnce(&mut Option<ProgressBar>)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Progress for Bar {
    fn say(&self, line: &str) {
        eprintln!("{line}");
    }

    fn begin(&self, phase: Phase, rows: Option<u64>) {
        let bar = rows.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let shape = if rows.is_some() {
            "{prefix:9} [{bar:30}] {pos}/{len} rows, {eta} left"
        } else {
            "{prefix:9} {spinner}"
        };
        if let Ok(style) = ProgressStyle::with_template(shape) {
            bar.set_style(style);
        }
        bar.set_prefix(phase.name());
        bar.enable_steady_tick(std::time::Duration::from_millis(100));
        self.with(|current| *current = Some(bar));
    }

    fn advance(&self, rows: u64) {
        self.with(|current| current.iter().for_each(|bar| bar.inc(rows)));
    }

    fn end(&self) {
        self.with(|current| current.take().iter().for_each(ProgressBar::finish_and_clear));
    }
}

/// How many lines a phase prints at most.
const LINES: u64 = 10;

#[derive(Default)]
struct Lines(Mutex<Course>);

#[derive(Default)]
struct Course {
    name: &'static str,
    rows: u64,
    done: u64,
    printed: u64,
}

impl Progress for Lines {
    fn say(&self, line: &str) {
        eprintln!("{line}");
    }

    fn begin(&self, phase: Phase, rows: Option<u64>) {
        let mut course = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *course = Course {
            name: phase.name(),
            rows: rows.unwrap_or(0),
            done: 0,
            printed: 0,
        };
    }

    fn advance(&self, rows: u64) {
        let mut course = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        course.done += rows;
        let tenths = (course.done * LINES).checked_div(course.rows).unwrap_or(0);
        if tenths > course.printed {
            course.printed = tenths;
            eprintln!("{}: {} of {} rows", course.name, course.done, course.rows);
        }
    }

    fn end(&self) {}
}
