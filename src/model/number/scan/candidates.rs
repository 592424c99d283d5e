//! What could be a diarienummer: one pattern for every family, and for what has the same looks.

use std::sync::LazyLock;

use regex::Regex;

use super::super::family::{SHORT_YEAR, YEAR, pattern};

/// Spaces that stand within numbers.
const SPACE: &str = "[ \u{a0}\u{2007}\u{2009}\u{202f}]";
/// Hyphens and dashes, and the line end that may follow them.
const DASH: &str = "[-\u{2010}-\u{2015}\u{2212}]";

/// Every family, strong before weak. Alternatives are tried in order where they begin at the same place.
pub(super) static CANDIDATE: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        // What is something else by its form alone.
        "YEAR-[0-9]{2}-[0-9]{2}",
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        "[0-9]{6,8}[-+–][0-9]{4}",
        "0[0-9]{1,3}[-– ][0-9]{1,3}(?: [0-9]{2,3}){1,3}",
        // Strong families.
        "[0-9]{2}(?:~|=)?CAPITAL{2,4}(?:~|=)?[0-9]{1,6}",
        "YEAR/CAPITAL{2,4}~[0-9]{3,5}(?:~[0-9]{1,3})?",
        "YEAR=?CAPITAL{2,4}=?[0-9]{3,6}",
        "YEAR\\.[0-9]{1,5}~CAPITAL{2,4}",
        "YEAR/[0-9]{1,6}-CAPITAL{2,4}",
        "CAPITAL{2,4}~CAPITAL{2,4}/YEAR:[0-9]{1,6}",
        "CAPITAL{2,4}-CAPITAL{2,4}YY-[0-9]{3,6}",
        "CAPITALLETTER{0,7}(?:~|[/:]|=)?YEAR(?:[/:]|=)BREAK[0-9]{1,6}\
         (?::-?[0-9]{1,3}|-[0-9]{1,2}(?:\\.[0-9]+)+|-[0-9]{1,3}|\\.[0-9]{3}|/(?:[0-9]{3}(?:-[0-9]{1,3})?|CAPITAL[A-ZÅÄÖa-zåäö0-9]{0,7}))?",
        "CAPITAL{1,4}(?:\\.|~)YEAR\\.[0-9]{1,5}",
        "CAPITAL{2,5}YEAR\\.[0-9]{4,5}",
        "CAPITALLETTER{0,7}(?:~|[/]|=)?[0-9]{1,6}(?::[0-9]{1,3})?(?:/|=)BREAKYEAR(?:-[0-9]{3})?",
        "CAPITAL{2,4}(?:~|-)?YY(?:/|=)[0-9]{1,6}(?:~[0-9]{3})?",
        "CAPITAL[0-9]{3}-[0-9]{3,5}/YY",
        "CAPITAL{2,4}(?:~|[/]|=)?YY:[0-9]{1,5}",
        "CAPITAL{2,4}(?:~|=)?[0-9]{3,5}(?:/|=)YY(?:~[0-9]{3})?",
        "CAPITAL{2,4}~YEAR~[0-9]{4,6}",
        "CAPITAL{2,4}~?[0-9]{6}",
        "CAPITAL{2,4}~?[0-9]{2}(?:0[1-9]|1[0-2])-[0-9]{4}",
        // Weak families.
        "[0-9]{1,3}(?:\\.[0-9]{1,3}){1,5}-[0-9]{1,6}/YEAR",
        "(?:[0-9]{3,4}|[0-9]{1,3}(?:\\.[0-9]{1,3}){1,5})-[0-9]{1,6}-YEAR",
        "(?:[0-9]{3}|[0-9]{1,3}(?:\\.[0-9]{1,3}){1,5})\\.YEAR\\.[0-9]{4,6}",
        "[0-9]{1,3}(?:\\.[0-9]{1,3}){1,5}/[0-9]{1,6}[-/]YEAR",
        "[0-9]{3,5}-[0-9]{1,6}/YEAR",
        "[0-9]{3}~?=~?[0-9]{2,4}(?:[-/]|~/~)YY",
        "[0-9]{1,6}-YEAR-[0-9]{1,2}(?:\\.[0-9]{1,2})+",
        "YEAR(?:/|=)[0-9]{1,6}-[0-9]{3}",
        "YEAR\\.[0-9]{1,5}",
        "YEAR(?:[/:]|=)BREAK[0-9]{1,6}(?:-[0-9]+(?:\\.[0-9]+)+|:-?[0-9]{1,3})?",
        "[0-9]{1,6}/BREAKYEAR(?:-[0-9]{3}|[0-9]{1,2}(?:\\.[0-9]{1,2}){1,5})?",
        "[0-9]{1,6}=YEAR",
        "YY/[0-9]{4,5}",
        "[0-9]{1,5}/YY(?:-[0-9]{3})?",
        "[0-9]{5,7}",
        // What breaks off.
        "(?:CAPITALLETTER{0,7}(?:~|[/]|=)?)?YEAR(?:[/:]|=)",
    ];
    let all = forms.join("|").replace("BREAK", "(?:\\r?\\n[ \\t]*)?");
    let all = all.replace("YEAR", YEAR).replace("YY", SHORT_YEAR).replace("CAPITAL", "[A-ZÅÄÖ]");
    pattern(&all.replace("LETTER", "[A-Za-zÅÄÖåäö]").replace('~', SPACE).replace('=', DASH))
});
