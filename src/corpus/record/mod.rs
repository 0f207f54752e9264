//! A record of JSON lines: its keys and values as they stand there, so that what is not cleaned
//! comes out byte for byte as it went in: big numbers, keys that stand twice, escapes, order.

mod value;

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::dead::Problem;
use value::{Fields, Value, string};

/// An object's keys and values.
pub(crate) struct Record<'a> {
    fields: Vec<(&'a RawValue, Value<'a>)>,
}

/// The keys that hold the page where no key is named.
pub(crate) const USUAL: [&str; 2] = ["html", "text"];

/// The keys that name a record: they are told as they stand there, even where one is the page.
const NAMES: [&str; 2] = ["id", "source"];

impl<'a> Record<'a> {
    /// Reads a record, its values as they stand there. `start` is where it begins in its input, for
    /// messages.
    pub(crate) fn parse(line: &'a [u8], start: u64) -> Result<Record<'a>, Problem> {
        Record::whole(text(line, start)?, start)
    }

    /// Reads a record and its page in one go, which takes half the time: the page is most of it.
    /// Where that fails the values are left as they stand, and [`Record::page`] says what is wrong.
    pub(crate) fn with_page(
        line: &'a [u8],
        start: u64,
        field: Option<&str>,
    ) -> Result<Record<'a>, Problem> {
        let text = text(line, start)?;
        let is_page = |name: &str| match field {
            Some(field) => name == field && !NAMES.contains(&name),
            None => USUAL.contains(&name),
        };
        match Fields::read(text, is_page) {
            Ok(fields) => Ok(Record { fields }),
            Err(_) => Record::whole(text, start),
        }
    }

    fn whole(text: &'a str, start: u64) -> Result<Record<'a>, Problem> {
        let fields = Fields::read(text, |_| false).map_err(|error| {
            if error.is_data() {
                return Problem {
                    reason: "no_object",
                    message:
                        "the record is JSON, but no object; a record is written {\"text\": ...}"
                            .to_owned(),
                };
            }
            let message = error.to_string();
            let what = message.rsplit_once(" at line ").map_or(&*message, |(what, _)| what);
            // The record has one line, and columns count from 1.
            let column = error.column().saturating_sub(1);
            let byte = start + if error.is_eof() { text.len() } else { column } as u64;
            Problem { reason: "invalid_json", message: format!("not JSON: {what} at byte {byte}") }
        })?;
        Ok(Record { fields })
    }

    /// The value of a key. Of keys that stand twice the last one counts, as for other readers.
    fn value(&self, wanted: &str) -> Option<&Value<'a>> {
        self.fields.iter().rev().find(|(key, _)| name(key) == wanted).map(|(_, value)| value)
    }

    /// The value of a key that is no page, as it stands there.
    pub(crate) fn raw(&self, key: &str) -> Option<&'a RawValue> {
        self.value(key)?.raw()
    }

    /// The keys, their names and the values that are no page, as they stand there.
    pub(crate) fn fields(
        &self,
    ) -> impl Iterator<Item = (&'a RawValue, Cow<'a, str>, &'a RawValue)> {
        self.fields.iter().filter_map(|(key, value)| Some((*key, name(key), value.raw()?)))
    }

    /// The record's `id`, whatever it is.
    pub(crate) fn id(&self) -> Option<Box<RawValue>> {
        self.raw("id").map(ToOwned::to_owned)
    }

    /// The page and the key that holds it.
    pub(crate) fn page<'b>(
        &self,
        field: Option<&'b str>,
    ) -> Result<(&'b str, Cow<'_, str>), Problem> {
        let (key, value) = match field {
            Some(field) => (field, self.value(field)),
            None => self.usual(),
        };
        let Some(value) = value else {
            let message = match field {
                Some(field) => format!("the record has no key `{field}`"),
                None => "the record has neither `html` nor `text`; name the key that holds the page with --field".to_owned(),
            };
            return Err(Problem { reason: "no_field", message });
        };
        Ok((key, value.text().ok_or_else(|| no_string(key, value))?))
    }

    /// The usual key that holds the page: the first one with anything in it, since a table's row
    /// may have an empty column `html`.
    fn usual(&self) -> (&'static str, Option<&Value<'a>>) {
        let first = |holds: fn(&Value<'_>) -> bool| {
            let mut usual = USUAL.into_iter().map(|key| (key, self.value(key)));
            usual.find(|(_, value)| value.is_some_and(holds))
        };
        let found = first(|value| !value.is_null() && !value.is_empty())
            .or_else(|| first(|value| !value.is_null()));
        found.unwrap_or((USUAL[1], self.value(USUAL[1])))
    }

    /// The text of a key; `None` if the record has no such key, or nothing there.
    pub(crate) fn text(&self, key: &str) -> Result<Option<Cow<'_, str>>, Problem> {
        let value = self.value(key).filter(|value| !value.is_null());
        value.map(|value| value.text().ok_or_else(|| no_string(key, value))).transpose()
    }

    /// The number of a key, as it stands there; `None` if the record has no such key, or no number.
    pub(crate) fn number(&self, key: &str) -> Option<Cow<'a, str>> {
        let value = self.raw(key)?.get();
        value.starts_with(|c: char| c == '-' || c.is_ascii_digit()).then_some(Cow::Borrowed(value))
    }

    /// The texts that a key lists; none if the record has no such key, or nothing there.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<String>, Problem> {
        let Some(list) = self.value(key).filter(|value| !value.is_null()) else {
            return Ok(Vec::new());
        };
        let json = list.json();
        let values: Option<Vec<&RawValue>> = serde_json::from_str(&json).ok();
        let texts = values.and_then(|values| {
            values.iter().map(|value| string(value.get()).map(Cow::into_owned)).collect()
        });
        texts.ok_or_else(|| Problem {
            reason: "no_list",
            message: format!("the record's `{key}` is no list of strings: `{}`", begin(list)),
        })
    }

    /// The record with values added: each takes the place of the key of its name, or comes last.
    /// The page goes; the first addition, the clean text, takes its place if the record has no
    /// key of that name.
    pub(crate) fn with(&self, page: &str, added: &[(&str, String)]) -> String {
        let names: Vec<Cow<'_, str>> = self.fields.iter().map(|(key, _)| name(key)).collect();
        let has_text = added.first().is_some_and(|(text, _)| names.iter().any(|name| name == text));
        let mut written = vec![false; added.len()];
        let mut out = String::from("{");
        let mut push = |key: &str, value: &str| {
            if out.len() > 1 {
                out.push(',');
            }
            out.extend([key, ":", value]);
        };
        for ((key, value), name) in self.fields.iter().zip(&names) {
            let own = added.iter().position(|(key, _)| key == name);
            let at = own.or_else(|| (name == page && !has_text).then_some(0));
            match at {
                Some(at) if written[at] => {}
                Some(at) => {
                    let key =
                        if own.is_some() { key.get().to_owned() } else { quoted(added[at].0) };
                    push(&key, &added[at].1);
                    written[at] = true;
                }
                None if name == page => {}
                None => push(key.get(), &value.json()),
            }
        }
        for ((key, value), _) in added.iter().zip(&written).filter(|(_, written)| !**written) {
            push(&quoted(key), value);
        }
        out.push('}');
        out
    }
}

/// What a line of JSON says. `start` is where it begins in its input, for messages.
fn text(line: &[u8], start: u64) -> Result<&str, Problem> {
    // With its end, what a line lacks would be missed on the next one.
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    std::str::from_utf8(line).map_err(|error| Problem {
        reason: "invalid_json",
        message: format!("not JSON: not UTF-8 at byte {}", start + error.valid_up_to() as u64),
    })
}

fn no_string(key: &str, value: &Value<'_>) -> Problem {
    let message = format!("the record's `{key}` is no string: `{}`", begin(value));
    Problem { reason: "no_string", message }
}

/// The beginning of a value, for messages.
fn begin(value: &Value<'_>) -> String {
    value.json().chars().take(20).collect()
}

fn quoted(key: &str) -> String {
    format!("\"{key}\"")
}

/// A key's name. One with half a surrogate pair is no name that anyone asks for.
fn name(key: &RawValue) -> Cow<'_, str> {
    string(key.get()).unwrap_or(Cow::Borrowed(key.get()))
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn cleaned(line: &str, field: Option<&str>) -> String {
        let [record, other] = [
            Record::parse(line.as_bytes(), 0).expect("an object"),
            Record::with_page(line.as_bytes(), 0, field).expect("an object"),
        ];
        let found = record.page(field).expect("a page");
        assert_eq!(found, other.page(field).expect("a page"), "{line}");
        let added = [("text", "\"T\"".to_owned()), ("title", "\"H\"".to_owned())];
        let written = record.with(found.0, &added);
        assert_eq!(written, other.with(found.0, &added));
        written
    }

    #[test]
    fn what_is_not_cleaned_keeps_its_bytes_and_its_place() {
        for (line, field, wanted) in [
            (
                r#"{"n": 12345678901234567890123, "text": "a", "\u0041": 1.50, "n": {"z":1, "a" : [ ]}}"#,
                None,
                r#"{"n":12345678901234567890123,"text":"T","\u0041":1.50,"n":{"z":1, "a" : [ ]},"title":"H"}"#,
            ),
            (r#"{"html": "a", "x": 1}"#, None, r#"{"text":"T","x":1,"title":"H"}"#),
            (r#"{"html": "a", "x": 1, "text": 2}"#, None, r#"{"x":1,"text":"T","title":"H"}"#),
            (r#"{"html": null, "text": "a"}"#, None, r#"{"html":null,"text":"T","title":"H"}"#),
            (r#"{"html": "", "text": "a"}"#, None, r#"{"html":"","text":"T","title":"H"}"#),
            (r#"{"html": "", "text": null}"#, None, r#"{"text":"T","title":"H"}"#),
            (
                r#"{"title": 1, "body": "a", "text": 0}"#,
                Some("body"),
                r#"{"title":"H","text":"T"}"#,
            ),
            (r#"{"text": "a", "text": "b"}"#, None, r#"{"text":"T","title":"H"}"#),
            (r#"{"te\u0078t": "a"}"#, None, r#"{"te\u0078t":"T","title":"H"}"#),
            (r#"{"\ud800": 1, "text": "a"}"#, None, r#"{"\ud800":1,"text":"T","title":"H"}"#),
        ] {
            assert_eq!(cleaned(line, field), wanted);
        }
    }

    #[test]
    fn mistakes_are_named_with_their_byte() {
        let problem = Record::parse(br#"{"a": 1,, "text": "x"}"#, 100).err().expect("a mistake");
        assert_eq!(problem.message, "not JSON: key must be a string at byte 108");
        let cut = Record::parse(b"{\"a\": 1\r\n", 100).err().expect("a mistake");
        assert_eq!(cut.message, "not JSON: EOF while parsing an object at byte 107");
        assert_eq!(Record::parse(b"[1]", 0).err().map(|problem| problem.reason), Some("no_object"));
        assert_eq!(
            Record::parse(b"{\"a\": \"\xff\"}", 10).err().map(|problem| problem.message).as_deref(),
            Some("not JSON: not UTF-8 at byte 17")
        );
    }
}
