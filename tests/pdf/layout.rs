//! Lines, spaces, indentation, columns, tables: what a page looks like as text.

use diariet::packet::PageState;

use crate::build::{Build, Content};
use crate::{findings, page_text, read};

fn one_page(content: &Content) -> String {
    let mut build = Build::new();
    build.page(content);
    page_text(&read(&build.bytes()), 1)
}

#[test]
fn a_page_keeps_its_lines_indents_and_paragraphs() {
    let content = Content::new()
        .text((60.0, 780.0), 16.0, "§ 14 Ny badplats vid Åviken")
        .lines((60.0, 740.0), &["Nämnden beslutar", "att anlägga en badplats – om medel finns, samt"])
        .lines((82.0, 698.0), &["• brygga", "• omklädningsrum"])
        .lines((60.0, 650.0), &["É, ”citat” och (parentes) \\ står kvar."]);
    insta::assert_snapshot!(one_page(&content), @r"
    § 14 Ny badplats vid Åviken

    Nämnden beslutar
    att anlägga en badplats – om medel finns, samt

        • brygga
        • omklädningsrum

    É, ”citat” och (parentes) \ står kvar.
    ");
}

const MONEY: [[&str; 3]; 4] = [
    ["Intäkter", "1 866 339", "2 345 000"],
    ["Kostnader", "-12 004 870", "-11 998 000"],
    ["Avskrivningar och räntor", "-98 000", "0"],
    ["Årets resultat", "3 071", "-120 500"],
];

/// Cells right-aligned as tables of money are; Helvetica's digits are 0.556 em wide, its space 0.278.
fn right_aligned(right: f64, text: &str) -> f64 {
    let width: f64 = text
        .chars()
        .map(|c| {
            if c == ' ' {
                0.278
            } else if c == '-' {
                0.333
            } else {
                0.556
            }
        })
        .sum();
    right - width * 11.0
}

fn money_cells() -> Vec<(f64, f64, &'static str)> {
    let rows = (0..).zip(&MONEY).flat_map(|(row, cells)| {
        let y = 700.0 - 16.0 * f64::from(row);
        [
            (60.0, y, cells[0]),
            (right_aligned(320.0, cells[1]), y, cells[1]),
            (right_aligned(420.0, cells[2]), y, cells[2]),
        ]
    });
    rows.collect()
}

fn assert_money(text: &str) {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(rows, MONEY.map(|row| row.to_vec()), "{text}");
}

#[test]
fn cells_of_a_money_table_are_parted_by_two_spaces_and_no_number_is() {
    let draw = |content: Content, (x, y, text): &(f64, f64, &str)| content.text((*x, *y), 11.0, text);
    let cells = money_cells();
    assert_money(&one_page(&cells.iter().fold(Content::new(), draw)));
    // The same drawn column by column, as some programs do.
    let mut by_column = cells;
    by_column.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_money(&one_page(&by_column.iter().fold(Content::new(), draw)));
}

const LEFT: [&str; 8] = [
    "Förvaltningen har under året",
    "arbetat med att öka antalet",
    "resor med buss och tåg, och",
    "har mött företrädare för alla",
    "kommuner i länet. Arbetet har",
    "gett resultat särskilt i de",
    "mindre orterna, där turerna",
    "har blivit fler och tätare.",
];
const RIGHT: [&str; 8] = [
    "Nästa steg är att se över hur",
    "biljetterna säljs. En utredning",
    "visar att många vill betala",
    "med kort ombord, och det blir",
    "möjligt från den första maj.",
    "Kostnaden ryms inom ramen för",
    "budgeten, och beslutet kräver",
    "inte att taxan görs om i år.",
];

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut content =
        Content::new().text((60.0, 760.0), 16.0, "Kollektivtrafiken i länet, en återblick på året som gått");
    for (row, (left, right)) in (0..).zip(LEFT.into_iter().zip(RIGHT)) {
        let y = 720.0 - 14.0 * f64::from(row);
        content = content.text((60.0, y), 11.0, left).text((310.0, y), 11.0, right);
    }
    content = content.text(
        (60.0, 580.0),
        11.0,
        "Ovanstående ska ses tillsammans med bokslutet, som nämnden får i mars.",
    );
    let text = one_page(&content);
    let found: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).skip(1).collect();
    let expected: Vec<&str> = LEFT.into_iter().chain(RIGHT).collect();
    assert_eq!(found[..16], expected, "{text}");
    assert!(found[16].starts_with("Ovanstående"), "{text}");
}

#[test]
fn rotated_pages_and_turned_text_are_read_upright() {
    let mut build = Build::new();
    // The page is turned by its own entry, and its text the other way: it looks upright.
    let turned = money_cells().iter().fold(Content::new(), |content, (x, y, text)| {
        content.raw(
            format!("q 0 1 -1 0 595 0 cm BT /F1 11 Tf {x} {} Td ({}) Tj ET Q\n", y - 400.0, latin(text))
                .chars()
                .map(|c| c as u8)
                .collect::<Vec<u8>>(),
        )
    });
    build.page_with(&turned, "", "/Rotate 90");
    // The page is not turned, its text is.
    build.page(&turned);
    let packet = read(&build.bytes());
    assert_money(&page_text(&packet, 1));
    assert_money(&page_text(&packet, 2));
}

/// The text as a Latin-1 content stream takes it.
fn latin(text: &str) -> &str {
    assert!(text.chars().all(|c| (c as u32) < 256));
    text
}

#[test]
fn text_outside_the_crop_box_is_not_on_the_page() {
    let content = Content::new().text((60.0, 700.0), 11.0, "Innanför").text((60.0, 820.0), 11.0, "Skärmärke");
    let mut build = Build::new();
    build.page_with(&content, "", "/CropBox [30 30 565 800]");
    assert_eq!(page_text(&read(&build.bytes()), 1).trim(), "Innanför");
}

const PICTURE: &str = "q 560 0 0 800 20 20 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x01\x7f\x01\x7f EI Q\n";

#[test]
fn a_recognised_scan_is_text_and_a_bare_one_a_scan() {
    let mut build = Build::new();
    build.page(
        &Content::new()
            .raw(PICTURE)
            .raw("3 Tr\n")
            .lines((60.0, 700.0), &["Skrivelse från byalaget", "inkom 2031-02-14"]),
    );
    build.page(&Content::new().raw(PICTURE));
    build.page(&Content::new());
    let packet = read(&build.bytes());
    assert_eq!(page_text(&packet, 1), "Skrivelse från byalaget\ninkom 2031-02-14");
    let states: Vec<_> = packet.pages.iter().map(|page| page.state).collect();
    assert_eq!(states, [PageState::Text, PageState::Scan, PageState::Empty]);
    assert_eq!(findings(&packet), [("page-scan", Some(2))]);
}

#[test]
fn a_scan_with_nothing_but_a_stamped_page_number_is_a_scan() {
    let mut build = Build::new();
    for page in 1..=4 {
        build.page(&Content::new().raw(PICTURE).text((500.0, 20.0), 9.0, &format!("{page} (4)")));
    }
    let packet = read(&build.bytes());
    assert!(packet.pages.iter().all(|page| page.state == PageState::Scan));
    assert!(packet.lines.iter().all(|line| line.furniture));
}

#[test]
fn a_logotype_makes_no_scan_and_a_stamp_no_text_page() {
    let mut build = Build::new();
    let logotype = PICTURE.replace("560 0 0 800 20 20", "80 0 0 30 60 790");
    for page in 1..=3 {
        build.page(&Content::new().raw(&logotype).text((480.0, 810.0), 9.0, &format!("Sida {page} av 4")));
    }
    build.page(&Content::new().raw(PICTURE).text((400.0, 700.0), 9.0, "Inkom 2031-02-14 Dnr 12-31"));
    let packet = read(&build.bytes());
    assert!(packet.pages.iter().all(|page| page.state == PageState::Text), "{:?}", packet.pages);
    assert_eq!(findings(&packet), [("page-picture", Some(4))]);
}

#[test]
fn running_heads_and_page_numbers_are_marked_and_kept() {
    let mut build = Build::new();
    for page in 1..=3 {
        build.page(
            &Content::new()
                .text((60.0, 810.0), 9.0, "Åvika kommun")
                .text((480.0, 810.0), 9.0, &format!("Sida {page} av 3"))
                .lines(
                    (60.0, 740.0),
                    &[&format!("Ärende {}", "ABC".get(..page).unwrap()), "Text om ärendet."],
                )
                .raw("/Artifact BMC\n")
                .text((200.0, 400.0), 30.0, "UTKAST")
                .raw("EMC\n"),
        );
    }
    let packet = read(&build.bytes());
    let (furniture, body): (Vec<_>, Vec<_>) =
        packet.lines.iter().filter(|line| !line.text.is_empty()).partition(|line| line.furniture);
    let texts = |lines: &[&diariet::packet::Line]| -> Vec<String> {
        lines.iter().map(|line| line.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    assert_eq!(texts(&furniture[..3]), ["Åvika kommun Sida 1 av 3", "UTKAST", "Åvika kommun Sida 2 av 3"]);
    let expected =
        ["Ärende A", "Text om ärendet.", "Ärende AB", "Text om ärendet.", "Ärende ABC", "Text om ärendet."];
    assert_eq!(texts(&body), expected);
}

#[test]
fn replacement_text_stands_for_what_is_drawn() {
    let content = Content::new()
        .raw("/Span << /ActualText (Ett) >> BDC\n")
        .text((60.0, 700.0), 11.0, "E t t")
        .raw("EMC\n")
        .text((60.0, 680.0), 11.0, "Två");
    assert_eq!(one_page(&content), "Ett\nTvå");
}

#[test]
fn fake_bold_is_read_once_and_spaced_letters_as_a_word() {
    let content = Content::new()
        .text((60.0, 700.0), 11.0, "Beslut")
        .text((60.3, 700.0), 11.0, "Beslut")
        .raw("6 Tc\n")
        .text((60.0, 660.0), 11.0, "PROTOKOLL")
        .raw("0 Tc 2 Tr\n")
        .text((60.0, 620.0), 11.0, "Kontur");
    let text = one_page(&content);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["Beslut", "PROTOKOLL", "Kontur"]);
}

#[test]
fn words_placed_one_by_one_have_spaces_between_them() {
    let mut content = Content::new();
    let mut x = 60.0;
    for word in ["Ordet", "är", "fritt"] {
        content = content.text((x, 700.0), 11.0, word);
        x += 6.0 * word.chars().count() as f64 + 3.0;
    }
    assert_eq!(one_page(&content), "Ordet är fritt");
}

#[test]
fn lines_of_all_pages_are_counted_through() {
    let mut build = Build::new();
    for _ in 0..3 {
        build.page(&Content::new().lines((60.0, 700.0), &["ett", "två"]));
    }
    let packet = read(&build.bytes());
    let numbers: Vec<_> = packet.lines.iter().map(|line| (line.number, line.page)).collect();
    let expected =
        [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3)].map(|(number, page)| (number, Some(page)));
    assert_eq!(numbers, expected);
    assert_eq!(packet.file, "handlingar.pdf");
    assert_eq!(packet.sha256.len(), 64);
}
