//! Numbers about lines and what surrounds them, each counted once; cues read nothing else.

mod around;
mod ascii;
mod credit;
pub(crate) mod fold;
mod inside;
pub(crate) mod line;
mod nest;
pub(crate) mod scan;
pub(crate) mod script;
mod since;
mod sums;
mod texture;
mod zone;

pub(crate) use around::Around;
pub(crate) use inside::Inside;
pub(crate) use line::{First, Last, Measures};
pub(crate) use nest::{LEVELS, Nest};
pub(crate) use since::Since;
pub(crate) use sums::{Sum, Sums, share};
pub(crate) use zone::Zone;

use std::cell::OnceCell;

use crate::lexicon::{Lexicon, Lowered};
use crate::page::{Line, Page};

/// A page with all that was measured of it. The lists run parallel to the page's lines.
#[derive(Debug)]
pub(crate) struct Measured<'a> {
    pub(crate) page: &'a Page,
    pub(crate) measures: Vec<Measures>,
    pub(crate) around: Vec<Around>,
    /// The section under whose heading a line stands.
    pub(crate) zones: Vec<Option<Zone>>,
    /// What the elements around a line say; empty for flat text.
    pub(crate) inside: Vec<Inside>,
    // Measured when a cue first asks: weights may have none that does.
    nests: OnceCell<Vec<Nest>>,
    since: OnceCell<Vec<Since>>,
    sums: OnceCell<Sums>,
}

impl Measured<'_> {
    pub(crate) fn line(&self, at: usize) -> &Line {
        &self.page.lines[at]
    }

    /// What the elements around the line say; `None` for flat text.
    pub(crate) fn inside(&self, at: usize) -> Option<&Inside> {
        self.inside.get(at)
    }

    /// Sums over the lines.
    pub(crate) fn sums(&self) -> &Sums {
        self.sums.get_or_init(|| Sums::new(self.page, &self.measures, |at| self.around[at].prose))
    }

    /// How long ago something was said that colours the line.
    pub(crate) fn since(&self, at: usize) -> Since {
        self.since.get_or_init(|| since::since(&self.measures))[at]
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
    let measures: Vec<Measures> = page
        .lines
        .iter()
        .map(|line| scan::measure(page.words(line), lexicon, &mut lower))
        .collect();
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
    let (nests, since, sums) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
    Measured { page, measures, around, zones, inside, nests, since, sums }
}
