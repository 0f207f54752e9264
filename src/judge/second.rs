//! The second look: what a line's neighbours, its container and the lines of its shape came to
//! at the first.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Bits;
use crate::cues::{Block, bucket_names, grade_all};
use crate::measure::topic::Topic;
use crate::measure::{LEVELS, Measured};

/// A cue over the bits of the first look. Its number is a mean in bits, weighted by the square
/// root of the lines' words, without the line itself.
pub(crate) struct SecondCue {
    pub(crate) name: &'static str,
    pub(crate) why: &'static str,
    /// Edges of its buckets.
    edges: &'static [f32],
    of: &'static dyn Look,
}

/// A number of every line, as [`Ask`](mod@crate::cues) has it of what was measured.
trait Look: Fn(&FirstLook<'_>, usize) -> Option<f32> + Sync {
    fn all(&self, first: &FirstLook<'_>, numbers: &mut [f32]);
}

impl<F: Fn(&FirstLook<'_>, usize) -> Option<f32> + Sync> Look for F {
    fn all(&self, first: &FirstLook<'_>, numbers: &mut [f32]) {
        for (at, number) in numbers.iter_mut().enumerate() {
            *number = self(first, at).unwrap_or(f32::NAN);
        }
    }
}

/// Edges of the buckets of means, in bits.
const BITS: &[f32] = &[-4.0, -3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0];

impl SecondCue {
    /// Writes down the bucket of every line, as [`Cue::ask`](crate::cues::Cue::ask) does.
    pub(super) fn ask(
        &self,
        first: &FirstLook<'_>,
        numbers: &mut [Block<f32>],
        column: &mut [Block<u8>],
    ) {
        self.of.all(first, &mut numbers.as_flattened_mut()[..first.bits.len()]);
        grade_all(self.edges, numbers, column);
    }

    pub(crate) fn buckets(&self) -> Vec<String> {
        bucket_names(self.edges)
    }
}

pub(crate) const CUES: &[SecondCue] = &[
    SecondCue {
        name: "second_own",
        why: "The line itself: what else is said of a line weighs more where the first look was in doubt.",
        edges: BITS,
        of: &|first, at| Some(first.bits[at].get()),
    },
    SecondCue {
        name: "second_near",
        why: "Two lines on each side: a line between furniture is furniture, whatever it looks like.",
        edges: BITS,
        of: &|first, at| first.window(at, 2),
    },
    SecondCue {
        name: "second_around",
        why: "Eight lines on each side: the part of the page.",
        edges: BITS,
        of: &|first, at| first.window(at, 8),
    },
    SecondCue {
        name: "second_far",
        why: "Twenty lines on each side: the region of the page.",
        edges: BITS,
        of: &|first, at| first.window(at, 20),
    },
    SecondCue {
        name: "second_block",
        why: "The lines between the blank lines around it.",
        edges: BITS,
        of: &|first, at| {
            let around = &first.measured.around[at];
            first.mean(around.block_start, around.block_end, at)
        },
    },
    SecondCue {
        name: "second_part",
        why: "The lines of the element three levels out. Silent on flat text.",
        edges: BITS,
        of: &|first, at| {
            let node = first.measured.nest(at)?.levels[LEVELS - 1];
            let lines = &first.measured.page.tree.as_ref()?.nodes[node].lines;
            first.mean(lines.start, lines.end, at)
        },
    },
    SecondCue {
        name: "second_container",
        why: "The lines of the smallest element around it that holds three or more. Silent on flat text.",
        edges: BITS,
        of: &|first, at| {
            let container = first.measured.inside(at)?.container;
            let tree = first.measured.page.tree.as_ref()?;
            let lines = &tree.nodes.get(container)?.lines;
            first.mean(lines.start, lines.end, at)
        },
    },
    SecondCue {
        name: "second_shape",
        why: "The lines whose elements have the same names and classes, on all of the page: paragraphs of one body, entries of one menu. Silent on flat text.",
        edges: BITS,
        of: &|first, at| first.same_shape(at),
    },
    SecondCue {
        name: "second_best",
        why: "The page's best stretch: where an article stands out, all else is held to more than on a page of lists.",
        edges: &[0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0],
        of: &|first, _| Some(first.best?.bits),
    },
    SecondCue {
        name: "second_below",
        why: "The lines around it against the page's best stretch: teasers of whole sentences look like prose, but less so than the article beside them.",
        edges: &[-8.0, -6.0, -4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5],
        of: &|first, at| Some(first.window(at, 2)? - first.best?.bits),
    },
    SecondCue {
        name: "second_away",
        why: "Lines before (negative) or behind the middle of the page's best stretch.",
        edges: &[-64.0, -32.0, -16.0, -8.0, -4.0, 5.0, 9.0, 17.0, 33.0, 65.0],
        of: &|first, at| Some(at as f32 - first.best?.middle as f32),
    },
    SecondCue {
        name: "second_apart",
        why: "Levels up from the best stretch to the first element that holds the line as well. Silent on flat text.",
        edges: &[1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0],
        of: &|first, at| {
            let node = first.measured.line(at).place?.node;
            first.apart.get(node).map(|&levels| levels as f32)
        },
    },
    SecondCue {
        name: "second_topic",
        why: "An article is about one thing, and teasers are about others. Share of the telling words of the best stretch among those of two lines on each side. Silent on the stretch itself.",
        edges: &[0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.45],
        of: &|first, at| {
            /// Lines looked at on each side.
            const REACH: usize = 2;
            let is_inside = first.best?.middle.abs_diff(at) <= Stretch::REACH + REACH;
            if is_inside { None } else { first.topic()?.share(at, REACH) }
        },
    },
];

/// The bits of the first look, summed so that any mean takes constant time.
pub(crate) struct FirstLook<'a> {
    measured: &'a Measured<'a>,
    bits: &'a [Bits],
    /// Weight times bits, and weight, of the lines before each line.
    sums: Vec<Sum>,
    shapes: FxHashMap<u64, Sum>,
    best: Option<Stretch>,
    /// For every element, the levels between the best stretch and the first element that holds
    /// both; empty for flat text.
    apart: Vec<u16>,
    // Found when its cue asks: weights may have none for it.
    topic: OnceCell<Option<Topic>>,
}

/// Consecutive lines.
#[derive(Clone, Copy)]
struct Stretch {
    /// The line in the middle.
    middle: usize,
    /// The mean of the lines.
    bits: f32,
}

impl Stretch {
    /// Lines on each side of the middle.
    const REACH: usize = 4;

    /// The lines of the stretch around a middle, on a page of so many.
    fn lines(middle: usize, count: usize) -> Range<usize> {
        middle.saturating_sub(Stretch::REACH)..(middle + Stretch::REACH + 1).min(count)
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    weight: f32,
    bits: f32,
}

impl Sum {
    fn plus(self, other: Sum) -> Sum {
        Sum { weight: self.weight + other.weight, bits: self.bits + other.bits }
    }

    fn minus(self, other: Sum) -> Sum {
        Sum { weight: self.weight - other.weight, bits: self.bits - other.bits }
    }

    fn mean(self) -> Option<f32> {
        /// Less than the weight of one word is a rest of rounding.
        const LEAST: f32 = 0.5;
        (self.weight > LEAST).then(|| self.bits / self.weight)
    }
}

impl<'a> FirstLook<'a> {
    pub(super) fn new(measured: &'a Measured<'a>, bits: &'a [Bits]) -> FirstLook<'a> {
        let mut sums = Vec::with_capacity(bits.len() + 1);
        let mut shapes: FxHashMap<u64, Sum> = FxHashMap::default();
        let mut sum = Sum::default();
        sums.push(sum);
        for (at, (bits, m)) in bits.iter().zip(&measured.measures).enumerate() {
            let weight = (m.words.max(1) as f32).sqrt();
            let own = Sum { weight, bits: weight * bits.get() };
            sum = sum.plus(own);
            sums.push(sum);
            if let Some(shape) = shape(measured, at) {
                let all = shapes.entry(shape).or_default();
                *all = all.plus(own);
            }
        }
        let mut look = FirstLook {
            measured,
            bits,
            sums,
            shapes,
            best: None,
            apart: Vec::new(),
            topic: OnceCell::new(),
        };
        look.best = look.best_stretch();
        look.apart = look.levels_apart();
        look
    }

    /// The stretch with most evidence for content.
    fn best_stretch(&self) -> Option<Stretch> {
        let count = self.sums.len() - 1;
        let stretch = |middle: usize| {
            let lines = Stretch::lines(middle, count);
            self.sums[lines.end].minus(self.sums[lines.start])
        };
        let best = (0..count).max_by(|&a, &b| stretch(a).bits.total_cmp(&stretch(b).bits))?;
        Some(Stretch { middle: best, bits: stretch(best).mean()? })
    }

    fn levels_apart(&self) -> Vec<u16> {
        let place = self.best.and_then(|best| self.measured.line(best.middle).place);
        match (&self.measured.page.tree, place) {
            (Some(tree), Some(place)) => tree.levels_apart(place.node),
            _ => Vec::new(),
        }
    }

    /// What the lines share with the best stretch.
    fn topic(&self) -> Option<&Topic> {
        let find = || {
            let (middle, count) = (self.best?.middle, self.sums.len() - 1);
            Some(self.measured.topic(Stretch::lines(middle, count)))
        };
        self.topic.get_or_init(find).as_ref()
    }

    fn own(&self, at: usize) -> Sum {
        self.sums[at + 1].minus(self.sums[at])
    }

    /// Mean of the lines of a range, without the line itself.
    fn mean(&self, start: usize, end: usize, at: usize) -> Option<f32> {
        self.sums[end].minus(self.sums[start]).minus(self.own(at)).mean()
    }

    fn window(&self, at: usize, reach: usize) -> Option<f32> {
        let end = (at + reach + 1).min(self.sums.len() - 1);
        self.mean(at.saturating_sub(reach), end, at)
    }

    fn same_shape(&self, at: usize) -> Option<f32> {
        let all = self.shapes.get(&shape(self.measured, at)?)?;
        all.minus(self.own(at)).mean()
    }
}

/// The shape of a line's place: the names and classes of its element and the two around it.
fn shape(measured: &Measured<'_>, at: usize) -> Option<u64> {
    /// How many elements make a shape: fewer mix menus with bodies, more part a body's paragraphs.
    const ELEMENTS: usize = 3;
    let tree = measured.page.tree.as_ref()?;
    let place = measured.line(at).place?;
    let shape = tree
        .ancestors(place.node)
        .take(ELEMENTS)
        .fold(0_u64, |shape, node| shape.rotate_left(5) ^ node.shape);
    Some(shape)
}
