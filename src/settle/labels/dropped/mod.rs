//! What a dropped line is, by the first rule that knows.

mod author;
mod markup;
mod phrases;
mod place;
mod shape;

use super::{HEADLINE_WORDS, Scene};
use crate::label::Label;

/// What a rule found of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::settle::labels) enum Found {
    /// The line itself shows it.
    Surely(Label),
    /// Its place or its shape suggests it; its neighbours may know better.
    Likely(Label),
}

/// What a dropped line is.
pub(in crate::settle::labels) fn find(scene: &Scene<'_>) -> Found {
    RULES.iter().find_map(|rule| (rule.of)(scene)).unwrap_or(Found::Likely(Label::Other))
}

/// A rule by which a dropped line gets its label.
struct Rule {
    #[cfg_attr(not(test), expect(dead_code, reason = "for people; a test holds it to a form"))]
    name: &'static str,
    /// Why it knows.
    #[cfg_attr(not(test), expect(dead_code, reason = "for people; a test holds it to a form"))]
    why: &'static str,
    of: fn(&Scene<'_>) -> Option<Found>,
}

macro_rules! rules { ($($name:literal $why:literal $of:expr;)*) => {
    /// Every rule: the first that answers names the line. The surest come first.
    const RULES: &[Rule] = &[$(Rule { name: $name, why: $why, of: $of }),*];
} }

rules! {
    "no words" "A line without a word is an icon or a rule of signs, as its neighbours are." shape::by_sign;
    "markup" "Classes and ids name their content." markup::by_markup;
    "menu entry" "Newsletter, Facebook and Terms are entries among the others of a menu." phrases::by_menu;
    "foot" "Copyright, newsletters and cookies announce themselves anywhere, below comments too." phrases::by_foot;
    "contact" "Telephone numbers, mail addresses and streets in a row say how to reach whoever runs the site." place::by_contact;
    "comments" "What stands below the heading of the comments is theirs." place::by_comments;
    "headline's copy" "The headline stands once; its copies are breadcrumbs above it and duplicates below." place::by_headline;
    "handle" "A name behind an at sign is an account of a network." shape::by_handle;
    "number" "Digits alone are counters, telephone numbers or prices." shape::by_numeral;
    "date" "A date alone belongs to the teaser it stands under, else to the article." place::by_date;
    "contents" "Numbered entries in a row are a table of contents." shape::by_section_number;
    "gallery" "One line many times over is the alternative text of its pictures." shape::by_repetition;
    "credit" "Captions end with their credit, and stand twice where the picture has alternative text." shape::by_credit;
    "dateline" "Between headline and text, a line with a date in it is of the date or the author." shape::by_dateline;
    "author" "A line of the word by and names." author::by_author;
    "author's name" "Below the text, the name that the author's line has stands in the box about him." author::by_name;
    "masthead" "The site's name and slogan stand above the article, and again below it." place::by_masthead;
    "whole phrase" "The line is furniture from end to end." phrases::by_whole_phrase;
    "imprint" "Sentences at the foot of the page, below its copyright, are about the site." place::by_imprint;
    "keywords" "A few words between commas, near the end of the text, are its topics." shape::by_keywords;
    "zone" "The line stands below a heading that says what follows." place::by_zone;
    "phrase" "The line begins with a phrase of furniture, or holds one." phrases::by_phrase;
    "divided" "Strokes divide the entries of menus and breadcrumbs; arrows lead to other pages." shape::by_division;
    "copy" "The line says what the text says, or leads to where it says it." shape::by_copy;
    "element" "Elements are made for menus, captions and dates." markup::by_element;
    "heading of a list" "A short line right above a list is its heading." place::by_list;
    "run" "The lines of a list have in common what they are." place::by_run;
    "area" "Elements, classes and ids name the parts of a page, though not always for what they hold." markup::by_area;
    "disclaimer" "Sentences beside the copyright are about the site." place::by_disclaimer;
    "place" "Where nothing says more: menus stand above the text, teasers below." place::by_place;
}

#[cfg(test)]
mod tests;
