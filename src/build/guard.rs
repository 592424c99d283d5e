//! The last look at what is printed: no page, record or feed holds a personnummer, whatever way it came.

use crate::base::diag::{Code, Diagnostic};
use crate::mask;

/// The error for a file that would be published with a personnummer in it. The number itself is not repeated.
pub(super) fn of(path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    if path.split('/').any(|step| mask::identity_in_name(step).is_some()) {
        let message = "an address would hold a personnummer";
        let help = "it came from an old address (`aliases`, `redirects`) or a name: take it out";
        return Some(Diagnostic::error(Code::PERSONAL_DATA, message).in_file(path).help(help));
    }
    let range = mask::identity_in_bytes(bytes)?;
    let line = bytes.iter().take(range.start).filter(|byte| **byte == b'\n').count() + 1;
    let message = format!("`{path}` would hold a personnummer (line {line})");
    let help =
        "it came from the configuration, the theme, or a name; `diariet review` shows what is masked and why";
    Some(Diagnostic::error(Code::PERSONAL_DATA, message).in_file(path).help(help))
}
