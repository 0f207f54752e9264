//! Phrases of one's own: the furniture of a site, in a language that dechaff has no lexicon for.
//!
//!     cargo run --example own_lexicon

use std::error::Error;

use dechaff::{Cleaner, Label, Lexicon};

// The form of lexicon/README.md; in a program of its own it would be a file.
const PHRASES: &str = r#"
name = "The Pier, in Esperanto"

[related]
whole = ["Legu ankaŭ"]

[newsletter]
start = ["Abonu nian"]
"#;

const PAGE: &str = "Haveno fermita

La haveno estis fermita mardon, post kiam barĝo trafis la orientan kajon de la urbo.

Neniu estis vundita, sed plonĝistoj devos unue rigardi la fundamentojn, diris la havenestro.

Abonu nian semajnan leteron

Legu ankaŭ
Nova ponto super la rivero
";

fn main() -> Result<(), Box<dyn Error>> {
    let label = |cleaner: &Cleaner, line: &str| -> Result<Label, Box<dyn Error>> {
        let article = cleaner.clean_text(PAGE)?;
        let found = article.lines().find(|found| found.text.starts_with(line));
        Ok(found.ok_or("the page has no such line")?.label)
    };
    let plain = Cleaner::default();
    let own = Cleaner::default().lexicon(Lexicon::with([("eo.toml", PHRASES)])?);
    for line in ["Legu ankaŭ", "Abonu nian"] {
        println!(
            "{line}: {} without the phrases, {} with them",
            label(&plain, line)?,
            label(&own, line)?
        );
    }
    assert_eq!(label(&own, "Legu ankaŭ")?, Label::Related);
    Ok(())
}
