//! What is here and what is missing, by name; and the notice board with what belongs there and nothing else.

use serde_json::Value;

use crate::{DEMO, built, page, small};

fn record(path: &str) -> Value {
    serde_json::from_slice(&DEMO[path]).unwrap()
}

/// Of every meeting of the demo: as many attachments as its record says, and each that is missing by its name.
#[test]
fn a_meeting_names_what_is_missing() {
    let (mut counted, mut named) = (0, 0);
    for path in DEMO.keys().filter(|path| path.ends_with("/index.json") && path.matches('/').count() == 2) {
        let meeting = record(path);
        let Some(items) = meeting["items"].as_array() else { continue };
        let html = page(&path.replace("json", "html"));
        let listed: Vec<&Value> =
            items.iter().flat_map(|item| item["attachments"].as_array().unwrap()).collect();
        let documents = meeting["documents"].as_array().unwrap();
        let readable = |listed: &&&Value| {
            documents.iter().any(|document| {
                document["id"] == listed["document"]
                    && ["text", "file"].contains(&document["published"].as_str().unwrap())
            })
        };
        let here = listed.iter().filter(readable).count();
        if !listed.is_empty() {
            let sentence = format!("{here} av {} uppräknade bilagor finns här", listed.len());
            assert!(html.contains(&sentence), "{path}: {sentence}");
            counted += 1;
        }
        let sources = html.split("id=\"kallor\"").nth(1).unwrap();
        for missing in listed.iter().filter(|listed| listed["document"].is_null()) {
            assert!(
                sources.contains(&format!("<li>{} ", missing["title"].as_str().unwrap())),
                "{path}: {missing}"
            );
            named += 1;
        }
        for closed in documents.iter().filter(|document| document["published"] == "withheld") {
            assert!(sources.contains(closed["url"].as_str().unwrap()), "{path}: {closed}");
        }
    }
    assert!(counted > 3 && named > 0, "{counted} meetings with attachments, {named} missing");
}

#[test]
fn a_case_names_the_meetings_and_treatments_that_are_missing() {
    let item = "+++\ntitle = \"Bron\"\nkind = \"beslut\"\ndiarienummer = [\"KS 2026/12\"]\n\n[[attachments]]\ntitle = \"Kalkyl\"\n\n\
        [[earlier]]\norgan = \"Tekniska nämnden\"\ndate = 2019-05-06\nparagraph = \"7\"\n+++\n";
    let site = small(&[("content/ks/2026-03-03/bron.md", item.as_bytes())]);
    let files = built(site.path());
    let html = std::str::from_utf8(&files["dnr/ks-2026-12/index.html"]).unwrap();
    let here = html.split("id=\"finns\"").nth(1).unwrap().split("</section>").next().unwrap();
    for part in [
        "Kallelse finns inte här till:",
        "Protokoll finns inte här från:",
        "href=\"/ks/2026-03-03/\"",
        "0 av 1 uppräknade bilagor finns här",
        "<li>Kalkyl ",
        "Tekniska nämnden <time datetime=\"2019-05-06\">6 maj 2019</time> §&nbsp;7",
    ] {
        assert!(here.contains(part), "no `{part}` in {here}");
    }
}

/// Minutes of one paragraph are not the minutes of a meeting; of the case that they decide they are.
#[test]
fn parts_of_minutes_are_called_parts() {
    let index = |kind: &str| {
        format!(
            "+++\n[[sources]]\nkind = \"{kind}\"\nfile = \"p.pdf\"\nparagraphs = \"7\"\npublished = \"metadata\"\n+++\n"
        )
    };
    let item = |paragraph: &str, number: &str| {
        format!("+++\ntitle = \"Bron\"\nkind = \"beslut\"\n{paragraph}diarienummer = [\"{number}\"]\n")
    };
    let decided =
        format!("{}\n[decision]\nclauses = [\"bygga\"]\n+++\n", item("paragraph = \"7\"\n", "KS 2026/12"));
    let open = format!("{}+++\n", item("", "KS 2026/13"));
    for (kind, sentence) in [
        ("protokoll", "Protokoll finns här."),
        ("delprotokoll", "Bara delar av protokollet finns här."),
        ("protokollsutdrag", "Bara delar av protokollet finns här."),
        ("kallelse", "Protokoll finns inte här."),
    ] {
        let site = small(&[
            ("content/ks/2026-03-03/index.md", index(kind).as_bytes()),
            ("content/ks/2026-03-03/bron.md", decided.as_bytes()),
            ("content/ks/2026-03-03/torget.md", open.as_bytes()),
        ]);
        let files = built(site.path());
        let text = |path: &str| std::str::from_utf8(&files[path]).unwrap();
        assert!(text("ks/2026-03-03/index.html").contains(sentence), "{kind}");
        let lacks = |case: &str| text(case).contains("Protokoll finns inte här från:");
        let expected = match kind {
            "protokoll" => (false, false),
            "kallelse" => (true, true),
            _ => (false, true),
        };
        assert_eq!(
            (lacks("dnr/ks-2026-12/index.html"), lacks("dnr/ks-2026-13/index.html")),
            expected,
            "{kind}"
        );
    }
}

#[test]
fn the_start_page_says_which_bodies_and_which_period() {
    let html = page("index.html");
    let bodies: Vec<&str> = html.split("class=\"body-line\"").skip(1).collect();
    assert!(bodies.len() >= 5);
    for line in bodies.iter().map(|rest| rest.split("</li>").next().unwrap()) {
        assert!(line.contains("<time datetime=") || line.contains("0 möten"), "{line}");
    }
}

/// Only what the law names: the council's meetings, notices of minutes, and how to appeal.
#[test]
fn the_notice_board_holds_what_belongs_there() {
    let html = page("anslagstavla/index.html");
    let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let notices: Vec<&str> = main.split("<article class=\"notice\"").skip(1).collect();
    let (meetings, notices): (Vec<&str>, Vec<&str>) =
        notices.into_iter().partition(|notice| notice.starts_with(" id=\"sammantrade-"));
    assert_eq!(meetings.len(), 1, "the council is called to one meeting");
    for part in
        ["Kommunfullmäktige sammanträder", "Tid", "Plats", "Dagordning och handlingar", "<h3>Ärenden</h3>"]
    {
        assert!(meetings[0].contains(part), "no {part}");
    }
    assert!(!notices.is_empty());
    for notice in notices {
        for part in [
            "Justerat protokoll: ",
            "Justerat",
            "Anslaget",
            "Sista dag att överklaga",
            "Protokollet förvaras",
        ] {
            assert!(notice.contains(part), "no {part} in {notice}");
        }
    }
    assert!(main.contains("id=\"overklaga\""));
    for other in ["class=\"decision-line\"", "class=\"case-line\"", "class=\"cite\"", "class=\"follow\""] {
        assert!(!main.contains(other), "{other} does not belong here");
    }
}

/// A day that we counted says so; one that the minutes state does not.
#[test]
fn a_computed_day_says_so() {
    let index = |appeal: &str| {
        format!(
            "+++\n[[sources]]\nkind = \"protokoll\"\nfile = \"p.pdf\"\nstate = \"justerat\"\npublished = \"metadata\"\n\
             adjusted = 2026-03-10\nposted = 2026-03-11\nkept_at = \"Kommunhuset\"\n{appeal}+++\n"
        )
    };
    for (appeal, computed) in [("", true), ("appeal_last = 2026-04-01\n", false)] {
        let site = small(&[("content/ks/2026-03-03/index.md", index(appeal).as_bytes())]);
        let files = built(site.path());
        let html = std::str::from_utf8(&files["anslagstavla/index.html"]).unwrap();
        assert!(html.contains("<time datetime=\"2026-04-01\">"), "{html}");
        assert_eq!(html.contains("Beräknat: tre veckor"), computed);
    }
}
