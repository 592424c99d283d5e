//! Each detector with what it must find and what it must leave. All numbers, names and addresses are made up: the
//! personnummer are of Skatteverket's series for tests or have a serial of no person, the telephone numbers are those
//! set aside for fiction.

use super::*;

fn policy() -> Policy {
    Policy::new(["registrator@lindmora.example"], Mobiles::Masked)
}

/// What is masked of a text, piece by piece.
fn masks(text: &str) -> Vec<(Kind, &str)> {
    let found = scan(text, &policy(), Depth::Gate);
    let masked = found.into_iter().filter(|finding| finding.verdict == Verdict::Mask);
    masked.map(|finding| (finding.kind, &text[finding.range])).collect()
}

fn kept(text: &str) -> Vec<(Kind, &str)> {
    let found = scan(text, &policy(), Depth::Gate);
    found
        .into_iter()
        .filter(|finding| finding.verdict == Verdict::Keep)
        .map(|finding| (finding.kind, &text[finding.range]))
        .collect()
}

#[test]
fn every_pattern_compiles() {
    around::compile();
    home::compile();
    labelled::compile();
    person::compile();
    phone::compile();
    words::compile();
}

#[test]
fn identities_are_found() {
    for (text, kind, found) in [
        ("född 19900108-2396.", Kind::Personnummer, "19900108-2396"),
        ("900108+2396", Kind::Personnummer, "900108+2396"),
        ("900168-2393", Kind::Samordningsnummer, "900168-2393"),
        ("Pnr: 900108 2396", Kind::Personnummer, "900108 2396"),
        ("personnummer 900108-2397", Kind::Personnummer, "900108-2397"),
        ("9001082396och", Kind::Personnummer, ""),
        ("pnr9001082396", Kind::Personnummer, "9001082396"),
        ("T-nummer 19900108-T123", Kind::Reserve, "19900108-T123"),
        ("900108T123", Kind::Reserve, "900108T123"),
    ] {
        let expected: Vec<(Kind, &str)> = if found.is_empty() { Vec::new() } else { vec![(kind, found)] };
        assert_eq!(masks(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_identity_is_left() {
    for text in [
        "556012-5790",
        "900108-2397",
        "901308-2396",
        "900132-2396",
        "8001082396 kr",
        "Dnr 9001082396",
        "2019-12-04 – 2019-12-31",
        "2024-01-18 1530",
        "1764494651-157",
        "12 345 678 9012 st",
        "KS 2024/118 och 19RS10286",
        "ISBN 91-0108-239-1",
    ] {
        assert_eq!(masks(text), [], "{text}");
    }
}

#[test]
fn an_identity_is_found_over_a_page() {
    let text = "Sökanden 19900108-\n\n<!-- sida 7 -->\n2396 anför";
    let found = scan(text, &policy(), Depth::Gate);
    let masked = without(text, &found).unwrap();
    assert_eq!(masked, format!("Sökanden {MARKER}\n\n<!-- sida 7 -->\n anför"));
}

#[test]
fn mobile_numbers_are_masked_in_every_grouping() {
    for number in [
        "070-174 06 05",
        "070 174 06 05",
        "0701740605",
        "070-1740605",
        "070-17 40 605",
        "0701-74 06 05",
        "070/174 06 05",
        "070.174.06.05",
        "(070) 174 06 05",
        "+46 70 174 06 05",
        "+46701740605",
        "+46 (0)70-174 06 05",
        "0046 70 174 06 05",
        "070–174 06 05",
        "070\u{a0}174\u{a0}06\u{a0}05",
        "070-174\n06 05",
    ] {
        let text = format!("Ring {number}, tack");
        let found = masks(&text);
        let covered = found
            .first()
            .map(|(kind, found)| (*kind, number.trim_matches('(') == *found || number == *found));
        assert_eq!((found.len(), covered), (1, Some((Kind::Phone, true))), "{number}: {found:?}");
    }
}

#[test]
fn other_numbers_are_judged_by_what_stands_beside_them() {
    for text in [
        "Handläggare Stina Ek, 0000-10 00 00, 031-390 06 05",
        "Telefonväxel: 08-465 004 00",
        "stina.ek@lindmora.example\n\nTfn: 040-628 04 56",
        "Kontaktcenter 0771-793 336",
        "Lindmora kommun\nTel 040-628 04 56",
    ] {
        assert_eq!(masks(text), [], "{text}");
        assert!(kept(text).iter().any(|(kind, _)| *kind == Kind::Phone), "{text}");
    }
    for text in [
        "Stina Ek\nTel: 040-628 04 56",
        "Hälsningar Stina, hemtelefon 040-628 04 56",
        "Lindmora kommun\nstina@gmail.com\n040-628 04 56",
        "Grannen nås på 08-465 004 00.",
        "Tel: 62 80 45",
    ] {
        assert!(masks(text).iter().any(|(kind, _)| *kind == Kind::Phone), "{text}");
    }
}

#[test]
fn dates_times_amounts_and_cases_are_no_telephone_numbers() {
    for text in [
        "2020-\n02-14 kl. 10",
        "kl. 08.00-17.00",
        "08-12-2024",
        "090  12 072",
        "101 036  -908 619",
        "dnr 0435/22",
        "BN 2023-002372",
        "875002-5994",
        "mandatperioden 2022-2026",
        "Bankgiro 5050-1055 för Lindmora kommun",
        "0,75 procent av 070 000",
    ] {
        let phones: Vec<_> = masks(text).into_iter().filter(|(kind, _)| *kind == Kind::Phone).collect();
        assert_eq!(phones, [], "{text}");
    }
}

#[test]
fn private_mail_is_masked_and_official_stays() {
    for text in [
        "stina.ek@gmail.com",
        "Stina Ek, stina.ek@\ntelia.com",
        "stina(at)hotmail.com",
        "styrelsen.bryggan@outlook.com",
        "stina.ek@bryggerikonsult.example",
        "stina\\_ek@live.se",
        "Handläggare: Åsa Öman, sökande stina.ek@bryggerikonsult.example",
        "Handläggare: Åsa Öman, asa.oman@gmail.com",
        "Åsa Öman, ordförande, asa.oman@vattenvik.example",
    ] {
        assert!(masks(text).iter().any(|(kind, _)| *kind == Kind::Email), "{text}");
    }
    for text in [
        "stina.ek@lindmora.example",
        "registrator@bryggan.example",
        "n.registrator@departement.example",
        "info@bryggan.example",
        "stina.ek@kungsbacka.se",
        "anna.ek@regionexempel.se",
        "Föreningen Bryggan\nbatar@bryggan.example",
        "Handläggare: Åsa Öman, asa.oman@vattenvik.example",
        "Åsa Öman\nSocialsekreterare\nasa.oman@vattenvik.example",
        "diariet@verk.example och stina.ek@verk.example",
        "@hemma och a@b",
    ] {
        assert_eq!(masks(text), [], "{text}");
    }
}

#[test]
fn homes_are_masked_whole() {
    for (text, home) in [
        (
            "Stina Ek\nSjövägen 12 B\n000 12 Lindmora\n111 11 Lindmora",
            "Sjövägen 12 B\n000 12 Lindmora\n111 11 Lindmora",
        ),
        ("Stina Ek\nSjövägen 12 B\n123 45 Lindmora", "Sjövägen 12 B\n123 45 Lindmora"),
        ("Stina Ek, Sjövägen 12, lgh 1102, 12345 Lindmora", "Sjövägen 12, lgh 1102, 12345 Lindmora"),
        ("Stina Ek\n\nÖstra Byn 214\n\n\nSE-123 45 Lindmora", "Östra Byn 214\n\n\nSE-123 45 Lindmora"),
        (
            "Föreningen Bryggan\nc/o Stina Ek\n\nSjövägen 12\n\n123 45 Lindmora",
            "c/o Stina Ek\n\nSjövägen 12\n\n123 45 Lindmora",
        ),
        ("Stiftelsen Bryggan C/O Sjövägen 12\n\nTel", "C/O Sjövägen 12"),
        ("hemadress: Sjövägen 12", "Sjövägen 12"),
        ("Lindmora kommun\nHon bor på Sjövägen 12 B, 123 45 Lindmora.", "Sjövägen 12 B, 123 45 Lindmora"),
        ("c/o Ek\nBox 12\n\n123 45 Lindmora", "c/o Ek\nBox 12\n\n123 45 Lindmora"),
        ("boende på Sjövägen 12 i byn", "Sjövägen 12"),
    ] {
        let found: Vec<&str> =
            masks(text).into_iter().filter(|(kind, _)| *kind == Kind::Home).map(|(_, found)| found).collect();
        if text.contains("000 12") {
            assert!(found.is_empty(), "no postcode begins with a zero: {found:?}");
        } else {
            assert_eq!(found, [home], "{text}");
        }
    }
}

#[test]
fn addresses_of_organisations_and_of_things_stay() {
    for text in [
        "Lindmora kommun\nBrukstorget 1\n123 45 Lindmora",
        "Bryggeri AB Sjövägen 12 123 45 Lindmora",
        "Besöksadress: Sjövägen 12, 123 45 Lindmora",
        "Box 12, 123 45 Lindmora",
        "Sjövägen 12\n123 45 Lindmora\nOrg.nr 802400-0000",
        "Detaljplan för Sjövägen 12",
        "Plats: Stadshuset, Sjövägen 12, 123 45 Lindmora",
        "Summa 12 345 678 90 Kronor",
        "c/o Lindmora kommun, Box 1, 123 45 Lindmora",
    ] {
        assert_eq!(masks(text), [], "{text}");
    }
}

#[test]
fn what_a_word_makes_personal_is_masked() {
    for (text, kind) in [
        ("Kontonummer: 8327-9, 123 456 789-0", Kind::Account),
        ("IBAN SE35 5000 0000 0549 1000 0003", Kind::Account),
        ("Stina Ek, plusgiro 12 34 56-7", Kind::Giro),
        ("bilen med reg.nr ABC 123", Kind::Plate),
        ("Transaktionsidentitet 09222115557512345678", Kind::Signature),
        ("Stina Ek (född 560412)", Kind::Birth),
        ("Stina Ek, f. 1956-04-12", Kind::Birth),
        ("Födelsedatum: 19560412", Kind::Birth),
        ("LMA-nummer 50-123456/1", Kind::Reserve),
        ("reservnummer 560412-A123", Kind::Reserve),
        ("Personnummer/organisationsnummer: 7604122399", Kind::Personnummer),
        (
            "Signerat av STINA EK, BankID, 2026-02-02, id 0f8fad5b-d9cb-469f-a165-70867728950e",
            Kind::Signature,
        ),
        ("Stina Ek\nIP: 192.0.2.14", Kind::Signature),
        ("IP-adress 2001:db8::7", Kind::Signature),
        ("Penneo dokumentnyckel: PDZ3E-QA0SG-DLOWK-8SKMG-H1VHV-28ZH2", Kind::Signature),
        ("BankID refno: 0f8fad5b-d9cb-469f-a165-70867728950e", Kind::Signature),
    ] {
        let found = masks(text);
        assert_eq!(found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [kind], "{text}: {found:?}");
    }
    for text in [
        "Lindmora kommun, org.nr 212000-0000, bankgiro 5050-1055",
        "konto 4010 i kontoplanen",
        "ärende RUN 430 och SFS 201",
        "IBAN SE35 5000 0000 0549 1000 0004",
        "signerat av ordföranden 2026-03-17",
        "Stina Ek, född 1956",
        "barn födda 2019, 202013",
        "följer planen, IP 1.2.3",
        "filen 0f8fad5b-d9cb-469f-a165-70867728950e",
    ] {
        assert_eq!(masks(text), [], "{text}");
    }
}

#[test]
fn words_near_a_name_are_for_a_person_to_look_at() {
    let look = |text: &str| -> Vec<String> {
        let found = scan(text, &policy(), Depth::Review);
        let looked = found.into_iter().filter(|finding| finding.verdict == Verdict::Look);
        looked.map(|finding| text[finding.range].to_owned()).collect()
    };
    assert_eq!(look("Stina Ek Lund beviljas bistånd enligt LSS"), ["LSS"]);
    assert_eq!(look("Per Olof Ek är sjukskriven"), ["sjukskriven"]);
    assert_eq!(look("hon har skyddad identitet"), ["skyddad identitet"]);
    assert_eq!(look("Kommunens insatser enligt LSS ökar"), [""; 0]);
    assert_eq!(look("lokaler för rullstol\n\nAnna Berg Lund"), [""; 0]);
    assert_eq!(masks("Stina Ek Lund beviljas bistånd enligt LSS"), []);
}

#[test]
fn the_clerk_decides_but_not_of_identities() {
    let decision = |action, text: &str, file: Option<&str>| Decision {
        action,
        text: text.into(),
        file: file.map(str::to_owned),
        reason: None,
    };
    let policy = policy().with([
        decision(Action::Keep, "070-174 06 05", None),
        decision(Action::Mask, "Stina Ek", Some("a.md")),
        decision(Action::Keep, "900108-2396", None),
    ]);
    let text = "Stina\nEk, 0701740605, 900108-2396";
    let here = policy.for_file("a.md");
    assert_eq!(masked(text, &here).unwrap(), format!("{MARKER}\n, 0701740605, {MARKER}"));
    assert_eq!(masked(text, &policy.for_file("b.md")).unwrap(), format!("Stina\nEk, 0701740605, {MARKER}"));
    let used: Vec<Option<usize>> =
        scan(text, &here, Depth::Gate).into_iter().map(|finding| finding.decision).collect();
    assert_eq!(used, [Some(1), Some(0), Some(2)]);
}

#[test]
fn official_places_keep_addresses_and_numbers_but_no_identity() {
    let official = policy().official();
    assert_eq!(masked("Stadshuset, Sjövägen 12, 123 45 Lindmora, 040-628 04 56", &official), None);
    assert_eq!(masked("hos 900108-2396", &official).unwrap(), format!("hos {MARKER}"));
}

#[test]
fn names_of_files_show_their_identities() {
    assert!(identity_in_name("ansokan-900108-2396").is_some());
    assert!(identity_in_name("ansokan_19900108-2396.pdf").is_some());
    assert!(identity_in_name("protokoll-2024-01-18-2").is_none());
    assert!(identity_in_name("ks-2024-118").is_none());
}

#[test]
fn hostile_texts_are_scanned_in_time() {
    for text in [
        "0".repeat(100_000),
        "1 ".repeat(50_000),
        "c/o ".repeat(4_000),
        "@a.".repeat(20_000),
        "-1".repeat(50_000),
    ] {
        let _ = scan(&text, &policy(), Depth::Review);
    }
}

proptest::proptest! {
    #[test]
    fn nothing_panics_and_nothing_masked_is_left(text in "[\\PC\n]{0,200}") {
        let found = scan(&text, &policy(), Depth::Review);
        for pair in found.windows(2) {
            proptest::prop_assert!(pair[0].range.end <= pair[1].range.start);
        }
        if let Some(masked) = without(&text, &found) {
            proptest::prop_assert_eq!(masked.matches('\n').count(), text.matches('\n').count());
        }
    }
}

#[test]
fn a_last_look_finds_numbers_and_takes_nothing_else_for_one() {
    let bytes = |text: &str| identity_in_bytes(text.as_bytes()).is_some();
    for text in ["<p>121212-1212</p>", "\"19121212-1212\"", "a 121212+1212.", "701063-2391"] {
        assert!(bytes(text), "{text}");
    }
    for text in [
        "875002-5994",
        "212000-1355",
        "121212-1213",
        "/121212-1212/",
        "a-121212-1212",
        "121212-12123",
        "2121212-1212",
        "121212-1212-1",
        "1,121212-1212.5",
        "2026-03-03-1830",
        "KS 2026/118",
        "121212-121",
        "120 000-121 212 kr",
    ] {
        assert!(!bytes(text), "{text}");
    }
    for name in ["ansokan-121212-1212", "kallelse 19121212-1212.pdf", "191212121212"] {
        assert!(identity_in_name(name).is_some(), "{name}");
    }
    for name in
        ["kallelse-2026-03-03-1830.pdf", "ks-2026-118", "875002-5994", "2026-03-03-2", "beslut-070-123-45-67"]
    {
        assert!(identity_in_name(name).is_none(), "{name}");
    }
    assert_eq!(slug_within("Ansökan från 121212-1212 om bygglov", 60), "ansokan-fran-om-bygglov");
}
