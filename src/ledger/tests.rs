use super::*;
use crate::base::source::Source;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn ledger(lines: &str) -> Ledger {
    let (ledger, found) = Ledger::read(&Source::new(NAME, lines));
    assert!(found.is_empty(), "{found:?}");
    ledger
}

fn sum(letter: char) -> String {
    std::iter::repeat_n(letter, 64).collect()
}

fn page(sums: &[String], anchors: &[(&str, &str)]) -> Page {
    let anchors =
        anchors.iter().map(|(kind, numbers)| ((*kind).to_owned(), Numbers::parse(numbers).unwrap()));
    Page { sums: sums.to_vec(), anchors: anchors.collect(), gone: None }
}

fn alias(from: &str, to: &str) -> crate::content::Alias {
    crate::content::Alias {
        from: from.into(),
        to: to.into(),
        source: Source::new("x", from),
        range: 0..from.len(),
    }
}

#[test]
fn a_ledger_reads_back_as_written_and_both_sides_of_a_merge_are_one() {
    let text = format!(
        "/dnr/ks-2026-12/ 2026-03-05\n/ks/2026-03-03/ anslag 2026-03-05 2026-03-27 protokoll 3.pdf\n\
         /ks/2026-03-03/bron/ 2026-03-05 {a}\n/ks/2026-03-03/bron/ 2026-03-05/2 {b} {c}\n\
         /ks/2026-03-03/bron/ 2026-04-01 gone personuppgifter (OSL 21:1)\n/ks/2026-03-03/bron/#beslut 1-3\n\
         /ks/2026-03-03/bron/#forslag-4 2026-04-01 gone stod där av misstag\n",
        a = sum('a'),
        b = sum('b'),
        c = sum('c'),
    );
    let written = ledger(&text).write();
    assert_eq!(written, format!("{HEAD}{text}"));
    // An editor's mark before it, and its line ends.
    assert_eq!(ledger(&format!("\u{feff}{}", written.replace('\n', "\r\n"))).write(), written);
    // Union merge: lines twice, in any order, headings in the middle.
    let both = format!("{text}{HEAD}/ks/2026-03-03/bron/#beslut 1-4\n{text}");
    let merged = ledger(&both);
    assert_eq!(merged.write(), written.replace("#beslut 1-3", "#beslut 1-4"));
    assert_eq!(merged.lacks(&ledger(&text)), None);
    assert_eq!(ledger("").lacks(&ledger("/a/ 2026-01-01\n")), Some((1, "/a/".to_owned())));
}

#[test]
fn lines_that_nobody_wrote_are_told_with_their_place() {
    let source = Source::new(
        NAME,
        "/a/ 2026-01-01\n<<<<<<< HEAD\n/b/ 2026-13-01\n/c/ 2026-01-01 abc\nd 2026-01-01\n/e/#x y\n/f/ anslag nu\n",
    );
    let (read, found) = Ledger::read(&source);
    assert_eq!(read.entries.len(), 1);
    let lines: Vec<_> = found.iter().map(|one| source.position(one.labels[0].range.start).line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6, 7]);
    assert!(found[0].message.contains("conflict"), "{}", found[0].message);
}

#[test]
fn what_is_recorded_once_stays_and_only_what_is_new_gets_a_day() {
    let mut live = Live::default();
    live.pages.insert("/ks/a/".into(), page(&[sum('a')], &[("beslut", "1-2")]));
    live.list("/dnr/x/");
    let first = recorded(&Ledger::default(), &live, day("2026-03-05"));
    assert_eq!(recorded(&first, &live, day("2027-01-01")), first);
    live.pages.insert("/ks/a/".into(), page(&[sum('b')], &[("beslut", "1")]));
    let second = recorded(&first, &live, day("2026-03-05"));
    let third = recorded(&second, &live, day("2026-01-01"));
    assert_eq!(second, third);
    assert!(second.write().contains(&format!("/ks/a/ 2026-03-05/2 {}", sum('b'))));
    assert!(second.write().contains("/ks/a/#beslut 1-2\n"), "anchors once published stay");
    let moves = Moves::default();
    let found = check::vanished(&second, &live, &moves, None);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("/ks/a/#beslut-2"), "{}", found[0].message);
    let all = happened(&second, &moves);
    let last = all.iter().find(|one| one.what == "changed").unwrap();
    assert_eq!((last.before.as_deref(), last.after.as_deref()), (Some(&*sum('a')), Some(&*sum('b'))));
}

#[test]
fn renames_of_bodies_meetings_and_items_keep_what_lay_below() {
    let known = ledger(&format!(
        "/ks/2026-03-03/bro/karta/ 2026-03-05 {a}\n/ks/2026-03-03/bro/karta/karta.pdf 2026-03-05 {b}\n",
        a = sum('a'),
        b = sum('b')
    ));
    let mut live = Live::default();
    for address in ["/styrelsen/", "/styrelsen/2026-03-10/", "/styrelsen/2026-03-10/bron/"] {
        live.list(address);
    }
    live.pages.insert("/styrelsen/2026-03-10/bron/karta/".into(), page(&[sum('a')], &[]));
    live.pages.insert("/styrelsen/2026-03-10/bron/karta/karta.pdf".into(), page(&[sum('b')], &[]));
    let aliases = vec![
        alias("/ks/", "/styrelsen/"),
        alias("/styrelsen/2026-03-03", "/styrelsen/2026-03-10/"),
        alias("/styrelsen/2026-03-10/bro/", "/styrelsen/2026-03-10/bron/"),
    ];
    let (moves, found) = Moves::gather(aliases, &live, &known);
    assert!(found.is_empty(), "{found:?}");
    assert!(check::vanished(&known, &live, &moves, None).is_empty());
    let now = Whither::There("/styrelsen/2026-03-10/bron/karta/karta.pdf".into());
    assert_eq!(moves.follow("/ks/2026-03-03/bro/karta/karta.pdf", &live, &known), now);
    // The page knows where it has been, and that nothing but its address changed.
    let formers = Formers::of(moves.exact.values());
    let address = "/styrelsen/2026-03-10/bron/karta/";
    let history = History::of(&known, address, &live.pages[address], &[&formers], Some(day("2026-05-01")));
    assert_eq!(history.first, Some(day("2026-03-05")));
    assert!(history.changes.is_empty());
    assert_eq!(history.former, ["/ks/2026-03-03/bro/karta/"]);
    // Without the aliases every address is named, and the new place found by its content.
    let found = check::vanished(&known, &live, &Moves::default(), None);
    assert_eq!(found.len(), 2);
    assert!(found[0].help[0].contains(address), "{:?}", found[0].help);
}

#[test]
fn aliases_that_cannot_be_are_told() {
    let mut live = Live::default();
    for address in ["/ks/", "/ks/2026-03-03/", "/nya/"] {
        live.list(address);
    }
    let said = |aliases: &[(&str, &str)]| {
        let aliases = aliases.iter().map(|(from, to)| alias(from, to)).collect();
        let (_, found) = Moves::gather(aliases, &live, &Ledger::default());
        found.into_iter().map(|one| one.message).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(said(&[("/gamla/", "/nya/"), ("/committees/{organ}/mote-{date}", "/{organ}/{date}/")]), "");
    for (aliases, word) in [
        (&[("/gamla/", "/nyas/")][..], "there is no page"),
        (&[("/a/", "/b/"), ("/b/", "/a/")], "circle"),
        (&[("/ks", "/nya/")], "is a page of this site"),
        (&[("/gamla/", "/gamla/gamla/")], "circle"),
        (&[("/a/{x}/", "/b/{x}/"), ("/b/{x}/", "/a/{x}/")], "circle"),
        (&[("/s/{x}-{date}", "/s/{x}-{date}")], "circle"),
        (&[("/k/", "/nya/"), ("/k", "/ks/")], "claimed twice"),
        (&[("/{a}/{b}/", "/{a}/{b}/")], "eats everything"),
        (&[("/{a}", "/{a}/")], "eats everything"),
        (&[("/ks/{date}", "/ks/{date}/")], "takes `/ks/2026-03-03/` too"),
        (&[("/x/{a}", "/ks/")], "not a pattern"),
        (&[("/x/{a}", "/{b}/")], "the same names"),
        (&[("https://a.example/x", "/ks/")], "host"),
        (&[("/a b", "/ks/")], "browsers send"),
        (&[("/x/../y", "/ks/")], "leads out"),
        (&[("/", "/ks/")], "start page"),
        (&[("/old/{date}", "/{date}/")], "no page has an address like"),
    ] {
        let said = said(aliases);
        assert!(
            said.contains(word) || (word == "not a pattern" && said.contains("names")),
            "{aliases:?}: {said}"
        );
    }
}

#[test]
fn a_notice_stands_until_its_day() {
    let known = ledger("/ks/2026-03-03/ anslag 2026-03-05 2026-03-27 protokoll.pdf\n");
    let mut live = Live::default();
    live.list("/ks/2026-03-03/");
    let told =
        |live: &Live, today: &str| check::vanished(&known, live, &Moves::default(), Some(day(today))).len();
    assert_eq!((told(&live, "2026-03-27"), told(&live, "2026-03-28"), told(&live, "2026-03-04")), (1, 0, 0));
    let posted = known.entries["/ks/2026-03-03/"].notices.first().unwrap().clone();
    live.board.entry("/ks/2026-03-03/".into()).or_default().insert(posted);
    assert_eq!(told(&live, "2026-03-27"), 0);
}

#[test]
fn what_was_taken_down_covers_what_lay_below_it() {
    let known = ledger(&format!(
        "/ks/2026-03-03/bron/ 2026-04-01 gone misstag\n/ks/2026-03-03/bron/karta/ 2026-03-05 {a}\n",
        a = sum('a')
    ));
    let live = Live::default();
    assert_eq!(known.gone("/ks/2026-03-03/bron/karta/").unwrap().reason, "misstag");
    assert_eq!(known.gone("/ks/2026-03-03/"), None);
    assert!(check::vanished(&known, &live, &Moves::default(), None).is_empty());
}
