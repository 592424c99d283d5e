//! One fictional block per shape.

use super::*;

fn read_block(block: &str) -> Read {
    let lines: Vec<&str> = block.lines().collect();
    let width = 30_000;
    read(&Text { lines: &lines, width, meets: Some("Hamnnämnden") })
}

fn texts(block: &str) -> Vec<String> {
    read_block(block).clauses.into_iter().map(|clause| clause.text).collect()
}

#[test]
fn the_word_of_a_clause_may_have_its_line_for_itself() {
    let read = read_block("Hamnnämnden beslutar\natt\nmåla kajen, och\natt\ntacka fogden för att\nhan kom.");
    let texts: Vec<_> = read.clauses.iter().map(|clause| clause.text.as_str()).collect();
    assert_eq!(texts, ["att måla kajen", "att tacka fogden för att han kom."]);
}

#[test]
fn att_lines_are_clauses() {
    let read =
        read_block("Hamnnämnden beslutar\natt   anta plan för kajerna samt\n att hålla den öppen\nför alla.");
    assert_eq!(read.organ.as_deref(), Some("Hamnnämnden"));
    let texts: Vec<_> = read.clauses.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["att anta plan för kajerna", "att hålla den öppen för alla."]);
}

#[test]
fn a_wrapped_att_is_no_clause() {
    let found = texts("Hamnnämnden ger förvaltningen i uppdrag\natt måla bojarna före sommaren.");
    assert_eq!(found, ["Hamnnämnden ger förvaltningen i uppdrag att måla bojarna före sommaren."]);
}

#[test]
fn att_lines_without_punctuation_are_told_by_their_length() {
    assert_eq!(
        texts("Hamnnämnden beslutar\natt godkänna rapporten\natt lägga den till handlingarna").len(),
        2
    );
}

#[test]
fn an_att_line_below_a_list_is_the_next_clause() {
    let block = "Hamnnämnden beslutar\natt bereda följande förslag vidare:\n1. Förslag om bojar, HN 2023/12\n2. Förslag om broar, HN 2023/44\natt nästa redovisning sker i oktober.";
    let read = read_block(block);
    assert_eq!(read.clauses.len(), 2);
    assert_eq!(read.clauses[1].text, "att nästa redovisning sker i oktober.");
}

#[test]
fn what_is_listed_below_a_report_that_is_approved_is_no_clause() {
    let block = "Hamnnämnden godkänner redovisningen av delegationsbeslut.\n\n1. Beslut om båtplats, nr 12-18\n2. Beslut om bojar, nr 3-9";
    assert_eq!(texts(block), ["Hamnnämnden godkänner redovisningen av delegationsbeslut."]);
    let block = "Skrivelserna läggs till handlingarna.\n\n1. Länsstyrelsen: beslut om bidrag, 2031-05-03\n2. Polisen: lägesbild maj";
    let read = read_block(block);
    assert_eq!((read.organ, read.clauses.len()), (None, 1));
    let block = "Hamnnämnden godkänner redovisningen.\n1. Medel anvisas ur potten.\n2. Planen antas.";
    assert_eq!(texts(block).len(), 3);
}

#[test]
fn lines_that_all_begin_with_att_are_clauses() {
    let block = "Hamnnämnden beslutar\natt bevilja Eva Eks avsägelse från uppdraget som ledamot i hamnrådet, som leds av fogden\natt välja Bo Alm till ny ledamot i hamnrådet";
    let lines: Vec<&str> = block.lines().collect();
    assert_eq!(read(&Text { lines: &lines, width: 60, meets: None }).clauses.len(), 2);
}

#[test]
fn a_numbered_lead_over_letters_is_one_clause() {
    let read = read_block(
        "1. Hamnnämnden godkänner bokslutet.\n2. Hamnnämnden föreslår att fullmäktige beslutar följande:\na) Bokslutet godkänns.\nb) Ansvarsfrihet beviljas.",
    );
    assert_eq!(read.clauses.len(), 2);
    assert_eq!(read.clauses[1].decides.as_deref(), Some("fullmäktige"));
}

#[test]
fn conditions_before_a_decision_are_no_clause() {
    let found = texts(
        "Hamnnämnden beslutar för egen del:\nUnder förutsättning av fullmäktiges beslut:\n1. Kajen målas.",
    );
    assert_eq!(found, ["Kajen målas."]);
    assert_eq!(texts("Hamnnämnden beslutade följande.\n1. Kajen målas.\n2. Bojen målas.").len(), 2);
}

#[test]
fn what_is_laid_before_the_body_is_no_clause() {
    let found = texts(
        "Hamnnämnden lägger anmälningarna till handlingarna.\n• HN 2031-00011 Rapport\n• 2031-03-02, Skrivelse om kajen",
    );
    assert_eq!(found.len(), 1);
}

#[test]
fn one_sentence_is_one_clause() {
    assert_eq!(texts("Hamnnämnden beslutar att godkänna rapporten.").len(), 1);
    assert_eq!(texts("Hamnnämnden antar yttrandet, daterat 2031-02-01.").len(), 1);
}

#[test]
fn numbers_and_letters() {
    assert_eq!(
        texts("Hamnnämnden beslutar att\n1. bygga en kaj, samt att\n2. måla den."),
        ["bygga en kaj", "måla den."]
    );
    let found =
        texts("Hamnnämnden beslutar att\n1. bygga en kaj, som\na. är lång,\nb. är bred,\n2. måla den.");
    assert_eq!(found, ["bygga en kaj, som a) är lång, b) är bred", "måla den."]);
    assert_eq!(texts("Hamnnämnden beslutar att 1. bygga en kaj,\n2. måla den.").len(), 2);
}

#[test]
fn dashes_under_a_bare_lead_are_clauses_and_under_a_clause_are_parts() {
    assert_eq!(texts("Hamnnämnden beslutar:\n- Kajen byggs.\n- Kajen målas.").len(), 2);
    let found =
        texts("Hamnkontoret får i uppdrag att:\n- Bygga kajen.\nMåla den.\n- Städa den.\nAvgiften höjs.");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[1], "Avgiften höjs.");
}

#[test]
fn empty_points_are_nothing() {
    assert_eq!(texts("- \n- Kajen byggs.").len(), 1);
}

#[test]
fn paragraphs_without_marks() {
    let found = texts(
        "Eva Ek (S) befrias från sitt uppdrag.\nLänsstyrelsen tillskrivs för att utse en\nefterträdare.",
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn labels_are_no_clauses() {
    let read = read_block("Enligt hamnkontorets förslag:\nKajen byggs.");
    assert_eq!((read.clauses.len(), read.references.len()), (1, 1));
    let read = read_block("Hamnnämnden beslutar enligt förvaltningens förslag.");
    assert_eq!((read.clauses.len(), read.references.len()), (0, 1));
    let found = texts("På förslag av Eva Ek (S):\nÄrendet bordläggs till mötet den 8 maj.");
    assert_eq!(found, ["Ärendet bordläggs till mötet den 8 maj."]);
}

#[test]
fn a_proposal_to_another_body_names_it() {
    let read = read_block("Hamnnämnden beslutar att föreslå kommunfullmäktige besluta att bygga en kaj.");
    assert_eq!(read.clauses.len(), 1);
    assert_eq!(read.clauses[0].decides.as_deref(), Some("kommunfullmäktige"));
    let read =
        read_block("Hamnnämnden föreslår att kommunfullmäktige beslutar:\n1. Kajen byggs.\n2. Kajen målas.");
    assert_eq!(read.clauses.len(), 2);
    assert!(read.clauses.iter().all(|c| c.decides.as_deref() == Some("kommunfullmäktige")));
    let read = read_block(
        "Kajen målas.\nHamnnämnden tillstyrker förslaget och föreslår att kommunfullmäktige beslutar:\nKajen byggs.",
    );
    let decides: Vec<_> = read.clauses.iter().map(|c| c.decides.as_deref()).collect();
    assert_eq!(decides, [None, Some("kommunfullmäktige")]);
}

#[test]
fn conditions_stand_apart() {
    let read = read_block(
        "att bidraget beviljas samt\natt följande villkor gäller:\n\n• Kajen ska vara öppen.\n• Kajen ska vara ren.",
    );
    assert_eq!((read.clauses.len(), read.conditions.len()), (2, 2));
    assert_eq!(read.clauses[0].text, "att bidraget beviljas");
}

#[test]
fn narrative_after_the_clauses_is_left() {
    let found = texts("Antecknas.\n\nEfter mötet har två skrivelser kommit hit.\n\nBrev");
    assert_eq!(found, ["Antecknas."]);
    let found = texts("Breven läggs till handlingarna.\n\nOrdföranden önskar alla en god jul.");
    assert_eq!(found, ["Breven läggs till handlingarna."]);
}

#[test]
fn dels_att_are_two() {
    assert_eq!(texts("Hamnnämnden beslutar\ndels att bygga kajen,\ndels att måla den.").len(), 2);
}

#[test]
fn a_colon_may_announce_plain_text() {
    assert_eq!(texts("Hamnnämnden fastställer följande dagar för 2031:\n18 maj och 19 juni.").len(), 1);
}

#[test]
fn a_list_of_bodies_and_sums_belongs_to_the_clause_that_announces_it() {
    let found = texts(
        "Hamnnämnden fastställer ramar enligt följande:\nKajnämnden: 18,1 mnkr\nBojnämnden och övriga nämnder: 2 mnkr\nTotalt: 20,1 mnkr\nHamnnämnden antar planen.",
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_list_of_people_belongs_to_the_clause_that_announces_it() {
    let found = texts(
        "Följande väljs som hamnfogdar:\nEva Ek (S)\nBo Alm (M)\nEva Ek (S) väljs till ordförande.\nBo Alm (M) väljs till vice ordförande.",
    );
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn amounts_are_read() {
    let read = read_block("att avsätta 260 000 kronor, dock högst 42 procent.");
    assert_eq!((read.clauses[0].amounts.as_slice(), read.clauses[0].percent), (&[260_000][..], Some(42.0)));
}

proptest::proptest! {
    #[test]
    fn any_block_is_survived(block in "(\\PC{0,40}\n){0,8}") {
        let _ = read_block(&block);
    }

    #[test]
    fn likely_blocks_are_survived(block in "(att |1. |- |beslutar|Hamnnämnden |föreslår |kommunfullmäktige |:|\n|å|enligt |förslag){0,30}") {
        let _ = read_block(&block);
    }
}

#[test]
fn clauses_in_a_row_are_parted_where_the_first_holds_no_other() {
    let found = texts("Hamnnämnden beslutar att anta planen, att måla kajen samt att tacka fogden.");
    assert_eq!(found, ["Hamnnämnden beslutar att anta planen", "att måla kajen", "att tacka fogden."]);
    let nested =
        "Hamnnämnden beslutar att ge fogden i uppdrag att måla kajen, att mäta djupet samt att redovisa.";
    assert_eq!(texts(nested), [nested]);
    assert_eq!(texts("Att måla kajen. Att mäta djupet.").len(), 2);
}

#[test]
fn each_sentence_that_decides_is_a_clause() {
    let found = texts("Hamnnämnden lämnar negativt besked. Ansökan avslås. Det gäller från maj.");
    assert_eq!(found, ["Hamnnämnden lämnar negativt besked.", "Ansökan avslås. Det gäller från maj."]);
}

#[test]
fn a_sentence_of_its_own_is_for_the_body_it_names() {
    let read = read_block(
        "Hamnnämnden föreslår att fullmäktige beslutar att motionen bifalls. Hamnkontoret får i uppdrag att mäta.",
    );
    let decides: Vec<_> = read.clauses.iter().map(|clause| clause.decides.as_deref()).collect();
    assert_eq!(decides, [Some("fullmäktige"), None]);
}

#[test]
fn bare_numbers_count_points() {
    assert_eq!(
        texts("1 Planen antas.\n2 Den gamla planen upphävs."),
        ["Planen antas.", "Den gamla planen upphävs."]
    );
    assert_eq!(texts("Hamnnämnden antar planen.\n2 Bojar målas.")[1], "2 Bojar målas.");
}

#[test]
fn what_all_depends_on_is_kept_as_a_condition() {
    let read = read_block(
        "Under förutsättning av fullmäktiges godkännande beslutar hamnnämnden\n\natt måla kajen,\n\natt mäta djupet.",
    );
    assert_eq!((read.clauses.len(), read.organ.as_deref()), (2, Some("hamnnämnden")));
    assert_eq!(read.conditions, ["Under förutsättning av fullmäktiges godkännande"]);
}
