//! Logistic regression over buckets, with bounds on the weights.
//!
//! Newton's method: at every step the loss is replaced by its second-order expansion, and that is
//! minimised within the bounds by coordinate descent. With some hundreds of weights the matrix of
//! second derivatives is small, and ten steps or so reach the one minimum there is.

use rayon::prelude::*;

/// A line to learn from.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// The buckets it falls in.
    pub buckets: &'a [u16],
    /// Evidence that is given, in nats.
    pub given: f64,
    /// Whether it is content.
    pub content: bool,
    /// How much it counts.
    pub count: f64,
}

/// Bounds of a weight.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Least value.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
}

/// The bounds of a weight that is left at 0.
pub const FIXED: Bounds = Bounds { low: 0.0, high: 0.0 };
/// The bounds of a weight that may be anything.
pub const FREE: Bounds = Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY };

/// What was learnt, in nats.
#[derive(Clone, Debug)]
pub struct Fit {
    /// What speaks for content before any bucket is looked at.
    pub bias: f64,
    /// The weight of every bucket.
    pub weights: Vec<f64>,
}

/// Parts into which the examples are divided for the threads. Their number is fixed, since sums
/// depend on the order in which they are made.
const PARTS: usize = 8;
/// Newton steps at most.
const STEPS: usize = 40;
/// Sweeps of coordinate descent a step at most.
const SWEEPS: usize = 2000;
/// A step or sweep that moves no weight by more, in nats, ends the search. Tables have hundredths
/// of a bit.
const SMALL: f64 = 1e-6;

/// The weights that minimise the loss of the examples plus half of `ridge` times the squares of
/// the weights. The bias costs nothing.
pub fn fit(examples: &[Example<'_>], bounds: &[Bounds], bias: Bounds, ridge: f64) -> Fit {
    // The bias is one more bucket, in which every example falls.
    let free: Vec<usize> =
        (0..bounds.len()).filter(|&at| bounds[at].low < bounds[at].high).collect();
    let mut column = vec![None; bounds.len()];
    for (place, &at) in free.iter().enumerate() {
        column[at] = Some(place);
    }
    let problem = Problem { examples, column, size: free.len() + 1, ridge };
    let limits: Vec<Bounds> = free.iter().map(|&at| bounds[at]).chain([bias]).collect();
    let mut weights = vec![0.0; problem.size];
    let mut loss = problem.loss(&weights);
    for _ in 0..STEPS {
        let (slope, curve) = problem.expand(&weights);
        let step = bounded_step(&slope, &curve, &weights, &limits);
        let mut length = 1.0;
        let moved = loop {
            let next: Vec<f64> = weights.iter().zip(&step).map(|(w, d)| w + length * d).collect();
            let next_loss = problem.loss(&next);
            let largest = step.iter().fold(0.0_f64, |most, d| most.max(d.abs())) * length;
            if next_loss <= loss || largest < SMALL {
                (weights, loss) = (next, next_loss);
                break largest;
            }
            length /= 2.0;
        };
        if moved < SMALL {
            break;
        }
    }
    let mut all = vec![0.0; bounds.len()];
    for (place, &at) in free.iter().enumerate() {
        all[at] = weights[place];
    }
    Fit { bias: weights[problem.size - 1], weights: all }
}

struct Problem<'a> {
    examples: &'a [Example<'a>],
    /// Where the weight of a bucket stands among those that are free.
    column: Vec<Option<usize>>,
    size: usize,
    ridge: f64,
}

impl Problem<'_> {
    fn parts(&self) -> impl IndexedParallelIterator<Item = &[Example<'_>]> {
        self.examples.par_chunks(self.examples.len().div_ceil(PARTS).max(1))
    }

    fn columns<'a>(&'a self, example: &'a Example<'_>) -> impl Iterator<Item = usize> + 'a {
        let buckets = example.buckets.iter().filter_map(|&bucket| self.column[usize::from(bucket)]);
        buckets.chain([self.size - 1])
    }

    fn margin(&self, example: &Example<'_>, weights: &[f64]) -> f64 {
        example.given + self.columns(example).map(|at| weights[at]).sum::<f64>()
    }

    fn loss(&self, weights: &[f64]) -> f64 {
        let parts: Vec<f64> = self
            .parts()
            .map(|part| {
                let loss = |example: &Example<'_>| {
                    let margin = self.margin(example, weights);
                    let wrong = if example.content { -margin } else { margin };
                    // The logarithm of 1 + e^x, without overflow.
                    example.count * (wrong.max(0.0) + (-wrong.abs()).exp().ln_1p())
                };
                part.iter().map(loss).sum()
            })
            .collect();
        let squares: f64 = weights[..self.size - 1].iter().map(|w| w * w).sum();
        parts.iter().sum::<f64>() + self.ridge / 2.0 * squares
    }

    /// First and second derivatives of the loss; of the second, a symmetric matrix, row by row.
    fn expand(&self, weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let size = self.size;
        let parts: Vec<(Vec<f64>, Vec<f64>)> = self
            .parts()
            .map(|part| {
                let (mut slope, mut curve) = (vec![0.0; size], vec![0.0; size * size]);
                let mut row = Vec::new();
                for example in part {
                    let p = 1.0 / (1.0 + (-self.margin(example, weights)).exp());
                    let error = example.count * (p - f64::from(u8::from(example.content)));
                    let bend = example.count * p * (1.0 - p);
                    row.clear();
                    row.extend(self.columns(example));
                    for (place, &a) in row.iter().enumerate() {
                        slope[a] += error;
                        // Buckets come in ascending order, so this is the upper triangle.
                        for &b in &row[place..] {
                            curve[a * size + b] += bend;
                        }
                    }
                }
                (slope, curve)
            })
            .collect();
        let (mut slope, mut curve) = (vec![0.0; size], vec![0.0; size * size]);
        for (part_slope, part_curve) in &parts {
            slope.iter_mut().zip(part_slope).for_each(|(sum, part)| *sum += part);
            curve.iter_mut().zip(part_curve).for_each(|(sum, part)| *sum += part);
        }
        for a in 0..size {
            for b in 0..a {
                curve[a * size + b] = curve[b * size + a];
            }
        }
        for at in 0..size - 1 {
            slope[at] += self.ridge * weights[at];
            curve[at * size + at] += self.ridge;
        }
        (slope, curve)
    }
}

/// The step that minimises the expansion within the bounds.
fn bounded_step(slope: &[f64], curve: &[f64], weights: &[f64], limits: &[Bounds]) -> Vec<f64> {
    let size = slope.len();
    let mut step = vec![0.0; size];
    let mut slope = slope.to_vec();
    for _ in 0..SWEEPS {
        let mut moved = 0.0_f64;
        for at in 0..size {
            let bend = curve[at * size + at];
            if bend <= 0.0 {
                continue;
            }
            let wanted = weights[at] + step[at] - slope[at] / bend;
            let change = wanted.clamp(limits[at].low, limits[at].high) - weights[at] - step[at];
            if change != 0.0 {
                step[at] += change;
                let row = &curve[at * size..(at + 1) * size];
                slope.iter_mut().zip(row).for_each(|(slope, bend)| *slope += change * bend);
                moved = moved.max(change.abs());
            }
        }
        if moved < SMALL / 10.0 {
            break;
        }
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIDGE: f64 = 1e-6;

    fn example(buckets: &[u16], content: bool) -> Example<'_> {
        Example { buckets, given: 0.0, content, count: 1.0 }
    }

    #[test]
    fn one_bucket_comes_to_its_log_odds() {
        let mut examples = vec![example(&[0], true); 30];
        examples.extend(vec![example(&[0], false); 10]);
        examples.extend(vec![example(&[], false); 20]);
        examples.extend(vec![example(&[], true); 20]);
        let fit = fit(&examples, &[FREE], FREE, RIDGE);
        assert!((fit.weights[0] - 3.0_f64.ln()).abs() < 1e-4, "{fit:?}");
        assert!(fit.bias.abs() < 1e-4, "{fit:?}");
    }

    #[test]
    fn a_weight_keeps_to_its_side() {
        let examples = [
            example(&[0], true),
            example(&[0, 1], true),
            example(&[1], false),
            example(&[], false),
        ];
        let against = Bounds { low: f64::NEG_INFINITY, high: 0.0 };
        assert_eq!(fit(&examples, &[against, FREE], FREE, 0.1).weights[0], 0.0);
        let fixed = fit(&examples, &[FREE, FIXED], FIXED, 0.1);
        assert!(
            fixed.weights[0] > 0.5 && fixed.weights[1] == 0.0 && fixed.bias == 0.0,
            "{fixed:?}"
        );
    }

    #[test]
    fn evidence_that_is_given_is_not_learnt_again() {
        let given = Example { given: 3.0_f64.ln(), ..example(&[0], true) };
        let mut examples = vec![given; 30];
        examples.extend(vec![Example { content: false, ..given }; 10]);
        let fit = fit(&examples, &[FREE], FREE, RIDGE);
        assert!(fit.weights[0].abs() < 1e-3 && fit.bias.abs() < 1e-3, "{fit:?}");
    }
}
