//! The values of a record: as they stand there, or read.

use std::borrow::Cow;
use std::fmt;

use memchr::memchr;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::corpus::json::spelt;

/// A value of a record.
pub(super) enum Value<'a> {
    /// As it stands there.
    Raw(&'a RawValue),
    /// The string of a key that may hold the page.
    Page(Cow<'a, str>),
}

impl<'a> Value<'a> {
    /// The value as it stands there, unless it was read.
    pub(super) fn raw(&self) -> Option<&'a RawValue> {
        match self {
            Value::Raw(value) => Some(value),
            Value::Page(_) => None,
        }
    }

    /// The value as JSON.
    pub(super) fn json(&self) -> Cow<'_, str> {
        match self {
            Value::Raw(value) => Cow::Borrowed(value.get()),
            Value::Page(text) => Cow::Owned(spelt(text)),
        }
    }

    /// Whether there is nothing.
    pub(super) fn is_null(&self) -> bool {
        self.raw().is_some_and(|value| value.get() == "null")
    }

    /// Whether it is a string with nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Value::Raw(value) => value.get() == "\"\"",
            Value::Page(text) => text.is_empty(),
        }
    }

    /// The value as text; `None` if it is no string.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Value::Raw(value) => string(value.get()),
            Value::Page(text) => Some(Cow::Borrowed(text)),
        }
    }
}

/// Reads the fields of an object, the strings of those whose name `is_page`.
pub(super) struct Fields<F>(F);

impl<F: Fn(&str) -> bool> Fields<F> {
    /// The keys as they stand there, and their values.
    ///
    /// # Errors
    ///
    /// The text is no object, or a page neither null nor a string that is all text.
    pub(super) fn read(text: &str, is_page: F) -> serde_json::Result<Vec<(&RawValue, Value<'_>)>> {
        let mut json = serde_json::Deserializer::from_str(text);
        let fields = json.deserialize_map(Fields(is_page))?;
        json.end()?;
        Ok(fields)
    }
}

impl<'a, F: Fn(&str) -> bool> Visitor<'a> for Fields<F> {
    type Value = Vec<(&'a RawValue, Value<'a>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<&RawValue>()? {
            let value = if self.0(&super::name(key)) {
                map.next_value_seed(Page)?
            } else {
                Value::Raw(map.next_value()?)
            };
            fields.push((key, value));
        }
        Ok(fields)
    }
}

/// Reads a page, from where it stands if it has no escapes. Tables that were written as records
/// have null where a row has none.
struct Page;

impl<'a> DeserializeSeed<'a> for Page {
    type Value = Value<'a>;

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<Value<'a>, D::Error> {
        json.deserialize_option(self)
    }
}

impl<'a> Visitor<'a> for Page {
    type Value = Value<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or null")
    }

    fn visit_none<E>(self) -> Result<Value<'a>, E> {
        Ok(Value::Raw(RawValue::NULL))
    }

    fn visit_some<D: Deserializer<'a>>(self, json: D) -> Result<Value<'a>, D::Error> {
        json.deserialize_str(self)
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Value<'a>, E> {
        Ok(Value::Page(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'a>, E> {
        Ok(Value::Page(Cow::Owned(text.to_owned())))
    }
}

/// Reads a string of JSON; `None` for any other value. Halves of surrogate pairs, which Python
/// writes where it read bytes that were no text, become U+FFFD.
pub(super) fn string(json: &str) -> Option<Cow<'_, str>> {
    struct Bytes;
    impl<'a> Visitor<'a> for Bytes {
        type Value = Cow<'a, [u8]>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_borrowed_bytes<E>(self, bytes: &'a [u8]) -> Result<Self::Value, E> {
            Ok(Cow::Borrowed(bytes))
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
            Ok(Cow::Owned(bytes.to_owned()))
        }
    }
    if !json.starts_with('"') {
        return None;
    }
    let bytes = serde_json::Deserializer::from_str(json).deserialize_bytes(Bytes).ok()?;
    match bytes {
        Cow::Borrowed(bytes) => Some(String::from_utf8_lossy(bytes)),
        Cow::Owned(mut bytes) => {
            // A half has three bytes, ED A0 80 to ED BF BF, and so has U+FFFD.
            let mut from = 0;
            while let Some(length) = memchr(0xed, &bytes[from..]) {
                from += length + 1;
                if let Some([0xa0..=0xff, _]) = bytes.get(from..from + 2) {
                    bytes[from - 1..from + 2].copy_from_slice("\u{fffd}".as_bytes());
                }
            }
            String::from_utf8(bytes).ok().map(Cow::Owned)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_surrogate_pair_does_not_spoil_a_page() {
        assert_eq!(
            string(r#""a\ud83d b \ud83d\ude00 c\udc00""#).as_deref(),
            Some("a\u{fffd} b 😀 c\u{fffd}")
        );
        assert_eq!(string("[1]"), None);
    }
}
