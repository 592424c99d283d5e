//! The head of a notice or agenda: who meets, when, where, who calls.

use std::sync::LazyLock;

use regex::Regex;

use super::layout::segments;
use super::names;
use super::when;
use crate::model::record::Meeting;
use crate::split::documents::signs;
use crate::split::kind::{is_agenda_heading, unrevised};
use crate::split::lines::plain;
use crate::split::organs::{self, Standing};
use crate::split::rows::Row;

/// How many rows with text the head of a meeting can take.
const REACH: usize = 60;

static ORGANISATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:[A-ZÅÄÖ][\p{L}-]+(?: [A-ZÅÄÖ][\p{L}-]+)? (?:kommun|stad|kommunalförbund)|Region [A-ZÅÄÖ][\p{L}-]+(?: län| [A-ZÅÄÖ][\p{L}-]+)?",
        r"|Landstinget [A-ZÅÄÖ][\p{L}-]+|Kommunalförbundet [A-ZÅÄÖ].{2,40}|[A-ZÅÄÖ-]+ (?:KOMMUN|STAD)|REGION [A-ZÅÄÖ -]+)$"
    ))
    .ok()
});

static SECRETARY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:[Nn]ämnd|[Kk]ommun|[Rr]egion|[Uu]tskotts|[Ss]tads)?[Ss]ekreterare:? ([A-ZÅÄÖ][\p{L}-]+(?: [A-ZÅÄÖ][\p{L}-]+){1,2})").ok()
});

/// Reads the head of the meeting from the first rows.
pub(crate) fn read(rows: &[Row<'_>], meeting: &mut Meeting) {
    let near: Vec<usize> = (0..rows.len()).filter(|i| !rows[*i].blank()).take(REACH).collect();
    meeting.organisation = organisation(rows, &near);
    meeting.organ.name = organ(rows, &near);
    meeting.date = when::date(rows, &near);
    when::times(rows, &near, meeting);
    meeting.place = when::place(rows, &near);
    meeting.secretary = near.iter().find_map(|i| {
        let found = SECRETARY.as_ref()?.captures(&rows[*i].text)?;
        Some(found[1].to_owned())
    });
    meeting.chair = near.iter().find_map(|i| chair(&rows[*i]));
    signatures(rows, meeting);
}

/// Who leads the meeting, where a label says so ("Ordförande: Eva Ek (S)").
fn chair(row: &Row<'_>) -> Option<String> {
    let columns = segments(row.raw);
    let value = match columns.as_slice() {
        [(_, label), (_, value), ..] if matches!(label.as_str(), "Ordförande" | "Ordförande:") => {
            value.as_str()
        }
        _ => row.text.strip_prefix("Ordförande:")?.trim(),
    };
    match names::named(value).as_slice() {
        [name] => Some(name.clone()),
        _ => None,
    }
}

/// The municipality or region: a name that stands by itself, not all in capitals where there is a choice.
fn organisation(rows: &[Row<'_>], near: &[usize]) -> Option<String> {
    let form = ORGANISATION.as_ref()?;
    let names: Vec<String> = near
        .iter()
        .flat_map(|i| segments(rows[*i].raw).into_iter().map(|(_, text)| text).chain([rows[*i].text.clone()]))
        .filter(|text| form.is_match(text))
        .collect();
    let called = || {
        near.iter().filter(|i| called(&rows[**i].text).is_some()).find_map(|i| {
            let (_, whose) = rows[*i].text.split_once(" i ")?;
            let whose = whose.split(" kallas").next()?;
            form.is_match(whose).then(|| whose.to_owned())
        })
    };
    let proper = names
        .iter()
        .find(|name| {
            name.chars().any(char::is_lowercase) && name.chars().filter(|c| c.is_lowercase()).count() > 3
        })
        .or(names.first())
        .cloned();
    proper.or_else(called)
}

/// What stands before the name of the body that meets, in small letters.
const HEADS: [&str; 21] = [
    "sammanträde med",
    "kallelse till sammanträde med",
    "kallelse till",
    "kallelse för",
    "tilläggskallelse till",
    "kallelse och föredragningslista till",
    "kallelse och föredragningslista för",
    "föredragningslista för",
    "föredragningslista till",
    "dagordning för",
    "ärendelista för",
    "organ",
    "nämnd",
    "möte med",
    "sammanträde i",
    "till sammanträde med",
    "ledamöter och ersättare i",
    "kallelse ",
    "ärendelista ",
    "föredragningslista ",
    "dagordning ",
];

/// The body: what "Sammanträde med" announces, or an elected body's name that stands by itself.
fn organ(rows: &[Row<'_>], near: &[usize]) -> Option<String> {
    let named = |text: &str| {
        let text = text.trim().trim_end_matches([':', '.', ',']);
        organs::leading(text)
            .filter(|named| {
                // "Direktionen nr 2/2031", "Hamnnämnden 2031-02-08"
                let day = named.rest.trim_start_matches([',', ' ']);
                let plain = day.is_empty()
                    || day.starts_with("nr ")
                    || signs::date_in(day).is_some() && day.len() <= 24;
                plain && named.standing == Standing::Elected && !named.genitive
            })
            .filter(|named| !named.name.to_lowercase().trim_end_matches('n').ends_with("ordförande"))
            .map(|named| capitalised(without_kind(named.name)))
    };
    if let Some(name) = near.iter().find_map(|i| called(&rows[*i].text)).or_else(|| meets(rows, near)) {
        return Some(name);
    }
    for (at, i) in near.iter().enumerate() {
        let text = unrevised(&rows[*i].text);
        let lower = text.to_lowercase();
        for head in HEADS {
            let Some(rest) = lower.strip_prefix(head) else { continue };
            let rest = text.get(lower.len() - rest.len()..).unwrap_or("").trim_start_matches([':', ' ']);
            let rest = rest.split(" kallas ").next().unwrap_or(rest);
            if rest.is_empty() {
                let next = near.get(at + 1).map_or("", |next| rows[*next].text.as_str());
                if let Some(name) = named(next) {
                    return Some(name);
                }
            } else if let Some(name) = named(rest).or_else(|| genitive(rest)).or_else(|| of_place(head, rest))
            {
                return Some(name);
            }
        }
    }
    // "KALLELSE" over "till Hamnnämnden".
    let called = near.windows(2).take(6).find_map(|pair| {
        let kind = unrevised(&rows[pair[0]].text).to_lowercase();
        named(rows[pair[1]].text.strip_prefix("till ")?).filter(|_| kind == "kallelse")
    });
    if called.is_some() {
        return called;
    }
    // "KALLELSE" over "TILL KOMMUNSTYRELSENS SAMMANTRÄDE".
    let to = near.iter().take(4).find_map(|i| genitive(rows[*i].text.to_lowercase().strip_prefix("till ")?));
    if let Some(name) = to {
        return Some(capitalised(&name));
    }
    near.iter()
        .find_map(|i| {
            std::iter::once(rows[*i].text.clone())
                .chain(segments(rows[*i].raw).into_iter().map(|(_, text)| text))
                // A line that goes on in small letters is of a title.
                .filter(|text| text.starts_with(char::is_uppercase))
                .find_map(|text| named(&text))
        })
        .or_else(|| near.iter().find_map(|i| genitive(&rows[*i].text)).map(|name| capitalised(&name)))
        .or_else(|| near.iter().take(4).find_map(|i| titled(&rows[*i].text)))
        .or_else(|| spoken_for(rows, near))
}

/// The body whose name goes on with its fields ("Driftnämnden Kultur och skola"): it stands between the kind of the paper
/// and the day of the meeting.
fn spoken_for(rows: &[Row<'_>], near: &[usize]) -> Option<String> {
    let text = |at: usize| near.get(at).map_or("", |i| rows[*i].text.as_str());
    let at = (1..4).find(|at| {
        let kind = text(at - 1).to_lowercase();
        (kind == "kallelse" || is_agenda_heading(&kind)) && signs::date_in(text(at + 1)).is_some()
    })?;
    let (body, rest) = text(at).split_once(' ')?;
    let words: Vec<&str> = rest.split(' ').collect();
    let fields = (3..=6).contains(&words.len())
        && words[1..words.len() - 1].contains(&"och")
        && rest.starts_with(char::is_uppercase)
        && rest.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '-'));
    (fields && organs::is_elected(body)).then(|| text(at).to_owned())
}

/// The body that a title above everything names, with its place or with the kind of the paper ("Ungdomsrådet i
/// Hamnstad", "Ungdomsrådet – dagordning").
fn titled(text: &str) -> Option<String> {
    let text = plain(text);
    let named =
        organs::leading(&text).filter(|named| named.standing == Standing::Elected && !named.genitive)?;
    let place =
        ["i ", "I ", "för "].iter().find_map(|word| named.rest.strip_prefix(word)).is_some_and(|place| {
            place.split(' ').count() <= 3
                && place.starts_with(char::is_uppercase)
                && !place.contains(['.', ','])
        });
    // "Överförmyndarnämnden, gemensam för Alby och Nyhem"
    let shared = named.rest.trim_start_matches([',', ' ']).starts_with("gemensam ");
    let kind = named.rest.strip_prefix(['–', '-']).is_some_and(|kind| is_agenda_heading(kind.trim()));
    (place || shared || kind).then(|| capitalised(named.name))
}

/// The name without the kind of the paper, which stands in a column beside it ("Hamnnämnden     Föredragningslista").
fn without_kind(name: &str) -> &str {
    name.rsplit_once(' ').filter(|(_, kind)| is_agenda_heading(kind)).map_or(name, |(name, _)| name)
}

/// The name as it begins a line.
fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "Kommunfullmäktige i Fiskestads kommun kallas till sammanträde …".
fn called(text: &str) -> Option<String> {
    let named =
        organs::leading(text).filter(|named| named.standing == Standing::Elected && !named.genitive)?;
    if let Some((before, after)) = named.rest.split_once("sammanträder") {
        // "… sammanträder måndagen den 3 maj 2032"; without its place it may be another body, or a habit.
        // The hour beside the day tells that it is this meeting.
        let hour = before.is_empty() && after.to_lowercase().contains(" kl");
        let own = hour || before.starts_with("i ") && before.chars().count() <= 60;
        return (own && signs::date_in(after).is_some()).then(|| capitalised(named.name));
    }
    let (before, after) = named.rest.split_once("kallas")?;
    let close = before.is_empty() || before.chars().count() <= 60 && before.starts_with(['i', 'f']);
    let to = after.trim_start().trim_start_matches("härmed").trim_start();
    (close && to.starts_with("till")).then(|| capitalised(named.name))
}

/// "KOMMUNFULLMÄKTIGE I HAMNSTADS KOMMUN SAMMANTRÄDER" over the day.
fn meets(rows: &[Row<'_>], near: &[usize]) -> Option<String> {
    near.windows(2).find_map(|pair| {
        let text = rows[pair[0]].text.as_str();
        let lower = text.to_lowercase();
        let named =
            organs::leading(&lower).filter(|named| named.standing == Standing::Elected && !named.genitive)?;
        let place = named.rest.strip_suffix("sammanträder")?.trim_end();
        let own = place.is_empty() || place.starts_with("i ") && place.chars().count() <= 60;
        (own && signs::date_in(&rows[pair[1]].text).is_some()).then(|| capitalised(named.name))
    })
}

/// "Kallelse till direktionen för Räddningstjänsten Byn": the body, without whose it is.
fn of_place(head: &str, text: &str) -> Option<String> {
    let named =
        organs::leading(text).filter(|named| named.standing == Standing::Elected && !named.genitive)?;
    let whose = ["för ", "i "].iter().any(|word| named.rest.starts_with(word));
    let heads = ["kallelse", "föredragningslista", "dagordning", "ärendelista", "handlingar"];
    (heads.iter().any(|word| head.starts_with(word)) && whose && named.rest.chars().count() <= 60)
        .then(|| capitalised(named.name))
}

/// "Socialnämndens sammanträde den …".
fn genitive(text: &str) -> Option<String> {
    organs::leading(text)
        .filter(|named| {
            named.genitive
                && named.standing == Standing::Elected
                && ["sammanträde", "kallelse", "föredragningslista", "ärendelista", "ledamöter"]
                    .iter()
                    .any(|word| named.rest.to_lowercase().starts_with(word))
        })
        // "Nämndens sammanträde": whose it is, a line with its name tells.
        .filter(|named| !["nämnden", "utskottet", "rådet"].contains(&named.name.to_lowercase().as_str()))
        .map(|named| named.name.to_owned())
}

/// The name right below an office that has its line for itself, where the line above it is no name that signs: it is
/// another label's value, or a blank line stands between.
fn labelled_below(rows: &[Row<'_>], office: usize) -> Option<String> {
    const LABELS: [&str; 7] =
        ["plats", "tid", "lokal", "plats och tid", "tid och plats", "ordförande", "sekreterare"];
    let named = |at: usize| {
        let names = names::named(&rows.get(at)?.text);
        (names.len() == 1).then(|| names.into_iter().next())?
    };
    let name = named(office + 1)?;
    let above = office.checked_sub(1).and_then(named).is_some();
    let label = |at: usize| {
        rows.get(at)
            .is_some_and(|row| LABELS.contains(&row.text.trim_end_matches(':').to_lowercase().as_str()))
    };
    let valued = office.checked_sub(2).is_some_and(label);
    (!above || valued).then_some(name)
}

/// Names above "ordförande" and "sekreterare", set in columns.
fn signatures(rows: &[Row<'_>], meeting: &mut Meeting) {
    for (i, row) in rows.iter().enumerate() {
        let roles = segments(row.raw);
        let known = |text: &str| {
            matches!(
                text.trim().to_lowercase().as_str(),
                "ordförande" | "sekreterare" | "nämndsekreterare" | "kommunsekreterare"
            )
        };
        if roles.is_empty() || !roles.iter().all(|(_, text)| known(text)) {
            continue;
        }
        // "Ordförande" over a name is a label; the name below signs nothing.
        if let [(_, role)] = roles.as_slice()
            && let Some(name) = labelled_below(rows, i)
        {
            if role.to_lowercase().ends_with("sekreterare") {
                meeting.secretary.get_or_insert(name);
            } else {
                meeting.chair.get_or_insert(name);
            }
            continue;
        }
        let Some(above) = rows[..i].iter().rev().find(|row| !row.blank()) else { continue };
        let names = segments(above.raw);
        if names.len() != roles.len() {
            continue;
        }
        for ((_, name), (_, role)) in names.iter().zip(&roles) {
            if !(2..=4).contains(&name.split_whitespace().count())
                || !name.chars().next().is_some_and(char::is_uppercase)
            {
                continue;
            }
            let name = name.split('(').next().unwrap_or(name).trim().to_owned();
            if !crate::split::people::is_name(&name) {
                continue;
            }
            if role.to_lowercase().ends_with("sekreterare") {
                meeting.secretary.get_or_insert(name);
            } else {
                meeting.chair.get_or_insert(name);
            }
        }
    }
}
