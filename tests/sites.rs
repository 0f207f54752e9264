//! What repeats across the pages of a site: generated sites, cleaned with and without what was
//! learnt of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use dechaff::corpus::{self, Job, Settings};
use dechaff::eval::{Counting, score};
use dechaff::{Cleaner, Templates};

const HOSTS: usize = 30;
const PAGES: usize = 200;
const LAYOUTS: usize = 3;
/// Pages of a host that have a sentence of an agency in common.
const SHARED_BY: usize = 10;
/// One in so many pages is cleaned; all are learnt from.
const CLEANED: usize = 10;

/// Numbers that are the same on every machine (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    /// A sentence that reads like a newspaper's.
    fn sentence(&mut self) -> String {
        const WHO: &[&str] = &[
            "the mayor",
            "a spokesman for the harbour",
            "the council",
            "her neighbour",
            "the owner of the mill",
            "an engineer from the university",
            "the museum",
            "one of the drivers",
            "the school board",
            "a group of farmers",
            "the railway company",
            "his sister",
            "the new director",
            "the court",
        ];
        const DID: &[&str] = &[
            "said",
            "announced",
            "had feared",
            "told reporters",
            "did not expect",
            "promised",
            "explained",
            "learned only later",
            "insisted",
            "wrote in a letter",
            "confirmed",
            "admitted",
        ];
        const WHAT: &[&str] = &[
            "that the bridge would stay closed",
            "that the price of grain had risen",
            "that nobody was hurt",
            "that the old library will be sold",
            "that more than half of the trees were lost",
            "that the talks had ended without a result",
            "that the ferry would run again",
            "that the roof could not be saved",
            "that the festival would move to the park",
            "that the water had reached the cellar",
            "that the painting was a copy",
        ];
        const WHEN: &[&str] = &[
            "until the end of the month",
            "after the storm in March",
            "although the work had begun",
            "because the money was missing",
            "as it had been for thirty years",
            "when the train arrived",
            "despite the protests of the residents",
            "two days before the vote",
            "on a cold morning",
            "while the others were still waiting",
            "in the summer of that year",
        ];
        let (who, did, what, when) =
            (self.pick(WHO), self.pick(DID), self.pick(WHAT), self.pick(WHEN));
        let number = self.roll(900) + 100;
        let end = match self.roll(3) {
            0 => format!(", and {number} people signed the list"),
            1 => format!(", {number} metres from the market"),
            _ => String::new(),
        };
        let sentence = format!("{who} {did} {what} {when}{end}.");
        sentence[..1].to_uppercase() + &sentence[1..]
    }

    fn paragraph(&mut self) -> String {
        let sentences: Vec<String> = (0..2 + self.roll(3)).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }
}

/// A page, what is wanted of it, and the agency's sentence in it, if it has one.
struct Generated {
    host: String,
    text: String,
    wanted: String,
    shared: Option<String>,
}

fn sites() -> Vec<Generated> {
    let mut dice = Dice(7);
    let mut pages = Vec::new();
    for host in 0..HOSTS {
        // What each layout says on all of its pages, as paragraphs of prose: above the article,
        // within it and below it.
        let layouts: Vec<Vec<String>> =
            (0..LAYOUTS).map(|_| (0..6).map(|_| dice.paragraph()).collect()).collect();
        let agencies: Vec<String> = (0..4).map(|_| dice.sentence()).collect();
        for number in 0..PAGES {
            let layout = &layouts[dice.roll(LAYOUTS)];
            let shared = agencies.get(number / SHARED_BY).cloned();
            let mut body: Vec<String> = (0..5 + dice.roll(4)).map(|_| dice.paragraph()).collect();
            if let Some(shared) = &shared {
                body.insert(1 + dice.roll(3), shared.clone());
            }
            let headline = dice.sentence().trim_end_matches('.').to_owned();
            let mut text = String::from("Home\nNews\nSport\nWeather\n\n");
            write!(text, "{}\n\n{headline}\n\n", layout[0]).unwrap();
            for (at, paragraph) in body.iter().enumerate() {
                write!(text, "{paragraph}\n\n").unwrap();
                if at == 2 {
                    write!(text, "{}\n\n", layout[1]).unwrap();
                }
            }
            write!(
                text,
                "{}\n\nShare this article\n\nCopyright, all rights reserved\n",
                layout[2..].join("\n\n")
            )
            .unwrap();
            pages.push(Generated {
                host: format!("site-{host}.example"),
                text,
                wanted: body.join("\n"),
                shared,
            });
        }
    }
    pages
}

fn learnt(pages: &[Generated], jobs: usize) -> Vec<u8> {
    let file = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
    let record = |page: &Generated| {
        let url = format!("https://www.{}/a/page", page.host);
        let field = if page.text.starts_with('<') { "html" } else { "text" };
        serde_json::json!({ "url": url, field: page.text }).to_string() + "\n"
    };
    std::fs::write(file.path(), pages.iter().map(record).collect::<String>()).unwrap();
    let inputs = corpus::find(&[file.path().to_owned()]).inputs;
    let job = Job {
        inputs,
        settings: Settings { by_host: true, ..Settings::default() },
        ..Job::default()
    };
    let mut out = Vec::new();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().unwrap();
    let counted = pool.install(|| {
        corpus::learn(job, &mut out, &AtomicBool::new(false), &mut |letter| panic!("{letter}"))
    });
    assert_eq!(counted.unwrap().pages, pages.len() as u64);
    out
}

/// Mean of 1 - F1, and the agencies' sentences that are kept.
fn cleaned(cleaner: &Cleaner, pages: &[Generated]) -> (f64, Vec<bool>) {
    let (mut error, mut count, mut kept) = (0.0, 0.0, Vec::new());
    for page in pages.iter().step_by(CLEANED).chain(pages.iter().skip(3).step_by(PAGES)) {
        let article = cleaner.clone().url(&page.host).clean_text(&page.text).unwrap();
        let text = article.text();
        error += 1.0 - score(&text, &page.wanted, Counting::Runs).f1;
        count += 1.0;
        kept.extend(page.shared.iter().map(|shared| text.contains(shared)));
    }
    (error / count, kept)
}

#[test]
fn prose_of_the_layout_goes_and_the_agencies_stays() {
    let pages = sites();
    let templates = Templates::read(&learnt(&pages, 2)[..]).unwrap();
    let (without, kept_without) = cleaned(&Cleaner::default(), &pages);
    let (with, kept_with) = cleaned(&Cleaner::default().templates(Arc::new(templates)), &pages);
    println!("error {without:.4} without templates, {with:.4} with them");
    assert!(with <= without / 2.0, "{with} is more than half of {without}");
    let kept = |kept: &[bool]| kept.iter().filter(|&&kept| kept).count();
    println!(
        "{} of {} shared sentences kept, {} without templates",
        kept(&kept_with),
        kept_with.len(),
        kept(&kept_without)
    );
    assert!(kept_with.len() >= HOSTS);
    for (at, (with, without)) in kept_with.iter().zip(&kept_without).enumerate() {
        assert!(*with || !without, "shared sentence {at} went");
    }
}

#[test]
fn neither_threads_nor_the_order_of_pages_show_in_what_is_learnt() {
    let mut pages = sites();
    pages.truncate(2 * PAGES);
    let once = learnt(&pages, 1);
    pages.reverse();
    assert_eq!(learnt(&pages, 3), once);
}

#[test]
fn a_vote_says_on_how_many_pages() {
    let mut pages = sites();
    pages.truncate(PAGES);
    let templates = Arc::new(Templates::read(&learnt(&pages, 1)[..]).unwrap());
    let cleaner = Cleaner::default().templates(templates);
    let votes = |cleaner: &Cleaner| {
        let article = cleaner.clean_text(&pages[0].text).unwrap();
        let votes = (0..article.lines().len()).flat_map(|at| article.votes(at));
        votes
            .filter(|vote| vote.cue == "site_template")
            .map(|vote| (vote.bucket, vote.bits))
            .collect::<BTreeMap<_, _>>()
    };
    let known = votes(&cleaner.clone().url("site-0.example"));
    assert!(known.contains_key("on 100% of this host's 200 pages"), "{known:?}");
    assert!(known.values().all(|bits| bits.get() < 0.0));
    // Of another host nothing is known, and nothing changes.
    assert!(votes(&cleaner.url("site-1.example")).is_empty());
    assert!(votes(&Cleaner::default().url("site-0.example")).is_empty());
}

#[test]
fn a_container_that_returns_takes_its_short_lines_with_it() {
    let mut dice = Dice(3);
    let host = "kitchen.example";
    let pages: Vec<Generated> = (0..60)
        .map(|number| {
            let items: String =
                (0..4).map(|_| format!("<li>{} grams of it</li>", dice.roll(900))).collect();
            let text = format!(
                "<div><p>Kitchen of the pier</p><p>Boats and bread</p><p>Since the flood</p></div>\
                 <div><h2>Dish {number}</h2><h3>What goes in</h3><ul>{items}<li>{}</li></ul>\
                 <p>{}</p></div>",
                dice.sentence(),
                dice.paragraph(),
            );
            Generated { host: host.to_owned(), text, wanted: String::new(), shared: None }
        })
        .collect();
    let templates = Arc::new(Templates::read(&learnt(&pages, 2)[..]).unwrap());
    let article =
        Cleaner::default().templates(templates).url(host).clean_html(&pages[0].text).unwrap();
    let repeat = |wanted: &str| {
        let at = article.lines().position(|line| line.text == wanted).unwrap();
        let vote = article.votes(at).into_iter().find(|vote| vote.cue == "site_template");
        vote.map(|vote| (vote.bucket, vote.bits.get()))
    };
    let (says, whole) = repeat("Boats and bread").unwrap();
    assert_eq!(says, "with its container on 100% of this host's 60 pages");
    // A heading over what differs is known by itself alone.
    let (says, alone) = repeat("What goes in").unwrap();
    assert_eq!(says, "on 100% of this host's 60 pages");
    assert!(whole < alone && alone < 0.0);
}
