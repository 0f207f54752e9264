//! Lines of the clean text that are left out.

use crate::Article;
use crate::joined::write_joined;

use super::{Filter, Filters, c4_lines};

impl Filters {
    /// Takes the lines that break a rule out of the clean text. The headline is no part of it.
    pub(crate) fn leave_out_lines(&self, article: &mut Article) {
        if !self.has_line_rules() {
            return;
        }
        let mut line = String::new();
        for at in 0..article.page.lines.len() {
            if article.keeps(at) && article.settled.headline != Some(at) {
                line.clear();
                write_joined(&mut line, article.page.whole(&article.page.lines[at]));
                if let Some(rule) = self.broken_by_line(&line) {
                    article.left_out.insert(at, rule);
                }
            }
        }
    }

    /// Whether any rule is for lines.
    pub(crate) fn has_line_rules(&self) -> bool {
        self.filters.contains(&Filter::C4Lines)
    }

    /// The first rule that a line breaks.
    fn broken_by_line(&self, line: &str) -> Option<&'static str> {
        self.filters.iter().find_map(|filter| match filter {
            Filter::C4Lines => c4_lines::broken(line),
            Filter::C4 | Filter::GopherQuality | Filter::GopherRepetition | Filter::FineWeb => None,
        })
    }
}
