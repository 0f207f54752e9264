//! The page with its verdicts: the clean text, the headline, the comments, every line with its
//! reasons.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::joined::{joined, write_joined};
use crate::judge::{Bits, Judged, PageKind, Vote, Weights};
use crate::label::{Label, Labels};
use crate::page::{Form, Marker, Metadata, Page, Span};
use crate::read::markdown::without_rank;
use crate::read::{Format, Limit};
use crate::settle::Settled;

/// A page cleaned.
#[derive(Debug)]
pub struct Article {
    pub(crate) page: Page,
    /// The headline's words, on one line.
    pub(crate) headline: Option<String>,
    pub(crate) judged: Judged,
    pub(crate) settled: Settled,
    pub(crate) weights: Arc<Weights>,
    pub(crate) kept: Labels,
    pub(crate) format: Format,
    pub(crate) kind: PageKind,
    pub(crate) timing: Timing,
    /// The host of the page, if it is known.
    #[cfg(feature = "corpus")]
    pub(crate) host: Option<String>,
    /// Lines that are left out though they are content, by the rule of the filter that asks for it.
    pub(crate) left_out: BTreeMap<usize, &'static str>,
}

/// How long each stage took with a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// Bytes to text; zero where the page came as text.
    pub decode: Duration,
    /// Text to lines.
    pub read: Duration,
    /// Lines to numbers.
    pub measure: Duration,
    /// Numbers to bits.
    pub judge: Duration,
    /// Bits to verdicts.
    pub settle: Duration,
}

/// Why an article has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// The page has no line of text.
    NoText,
    /// The page has lines, and none of them looks like content.
    NoContent,
}

impl Empty {
    /// The name used in records and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Empty::NoText => "no_text",
            Empty::NoContent => "no_content",
        }
    }
}

/// A line of the page, with what it was found to be.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The line's number in the page's text, from 1; lines end at LF. Where a broken
    /// paragraph was joined, that of its first line.
    pub number: usize,
    /// Where the line stands in the page's text.
    pub span: &'a Span,
    /// The line as it stands there, its marker included.
    pub text: &'a str,
    /// What the line is.
    pub label: Label,
    /// Whether it is part of the clean article.
    pub keep: bool,
    /// The evidence that it is content.
    pub bits: Bits,
    /// The rule that overruled the evidence, if one did: of cleaning, or of a filter for lines.
    pub rule: Option<&'static str>,
}

impl Article {
    /// The clean body, without the headline: its lines as the page has them, each at the
    /// beginning of its line but for the levels of lists and the indentation of code, with a
    /// blank line where the page has one.
    pub fn text(&self) -> String {
        self.body(|at| self.settled.headline != Some(at))
    }

    /// The headline: its line, or what the document's head names where no line has it.
    pub fn title(&self) -> Option<&str> {
        self.headline.as_deref().or(self.page.metadata.title.as_deref())
    }

    /// Headline, blank line, body: what the command line prints.
    pub fn full_text(&self) -> String {
        let headline = self.settled.headline.filter(|&at| self.keeps(at));
        let title = headline.map(|at| joined(self.page.written(&self.page.lines[at])));
        let body = self.text();
        match title {
            Some(title) if body.is_empty() => title,
            Some(title) => format!("{title}\n\n{body}"),
            None => body,
        }
    }

    /// The readers' comments, a line each.
    pub fn comments(&self) -> String {
        let lines = self.page.lines.iter().zip(&self.settled.verdicts);
        let comments = lines.filter(|(_, verdict)| verdict.label == Label::Comments);
        comments.map(|(line, _)| joined(self.page.whole(line))).collect::<Vec<_>>().join("\n")
    }

    /// What the document says about itself.
    pub fn metadata(&self) -> &Metadata {
        &self.page.metadata
    }

    /// What the page was read as.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What kind of page it is, and so whose weights judged it.
    pub fn kind(&self) -> PageKind {
        self.kind
    }

    /// The limit past which the page was cut, if it was.
    pub fn cut(&self) -> Option<Limit> {
        self.page.cut
    }

    /// How long each stage took.
    pub fn timing(&self) -> Timing {
        self.timing
    }

    /// Why the article has no text, if it has none.
    pub fn empty(&self) -> Option<Empty> {
        if self.page.lines.is_empty() {
            Some(Empty::NoText)
        } else {
            let any = (0..self.page.lines.len()).any(|at| self.keeps(at));
            (!any).then_some(Empty::NoContent)
        }
    }

    /// The page's text, to which the spans of the lines refer: for flat text the input, for
    /// HTML the text read from it.
    pub fn page_text(&self) -> &str {
        &self.page.text
    }

    /// Every line of the page, in reading order.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = Line<'_>> {
        self.page.lines.iter().enumerate().map(|(at, line)| Line {
            number: line.number,
            span: &line.span,
            text: self.page.whole(line),
            label: self.settled.verdicts[at].label,
            keep: self.keeps(at),
            bits: self.judged.bits[at],
            rule: self.left_out.get(&at).copied().or(self.settled.verdicts[at].rule),
        })
    }

    /// What each cue said of a line, given by its place among [`lines`](Article::lines). The bits
    /// of the votes add up to the line's.
    pub fn votes(&self, line: usize) -> Vec<Vote> {
        if line < self.page.lines.len() {
            self.judged.votes(&self.page, line, &self.weights)
        } else {
            Vec::new()
        }
    }

    /// The bucket in which a line falls, by [`columns`](crate::columns); `None` where the cue is
    /// silent.
    pub fn buckets(&self, line: usize) -> Vec<Option<u8>> {
        if line < self.page.lines.len() { self.judged.buckets(line) } else { Vec::new() }
    }

    /// The words of the classes and ids of the elements around a line, sorted; none for flat text.
    pub fn class_words(&self, line: usize) -> Vec<String> {
        crate::judge::class_words::around(&self.page, line)
    }

    /// Whether a line is part of the clean article.
    pub(crate) fn keeps(&self, at: usize) -> bool {
        self.kept.contains(self.settled.verdicts[at].label) && !self.left_out.contains_key(&at)
    }

    /// Writes the kept lines for which `part` says yes.
    fn body(&self, part: impl Fn(usize) -> bool) -> String {
        let lines = &self.page.lines;
        let mut text = String::new();
        let mut blank = false;
        let mut margin = 0;
        for (at, line) in lines.iter().enumerate() {
            // A blank line before a line that is left out parts its neighbours too.
            blank |= line.blank_before;
            if starts_stretch(lines, at) {
                margin = self.margin(at);
            }
            if !self.keeps(at) || !part(at) {
                continue;
            }
            if !text.is_empty() {
                text.push_str(if blank { "\n\n" } else { "\n" });
            }
            if is_indented(line) {
                text.extend(std::iter::repeat_n(' ', line.indent.saturating_sub(margin)));
            }
            write_joined(&mut text, self.page.whole(line));
            blank = false;
        }
        text
    }

    /// The least indentation of the list or code that begins at a line.
    fn margin(&self, at: usize) -> usize {
        self.page.lines[at..]
            .iter()
            .take_while(|line| is_indented(line))
            .map(|line| line.indent)
            .min()
            .unwrap_or_default()
    }
}

/// Lists have levels and code has blocks; other indentation is layout.
fn is_indented(line: &crate::page::Line) -> bool {
    line.form == Form::Code || matches!(line.marker, Marker::Bullet | Marker::Number)
}

fn starts_stretch(lines: &[crate::page::Line], at: usize) -> bool {
    is_indented(&lines[at]) && (at == 0 || !is_indented(&lines[at - 1]))
}

/// A line's words as a title, on one line.
pub(crate) fn headline(page: &Page, at: usize) -> String {
    let words = joined(page.words(&page.lines[at]));
    match page.tree {
        Some(_) => words,
        None => without_rank(&words).to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use crate::Cleaner;

    #[test]
    fn levels_of_a_list_are_kept_where_its_first_item_is_left_out() {
        let page = "<article><p>The harbour was closed on Tuesday after a barge had struck the pier.\
            <ul><li>Divers will look at the foundations before ships may moor there again.\
            <li>The owner said that he had been asleep when the rope came loose.</ul></article>";
        let mut article = Cleaner::default().clean_html(page).expect("a page");
        let item = article.lines().position(|line| line.text.contains("Divers")).expect("an item");
        assert!(article.keeps(item) && article.text().contains("\n• The owner"));
        article.left_out.insert(item, "a rule");
        assert!(article.text().contains("\n• The owner"), "{}", article.text());
    }
}
