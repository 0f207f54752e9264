//! Charts as SVG. What they say stands in words or tables beside them, and colours are the style
//! sheet's, so that they follow a dark screen and paper.

use svg::Document;
use svg::node::element::{Line, Rectangle, Text};

use crate::corpus::{LEAST_SCORE, Scores};

/// Size of a histogram, in the units of its picture.
const WIDTH: usize = 800;
const HEIGHT: usize = 220;
/// Room below it for the numbers.
const AXIS: usize = 24;
/// Bins between two numbers.
const STEP: usize = 5;

/// A bar in two parts, of a whole.
pub(super) fn bar(first: u64, second: u64, whole: u64) -> String {
    /// The bar's width where it is the whole.
    const FULL: f64 = 100.0;
    let length = |part: u64| FULL * part as f64 / whole.max(1) as f64;
    let part = |class: &str, x: f64, width: f64| {
        Rectangle::new()
            .set("class", class)
            .set("x", rounded(x))
            .set("y", 0)
            .set("width", rounded(width))
            .set("height", 10)
    };
    let picture = Document::new()
        .set("class", "bar")
        .set("viewBox", (0, 0, 100, 10))
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .set("focusable", "false")
        .add(part("kept", 0.0, length(first)))
        .add(part("dropped", length(first), length(second)));
    picture.to_string()
}

/// How many lines have which bits: kept ones on top of dropped ones, and what it was before as a
/// line for each bin.
pub(super) fn histogram(now: &Scores, before: Option<&Scores>) -> String {
    let bins = now.kept.len().max(now.dropped.len());
    let at = |scores: &[u64], bin: usize| scores.get(bin).copied().unwrap_or_default() as f64;
    let sum = |scores: &Scores, bin: usize| at(&scores.kept, bin) + at(&scores.dropped, bin);
    let scores = [Some(now), before].into_iter().flatten();
    let most = scores.flat_map(|scores| (0..bins).map(|bin| sum(scores, bin))).fold(1.0, f64::max);
    let high = |count: f64| HEIGHT as f64 * count / most;
    let wide = WIDTH as f64 / bins.max(1) as f64;
    let mut picture = Document::new()
        .set("class", "histogram")
        .set("viewBox", (0, 0, WIDTH, HEIGHT + AXIS))
        .set("role", "img")
        .set(
            "aria-label",
            "Lines by their bits, dropped and kept; the table below has the numbers",
        );
    for bin in 0..bins {
        let x = wide * bin as f64;
        let part = |class: &str, y: f64, height: f64| {
            Rectangle::new()
                .set("class", class)
                .set("x", rounded(x + 1.0))
                .set("y", rounded(y))
                .set("width", rounded(wide - 2.0))
                .set("height", rounded(height))
        };
        let (dropped, kept) = (high(at(&now.dropped, bin)), high(at(&now.kept, bin)));
        let floor = HEIGHT as f64;
        picture = picture.add(part("dropped", floor - dropped, dropped)).add(part(
            "kept",
            floor - dropped - kept,
            kept,
        ));
        if let Some(before) = before {
            let y = rounded(floor - high(sum(before, bin)));
            let level = Line::new().set("class", "before").set("y1", y.clone()).set("y2", y);
            picture = picture.add(level.set("x1", rounded(x)).set("x2", rounded(x + wide)));
        }
        if bin % STEP == 0 {
            let number = Text::new((LEAST_SCORE + bin as i32).to_string());
            picture = picture.add(number.set("x", rounded(x)).set("y", HEIGHT + AXIS - 6));
        }
    }
    picture.to_string()
}

/// A number with as many decimals as can be seen.
fn rounded(number: f64) -> String {
    format!("{number:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_bar_stand_side_by_side() {
        let bar = bar(1, 2, 4);
        assert!(bar.contains("class=\"kept\"") && bar.contains("width=\"25.00\""), "{bar}");
        assert!(bar.contains("x=\"25.00\"") && bar.contains("width=\"50.00\""), "{bar}");
        // Nothing of nothing is no picture of infinity.
        assert!(super::bar(0, 0, 0).contains("width=\"0.00\""));
    }

    #[test]
    fn the_highest_bin_is_as_high_as_the_picture() {
        let now = Scores { kept: vec![0, 6, 0], dropped: vec![1, 6, 3] };
        let before = Scores { kept: vec![0, 0, 3], dropped: vec![0, 0, 3] };
        let picture = histogram(&now, Some(&before));
        assert_eq!(picture.matches("height=\"110.00\"").count(), 2, "{picture}");
        assert_eq!(picture.matches("class=\"before\"").count(), 3);
        assert!(!histogram(&now, None).contains("before"));
    }
}
