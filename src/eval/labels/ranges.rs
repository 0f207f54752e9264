//! Labels of ranges of lines.

use std::collections::BTreeMap;

use super::{LabelsError, LineLabel, LineLabels, Verdict};

/// Lines that one range may name: as many as a page has at most.
const LONGEST: usize = 200_000;

impl LineLabels {
    /// Reads ranges: `5=title 10-31=paragraph 33=related?`, where `?` marks lines that may be kept
    /// or dropped.
    ///
    /// # Errors
    ///
    /// A range that is written otherwise, an unknown label, a line that is labelled twice.
    pub fn ranges(ranges: &str) -> Result<LineLabels, LabelsError> {
        let mut labels = BTreeMap::new();
        for range in ranges.split_whitespace() {
            let wrong = |what: String| LabelsError { place: format!("`{range}`"), what };
            let (lines, wanted) = read(range).map_err(wrong)?;
            for line in lines {
                if labels.insert(line, wanted).is_some() {
                    return Err(wrong(format!("line {line} has a label already")));
                }
            }
        }
        Ok(LineLabels::Ranges(labels))
    }
}

fn read(range: &str) -> Result<(std::ops::RangeInclusive<usize>, LineLabel), String> {
    let (lines, label) =
        range.split_once('=').ok_or("a range is written 5=title or 10-31=paragraph")?;
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let number = |digits: &str| {
        let number = digits.parse().ok().filter(|&number: &usize| number > 0);
        number.ok_or_else(|| format!("`{digits}` is no number of a line; lines count from 1"))
    };
    let (first, last) = (number(first)?, number(last)?);
    if last < first || last - first >= LONGEST {
        return Err(format!("the range ends before it begins, or has {LONGEST} lines and more"));
    }
    let (name, is_either) = match label.strip_suffix('?') {
        Some(name) => (name, true),
        None => (label, false),
    };
    let label = name.parse::<crate::Label>().map_err(|error| error.to_string())?;
    let verdict = match is_either {
        true => Verdict::Either,
        false if label.is_content() => Verdict::Keep,
        false => Verdict::Drop,
    };
    Ok((first..=last, LineLabel { label, verdict }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label;

    #[test]
    fn ranges_name_lines() {
        let Ok(LineLabels::Ranges(labels)) = LineLabels::ranges("1-2=navigation 4=title 5=list?")
        else {
            panic!("these are ranges")
        };
        let wanted = |label, verdict| LineLabel { label, verdict };
        assert_eq!(labels.keys().copied().collect::<Vec<_>>(), [1, 2, 4, 5]);
        assert_eq!(labels[&2], wanted(Label::Navigation, Verdict::Drop));
        assert_eq!(labels[&4], wanted(Label::Title, Verdict::Keep));
        assert_eq!(labels[&5], wanted(Label::List, Verdict::Either));
    }

    #[test]
    fn mistakes_are_named() {
        for (ranges, says) in [
            ("title", "`title`: a range is written"),
            ("0=title", "`0=title`: `0` is no number"),
            ("3-1=list", "`3-1=list`: the range ends before"),
            ("1=headline", "`1=headline`: `headline` is no label"),
            ("1-3=list 2=title", "`2=title`: line 2 has a label already"),
        ] {
            let error = LineLabels::ranges(ranges).map_err(|error| error.to_string());
            assert!(error.as_ref().is_err_and(|error| error.starts_with(says)), "{error:?}");
        }
    }
}
