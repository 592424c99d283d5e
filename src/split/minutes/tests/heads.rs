//! Headings of paragraphs as single houses set them: where the title stands, where its numbers.

use super::read_text;

/// Title and numbers of each paragraph.
fn heads(text: &str) -> Vec<(String, String, String)> {
    let items = read_text(text).meeting.items;
    items
        .into_iter()
        .map(|item| (item.paragraph.unwrap_or_default(), item.title, item.diarienummer.join("+")))
        .collect()
}

/// What is expected, in the same shape.
fn as_heads(expected: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    expected.iter().map(|(p, t, n)| ((*p).to_owned(), (*t).to_owned(), (*n).to_owned())).collect()
}

#[test]
fn a_paragraph_at_the_same_height_of_every_page_is_no_running_head() {
    let titles = ["Kaj", "Pir", "Bojar i viken", "Båtplatser", "Slipen"];
    let page = |(number, title): (u32, &str)| {
        format!(
            "KAJSTADS KOMMUN        SAMMANTRÄDESPROTOKOLL      Sida\nHamnnämnden            Sammanträdesdatum          {}(6)\n                       2031-10-17\n\nHN § {number}                             Dnr HN 2031-0001{number} 000\n\n{title}\n\nHamnnämnden beslutar\n\natt     bygga kajen.\n\n\u{c}",
            number - 10
        )
    };
    let text: String = (11..=15).zip(titles).map(page).collect();
    let found = heads(&text);
    assert_eq!(found.len(), 5, "{found:?}");
    assert_eq!(found[4], ("15".to_owned(), "Slipen".to_owned(), "HN 2031-000115".to_owned()));
}

#[test]
fn titles_may_stand_above_their_numbers() {
    let found = heads(
        "Kajstads kommun          PROTOKOLL
                         Hamnnämndens arbetsutskott
                         2031-09-03       1 (2)

Fastställande av dagordningen
§ 18

Arbetsutskottets beslut
      Dagordningen fastställs.
____________________

Medborgarförslag om en hundstrand bortom pirens norra ände
§ 19    HN31/412
        TN31/66

Arbetsutskottets beslut
      Ärendet återremitteras till kontoret.
____________________

Information
§ 20

      Hamnfogden informerar om isläget.
",
    );
    assert_eq!(
        found,
        as_heads(&[
            ("18", "Fastställande av dagordningen", ""),
            ("19", "Medborgarförslag om en hundstrand bortom pirens norra ände", "HN31/412+TN31/66"),
            ("20", "Information", ""),
        ])
    );
}

#[test]
fn a_number_closes_the_title_before_it() {
    let found = heads(
        "§ 15/31 Läget för pengarna t.o.m. mars, dnr 2031/6
Tom Fur redogjorde för läget. Förbundet har 9 mkr kvar.
Beslut: Styrelsen beslutar
att godkänna rapporten.

§ 16/31 Granskning av kajerna (REV 2031/6)
Pia Alm berättar om rapporten. Den är lång.
Beslut: Rapporten fastställs.

§ 17/31 Kontorets rapport
– Länsträff 14 maj
– Temadag om is

§ 18/31 Prövning av lån
a) Kajen: inga anmärkningar
b) Piren: fördjupas
",
    );
    assert_eq!(
        found,
        as_heads(&[
            ("15/31", "Läget för pengarna t.o.m. mars", "2031/6"),
            ("16/31", "Granskning av kajerna", "REV 2031/6"),
            ("17/31", "Kontorets rapport", ""),
            ("18/31", "Prövning av lån", ""),
        ])
    );
}

#[test]
fn a_number_by_itself_is_the_items_and_one_in_the_title_a_reference() {
    let found = heads(
        "§     4         Remiss från styrelsen om en motion av Eva
                Ek (S) om kajer, STK-2031-1166

FRN-2031-18

Beslut
Hamnnämnden avslår motionen.

§     5         Svar på remiss om en plan för hamnen
Remiss från kommunstyrelsen, dnr KS 2031/512
Dnr HN 2031/333

Beslut
Hamnnämnden överlämnar kontorets skrivelse som svar på remissen.

§     6         HN-2031-001333, HN-2031-000020   Upplag på piren

Beslut
Upplaget avslås.

§     7         Yttrande om bryggor, LI2031/00871
Dnr 00954-2031

Beslut
Hamnnämnden antar yttrandet.
",
    );
    assert_eq!(
        found,
        as_heads(&[
            ("4", "Remiss från styrelsen om en motion av Eva Ek (S) om kajer, STK-2031-1166", "FRN-2031-18"),
            ("5", "Svar på remiss om en plan för hamnen", "HN 2031/333"),
            ("6", "Upplag på piren", "HN-2031-001333+HN-2031-000020"),
            ("7", "Yttrande om bryggor, LI2031/00871", "00954-2031"),
        ])
    );
}

#[test]
fn a_bracket_that_ends_the_title_is_kept() {
    let found = heads(
        "§ 70 Avsägelse från Eva Ek (S)                  KS 2031/77\n\nBeslut\nEva Ek (S) entledigas.\n",
    );
    assert_eq!(found, as_heads(&[("70", "Avsägelse från Eva Ek (S)", "KS 2031/77")]));
}

#[test]
fn a_range_of_paragraphs_shares_a_heading() {
    let found = heads(
        "Paragrafer 97 och 98-101

Hn § 97                            Dnr 2009.118  042

          UPPFÖLJNING AV KAJEN

          Hamnnämnden beslutar
          att  godkänna uppföljningen.

Hn § 98 - § 100

          ENSKILDA BÅTAR

          Sekretess, se separat protokoll.

Hn § 101

          NÄSTA MÖTE
",
    );
    assert_eq!(
        found,
        as_heads(&[
            ("97", "UPPFÖLJNING AV KAJEN", "2009.118"),
            ("98", "ENSKILDA BÅTAR", ""),
            ("99", "ENSKILDA BÅTAR", ""),
            ("100", "ENSKILDA BÅTAR", ""),
            ("101", "NÄSTA MÖTE", ""),
        ])
    );
}
