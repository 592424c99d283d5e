//! What became of a matter, by the words of its decision block and of nothing else.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::record::{Clause, Outcome};

/// Phrases of each outcome, in lower case. The earliest phrase in a sentence tells its outcome, because what
/// follows the main verb is what it governs ("återremitteras till kontoret som får i uppdrag att …").
const PHRASES: &[(Outcome, &str)] = &[
    (
        Outcome::EjPublicerat,
        r"publiceras (?:inte|ej)|redovisas (?:inte|ej)\b.{0,200}sekretess|^sekretess\b|omfattas av sekretess",
    ),
    (
        Outcome::Aterremiss,
        r"återremitter\w*|återremiss\w*|minoritetsåterremiss\w*|(?:ärendet|frågan|förslaget) skickas tillbaka till",
    ),
    (
        Outcome::Bordlaggning,
        r"bordlägg\w*|bordlades|bordlagts|har bordlagt|skjuts upp|skjuts fram|flyttas till (?:nästa|ett senare|ett kommande) (?:möte|sammanträde)|uppskjuts|uppskjuta|uppsköts|skjuta upp|(?:ärendet|frågan|punkten) tas upp (?:på|vid|till) (?:nästa|ett senare|ett kommande) (?:möte|sammanträde)",
    ),
    (
        Outcome::Utgar,
        r"(?:ärendet|punkten|frågan|paragrafen|informationen|motionen|interpellationen) utgår|utgår (?:från|ur) (?:dagordningen|föredragningslistan|ärendelistan)|dras tillbaka|drogs tillbaka|dragits tillbaka|ärendet dras|lyfts (?:ut|bort) (?:från|ur)|(?:ärendet|punkten|frågan) tas (?:av|bort från) (?:dagordningen|föredragningslistan|ärendelistan)|stryks (?:från|ur) (?:dagordningen|föredragningslistan|ärendelistan)|återtas|återtogs|ärendet frångicks|utgick|^utgår\b",
    ),
    (
        Outcome::Besvarad,
        r"(?:anses|anser?|ansågs|är|får anses|vara)\b[^.]{0,60}\bbesvara(?:d|t|de)\b|besvarad med hänvisning|besvaras (?:med|enligt|i enlighet)|förklara(?:r|s)\b[^.]{0,60}\bbesvara(?:d|t|de)|anser? .{0,40} färdigbehandla(?:d|t|de)|anses (?:vara )?(?:färdig|slut)behandla(?:d|t|de)|har besvarats",
    ),
    (
        Outcome::Avslag,
        r"(?:inte|ej) (?:bevilja(?:s|r)?|bifalla|bifalls|bifaller|medge(?:s|r)?)|(?:beviljas|bifalls|medges) (?:inte|ej)|avslås|avslår|avslå|avslog|avslagits|lämnar? negativt (?:plan|förhands)besked|negativt (?:plan|förhands)besked (?:lämnas|ges|meddelas)|inte kan tillåtas|lämnas utan bifall|anser? .{0,60}avslagen|anses avslagen|avstyrker|avstyrks|avstyrka",
    ),
    (
        Outcome::Val,
        r"utses|utse|utser|utsågs|väljs|välja|väljer|valdes|omväljs|nyväljs|återväljs|entledigas|entlediga|entledigar|befrias|befria|befriar|omvaldes|nyvaldes|omväljer|nyväljer|^(?:omval|nyval|fyllnadsval) av|förordnas|förordnar|förordna|har valts|har utsetts",
    ),
    (
        Outcome::Remitteras,
        r"remitteras|remittera|remitterar|(?:skicka|sänd|sända)(?:s|r)?\b[^.]{0,60}\bpå remiss|(?:för|till) beredning|överlämna(?:s|r)? .{0,120}\bför (?:beredning|yttrande|beslut|handläggning|vidare handläggning|åtgärd)|(?:motion|medborgarförslag|interpellation|e-förslag)\p{L}*\b[^.]{0,60}\b(?:överlämnas|lämnas över|hänskjuts|hänvisas) till|får ställas|får framställas|får läggas|får väckas|får lämnas in|medger att (?:motionen|interpellationen|frågan)",
    ),
    (
        Outcome::Foreslar,
        r"föreslår|föreslå|föreslås|tillstyrker|tillstyrka|hemställer|hemställa|rekommenderar?\b[^.]{0,60}\batt \p{L}+a|rekommenderar .{0,40}besluta|överlämnar? .{0,80}med eget yttrande",
    ),
    (
        Outcome::Noteras,
        r"noteras|noterar|notera|noterades|(?:tas|tages|togs|ta|tar) till protokollet|tar del av|ta del av|tagit del av|har tagit del|tar emot informationen|tar (?:informationen|redovisningen|rapporten) till sig|tar till sig|tackar för (?:informationen|informationerna|redovisningen|redovisningarna|rapporten|rapporterna|föredragningen|föredragningarna|genomgången|presentationen)|antecknas|antecknar|anteckna|antecknades|(?:lägger|lägga|läggs|lägges|lades)\b[^.]{0,120}\btill (?:handlingarna|protokollet)|till handlingarna|(?:anmälan|redovisningen|informationen|rapporten) (?:anmäls|delges)|anmäls|anse[rs]?\b[^.]{0,60}\b(?:redovisade|redovisad|redovisat|anmälda|anmäld|anmält)\b",
    ),
    (
        Outcome::Uppdrag,
        r"(?:ges|får|ger|ge|fick|lämnar|lämna|få|gav)\b[^.]{0,160}\bi uppdrag|uppdrar|uppdra|uppdras|uppdrogs",
    ),
    (
        Outcome::Bifall,
        r"bifalls|bifalles|bifaller|bifalla|bifölls|biföll|har bifallits|har godkänts|har antagits|har fastställts|har beviljats|godkänns|godkännes|godkänner|godkänna|godkändes|godkände|antas|antar|anta|antages|antog|antogs|fastställs|fastställer|fastställa|fastställes|fastställde|fastställdes|beviljas|beviljar|bevilja|ställer sig bakom|ställa sig bakom|ställde sig bakom|tillstyrks|anser? .{0,60}bifallen|anses bifallen|medges|bemyndigas|bemyndigar|bemyndiga|ge delegation|ger .{0,80} delegation|avger|avge|avges|överlämna(?:r|s)?\b[^.]{0,120}\bsom (?:sitt |nämndens )?(?:eget )?(?:svar|yttrande|remissvar)|som (?:svar|yttrande) [^.]{0,60}överlämnas|som (?:sitt |sitt eget |nämndens |eget )(?:svar|yttrande|remissvar) [^.]{0,80}\böverlämna(?:s|r)?\b|(?:lämnar|lämna|lämnas|överlämnar|överlämna|översänder|översända)\b[^.]{0,40}\byttrande(?:t)?|(?:tecknar|teckna|tecknas|ingår|ingå|förlänger|förlänga|förlängs)\b[^.]{0,60}\bavtal\p{L}*|avtal\p{L}*\b[^.]{0,40}\b(?:tecknas|ingås|förlängs)|tilldelas|tilldelar|tilldela|anslås|anslår|anslå|avsätts|avsätter|avsätta|bidrag(?:et)?\b[^.]{0,60}\b(?:utgår|lämnas|ges|utbetalas|fördelas)|fördelar\b[^.]{0,80}\b(?:kronor|kr|tkr|mnkr|medel|bidrag)|fördelas|omfördelar\b[^.]{0,80}\b(?:kronor|kr|tkr|mnkr|medel|bidrag)|omfördelas",
    ),
];

/// The phrases as patterns; the order is that of [`PHRASES`].
static PATTERNS: LazyLock<Vec<(Outcome, Regex)>> = LazyLock::new(|| {
    PHRASES
        .iter()
        .filter_map(|(outcome, phrase)| {
            Regex::new(&format!(r"(?:^|[^\p{{L}}-])(?P<hit>{phrase})(?:$|[^\p{{L}}-])"))
                .ok()
                .map(|p| (*outcome, p))
        })
        .collect()
});

/// Any of the phrases at the start of a text. A pattern of its own: to look through the whole rest of a sentence from
/// each of its words would take time by the square of its length.
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let phrases: Vec<&str> = PHRASES.iter().map(|(_, phrase)| *phrase).collect();
    Regex::new(&format!(r"^(?:{})(?:$|[^\p{{L}}-])", phrases.join("|"))).ok()
});

/// Text within quotation marks, which is somebody else's.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"[”"“][^”"“]{0,400}[”"“]"#).ok());

/// Where the parts of a clause begin: a list under it tells what a commission is about, and decides nothing.
static NESTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[:,.;] (?:– |[a-z]\) |\d{1,2}\. )").ok());

/// "enligt förvaltningens förslag", "bifaller arbetsutskottets förslag": whose proposal it is, small letters tell to be
/// an office's or a body's and not a member's.
static AS_PROPOSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:[Ee]nligt|i enlighet med|bifall till|bifalla|bifaller|antar|anta)\s+(?:det\s+)?(?:(?:framlagt|framlagda|liggande|föreliggande|utsänt|upprättat|upprättade)\s+|(?:[\p{Ll}-]+(?:s)?\s+(?:och|,)\s+)?\p{Ll}[\p{Ll}-]*s\s+)?förslag(?:et)?\b|\b(?:om|att) \p{Ll}[\p{Ll}-]*s förslag(?: till beslut)? (?:kan |ska )?(?:antas|bifalls|bifallas|godkänns|godkännas)\b",
    )
    .ok()
});
/// "Eva Ek (S) justerar protokollet.": who is chosen, without the verb of choosing.
static ADJUSTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\p{Lu}[^.]{3,80}\([^)]{1,10}\) justerar (?:dagens )?protokoll").ok());

/// Whether a sentence says that something is done as an office or a body has proposed.
pub(crate) fn as_proposed(sentence: &str) -> bool {
    AS_PROPOSED.as_ref().is_some_and(|form| form.is_match(sentence))
}

/// The outcomes of a decision, in the order of its clauses, each once.
///
/// `references` are leads like "Enligt förvaltningens förslag": they count as approval only where no clause of its
/// own tells more.
#[must_use]
pub(crate) fn read(clauses: &[Clause], references: &[String]) -> Vec<Outcome> {
    let mut out: Vec<Outcome> = Vec::new();
    let mut add = |outcome: Outcome| {
        if !out.contains(&outcome) {
            out.push(outcome);
        }
    };
    for clause in clauses {
        if clause.decides.is_some() {
            add(Outcome::Foreslar);
            continue;
        }
        for outcome in of_text(&clause.text) {
            add(outcome);
        }
    }
    if out.is_empty() && references.iter().any(|lead| approves(lead)) {
        out.push(Outcome::Bifall);
    }
    out
}

/// The outcomes of one clause: one for each sentence that has one.
#[must_use]
pub(crate) fn of_text(text: &str) -> Vec<Outcome> {
    let lower = text.to_lowercase();
    let lower = QUOTED
        .as_ref()
        .map_or_else(|| lower.clone(), |quoted| quoted.replace_all(&lower, "”…”").into_owned());
    let mut out: Vec<Outcome> = Vec::new();
    let own = NESTED
        .as_ref()
        .and_then(|nested| nested.find(&lower))
        .map_or(lower.as_str(), |part| &lower[..part.start()]);
    for sentence in sentences(own) {
        for part in coordinated(sentence) {
            if let Some(outcome) = at_end(part).or_else(|| of_sentence(part))
                && !out.contains(&outcome)
            {
                out.push(outcome);
            }
        }
    }
    if out.is_empty() && ADJUSTS.as_ref().is_some_and(|form| form.is_match(text)) {
        out.push(Outcome::Val);
    }
    // What is told by no verb of its own is told by whose proposal it follows.
    let negative = [" inte ", " ej ", "avslag", "föreslås"].iter().any(|word| lower.contains(word));
    if out.is_empty() && !negative && as_proposed(text) {
        out.push(Outcome::Bifall);
    }
    out
}

/// The outcome by the verb that ends the sentence: what is before it is what the verb governs ("förslaget att
/// fastställa taxan avslås").
fn at_end(sentence: &str) -> Option<Outcome> {
    const ENDS: [(&str, Outcome); 4] = [
        (" avslås", Outcome::Avslag),
        (" bifalls", Outcome::Bifall),
        (" återremitteras", Outcome::Aterremiss),
        (" bordläggs", Outcome::Bordlaggning),
    ];
    let sentence = sentence.trim_end_matches(['.', ',', ':', ' ']);
    // "Motionen föreslås avslås": what is proposed is not done.
    // "Bidragen fastställs enligt följande: …": a list under a sentence does not end it.
    if sentence.split(' ').any(|word| word == "föreslås") || sentence.contains("följande: ") {
        return None;
    }
    ENDS.iter().find_map(|(end, outcome)| sentence.ends_with(end).then_some(*outcome))
}

/// Whether a lead refers to somebody's proposal.
fn approves(lead: &str) -> bool {
    let lower = lead.to_lowercase();
    lower.contains("förslag") && !lower.contains("återremiss") && !lower.contains("avslag")
}

/// The text parted at full stops that a capital follows; all of it is lower case by now, so at ". ".
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").filter(|sentence| !sentence.trim().is_empty())
}

/// The parts of a sentence with two main verbs ("antar planen samt ger kontoret i uppdrag …").
///
/// A part counts only where its verb opens it; an infinitive only where no "att" of the first part governs it.
fn coordinated(sentence: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for word in [" samt ", " och "] {
        for (at, _) in sentence.match_indices(word) {
            let rest = &sentence[at + word.len()..];
            let verb = rest.split_whitespace().next().unwrap_or("");
            let finite = verb.len() > 2 && verb.ends_with(['r', 's']);
            let governed = || sentence[from..at].trim_start().trim_start_matches("att ").contains(" att ");
            let opens = at > from && opening(rest) && (finite || !governed());
            if opens {
                out.push(&sentence[from..at]);
                from = at + word.len();
            }
        }
        if from > 0 {
            break;
        }
    }
    out.push(&sentence[from..]);
    out
}

/// Whether a phrase of an outcome opens the text.
fn opening(text: &str) -> bool {
    OPENING.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// The outcome whose phrase comes first, negated phrases left out.
fn of_sentence(sentence: &str) -> Option<Outcome> {
    let mut best: Option<(usize, Outcome)> = None;
    for (outcome, pattern) in PATTERNS.iter() {
        let Some(hit) = pattern.captures_iter(sentence).filter_map(|found| found.name("hit")).find(|hit| {
            *outcome == Outcome::EjPublicerat || !void(*outcome, sentence, hit.start(), hit.end())
        }) else {
            continue;
        };
        if best.is_none_or(|(at, _)| hit.start() < at) {
            best = Some((hit.start(), *outcome));
        }
    }
    best.map(|(_, outcome)| outcome)
}

/// Whether somebody is chosen to sign something and not to an office.
fn authorises(sentence: &str, end: usize) -> bool {
    let after = sentence[end..].trim_start();
    // Who is chosen to take part or to stand for the body is chosen to something.
    let takes_part =
        ["att delta", "att representera", "att företräda", "att ingå", "att vara", "att tillsammans"];
    after.starts_with("att ")
        && !after.contains("justera")
        && !takes_part.iter().any(|words| after.starts_with(words))
}

/// Whether "inte" or "ej" stands just before or after a phrase.
fn negated(sentence: &str, start: usize, end: usize) -> bool {
    let no = |word: &str| matches!(word.trim_matches([',', '.']), "inte" | "ej" | "icke");
    sentence[..start].split_whitespace().next_back().is_some_and(no)
        || sentence[end..].split_whitespace().next().is_some_and(no)
}

/// Whether what stands around a phrase keeps it from telling an outcome.
fn void(outcome: Outcome, sentence: &str, start: usize, end: usize) -> bool {
    negated(sentence, start, end)
        || subordinate(sentence, start) && !shall(sentence, start, end)
        || outcome == Outcome::Val && authorises(sentence, end)
}

/// "beslutar att motionen ska anses besvarad": what shall be is decided, where nothing follows.
fn shall(sentence: &str, start: usize, end: usize) -> bool {
    let before = sentence[..start].trim_end();
    let decided =
        before.starts_with("att ") || before.contains("beslutar att ") || before.contains("beslutade att ");
    let rest = sentence[end..].trim_matches([' ', '.', ',']);
    decided && before.ends_with(" ska") && rest.is_empty() && !before.contains(" som ")
}

/// Whether what stands before a phrase makes it a purpose or a subject ("för att utse", "förslaget om att anta",
/// "planen som antogs") instead of what is decided.
fn subordinate(sentence: &str, start: usize) -> bool {
    let before = sentence[..start].trim_end();
    [
        "för att",
        "om att",
        "syfte att",
        "begäran att",
        "förslag att",
        "uppdrag att",
        "uppdraget att",
        " som",
        " ska",
        " kan",
        " om den",
        " om det",
        " om de",
    ]
    .iter()
    .any(|words| before.ends_with(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_by_its_words() {
        for (text, expected) in [
            ("Hamnnämnden antar planen.", vec![Outcome::Bifall]),
            ("Motionen avslås.", vec![Outcome::Avslag]),
            ("Hamnnämnden beslutar att motionen ska avslås.", vec![Outcome::Avslag]),
            ("Hamnnämnden beslutar att motionen ska anses vara besvarad.", vec![Outcome::Besvarad]),
            ("Hamnnämnden beslutar att inte bevilja bidraget.", vec![Outcome::Avslag]),
            ("Förslaget skickas på remiss till bryggorna.", vec![Outcome::Remitteras]),
            ("Motionen anses besvarad.", vec![Outcome::Besvarad]),
            ("Kommunfullmäktige anser motionen besvarad i enlighet med yttrandet.", vec![Outcome::Besvarad]),
            (
                "Ärendet återremitteras till hamnkontoret som får i uppdrag att räkna om.",
                vec![Outcome::Aterremiss],
            ),
            ("Ärendet bordläggs till mötet den 8 maj.", vec![Outcome::Bordlaggning]),
            ("Ärendet utgår.", vec![Outcome::Utgar]),
            ("Informationen antecknas till protokollet.", vec![Outcome::Noteras]),
            ("Hamnnämnden noterar redovisningen till protokollet.", vec![Outcome::Noteras]),
            ("att anse anmälningarna redovisade.", vec![Outcome::Noteras]),
            ("att som sitt yttrande över remissen överlämna hamnkontorets skrivelse", vec![Outcome::Bifall]),
            ("Till ledamot efter Bo Alm (C) utses Eva Ek (C).", vec![Outcome::Val]),
            ("Motionen remitteras till hamnnämnden.", vec![Outcome::Remitteras]),
            ("Interpellationen får ställas.", vec![Outcome::Remitteras]),
            ("Motionen föreslås avslås.", vec![Outcome::Foreslar]),
            ("att rekommendera regionerna att godkänna avtalet", vec![Outcome::Foreslar]),
            ("Hamnnämnden tackar för informationen.", vec![Outcome::Noteras]),
            ("Ärendet skickas tillbaka till hamnkontoret.", vec![Outcome::Aterremiss]),
            ("Ärendet tas upp på nästa möte.", vec![Outcome::Bordlaggning]),
            ("att uppskjuta ärendet till hösten", vec![Outcome::Bordlaggning]),
            ("Ärendet lyfts ut från dagordningen.", vec![Outcome::Utgar]),
            ("Motionen överlämnas till hamnnämnden.", vec![Outcome::Remitteras]),
            ("Förslaget överlämnas till hamnnämnden för beslut.", vec![Outcome::Remitteras]),
            ("Medborgarförslaget anses färdigbehandlat.", vec![Outcome::Besvarad]),
            ("Hamnnämnden lämnar negativt förhandsbesked.", vec![Outcome::Avslag]),
            ("Hamnnämnden förlänger avtalet med två år.", vec![Outcome::Bifall]),
            ("Båtklubben tilldelas 20 000 kronor.", vec![Outcome::Bifall]),
            ("Hamnnämnden lämnar yttrande enligt hamnkontorets förslag.", vec![Outcome::Bifall]),
            ("Kajen målas enligt hamnkontorets förslag.", vec![Outcome::Bifall]),
            ("Eva Ek (S) justerar protokollet.", vec![Outcome::Val]),
            ("Eva Ek (S) utses att delta i mässan.", vec![Outcome::Val]),
            ("Till ombud förordnas Eva Ek (S).", vec![Outcome::Val]),
            ("Hamnkontoret får i uppdrag att måla kajen.", vec![Outcome::Uppdrag]),
            ("Hamnnämnden ger hamnkontoret i uppdrag att måla.", vec![Outcome::Uppdrag]),
            (
                "Interpellationen anses besvarad. Svaret läggs till handlingarna.",
                vec![Outcome::Besvarad, Outcome::Noteras],
            ),
            (
                "Hamnnämnden godkänner rapporten. Hamnkontoret får i uppdrag att måla.",
                vec![Outcome::Bifall, Outcome::Uppdrag],
            ),
            (
                "Redovisning av uppdrag att utreda kajen antecknas och förklaras fullgjord.",
                vec![Outcome::Noteras],
            ),
            (
                "Hamnnämnden antar planen samt ger i uppdrag till kontoret att se över den.",
                vec![Outcome::Bifall, Outcome::Uppdrag],
            ),
            (
                "att godkänna rapporten och lägga den till handlingarna",
                vec![Outcome::Bifall, Outcome::Noteras],
            ),
            ("Kontoret får i uppdrag att: – Utreda kajen. – Föreslå åtgärder.", vec![Outcome::Uppdrag]),
            ("Kontoret får i uppdrag att utreda kajen och föreslå åtgärder.", vec![Outcome::Uppdrag]),
            ("Beslutet publiceras inte i sin helhet.", vec![Outcome::EjPublicerat]),
        ] {
            assert_eq!(of_text(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_said_stays_unknown() {
        for text in [
            "Förslaget bereds inte vidare.",
            "Länsstyrelsen tillskrivs för att utse en efterträdare.",
            "Eva Ek (S) anmäler jäv under paragraf 12.",
            "Hamnfogden informerar om isläget.",
            "Ärendet återremitteras inte.",
            "Hamnnämnden beslutar att planen ska antas av länsstyrelsen.",
            "Taxan upphör att gälla.",
            "Kajen tas upp på land.",
            "Kajen målas enligt Eva Eks förslag.",
            "Kajen målas inte enligt hamnkontorets förslag.",
            "Huset säljs.",
            "Blanketten skickas tillbaka till sökanden.",
            "Ordföranden utses att för hamnens räkning underteckna avtalet.",
        ] {
            assert_eq!(of_text(text), [], "{text}");
        }
    }

    #[test]
    fn a_clause_for_another_body_is_a_proposal() {
        let clause = Clause {
            text: "att anta planen".into(),
            decides: Some("kommunfullmäktige".into()),
            ..Clause::default()
        };
        assert_eq!(read(&[clause], &[]), [Outcome::Foreslar]);
    }

    #[test]
    fn a_reference_to_a_proposal_is_approval_where_nothing_else_is_said() {
        let lead = vec!["Enligt hamnkontorets förslag:".to_owned()];
        let clause = |text: &str| Clause { text: text.into(), ..Clause::default() };
        assert_eq!(read(&[], &lead), [Outcome::Bifall]);
        assert_eq!(read(&[clause("Yttrandet översänds till staten.")], &lead), [Outcome::Bifall]);
        assert_eq!(read(&[clause("Motionen avslås.")], &lead), [Outcome::Avslag]);
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(QUOTED.is_some() && AS_PROPOSED.is_some() && ADJUSTS.is_some());
        assert_eq!(PATTERNS.len(), PHRASES.len());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,80}") {
            let _ = of_text(&text);
        }
    }
}
