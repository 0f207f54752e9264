//! What the lines of a page share with the description in its head: of news, as a rule, the first
//! paragraph or the standfirst, cut or whole.

use super::origin::Origin;
use super::topic::{LineWords, Telling, Topic, Words};
use crate::page::Page;

/// The description of a document, held against its lines.
#[derive(Debug)]
pub(crate) struct Description {
    /// For every line, the share of its telling words that the description has, or of the
    /// description's words that it has, whichever is more.
    shares: Vec<f32>,
    /// The line that says the description, if one does.
    pub(crate) said: Option<Origin>,
    /// What the lines around a line share with it.
    pub(crate) topic: Topic,
}

/// Telling words that a line and a description must share: fewer are shared by chance.
const FEWEST_WORDS: u32 = 4;
/// Share from which a line says the description: quotation marks, datelines and cut ends differ.
const LEAST_SAID: f32 = 0.6;

impl Description {
    /// Holds a description, whose words are the only line of `description`, against the lines;
    /// `None` where it says too little.
    pub(super) fn new(
        page: &Page,
        lines: &LineWords,
        description: &LineWords,
    ) -> Option<Description> {
        let words = description.of_lines([0], usize::MAX);
        if words.len() < FEWEST_WORDS {
            return None;
        }
        let shares: Vec<f32> = (0..page.lines.len()).map(|at| share(lines, at, &words)).collect();
        // Of lines that say as much, the first.
        let best = (0..shares.len()).rev().max_by(|&a, &b| shares[a].total_cmp(&shares[b]));
        let said = best.filter(|&at| shares[at] >= LEAST_SAID).map(|at| Origin::new(page, at));
        let topic = Topic::new(lines, &description.rare_of_lines([0]));
        Some(Description { shares, said, topic })
    }

    /// How much a line and the description say the same, from 0 to 1.
    pub(crate) fn share(&self, at: usize) -> f32 {
        self.shares[at]
    }
}

fn share(lines: &LineWords, at: usize, description: &Words) -> f32 {
    let own = Telling::of(lines.of(at), description);
    if own.shared < FEWEST_WORDS {
        return 0.0;
    }
    // A word that the line says twice counts twice.
    let of_description = (own.shared as f32 / description.len() as f32).min(1.0);
    own.share().max(of_description)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::{Format, Limits, read};

    /// Index of the line that says the description of a page with three paragraphs.
    fn said(description: &str) -> Option<usize> {
        let page = format!(
            "<meta name=description content=\"{description}\"><p>Mills sold at last<p>The harbour \
             was closed on Tuesday, after a barge had struck the eastern pier of the old town.\
             <p>Nobody was hurt, but divers will look at the foundations."
        );
        let lexicon = Lexicon::embedded();
        let page = read(&page, Format::Html, &Limits::default(), &lexicon.markup);
        let measured = measure(&page, lexicon);
        measured.description()?.said.as_ref().map(|said| said.at)
    }

    #[test]
    fn a_line_says_the_description_whole_cut_or_in_part() {
        let first = "The harbour was closed on Tuesday after a barge had struck the eastern pier";
        assert_eq!(said(first), Some(1));
        assert_eq!(said("The harbour was closed on Tuesday, after a barge had..."), Some(1));
        let both = format!("{first} of the old town. Nobody was hurt, but divers will look.");
        assert_eq!(said(&both), Some(1));
        assert_eq!(said("News, sport and weather from the harbour and the towns around it"), None);
        assert_eq!(said("The pier"), None);
    }
}
