//! What a page may cost, as options.

use clap::Args;

use crate::Limits;

/// Bounds on a page.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Limits, past which a page is cut or read more simply, with a note")]
pub(super) struct LimitOptions {
    /// Bytes of a page; what follows is not read
    #[arg(long, value_name = "N", default_value_t = Limits::default().bytes)]
    max_bytes: usize,

    /// Lines of a page; what follows is not read
    #[arg(long, value_name = "N", default_value_t = Limits::default().lines)]
    max_lines: usize,

    /// Lines of a page that may be short: those past them take 20 bytes each on average, 40 in HTML
    #[arg(long, value_name = "N", default_value_t = Limits::default().short_lines)]
    max_short_lines: usize,

    /// Elements that stand in each other; what follows is read as flat text
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth)]
    max_depth: usize,

    /// Nodes of a page's tree that may be small: those past them take 10 bytes each on average; what
    /// follows is read as flat text
    #[arg(long, value_name = "N", default_value_t = Limits::default().nodes)]
    max_nodes: usize,
}

impl From<LimitOptions> for Limits {
    fn from(options: LimitOptions) -> Limits {
        Limits {
            bytes: options.max_bytes,
            lines: options.max_lines,
            short_lines: options.max_short_lines,
            depth: options.max_depth,
            nodes: options.max_nodes,
        }
    }
}
