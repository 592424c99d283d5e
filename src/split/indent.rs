//! Text that is set in from the margin on every line, as extraction with layout gives it.
//!
//! Comes in: the packet. Goes out: the packet with the blanks that all lines begin with taken away, or `None` where some
//! line begins at the margin. Where a line begins says much, as long as not all begin there.

use crate::packet::{Line, Packet};

/// The packet without the margin that all its lines share; `None` where there is none.
pub(crate) fn out(packet: &Packet) -> Option<Packet> {
    let printed = packet.lines.iter().map(|line| line.text.as_str()).filter(|text| !text.trim().is_empty());
    let margin = printed.map(blanks).min().filter(|margin| *margin > 0)?;
    let set_out = |line: &Line| line.text.get(margin..).unwrap_or_default().to_owned();
    let lines = packet.lines.iter().map(|line| Line { text: set_out(line), ..line.clone() });
    Some(Packet { lines: lines.collect(), ..packet.clone() })
}

/// How many blanks a line begins with.
fn blanks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packet::read_text;

    fn texts(text: &str) -> Option<Vec<String>> {
        let packet = out(&read_text("a.txt", text.as_bytes()))?;
        Some(packet.lines.into_iter().map(|line| line.text).collect())
    }

    #[test]
    fn only_what_all_lines_share_is_taken() {
        assert_eq!(
            texts("   Åkern\n\n     1. Ny kaj\n"),
            Some(vec!["Åkern".into(), String::new(), "  1. Ny kaj".into()])
        );
        for text in ["Åkern\n   1. Ny kaj", "\tÅkern\n   1. Ny kaj", "", "\n \n"] {
            assert_eq!(texts(text), None, "{text:?}");
        }
    }
}
