//! What can be typed. The comments here are the help that `--help` prints; nothing is done here.
//!
//! Comes in: arguments. Goes out: what they ask for, as values. Absent on purpose: any work.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::content::config::is_site_address;
use crate::model::date::Date;

/// Turns the papers of Swedish meetings into a website with one permanent page
/// per diarienummer
#[derive(Debug, Parser)]
#[command(
    name = "diariet",
    version,
    max_term_width = 80,
    disable_help_subcommand = true,
    after_help = "Examples:\n  diariet init moten                  A new site in the folder moten\n  \
                  diariet import kallelse.pdf         A meeting's papers become content\n  \
                  diariet serve                       See it, and follow every change\n  \
                  diariet build                       The website, in the folder public\n\n\
                  Exit status: 0 done, 1 the input or content has errors, 2 wrong usage."
)]
pub struct Cli {
    /// How much is said, and how.
    #[command(flatten)]
    pub voice: Voice,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// How much is said, and how.
#[derive(Debug, Clone, Args)]
pub struct Voice {
    /// Say nothing but errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what is done, step by step
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use colour; auto: on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    #[expect(missing_docs, reason = "a comment here would be a list in every help")]
    Auto,
    #[expect(missing_docs, reason = "the same")]
    Always,
    #[expect(missing_docs, reason = "the same")]
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make a new site, with comments that teach the format
    #[command(after_help = "Examples:\n  diariet init moten\n  diariet init . && diariet check")]
    Init(Init),
    /// Turn the papers of meetings (PDF, text) into content
    #[command(
        after_help = "Examples:\n  diariet import kallelse.pdf\n  diariet import protokoll.pdf --dry-run\n  diariet import packet.txt --json | jq '.items[].title'\n\nWhat a person has edited is never overwritten: the new version is laid beside it."
    )]
    Import(Import),
    /// Make the website of the content, in the folder public
    #[command(
        after_help = "Examples:\n  diariet build\n  diariet build --root moten --output /srv/www/moten --base-url https://moten.example\n\nA build that fails leaves the published site as it was."
    )]
    Build(Build),
    /// Say everything that a build would refuse or warn of; writes nothing
    #[command(
        after_help = "Examples:\n  diariet check\n  diariet check --root moten --json | jq '.diagnostics[].file'"
    )]
    Check(Check),
    /// Show the personal data in the content: what is masked, why, and what
    /// needs a person's eye
    #[command(
        after_help = "Examples:\n  diariet review\n  diariet review --root moten --json | jq '.found[] | select(.verdict == \"look\")'\n\nNothing is written. Decisions are kept in `review.toml` in a meeting's folder:\n\n  [[decisions]]\n  do = \"keep\"\n  text = \"070-000 00 00\"\n  reason = \"the number of the duty officer\""
    )]
    Review(Review),
    /// Build, show the site on this machine, and follow every change
    #[cfg(feature = "serve")]
    #[command(after_help = "Examples:\n  diariet serve\n  diariet serve --root moten --port 4000")]
    Serve(Serve),
    /// Take something down that was published: an item, a document, a meeting
    #[command(
        after_help = "Examples:\n  diariet withdraw /ks/2026-03-03/bron/karta/ --reason \"fel bilaga\"\n  diariet withdraw https://moten.example/ks/2026-03-03/bron/ --reason \"OSL 21:1\" --dry-run\n\nIts page then says what was here, when and why it went and how to request it.\nAddresses that have no content any more, and anchors, are withdrawn in the\nledger. Doing it twice does it once."
    )]
    Withdraw(Withdraw),
    /// Tell whether a checksum that was cited is one that a page had, and when
    #[command(
        after_help = "Examples:\n  diariet verify https://moten.example/ks/2026-03-03/bron/ 3f1c…\n\nExit status 0 where it is what stands there now, 1 where it was replaced or\nwas never there."
    )]
    Verify(Verify),
    /// Search the built site, as its own search page does
    #[command(
        after_help = "Examples:\n  diariet search \"KS 2025/118\"\n  diariet search cykelväg --organ kommunstyrelsen --from 2025 --json"
    )]
    Search(Search),
    /// Explain a code that stands in a message, or the content format
    #[command(after_help = "Examples:\n  diariet explain unknown-key\n  diariet explain format | less")]
    Explain(Explain),
}

/// `diariet init`.
#[derive(Debug, Args)]
pub struct Init {
    /// Folder of the new site: one that is not there yet, or empty
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// `diariet import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Source files, or folders of them
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Folder of the content
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
    /// The body that met, in place of the one that the files name
    #[arg(long, value_name = "NAME")]
    pub organ: Option<String>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Merge files again that were imported before
    #[arg(long)]
    pub again: bool,
    /// Print the meeting's record as JSON (a list, if there are several) and write nothing
    #[arg(long, conflicts_with = "again")]
    pub json: bool,
}

/// `diariet build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Where the website goes [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where it will stand, in place of the configuration's `base_url`
    #[arg(long, value_name = "URL", value_parser = site_address)]
    pub base_url: Option<String>,
    /// Publish drafts too; such a build is a preview
    #[arg(long)]
    pub drafts: bool,
    /// Only look at the site: leave the ledger (ledger.txt) as it is
    #[arg(long)]
    pub preview: bool,
    /// The day of today, for notices and what is new in the ledger [default: the clock's]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<Date>,
}

/// `diariet withdraw`.
#[derive(Debug, Args)]
pub struct Withdraw {
    /// Its address, as a browser shows it or within the site
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Why; people read it on the page
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The day it went [default: the clock's]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<Date>,
    /// Say what would be changed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `diariet verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The address that was cited
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// The checksum (SHA-256) that was cited with it
    #[arg(value_name = "SHA256")]
    pub sum: String,
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

/// `diariet review`.
#[derive(Debug, Args)]
pub struct Review {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Look through drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Tell also what is recognised and stays
    #[arg(long)]
    pub all: bool,
    /// Print the report as JSON, with what stays
    #[arg(long)]
    pub json: bool,
}

/// `diariet check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Check drafts too
    #[arg(long)]
    pub drafts: bool,
    /// The day of today, for notices that must stand [default: the clock's]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<Date>,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// `diariet serve`.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub struct Serve {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Port on 127.0.0.1; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 8000)]
    pub port: u16,
}

/// `diariet search`.
#[derive(Debug, Args)]
pub struct Search {
    /// Words, a diarienummer, or a \"phrase\"
    #[arg(value_name = "QUERY", required = true, num_args = 1..)]
    pub query: Vec<String>,
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// How many hits at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Only this body, by its folder's name
    #[arg(long, value_name = "ORGAN")]
    pub organ: Option<String>,
    /// Only this kind: ärende, beslut, handling, möte or person
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only what became this: bifall, avslag, återremiss, …
    #[arg(long, value_name = "OUTCOME")]
    pub outcome: Option<String>,
    /// From this day on: 2025-03-01, 2025-03 or 2025
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Print the hits as JSON
    #[arg(long)]
    pub json: bool,
}

/// `diariet explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code of a message (`unknown-key`), or `format`; without it, every code
    #[arg(value_name = "CODE|format")]
    pub subject: Option<String>,
}

/// An address that a site can stand at.
fn site_address(url: &str) -> Result<String, String> {
    if is_site_address(url) { Ok(url.to_owned()) } else { Err("expected https://…".to_owned()) }
}

/// A day that can be one.
fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "it is not a day: YYYY-MM-DD".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definitions_agree_with_one_another() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_fits_a_terminal_and_shows_how() {
        let mut command = Cli::command();
        command.build();
        let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
        let mut helps = vec![command.render_long_help().to_string()];
        for verb in &verbs {
            let verb = command.find_subcommand_mut(verb).unwrap();
            helps.push(verb.render_long_help().to_string());
        }
        assert!(helps.len() > 3);
        for help in helps {
            assert!(help.contains("Examples:\n  diariet "), "{help}");
            for line in help.lines() {
                assert!(line.chars().count() <= 80, "{line}");
            }
        }
    }
}
