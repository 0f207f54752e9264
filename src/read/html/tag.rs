//! The attributes of a tag, counted before they are parsed: the parser compares each attribute
//! with those before it, which takes time that grows with their square.

/// A tag as it is scanned, piece by piece, by the rules of the HTML Standard (section 13.2.5,
/// from the tag open state to the after attribute value state).
pub(super) struct Tag {
    /// Where it begins, if it is one.
    pub(super) begin: usize,
    /// How far it is scanned.
    at: usize,
    state: State,
    attributes: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing is scanned yet.
    Open,
    /// A comment or the like.
    NoTag,
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
    /// The tag has ended.
    Closed,
}

impl Tag {
    pub(super) fn at(begin: usize) -> Tag {
        Tag { begin, at: begin, state: State::Open, attributes: 0 }
    }

    /// Scans up to `end`, and says where the first attribute begins that is past the limit and at
    /// `from` or behind.
    pub(super) fn excess(
        &mut self,
        bytes: &[u8],
        from: usize,
        end: usize,
        limit: usize,
    ) -> Option<usize> {
        if self.state == State::Open {
            let name = if bytes.get(self.begin + 1) == Some(&b'/') { 2 } else { 1 };
            let is_tag = bytes.get(self.begin) == Some(&b'<')
                && bytes.get(self.begin + name).is_some_and(u8::is_ascii_alphabetic);
            self.state = if is_tag { State::TagName } else { State::NoTag };
            self.at = self.begin + name;
        }
        while self.at < end && !matches!(self.state, State::NoTag | State::Closed) {
            let begins = self.step(bytes[self.at]);
            self.at += 1;
            if begins {
                self.attributes += 1;
                if self.attributes > limit && self.at > from {
                    return Some(self.at - 1);
                }
            }
        }
        None
    }

    /// Scans on to where the tag ends, and says where that is.
    pub(super) fn close(&mut self, bytes: &[u8]) -> usize {
        while self.at < bytes.len() && self.state != State::Closed {
            self.step(bytes[self.at]);
            self.at += 1;
        }
        if self.state == State::Closed { self.at - 1 } else { self.at }
    }

    /// Takes a byte, and says whether an attribute begins with it.
    fn step(&mut self, byte: u8) -> bool {
        use State::*;
        let is_space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        let mut begins = false;
        self.state = match (self.state, byte) {
            (Quoted(quote), _) if byte == quote => BeforeName,
            (Quoted(quote), _) => Quoted(quote),
            (BeforeValue, b'"' | b'\'') => Quoted(byte),
            (_, b'>') => Closed,
            (BeforeValue, _) if is_space => BeforeValue,
            (BeforeValue | Unquoted, _) if !is_space => Unquoted,
            (Name, _) if is_space => AfterName,
            (AfterName, _) if is_space => AfterName,
            (Name | AfterName, b'=') => BeforeValue,
            (_, b'/') => BeforeName,
            (_, _) if is_space => BeforeName,
            (TagName, _) => TagName,
            (Name, _) => Name,
            _ => {
                begins = true;
                Name
            }
        };
        begins
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the attributes begin.
    fn begins(tag: &str) -> Vec<usize> {
        let mut found = Vec::new();
        let mut from = 0;
        let mut scanned = Tag::at(0);
        while let Some(at) = scanned.excess(tag.as_bytes(), from, tag.len(), 0) {
            found.push(at);
            from = at + 1;
        }
        found
    }

    #[test]
    fn attributes_are_seen_as_the_standard_has_them() {
        for (tag, wanted) in [
            ("<p>", &[][..]),
            ("<p a b=c d='e f' g=\"h>i\"j k = l/m>n", &[3, 5, 9, 17, 24, 26]),
            ("</p a/b=>", &[4, 6]),
            ("<p =a=b>", &[3]),
            ("<p a=b\"c d>e f", &[3, 9]),
            ("<!-- a b", &[]),
            ("< a b", &[]),
        ] {
            assert_eq!(begins(tag), wanted, "{tag}");
        }
    }
}
