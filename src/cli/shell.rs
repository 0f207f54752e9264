//! What shells and manuals want to know of the program.

use std::io::{self, Write};

use clap::{Args, Command};
use clap_complete::Shell;

use super::Outcome;

/// Print completions for a shell
///
/// For bash: dechaff completions bash > ~/.local/share/bash-completion/completions/dechaff
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual page, in the form that man(1) reads
///
/// dechaff man | man -l -
#[derive(Debug, Args)]
pub(super) struct Man {}

pub(super) fn completions(
    arguments: &Completions,
    mut command: Command,
) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "dechaff", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::All)
}

/// The manual of the program, and after it those of its commands.
pub(super) fn man(mut command: Command) -> anyhow::Result<Outcome> {
    command.build();
    let mut manual = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut manual)?;
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let man = clap_mangen::Man::new(command.clone());
        man.render_name_section(&mut manual)?;
        man.render_synopsis_section(&mut manual)?;
        man.render_description_section(&mut manual)?;
        man.render_options_section(&mut manual)?;
    }
    io::stdout().write_all(&manual)?;
    Ok(Outcome::All)
}
