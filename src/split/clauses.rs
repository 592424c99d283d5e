//! The clauses (att-satser) of a proposal or a decision: how many, and what each says.
//!
//! Swedish bodies write them in many shapes (att-lines, numbers, letters, dashes, plain sentences) and nest them.
//! What counts is the outermost clause. Three questions settle it, line by line: where does a new unit begin
//! ([`units`]), is a unit only a lead ("Nämnden beslutar", "Enligt förvaltningens förslag:") or does it say
//! something itself ([`lead`]), and does it belong to the clause before it ([`Reader`]).

mod lead;
mod units;

use crate::model::record::Clause;
use crate::split::{money, organs};
use lead::Lead;
use units::{Marker, Unit};

/// The lines of one block, with what is needed to read them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    /// The block's lines; page furniture gone, blank lines kept.
    pub(crate) lines: &'a [&'a str],
    /// How wide a full line of the document is; see [`crate::split::lines::width`].
    pub(crate) width: usize,
    /// The body that meets, where known: a clause for it has no `decides`.
    pub(crate) meets: Option<&'a str>,
}

/// What a block of clauses was found to hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Read {
    /// The body named as the one that decides, as printed.
    pub(crate) organ: Option<String>,
    /// The outermost clauses.
    pub(crate) clauses: Vec<Clause>,
    /// Conditions listed under a clause.
    pub(crate) conditions: Vec<String>,
    /// Leads that refer to a text elsewhere ("Enligt förvaltningens förslag"), as printed.
    pub(crate) references: Vec<String>,
    /// How many of the given lines belong to the clauses; narrative may follow.
    pub(crate) used: usize,
}

/// Reads the clauses of a block.
#[must_use]
pub(crate) fn read(text: &Text<'_>) -> Read {
    let units = units::read(text);
    let mut reader = Reader::new(text, &units);
    for (at, unit) in units.iter().enumerate() {
        if !reader.take(at, unit) {
            break;
        }
        reader.read.used = unit.last + 1;
    }
    reader.finish()
}

/// A clause being put together.
#[derive(Debug, Clone)]
struct Open {
    /// Its text so far.
    text: String,
    /// How it began.
    marker: Marker,
    /// The body that decides it.
    decides: Option<String>,
    /// Whether what follows in a list are parts of it.
    announces: bool,
    /// Whether what follows in a list are conditions.
    conditions: bool,
    /// The kind of list that hangs under it, once one does.
    inner: Option<Marker>,
}

/// The state between units.
struct Reader<'a> {
    /// All units.
    units: &'a [Unit],
    /// The body that meets.
    meets: Option<&'a str>,
    /// What was found.
    read: Read,
    /// The clause that may still grow.
    open: Option<Open>,
    /// The kind of list that the outermost clauses make, once one is met.
    outer: Option<Marker>,
    /// The body that decides what follows.
    decides: Option<String>,
}

impl<'a> Reader<'a> {
    /// Nothing read yet.
    fn new(text: &Text<'a>, units: &'a [Unit]) -> Self {
        Self { units, meets: text.meets, read: Read::default(), open: None, outer: None, decides: None }
    }

    /// Takes the next unit in; `false` when it no longer belongs to the clauses.
    fn take(&mut self, at: usize, unit: &Unit) -> bool {
        if unit.marker == Marker::None {
            return self.take_plain(at, unit);
        }
        if self.belongs_to_open(unit) {
            self.nest(unit);
            return true;
        }
        // Under a decision that is complete, a row that begins with a case's number is what it is about.
        let complete = self.open.as_ref().is_some_and(|open| open.marker == Marker::None);
        if unit.marker == Marker::Dash && complete && begins_with_number(&unit.text) {
            return false;
        }
        if self.notes_only() && is_matter(&unit.text) {
            return false;
        }
        // A numbered point that is a lead over letters is a point all the same: the letters are its parts.
        let parted = matches!(unit.marker, Marker::Number(_))
            && self
                .units
                .get(at + 1)
                .is_some_and(|next| matches!(next.marker, Marker::Letter(_) | Marker::Dash));
        if let Some(lead) = lead::read(&unit.text).filter(|_| !parted) {
            self.lead(lead, unit);
            return true;
        }
        if self.outer.is_none() || self.open.as_ref().is_none_or(|open| open.marker == Marker::None) {
            self.outer = Some(unit.marker);
        }
        self.begin(at, unit);
        true
    }

    /// Takes a unit without a marker: a lead, a clause, a part of one, or narrative that ends the block.
    fn take_plain(&mut self, at: usize, unit: &Unit) -> bool {
        if let Some(lead) = lead::read(&unit.text).or_else(|| self.named(at, unit)) {
            self.lead(lead, unit);
            return true;
        }
        if self.open.is_some() && condition(&unit.text) {
            self.condition(unit);
            return true;
        }
        // Below what is noted, a run of cases is the list that was noted.
        let listed = || crate::split::numbers::in_text(&unit.text).len() >= 2;
        if unit.after_blank && self.notes_only() && is_matter(&unit.text) && listed() {
            return false;
        }
        if self.open.is_some() && says_no(&unit.text) {
            return false;
        }
        if self.open.is_some() && unit.headed {
            return false;
        }
        let in_list = self.open.as_ref().is_some_and(|open| open.marker != Marker::None);
        let under_list = self.open.as_ref().is_some_and(|open| open.inner.is_some());
        let first_under =
            self.open.as_ref().is_some_and(|open| open.announces && open.inner.is_none() && !open.conditions);
        let opens = organs::acts(&unit.text)
            || organs::leading(&unit.text).is_some_and(|named| named.genitive)
            || unit.text.starts_with("Paragrafen ") && unit.text.contains("juster");
        if first_under && !opens {
            // What a colon announces may be one plain paragraph.
            if let Some(open) = self.open.as_mut() {
                open.announces = false;
            }
            self.grow(&unit.text);
            return true;
        }
        let goes_on = self.list_goes_on(at) || !unit.after_blank && tells(unit);
        if under_list && !opens && !unit.text.ends_with(':') && goes_on {
            self.grow(&unit.text);
            return true;
        }
        if self.open.is_some() && is_narrative(unit) {
            return false;
        }
        if in_list && !opens {
            if unit.after_blank {
                return false;
            }
            self.grow(&unit.text);
            return true;
        }
        self.outer = None;
        self.begin(at, unit);
        true
    }

    /// Takes a paragraph that says on what conditions the clause before it holds: a list below it holds them, or the
    /// paragraph itself.
    fn condition(&mut self, unit: &Unit) {
        self.close();
        self.outer = None;
        if crate::split::lines::ends_sentence(&unit.text) && !unit.text.ends_with(':') {
            self.read.conditions.push(tidy(&unit.text));
            return;
        }
        self.open = Some(Open {
            text: String::new(),
            marker: Marker::None,
            decides: None,
            announces: true,
            conditions: true,
            inner: None,
        });
    }

    /// A body's name over a list of what it does ("Nämnden" over "• Godkänner planen.").
    fn named(&self, at: usize, unit: &Unit) -> Option<Lead> {
        let listed = self.units.get(at + 1).is_some_and(|next| next.marker != Marker::None);
        // "Styrelsen väljer" over "att … utse Eva Ek".
        let next = self.units.get(at + 1).is_some_and(|next| next.marker == Marker::Att);
        let chooses = organs::leading(&unit.text).filter(|named| {
            next && !named.genitive && matches!(named.rest.trim_end_matches(':'), "väljer" | "utser")
        });
        if let Some(named) = chooses {
            return Some(Lead { organ: Some(named.name.to_owned()), ..Lead::default() });
        }
        (listed && organs::is_elected(&unit.text))
            .then(|| Lead { organ: Some(unit.text.clone()), ..Lead::default() })
    }

    /// Whether the open clause is a sentence by which something is only noted: a list below it tells what.
    fn notes_only(&self) -> bool {
        const NOTES: [&str; 7] =
            ["till handlingarna", "till protokollet", "del av", "noterar", "noteras", "redovisning", "anmäl"];
        self.open.as_ref().is_some_and(|open| {
            open.marker == Marker::None
                && open.text.ends_with('.')
                && NOTES.iter().any(|words| open.text.contains(words))
        })
    }

    /// Whether a marked unit is a part of the clause that is open.
    fn belongs_to_open(&self, unit: &Unit) -> bool {
        let Some(open) = &self.open else { return false };
        if open.inner.is_some_and(|inner| inner.same_list(unit.marker)) {
            return !(open.marker.same_list(unit.marker) && unit.begins_list());
        }
        match (open.marker, unit.marker) {
            (Marker::None, _) => open.announces,
            (Marker::Att, Marker::Att) if unfinished(&open.text) => true,
            (outer, marker) if outer.same_list(marker) => false,
            // A letter or a dash under a number, a number or a dash under an att-line.
            (_, Marker::Att) => open.announces && open.inner.is_none() && self.outer != Some(Marker::Att),
            (_, _) => self.outer.is_none_or(|outer| !outer.same_list(unit.marker)),
        }
    }

    /// Whether the list under the open clause goes on after the unit at `at`.
    fn list_goes_on(&self, at: usize) -> bool {
        let inner = self.open.as_ref().and_then(|open| open.inner);
        self.units.get(at + 1).is_some_and(|next| inner.is_some_and(|inner| inner.same_list(next.marker)))
    }

    /// Adds a marked unit to the open clause, as a condition or as text.
    fn nest(&mut self, unit: &Unit) {
        let Some(open) = self.open.as_mut() else { return };
        open.inner = Some(unit.marker);
        if open.conditions {
            self.read.conditions.push(tidy(&unit.text));
        } else {
            let text = unit.printed();
            self.grow(&text);
        }
    }

    /// Adds text to the open clause.
    fn grow(&mut self, text: &str) {
        if let Some(open) = self.open.as_mut() {
            open.text.push(' ');
            open.text.push_str(text);
        }
    }

    /// Notes a lead: who decides what follows, and what text elsewhere is referred to.
    fn lead(&mut self, lead: Lead, unit: &Unit) {
        self.close();
        self.outer = None;
        // Who is proposed to decide has not spoken in the minutes of another.
        let other = |organ: &str| self.meets.is_some_and(|meets| !organs::means(organ, meets));
        let proposed = lead.decides == lead.organ && lead.organ.as_deref().is_some_and(other);
        if let Some(organ) = lead.organ
            && self.read.organ.is_none()
            && !proposed
        {
            self.read.organ = Some(organ);
        }
        self.decides =
            lead.decides.filter(|organ| self.meets.is_none_or(|meets| !organs::means(organ, meets)));
        self.read.conditions.extend(lead.condition);
        if lead.refers {
            self.read.references.push(unit.text.clone());
        }
    }

    /// Opens a new clause.
    fn begin(&mut self, at: usize, unit: &Unit) {
        self.close();
        // Letters under a sentence that has not ended are its parts.
        let lettered = unit.marker == Marker::None
            && !crate::split::lines::ends_sentence(&unit.text)
            && self.units.get(at + 1).is_some_and(|next| next.marker == Marker::Letter('a'));
        if self.read.organ.is_none() {
            self.read.organ = lead::subject(&unit.text);
        }
        let decides = lead::target(&unit.text)
            .filter(|organ| self.meets.is_none_or(|meets| !organs::means(organ, meets)))
            .or_else(|| self.decides.clone());
        let lower = unit.text.to_lowercase();
        let announces = lower.ends_with(':')
            || lead::read(&unit.text).is_some()
            || lettered
            || (lower.contains("följande") || lower.contains("nedanstående")) && lower.ends_with('.');
        let conditions = lower.contains("villkor gäller")
            || lower.contains("gäller följande villkor")
            || (lower.ends_with(':')
                && (lower.contains("följande villkor") || lower.contains("under förutsättning")));
        self.open = Some(Open {
            text: unit.text.clone(),
            marker: unit.marker,
            decides,
            announces,
            conditions,
            inner: None,
        });
    }

    /// Ends the open clause.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let whole = tidy(&open.text);
        let plain = open.marker == Marker::None && open.inner.is_none() && !open.announces;
        let texts = if plain { decisions(&whole) } else { vec![whole] };
        let mut decides = open.decides;
        for (at, text) in texts.into_iter().enumerate() {
            // A sentence of its own is for the body that it names itself.
            if at > 0 && !text.starts_with("att ") {
                decides = lead::target(&text)
                    .filter(|organ| self.meets.is_none_or(|meets| !organs::means(organ, meets)))
                    .or_else(|| self.decides.clone());
            }
            if text.chars().any(char::is_alphanumeric) {
                self.read.clauses.push(Clause {
                    amounts: money::amounts(&text),
                    percent: money::percent(&text),
                    decides: decides.clone(),
                    text,
                });
            }
        }
    }

    /// Ends the reading.
    fn finish(mut self) -> Read {
        self.close();
        self.read
    }
}

/// The clause's text without what only ties it to the next one.
fn tidy(text: &str) -> String {
    let mut text = text.trim();
    loop {
        let before = text;
        text = text.trim_end_matches([',', ';', ' ']);
        for word in [" samt", " och", " och/eller", " samt att", " och att", " dels"] {
            text = text.strip_suffix(word).unwrap_or(text);
        }
        if text == before {
            return crate::base::text::squeeze(text);
        }
    }
}

/// A plain paragraph as the decisions that it holds: one begins with each sentence that itself says what becomes of
/// something; a sentence that explains stays with the one before it.
fn decisions(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    // Who takes no part in the decision is no part of it.
    let told = |sentence: &str| {
        says_no(sentence)
            && super::people::mentions(sentence).first().is_some_and(|mention| mention.start == 0)
    };
    let sentences = super::lines::sentences(text).into_iter().filter(|sentence| !told(sentence));
    for sentence in sentences.flat_map(coordinated) {
        let decides = || !units::explains(sentence) && !super::outcomes::of_text(sentence).is_empty();
        match out.last_mut() {
            Some(last) if !sentence.starts_with("att ") && !decides() => {
                last.push(' ');
                last.push_str(sentence);
            }
            _ => out.push(sentence.to_owned()),
        }
    }
    out
}

/// A sentence with several clauses in a row ("beslutar att anta planen, att upphäva den gamla samt att …"), parted.
/// Where the first of them holds an "att" of its own, those that follow may be its parts, and nothing is parted.
fn coordinated(sentence: &str) -> Vec<&str> {
    const JOINTS: [&str; 7] = [
        ", samt att ",
        ", dels att ",
        ", och att ",
        " samt att ",
        " samt dels att ",
        " och dels att ",
        ", att ",
    ];
    let opens = [" beslutar att ", " beslutar dels att "]
        .iter()
        .find_map(|verb| sentence.find(verb).map(|at| at + verb.len()))
        .filter(|at| organs::acts(sentence) && *at < 120);
    let Some(mut from) = opens else { return vec![sentence] };
    let joint = |from: usize| {
        let found =
            JOINTS.iter().filter_map(|joint| Some((sentence[from..].find(joint)? + from, joint.len())));
        found.min_by_key(|(at, len)| (*at, usize::MAX - len))
    };
    let (mut out, mut start) = (Vec::new(), 0);
    while let Some((at, len)) = joint(from) {
        if out.is_empty() && sentence[from..at].contains(" att ") || out.len() > 40 {
            break;
        }
        out.push(&sentence[start..at]);
        (start, from) = (at + len - "att ".len(), at + len);
    }
    out.push(&sentence[start..]);
    out
}

/// Whether a clause breaks off at its verb, so that what it proposes must follow in a list.
fn unfinished(text: &str) -> bool {
    text.to_lowercase().ends_with(" besluta")
}

/// Whether a paragraph begins to say on what conditions something is granted.
fn condition(text: &str) -> bool {
    ["Som villkor gäller", "Som villkor för ", "Villkor för "].iter().any(|words| text.starts_with(words))
        || matches!(
            text.trim_end_matches(':'),
            "Villkor" | "Följande villkor gäller" | "Villkor för beslutet"
        )
}

/// Whether somebody tells that they were of another mind or stepped aside, which is no part of what was decided.
fn says_no(text: &str) -> bool {
    const WORDS: [&str; 7] = [
        "jäv och delt",
        "reserverar sig",
        "reserverade sig",
        "avvikande mening",
        "deltar inte i beslut",
        "deltar ej i beslut",
        "deltog inte i beslut",
    ];
    let first = text.split_whitespace().next().unwrap_or("");
    first.chars().next().is_some_and(char::is_uppercase) && WORDS.iter().any(|words| text.contains(words))
}

/// Whether a point names a paper or a matter and decides nothing.
fn is_matter(text: &str) -> bool {
    // "Länsstyrelsen: beslut om bidrag": whose paper it is.
    let paper = organs::leading(text).is_some_and(|named| named.rest.starts_with("beslut "));
    (paper || !organs::acts(text))
        && !text.starts_with("att ")
        && super::outcomes::of_text(text).is_empty()
        && !text.split(' ').any(|word| word == "ska" || word.len() > 4 && word.ends_with("as"))
}

/// Whether a row begins with the number of a case or a day, as rows of lists of papers do.
fn begins_with_number(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or("");
    let two = format!("{first} {}", words.next().unwrap_or(""));
    let digits = first.bytes().filter(u8::is_ascii_digit).count();
    let day = digits == 8 && first.matches('-').count() == 2;
    let numbered = |text: &str| {
        let text = text.trim_end_matches([',', ':', ';']);
        text.contains(char::is_alphabetic) && crate::split::numbers::is(text)
    };
    day || numbered(first) || numbered(&two)
}

/// Whether a paragraph tells of what has happened.
fn tells(unit: &Unit) -> bool {
    let lower = unit.text.to_lowercase();
    lower.split(['.', ',']).next().is_some_and(|head| {
        let mut words = head.split_whitespace();
        words.any(|word| word == "har" || word == "hade")
            && words
                .any(|word| word.len() > 4 && ["it", "ats", "at", "tt"].iter().any(|end| word.ends_with(end)))
    })
}

/// Whether a paragraph announces what is only listed ("Följande skrivelser anmäls till protokollet:").
fn lists(text: &str) -> bool {
    const SHOWN: [&str; 6] = ["anmäl", "delg", "redovisa", "inkommit", "föreligg", "bifoga"];
    let lower = text.to_lowercase();
    let head = lower.split(':').next().unwrap_or("");
    lower.starts_with("följande ")
        && lower.contains(':')
        && head.split_whitespace().skip(2).any(|word| SHOWN.iter().any(|verb| word.starts_with(verb)))
}

/// Whether a plain paragraph tells of something instead of deciding it: then the clauses have ended.
fn is_narrative(unit: &Unit) -> bool {
    let unended = !crate::split::lines::ends_sentence(&unit.text);
    lists(&unit.text) || unit.after_blank && (tells(unit) || unended || closes(&unit.text))
}

/// "Ordföranden önskar alla en trevlig sommar.", "Mötet avslutas.": the close of a meeting, which decides nothing.
fn closes(text: &str) -> bool {
    const CHAIR: [&str; 6] = ["önskar", "tackar", "avslutar", "förklarar", "hälsar", "informerar"];
    const MEETING: [&str; 4] = ["avslutas", "avslutades", "ajourneras", "återupptas"];
    let lower = text.to_lowercase();
    let mut words = lower.split([' ', '.', ',']);
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    matches!(first, "ordförande" | "ordföranden") && CHAIR.contains(&second)
        || matches!(first, "mötet" | "sammanträdet") && MEETING.contains(&second)
}

#[cfg(test)]
mod tests;
