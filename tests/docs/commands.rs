//! Runs the commands of a document: every block of `sh`, in order, in a folder of the document's
//! own with the pages that the documents speak of.
//!
//! A block below `<!-- not run: WHY -->` is passed over, and so is one whose tools are not there;
//! both are said.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs that blocks may need besides those of any system.
const TOOLS: [&str; 2] = ["jq", "zstd"];

const PAGE: &str = "Home\nNews\nSport\n\nPier closed\n\n\
    The harbour was closed on Tuesday after a barge had struck the eastern pier, and it will stay so for a week.\n\n\
    Nobody was hurt, but divers will have to look at the foundations first, the harbour master said.\n\n\
    Share this article:\nFacebook\n\nSupport the paper with five pounds a month\n";

struct Block {
    line: usize,
    commands: String,
    not_run: Option<String>,
}

/// Runs the blocks of a document; it fails at the first command that does.
pub(crate) fn run(document: &str, text: &str) {
    let here = tempfile::tempdir().unwrap();
    fill(here.path());
    for block in blocks(text) {
        let missing =
            TOOLS.into_iter().find(|tool| block.commands.contains(tool) && !is_there(tool));
        let why = block.not_run.or(missing.map(|tool| format!("{tool} is not installed")));
        if let Some(why) = why {
            println!("{document}:{}: not run: {why}", block.line);
            continue;
        }
        let shell = Command::new("bash")
            .args(["-euo", "pipefail", "-c", &block.commands])
            .current_dir(here.path())
            .env("PATH", path())
            .output()
            .unwrap();
        assert!(
            shell.status.success(),
            "{document}:{}: {}\n{}\n{}",
            block.line,
            shell.status,
            block.commands,
            String::from_utf8_lossy(&shell.stderr)
        );
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut current: Option<Block> = None;
    let mut before = "";
    for (at, line) in text.lines().enumerate() {
        match &mut current {
            Some(_) if line == "```" => blocks.extend(current.take()),
            Some(block) => block.commands.extend([line, "\n"]),
            None if line == "```sh" => {
                let why =
                    before.strip_prefix("<!-- not run: ").and_then(|why| why.strip_suffix(" -->"));
                let not_run = why.map(str::to_owned);
                current = Some(Block { line: at + 1, commands: String::new(), not_run });
            }
            None => before = line,
        }
    }
    assert!(current.is_none(), "a block has no end");
    blocks
}

/// The folders of programs, that of this program first.
fn path() -> OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_dechaff")).parent().unwrap().to_owned();
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(own).chain(env::split_paths(&others))).unwrap()
}

fn is_there(tool: &str) -> bool {
    env::split_paths(&path()).any(|folder: PathBuf| folder.join(tool).is_file())
}

/// The files of which the documents speak.
fn fill(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixture = root.join("fixtures/html-news-wordpress");
    let html = fs::read_to_string(fixture.join("page.html")).unwrap();
    let wanted = fs::read_to_string(fixture.join("want.txt")).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let record = |number: usize, keys: serde_json::Value| {
        let mut record = serde_json::json!({
            "id": format!("page-{number}"),
            "url": format!("https://pier.example/{number}"),
        });
        record.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
        record.to_string() + "\n"
    };
    let crawl = |from: usize, to: usize| -> String {
        let page = |number| {
            record(
                number,
                serde_json::json!({ "html": html.replace("eleven", &format!("{number}")) }),
            )
        };
        (from..to).map(page).collect()
    };
    let gold: String = (0..6)
        .map(|number| {
            record(
                number,
                serde_json::json!({ "html": html, "reference": wanted, "page_type": "article" }),
            )
        })
        .collect();
    let documents: String = (0..6)
        .map(|number| record(number, serde_json::json!({ "text": PAGE, "source": "pier" })))
        .collect();
    write("page.txt", PAGE.as_bytes());
    write("page.html", html.as_bytes());
    write("pages/a.html", html.as_bytes());
    write("pages/b.txt", PAGE.as_bytes());
    write("crawl.jsonl", crawl(0, 12).as_bytes());
    write("crawl.jsonl.zst", &zstd::encode_all(crawl(0, 12).as_bytes(), 1).unwrap());
    write("shard-1.jsonl", crawl(0, 5).as_bytes());
    write("shard-2.jsonl", crawl(5, 12).as_bytes());
    write("documents.jsonl", documents.as_bytes());
    write("gold.jsonl", gold.as_bytes());
    write("gold.jsonl.zst", &zstd::encode_all(gold.as_bytes(), 1).unwrap());
    write("crawl.warc", archive(&html).as_bytes());
    for name in ["page.html", "labels.tsv"] {
        let to =
            name.replace("page.html", "bridge.html").replace("labels.tsv", "bridge.labels.tsv");
        write(&format!("labels/{to}"), &fs::read(fixture.join(name)).unwrap());
    }
    for pages in ["seeds"] {
        for entry in fs::read_dir(root.join(pages)).unwrap() {
            let path = entry.unwrap().path();
            write(
                &format!("{pages}/{}", path.file_name().unwrap().to_str().unwrap()),
                &fs::read(&path).unwrap(),
            );
        }
    }
}

/// A web archive with one page.
fn archive(html: &str) -> String {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://pier.example/1\r\n\
         WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}
