use proptest::prelude::*;

use super::scan::{self, Context, Found, Label, Place, Tier};
use super::*;

fn number(text: &str) -> Diarienummer {
    Diarienummer::parse(text).unwrap_or_else(|reason| panic!("{text}: {reason}"))
}

/// Printed forms of forty bodies, with key and slug.
const SEEN: &[(&str, &str, &str)] = &[
    ("19RS8666", "19RS8666", "19rs8666"),
    ("19 RS 10286", "19RS10286", "19rs10286"),
    ("RUN/430/2018", "RUN 430/2018", "run-430-2018"),
    ("RUN 430/2018", "RUN 430/2018", "run-430-2018"),
    ("N2018/05924/RTS", "N 2018/05924", "n-2018-05924"),
    ("N2016/07807 /HL", "N 2016/07807", "n-2016-07807"),
    ("N2016/07807", "N 2016/07807", "n-2016-07807"),
    ("MIUN 2019/77", "MIUN 2019/77", "miun-2019-77"),
    ("Ju2018/03485/L4", "JU 2018/03485", "ju-2018-03485"),
    ("KS 2018/124", "KS 2018/124", "ks-2018-124"),
    ("KS2020/123", "KS 2020/123", "ks-2020-123"),
    ("KS-2020:123", "KS 2020/123", "ks-2020-123"),
    ("RJL2017/101", "RJL 2017/101", "rjl-2017-101"),
    ("LD13/03336", "LD 13/03336", "ld-13-03336"),
    ("LTV 130600", "LTV 130600", "ltv-130600"),
    ("HSN 1404-0511", "HSN 1404-0511", "hsn-1404-0511"),
    ("ÖFN 2024.31", "ÖFN 2024/31", "ofn-2024-31"),
    ("KS2024.0105", "KS 2024/0105", "ks-2024-0105"),
    ("1.5.4-18-2024", "1.5.4-18/2024", "1-5-4-18-2024"),
    ("531-4471-2023", "531-4471/2023", "531-4471-2023"),
    ("2009.118", "2009/118", "2009-118"),
    ("2018/KS 0001 001", "2018/KS 0001", "2018-ks-0001"),
    ("Ks 12/0207 042", "KS 12/0207", "ks-12-0207"),
    ("2018/KS 0290 10", "2018/KS 0290", "2018-ks-0290"),
    ("1.6-0463/2011", "1.6-0463/2011", "1-6-0463-2011"),
    ("1.1-6/2031", "1.1-6/2031", "1-1-6-2031"),
    ("N161-0112/24", "N161 0112/24", "n161-0112-24"),
    ("KFN/2021:43", "KFN 2021/43", "kfn-2021-43"),
    ("KSKF/2014:1", "KSKF 2014/1", "kskf-2014-1"),
    ("Bun/2022:269   041", "BUN 2022/269", "bun-2022-269"),
    ("SLK-2024-00008:40", "SLK 2024/00008", "slk-2024-00008"),
    ("SLK-2024-00010:-1", "SLK 2024/00010", "slk-2024-00010"),
    ("1435/22", "1435/22", "1435-22"),
    ("00322/2026", "00322/2026", "00322-2026"),
    ("634/2024", "634/2024", "634-2024"),
    ("100779", "100779", "100779"),
    ("00123/20212.6.", "00123/2021", "00123-2021"),
    ("TRV 2024/100061", "TRV 2024/100061", "trv-2024-100061"),
    ("BN-2023-001564", "BN 2023/001564", "bn-2023-001564"),
    ("BN 2023-002372", "BN 2023/002372", "bn-2023-002372"),
    ("BN-2020-\n00017", "BN 2020/00017", "bn-2020-00017"),
    ("2024-00001", "2024/00001", "2024-00001"),
    ("Ks 1092/2013", "KS 1092/2013", "ks-1092-2013"),
    ("IFN 2018/00256-1.6.1", "IFN 2018/00256", "ifn-2018-00256"),
    ("KSN 2015–1831", "KSN 2015/1831", "ksn-2015-1831"),
    ("RS 269:1-2020", "RS 269/2020", "rs-269-2020"),
    ("RS 269-2020", "RS 269/2020", "rs-269-2020"),
    ("2016-000003", "2016/000003", "2016-000003"),
    ("2019/14", "2019/14", "2019-14"),
    ("2022:1052", "2022/1052", "2022-1052"),
    ("KS 02-820 107", "KS 02/820", "ks-02-820"),
    ("655-2012", "655/2012", "655-2012"),
    ("Kst/2012:214", "KST 2012/214", "kst-2012-214"),
    ("KS 2016-254/322", "KS 2016/254", "ks-2016-254"),
    ("2025.511 KS", "2025.511 KS", "2025-511-ks"),
    ("ÖN\u{a0}2020/7", "ÖN 2020/7", "on-2020-7"),
    ("KU.2017.3", "KU 2017/3", "ku-2017-3"),
    ("MSN/2031/0077/261-12", "MSN 2031/0077", "msn-2031-0077"),
    ("KS KF/2031:7", "KS KF 2031/7", "ks-kf-2031-7"),
    ("RS-LED31-0017", "RS-LED 31/0017", "rs-led-31-0017"),
    ("BUN 00219/2030-623", "BUN 00219/2030", "bun-00219-2030"),
    ("2031-000045-107", "2031/000045", "2031-000045"),
    ("310.2031.00071", "310-00071/2031", "310-00071-2031"),
    ("1.2.1/388/2031", "1.2.1-388/2031", "1-2-1-388-2031"),
    ("GSN-2031/741.182", "GSN 2031/741", "gsn-2031-741"),
    ("442-2031-1.5.1", "442/2031", "442-2031"),
    ("103-434-03", "103-434/03", "103-434-03"),
    ("099 – 375/06", "099-375/06", "099-375-06"),
    ("KS-31-123", "KS 31/123", "ks-31-123"),
    ("106-156/2031", "106-156/2031", "106-156-2031"),
    ("60902-188/2031", "60902-188/2031", "60902-188-2031"),
    ("2.2.2/171-2031", "2.2.2-171/2031", "2-2-2-171-2031"),
    ("0165/31-013", "0165/31", "0165-31"),
    ("2031/123-KS", "2031.123 KS", "2031-123-ks"),
];

#[test]
fn every_printed_form_gives_its_key() {
    for (printed, key, slug) in SEEN {
        let number = number(printed);
        assert_eq!((number.key(), number.slug().as_str()), (*key, *slug), "{printed}");
        assert_eq!(Diarienummer::parse(&printed.to_lowercase()).as_ref(), Ok(&number), "{printed}");
        assert_eq!(Diarienummer::parse(number.key()).as_ref(), Ok(&number), "{printed}");
        assert_eq!(Diarienummer::parse(number.printed()).unwrap().printed(), number.printed());
    }
}

#[test]
fn the_parts_of_a_number_are_told_apart() {
    let sub = number("SLK-2024-00008:40");
    assert_eq!((sub.prefix(), sub.year(), sub.serial()), (Some("SLK"), Some(2024), "00008"));
    assert_eq!((sub.document(), sub.classification(), sub.family()), (Some("40"), None, Family::D4));
    assert_eq!(number("KS 2020/123-3").document(), Some("3"));
    assert_eq!(number("RS 269:1-2020").document(), Some("1"));
    let class = number("1.6-0463/2011");
    assert_eq!((class.prefix(), class.classification()), (None, Some("1.6")));
    let glued = number("00123/20212.6.");
    assert_eq!((glued.printed(), glued.classification()), ("00123/2021", Some("2.6")));
    let beside = number("Bun/2022:269   041");
    assert_eq!((beside.printed(), beside.classification()), ("Bun/2022:269", Some("041")));
    assert_eq!(number("IFN 2018/00256-1.6.1").classification(), Some("1.6.1"));
    assert_eq!(number("MSN/2031/0077/261-12").classification(), Some("261-12"));
    assert_eq!(number("N2018/05924/RTS").family(), Family::D3);
    assert_eq!((number("85RS12").year(), number("LTV 130600").year()), (Some(1985), None));
}

#[test]
fn what_is_no_number_says_why() {
    for (text, reason) in [
        ("", Reason::Empty),
        (" ). ", Reason::Empty),
        ("Dnr", Reason::NoFamily),
        ("2020-02-14", Reason::NoFamily),
        ("KS 2015/", Reason::Truncated),
        ("2015/", Reason::Truncated),
        ("19RS10286 och 19RS265", Reason::NoFamily),
        ("55AB12", Reason::NoFamily),
        ("Dnr KS 2026/13", Reason::NoFamily),
        ("Ert KS 2026/13", Reason::NoFamily),
        ("1234", Reason::NoFamily),
    ] {
        assert_eq!(Diarienummer::parse(text).unwrap_err(), reason, "{text}");
    }
}

#[test]
fn zeros_and_order_tell_numbers_apart() {
    assert_ne!(number("BN-2023-00211"), number("BN-2023-211"));
    assert_ne!(number("Ks 47/2014"), number("KS 2014/47"));
    assert_ne!(number("1435/22"), number("1435/2022"));
}

#[test]
fn users_see_serials_in_the_order_of_numbers() {
    let mut numbers: Vec<_> =
        ["20RS3", "19RS10286", "KS 2020/9", "19RS265", "KS 2020/10", "19RS0265", "2019/14"]
            .map(number)
            .into();
    numbers.sort();
    let printed: Vec<_> = numbers.iter().map(Diarienummer::printed).collect();
    assert_eq!(printed, ["2019/14", "KS 2020/9", "KS 2020/10", "19RS265", "19RS0265", "19RS10286", "20RS3"]);
}

#[test]
fn spellings_hold_what_people_type() {
    let spellings = number("SE-2023-00411").spellings();
    for typed in ["SE-2023-00411", "SE 2023/00411", "SE2023/411", "SE202300411", "SE 2023-411", "SE/2023:411"]
    {
        assert!(spellings.iter().any(|s| s == typed), "{typed} in {spellings:?}");
    }
    assert!(number("19RS265").spellings().contains(&"19 RS 265".to_owned()));
}

#[test]
fn a_number_is_its_printed_form_in_files() {
    let number = number("RUN 430/2018");
    assert_eq!(serde_json::to_string(&number).unwrap(), "\"RUN 430/2018\"");
    assert_eq!(serde_json::from_str::<Diarienummer>("\"RUN/430/2018\"").unwrap(), number);
    assert!(serde_json::from_str::<Diarienummer>("\"hej\"").is_err());
}

fn any_number() -> impl Strategy<Value = String> {
    let year = || 1980..2050u16;
    let prefix = "[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,3}";
    let joint = prop_oneof![Just(""), Just(" "), Just("/"), Just("-"), Just("\u{a0}")];
    prop_oneof![
        "[0-4][0-9][A-ZÅÄÖ]{2,4}[0-9]{1,6}",
        (prefix, joint, year(), "[/:–-]", "[0-9]{1,6}")
            .prop_map(|(p, j, y, s, n)| format!("{p}{j}{y}{s}{n}")),
        (prefix, "[ /]", "[0-9]{1,3}", "[/-]", year()).prop_map(|(p, j, n, s, y)| format!("{p}{j}{n}{s}{y}")),
        (year(), "[A-ZÅÄÖ]{2,4}", "[0-9]{3,5}").prop_map(|(y, p, n)| format!("{y}/{p} {n}")),
        ("[A-Z]{2,3}", "[0-4][0-9]", "[0-9]{3}").prop_map(|(p, y, n)| format!("{p}{y}/{n}")),
        (year(), "[-/:]", "[0-9]{1,6}").prop_map(|(y, s, n)| format!("{y}{s}{n}")),
        ("[0-9]{1,3}|[0-9]{5}", year()).prop_map(|(n, y)| format!("{n}/{y}")),
        ("[0-9]{1,3}|[0-9]{5}", "[0-4][0-9]").prop_map(|(n, y)| format!("{n}/{y}")),
        "[0-9]{5,7}",
    ]
}

proptest! {
    #[test]
    fn a_printed_form_is_read_back(text in any_number()) {
        let first = number(&text);
        let again = number(first.printed());
        prop_assert_eq!(&again, &first);
        prop_assert_eq!(again.printed(), first.printed());
        prop_assert_eq!(&number(first.key()), &first);
        prop_assert_eq!(&number(&text.to_lowercase()), &first);
    }

    #[test]
    fn slugs_are_plain_and_stable(text in any_number()) {
        let first = number(&text);
        let slug = first.slug();
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        prop_assert!(!slug.is_empty() && slug.bytes().all(plain));
        prop_assert_eq!(number(first.printed()).slug(), slug);
    }

    #[test]
    fn other_separators_of_one_order_are_one_number(
        prefix in "[A-ZÅÄÖ]{2,4}", year in 1980..2050u16, serial in "[0-9]{1,6}"
    ) {
        let forms = [("", "/"), (" ", "/"), ("/", ":"), ("-", "-"), ("-", ":"), (" ", "-"), ("\u{a0}", "–")];
        let keys: std::collections::BTreeSet<String> = forms
            .iter()
            .map(|(one, two)| number(&format!("{prefix}{one}{year}{two}{serial}")).key().to_owned())
            .collect();
        prop_assert_eq!(keys.len(), 1, "{:?}", keys);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*", more in "[-0-9A-ZÅa-zö/:. \n§|\u{a0}–]{0,60}") {
        let _ = Diarienummer::parse(&text);
        let _ = Diarienummer::parse(&more);
        let register = Register::new(["KS", "19RS1"]).with_bare_numbers();
        for text in [&text, &more] {
            let scan = scan::find(text, &Context { register: &register, before: "Dnr:" });
            for found in &scan.found {
                prop_assert_eq!(&number(&text[found.range.clone()]), &found.number);
            }
            for rejected in &scan.rejected {
                prop_assert!(text.get(rejected.range.clone()).is_some());
            }
            let _ = scan::in_lines(text.lines(), &register);
        }
    }

    #[test]
    fn the_order_is_total(a in any_number(), b in any_number(), c in any_number()) {
        let (a, b, c) = (number(&a), number(&b), number(&c));
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b) == Ordering::Equal);
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
    }
}

fn own() -> Register {
    Register::new(["19RS1", "KS", "BN", "Ks 1/2013"]).with_bare_numbers()
}

fn find(text: &str) -> Vec<Found> {
    scan::find(text, &Context { register: &own(), before: "" }).found
}

fn keys(text: &str) -> Vec<String> {
    find(text).into_iter().map(|found| found.number.key().to_owned()).collect()
}

fn reasons(text: &str) -> Vec<Reason> {
    let scan = scan::find(text, &Context { register: &own(), before: "" });
    assert!(scan.found.is_empty(), "{text}: {:?}", scan.found);
    scan.rejected.into_iter().map(|rejected| rejected.reason).collect()
}

macro_rules! traps {
    ($($name:ident: $reason:expr => [$($text:expr),+ $(,)?];)+) => {
        $(#[test]
        fn $name() {
            for text in [$($text),+] {
                let reason: Option<Reason> = $reason;
                let seen = reasons(text);
                match reason {
                    Some(reason) => assert!(seen.contains(&reason), "{text}: {seen:?}"),
                    None => assert!(seen.is_empty(), "{text}: {seen:?}"),
                }
            }
        })+
    };
}

traps! {
    trap_statutes: Some(Reason::Law) => [
        "enligt skollagen (2010:800) får", "beslut (2010:630) om", "PBL 2010:900 gäller", "miljöbalken (1998:808)",
        "SFS 2018:1937", "förordningen (SKOLFS 2011:142) om", "SOSFS 2014:5", "lagen 2016:1145", "Dnr SFS 2018:1937",
    ];
    trap_state_prints: Some(Reason::StatePrint) => [
        "betänkandet (SOU 2024:42)", "Ds 2002:40", "prop. 2016/17:171", "bet. 2008/09:KU24", "rskr. 2016/17:338",
        "dir. 2019:20", "skr. 2017/18:47",
    ];
    trap_reports: Some(Reason::ReportSeries) => [
        "VR 2019:04", "VA 2013:07", "MMIR 2018:3", "Rapport 2014:11", "i Revisionsrapport 2017:9 sägs",
        "SKR Cirkulär 2023:06",
    ];
    trap_motions: Some(Reason::Motion) => ["motion (2011:44)", "Motion nr 11-2020"];
    trap_prints: Some(Reason::PrintNumber) => ["FÖRSLAG 2014:99"];
    trap_prints_without_form: None => ["2023 nr 25", "H 2023 nr 14", "KF Handling 2024 nr 241"];
    trap_citizens_proposals: None => ["Göteborgsförslag 13098 om lekplats"];
    trap_paragraphs_with_year: Some(Reason::Paragraph) => ["§ 63/20 Upprop", "se § 12/24"];
    trap_meeting_numbers: Some(Reason::Unlabelled) => ["LS 10/08", "VA 104/11 gäller"];
    trap_paragraph_references: Some(Reason::Date) => ["§ 17 KF 2022-05-19", "§ 7 KS 2022-05-19"];
    trap_dates: Some(Reason::Date) => [
        "den 2020-02-14 kl", "Kihl 2020-02-14", "Dnr 2024-01-09", "beslutades 2019-\n11-05", "Oktober 2019-12",
        "KS 2022-05-19",
    ];
    trap_spans: Some(Reason::Span) => [
        "åren 2019-2022", "RUS 2020-2021", "läsåret 2018/19", "perioden 2019/2020", "KS 2020-2021", "HT 2019/20",
        "§ 5 Budget 2024/25",
    ];
    trap_compact_dates: None => ["PM regional nämnd 200214"];
    trap_properties: None => ["Bukärr 2:28", "Skörvalla 1:116", "Söderbymalm 3:274", "Masthugget 712:30"];
    trap_budget_items: None => ["anslag 1:1", "1:1-anslaget"];
    trap_organisations: Some(Reason::OrganisationNumber) => ["875002-5994", "org.nr 826000-1204"];
    trap_persons: Some(Reason::Personnummer) => ["850212-1234", "19850212-1234", "850212+1234"];
    trap_phones: Some(Reason::Phone) => [
        "019-602 63 00", "063-14 76 47", "073-039 28 06", "08-405 10 00", "070-29 70 687",
    ];
    trap_post: None => ["Box 1613, 701 16 Örebro"];
    trap_giro: None => ["plusgiro 12 34 56-7", "bankgiro 123-4567"];
    trap_giro_that_ends_like_a_year: Some(Reason::Giro) => ["bankgiro 123-2014"];
    trap_courts: Some(Reason::Court) => ["mål nr 1405-2017", "i mål 2345-2019"];
    trap_courts_without_form: None => ["mål P 5456–22"];
    trap_eu_acts: Some(Reason::EuAct) => ["(EU) 2016/679", "direktiv 2019/1024", "EU 2016/2102"];
    trap_bare_numbers: Some(Reason::Unlabelled) => ["om 2016/2102 skulle"];
    trap_pages_points_amounts: None => ["1 (303)", "punkt 3.2", "5043:09880", "1 235 000 kr"];
    trap_signatures: Some(Reason::SigningId) => ["refno: c5c55293-0a10-4ad7-b9d0-f7d127c389c9"];
    trap_own_minutes: Some(Reason::OwnMinutes) => ["Protokoll Ks 47/2014"];
    trap_truncated: Some(Reason::Truncated) => ["Dnr 2015/", "KS 2015/", "Diarienummer: KSF 2015/"];
    trap_documents: Some(Reason::DocumentId) => ["Handlingsid: 2021/107"];
    trap_addresses: Some(Reason::Address) => ["https://example.se/ABC/2020/123", "?id=ABC-2020-123"];
    trap_unknown_words: Some(Reason::UnknownPrefix) => ["i 25KR10 finns", "ABC-2019-12 finns"];
}

#[test]
fn the_number_of_others_is_found_and_is_external() {
    for (text, key) in [
        ("Ert dnr 25-2012", "25/2012"),
        ("Externt diarienummer:\nN2019/02980/RTL", "N 2019/02980"),
        ("Er beteckning: KS 2020/1", "KS 2020/1"),
        ("TRV 2024/100061", "TRV 2024/100061"),
        ("Remiss (RUN/430/2018)", "RUN 430/2018"),
        ("Dnr: MIUN 2019/77). Sedan", "MIUN 2019/77"),
        ("2018, N2018/05924/RTS m.fl.", "N 2018/05924"),
    ] {
        let found = find(text);
        let seen: Vec<_> = found.iter().map(|f| (f.number.key(), f.origin)).collect();
        assert_eq!(seen, [(key, Origin::External)], "{text}");
    }
    assert_eq!(find("Ert dnr 25-2012")[0].label, Some(Label::Other));
}

#[test]
fn bare_numbers_are_taken_only_where_they_have_a_place() {
    for (text, key, place) in [
        ("Dnr 2024-00010.", "2024/00010", Place::Head),
        ("antagande, dnr 0232/23, angående", "0232/23", Place::Label),
        ("§ 15 1435/22", "1435/22", Place::Paragraph),
        ("§ 162   Diarienummer 00322/2026", "00322/2026", Place::Head),
        ("§ 5 Diarienummer 106447", "106447", Place::Head),
        ("2019/14", "2019/14", Place::Alone),
        ("| Titel | 2019/14 | Bifall |", "2019/14", Place::Alone),
        ("§ 9 Detaljplan för Torp 2019/14", "2019/14", Place::HeadingEnd),
        ("Ärendenr: 1.6-0463/2011", "1.6-0463/2011", Place::Head),
        ("Dnr 1.1-6/2031", "1.1-6/2031", Place::Head),
        ("§ 308 Diarienummer 00679/20242.6.", "00679/2024", Place::Head),
        ("| Dnr | 655-2012 |", "655/2012", Place::Head),
        ("**Dnr:** 2022:1052", "2022/1052", Place::Head),
    ] {
        let found = find(text);
        let seen: Vec<_> = found.iter().map(|f| (f.number.key(), f.place, f.tier)).collect();
        assert_eq!(seen, [(key, place, Tier::Weak)], "{text}");
        assert_eq!(found[0].origin, Origin::Own);
    }
    for text in
        ["om 100779 kr", "106447", "Diarienummer\n106447", "se 2019/14 ovan", "2024-01", "12/31", "2018/19"]
    {
        assert_eq!(keys(text), [""; 0], "{text}");
    }
    let nobody = scan::find("2019/14", &Context { register: &Register::default(), before: "" });
    assert!(nobody.found.is_empty(), "where bare numbers are not own, a line of its own is no place");
}

#[test]
fn strong_numbers_stand_anywhere() {
    for (text, expected) in [
        ("Dnr 19RS9565 Medel, Dnr 19RS9282, mer", vec!["19RS9565", "19RS9282"]),
        ("(beslutades 2019-\n11-05, dnr 19RS9026).", vec!["19RS9026"]),
        ("ärendet BN-2020-\n00017 gäller", vec!["BN 2020/00017"]),
        ("§ 17 KS 2020/123 tas upp", vec!["KS 2020/123"]),
        ("Dnr 2019/14, 2019/15 och 2019/16.", vec!["2019/14", "2019/15", "2019/16"]),
        ("ärende 19 RS 10286 och 19RS265", vec!["19RS10286", "19RS265"]),
        ("Diarienummer20RS263Föredragande", vec!["20RS263"]),
        ("§ 370 Ärendenummer SLK-2024-00008:-1", vec!["SLK 2024/00008"]),
        ("Svar på motion (TN 2023-00584) m.m.", vec!["TN 2023/00584"]),
        ("enligt rapport TN 2020/17, förslag TN 2020/18", vec!["TN 2020/17", "TN 2020/18"]),
    ] {
        assert_eq!(keys(text), expected, "{text}");
    }
    let found = find("§ 2 Dnr Bun/2024:233 041");
    assert_eq!((found[0].number.printed(), found[0].number.classification()), ("Bun/2024:233", Some("041")));
}

#[test]
fn registers_are_learned_from_own_labels_alone() {
    let lines = [
        "3. Budget",
        "Diarienummer: 20RS263 Föredragande: A",
        "Diarienummer: 19RS265",
        "Diarienummer: 19RS266",
        "Diarienummer: 19RS267",
        "Diarienummer: 19RS268",
        "Dnr: ABC-2019-12",
        "Ange diarienummer RUN/430/2018 på yttrandet.",
        "Externt diarienummer:",
        "N2019/02980/RTL",
        "Er beteckning: KS 2020/1",
    ];
    let mut register = Register::default();
    register.learn(lines);
    assert_eq!(register.prefixes().collect::<Vec<_>>(), ["RS"]);
    assert_eq!(register.origin(&number("18RS680")), Origin::Own);
    assert_eq!(register.origin(&number("RS 2019-0829")), Origin::External, "another region's order of parts");
    assert_eq!(register.origin(&number("2019/14")), Origin::External);
    let mut bare = Register::default();
    bare.learn(["§ 15 1435/22", "Upprop", "§ 16 1436/22"]);
    assert!(bare.has_bare_numbers());
    let mut table = Register::default();
    table.learn([
        "| 1. | Hyra | SE-2023-00411 | Bifall |",
        "| 2. | Motion<br>(KS 2023-00584) | SE-2023-00327 | x |",
    ]);
    assert_eq!(table.prefixes().collect::<Vec<_>>(), ["SE"]);
}

#[test]
fn bare_numbers_of_bodies_with_their_own_diary_carry_the_body() {
    let register = Register::new(["KS"]).with_bare_numbers().with_diary(Diary::Body);
    assert_eq!(register.slug(&number("2019/14"), Some("socialnamnden")), "socialnamnden-2019-14");
    assert_eq!(register.slug(&number("KS 2019/14"), Some("socialnamnden")), "ks-2019-14");
}

#[test]
fn a_text_without_line_ends_is_not_read_again_for_each_number() {
    let text = "ärende 19RS265 och Dnr 2019/14 samt KS 2020/3. ".repeat(2_000);
    let found = find(&text);
    assert_eq!(found.len(), 6_000);
}

#[test]
fn a_register_with_a_number_of_its_own_needs_a_label_or_a_line() {
    assert_eq!(keys("Diarienummer: N161-0112/24"), ["N161 0112/24"]);
    assert!(keys("enligt ritning A101-0112/24 ska").is_empty());
}

#[test]
fn forms_with_a_unit_or_a_classification_are_found_whole() {
    let all = |text: &str| {
        scan::find(text, &Context { register: &Register::default(), before: "" })
            .found
            .into_iter()
            .map(|found| found.number.printed().to_owned())
            .collect::<Vec<_>>()
    };
    for printed in [
        "KS KF/2031:7",
        "RS-LED31-0017",
        "BUN 00219/2030-623",
        "2031-000045-107",
        "310.2031.00071",
        "1.2.1/388/2031",
        "GSN-2031/741.182",
        "442-2031-1.5.1",
        "103-434-03",
        "099 – 375/06",
        "KS-31-123",
        "2031/123-KS",
    ] {
        let label = format!("Dnr {printed}");
        assert_eq!(all(&label), [number(printed).printed()], "{label}");
    }
    assert_eq!(all("Taxa för kajen 2031.118 SN"), ["2031.118 SN"]);
    for text in ["ring 112-434-03", "kl. 10.2031.00071", "sidan 442-2031-1.5.1 här"] {
        assert!(all(text).is_empty(), "{text}: {:?}", all(text));
    }
}
