//! Records of JSON lines with the place where they stand.

use std::sync::Arc;

use serde_json::value::RawValue;

use crate::corpus::{
    Content, DeadLetter, Input, Item, Job, Kind, Position, Problem, Reader, Record, Settings,
};

/// A record that was read, and where it stands.
pub(super) struct Numbered<'a> {
    input: &'a Input,
    number: u64,
    byte: u64,
    line: Vec<u8>,
    /// Input and number, for pages that have no name.
    pub(super) name: String,
}

impl Numbered<'_> {
    /// The record itself.
    pub(super) fn record(&self) -> Result<Record<'_>, DeadLetter> {
        Record::parse(&self.line, self.byte).map_err(|problem| self.letter(None, problem))
    }

    /// Says what is wrong with the record.
    pub(super) fn letter(&self, id: Option<Box<RawValue>>, problem: Problem) -> DeadLetter {
        DeadLetter {
            input: self.input.name.clone(),
            record: Some(self.number),
            byte: Some(self.byte),
            id,
            reason: problem.reason,
            message: problem.message,
        }
    }
}

/// Hands on the records of the inputs in batches, so that memory does not grow with the inputs;
/// in their places stands what could not be read.
pub(super) fn each_batch(
    inputs: &[Input],
    mut batch: impl FnMut(Vec<Result<Numbered<'_>, DeadLetter>>),
) {
    let settings = Settings { kind: Some(Kind::Records), ..Settings::default() };
    let job = Job { inputs: inputs.to_vec(), settings, ..Job::default() };
    let mut reader = Reader::new(Arc::new(job), Position::default(), Arc::default());
    while let Some(read) = reader.batch() {
        let records = read.items.into_iter().filter_map(|item| match item {
            Item::Record { target, number, byte, content } => {
                let input = &inputs[target.input];
                let byte = byte.unwrap_or_default();
                let name = format!("{}:{number}", input.name);
                let of = |line| Numbered { input, number, byte, line, name };
                match content {
                    Ok(Content::Json(line)) => Some(Ok(of(line))),
                    Ok(_) => None,
                    Err(problem) => Some(Err(of(Vec::new()).letter(None, problem))),
                }
            }
            Item::Unopened(letter) => Some(Err(letter)),
            Item::End { .. } => None,
        });
        batch(records.collect());
    }
}
