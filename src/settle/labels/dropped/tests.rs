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
fn the_box_about_the_author_is_his() {
    for (wanted, page) in [
        (Label::Byline, page!("", "»About Ida Rook")),
        (Label::Byline, page!("", "Ida Rook\n\n»Writes about piers and boats for this paper")),
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

/// What stands below the text, with the line marked that begins with `mark`.
fn below(lines: &str, mark: &str) -> Label {
    label(&page!("", "BELOW").replace("BELOW", &lines.replacen(mark, &format!("»{mark}"), 1)))
}

#[test]
fn contacts_are_told_from_other_numbers() {
    let lines =
        "Harbour Post Ltd\n\n12 Quay Street\nOldport\nTel. +44 20 7946 0000\ndesk@post.example\n";
    for (wanted, mark) in [
        (Label::Legal, "12 Quay"),
        (Label::Legal, "Oldport"),
        (Label::Legal, "Tel."),
        (Label::Legal, "desk@"),
    ] {
        assert_eq!(below(lines, mark), wanted, "{mark}");
    }
    // One number alone is no block, and neither are places without a number to call.
    assert_ne!(below("Town\n\nCall 020 7946 0000\n\nSport\n", "Call"), Label::Legal);
    assert_ne!(below("12 Quay Street\nPier 4\n", "12 Quay"), Label::Legal);
}

#[test]
fn lists_of_headlines_are_told_from_menus() {
    let boats =
        "• Ferry late again on its long way home\n\n• Mill sold to the highest bidder in town\n";
    assert_eq!(below(boats, "Mill"), Label::Related);
    let sites = "• Harbour Post – News from town\n• Oldport Post – News from Oldport\n";
    assert_eq!(below(sites, "Oldport"), Label::Navigation);
    let entry = |at: usize| format!("• Boat number {at} opens in another window of yours\n");
    let many: String = (1..30).map(entry).collect();
    let few: String = (1..10).map(entry).collect();
    assert_eq!(below(&many, "Boat number 3 "), Label::Navigation);
    assert_eq!(below(&few, "Boat number 3 "), Label::Related);
}

#[test]
fn dates_in_lists_stand_beside_headlines_or_are_an_archive() {
    let teasers = "• Ferry late again on its way home\n• May 3, 2031\n• Mill sold to the highest bidder\n• May 2, 2031\n";
    assert_eq!(below(teasers, "May 3"), Label::Related);
    let archive = "• May 2031\n• April 2031\n• Ferry late again on its way home\n• March 2031\n• January 2031\n";
    assert_eq!(below(archive, "April"), Label::Navigation);
}

#[test]
fn teasers_end_where_a_menu_begins() {
    let teasers =
        "Ferry late again on its way home\n\nMill sold to the highest bidder\n\n".repeat(4);
    let menu = "• Town\n• Old boats\n• Lighthouses\n• Piers\n\nHarbour life\n";
    let lines = format!("Related News\n\n{teasers}{menu}");
    for (wanted, mark) in [
        (Label::Related, "Ferry"),
        (Label::Related, "Mill"),
        (Label::Navigation, "Lighthouses"),
        (Label::Navigation, "Harbour life"),
    ] {
        assert_eq!(below(&lines, mark), wanted, "{mark}");
    }
    let short = lines.replace("• Lighthouses\n• Piers\n", "");
    assert_eq!(below(&short, "Old boats"), Label::Related);
}

#[test]
fn strips_of_news_are_told_from_menus() {
    let strip = "Breaking News\nFerry late again on its way home\nMill sold to the highest bidder";
    let menu = "Breaking News\nHockey\nChess\nRowing\nSailing";
    let page = |above: &str, mark: &str| {
        label(&page!("ABOVE", "").replace("ABOVE", &above.replacen(mark, &format!("»{mark}"), 1)))
    };
    assert_eq!(page(strip, "Mill"), Label::Ticker);
    assert_eq!(page(menu, "Rowing"), Label::Navigation);
}

#[test]
fn sentences_beside_the_copyright_are_about_the_site() {
    let sentence = "Harbour fees, mooring prices, ferry times, boat sizes: approximate, changeable, neither complete nor guaranteed.";
    let lines = format!("© 2031 Harbour Post\n\nTown\n\n{sentence}\n");
    assert_eq!(below(&lines, "Harbour fees"), Label::Legal);
    let far = format!("© 2031 Harbour Post\n\n{}{sentence}\n", "Town\n\n".repeat(9));
    assert_ne!(below(&far, "Harbour fees"), Label::Legal);
}

#[test]
fn parts_of_the_site_are_told_from_comments_and_copies() {
    for (wanted, page) in [
        (Label::Navigation, page!("Town\n\n»Reviews\n\nSport", "")),
        (Label::Comments, page!("Town\n\n»12 Reviews\n\nSport", "")),
        (Label::Navigation, page!("• Town\n• »Reviews\n• Videos\n• News\n• Sport", "")),
    ] {
        assert_eq!(label(page), wanted, "{page}");
    }
    let said = "The owner of the barge said that he had been asleep when the rope came loose in the night.";
    let contents = |entries: &str| {
        label(
            &page!("ABOVE", "").replace("ABOVE", &format!("Related News\n\n• »{said}\n{entries}")),
        )
    };
    assert_eq!(contents("• Divers\n• Piers"), Label::Navigation);
    assert_eq!(contents("• Divers"), Label::Duplicate);
}

#[test]
fn signs_are_what_their_neighbours_are() {
    let menu = "• Town\n• Sport\n»+\n• Arts\n• Food";
    assert_eq!(label(&page!("MENU", "").replace("MENU", menu)), Label::Navigation);
    assert_eq!(below("***\n", "***"), Label::Other);
}

#[test]
fn prompts_about_cookies_below_the_copyright_are_not_the_sites_imprint() {
    let dialog = "Related News\n\nMill sold to the highest bidder\n\n© 2031 Harbour Post\n\n\
        We use cookies\n\nChoose which kinds of them you would like to have.\n\nAccept all cookies\n\n\
        Cookie settings\n";
    assert_eq!(below(dialog, "Choose which"), Label::Consent);
    let imprint = "Related News\n\nMill sold to the highest bidder\n\n© 2031 Harbour Post\n\n\
        Choose which kinds of them you would like to have.\n";
    assert_eq!(below(imprint, "Choose which"), Label::Legal);
}
