//! Logistic regression over buckets, with bounds on the weights.
//!
//! Newton's method: at every step the loss is replaced by its second-order expansion, and that is
//! minimised within the bounds by coordinate descent over the examples of each bucket.

use crate::targets::Target;

/// A line to learn from.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// The buckets it falls in.
    pub buckets: &'a [u16],
    /// Evidence that is given, in nats.
    pub given: f64,
    /// What is wanted of it.
    pub target: Target,
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

/// Newton steps at most.
const STEPS: usize = 40;
/// Sweeps of coordinate descent a step at most. Far from the end no step is worth more.
const SWEEPS: usize = 12;
/// A step that moves no weight by more, in nats, ends the search. Tables have hundredths of a
/// bit, which are seven times as large.
const SMALL: f64 = 1e-3;
/// Halvings of a step that does not lower the loss.
const HALVINGS: usize = 20;

/// The weights that minimise the loss of the examples plus half of `ridge` times the squares of
/// the weights. The bias costs nothing. `start` has weights to begin from, such as those of other
/// pages: the least loss is the same, and sooner found.
///
/// Each step minimises the quadratic expansion of the loss by coordinate descent within the
/// bounds, as newGLMNET does (Yuan, Ho and Lin 2012): the examples are sparse, and their matrix
/// of second derivatives would not be.
pub fn fit(
    examples: &[Example<'_>],
    bounds: &[Bounds],
    bias: Bounds,
    ridge: f64,
    start: Option<&Fit>,
) -> Fit {
    let problem = Problem::new(examples, bounds, bias, ridge);
    let mut weights = problem.start(start);
    let mut margins = problem.margins(&weights);
    let mut loss = problem.loss(&margins, &weights);
    for _ in 0..STEPS {
        let step = problem.step(&margins, &weights);
        let change = problem.changes(&step);
        let largest = step.iter().fold(0.0_f64, |most, by| most.max(by.abs()));
        let mut length = 1.0;
        for _ in 0..HALVINGS {
            let next: Vec<f64> = weights.iter().zip(&step).map(|(w, d)| w + length * d).collect();
            let moved: Vec<f64> =
                margins.iter().zip(&change).map(|(m, c)| m + length * c).collect();
            let next_loss = problem.loss(&moved, &next);
            if next_loss <= loss {
                (weights, margins, loss) = (next, moved, next_loss);
                break;
            }
            length /= 2.0;
        }
        if largest * length < SMALL {
            break;
        }
    }
    problem.fit(&weights, bounds.len())
}

/// The examples by column: the buckets that are free, and last the bias.
struct Problem<'a> {
    examples: &'a [Example<'a>],
    /// The bucket of every column but the last.
    free: Vec<usize>,
    bounds: Vec<Bounds>,
    /// The examples in every column but the last, which has all of them.
    rows: Vec<Vec<u32>>,
    ridge: f64,
}

impl<'a> Problem<'a> {
    fn new(
        examples: &'a [Example<'a>],
        bounds: &[Bounds],
        bias: Bounds,
        ridge: f64,
    ) -> Problem<'a> {
        let free: Vec<usize> =
            (0..bounds.len()).filter(|&at| bounds[at].low < bounds[at].high).collect();
        let mut columns = vec![None; bounds.len()];
        for (column, &at) in free.iter().enumerate() {
            columns[at] = Some(column);
        }
        let mut rows = vec![Vec::new(); free.len()];
        for (row, example) in examples.iter().enumerate() {
            for &bucket in example.buckets {
                if let Some(column) = columns[usize::from(bucket)] {
                    rows[column].push(row as u32);
                }
            }
        }
        let bounds = free.iter().map(|&at| bounds[at]).chain([bias]).collect();
        Problem { examples, free, bounds, rows, ridge }
    }

    fn start(&self, start: Option<&Fit>) -> Vec<f64> {
        let Some(start) = start else { return vec![0.0; self.bounds.len()] };
        let given = self.free.iter().map(|&at| start.weights[at]).chain([start.bias]);
        given.zip(&self.bounds).map(|(weight, bounds)| bounds.clamp(weight)).collect()
    }

    fn fit(&self, weights: &[f64], buckets: usize) -> Fit {
        let mut fit = Fit { bias: weights[self.free.len()], weights: vec![0.0; buckets] };
        for (&at, &weight) in self.free.iter().zip(weights) {
            fit.weights[at] = weight;
        }
        fit
    }

    fn margins(&self, weights: &[f64]) -> Vec<f64> {
        let given = self.examples.iter().map(|example| example.given);
        given.zip(self.changes(weights)).map(|(given, sum)| given + sum).collect()
    }

    /// What weights, or changes of them, add up to on every example.
    fn changes(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![weights[self.free.len()]; self.examples.len()];
        for (rows, weight) in self.rows.iter().zip(weights).filter(|(_, weight)| **weight != 0.0) {
            rows.iter().for_each(|&row| sums[row as usize] += weight);
        }
        sums
    }

    fn loss(&self, margins: &[f64], weights: &[f64]) -> f64 {
        let losses = self.examples.iter().zip(margins).map(|(example, &margin)| {
            let Target { content, count } = example.target;
            // The logarithm of 1 + e^x, without overflow, less what is content.
            count * (margin.max(0.0) + (-margin.abs()).exp().ln_1p() - content * margin)
        });
        let squares: f64 = weights[..self.free.len()].iter().map(|w| w * w).sum();
        losses.sum::<f64>() + self.ridge / 2.0 * squares
    }

    /// The step that minimises the expansion of the loss within the bounds, or comes close.
    fn step(&self, margins: &[f64], weights: &[f64]) -> Vec<f64> {
        let mut slopes = Vec::with_capacity(margins.len());
        let mut states = Vec::with_capacity(margins.len());
        for (example, margin) in self.examples.iter().zip(margins) {
            let p = 1.0 / (1.0 + (-margin).exp());
            let Target { content, count } = example.target;
            slopes.push(count * (p - content));
            states.push(State { bend: (count * p * (1.0 - p)) as f32, sum: 0.0 });
        }
        let all: Vec<u32> = (0..self.examples.len() as u32).collect();
        let rows = |column: usize| self.rows.get(column).unwrap_or(&all);
        let ridge = |column| if column < self.free.len() { self.ridge } else { 0.0 };
        let first: Vec<f64> = (0..weights.len())
            .map(|column| rows(column).iter().map(|&row| slopes[row as usize]).sum())
            .collect();
        let second: Vec<f64> = (0..weights.len())
            .map(|column| {
                let bends = rows(column).iter().map(|&row| f64::from(states[row as usize].bend));
                bends.sum::<f64>() + ridge(column)
            })
            .collect();
        let mut step = vec![0.0; weights.len()];
        for _ in 0..SWEEPS {
            let mut moved = 0.0_f64;
            for column in (0..weights.len()).filter(|&column| second[column] > 0.0) {
                let rows = rows(column);
                let bent = rows.iter().map(|&row| states[row as usize].bent()).sum::<f64>();
                let now = weights[column] + step[column];
                let slope = first[column] + bent + ridge(column) * now;
                let change = self.bounds[column].clamp(now - slope / second[column]) - now;
                if change.abs() > SMALL / 100.0 {
                    step[column] += change;
                    rows.iter().for_each(|&row| states[row as usize].sum += change as f32);
                    moved = moved.max(change.abs());
                }
            }
            if moved < SMALL / 2.0 {
                break;
            }
        }
        step
    }
}

/// An example while a step is sought: how its loss bends, and what the step so far adds up to.
/// Side by side, since they are read together; in single precision, since the end is found by the
/// loss, which is in double.
#[derive(Clone, Copy)]
struct State {
    bend: f32,
    sum: f32,
}

impl State {
    fn bent(self) -> f64 {
        f64::from(self.bend * self.sum)
    }
}

impl Bounds {
    fn clamp(&self, weight: f64) -> f64 {
        weight.clamp(self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIDGE: f64 = 1e-6;

    fn example(buckets: &[u16], content: bool) -> Example<'_> {
        Example { buckets, given: 0.0, target: Target::new(content, 1.0) }
    }

    #[test]
    fn one_bucket_comes_to_its_log_odds() {
        let mut examples = vec![example(&[0], true); 30];
        examples.extend(vec![example(&[0], false); 10]);
        examples.extend(vec![example(&[], false); 20]);
        examples.extend(vec![example(&[], true); 20]);
        let fit = fit(&examples, &[FREE], FREE, RIDGE, None);
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
        assert_eq!(fit(&examples, &[against, FREE], FREE, 0.1, None).weights[0], 0.0);
        let fixed = fit(&examples, &[FREE, FIXED], FIXED, 0.1, None);
        assert!(
            fixed.weights[0] > 0.5 && fixed.weights[1] == 0.0 && fixed.bias == 0.0,
            "{fixed:?}"
        );
    }

    #[test]
    fn evidence_that_is_given_is_not_learnt_again() {
        let given = Example { given: 3.0_f64.ln(), ..example(&[0], true) };
        let mut examples = vec![given; 30];
        examples.extend(vec![Example { target: Target::new(false, 1.0), ..given }; 10]);
        let fit = fit(&examples, &[FREE], FREE, RIDGE, None);
        assert!(fit.weights[0].abs() < 1e-3 && fit.bias.abs() < 1e-3, "{fit:?}");
    }
}
