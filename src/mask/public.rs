//! What is public by its name: domains of the public sector, mailboxes that are no person's, and, on the other side,
//! domains where private people have their mail.

/// Where anybody may have a mailbox.
const ANYBODY: &str = "gmail googlemail hotmail outlook live msn yahoo ymail icloud me mac aol gmx proton protonmail \
    telia tele2 comhem bredband bredband2 bredbandsbolaget spray swipnet home passagen algonet tiscali glocalnet ownit \
    bahnhof zeta fastmail mail tutanota hushmail yandex rocketmail tjohoo netatonce allente boxer";

/// Domains of the state that have no word of the state in their name.
const STATE: &str = "regeringen regeringskansliet riksdagen domstol polisen forsakringskassan fk arbetsformedlingen csn \
    msb smhi scb sgu lantmateriet bolagsverket kammarkollegiet riksarkivet ra kronofogden pensionsmyndigheten imy \
    integritetsskyddsmyndigheten folkhalsomyndigheten socialstyrelsen ivo tlv sida svk kb kulturradet raa digg pts fmi \
    konkurrensverket upphandlingsmyndigheten jo riksrevisionen statskontoret esv konj spv vinnova vr forte formas \
    energimyndigheten naturvardsverket boverket trafikverket tillvaxtverket havochvatten jordbruksverket skogsstyrelsen \
    livsmedelsverket skolverket skolinspektionen migrationsverket skatteverket tullverket kustbevakningen \
    forsvarsmakten sverigesdomstolar aklagare skr 1177 inera sll vgregion rjl ltv ltdalarna nll lio lul skane sormland \
    norrbotten regionorebrolan";

/// Parts of a domain's name that only the public sector has.
const WORDS: [&str; 12] = [
    "kommun",
    "region",
    "landsting",
    "lansstyrelsen",
    "myndighet",
    "verket",
    "departement",
    "raddningstjanst",
    "styrelsen",
    "domstol",
    "universitet",
    "stad",
];

/// Municipalities, as their domains write them.
const MUNICIPALITIES: &str = include_str!("municipalities.txt");

/// Mailboxes of a function, as a part of the name before the `@`.
const FUNCTIONS: &str = "info information kontakt kontakta registrator registrering registratur diarium diariet diarie \
    kommun kommunen region regionen landsting landstinget stad staden kansli kansliet kundtjanst kundcenter \
    kontaktcenter medborgarservice servicecenter reception receptionen vaxel vaxeln post mail epost brev office support \
    service styrelse styrelsen forening foreningen namnd namnden forvaltning forvaltningen administration admin \
    ekonomi faktura fakturor hr lon personal press media pressjour bygg bygglov miljo plan teknik gatu park vatten va \
    renhallning avfall bibliotek biblioteket skola skolan forskola barn utbildning kultur fritid social omsorg vard \
    overformyndare valnamnd val sakerhet raddning tillsyn remiss remisser upphandling inkop arkiv arkivet webb web \
    webmaster redaktion redaktionen turism turist turistbyra naringsliv tillganglighet dataskydd dataskyddsombud dpo \
    gdpr synpunkter synpunkt felanmalan konsument energi radgivning hallbarhet utveckling regionalutveckling \
    noreply no-reply natur ks kf su bun sbn";

/// First names that are common enough for a mailbox called so to be a person's.
const NAMES: &str = "anna eva maria karin kristina lena sara emma kerstin ingrid malin jenny annika birgitta hanna susanne \
    elin monica monika johanna inger elisabet elisabeth ulla sofia linda carina ida anette marie gunilla helena \
    katarina margareta britt anneli josefin lisa amanda julia agneta marianne camilla jessica barbro siv mona pia ann \
    lars mikael anders johan per erik karl peter jan thomas tomas daniel fredrik hans andreas bengt mats magnus \
    stefan bo alexander jonas nils martin leif christer ulf patrik mattias joakim oskar oscar marcus markus henrik \
    robert sven rolf goran stig kent filip viktor victor roger roland simon sebastian emil david lennart kjell \
    gunnar arne bertil ake olle olof gustav gustaf hugo axel elias oliver lucas william linus adam kalle pelle lasse \
    ove dan jens kurt tommy conny kenneth clas claes torsten ola tobias rickard richard niklas nicklas ankie mohamed \
    ahmed ali fatima amina";

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// The name of a domain without its ending and without what stands before it: `regionjh` of `www.regionjh.se`.
pub(super) fn label(domain: &str) -> &str {
    domain.rsplit('.').nth(1).unwrap_or(domain)
}

/// Whether anybody may have a mailbox there.
pub(super) fn is_anybodys(domain: &str) -> bool {
    has(ANYBODY, label(domain))
}

/// Whether the domain is one of the public sector's.
pub(super) fn is_public(domain: &str) -> bool {
    let label = label(domain);
    if is_anybodys(domain) {
        return false;
    }
    has(STATE, label)
        || domain.ends_with(".se") && has(MUNICIPALITIES, label)
        || WORDS.iter().any(|word| label.ends_with(word) || label.starts_with("region"))
        || domain.split('.').any(|step| step == "kommun")
}

/// Whether the name before the `@` says that no person is meant: `n.registrator`, `info`, `tillvaxtverket@tillvaxtverket.se`.
pub(super) fn is_function(user: &str, domain: &str) -> bool {
    let mut parts = user.split(['.', '-', '_']);
    user == label(domain)
        || user.contains("registrator")
        || user.contains("namnd")
        || user.contains("forvaltning")
        || user.contains("kansli")
        || parts.clone().all(|part| has(FUNCTIONS, part) || part.len() == 1)
            && parts.any(|part| has(FUNCTIONS, part))
}

/// Whether a word is a first name.
pub(super) fn is_first_name(word: &str) -> bool {
    has(NAMES, word)
}
