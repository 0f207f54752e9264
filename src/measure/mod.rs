//! Numbers about lines and what surrounds them, each counted once; cues read nothing else.

mod around;
mod ascii;
mod body;
mod credit;
mod description;
mod extracted;
pub(crate) mod fold;
mod inside;
pub(crate) mod line;
mod nest;
mod origin;
pub(crate) mod scan;
pub(crate) mod script;
mod since;
mod stencil;
mod sums;
mod texture;
mod title;
pub(crate) mod topic;
mod zone;

pub(crate) use around::Around;
pub(crate) use description::Description;
pub(crate) use inside::Inside;
pub(crate) use line::{First, Last, Measures};
pub(crate) use nest::{LEVELS, Nest};
pub(crate) use origin::Origin;
pub(crate) use since::Since;
pub(crate) use stencil::Stencils;
pub(crate) use sums::{Sum, Sums, share};
pub(crate) use title::{OPENING_LINES, says_a_part};
pub(crate) use zone::Zone;

use std::cell::OnceCell;

use crate::lexicon::{Lexicon, Lowered};
use crate::page::{Line, Page};
use topic::{LineWords, Passages, Telling, Topic, Words};

/// A page with all that was measured of it. The lists run parallel to the page's lines.
#[derive(Debug)]
pub(crate) struct Measured<'a> {
    pub(crate) page: &'a Page,
    pub(crate) measures: Vec<Measures>,
    /// The words that show what each line is about.
    words: LineWords,
    /// Those of the document's description, as of one line.
    described: Option<LineWords>,
    pub(crate) around: Vec<Around>,
    /// The section under whose heading a line stands.
    pub(crate) zones: Vec<Option<Zone>>,
    /// What the elements around a line say; empty for flat text.
    pub(crate) inside: Vec<Inside>,
    // Measured when a cue first asks: weights may have none that does.
    nests: OnceCell<Vec<Nest>>,
    since: OnceCell<Vec<Since>>,
    stencils: OnceCell<Stencils>,
    sums: OnceCell<Sums>,
    title: OnceCell<Option<Origin>>,
    title_topic: OnceCell<Option<Topic>>,
    description: OnceCell<Option<Description>>,
}

/// Lines ahead of a title after which it no longer matters how far running text is.
const FAR: usize = 60;

impl Measured<'_> {
    pub(crate) fn line(&self, at: usize) -> &Line {
        &self.page.lines[at]
    }

    /// What the elements around the line say; `None` for flat text.
    pub(crate) fn inside(&self, at: usize) -> Option<&Inside> {
        self.inside.get(at)
    }

    /// Whether the page is flat text that an extractor has been over.
    pub(crate) fn is_extracted(&self) -> bool {
        self.page.tree.is_none() && extracted::is_extracted(&self.measures, &self.around)
    }

    /// Sums over the lines.
    pub(crate) fn sums(&self) -> &Sums {
        self.sums.get_or_init(|| Sums::new(self.page, &self.measures, |at| self.around[at].prose))
    }

    /// How long ago something was said that colours the line.
    pub(crate) fn since(&self, at: usize) -> Since {
        self.since.get_or_init(|| since::since(&self.measures))[at]
    }

    /// The short lines that say the same again and again.
    pub(crate) fn stencils(&self) -> &Stencils {
        self.stencils.get_or_init(|| stencil::stencils(&self.measures))
    }

    /// Where the document's title stands, if a line says it.
    pub(crate) fn title(&self) -> Option<&Origin> {
        let lines_to_prose = |at: usize| {
            let ahead = self.around[at + 1..].iter().take(FAR);
            ahead.take_while(|around| !around.prose).count()
        };
        let find = || title::title(self.page, &self.measures, lines_to_prose);
        self.title.get_or_init(find).as_ref()
    }

    /// What the lines share with the title.
    pub(crate) fn title_topic(&self) -> Option<&Topic> {
        let find = || Some(self.topic([self.title()?.at]));
        self.title_topic.get_or_init(find).as_ref()
    }

    /// The document's description beside its lines, if it has one.
    pub(crate) fn description(&self) -> Option<&Description> {
        let find = || Description::new(self.page, &self.words, self.described.as_ref()?);
        self.description.get_or_init(find).as_ref()
    }

    /// What all lines share with some of them.
    pub(crate) fn topic(&self, lines: impl IntoIterator<Item = usize>) -> Topic {
        Topic::new(&self.words, &self.words.rare_of_lines(lines))
    }

    /// The telling words of some lines: `most` or little more.
    pub(crate) fn about(&self, lines: impl IntoIterator<Item = usize>, most: usize) -> Words {
        self.words.of_lines(lines, most)
    }

    /// The first of some lines as passages of a text.
    pub(crate) fn passages(&self, lines: impl IntoIterator<Item = usize>) -> Passages {
        self.words.passages(lines)
    }

    /// Share of some passages that have one of a line's telling words at least.
    pub(crate) fn spread(&self, at: usize, passages: &Passages) -> f32 {
        passages.share_with(self.words.of(at))
    }

    /// How many telling words a line has, and how many of them are among others.
    pub(crate) fn telling(&self, at: usize, words: &Words) -> Telling {
        Telling::of(self.words.of(at), words)
    }

    /// The tree around every line, level by level; empty for flat text.
    fn nests(&self) -> &[Nest] {
        self.nests.get_or_init(|| nest::nests(self.page, self.sums()))
    }

    /// The tree around the line; `None` for flat text.
    pub(crate) fn nest(&self, at: usize) -> Option<&Nest> {
        self.nests().get(at)
    }

    /// The lines of one of the elements around the line; `None` for flat text.
    pub(crate) fn level(&self, at: usize, level: usize) -> Option<Sum> {
        let node = self.nest(at)?.levels[level];
        Some(self.sums().of(&self.page.tree.as_ref()?.nodes[node].lines))
    }

    /// The lines between the blank lines around the line, its own included.
    pub(crate) fn block(&self, at: usize) -> Sum {
        let around = &self.around[at];
        self.sums().of(&(around.block_start..around.block_end))
    }
}

/// Measures a page in time linear in its size.
pub(crate) fn measure<'a>(page: &'a Page, lexicon: &Lexicon) -> Measured<'a> {
    let mut lower = Lowered::default();
    let mut words = LineWords::default();
    let mut measure = |line| {
        let measures = scan::measure(page.words(line), lexicon, &mut lower);
        words.push(&lower);
        measures
    };
    let measures: Vec<Measures> = page.lines.iter().map(&mut measure).collect();
    let described = page.metadata.description.as_ref().map(|description| {
        let mut described = LineWords::default();
        scan::measure(description, lexicon, &mut lower);
        described.push(&lower);
        described
    });
    let survey = around::Survey::new(&page.lines, &measures);
    let inside = inside::inside(page, &measures, |at| survey.is_prose(at));
    let by_markup = |at: usize| inside.get(at).is_some_and(Inside::is_elsewhere);
    // Zones end where the body goes on, and the body leaves the zones out: a first body finds
    // the zones, and they the second.
    let first = survey.around(by_markup);
    let zones = zone::zones(page, &measures, &first, &inside);
    let by_zone = |at: usize| zones[at].is_some_and(Zone::is_elsewhere);
    let around = if (0..zones.len()).any(by_zone) {
        survey.around(|at| by_markup(at) || by_zone(at))
    } else {
        first
    };
    Measured {
        page,
        measures,
        words,
        described,
        around,
        zones,
        inside,
        nests: OnceCell::new(),
        since: OnceCell::new(),
        stencils: OnceCell::new(),
        sums: OnceCell::new(),
        title: OnceCell::new(),
        title_topic: OnceCell::new(),
        description: OnceCell::new(),
    }
}
