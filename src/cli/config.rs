//! Options from a file, and what the options of a run come to.
//!
//! A file holds the long names of options with their values, as TOML. They become arguments
//! before those of the command line, so that whatever holds for an argument holds for them; what
//! the command line says itself comes before the file.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{ArgAction, ArgMatches, Command, parser::ValueSource};
use toml::{Table, Value};

/// Options that a file cannot hold.
const NOT_IN_FILES: [&str; 3] = ["config", "help", "version"];

/// Options that do not change what is written: two runs that differ in them alone are the same.
const OF_NO_ACCOUNT: [&str; 5] = ["jobs", "progress", "resume", "errors", "stats"];

/// The arguments with those of the file that `--config` names, if it names one.
pub(super) fn with_file(
    command: &Command,
    arguments: Vec<OsString>,
) -> anyhow::Result<Vec<OsString>> {
    let Ok(matches) = command.clone().try_get_matches_from(&arguments) else {
        // What is wrong is told when the arguments are read for good.
        return Ok(arguments);
    };
    let Some((name, matches)) = matches.subcommand() else { return Ok(arguments) };
    let path = matches.try_get_one::<PathBuf>("config").ok().flatten();
    let (Some(path), Some(options)) = (path, command.find_subcommand(name)) else {
        return Ok(arguments);
    };
    let told = || path.display().to_string();
    let file = fs::read_to_string(path).with_context(told)?;
    let table: Table = file.parse().with_context(told)?;
    let added = arguments_of(&table, options, matches).with_context(told)?;
    let at = arguments.iter().position(|argument| argument == name).unwrap_or_default() + 1;
    let mut arguments = arguments;
    arguments.splice(at..at, added.into_iter().map(OsString::from));
    // They were right without the file.
    if let Err(error) = command.clone().try_get_matches_from(&arguments) {
        bail!("{}: {}", told(), said(&error));
    }
    Ok(arguments)
}

/// What an error of the arguments says, without the pointer to `--help`.
fn said(error: &clap::Error) -> String {
    let whole = error.render().to_string();
    let what = whole.split("\n\n").next().unwrap_or_default();
    what.strip_prefix("error: ").unwrap_or(what).to_owned()
}

/// The options of a file as arguments, without those that the command line has.
fn arguments_of(
    table: &Table,
    options: &Command,
    matches: &ArgMatches,
) -> anyhow::Result<Vec<String>> {
    let mut added = Vec::new();
    for (key, value) in table {
        let known = options
            .get_arguments()
            .find(|option| option.get_long() == Some(&key.replace('_', "-")))
            .filter(|option| !NOT_IN_FILES.contains(&option.get_id().as_str()));
        let Some(option) = known else {
            bail!("`{key}` is no option of `dechaff {}` that a file can hold", options.get_name());
        };
        if matches.value_source(option.get_id().as_str()) == Some(ValueSource::CommandLine) {
            continue;
        }
        let name = key.replace('_', "-");
        match value {
            Value::Boolean(true) => added.push(format!("--{name}")),
            Value::Boolean(false) => {}
            Value::Array(values) => {
                for value in values {
                    added.push(format!("--{name}={}", plain(key, value)?));
                }
            }
            value => added.push(format!("--{name}={}", plain(key, value)?)),
        }
    }
    Ok(added)
}

fn plain(key: &str, value: &Value) -> anyhow::Result<String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        other => bail!("`{key}` is {}; write a string, a number or a list", other.type_str()),
    }
}

/// What the options of a run come to, as a file would hold them.
pub(super) fn effective(command: &Command, matches: &ArgMatches) -> Table {
    let mut table = Table::new();
    let Some((name, matches)) = matches.subcommand() else { return table };
    let Some(options) = command.find_subcommand(name) else { return table };
    for option in options.get_arguments() {
        let id = option.get_id().as_str();
        let Some(name) = option.get_long().filter(|name| !NOT_IN_FILES.contains(name)) else {
            continue;
        };
        if matches!(option.get_action(), ArgAction::SetTrue) {
            table.insert(name.to_owned(), Value::Boolean(matches.get_flag(id)));
            continue;
        }
        let Ok(Some(values)) = matches.try_get_raw(id) else { continue };
        let mut values = values.map(|value| {
            let text = value.to_string_lossy().into_owned();
            text.parse().map_or(Value::String(text), Value::Integer)
        });
        let value = match option.get_action() {
            ArgAction::Append => Some(Value::Array(values.collect())),
            _ => values.next(),
        };
        table.extend(value.map(|value| (name.to_owned(), value)));
    }
    table
}

/// What tells the settings of a run from those of another.
pub(super) fn name(mut effective: Table) -> String {
    effective.retain(|option, _| !OF_NO_ACCOUNT.contains(&option));
    effective.to_string()
}
