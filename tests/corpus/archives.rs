//! Web archives, as other programs write them.

use std::io::Write;

use crate::generated::page;
use crate::{Packing, dechaff, exits, file, messages, pack, piped, records};

const ARTICLE: &str = "<p>The harbour was closed on Tuesday after a barge had struck the eastern \
    pier, and it will stay so for a week.</p><p>Nobody was hurt, but divers will have to look at \
    the foundations first, the harbour master said.</p>";

/// A record with its headers and its block.
fn record(kind: &str, at: usize, content_type: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{at:08}>\r\nWARC-Target-URI: \
         http://example.org/{at}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\nContent-Type: \
         {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// A page of flat text, as an archive of conversions has it.
pub(crate) fn conversion(at: usize) -> Vec<u8> {
    record("conversion", at, "text/plain", page(at).as_bytes())
}

pub(crate) fn response(at: usize, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
    record("response", at, "application/http; msgtype=response", &block)
}

fn html(text: &str) -> String {
    format!("<!DOCTYPE html><html><body><h1>Page {text}</h1>{ARTICLE}</body></html>")
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut chunks = Vec::new();
    for chunk in body.chunks(61) {
        write!(chunks, "{:x}\r\n", chunk.len()).unwrap();
        chunks.extend_from_slice(chunk);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    chunks
}

/// One record for each way in which servers send pages, and those that are no pages between.
fn archive() -> Vec<Vec<u8>> {
    let gzip = |text: &str| pack(Packing::Gzip, [html(text).as_bytes()].into_iter());
    let page = html("один");
    let cyrillic = page.chars().map(|c| match c {
        'о' => 0xee,
        'д' => 0xe4,
        'и' => 0xe8,
        'н' => 0xed,
        c => c as u8,
    });
    let cyrillic: Vec<u8> = cyrillic.collect();
    vec![
        record("warcinfo", 0, "application/warc-fields", b"software: x\r\n"),
        record("request", 1, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response(2, "Content-Type: text/html; charset=utf-8", html("zwölf").as_bytes()),
        response(3, "Content-Type: text/html; charset=windows-1251", &cyrillic),
        response(
            4,
            "content-type: TEXT/HTML\r\nTransfer-Encoding: chunked",
            &chunked(html("four").as_bytes()),
        ),
        response(5, "Content-Type: text/html\r\nContent-Encoding: gzip", &gzip("five")),
        response(
            6,
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            &chunked(&gzip("six")),
        ),
        response(7, "Content-Type: image/png", b"\x89PNG not a page"),
        // It was decoded when it was archived, and its head does not say so.
        response(
            8,
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            html("eight").as_bytes(),
        ),
        response(9, "Server: x", html("nine").as_bytes()),
        response(12, "Content-Encoding: gzip", &gzip("twelve")),
        record("conversion", 10, "text/plain", b"Page ten\n\nThe old mill was closed on Tuesday after it had been found to lean, and it will stay so.\n"),
        record("metadata", 11, "application/warc-fields", b"languages: x"),
    ]
}

const RESPONSES: [usize; 8] = [2, 3, 4, 5, 6, 8, 9, 12];

fn check(cleaned: &[u8], wanted: &[usize]) {
    let cleaned = records(cleaned);
    let ids: Vec<String> =
        cleaned.iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    let wanted_ids: Vec<String> = wanted.iter().map(|at| format!("<urn:uuid:{at:08}>")).collect();
    assert_eq!(ids, wanted_ids);
    for (record, at) in cleaned.iter().zip(wanted) {
        assert_eq!(record["url"], format!("http://example.org/{at}"));
        assert_eq!(record["date"], "2024-05-06T07:08:09Z");
        assert!(record["text"].as_str().unwrap().contains("was closed on Tuesday"), "{record}");
        let title = match at {
            2 => "Page zwölf",
            3 => "Page один",
            4 => "Page four",
            5 => "Page five",
            6 => "Page six",
            8 => "Page eight",
            9 => "Page nine",
            12 => "Page twelve",
            _ => continue,
        };
        assert_eq!(record["title"], title, "{record}");
    }
}

#[test]
fn responses_and_conversions_are_read_whatever_they_are_packed_in() {
    let here = tempfile::tempdir().unwrap();
    let records = archive();
    let each = || records.iter().map(|record| &record[..]);
    file(&here, "a.warc", &pack(Packing::Plain, each()));
    file(&here, "a.warc.gz", &pack(Packing::Gzip, each()));
    file(&here, "a.warc.zst", &pack(Packing::Zstd, each()));
    // The content says what it is, whatever the name says.
    file(&here, "a.txt", &pack(Packing::Gzip, each()));
    let all = [&RESPONSES[..], &[10]].concat();
    for input in ["a.warc", "a.warc.gz", "a.warc.zst", "a.txt"] {
        for (from, wanted) in [("auto", &all[..]), ("warc", &RESPONSES), ("wet", &[10])] {
            let done = dechaff(here.path(), &["clean", input, "--from", from]);
            exits(&done, 0);
            check(&done.stdout, wanted);
        }
    }
    let through = piped(here.path(), &["clean"], &pack(Packing::Gzip, each()));
    check(&through.stdout, &all);
}

#[test]
fn what_is_no_record_is_passed_over_and_named() {
    let here = tempfile::tempdir().unwrap();
    let pages = archive();
    // Lines that end with LF alone, folded headers, empty lines before, and no line after.
    let lean = String::from_utf8(pages[2].clone()).unwrap().replace("\r\n", "\n");
    let length = lean.split("\n\n").skip(1).collect::<Vec<_>>().join("\n\n");
    let length = length.trim_end_matches('\n').len();
    let (head, block) = lean.split_once("\n\n").unwrap();
    let head = head.lines().filter(|line| !line.starts_with("Content-Length"));
    let head =
        head.map(|line| line.replace("http://", "\n http://")).collect::<Vec<_>>().join("\n");
    let lean = format!("\n\n{head}\nCONTENT-LENGTH:{length}\n\n{}\n", block.trim_end_matches('\n'));
    let parts: [&[u8]; 8] = [
        lean.as_bytes(),
        &pages[4],
        b"this is no record\r\nand neither is this\r\n",
        &pages[5],
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\nwithout a length\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\nwithout a length too\r\n",
        b"WARC/1.0\r\nContent-Type: text/plain\r\n\r\n",
        &pages[6],
    ];
    file(&here, "odd.warc", &parts.concat());
    let done = dechaff(here.path(), &["clean", "odd.warc", "--errors", "e.jsonl"]);
    exits(&done, 2);
    check(&done.stdout, &[2, 4, 5, 6]);
    let letters = records(&std::fs::read(here.path().join("e.jsonl")).unwrap());
    let places: Vec<(u64, u64)> = letters
        .iter()
        .map(|letter| (letter["record"].as_u64().unwrap(), letter["byte"].as_u64().unwrap()))
        .collect();
    let start = |part: usize| parts[..part].concat().len() as u64;
    let broken = [2, 4, 5, 6];
    assert_eq!(places, [3, 5, 6, 7].into_iter().zip(broken.map(start)).collect::<Vec<_>>());
    assert!(letters.iter().all(|letter| letter["reason"] == "invalid_warc"));
    for (letter, part) in letters.iter().zip(broken) {
        let message = letter["message"].as_str().unwrap();
        assert!(message.contains(&format!(" {} bytes", parts[part].len())), "{message}");
    }

    let whole = parts[..2].concat();
    file(&here, "cut.warc", &whole[..whole.len() - 100]);
    let cut = dechaff(here.path(), &["clean", "cut.warc", "-o", "cut.jsonl"]);
    exits(&cut, 1);
    assert!(messages(&cut).contains("ends inside a record"), "{}", messages(&cut));
    assert!(!here.path().join("cut.jsonl").exists());
}
