//! Headings that a typist set with a blank between all letters: "K A L L E L S E" is the word.
//!
//! Letters that stand alone are also parties, columns and answers, so only words that head papers are put together.

use crate::packet::{Line, Packet};

/// What such headings say, or end in ("SAMMANTRÄDESPROTOKOLL").
const WORDS: [&str; 20] = [
    "KALLELSE",
    "UNDERRÄTTELSE",
    "PROTOKOLL",
    "PROTOKOLLSUTDRAG",
    "UTDRAG",
    "FÖREDRAGNINGSLISTA",
    "DAGORDNING",
    "ÄRENDELISTA",
    "ÄRENDEFÖRTECKNING",
    "TJÄNSTESKRIVELSE",
    "TJÄNSTEUTLÅTANDE",
    "BESLUT",
    "DELEGATIONSBESLUT",
    "ANSLAG",
    "BEVIS",
    "MOTION",
    "INTERPELLATION",
    "YTTRANDE",
    "RESERVATION",
    "BILAGA",
];

/// The packet with such headings as words; `None` where it has none.
pub(crate) fn out(packet: &Packet) -> Option<Packet> {
    let put = |line: &Line| together(&line.text);
    packet.lines.iter().find_map(put)?;
    let lines = packet.lines.iter().map(|line| match together(&line.text) {
        Some(text) => Line { text, ..line.clone() },
        None => line.clone(),
    });
    Some(Packet { lines: lines.collect(), ..packet.clone() })
}

/// The line with its spaced-out words put together, cell by cell.
fn together(text: &str) -> Option<String> {
    // Every second character is a blank in them; few lines need a closer look.
    if text.bytes().filter(|byte| *byte == b' ').count() < 5 || text.len() > 400 {
        return None;
    }
    let mut found = false;
    let cells: Vec<String> = text
        .split("  ")
        .map(|cell| {
            let Some(word) = word(cell) else { return cell.to_owned() };
            found = true;
            word
        })
        .collect();
    found.then(|| cells.join("  "))
}

fn word(cell: &str) -> Option<String> {
    let letters: Option<String> = cell
        .split_whitespace()
        .map(|piece| {
            let mut chars = piece.chars();
            chars.next().filter(|c| c.is_uppercase() && chars.next().is_none())
        })
        .collect();
    let letters = letters?;
    WORDS.iter().any(|word| letters.ends_with(word)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_head_papers_are_put_together() {
        let of = |text: &str| together(text);
        assert_eq!(of("K A L L E L S E").as_deref(), Some("KALLELSE"));
        assert_eq!(
            of("  S A M M A N T R Ä D E S P R O T O K O L L     1 (4)").as_deref(),
            Some("  SAMMANTRÄDESPROTOKOLL     1 (4)")
        );
        for text in
            ["S M C V L K D", "A B C D E F G H", "Plan B E S L U T", "KALLELSE", "k a l l e l s e", ""]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
