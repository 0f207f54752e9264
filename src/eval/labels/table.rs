//! Tables of labels.

use super::{LabelsError, LineLabel, LineLabels, TableRow, Verdict};

/// The column of line numbers that a table may begin with.
const NUMBERS: &str = "line";

impl LineLabels {
    /// Reads a table: a header, then a row a line with verdict, label, and how the line begins.
    ///
    /// # Errors
    ///
    /// A row without these columns, an unknown verdict or label.
    pub fn table(table: &str) -> Result<LineLabels, LabelsError> {
        let mut rows = table.lines().enumerate();
        let header = rows.next().map_or("", |(_, header)| header);
        let numbered = header.split('\t').next() == Some(NUMBERS);
        let row = |(at, row): (usize, &str)| {
            read(row, usize::from(numbered))
                .map_err(|what| LabelsError { place: format!("line {}", at + 1), what })
        };
        if header.split('\t').nth(usize::from(numbered)) != Some("verdict") {
            return Err(LabelsError {
                place: "line 1".to_owned(),
                what: format!("`{header}` is no header; it has `verdict`, `label` and `begins`"),
            });
        }
        rows.map(row).collect::<Result<_, _>>().map(LineLabels::Table)
    }
}

fn read(row: &str, skipped: usize) -> Result<TableRow, String> {
    let columns: Vec<&str> = row.splitn(skipped + 3, '\t').skip(skipped).collect();
    let [verdict, label, begins] = columns[..] else {
        return Err(format!("`{row}` has no columns for verdict, label and beginning"));
    };
    let verdict = match verdict {
        "keep" => Verdict::Keep,
        "drop" => Verdict::Drop,
        "either" => Verdict::Either,
        other => return Err(format!("`{other}` is no verdict; it is keep, drop or either")),
    };
    let label = label.parse().map_err(|error: crate::UnknownLabel| error.to_string())?;
    Ok(TableRow { wanted: LineLabel { label, verdict }, begins: begins.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label;

    #[test]
    fn a_column_of_numbers_may_come_first() {
        let row = TableRow {
            wanted: LineLabel { label: Label::Date, verdict: Verdict::Either },
            begins: "a\tb".to_owned(),
        };
        for table in [
            "verdict\tlabel\tbegins\neither\tdate\ta\tb\n",
            "line\tverdict\tlabel\tbegins\n7\teither\tdate\ta\tb\n",
        ] {
            assert_eq!(LineLabels::table(table), Ok(LineLabels::Table(vec![row.clone()])));
        }
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (table, says) in [
            ("keep\ttitle\tA\n", "line 1: `keep\ttitle\tA` is no header"),
            ("verdict\tlabel\tbegins\nkeep\ttitle\n", "line 2: `keep\ttitle` has no columns"),
            ("verdict\tlabel\tbegins\nkept\ttitle\tA\n", "line 2: `kept` is no verdict"),
            ("verdict\tlabel\tbegins\nkeep\theadline\tA\n", "line 2: `headline` is no label"),
        ] {
            let error = LineLabels::table(table).map_err(|error| error.to_string());
            assert!(error.as_ref().is_err_and(|error| error.starts_with(says)), "{error:?}");
        }
    }
}
