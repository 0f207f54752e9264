//! One language's file.

use serde::de::{Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;

use super::Section;

/// One language's file. Whatever it leaves out is empty.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) function_words: Vec<String>,
    pub(super) calendar: Vec<String>,
    pub(super) by: Vec<String>,
    pub(super) sections: BTreeMap<Section, Lists>,
}

/// The phrases of a section, by how they must stand in a line.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Lists {
    pub(super) whole: Vec<String>,
    pub(super) start: Vec<String>,
    pub(super) inside: Vec<String>,
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(file: D) -> Result<File, D::Error> {
        file.deserialize_map(Keys)
    }
}

/// Reads a file's keys. serde's own `flatten` would lose the places of what is wrong in them.
struct Keys;

impl<'de> Visitor<'de> for Keys {
    type Value = File;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("lists of words, and a table for each section")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<File, M::Error> {
        let mut file = File::default();
        while let Some(key) = map.next_key()? {
            match key {
                Key::Name => file.name = map.next_value()?,
                Key::FunctionWords => file.function_words = map.next_value()?,
                Key::Calendar => file.calendar = map.next_value()?,
                Key::By => file.by = map.next_value()?,
                Key::Section(section) => {
                    file.sections.insert(section, map.next_value()?);
                }
            }
        }
        Ok(file)
    }
}

/// A key of a file.
enum Key {
    Name,
    FunctionWords,
    Calendar,
    By,
    Section(Section),
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(key: D) -> Result<Key, D::Error> {
        let key = String::deserialize(key)?;
        match key.as_str() {
            "name" => Ok(Key::Name),
            "function_words" => Ok(Key::FunctionWords),
            "calendar" => Ok(Key::Calendar),
            "by" => Ok(Key::By),
            name => Section::deserialize(name.into_deserializer()).map(Key::Section).map_err(
                |error: serde::de::value::Error| {
                    D::Error::custom(format_args!(
                        "a file holds name, function_words, calendar, by and sections: {error}"
                    ))
                },
            ),
        }
    }
}
