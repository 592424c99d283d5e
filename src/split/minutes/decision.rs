//! The decision of a paragraph, put together from its sections.

use super::Setting;
use super::sections::Section;
use super::{cover, paragraphs, said, unheaded};
use crate::model::record::{Clause, Decision, Finding, FindingSeverity, Outcome, Proposal, Vote};
use crate::split::clauses::{self, Read, Text};
use crate::split::headings::Heading;
use crate::split::{lines, organs, outcomes, votes};

/// The decision of the paragraph with this number, or `None` where it decides nothing; and what does not add up.
pub(super) fn read(
    sections: &[Section],
    setting: &Setting,
    printed: &str,
) -> (Option<Decision>, Vec<Finding>) {
    let mut blocks: Vec<&Section> = sections.iter().filter(|section| decides(section, setting)).collect();
    // Of several blocks, one that tells how the question was put is no decision.
    if blocks.len() > 1 {
        blocks.retain(|block| !tells_procedure(block));
    }
    let mut decision = Decision::default();
    let mut references = Vec::new();
    let mut found_any = false;
    for block in &blocks {
        take(block_clauses(block, setting), &mut decision, &mut references);
        found_any |= !block.is_empty();
    }
    if !found_any {
        for section in sections {
            if let Some(read) = unheaded::read(section, setting) {
                take(read, &mut decision, &mut references);
                found_any = true;
                break;
            }
        }
    }
    decision.outcomes = outcomes::read(&decision.clauses, &references);
    if approves(sections, setting, &decision) {
        decision.outcomes.insert(0, Outcome::Bifall);
    }
    if !found_any && sections.iter().any(is_secret) {
        decision.outcomes.push(Outcome::EjPublicerat);
        found_any = true;
    }
    secret(&blocks, &mut decision);
    let around = around(sections, setting, &mut decision);
    decision.immediate = sections.iter().any(|section| is_immediate(section, printed));
    let around = around || decision.immediate;
    let findings = check(&decision);
    ((found_any || around).then_some(decision), findings)
}

/// Whether a decision that no verb of its clauses tells of, or only that somebody is to do something, is what an office
/// or another body proposed: in the same words, or as the chair found last and nobody voted on.
fn approves(sections: &[Section], setting: &Setting, decision: &Decision) -> bool {
    let untold = decision.outcomes.iter().all(|outcome| *outcome == Outcome::Uppdrag);
    let silent = |clause: &Clause| clause.decides.is_none() && outcomes::of_text(&clause.text).is_empty();
    if !untold || !decision.clauses.iter().any(silent) {
        return false;
    }
    let proposed = proposal(sections, setting).unwrap_or_default();
    let same =
        |clause: &Clause| proposed.clauses.iter().any(|other| plain(&other.text) == plain(&clause.text));
    let in_full = proposed.clauses.len() == decision.clauses.len() && decision.clauses.iter().all(same);
    in_full || found_last(sections)
}

/// A clause without what only ties it to its lead.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let (_, text) = lower.split_once(" beslutar att ").unwrap_or(("", &lower));
    text.trim_start_matches("att ").trim_end_matches('.').to_owned()
}

/// Whether what the chair found last is that the body decides as was proposed, and no vote was called for after it.
fn found_last(sections: &[Section]) -> bool {
    let mut found = false;
    let told = sections.iter().filter(|section| {
        matches!(section.heading(), Some(Heading::Proposition | Heading::Vote | Heading::VoteResult))
    });
    for text in told.map(Section::joined) {
        for sentence in lines::sentences(&text) {
            let lower = sentence.to_lowercase();
            let ruled = [" finner ", " beslutar ", " beslutat ", " bifaller "]
                .iter()
                .any(|verb| lower.contains(verb));
            let other = ["avsl", "återremi", "bordlägg"].iter().any(|word| lower.contains(word));
            if lower.contains("otering") || lower.contains("mröstning") {
                found = false;
            }
            // What was asked is what was found where that is so; else what stands after the finding is.
            let (asked, ruling) = sentence.rsplit_once(" finner ").unwrap_or(("", sentence));
            let so = ["att så sker", "att så är fallet", "detta bifallet"]
                .iter()
                .any(|words| ruling.contains(words));
            let said = if so && asked.matches("förslag").count() == 1 { asked } else { ruling };
            if ruled {
                found = !other && outcomes::as_proposed(said);
            }
        }
    }
    found
}

/// What was proposed; `None` where no proposal with text of its own is printed.
pub(super) fn proposal(sections: &[Section], setting: &Setting) -> Option<Proposal> {
    let mut proposal = Proposal::default();
    for section in
        sections.iter().filter(|section| section.is(Heading::Proposal) && !decides(section, setting))
    {
        if said::is_motion(&section.joined()) {
            continue;
        }
        let mut read = block_clauses(section, setting);
        let asked = section.headed.as_ref().and_then(|headed| headed.decides.clone()).or(read.organ.take());
        proposal.organ = proposal.organ.or(asked);
        for clause in read.clauses {
            if !proposal.clauses.iter().any(|other| other.text == clause.text) {
                proposal.clauses.push(clause);
            }
        }
        proposal.conditions.extend(read.conditions);
    }
    (!proposal.clauses.is_empty()).then_some(proposal)
}

/// What stands under the heading of a decision or a proposal behind its clauses and is none of them.
pub(super) fn rest(section: &Section, setting: &Setting) -> Option<Section> {
    let read = decides(section, setting) && !tells_procedure(section)
        || section.is(Heading::Proposal) && !said::is_motion(&section.joined());
    if !read {
        return None;
    }
    let used = block_clauses(section, setting).used;
    let lines = section.lines.get(used..).unwrap_or_default().to_vec();
    Some(Section { headed: section.headed.clone(), lines }).filter(|rest| !rest.is_empty())
}

/// Whether a section holds the decision of the body that meets: a decision heading of its own, or its own proposal
/// to another body, which is all it can decide there.
pub(super) fn decides(section: &Section, setting: &Setting) -> bool {
    let Some(headed) = &section.headed else { return false };
    let own = match (&headed.organ, &setting.organ) {
        (Some(organ), Some(meets)) => organs::means(organ, meets),
        (None, _) => headed.heading == Heading::Decision,
        (Some(_), None) => headed.heading == Heading::Decision,
    };
    match headed.heading {
        Heading::Decision => own,
        Heading::Proposal => own && headed.organ.is_some() && headed.decides.is_some(),
        _ => false,
    }
}

/// Whether a section tells how the chair put the question.
fn tells_procedure(section: &Section) -> bool {
    let text = section.joined().to_lowercase();
    [
        "ställer proposition",
        "omröstning begärs",
        "propositionsordning",
        "votering begärs",
        "ställs mot varandra",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// The clauses of a section.
fn block_clauses(section: &Section, setting: &Setting) -> Read {
    let lines = section.borrowed();
    let mut read =
        clauses::read(&Text { lines: &lines, width: setting.width, meets: setting.organ.as_deref() });
    let Some(headed) = &section.headed else { return read };
    if let Some(target) = headed.decides.as_ref()
        && setting.organ.as_ref().is_none_or(|meets| !organs::same(meets, target))
    {
        for clause in &mut read.clauses {
            clause.decides.get_or_insert_with(|| target.clone());
        }
    }
    if headed.decides.is_some() && decides(section, setting) {
        // What the block names is the body that it is proposed to.
        let meets = setting.organ.as_ref();
        let own = |organ: &String| meets.filter(|meets| organs::same(organ, meets)).unwrap_or(organ).clone();
        read.organ = headed.organ.as_ref().map(own).or_else(|| setting.organ.clone());
    } else if headed.heading == Heading::Decision && read.organ.is_none() {
        // Letters stand for the name of the body that meets.
        let spelled = |organ: &String| {
            setting.organ.clone().filter(|_| organs::is_letters(organ)).unwrap_or_else(|| organ.clone())
        };
        read.organ = headed.organ.as_ref().map(spelled).or_else(|| named_first(&read, setting));
    }
    read
}

/// The body that meets, where the first clause begins with its name.
fn named_first(read: &Read, setting: &Setting) -> Option<String> {
    let named = organs::leading(&read.clauses.first()?.text)?;
    let own = setting.organ.as_ref().is_some_and(|meets| organs::same(meets, named.name));
    (own && !named.genitive).then(|| named.name.to_owned())
}

/// Adds what was read to the decision; a block that only repeats the one before adds nothing.
fn take(read: Read, decision: &mut Decision, references: &mut Vec<String>) {
    if decision.organ.is_none() {
        decision.organ = read.organ;
    }
    for clause in read.clauses {
        let same = |other: &Clause| other.text.trim_end_matches('.') == clause.text.trim_end_matches('.');
        let twice = decision.clauses.iter().any(same);
        if !twice {
            decision.clauses.push(clause);
        }
    }
    decision.conditions.extend(read.conditions);
    references.extend(read.references);
}

/// Whether a section without a heading says that the paragraph is not published.
pub(super) fn is_secret(section: &Section) -> bool {
    section.headed.is_none() && outcomes::of_text(&section.joined()).contains(&Outcome::EjPublicerat)
}

/// A decision block that says it is secret.
fn secret(blocks: &[&Section], decision: &mut Decision) {
    let said = blocks.iter().any(|block| outcomes::of_text(&block.joined()).contains(&Outcome::EjPublicerat));
    if said && !decision.outcomes.contains(&Outcome::EjPublicerat) {
        decision.outcomes.push(Outcome::EjPublicerat);
    }
}

/// What stands around the decision: motions, votes, reservations, statements, recusals.
/// Whether any of it makes the paragraph one that decides.
fn around(sections: &[Section], setting: &Setting, decision: &mut Decision) -> bool {
    let mut voting = Vec::new();
    let mut procedure: Vec<String> = Vec::new();
    for section in sections {
        match section.heading() {
            Some(Heading::Motions) => {
                let text = section.joined();
                if ["-röst", "mröstning", "otering"].iter().any(|word| text.contains(word)) {
                    voting.push(section.lines.join("\n"));
                }
                for said in said::motions(&section.paragraphs(setting.width)) {
                    if said::abstains(&said.text) {
                        decision.statements.push(said);
                    } else {
                        decision.motions.push(said);
                    }
                }
            }
            Some(Heading::Proposal) if said::is_motion(&section.joined()) => {
                decision.motions.extend(said::motions(&section.paragraphs(setting.width)));
            }
            Some(Heading::Reservation) => {
                for said in said::read(&section.joined()) {
                    // Under the heading stands at times who did not take part, which is no reservation.
                    let abstains = said::abstains(&said.text) && !said.text.contains("eserver");
                    let list = if abstains { &mut decision.statements } else { &mut decision.reservations };
                    if !list.contains(&said) {
                        list.push(said);
                    }
                }
            }
            Some(Heading::Statement) => decision.statements.extend(said::read(&section.joined())),
            Some(Heading::Recusal) => {
                decision.recused.extend(said::recused(&format!("Jäv: {}", section.joined())));
            }
            Some(Heading::Proposition) => {
                voting.push(section.lines.join("\n"));
                procedure.push(section.joined());
            }
            Some(Heading::Decision) if tells_procedure(section) => voting.push(section.lines.join("\n")),
            Some(Heading::Vote | Heading::VoteResult) => {
                voting.push(format!("Omröstning:\n{}", section.lines.join("\n")));
            }
            Some(Heading::Treatment) => voting.push(section.lines.join("\n")),
            None => voting.extend(told_vote(section, setting)),
            _ => {}
        }
    }
    decision.votes = votes::read(&voting);
    if decision.votes.is_empty() {
        decision.votes.extend(vote_within(sections, setting));
    }
    decision.procedure = (!procedure.is_empty()).then(|| procedure.join("\n\n"));
    loose(sections, setting, decision);
    !decision.votes.is_empty()
        || !decision.reservations.is_empty()
        || !decision.recused.is_empty()
        || !decision.motions.is_empty()
}

/// The vote that running text tells: its question and its counts, there and then. What is told of another day or of
/// another body is no vote of this meeting.
fn told_vote(section: &Section, setting: &Setting) -> Option<String> {
    let paragraphs = section.paragraphs(setting.width);
    let other = |word: &str| {
        let word = word.trim_matches([',', '.', ';', ':', '(', ')']);
        let chair = word.to_lowercase().starts_with("ordförande");
        organs::is_elected(word)
            && !chair
            && !setting.organ.as_ref().is_some_and(|meets| organs::means(word, meets))
    };
    let now = |text: &&String| super::dates::first(text).is_none() && !text.split(' ').any(other);
    let from = paragraphs.iter().position(|text| text.contains("otering") || text.contains("mröstning"))?;
    let told: Vec<&str> = paragraphs[from..].iter().filter(now).map(String::as_str).collect();
    // Where nothing else is told, the lines are kept: a list of names may have one for each vote.
    let line = section.lines.iter().position(|line| line.contains("otering") || line.contains("mröstning"));
    let text = match line {
        Some(line) if told.len() == paragraphs.len() - from => section.lines[line..].join("\n"),
        _ => told.join("\n"),
    };
    votes::told(&text).then_some(text)
}

/// The vote that a decision tells of itself: "Nämnden beslutar med 7 röster mot 5 att …".
fn vote_within(sections: &[Section], setting: &Setting) -> Option<Vote> {
    let own = sections.iter().filter(|section| matches!(section.heading(), None | Some(Heading::Decision)));
    own.flat_map(|section| section.paragraphs(setting.width)).find_map(|text| {
        lines::sentences(&text)
            .into_iter()
            .filter(|text| super::dates::first(text).is_none())
            .find_map(votes::sides::won)
    })
}

/// Reservations and recusals that stand in running text, without a heading of their own.
fn loose(sections: &[Section], setting: &Setting, decision: &mut Decision) {
    for section in sections {
        let text = section.joined();
        let heading = section.heading();
        if matches!(heading, None | Some(Heading::Decision)) {
            let said = lines::sentences(&text).into_iter().filter(|sentence| said::abstains(sentence));
            decision.statements.extend(said.flat_map(said::read));
        }
        if heading != Some(Heading::Reservation) {
            for said in said::read(&text).into_iter().filter(|said| !said.by.is_empty()) {
                let lower = said.text.to_lowercase();
                let reserves = ["reserverar sig", "reserverade sig", "avvikande mening"]
                    .iter()
                    .any(|words| lower.contains(words));
                if reserves && !decision.reservations.contains(&said) && heading != Some(Heading::Motions) {
                    decision.reservations.push(said);
                }
            }
        }
        if heading.is_none() && decision.motions.is_empty() {
            decision.motions.extend(said::moved(&section.paragraphs(setting.width)));
        }
        if heading != Some(Heading::Recusal) && text.to_lowercase().contains("jäv") {
            let told = matches!(
                heading,
                Some(Heading::Summary | Heading::Description | Heading::Basis | Heading::Assessment)
            );
            for name in said::recused(&text) {
                if !told && !decision.recused.contains(&name) && text.to_lowercase().contains("delta") {
                    decision.recused.push(name);
                }
            }
        }
    }
}

/// Whether a section says that the paragraph was adjusted at once. What is said of another paragraph is not said of it.
fn is_immediate(section: &Section, printed: &str) -> bool {
    let own = |sentence: &str| {
        let numbers = cover::ranges(sentence.split_once('§').map_or("", |(_, after)| after));
        let own = paragraphs::number(printed);
        numbers.is_empty()
            || numbers.iter().any(|(from, to)| own.is_none_or(|own| (*from..=*to).contains(&own)))
    };
    let says =
        |text: &str| lines::sentences(text).into_iter().filter(|sentence| own(sentence)).any(says_at_once);
    let heading = section
        .headed
        .as_ref()
        .is_some_and(|headed| headed.heading == Heading::Immediate && says(&headed.text));
    let may = !matches!(
        section.heading(),
        Some(
            Heading::Proposal
                | Heading::Summary
                | Heading::Description
                | Heading::Motions
                | Heading::Assessment
                | Heading::Previous
        )
    );
    heading || may && says(&section.joined())
}

/// Whether a sentence says that something is adjusted at once.
fn says_at_once(sentence: &str) -> bool {
    const WORDS: [&str; 5] = [
        "omedelbart justera",
        "justeras omedelbart",
        "omedelbar justering",
        "justerades omedelbart",
        "direktjuster",
    ];
    let lower = sentence.to_lowercase();
    WORDS.iter().any(|words| lower.contains(words))
}

/// Votes whose printed counts and names differ.
fn check(decision: &Decision) -> Vec<Finding> {
    decision
        .votes
        .iter()
        .filter_map(votes::mismatch)
        .map(|message| Finding {
            code: "vote-count".to_owned(),
            severity: FindingSeverity::Warning,
            message,
            page: None,
            line: None,
        })
        .collect()
}
