//! What strangers name and write: no name leads out of the output's folder, and nothing that a
//! terminal would obey reaches one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{PAGE, dechaff, exits, folder, messages, out};

/// Every file below a folder, with what it holds; links are not followed.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let kind = fs::symlink_metadata(&path).unwrap().file_type();
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                files.insert(path.clone(), fs::read(path).unwrap());
            }
        }
    }
    files
}

/// Names that programs have fallen for: those of devices, those that look like options or folders
/// above, those that a shell or a terminal would take for something else.
const NAMES: [&str; 16] = [
    "CON.html",
    "NUL.txt",
    "aux",
    "com1.htm",
    "...html",
    "..%2f..%2fup.html",
    "-o.txt",
    "~.txt",
    "$(touch up).html",
    "a b.html",
    "\u{202e}lmth.txt",
    "new\nline.html",
    "\u{1b}[31mred.html",
    ".hidden.html",
    "caf\u{e9}.html",
    "cafe\u{301}.html",
];

#[cfg(unix)]
#[test]
fn no_name_leads_out_of_the_folder_of_the_output() {
    use std::os::unix::fs::symlink;
    let here = folder(&[("outside/secret.txt", PAGE.as_bytes()), ("work/in/deep/page.txt", b"")]);
    let work = here.path().join("work");
    for name in NAMES {
        fs::write(work.join("in").join(name), PAGE).unwrap();
    }
    symlink("../../outside/secret.txt", work.join("in/link.txt")).unwrap();
    symlink("../../outside", work.join("in/links")).unwrap();
    symlink("..", work.join("in/loop")).unwrap();
    let before = tree(here.path());
    let absolute = here.path().join("outside/secret.txt");
    let absolute = absolute.to_str().unwrap();
    for inputs in [
        &["in"][..],
        &["in/../in", "../outside/secret.txt"],
        &["../work/in/deep", absolute, "./in/./CON.html"],
        &["in/*", "../outside/*.txt"],
    ] {
        let done = dechaff(&work, &[&["clean", "-o", "out"], inputs].concat());
        assert!(matches!(done.status.code(), Some(0 | 2)), "{}", messages(&done));
        let mut after = tree(here.path());
        let written = work.join("out");
        let count = after.len();
        after.retain(|path, _| !path.starts_with(&written));
        assert!(after.len() < count, "{inputs:?}: nothing is written");
        assert_eq!(after, before, "{inputs:?}: something outside is written");
        fs::remove_dir_all(written).unwrap();
    }
}

/// Names of records and addresses of captures are no names of files.
#[test]
fn what_records_name_is_no_place() {
    let page = serde_json::to_string(PAGE).unwrap();
    let record = |id: &str| format!("{{\"id\": \"{id}\", \"url\": \"{id}\", \"text\": {page}}}\n");
    let lines = ["../up", "/srv/up", "..\\\\up", "CON", "file:///etc/passwd"].map(record).concat();
    let here = folder(&[("work/in.jsonl", lines.as_bytes())]);
    let work = here.path().join("work");
    for to in ["jsonl", "text", "parquet", "spans"] {
        exits(&dechaff(&work, &["clean", "in.jsonl", "-o", "out/", "--to", to]), 0);
        let files = tree(here.path());
        assert_eq!(files.len(), 2, "{to}: {files:?}");
        fs::remove_dir_all(work.join("out")).unwrap();
    }
}

/// What a page or a name may hold that a terminal obeys.
const ORDERS: [char; 6] = ['\u{1b}', '\u{9b}', '\u{7}', '\u{8}', '\u{202e}', '\u{2066}'];

fn orders_page() -> String {
    let orders: String = ORDERS.iter().map(|order| format!("{order}[31mx ")).collect();
    PAGE.replace("The harbour", &format!("The {orders} harbour"))
}

#[cfg(unix)]
#[test]
fn messages_and_tables_give_no_orders() {
    let page = orders_page();
    let name = "\u{1b}]0;title\u{7}\u{202e}.txt";
    let record = format!("{{\"id\": 1, \"text\": [\"{name}\"]}}\n{{\"\u{9b}31m\u{202e}\": 1}}\n");
    let here = folder(&[
        (name, page.as_bytes()),
        ("\u{9b}31m.jsonl", record.as_bytes()),
        ("\u{1b}[2J.txt", b""),
    ]);
    let no_orders = |text: &str| assert!(!text.contains(ORDERS), "{text:?}");
    for inputs in [&["."][..], &["\u{1b}missing"], &["\u{9b}31m.jsonl"]] {
        no_orders(messages(&dechaff(here.path(), &[&["clean"], inputs].concat())));
    }
    let explained = dechaff(here.path(), &["explain", name]);
    exits(&explained, 0);
    no_orders(out(&explained));
    no_orders(messages(&explained));
    let html = dechaff(here.path(), &["explain", name, "--to", "html"]);
    exits(&html, 0);
    no_orders(out(&html));
}

/// Runs the program on a terminal of its own; `None` where there is no Python to make one.
#[cfg(unix)]
fn on_a_terminal(folder: &Path, arguments: &[&str]) -> Option<String> {
    const SPAWN: &str = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    let mut python = Command::new("python3");
    python.current_dir(folder).args(["-c", SPAWN, env!("CARGO_BIN_EXE_dechaff")]);
    let done = python.args(arguments).stdin(std::process::Stdio::null()).output().ok()?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(String::from_utf8_lossy(&done.stdout).into_owned())
}

#[cfg(unix)]
#[test]
fn clean_text_gives_no_orders_to_a_terminal_and_is_whole_elsewhere() {
    let page = orders_page();
    let here = folder(&[("page.txt", page.as_bytes()), ("lines.jsonl", b"")]);
    fs::write(here.path().join("lines.jsonl"), crate::record(&page)).unwrap();
    for (input, kept) in [("page.txt", &ORDERS[..]), ("lines.jsonl", &['\u{9b}', '\u{202e}'])] {
        let arguments = ["clean", input, "--progress", "never"];
        let piped = dechaff(here.path(), &arguments);
        exits(&piped, 0);
        assert!(kept.iter().all(|&order| out(&piped).contains(order)), "{input}: text is lost");
        let Some(shown) = on_a_terminal(here.path(), &arguments) else { return };
        assert!(shown.contains("was closed on Tuesday"), "{shown:?}");
        assert!(!shown.contains(ORDERS), "{input}: {shown:?}");
    }
}

/// A slip of the keyboard must not cost a corpus.
#[test]
fn nothing_is_written_over_what_is_read() {
    let record =
        |at: usize| format!("{{\"url\": \"https://a.example/{at}\", \"text\": \"A page.\"}}\n");
    let pages: String = (0..12).map(record).collect();
    let here = folder(&[("in.jsonl", pages.as_bytes()), ("deep/in.jsonl", pages.as_bytes())]);
    let run = |arguments: &[&str]| dechaff(here.path(), arguments);
    exits(&run(&["learn", "in.jsonl", "-o", "templates"]), 0);
    exits(&run(&["clean", "in.jsonl", "-o", "out.jsonl", "--stats", "stats.json"]), 0);
    fs::hard_link(here.path().join("in.jsonl"), here.path().join("other-name")).unwrap();
    let before = tree(here.path());
    for slip in [
        &["learn", "in.jsonl", "-o", "in.jsonl"][..],
        &["learn", "deep", "-o", "./deep/in.jsonl"],
        &["clean", "in.jsonl", "-o", "new.jsonl", "--errors", "in.jsonl"],
        &["clean", "in.jsonl", "-o", "new.jsonl", "--stats", "other-name"],
        &["clean", "in.jsonl", "-o", "templates", "--templates", "templates"],
        &["clean", "in.jsonl", "-o", "new.jsonl", "--stats", "./new.jsonl"],
        &["report", "stats.json", "-o", "stats.json"],
        &["report", "stats.json", "--before", "stats.json", "-o", "stats.json"],
    ] {
        let refused = run(slip);
        exits(&refused, 1);
        let says = messages(&refused);
        assert!(says.contains("which is read") || says.contains("both name"), "{slip:?}: {says}");
        assert_eq!(tree(here.path()), before, "{slip:?}");
    }
    // Devices may be named twice, and cleaning in place is what its words say.
    exits(&run(&["clean", "in.jsonl", "-o", "in.jsonl", "--errors", "errors"]), 0);
    if cfg!(unix) {
        exits(&run(&["clean", "in.jsonl", "-o", "/dev/null", "--stats", "/dev/null"]), 0);
    }
}
