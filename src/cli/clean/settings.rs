//! What the arguments of `dechaff clean` come to, where they go together.

use std::path::Path;

use anyhow::bail;

use super::arguments::{Arguments, To};
use crate::cli::apart;
use crate::corpus::{self, Filters, Input, Kind, Output, Settings, Shape};
use crate::{Label, Labels};

/// How pages are cleaned and what is written of them.
pub(super) fn settings(arguments: &Arguments) -> anyhow::Result<Settings> {
    let page = arguments.cleaning.page.format();
    let kind = arguments.from.kind();
    if let Some(Kind::Page(from)) = kind {
        if page.is_some() && page != from {
            bail!("--from and --page say different things of the pages; leave --page out");
        }
        if arguments.field.is_some() {
            bail!(
                "--field names a key of JSON records or a column; it needs --from jsonl, parquet or auto"
            );
        }
    }
    let has_additions = arguments.comments || arguments.lines;
    let named = arguments.output.as_deref().and_then(corpus::shape_named);
    let shape = match arguments.to {
        Some(To::Text | To::Spans) if has_additions => {
            bail!("--comments and --lines add to records; they need --to jsonl or parquet")
        }
        Some(To::Text) => Some(Shape::Text),
        Some(To::Jsonl) => Some(Shape::Jsonl),
        Some(To::Parquet) => Some(Shape::Parquet),
        Some(To::Spans) => Some(Shape::Spans),
        None if has_additions && named == Some(Shape::Text) => {
            bail!("--comments and --lines add to records; the output's name asks for text")
        }
        None => named.or(has_additions.then_some(Shape::Jsonl)),
    };
    let keep: Labels = arguments.keep.iter().copied().collect();
    let drop: Labels = arguments.drop.iter().copied().collect();
    if let Some(label) = (keep & drop).iter().next() {
        bail!("--keep and --drop both name `{label}`");
    }
    let cleaner = arguments.cleaning.cleaner()?.keep((Label::content() | keep) - drop);
    Ok(Settings {
        cleaner,
        kind,
        page,
        field: arguments.field.clone(),
        url_field: Some(arguments.url_field.clone()),
        by_host: arguments.two_pass
            || arguments.cleaning.has_templates()
            || arguments.stats.is_some(),
        shape,
        comments: arguments.comments,
        lines: arguments.lines,
        filters: Filters { min_chars: arguments.min_chars, filters: arguments.filter.clone() },
        count_lines: arguments.stats.is_some(),
    })
}

/// Fails where a file would be lost. The output may take the place of its own input.
pub(super) fn keep_apart(arguments: &Arguments, inputs: &[Input]) -> anyhow::Result<()> {
    let output = Some("--output").zip(arguments.output.as_deref());
    let errors = Some("--errors").zip(arguments.errors.as_deref());
    let stats = Some("--stats").zip(arguments.stats.as_deref());
    let beside: Vec<(&str, &Path)> = errors.into_iter().chain(stats).collect();
    let all: Vec<(&str, &Path)> = output.into_iter().chain(beside.iter().copied()).collect();
    apart::keep_apart(&all, arguments.cleaning.templates_path())?;
    apart::keep_apart(&beside, inputs.iter().filter_map(|input| input.path.as_deref()))
}

/// Where it is written to.
pub(super) fn output(arguments: &Arguments) -> anyhow::Result<Output> {
    let path = arguments.output.as_ref().filter(|path| *path != Path::new("-"));
    let Some(path) = path else {
        if arguments.resume {
            bail!("--resume goes on with an output that is not yet whole; it needs --output");
        }
        return Ok(Output::Stdout);
    };
    let many = match &arguments.inputs[..] {
        [input] => corpus::stands_for_many(input),
        _ => true,
    };
    if many && path.exists() && !path.is_dir() {
        bail!("{} is a file; several inputs are written to a folder", path.display());
    }
    let is_folder = many || path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
    if is_folder {
        return Ok(Output::Folder(path.clone()));
    }
    if let Some(form) = corpus::unwritten_form(path).filter(|_| arguments.to.is_none()) {
        bail!(
            "the output's name asks for {form}, which is not written; end it in .txt, .jsonl or .parquet, or say with --to what to write"
        );
    }
    Ok(Output::File(path.clone()))
}
