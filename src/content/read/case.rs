//! Reads what clerks say of cases.

use crate::base::diag::{Code, Diagnostic};
use crate::content::config::Config;
use crate::content::format;
use crate::content::gate::{Gate, Met, Personal};
use crate::content::tree::Tree;
use crate::model::number::Diarienummer;

use super::{Input, parts};

/// What a clerk says of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNote {
    /// The number, as written.
    pub diarienummer: String,
    /// Title of the case.
    pub title: Option<String>,
    /// Whether the number collects unrelated matters.
    pub collecting: Option<bool>,
    /// Other cases.
    pub related: Vec<String>,
    /// Markdown.
    pub text: String,
}

/// Every file of `content/dnr/`, and the personal data that was met in them.
#[must_use]
pub fn cases(tree: &Tree, config: &Config, personal: Personal) -> (Vec<CaseNote>, Vec<Met>, Vec<Diagnostic>) {
    let (mut notes, mut met, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for slug in &tree.cases {
        let name = format!("content/dnr/{slug}.md");
        let gate = Gate::new(personal, &config.policy, &name);
        let input =
            Input { path: &tree.path(&name), name: &name, limit: config.limits.content_file, gate: &gate };
        let (note, wrong) = super::content_file(input, &format::CASE, |fields, text| {
            let at = fields.text_at("diarienummer")?;
            let range = at.range.clone();
            let diarienummer = parts::number(fields, at)?;
            let own = Diarienummer::parse(&diarienummer).map(|number| number.slug()).unwrap_or_default();
            if own != *slug {
                let message = format!("the file is called `{slug}.md` but the number's address is `{own}`");
                fields.reader().error(
                    Code::INCONSISTENT,
                    message,
                    &range,
                    "rename the file, or mend the number",
                );
            }
            Some(CaseNote {
                diarienummer,
                title: fields.text("title"),
                collecting: fields.flag("collecting"),
                related: parts::numbers(fields, "related"),
                text: text.read(fields).trim().to_owned(),
            })
        });
        notes.extend(note);
        found.extend(wrong);
        met.extend(gate.into_met());
    }
    (notes, met, found)
}
