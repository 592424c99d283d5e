//! Fictional minutes, one trait each; and the real ones, where they are at hand.

use super::*;

fn packet(text: &str) -> Packet {
    let mut page = None;
    let mut lines = Vec::new();
    if text.contains('\u{c}') {
        page = Some(1);
    }
    for (number, line) in (1u32..).zip(text.split('\n')) {
        for _ in 0..line.matches('\u{c}').count() {
            page = page.map(|page| page + 1);
        }
        lines.push(Line { number, page, text: line.replace('\u{c}', ""), furniture: false });
    }
    Packet { file: "test.txt".to_owned(), lines, page_count: page, ..Packet::default() }
}

fn read_text(text: &str) -> Draft {
    let packet = packet(text);
    read(&packet, &packet.lines, SourceKind::Protokoll)
}

#[test]
#[ignore = "prints what is recognised in a file, for a person to read"]
fn dump() {
    let path = std::env::var("MINUTES").unwrap();
    let text =
        String::from_utf8(crate::base::store::read(std::path::Path::new(&path), 1 << 26).unwrap()).unwrap();
    let draft = read_text(&text);
    let meeting = &draft.meeting;
    if std::env::var("FULL").is_ok() {
        println!("{}", serde_json::to_string_pretty(meeting).unwrap());
        return;
    }
    println!(
        "{:?} {:?} {:?} {:?}-{:?} place {:?} chair {:?} secr {:?} adj {:?} adjusted {:?} posted {:?} down {:?} appeal {:?} kept {:?} src {:?}",
        meeting.organisation,
        meeting.organ,
        meeting.date,
        meeting.start,
        meeting.end,
        meeting.place,
        meeting.chair,
        meeting.secretary,
        meeting.adjusters,
        meeting.adjusted,
        meeting.posted,
        meeting.taken_down,
        meeting.appeal_last,
        meeting.kept_at,
        meeting.sources
    );
    for p in &meeting.people {
        println!("   {} ({:?}) {} {:?}", p.name, p.party, p.role, p.scope);
    }
    for item in &meeting.items {
        println!(
            "§ {} | {} | {:?} | {} | lines {:?}",
            item.paragraph.as_deref().unwrap_or("?"),
            item.title,
            item.diarienummer,
            item.kind,
            item.lines
        );
        if let Some(p) = &item.proposal {
            println!("     proposal {:?}: {}", p.organ, p.clauses.len());
        }
        if let Some(d) = &item.decision {
            println!(
                "     decision {:?} {:?} clauses {} imm {} motions {} res {} stat {} jav {:?}",
                d.organ,
                d.outcomes,
                d.clauses.len(),
                d.immediate,
                d.motions.len(),
                d.reservations.len(),
                d.statements.len(),
                d.recused
            );
            for c in &d.clauses {
                println!("        - {:.110} {:?} {:?}", c.text, c.decides, c.amounts);
            }
            for v in &d.votes {
                println!(
                    "        vote {:?} {:?} {:?} names {} | {:?} | {:?}",
                    v.yes,
                    v.no,
                    v.abstain,
                    v.names.len(),
                    v.yes_means,
                    v.no_means
                );
            }
        }
        println!(
            "     att {} sent {:?} earlier {} sections {:?} sum {}",
            item.attachments.len(),
            item.sent_to,
            item.earlier.len(),
            item.sections.iter().map(|s| s.heading.as_str()).collect::<Vec<_>>(),
            item.summary.is_some()
        );
    }
    for d in &meeting.documents {
        println!("DOC {} {:?} {:?}", d.title, d.item, d.lines);
    }
    for f in &meeting.findings {
        println!("FINDING {} {} {:?}", f.code, f.message, f.line);
    }
}
