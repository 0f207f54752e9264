//! What a line of a page is.

use std::fmt;
use std::str::FromStr;

use enumset::EnumSetType;
use serde::{Deserialize, Serialize};

/// What a line is: seven kinds of content, eleven kinds of boilerplate, and four kinds of
/// line that belong to the article without standing in its text.
#[derive(Debug, Hash, PartialOrd, Ord, EnumSetType, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// The headline of the page's article.
    Title,
    /// Running text, and the posts of a forum thread.
    Paragraph,
    /// A heading inside the body.
    Heading,
    /// An item of a list inside the body.
    List,
    /// A quotation set apart.
    Quote,
    /// A row of a table.
    Table,
    /// A line of program text or of other text whose spacing matters.
    Code,
    /// Who wrote it: author, agency, the author's box.
    Byline,
    /// When it was published or changed.
    Date,
    /// The caption or credit of a picture or film.
    Caption,
    /// Topics and keywords of the article.
    Tags,
    /// Menus, breadcrumbs, pagination, skip links, site name and slogan.
    Navigation,
    /// Strips of breaking news, stocks or weather.
    Ticker,
    /// Share, print, listen, short URL, reading time.
    Sharing,
    /// Other articles: related, most read, read next, recommended.
    Related,
    /// Readers' comments and the forms for them.
    Comments,
    /// Subscribe, sign up, install the app, follow us.
    Newsletter,
    /// Cookies, ad-block and paywall prompts.
    Consent,
    /// Advertising and its labels.
    Advert,
    /// Copyright, imprint, disclaimers, footer addresses.
    Legal,
    /// Said already on this page.
    Duplicate,
    /// Anything else that is not content.
    Other,
}

impl Label {
    /// Whether lines of this kind are part of the clean article unless the caller says otherwise.
    ///
    /// ```
    /// # use dechaff::Label;
    /// assert!(Label::Table.is_content());
    /// assert!(!Label::Byline.is_content());
    /// ```
    pub const fn is_content(self) -> bool {
        matches!(
            self,
            Label::Title
                | Label::Paragraph
                | Label::Heading
                | Label::List
                | Label::Quote
                | Label::Table
                | Label::Code
        )
    }

    /// What is kept unless the caller says otherwise: every label of content.
    pub fn content() -> Labels {
        Labels::all().iter().filter(|label| label.is_content()).collect()
    }

    /// The labels of lines that belong to the article without standing in its text.
    pub fn about() -> Labels {
        Label::Byline | Label::Date | Label::Caption | Label::Tags
    }

    /// The labels of lines that are no part of the article.
    pub fn boilerplate() -> Labels {
        !(Label::content() | Label::about())
    }

    /// The name used in every output and on the command line, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Label::Title => "title",
            Label::Paragraph => "paragraph",
            Label::Heading => "heading",
            Label::List => "list",
            Label::Quote => "quote",
            Label::Table => "table",
            Label::Code => "code",
            Label::Byline => "byline",
            Label::Date => "date",
            Label::Caption => "caption",
            Label::Tags => "tags",
            Label::Navigation => "navigation",
            Label::Ticker => "ticker",
            Label::Sharing => "sharing",
            Label::Related => "related",
            Label::Comments => "comments",
            Label::Newsletter => "newsletter",
            Label::Consent => "consent",
            Label::Advert => "advert",
            Label::Legal => "legal",
            Label::Duplicate => "duplicate",
            Label::Other => "other",
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The name is of no label; the message lists those there are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no label; the labels are {}", Labels::all().iter().map(Label::name).collect::<Vec<_>>().join(", "))]
pub struct UnknownLabel {
    given: String,
}

impl FromStr for Label {
    type Err = UnknownLabel;

    fn from_str(name: &str) -> Result<Label, UnknownLabel> {
        Labels::all()
            .iter()
            .find(|label| label.name() == name)
            .ok_or_else(|| UnknownLabel { given: name.to_owned() })
    }
}

/// A set of labels.
///
/// ```
/// # use dechaff::{Label, Labels};
/// let kept: Labels = Label::content() | Label::Byline;
/// assert!(kept.contains(Label::Byline) && !kept.contains(Label::Related));
/// ```
pub type Labels = enumset::EnumSet<Label>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for label in Labels::all() {
            assert_eq!(label.name().parse(), Ok(label));
        }
        let wrong = "naviagtion".parse::<Label>().unwrap_err().to_string();
        assert!(wrong.contains("`naviagtion` is no label") && wrong.contains("navigation"));
    }
}
