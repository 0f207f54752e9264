//! What the elements around a line announce, and their classes and ids.

use super::{Found, Found::Likely, Found::Surely, HEADLINE_WORDS};
use crate::cues::marked;
use crate::label::Label;
use crate::lexicon::Section;
use crate::read::html::Area;
use crate::settle::labels::Scene;

pub(super) fn by_markup(scene: &Scene<'_>) -> Option<Found> {
    let section = announced(scene)?;
    // Layouts call what they like a widget, a box, a bar or a list of tags.
    let vague = matches!(
        section,
        Section::Navigation
            | Section::Legal
            | Section::Other
            | Section::Advert
            | Section::Related
            | Section::Tags
    );
    // The date stands inside the element of the author's line.
    let date = section == Section::Byline && scene.measures().is_date();
    (!vague && !date).then(|| Surely(section.label()))
}

/// The section that classes and ids announce: that of the innermost element that announces any,
/// but comments and reviews own all they hold, authors and buttons too. Forums call their posts
/// comments.
fn announced(scene: &Scene<'_>) -> Option<Section> {
    let inside = scene.page.measured.inside(scene.at)?;
    let post = scene.page.thread && !scene.is_below_body();
    let said = Section::Comments | Section::Reviews;
    match !inside.marks.is_disjoint(said) && !post {
        true => Some(Section::Comments),
        false => marked(inside.innermost - said),
    }
}

pub(super) fn by_element(scene: &Scene<'_>) -> Option<Found> {
    let areas = scene.page.measured.inside(scene.at)?.areas;
    let label = match () {
        () if areas.contains(Area::Nav) => Label::Navigation,
        () if !areas.is_disjoint(Area::Caption | Area::Figure) => Label::Caption,
        () if areas.contains(Area::Time) => Label::Date,
        () => return None,
    };
    Some(Surely(label))
}

pub(super) fn by_area(scene: &Scene<'_>) -> Option<Found> {
    let inside = scene.page.measured.inside(scene.at)?;
    let words = scene.measures().words;
    let area = |area| inside.areas.contains(area);
    let label = match announced(scene) {
        _ if area(Area::Hidden) || area(Area::Dialog) => Label::Other,
        Some(Section::Navigation) if words >= HEADLINE_WORDS => Label::Related,
        Some(Section::Legal) if inside.link_share > 0.5 => Label::Navigation,
        Some(section) => section.label(),
        None if area(Area::Aside) && words >= HEADLINE_WORDS => Label::Related,
        None if area(Area::Footer) && inside.link_share <= 0.5 => Label::Legal,
        None if area(Area::Aside) || area(Area::Header) || area(Area::Footer) => Label::Navigation,
        None => return None,
    };
    Some(Likely(label))
}

#[cfg(test)]
mod tests {
    use crate::label::Label;
    use crate::lexicon::Lexicon;
    use crate::measure::measure;
    use crate::read::Limits;
    use crate::read::html::read;
    use crate::settle::labels::labels;

    /// The label of the line that begins with `mark`, below a page's three paragraphs, or among
    /// the first of them where it is a thread.
    fn label(html: &str, mark: &str) -> Label {
        let paragraphs = [
            "The harbour of the old town was closed on Tuesday after a barge had struck the pier.",
            "Nobody was hurt, but divers will have to look at the foundations before ships return.",
            "The owner of the barge said that he had been asleep when the rope came loose at night.",
        ];
        let mut page = html.to_owned();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            page = page.replace(&format!("[{}]", at + 1), &format!("<p>{paragraph}</p>"));
        }
        let lexicon = Lexicon::embedded();
        let page = read(&page, &Limits::default(), &lexicon.markup);
        let measured = measure(&page, lexicon);
        let kept: Vec<bool> =
            page.lines.iter().map(|line| paragraphs.contains(&page.words(line))).collect();
        let at = page.lines.iter().position(|line| page.words(line).starts_with(mark));
        at.map_or_else(|| panic!("no line {mark}"), |at| labels(&measured, &kept, None)[at])
    }

    #[test]
    fn the_innermost_name_counts() {
        let page = "[1][2][3]<div class=newsletter-page><p>Fair winds and calm seas to all<div class=share>Send to a friend</div></div>";
        assert_eq!(label(page, "Fair winds"), Label::Newsletter);
        assert_eq!(label(page, "Send to"), Label::Sharing);
    }

    #[test]
    fn comments_own_what_they_hold() {
        let page = |class| {
            format!(
                "[1][2][3]<div class={class}><p class=author>Tom Vane</p><p>Well, I told them so</div>"
            )
        };
        assert_eq!(label(&page("comments"), "Tom Vane"), Label::Comments);
        assert_eq!(label(&page("voices"), "Tom Vane"), Label::Byline);
    }

    #[test]
    fn posts_of_a_thread_are_no_comments() {
        let post = |number, text| {
            format!(
                "<div class=comment><p>Tom Vane<ul><li>Deckhand<li>Level {number}</ul><p>#{number}</p>{text}<p>Reply</div>"
            )
        };
        let thread = format!("{}{}{}", post(1, "[1]"), post(2, "[2]"), post(3, "[3]"));
        assert_eq!(label(&thread, "Level 2"), Label::Byline);
    }

    #[test]
    fn lists_are_told_by_their_shape_before_vague_names() {
        let list = "<li><a>Piers</a><li><a>Old boats</a><li><a>Lighthouses</a><li><a>Ferries</a>\
            <li><a>Tides</a><li><a>Ropes</a><li><a>Knots</a><li><a>Moorings</a><li><a>Cranes</a>";
        let page = |class| format!("[1][2][3]<div class={class}><ul>{list}</ul></div>");
        assert_eq!(label(&page("widget"), "Old boats"), Label::Navigation);
        assert_eq!(label(&page("byline"), "Old boats"), Label::Byline);
    }

    #[test]
    fn components_of_a_layout_are_no_dialogs_about_cookies() {
        let page = |class| format!("[1][2][3]<div class={class}><p>Fair winds</div>");
        assert_ne!(label(&page("cmp-text"), "Fair winds"), Label::Consent);
        assert_eq!(label(&page("cookie-text"), "Fair winds"), Label::Consent);
    }
}
