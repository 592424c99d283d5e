//! What kind of file a source is, by the signs of its first pages.

use super::documents::signs;
use super::headings::Heading;
use super::rows::Row;
use crate::model::record::{DocumentKind, SourceKind};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A notice to attend, with its agenda and perhaps the papers.
    Notice,
    /// An agenda, perhaps with the papers.
    Agenda,
    /// Minutes of a meeting, or of some of its paragraphs.
    Minutes(SourceKind),
    /// Papers without an agenda: memos and what belongs to them.
    Papers,
    /// A list of matters reported.
    Reported,
    /// A notice of adjusted minutes alone.
    Posted,
}

impl FileKind {
    /// The word of the record.
    pub(crate) fn source(self) -> SourceKind {
        match self {
            Self::Notice => SourceKind::Kallelse,
            Self::Agenda => SourceKind::Foredragningslista,
            Self::Minutes(kind) => kind,
            Self::Papers => SourceKind::Tjansteskrivelse,
            Self::Reported => SourceKind::Anmalningslista,
            Self::Posted => SourceKind::Anslag,
        }
    }

    /// What the file's own first document is.
    pub(crate) fn document(self) -> DocumentKind {
        match self {
            Self::Notice => DocumentKind::Kallelse,
            Self::Agenda => DocumentKind::Foredragningslista,
            Self::Minutes(SourceKind::Delprotokoll) => DocumentKind::Delprotokoll,
            Self::Minutes(SourceKind::Protokollsutdrag) => DocumentKind::Protokollsutdrag,
            Self::Minutes(_) => DocumentKind::Protokoll,
            Self::Papers => DocumentKind::Okand,
            Self::Reported => DocumentKind::Anmalningslista,
            Self::Posted => DocumentKind::Anslag,
        }
    }
}

/// The line without the word for its being another version of a notice.
pub(crate) fn unrevised(text: &str) -> &str {
    const WORDS: [&str; 8] =
        ["reviderad", "kompletterande", "ändrad", "uppdaterad", "rättad", "ny", "extra", "slutlig"];
    match text.split_once(' ') {
        Some((first, rest)) if WORDS.contains(&first.to_lowercase().as_str()) => rest.trim_start(),
        _ => text,
    }
}

/// Whether a line is the heading of an agenda.
pub(crate) fn is_agenda_heading(text: &str) -> bool {
    let lower = text.trim_end_matches([':', ' ']).to_lowercase();
    matches!(
        undated(&lower),
        "föredragningslista"
            | "dagordning"
            | "ärendelista"
            | "förslag till dagordning"
            | "ärenden"
            | "förteckning över ärenden"
    )
}

/// The words before a day that ends the line ("ärendelista 11 maj 2031"), or before the number of the meeting.
fn undated(lower: &str) -> &str {
    let digit = lower.find(|c: char| c.is_ascii_digit()).unwrap_or(lower.len());
    let (head, tail) = lower.split_at(digit);
    // "ärendelista nr 5/2031"
    let nth = tail.split_once(['/', '-']).is_some_and(|(nth, year)| {
        let digits = |text: &str, most: usize| text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
        digits(nth, 2) && digits(year, 4)
    });
    if nth {
        return head.trim_end().trim_end_matches(" nr").trim_end();
    }
    if signs::date_in(tail).is_some() && tail.chars().count() <= 18 { head.trim_end() } else { lower }
}

/// What a notice or an agenda calls itself in its first rows ("Kallelse/kungörelse", "Inbjudan och program").
pub(crate) fn own_word(rows: &[Row<'_>], kind: DocumentKind) -> Option<String> {
    const REACH: usize = 20;
    const CALLS: [&str; 6] =
        ["kallelse", "tilläggskallelse", "underrättelse", "kungörelse", "inbjudan", "mötesinbjudan"];
    const LISTS: [&str; 5] =
        ["föredragningslista", "dagordning", "ärendelista", "program", "ärendeförteckning"];
    let wanted: &[&str] = if kind == DocumentKind::Kallelse { &CALLS } else { &LISTS };
    let columns = rows.iter().filter(|row| !row.blank()).take(REACH).flat_map(|row| {
        if row.text.chars().count() <= 120 { super::agenda::segments(row.raw) } else { Vec::new() }
    });
    columns.into_iter().find_map(|(_, text)| {
        let lower = text.trim_matches(['#', '*', ':', ' ']).to_lowercase();
        let named = undated(&lower);
        // "Byarådet – dagordning"
        let named =
            [" – ", " - "].iter().find_map(|dash| named.rsplit_once(dash)).map_or(named, |(_, list)| list);
        let words = || unrevised(named).split([' ', '/']).filter(|word| !word.is_empty());
        let own = words().all(|word| {
            CALLS.contains(&word) || LISTS.contains(&word) || matches!(word, "och" | "samt" | "med" | "&")
        });
        let says = own && words().any(|word| wanted.contains(&word));
        let mut chars = named.chars();
        says.then(|| chars.next().map(|first| first.to_uppercase().chain(chars).collect())).flatten()
    })
}

/// Whether the first rows are the cover of minutes: who was there, and the fields of adjustment. Many houses print
/// the word itself as a logotype that the text lacks.
fn has_cover(near: &[&str]) -> bool {
    const PRESENT: [&str; 4] = ["beslutande", "närvarande", "tjänstgörande ledamöter", "ledamöter"];
    const ADJUSTED: [&[&str]; 4] = [
        &["utses att justera", "utsedd att justera", "justerare", "justerande", "justeringens "],
        &["paragrafer", "justerade paragrafer"],
        &["underskrift"],
        &["anslag/bevis", "bevis/anslag"],
    ];
    let lower: Vec<String> = near.iter().map(|text| text.to_lowercase()).collect();
    let begins = |words: &[&str]| lower.iter().any(|text| words.iter().any(|word| text.starts_with(word)));
    begins(&PRESENT) && ADJUSTED.iter().filter(|words| begins(words)).count() >= 2
}

/// Whether a word of the first rows says that they call to a meeting.
fn calls(near: &[&str]) -> bool {
    near.iter().take(12).any(|text| {
        let lower = unrevised(text).to_lowercase();
        let word = lower.split([' ', '/', ',', ':']).next().unwrap_or("");
        matches!(
            word,
            "kallelse"
                | "underrättelse"
                | "kungörelse"
                | "tilläggskallelse"
                | "föredragningslista"
                | "dagordning"
                | "tjänsteskrivelse"
                | "tjänsteutlåtande"
        )
    })
}

/// Whether people are listed as present above the first paragraph: rules for a body speak of those present, too.
fn lists_present(rows: &[Row<'_>]) -> bool {
    const COVER: usize = 60;
    const REACH: usize = 4;
    let cover = rows.iter().filter(|row| !row.blank()).take(COVER);
    let cover: Vec<&Row<'_>> =
        cover.take_while(|row| !row.text.contains('§') || names_somebody(row)).collect();
    cover.iter().enumerate().any(|(at, row)| {
        heads_present(&row.text) && cover[at..].iter().take(REACH).any(|row| names_somebody(row))
    })
}

/// Whether a row names somebody, with a party or before a comma.
fn names_somebody(row: &Row<'_>) -> bool {
    let cells = super::agenda::segments(row.raw);
    !super::people::mentions(&row.text).is_empty()
        || cells.iter().any(|(_, text)| {
            let text = text.split_once(':').map_or(text.as_str(), |(_, after)| after);
            text.split_once(',').is_some_and(|(name, _)| super::people::is_name(name.trim()))
        })
}

/// Whether a line is the head of a list of those present.
fn heads_present(text: &str) -> bool {
    let word = text.split([' ', ':']).next().unwrap_or("");
    matches!(word, "Närvarande" | "NÄRVARANDE" | "Deltagare" | "DELTAGARE" | "Beslutande" | "BESLUTANDE")
        && text.chars().nth(word.chars().count()).is_none_or(|c| matches!(c, ' ' | ':'))
        && text.chars().count() <= 90
}

/// Whether paragraphs that follow on each other, with a decision or with a list of those present above them, fill the
/// file: minutes without their cover.
fn has_paragraphs(rows: &[Row<'_>]) -> bool {
    let numbers: Vec<u32> = rows
        .iter()
        .filter(|row| row.speaks())
        .filter_map(|row| {
            let (before, after) = row.text.split_once('§')?;
            let short = before.chars().count() <= 7 && before.chars().all(|c| c.is_alphabetic() || c == ' ');
            let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
            if short { digits.parse().ok() } else { None }
        })
        .collect();
    if decides_in_each(rows) {
        return true;
    }
    let rising = numbers.windows(3).any(|three| three[0] + 1 == three[1] && three[1] + 1 == three[2]);
    rising && (rows.iter().any(|row| row.heading == Some(Heading::Decision)) || lists_present(rows))
}

/// Whether two paragraphs or more follow on each other, each with the heading of what the body decided that the first lines
/// name: minutes, however few of them.
fn decides_in_each(rows: &[Row<'_>]) -> bool {
    const HEAD: usize = 12;
    let head: Vec<&str> =
        rows.iter().filter(|row| !row.blank()).take(HEAD).map(|row| row.text.as_str()).collect();
    let decided = |at: usize| {
        let below = rows[at + 1..].iter().take_while(|row| !row.text.starts_with('§'));
        let headed = below.filter(|row| row.heading == Some(Heading::Decision));
        let mut named = headed.filter_map(|row| super::headings::recognise(&row.text)?.organ);
        named.any(|organ| head.iter().any(|line| line.contains(&organ)))
    };
    let numbers: Vec<u32> = (0..rows.len())
        .filter(|at| rows[*at].speaks() && rows[*at].text.starts_with('§'))
        .filter_map(|at| {
            let digits = rows[at].text.trim_start_matches(['§', ' ']);
            let number = digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
            decided(at).then_some(number)
        })
        .collect();
    numbers.windows(2).any(|pair| pair[0] + 1 == pair[1])
}

/// What a file is, by its first rows.
pub(crate) fn of(rows: &[Row<'_>]) -> FileKind {
    let near: Vec<&str> =
        rows.iter().filter(|row| !row.blank()).take(60).map(|row| row.text.as_str()).collect();
    if !calls(&near) && has_cover(&near) {
        return FileKind::Minutes(minutes(&near));
    }
    // A paper that an item lists would name another kind further down.
    if let Some(kind) = rows.iter().filter(|row| !row.blank()).take(6).find_map(in_column) {
        return kind;
    }
    for (at, text) in near.iter().enumerate().take(40) {
        let text = &unrevised(text);
        let lower = text.to_lowercase();
        let word = lower.split([' ', '/', ',', ':']).next().unwrap_or("");
        let short = text.chars().count() <= 90;
        match word {
            "kallelse" | "underrättelse" | "kungörelse" | "tilläggskallelse" if short => {
                return FileKind::Notice;
            }
            _ if short && signs::kind_word(text) == Some(DocumentKind::Kallelse) => return FileKind::Notice,
            _ if short && (is_agenda_heading(text) || at < 4 && lists_for_body(text)) => {
                return FileKind::Agenda;
            }
            "föredragningslista" | "dagordning" if short => return FileKind::Agenda,
            "tjänsteskrivelse" | "tjänsteutlåtande" if at < 12 => return FileKind::Papers,
            "anmälningslista" | "anmälningsärenden" | "delegationslista" | "delegeringslista"
                if at < 8 && short =>
            {
                return FileKind::Reported;
            }
            _ => {}
        }
        if lower.starts_with("sammanträde med")
            || lower.contains("kallas till sammanträde")
            || lower.contains("kallas härmed")
        {
            return FileKind::Notice;
        }
        if at < 8
            && (lower.starts_with("anslag") || lower.contains("tillkännagivande av justerat protokoll"))
            && short
        {
            return FileKind::Posted;
        }
        let extract = signs::kind_word(text) == Some(DocumentKind::Protokollsutdrag);
        if extract || short && at < 12 && names_minutes(&lower) {
            return FileKind::Minutes(minutes(&near));
        }
    }
    let table = rows.iter().take(200).any(|row| {
        super::agenda::pipe_cells(&row.text)
            .is_some_and(|cells| cells.iter().any(|cell| cell.eq_ignore_ascii_case("ärende")))
    });
    // The word may stand in a column beside the sender's name.
    let columned = rows.iter().filter(|row| !row.blank()).take(12).any(|row| {
        let cells = super::agenda::segments(row.raw);
        cells.len() >= 2 && cells.iter().any(|(_, cell)| is_agenda_heading(cell))
    });
    let headed = columned
        || near.iter().take(6).any(|text| {
            let lower = text.to_lowercase();
            undated(&lower) == "sammanträde" && lower != "sammanträde"
        });
    if invites(&near) {
        FileKind::Notice
    } else if table {
        FileKind::Agenda
    } else if let Some(kind) = lists(rows, &near) {
        kind
    } else if has_paragraphs(rows) {
        FileKind::Minutes(SourceKind::Protokoll)
    } else if headed || of_body_and_day(&near) && super::agenda::lists_items(rows) {
        FileKind::Agenda
    } else {
        FileKind::Papers
    }
}

/// Whether the first lines are an invitation of an elected body to a day: its programme may have no words that an agenda
/// has.
fn invites(near: &[&str]) -> bool {
    const REACH: usize = 8;
    let invitation = near.iter().take(3).any(|text| {
        text.chars().count() <= 60 && text.to_lowercase().split([' ', ':', '!']).next() == Some("inbjudan")
    });
    let body = || {
        near.iter().take(REACH).any(|text| {
            super::organs::leading(text)
                .is_some_and(|named| named.standing == super::organs::Standing::Elected && !named.genitive)
        })
    };
    invitation && body() && near.iter().take(REACH).any(|text| signs::date_in(text).is_some())
}

/// "Hamnnämnden 2031-09-22" above everything: a meeting, whatever stands below.
fn of_body_and_day(near: &[&str]) -> bool {
    near.first().and_then(|text| super::organs::leading(text)).is_some_and(|named| {
        let day = named.rest.trim_start_matches([',', ' ', '–', '-']);
        named.standing == super::organs::Standing::Elected
            && !named.genitive
            && signs::date_in(day).is_some()
            && day.chars().count() <= 24
    })
}

/// "Hamnnämnden – ärendelista": the list of a body.
fn lists_for_body(text: &str) -> bool {
    [" - ", " – "]
        .iter()
        .filter_map(|dash| text.split_once(dash))
        .any(|(body, list)| super::organs::is_elected(body) && is_agenda_heading(list))
}

/// What a word within one of the first lines says of the numbered items below ("Byarådet – dagordning", "Inbjudan till
/// möte"): the word alone could stand in any paper.
fn lists(rows: &[Row<'_>], near: &[&str]) -> Option<FileKind> {
    const REACH: usize = 6;
    let kind = near.iter().take(REACH).filter(|text| text.chars().count() <= 90).find_map(|text| {
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        words.find_map(|word| match word {
            "inbjudan" => Some(FileKind::Notice),
            "dagordning" | "föredragningslista" | "ärendelista" => Some(FileKind::Agenda),
            _ => None,
        })
    })?;
    super::agenda::lists_items(rows).then_some(kind)
}

/// What a column of the first rows says that the file is, where a letterhead sets the word beside the house's name
/// ("Hamnkontoret      Föredragningslista").
fn in_column(row: &Row<'_>) -> Option<FileKind> {
    let columns = super::agenda::segments(row.raw);
    let mut beside = columns.iter().skip(1).map(|(_, text)| unrevised(text).to_lowercase());
    // "Kallelse/ärendelista"
    beside.find_map(|text| {
        let kinds = undated(&text).split('/').map(|word| match word.trim() {
            "kallelse" | "kungörelse" | "underrättelse" => Some(FileKind::Notice),
            "föredragningslista" | "dagordning" | "ärendelista" => Some(FileKind::Agenda),
            _ => None,
        });
        let kinds: Vec<FileKind> = kinds.collect::<Option<_>>()?;
        kinds.iter().find(|kind| **kind == FileKind::Notice).or(kinds.first()).copied()
    })
}

/// Whether a line of a cover says that these are minutes; an item about minutes or their adjustment does not.
fn names_minutes(lower: &str) -> bool {
    // A list of what has been decided is no agenda, and its points are no proposals.
    const WORDS: [&str; 10] = [
        "beslutslista",
        "beslutsförteckning",
        "protokoll",
        "sammanträdesanteckningar",
        "minnesanteckningar",
        "sammanträdesprotokoll",
        "mötesprotokoll",
        "beslutsprotokoll",
        "delprotokoll",
        "protokollsutdrag",
    ];
    let item = lower.starts_with(|c: char| c.is_ascii_digit())
        || lower.contains("föregående")
        || lower.contains("juster");
    // A spaced logotype ("PRO T OK OL L") is one word.
    let spaced = lower.split(' ').all(|part| part.chars().count() <= 3)
        && WORDS.contains(&lower.replace(' ', "").as_str());
    let headed = || {
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| is_word(word));
        let first = words.next().unwrap_or("");
        is_of_a_meeting(first) || words.next_back().is_some_and(is_of_a_meeting)
    };
    !item
        && (spaced
            || lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
            || headed())
}

/// A word proper: no number, no letter of a list, no word that leads to a number ("nr 6").
fn is_word(word: &str) -> bool {
    word != "nr" && word.chars().count() > 1 && word.chars().all(char::is_alphabetic)
}

/// Whether a word says of which meeting or body something was put down ("styrelseprotokoll", "årsmötesprotokoll",
/// "mötesanteckningar"). What is measured, inspected or agreed upon has a "protokoll" too.
fn is_of_a_meeting(word: &str) -> bool {
    const OF: [&str; 12] = [
        "styrelse",
        "nämnd",
        "fullmäktige",
        "utskott",
        "berednings",
        "direktions",
        "kommitté",
        "presidie",
        "stämmo",
        "mötes",
        "sammanträdes",
        "råds",
    ];
    let kept = ["protokoll", "protokollet", "anteckningar"].iter().find_map(|end| word.strip_suffix(end));
    kept.filter(|of| !of.ends_with("samråds")).is_some_and(|of| {
        OF.iter().any(|body| of.ends_with(body) || of.strip_suffix('s').is_some_and(|of| of.ends_with(body)))
    })
}

/// Whole minutes, some paragraphs, or an extract.
fn minutes(near: &[&str]) -> SourceKind {
    let has = |word: &str| near.iter().any(|text| text.to_lowercase().contains(word));
    // "Protokollsutdrag skickas till" heads the recipients of a decision in minutes of every kind.
    let extract = near.iter().take(15).any(|text| {
        let lower = text.to_lowercase();
        lower.contains("protokollsutdrag") && !lower.contains("skickas") && !lower.contains(" till")
    });
    if has("delprotokoll") {
        SourceKind::Delprotokoll
    } else if extract || has("utdrag ur protokoll") {
        SourceKind::Protokollsutdrag
    } else {
        SourceKind::Protokoll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_below_those_present_are_minutes() {
        let kind = |head: &str| {
            let text = format!(
                "Kajstads hamnförening\n2031-03-04\n\n{head}\n\n§ 1 Öppnande\nEva hälsade alla.\n\n§ 2 Kassan\nBo talade.\n\n§ 3 Slut\nMötet slutade.\n"
            );
            let lines = crate::packet::read_text("a.txt", text.as_bytes()).lines;
            of(&crate::split::rows::rows(&lines))
        };
        for head in [
            "Närvarande: Eva Ek, ordförande, Bo Alm, kassör",
            "Närvarande\n\nEva Ek (S)\nBo Alm (M)",
            "DELTAGARE    Eva Ek, ordförande",
        ] {
            assert_eq!(kind(head), FileKind::Minutes(SourceKind::Protokoll), "{head}");
        }
        for head in ["Närvarande får yttra sig.", "Regler för hamnen", "Deltagare\n\nAlla, som vill"] {
            assert_eq!(kind(head), FileKind::Papers, "{head}");
        }
    }

    #[test]
    fn a_kind_of_minutes_is_named_by_its_body_or_meeting() {
        for line in [
            "Styrelseprotokoll nr 6-2031",
            "Årsmötesprotokoll",
            "Kajstads båtklubb  Styrelseprotokoll 4/2031",
            "Nämndsprotokoll 2031-05-03",
            "Bolagsstämmoprotokoll",
            "Mötesanteckningar, byarådet",
            "Utskottsprotokoll",
        ] {
            assert!(names_minutes(&line.to_lowercase()), "{line}");
        }
        for line in [
            "Besiktningsprotokoll nr 4",
            "Samrådsprotokoll",
            "Tjänsteanteckningar",
            "Provtagningsprotokoll 2031",
            "Föregående styrelseprotokoll",
            "3 Styrelseprotokoll från hamnbolaget",
            "Ta del av de styrelseprotokoll som hamnbolaget har lämnat",
        ] {
            assert!(!names_minutes(&line.to_lowercase()), "{line}");
        }
    }
}
