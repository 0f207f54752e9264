use std::collections::BTreeSet;

use super::*;
use crate::lexicon::Lexicon;
use crate::measure::measure;
use crate::read::{Limits, text::read};
use crate::settle::labels::labels;

/// A page of three paragraphs below its headline.
macro_rules! page { ($above:literal, $below:literal) => { concat!(
    $above,
    "\n\nBarge closes the old harbour\n\nBy Ida Rook\n\n",
    "The harbour of the old town was closed on Tuesday after a barge had struck the eastern pier.\n\n",
    "Nobody was hurt, but divers will have to look at the foundations before ships may moor there again.\n\n",
    "The owner of the barge said that he had been asleep when the rope came loose in the night.\n\n",
    $below
) } }

/// The label of the line marked by `»`, on a page whose prose is kept.
fn label(page: &str) -> Label {
    let mut lines = page.lines().filter(|line| !line.trim().is_empty());
    let at = lines.position(|line| line.contains('»'));
    let page = read(&page.replace('»', ""), &Limits::default());
    let measured = measure(&page, Lexicon::embedded());
    let headline =
        page.lines.iter().position(|line| page.words(line) == "Barge closes the old harbour");
    let kept: Vec<bool> =
        (0..page.lines.len()).map(|at| measured.around[at].prose || headline == Some(at)).collect();
    let labels = labels(&measured, &kept, headline);
    at.map_or_else(|| panic!("no line is marked"), |at| labels[at])
}

#[test]
fn every_rule_has_a_name_of_its_own_and_a_reason() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    assert!(RULES.iter().all(|rule| rule.why.ends_with('.')));
}

#[test]
fn entries_of_menus_are_told_from_buttons() {
    for (wanted, page) in [
        (Label::Navigation, page!("• Town\n• Sport\n• »Newsletter\n• Arts\n• Food", "")),
        (Label::Newsletter, page!("", "»Newsletter")),
        (Label::Sharing, page!("", "• Facebook\n• »Quillbird\n• WhatsApp\n• Telegram")),
        (
            Label::Navigation,
            page!("", "© 2031 Harbour Post\n\n• Town\n• Sport\n• »Imprint\n• Food"),
        ),
    ] {
        assert_eq!(label(page), wanted, "{page}");
    }
}

#[test]
fn what_stands_around_the_text_is_told_by_its_shape() {
    for (wanted, page) in [
        (Label::Tags, page!("", "»harbour, barge, eastern pier, divers")),
        (Label::Byline, page!("", "»Ida Rook")),
        (Label::Sharing, page!("", "»@harbourpost")),
        (Label::Legal, page!("", "© 2031 Harbour Post\n\n»+44 20 7946 0000")),
        (Label::Navigation, page!("Home | Town | »Harbour", "")),
        (Label::Duplicate, page!("", "»Barge closes the old harbour")),
    ] {
        let page = page.replace("Home | Town | »Harbour", "»Home | Town | Harbour");
        assert_eq!(label(&page), wanted, "{page}");
    }
}

#[test]
fn contacts_are_the_publishers() {
    let foot = "Contact\n\nHarbour Post\n\n3 Quay Street\n\nSeattle, WA 98104\n\n\
        Phone: 206-555-0142\n\npost@harbour.example\n\n• Piers\n• Boats\n• Town\n";
    for (wanted, mark) in [
        (Label::Legal, "3 Quay"),
        (Label::Legal, "Seattle"),
        (Label::Legal, "Phone"),
        (Label::Legal, "post@"),
        (Label::Tags, "Boats"),
    ] {
        let page = page!("", "FOOT").replace("FOOT", &foot.replacen(mark, &format!("»{mark}"), 1));
        assert_eq!(label(&page), wanted, "{mark}");
    }
    assert_eq!(label(page!("»206-555-0142\n\nTown\n\nSport", "")), Label::Legal);
    assert_eq!(label(page!("", "»3 Quay Street")), Label::Navigation);
}

#[test]
fn counts_names_of_files_and_asterisks_tell_what_a_line_is() {
    for (wanted, page) in [
        (Label::Navigation, page!("", "Related News\n\n• »May 2031 (4)")),
        (Label::Related, page!("", "Related News\n\n• »Harbour master (54) retires at last")),
        (Label::Caption, page!("", "»IMG_2031.jpg")),
        (Label::Navigation, page!("", "»Harbour.example")),
        (Label::Legal, page!("", "»*Prices of tickets hold for ferries that leave before noon")),
        (Label::Related, page!("", "»Prices of tickets hold for ferries that leave before noon")),
        (Label::Newsletter, page!("", "Follow us\n\n• »Facebook\n• Instagram")),
        (Label::Sharing, page!("", "Share this article\n\n• »Facebook\n• Instagram")),
        (Label::Navigation, page!("• 2029\n• »2030\n• 2031", "")),
        (Label::Other, page!("»2030", "")),
    ] {
        assert_eq!(label(page), wanted, "{page}");
    }
}

#[test]
fn statements_stand_near_the_copyright() {
    let statement = "»Harbour Post Limited, Quay Street, Seattle, Harbour County, director Ida Rook, editor Tom Vane, printer Ann Moor.";
    let page = |foot: &str| {
        page!("", "STATEMENT\n\nFOOT").replace("STATEMENT", statement).replace("FOOT", foot)
    };
    assert_eq!(label(&page("© 2031 Harbour Post")), Label::Legal);
    assert_eq!(label(&page("Ferries")), Label::Related);
}

#[test]
fn lists_with_blank_lines_between_all_entries_are_lists() {
    for (wanted, below) in [
        (Label::Sharing, "• Facebook\n\n• »Quillbird\n\n• WhatsApp\n\n• Telegram"),
        (Label::Tags, "• Facebook\n• WhatsApp\n\n• »Quillbird\n• Piers\n• Old boats"),
    ] {
        assert_eq!(
            label(&page!("", "Ferries\n\nBELOW").replace("BELOW", below)),
            wanted,
            "{below}"
        );
    }
}

#[test]
fn the_head_goes_on_below_a_standfirst() {
    let page = |between: &str| {
        let standfirst = "Divers will have to look at the foundations before ships may moor again.";
        page!("", "").replace("By Ida Rook", &format!("{standfirst}\n\n{between}"))
    };
    assert_eq!(label(&page("»Ida Rook\n\nMay 3, 2031")), Label::Byline);
    assert_eq!(label(&page("»Ida Rook")), Label::Navigation);
}

#[test]
fn teasers_above_the_headline_are_cards_with_dates() {
    let card = |date: &str| format!("Ferry late again on its way home\n\nTown life\n\n{date}\n\n");
    let page = |date: &str| {
        let cards = card(date).repeat(4).replacen("Town", "»Town", 1);
        page!("CARDS\n\nHome\n\nTown\n\nSport\n\nArts\n\nFood\n\nPiers", "")
            .replace("CARDS", &cards)
    };
    assert_eq!(label(&page("May 3, 2031")), Label::Related);
    assert_eq!(label(&page("Bridges")), Label::Navigation);
}

#[test]
fn the_box_about_the_author_is_his() {
    for (wanted, page) in [
        (Label::Byline, page!("", "»About Ida Rook")),
        (Label::Byline, page!("", "Ida Rook\n\n»Writes about piers and boats for this paper")),
        (
            Label::Byline,
            page!(
                "",
                "Ida Rook\n\nWrites about piers and boats.\n\n»She lives near the eastern pier."
            ),
        ),
        (
            Label::Related,
            page!("", "About the piers\n\n»Writes about piers and boats for this paper"),
        ),
        (Label::Related, page!("", "»Why the friends of old boats all know Ida Rook")),
    ] {
        assert_eq!(label(page), wanted, "{page}");
    }
}

#[test]
fn captions_stand_between_paragraphs() {
    let page = |lines: &str| {
        page!("", "").replace("Nobody was hurt", &format!("{lines}\n\nNobody was hurt"))
    };
    for (wanted, lines) in [
        (Label::Caption, "»Divers near the eastern pier"),
        (Label::Caption, "Divers near the eastern pier\n\n»Harbour Archive"),
        (Label::Navigation, "»Harbour Archive"),
    ] {
        assert_eq!(label(&page(lines)), wanted, "{lines}");
    }
}

#[test]
fn lines_go_with_what_they_stand_beside() {
    let teasers = "Ferry late again on its way home\n\nFootage\n\nMill sold to the highest bidder\n\n»Footage";
    for (wanted, below) in [
        (Label::Related, teasers),
        (
            Label::Related,
            "»Seaside\n\nFerry late again on its way home\n\nMill sold to the highest bidder",
        ),
        (Label::Newsletter, "Sign up for our newsletter\n\n»Piers and boats, each Tuesday at noon"),
        (Label::Comments, "I told them so.\n\n»Reply"),
        (Label::Advert, "»299 Euro"),
        (Label::Navigation, "»2/5"),
    ] {
        assert_eq!(label(&page!("", "BELOW").replace("BELOW", below)), wanted, "{below}");
    }
}

#[test]
fn menus_and_tables_of_contents_are_told_from_captions() {
    let contents = "1 Why the »barge came loose\n1.1 What the divers saw there\n2 When the harbour opens again";
    let gallery =
        |pictures| "The eastern pier by night\n".repeat(pictures).replacen("The", "»The", 1);
    let between = |lines: &str| {
        page!("", "").replace("Nobody was hurt", &format!("{lines}\n\nNobody was hurt"))
    };
    for (wanted, page) in [
        (Label::Navigation, between(contents)),
        (Label::Caption, page!("", "GALLERY").replace("GALLERY", &gallery(4))),
        (Label::Related, page!("", "GALLERY").replace("GALLERY", &gallery(2))),
        (
            Label::Navigation,
            page!("Related News\n\n• »Ferry late again on its way home\n• Town", "").to_owned(),
        ),
        (Label::Advert, page!("Advertisement\n\nTown", "»Advertisement").to_owned()),
    ] {
        assert_eq!(label(&page), wanted, "{page}");
    }
}

#[test]
fn the_form_for_comments_ends_above_headlines() {
    let page = |mark: &str| {
        let below = "Leave a comment\n\nYour name\n\nFerry late again on its way home\n\nMill sold to the highest bidder\n";
        page!("", "BELOW").replace("BELOW", &below.replacen(mark, &format!("»{mark}"), 1))
    };
    assert_eq!(label(&page("Your name")), Label::Comments);
    assert_eq!(label(&page("Ferry")), Label::Related);
}

#[test]
fn comments_end_where_other_furniture_begins() {
    let page = |mark: &str| {
        let below = "Comments\n\nTom Vane\n\nMay 3, 2031\n\nI told them so.\n\nReply\n\n\
            Ann Moor\n\nMay 4, 2031\n\nSo did I.\n\nReply\n\n\
            • Ferries\n• Piers\n• Old boats\n• Lighthouses\n";
        page!("", "BELOW").replace("BELOW", &below.replacen(mark, &format!("»{mark}"), 1))
    };
    for mark in ["Tom Vane", "May 3, 2031", "I told them so.", "Ann Moor", "So did I."] {
        assert_eq!(label(&page(mark)), Label::Comments, "{mark}");
    }
    assert_eq!(label(&page("Piers")), Label::Navigation);
}

#[test]
fn what_stands_between_teasers_is_theirs() {
    let page = |mark: &str| {
        let below = "Ferry late again on its way home\n\nTown\n\nMay 3, 2031\n\n\
            Mill sold to the highest bidder\n\nTown life\n\nMay 2, 2031\n\n\
            Bridge painted in a new green\n\nArts\n\nMay 1, 2031\n";
        page!("", "BELOW").replace("BELOW", &below.replacen(mark, &format!("»{mark}"), 1))
    };
    for mark in ["Town life", "May 2, 2031", "Mill sold"] {
        assert_eq!(label(&page(mark)), Label::Related, "{mark}");
    }
}
