//! The name of the output that belongs to an input.

use std::path::{Path, PathBuf};

use super::Shape;

/// Endings of compressed files.
const PACKINGS: [&str; 3] = [".gz", ".zst", ".zstd"];

/// A file's name without the ending of its compression, and that ending.
pub(crate) fn without_packing(name: &str) -> (&str, &str) {
    let split = PACKINGS.iter().find_map(|packing| {
        let at = name.len().checked_sub(packing.len()).filter(|&at| name.is_char_boundary(at))?;
        name[at..].eq_ignore_ascii_case(packing).then(|| name.split_at(at))
    });
    split.unwrap_or((name, ""))
}

/// Where the output of an input goes below the output's folder: the input's own place, with the
/// ending of what is written and the input's compression. The second form keeps the input's
/// ending too, for folders that hold `page.html` beside `page.txt`.
pub(crate) fn places(below: &Path, shape: Shape) -> [PathBuf; 2] {
    let (endings, ending): (&[&str], _) = match shape {
        Shape::Text => (&["txt", "text"], "txt"),
        Shape::Jsonl => (&["jsonl", "ndjson"], "jsonl"),
    };
    let name = below.file_name().unwrap_or_default().to_string_lossy();
    let (whole, packing) = without_packing(&name);
    let short = match whole.rsplit_once('.') {
        Some((_, last)) if endings.contains(&last.to_ascii_lowercase().as_str()) => {
            whole.to_owned()
        }
        Some((stem, _)) if !stem.is_empty() => format!("{stem}.{ending}"),
        _ => format!("{whole}.{ending}"),
    };
    [format!("{short}{packing}"), format!("{whole}.{ending}{packing}")]
        .map(|name| below.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_named_after_their_inputs() {
        for (below, shape, short, long) in [
            ("a/b.html", Shape::Text, "a/b.txt", "a/b.html.txt"),
            ("b.txt", Shape::Text, "b.txt", "b.txt.txt"),
            ("b.jsonl.gz", Shape::Jsonl, "b.jsonl.gz", "b.jsonl.jsonl.gz"),
            ("b.HTM.zst", Shape::Jsonl, "b.jsonl.zst", "b.HTM.jsonl.zst"),
            ("page", Shape::Text, "page.txt", "page.txt"),
            ("stdin", Shape::Jsonl, "stdin.jsonl", "stdin.jsonl"),
        ] {
            let wanted = [short, long].map(PathBuf::from);
            assert_eq!(places(Path::new(below), shape), wanted, "{below}");
        }
    }
}
