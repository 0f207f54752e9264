//! What a dropped line is, by the first rule that knows.

use super::Scene;
use crate::cues::marked;
use crate::label::Label;
use crate::lexicon::Section;
use crate::page::Marker;
use crate::read::html::Area;

/// What a dropped line is.
pub(super) fn label(scene: &Scene<'_>) -> Label {
    RULES.iter().find_map(|rule| rule(scene)).unwrap_or(Label::Other)
}

type Rule = fn(&Scene<'_>) -> Option<Label>;

/// What a dropped line is: the first rule that answers. The surest come first.
const RULES: &[Rule] = &[
    by_sign,
    by_markup,
    by_footer_phrase,
    by_comments,
    by_headline,
    by_date,
    by_credit,
    by_author,
    by_masthead,
    by_whole_phrase,
    by_zone,
    by_phrase,
    by_copy,
    by_area,
    by_place,
];

/// A line without a word.
fn by_sign(scene: &Scene<'_>) -> Option<Label> {
    (scene.measured.measures[scene.at].words == 0).then_some(Label::Other)
}

/// The site's name and slogan stand above the article, and again below it.
fn by_masthead(scene: &Scene<'_>) -> Option<Label> {
    /// Words of a site's name.
    const MOST_WORDS: u32 = 6;
    let around = &scene.measured.around[scene.at];
    let above = scene.headline.is_some_and(|headline| around.first_copy < headline);
    let category = scene.zone() == Some(Section::Related) && beside_a_teaser(scene);
    (around.copied_before
        && above
        && !category
        && scene.measured.measures[scene.at].words <= MOST_WORDS)
        .then_some(Label::Navigation)
}

/// Classes and ids that name their content, apart from the parts of a page as a whole.
fn by_markup(scene: &Scene<'_>) -> Option<Label> {
    let section = marked(scene.measured.inside(scene.at)?.marks)?;
    let vague = matches!(
        section,
        Section::Navigation | Section::Legal | Section::Other | Section::Advert | Section::Related
    );
    (!vague).then(|| section.label())
}

/// Copyright, newsletters and cookies announce themselves anywhere, below comments too.
fn by_footer_phrase(scene: &Scene<'_>) -> Option<Label> {
    let hits = &scene.measured.measures[scene.at].hits;
    if hits.inside.contains(Section::Legal) || hits.start.contains(Section::Legal) {
        return Some(Label::Legal);
    }
    // "Privacy policy" alone is a link of the footer's menu.
    if hits.whole.contains(Section::Legal) {
        return Some(Label::Navigation);
    }
    [Section::Consent, Section::Newsletter]
        .into_iter()
        .find(|&section| hits.whole.contains(section) || hits.inside.contains(section))
        .map(Section::label)
}

fn by_comments(scene: &Scene<'_>) -> Option<Label> {
    let hits = &scene.measured.measures[scene.at].hits;
    (scene.zone() == Some(Section::Comments) || hits.whole.contains(Section::Comments))
        .then_some(Label::Comments)
}

/// Copies of the headline: in a breadcrumb above it, anywhere else below it.
fn by_headline(scene: &Scene<'_>) -> Option<Label> {
    let headline = scene.headline?;
    let fingerprint = |at: usize| scene.measured.measures[at].fingerprint;
    (fingerprint(scene.at) == fingerprint(headline)).then(|| {
        let crumb = scene.at < headline && scene.measured.line(scene.at).marker != Marker::None;
        if crumb { Label::Navigation } else { Label::Duplicate }
    })
}

/// Captions end with their credit in brackets, and stand twice where the picture has alternative
/// text.
fn by_credit(scene: &Scene<'_>) -> Option<Label> {
    /// Words of a caption at least.
    const FEWEST_WORDS: u32 = 5;
    let (m, around) = (&scene.measured.measures[scene.at], &scene.measured.around[scene.at]);
    let credited = m.credited || m.hits.inside.contains(Section::Caption);
    let caption = m.words >= FEWEST_WORDS && (credited || around.copied_beside);
    (caption && scene.zone().is_none()).then_some(Label::Caption)
}

fn by_author(scene: &Scene<'_>) -> Option<Label> {
    scene.measured.measures[scene.at].is_byline().then_some(Label::Byline)
}

/// A date alone belongs to the teaser it stands under, else to the article.
fn by_date(scene: &Scene<'_>) -> Option<Label> {
    if !scene.measured.measures[scene.at].is_date() {
        return None;
    }
    Some(if scene.zone() == Some(Section::Related) { Label::Related } else { Label::Date })
}

fn by_whole_phrase(scene: &Scene<'_>) -> Option<Label> {
    let whole = scene.measured.measures[scene.at].hits.whole;
    if whole.contains(Section::Navigation)
        && scene.zone() == Some(Section::Related)
        && beside_a_teaser(scene)
    {
        return Some(Label::Related);
    }
    if whole.contains(Section::Ticker) && scene.measured.line(scene.at).marker == Marker::Bullet {
        return Some(Label::Navigation);
    }
    // "x" is a network, a button that closes, and a letter; the others decide first.
    // Outside the comments, "Reply" and "Report" are buttons under the posts of a thread.
    if whole.contains(Section::Reply) {
        return Some(Label::Sharing);
    }
    [
        Section::Related,
        Section::Comments,
        Section::Newsletter,
        Section::Ticker,
        Section::Teaser,
        Section::Sharing,
        Section::Advert,
        Section::Tags,
        Section::Byline,
        Section::Date,
        Section::Caption,
        Section::Consent,
        Section::Navigation,
        Section::Other,
    ]
    .into_iter()
    .find(|&section| whole.contains(section))
    .map(Section::label)
}

/// Entries of a menu beside a teaser are its category.
fn beside_a_teaser(scene: &Scene<'_>) -> bool {
    /// Lines between a headline and its category at most.
    const REACH: usize = 2;
    /// Words of a headline at least.
    const HEADLINE_WORDS: u32 = 5;
    let near = scene.at.saturating_sub(REACH)..(scene.at + REACH + 1).min(scene.kept.len());
    scene.measured.measures[near].iter().any(|m| m.words >= HEADLINE_WORDS)
}

fn by_zone(scene: &Scene<'_>) -> Option<Label> {
    /// Words from which a line at the foot of the page is about the site rather than a link.
    const FEWEST_WORDS: u32 = 8;
    let section = scene.zone()?;
    let link = section == Section::Legal && scene.measured.measures[scene.at].words < FEWEST_WORDS;
    (!link).then(|| section.label())
}

fn by_phrase(scene: &Scene<'_>) -> Option<Label> {
    let hits = scene.measured.measures[scene.at].hits;
    let sections = hits.start | hits.inside;
    sections.iter().next().map(Section::label)
}

fn by_copy(scene: &Scene<'_>) -> Option<Label> {
    /// Words from which a copy is not a menu entry standing twice.
    const FEWEST_WORDS: u32 = 5;
    let around = &scene.measured.around[scene.at];
    (around.copies > 1 && scene.measured.measures[scene.at].words >= FEWEST_WORDS)
        .then_some(Label::Duplicate)
}

/// The parts of a page that elements, classes and ids name.
fn by_area(scene: &Scene<'_>) -> Option<Label> {
    let inside = scene.measured.inside(scene.at)?;
    let words = scene.measured.measures[scene.at].words;
    let area = |area| inside.areas.contains(area);
    /// Words from which a link in an aside is a headline rather than a menu's entry.
    const HEADLINE_WORDS: u32 = 5;
    Some(match () {
        () if area(Area::Nav) => Label::Navigation,
        () if area(Area::Caption) || area(Area::Figure) => Label::Caption,
        () if area(Area::Time) => Label::Date,
        () if area(Area::Hidden) || area(Area::Dialog) => Label::Other,
        () => match marked(inside.marks) {
            Some(Section::Navigation) if words >= HEADLINE_WORDS => Label::Related,
            Some(Section::Legal) if inside.link_share > 0.5 => Label::Navigation,
            Some(section) => section.label(),
            None if area(Area::Aside) && words >= HEADLINE_WORDS => Label::Related,
            None if area(Area::Footer) && inside.link_share <= 0.5 => Label::Legal,
            None if area(Area::Aside) || area(Area::Header) || area(Area::Footer) => {
                Label::Navigation
            }
            None => return None,
        },
    })
}

/// Where nothing says more: menus stand above, tags and teasers below.
fn by_place(scene: &Scene<'_>) -> Option<Label> {
    /// Words from which a line below the body is a headline rather than a menu's entry.
    const HEADLINE_WORDS: u32 = 5;
    /// Lines of bullets that can be tags, and how near to the body they stand.
    const TAG_LINES: u32 = 8;
    let (m, around) = (&scene.measured.measures[scene.at], &scene.measured.around[scene.at]);
    let line = scene.measured.line(scene.at);
    if m.words <= 1 && m.chars <= 2 {
        return Some(Label::Other);
    }
    if scene.at <= scene.body {
        let below_headline = scene.headline.is_some_and(|headline| scene.at > headline);
        return Some(match (below_headline, m.words >= HEADLINE_WORDS) {
            (true, true) => Label::Caption,
            (true, false) => Label::Byline,
            (false, _) => Label::Navigation,
        });
    }
    let tags = line.marker == Marker::Bullet
        && around.bullet_run <= TAG_LINES
        && around.gap_before <= TAG_LINES + 1;
    Some(match () {
        () if tags => Label::Tags,
        () if m.words >= HEADLINE_WORDS && line.marker != Marker::Number => Label::Related,
        () => Label::Navigation,
    })
}
