//! Generated records: what corpora hold, and what they should not.

/// Records of an archive: enough for many batches.
pub(crate) const RECORDS: usize = 20_000;

/// A short article between furniture; empty now and then, and now and then the same.
pub(crate) fn page(at: usize) -> String {
    const WORDS: [&str; 7] = ["harbour", "market", "school", "bridge", "theatre", "forest", "mill"];
    if at % 97 == 13 {
        return String::new();
    }
    let (one, other) = (WORDS[at % 7], WORDS[(at / 7) % 7]);
    format!(
        "Home\nNews\n\nThe {one} and the {other} of {at}\n\nThe old {one} was closed on Tuesday \
         after number {at} had been found, and it will stay so until the {other} opens.\n\n\
         Share this article:\nFacebook\n"
    )
}

/// A record of JSON without its braces and without its page: odd keys, nested values, integers
/// beyond 64 bits, duplicated ids, escapes that a writer might change.
pub(crate) fn fields(at: usize) -> String {
    let id = at % 9_000;
    format!(
        r#""id":"doc-{id}","n":{n},"big":{big}00000000000000000000,"float":1.50e3,"\u00e9 \"key\"":[{at},null,{{"z":1,"a":{{"deep":[true,false]}}}}],"":{at},"dup":1,"dup":{at}"#,
        n = u64::MAX - at as u64,
        big = at + 1,
    )
}

/// A record with its page under a key.
pub(crate) fn record(at: usize, key: &str) -> String {
    let page = serde_json::to_string(&page(at)).unwrap_or_default();
    format!("{{{},\"{key}\":{page},\"last\":\"x{at}\"}}\n", fields(at))
}

/// An archive of records.
pub(crate) fn archive(records: usize, key: &str) -> String {
    (0..records).map(|at| record(at, key)).collect()
}
