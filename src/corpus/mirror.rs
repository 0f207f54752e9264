//! The name of the output that belongs to an input. It depends on the names of the inputs alone,
//! not on what was found in them, so that an interrupted run goes on with the same names.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};

use super::kind::named_kind;
use super::sink::Packing;
use super::target::Target;
use super::{Input, Job, Output, Shape};

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

/// The ending of a file's name before that of its compression, in lower case.
pub(crate) fn ending(name: &str) -> Option<String> {
    let (_, ending) = without_packing(name).0.rsplit_once('.')?;
    Some(ending.to_ascii_lowercase())
}

/// Where the output of an input goes below the output's folder: the input's own place, with the
/// ending of what is written and the input's compression. The second form keeps the input's
/// ending too, for folders that hold `page.html` beside `page.txt`.
fn places(below: &Path, shape: Shape) -> [PathBuf; 2] {
    let endings = endings(shape);
    let ending = endings[0];
    let name = below.file_name().unwrap_or_default().to_string_lossy();
    let (whole, packing) = without_packing(&name);
    // Parquet is compressed within.
    let packing = if shape == Shape::Parquet { "" } else { packing };
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

/// The endings of files of a shape; new ones get the first.
fn endings(shape: Shape) -> &'static [&'static str] {
    match shape {
        Shape::Text => &["txt", "text"],
        Shape::Jsonl | Shape::Spans => &["jsonl", "ndjson"],
        Shape::Parquet => &["parquet"],
    }
}

/// What the name of an output file asks for.
pub fn shape_named(path: &Path) -> Option<Shape> {
    let ending = ending(&path.file_name()?.to_string_lossy())?;
    let shapes = [Shape::Text, Shape::Jsonl, Shape::Parquet];
    shapes.into_iter().find(|&shape| endings(shape).contains(&ending.as_str()))
}

/// What the name of an output file asks for, if that is a form that is not written.
pub fn unwritten_form(path: &Path) -> Option<&'static str> {
    const FORMS: [&str; 11] =
        ["csv", "tsv", "xml", "html", "htm", "xhtml", "arrow", "feather", "avro", "warc", "wet"];
    let ending = ending(&path.file_name()?.to_string_lossy())?;
    FORMS.into_iter().find(|&form| form == ending)
}

/// The outputs of all inputs, below a folder.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    places: Vec<Planned>,
    taken: HashSet<PathBuf>,
    /// Which input stands at a place: it may be written to by its own output only.
    inputs: HashMap<PathBuf, usize>,
}

/// Where an input's output goes, if the input is what its name says.
#[derive(Debug)]
struct Planned {
    shape: Shape,
    /// `None` if both forms of the name belong to inputs before.
    below: Option<PathBuf>,
}

impl Plan {
    pub(crate) fn new(job: &Job) -> Plan {
        let mut plan = Plan::default();
        let Output::Folder(folder) = &job.output else { return plan };
        plan.inputs = inside(folder, &job.inputs);
        for (at, Input { name, below, .. }) in job.inputs.iter().enumerate() {
            let kind = job.settings.kind.unwrap_or_else(|| named_kind(name));
            let shape = job.settings.shape_of(kind, &job.output);
            let free = places(below, shape).into_iter().find(|place| plan.is_free(place, at));
            plan.taken.extend(free.clone());
            plan.places.push(Planned { shape, below: free });
        }
        plan
    }

    /// The output of a target; `None` for standard output.
    pub(crate) fn path(
        &self,
        job: &Job,
        input: usize,
        shape: Shape,
    ) -> io::Result<Option<PathBuf>> {
        match &job.output {
            Output::Stdout => Ok(None),
            Output::File(path) => Ok(Some(path.clone())),
            Output::Folder(folder) => {
                let place = self.place(input, &job.inputs[input].below, shape);
                let what = "another input or its output has this name; write to another folder, or clean them in separate runs";
                let taken = || io::Error::new(io::ErrorKind::AlreadyExists, what);
                Ok(Some(folder.join(place.ok_or_else(taken)?)))
            }
        }
    }

    /// An input that its own output takes the place of, if there is one.
    pub(crate) fn replaced<'a>(&self, job: &'a Job) -> Option<&'a Input> {
        let is_replaced = |(at, input): &(usize, &Input)| {
            let output = match &job.output {
                Output::Stdout => None,
                Output::File(path) => Some(path.clone()),
                Output::Folder(folder) => {
                    self.places[*at].below.as_ref().map(|below| folder.join(below))
                }
            };
            let (output, input) = (output.map(fs::canonicalize), input.path.as_ref());
            matches!((output, input.map(fs::canonicalize)), (Some(Ok(to)), Some(Ok(of))) if to == of)
        };
        job.inputs.iter().enumerate().find(is_replaced).map(|(_, input)| input)
    }

    /// How the output of a target is compressed.
    pub(crate) fn packing(&self, job: &Job, target: &Target) -> Packing {
        let path = self.path(job, target.input, target.shape);
        path.ok().flatten().map_or(Packing::Plain, |path| Packing::of(&path))
    }

    /// Where an input's output goes, once it is known what it is; `None` if that name belongs to
    /// another input.
    fn place(&self, input: usize, below: &Path, shape: Shape) -> Option<PathBuf> {
        let planned = &self.places[input];
        if planned.shape == shape {
            return planned.below.clone();
        }
        // The input is not what its name says, so that its ending says something.
        let [_, long] = places(below, shape);
        self.is_free(&long, input).then_some(long)
    }

    /// Whether a place below the folder is neither an output's nor that of another input.
    fn is_free(&self, place: &Path, input: usize) -> bool {
        !self.taken.contains(place) && self.inputs.get(place).is_none_or(|&there| there == input)
    }
}

/// The inputs that stand below a folder, by their places there.
fn inside(folder: &Path, inputs: &[Input]) -> HashMap<PathBuf, usize> {
    let Ok(folder) = absolute(folder) else { return HashMap::new() };
    let place = |(at, input): (usize, &Input)| {
        let path = absolute(input.path.as_ref()?).ok()?;
        Some((path.strip_prefix(&folder).ok()?.to_owned(), at))
    };
    inputs.iter().enumerate().filter_map(place).collect()
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
            ("b.warc.wet.gz", Shape::Jsonl, "b.warc.jsonl.gz", "b.warc.wet.jsonl.gz"),
            ("b.jsonl.gz", Shape::Parquet, "b.parquet", "b.jsonl.parquet"),
            ("b.jsonl.gz", Shape::Spans, "b.jsonl.gz", "b.jsonl.jsonl.gz"),
        ] {
            let wanted = [short, long].map(PathBuf::from);
            assert_eq!(places(Path::new(below), shape), wanted, "{below}");
        }
    }

    #[test]
    fn no_output_takes_the_place_of_another_input() {
        let input = |name: &str| Input {
            path: Some(Path::new("d").join(name)),
            name: name.into(),
            below: name.into(),
        };
        let job = Job {
            inputs: ["x.html", "x.txt", "x.htm", "x.htm.txt"].map(input).into(),
            output: Output::Folder("./d".into()),
            ..Job::default()
        };
        let plan = Plan::new(&job);
        let places: Vec<_> = plan.places.iter().map(|planned| planned.below.clone()).collect();
        let wanted = [Some("x.html.txt"), Some("x.txt"), None, Some("x.htm.txt")];
        assert_eq!(places, wanted.map(|place| place.map(PathBuf::from)));
    }

    #[test]
    fn no_two_inputs_get_one_name() {
        let input = |name: &str| Input { path: None, name: name.into(), below: name.into() };
        let job = Job {
            inputs: ["a.html", "a.txt", "a.htm", "a.txt.txt"].map(input).into(),
            output: Output::Folder("out".into()),
            ..Job::default()
        };
        let plan = Plan::new(&job);
        let place = |at: usize, shape| plan.place(at, &job.inputs[at].below, shape);
        assert_eq!(place(0, Shape::Text), Some("a.txt".into()));
        assert_eq!(place(1, Shape::Text), Some("a.txt.txt".into()));
        assert_eq!(place(2, Shape::Text), Some("a.htm.txt".into()));
        assert_eq!(place(3, Shape::Text), Some("a.txt.txt.txt".into()));
        assert_eq!(place(2, Shape::Jsonl), Some("a.htm.jsonl".into()));
        assert_eq!(shape_named(Path::new("x.JSONL.zst")), Some(Shape::Jsonl));
        assert_eq!(shape_named(Path::new("x.gz")), None);
        assert_eq!(unwritten_form(Path::new("x.CSV.gz")), Some("csv"));
        assert_eq!(["x.jsonl", "csv", "x.csv/pages"].map(Path::new).map(unwritten_form), [None; 3]);
    }
}
