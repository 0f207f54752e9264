//! How far a run is, and what it came to, on standard error.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{
    HumanBytes, HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle,
};

use super::say;
use crate::corpus::{DeadLetter, Input, Pages, Progress, Resumable, Summary, Watcher};

/// Time between two lines where there is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(30);

/// How often the bar is drawn anew though nothing comes.
const TICK: Duration = Duration::from_millis(250);

/// When to say how far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// A bar on a terminal, else a line every 30 seconds
    Auto,
    /// A bar on a terminal, else a line every 30 seconds; and what it came to at the end
    Always,
    /// Never, and nothing at the end but what failed
    Never,
}

/// Says how far a run is.
pub(super) struct Screen {
    bar: Option<ProgressBar>,
    lines: bool,
    /// Whether the end is told though nothing failed.
    sums_up: bool,
    /// Bytes of all inputs, as they are compressed; `None` if one does not say.
    total: Option<u64>,
    began: Instant,
    last: Instant,
}

impl Screen {
    pub(super) fn new(when: When, inputs: &[Input], to_stdout: bool) -> Screen {
        let size = |input: &Input| Some(fs::metadata(input.path.as_ref()?).ok()?.len());
        let total = inputs.iter().map(size).sum::<Option<u64>>();
        let is_terminal = io::stderr().is_terminal();
        // A bar would run through what is printed on the same terminal.
        let is_free = !(to_stdout && io::stdout().is_terminal()) || when == When::Always;
        let shows = when != When::Never;
        let bar = (shows && is_terminal && is_free).then(|| bar(total));
        Screen {
            lines: shows && bar.is_none(),
            bar,
            sums_up: when == When::Always || (when == When::Auto && !to_stdout),
            total,
            began: Instant::now(),
            last: Instant::now(),
        }
    }

    fn say(&self, message: impl std::fmt::Display) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(message)),
            None => say(message),
        }
    }

    /// Sums up.
    pub(super) fn finish(&self, summary: &Summary, errors: Option<&Path>) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let Pages { cleaned, filtered, failed } = summary.stats.pages;
        let says_why = errors.map(|path| format!("; {} says why", path.display()));
        let says_why = says_why.unwrap_or_default();
        if failed > 0 {
            let all = cleaned + filtered + failed;
            say(format_args!("{failed} of {all} not cleaned{says_why}"));
        }
        let is_told = self.lines || self.bar.is_some();
        if filtered > 0 && errors.is_none() && is_told && !self.sums_up {
            let all = cleaned + filtered + failed;
            say(format_args!("{filtered} of {all} left out by a filter; --errors names them"));
        }
        if self.sums_up {
            let bytes = &summary.stats.bytes;
            let seconds = summary.stats.seconds.whole;
            let left_out = match filtered {
                0 => String::new(),
                filtered => format!(", {} left out", HumanCount(filtered)),
            };
            say(format_args!(
                "{} {}{left_out}, {} of pages to {}, {}/s",
                HumanCount(cleaned),
                if cleaned == 1 { "page cleaned" } else { "pages cleaned" },
                HumanBytes(bytes.read),
                HumanBytes(bytes.written),
                HumanBytes((bytes.read as f64 / seconds.max(1e-3)) as u64),
            ));
        }
        match summary.stopped {
            Some(Resumable(true)) => {
                say("interrupted; the same command with --resume goes on from here");
            }
            Some(Resumable(false)) => say("interrupted"),
            None => {}
        }
    }
}

impl Watcher for Screen {
    fn failed(&mut self, letter: &DeadLetter) {
        self.say(letter);
    }

    fn note(&mut self, note: &str) {
        self.say(note);
    }

    fn progress(&mut self, progress: &Progress<'_>) {
        let is_due = self.lines && self.last.elapsed() >= BETWEEN_LINES;
        if self.bar.is_none() && !is_due {
            return;
        }
        let seconds = self.began.elapsed().as_secs_f64();
        let pages = format!(
            "{} pages, {} pages/s, {} errors",
            HumanCount(progress.cleaned),
            HumanCount((progress.cleaned as f64 / seconds.max(1e-3)) as u64),
            HumanCount(progress.stats.pages.failed)
        );
        if let Some(bar) = &self.bar {
            bar.set_position(progress.read);
            bar.set_message(pages);
        } else {
            self.last = Instant::now();
            let left = self.total.filter(|_| progress.read > 0).map(|total| {
                let share = total as f64 / progress.read as f64;
                let left = Duration::from_secs_f64((seconds * (share - 1.0)).max(0.0));
                format!(" of {}, {} left", HumanBytes(total), HumanDuration(left))
            });
            let left = left.unwrap_or_default();
            say(format_args!("{}{left}; {pages}", HumanBytes(progress.read)));
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    let form = match total {
        Some(_) => "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec}, {msg}, {eta} left",
        None => "{spinner} {bytes} {bytes_per_sec}, {msg}",
    };
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(TICK);
    bar
}
