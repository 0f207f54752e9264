//! The second look: what a line's neighbours, its container and the lines of its shape came to
//! at the first.

use rustc_hash::FxHashMap;

use super::Bits;
use crate::cues::{bucket_names, grade};
use crate::measure::{LEVELS, Measured};

/// A cue over the bits of the first look. Its number is a mean in bits, weighted by the square
/// root of the lines' words, without the line itself.
pub(crate) struct SecondCue {
    pub(crate) name: &'static str,
    pub(crate) why: &'static str,
    of: fn(&FirstLook<'_>, usize) -> Option<f32>,
}

/// Edges of the buckets, in bits.
const EDGES: &[f32] = &[-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0];

impl SecondCue {
    /// Calls `found` with every line on which the cue is not silent, and its bucket.
    pub(super) fn each(&self, first: &FirstLook<'_>, mut found: impl FnMut(usize, usize)) {
        for at in 0..first.measured.measures.len() {
            if let Some(mean) = (self.of)(first, at) {
                found(at, grade(EDGES, mean));
            }
        }
    }

    pub(crate) fn buckets(&self) -> Vec<String> {
        bucket_names(EDGES)
    }
}

pub(crate) const CUES: &[SecondCue] = &[
    SecondCue {
        name: "second_near",
        why: "Two lines on each side: a line between furniture is furniture, whatever it looks like.",
        of: |first, at| first.window(at, 2),
    },
    SecondCue {
        name: "second_around",
        why: "Eight lines on each side: the part of the page.",
        of: |first, at| first.window(at, 8),
    },
    SecondCue {
        name: "second_far",
        why: "Twenty lines on each side: the region of the page.",
        of: |first, at| first.window(at, 20),
    },
    SecondCue {
        name: "second_block",
        why: "The lines between the blank lines around it.",
        of: |first, at| {
            let around = &first.measured.around[at];
            first.mean(around.block_start, around.block_end, at)
        },
    },
    SecondCue {
        name: "second_part",
        why: "The lines of the element three levels out. Silent on flat text.",
        of: |first, at| {
            let node = first.measured.nest(at)?.levels[LEVELS - 1];
            let lines = &first.measured.page.tree.as_ref()?.nodes[node].lines;
            first.mean(lines.start, lines.end, at)
        },
    },
    SecondCue {
        name: "second_container",
        why: "The lines of the smallest element around it that holds three or more. Silent on flat text.",
        of: |first, at| {
            let container = first.measured.inside(at)?.container;
            let tree = first.measured.page.tree.as_ref()?;
            let lines = &tree.nodes.get(container)?.lines;
            first.mean(lines.start, lines.end, at)
        },
    },
    SecondCue {
        name: "second_shape",
        why: "The lines whose elements have the same names and classes, on all of the page: paragraphs of one body, entries of one menu. Silent on flat text.",
        of: |first, at| first.same_shape(at),
    },
];

/// The bits of the first look, summed so that any mean takes constant time.
pub(crate) struct FirstLook<'a> {
    measured: &'a Measured<'a>,
    /// Weight times bits, and weight, of the lines before each line.
    sums: Vec<Sum>,
    shapes: FxHashMap<u64, Sum>,
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
    pub(super) fn new(measured: &'a Measured<'a>, bits: &[Bits]) -> FirstLook<'a> {
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
        FirstLook { measured, sums, shapes }
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
