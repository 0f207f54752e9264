//! What the arguments stand for: files, folders, globs and standard input.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf, absolute};

use walkdir::WalkDir;

use super::DeadLetter;

/// Endings of the files that a folder's walk takes; `.gz`, `.zst` and `.zstd` may follow.
const ENDINGS: [&str; 10] =
    ["txt", "text", "html", "htm", "xhtml", "jsonl", "ndjson", "parquet", "warc", "wet"];

/// Something to read pages from.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
    /// What messages and records call it: the path as given, or `-`.
    pub name: String,
    /// Its path below the deepest folder that holds all inputs.
    pub below: PathBuf,
}

/// The inputs that arguments stand for.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order of the arguments, each folder's sorted by path. None stands twice.
    pub inputs: Vec<Input>,
    /// Arguments that stand for no input.
    pub failures: Vec<DeadLetter>,
}

/// Whether an argument may stand for more than one input.
pub fn stands_for_many(argument: &Path) -> bool {
    argument.is_dir() || (!argument.exists() && is_glob(argument))
}

/// Finds the inputs that arguments stand for: `-` for standard input, a file, a folder for the
/// pages in it and in the folders below, a glob where no file has that very name.
pub fn find(arguments: &[PathBuf]) -> Found {
    let mut search = Search::default();
    for argument in arguments {
        search.argument(argument);
    }
    search.finish()
}

/// An input with the folder from which its place is counted.
struct Candidate {
    path: Option<PathBuf>,
    root: PathBuf,
    inside: PathBuf,
}

#[derive(Default)]
struct Search {
    candidates: Vec<Candidate>,
    has_stdin: bool,
    /// Paths of the files, from the root, so that `a` and `./a` are one.
    seen: HashSet<PathBuf>,
    failures: Vec<DeadLetter>,
}

impl Search {
    fn argument(&mut self, argument: &Path) {
        if argument == Path::new("-") {
            if !std::mem::replace(&mut self.has_stdin, true) {
                let inside = PathBuf::from("stdin");
                self.candidates.push(Candidate { path: None, root: PathBuf::new(), inside });
            }
        } else if argument.is_dir() {
            if self.folder(argument, argument) == 0 {
                let message = format!(
                    "the folder has no pages: no file below it ends in .{} (or one of these and .gz or .zst); name files with other endings themselves",
                    ENDINGS.join(", .")
                );
                self.fail(argument, "no_pages", message);
            }
        } else if !argument.exists() && is_address(argument) {
            let message = "it is an address, and nothing is fetched: save the page, or write `curl -L ADDRESS | dechaff clean -`";
            self.fail(argument, "unreadable", message.to_owned());
        } else if !argument.exists() && is_glob(argument) {
            self.glob(argument);
        } else {
            // A file that is not there fails when it is opened, as one that may not be read.
            let root = argument.parent().unwrap_or(Path::new(""));
            self.file(argument.to_owned(), root);
        }
    }

    /// Takes the pages below a folder and says how many it found, with those found before and
    /// those that cannot be read.
    fn folder(&mut self, folder: &Path, root: &Path) -> usize {
        let mut found = 0;
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path())) {
            match entry {
                Ok(entry) if !entry.file_type().is_dir() && is_page(entry.path()) => {
                    self.file(entry.into_path(), root);
                    found += 1;
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    self.fail(&path, "unreadable", format!("cannot look into it: {error}"));
                    found += 1;
                }
            }
        }
        found
    }

    fn glob(&mut self, pattern: &Path) {
        let options =
            glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
        let mut paths = match glob::glob_with(&pattern.to_string_lossy(), options) {
            Ok(paths) => paths,
            Err(error) => {
                let message = format!("there is no such file, and as a glob it is wrong: {error}");
                return self.fail(pattern, "unreadable", message);
            }
        };
        let root: PathBuf = pattern.iter().take_while(|part| !is_glob(Path::new(part))).collect();
        let mut found = 0;
        // The crate asks for names that are UTF-8, and crashes on others.
        let mut next = || catch_unwind(AssertUnwindSafe(|| paths.next()));
        loop {
            let path = match next() {
                Ok(None) => break,
                Ok(Some(path)) => path,
                Err(_) => {
                    let message = "a name that it comes to is not UTF-8; name the folder instead";
                    return self.fail(pattern, "unreadable", message.to_owned());
                }
            };
            match path {
                Ok(path) if path.is_dir() => found += self.folder(&path, &root),
                Ok(path) => {
                    self.file(path, &root);
                    found += 1;
                }
                Err(error) => {
                    let message = format!("cannot look into it: {}", error.error());
                    self.fail(error.path(), "unreadable", message);
                    found += 1;
                }
            }
        }
        if found == 0 {
            self.fail(pattern, "no_pages", "no file matches the glob".to_owned());
        }
    }

    fn file(&mut self, path: PathBuf, root: &Path) {
        if self.seen.insert(absolute(&path).unwrap_or_else(|_| path.clone())) {
            let inside = path.strip_prefix(root).unwrap_or(&path).to_owned();
            let here = if root.as_os_str().is_empty() { Path::new(".") } else { root };
            let root = here.canonicalize().unwrap_or_else(|_| here.to_owned());
            self.candidates.push(Candidate { path: Some(path), root, inside });
        }
    }

    fn fail(&mut self, argument: &Path, reason: &'static str, message: String) {
        self.failures.push(DeadLetter::named(argument.display().to_string(), reason, message));
    }

    fn finish(self) -> Found {
        let base = self
            .candidates
            .iter()
            .filter(|candidate| candidate.path.is_some())
            .map(|candidate| candidate.root.clone())
            .reduce(|one, other| common(&one, &other))
            .unwrap_or_default();
        let inputs = self.candidates.into_iter().map(|Candidate { path, root, inside }| {
            let name = path.as_ref().map_or("-".to_owned(), |path| path.display().to_string());
            let below = root.strip_prefix(&base).unwrap_or(Path::new("")).join(inside);
            Input { path, name, below }
        });
        Found { inputs: inputs.collect(), failures: self.failures }
    }
}

/// The deepest folder that holds both.
fn common(one: &Path, other: &Path) -> PathBuf {
    one.iter().zip(other).take_while(|(one, other)| one == other).map(|(part, _)| part).collect()
}

fn is_address(path: &Path) -> bool {
    let path = path.to_string_lossy();
    ["http://", "https://"].iter().any(|scheme| path.starts_with(scheme))
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn is_page(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, _) = super::mirror::without_packing(&name);
    let ending = stem.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Other systems have no such names.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_glob_over_names_that_are_not_utf8_is_named() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("in");
        std::fs::create_dir(&inside).unwrap();
        std::fs::write(inside.join(std::ffi::OsStr::from_bytes(b"\xff.txt")), "x").unwrap();
        let found = find(&[folder.path().join("*/*.txt")]);
        let reasons: Vec<_> = found.failures.iter().map(|letter| letter.reason).collect();
        assert_eq!((found.inputs.len(), reasons), (0, vec!["unreadable"]));
        assert_eq!(find(&[inside]).inputs.len(), 1);
    }

    #[test]
    fn a_file_named_twice_is_one_input() {
        let here = absolute("a.txt").unwrap();
        let arguments = ["a.txt", "./a.txt", ".//./a.txt", "-", "./-", "-", "b/./a.txt", "b/a.txt"];
        let arguments = arguments.iter().map(PathBuf::from).chain([here]);
        let inputs = find(&arguments.collect::<Vec<_>>()).inputs;
        let names: Vec<&str> = inputs.iter().map(|input| &*input.name).collect();
        assert_eq!(names, ["a.txt", "-", "./-", "b/./a.txt"]);
    }
}
