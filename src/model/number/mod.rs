//! Diarienummer: the numbers under which Swedish authorities register their cases.
//!
//! There is no national format; sixteen families were seen in some forty bodies, and one body changes its own over
//! the years. Comes in: text as printed or typed. Goes out: [`Diarienummer`] with one key for all its spellings,
//! [`scan`] for those that stand in a text, [`Register`] for whose they are.
//! Invariant: two numbers are equal when their keys are; zeros and the order of year and serial belong to the key.
//! Absent on purpose: any guess. A number without a serial, or with two readings, is none.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::base::text;

mod family;
mod register;
pub mod scan;
mod traps;

pub use family::{Family, Layout};
pub use register::{Diary, Origin, Register};
pub use traps::Reason;

/// A registered number, as printed and as compared.
///
/// `19RS10286`, `19 RS 10286` and `19rs10286` are one number; so are `RUN/430/2018` and `RUN 430/2018`. What comes
/// after the case's own number (a document's number within the case, a classification) is kept and is no part of
/// the key.
#[derive(Debug, Clone)]
pub struct Diarienummer {
    printed: String,
    key: String,
    family: Family,
    layout: Layout,
    /// Upper case; the classification for [`Layout::ClassSerialYear`]; empty where there is none.
    prefix: String,
    /// Two or four digits as printed; empty where there is none.
    year: String,
    serial: String,
    document: Option<String>,
    classification: Option<String>,
}

impl Diarienummer {
    /// Reads one number in any printed form of any family, in either case.
    ///
    /// # Errors
    /// The text is no number, holds more than one, or breaks off before the serial.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let normal = family::normal(text);
        if normal.is_empty() {
            return Err(Reason::Empty);
        }
        family::read(&normal).map(Self::from_parts)
    }

    fn from_parts(parts: family::Parts) -> Self {
        let family::Parts { family, layout, printed, prefix, year, serial, document, classification } = parts;
        let key = match layout {
            Layout::YearPrefixSerial if year.len() == 2 => format!("{year}{prefix}{serial}"),
            Layout::YearPrefixSerial => format!("{year}/{prefix} {serial}"),
            Layout::PrefixYearSerial => format!("{prefix} {year}/{serial}"),
            Layout::PrefixSerialYear => format!("{prefix} {serial}/{year}"),
            Layout::YearSerialPrefix => format!("{year}.{serial} {prefix}"),
            Layout::PrefixSerial => format!("{prefix} {serial}"),
            Layout::ClassSerialYear => format!("{prefix}-{serial}/{year}"),
            Layout::YearSerial => format!("{year}/{serial}"),
            Layout::SerialYear => format!("{serial}/{year}"),
            Layout::Serial => serial.clone(),
        };
        Self { printed, key, family, layout, prefix, year, serial, document, classification }
    }

    /// The one form that all spellings share; itself a spelling.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The last step of the case's address: `19rs10286`, `run-430-2018`, `2018-ks-0001`. Two keys may share one
    /// (`ÖN 2020/1`, `ON 2020/1`); who publishes must look.
    #[must_use]
    pub fn slug(&self) -> String {
        text::slug(&self.key)
    }

    /// The number as printed, white space squeezed, without a classification that stands beside it.
    #[must_use]
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// The letters of the register, upper case.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        (!self.prefix.is_empty() && self.layout != Layout::ClassSerialYear).then_some(self.prefix.as_str())
    }

    /// The year the case was opened, in full; never the year of a meeting. Two digits from 80 on are of the last
    /// century.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        let year: u16 = self.year.parse().ok()?;
        Some(match (self.year.len(), year) {
            (4, year) => year,
            (_, year @ 80..) => 1900 + year,
            (_, year) => 2000 + year,
        })
    }

    /// The serial with its zeros.
    #[must_use]
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The number of a document within the case: `40` of `SLK-2024-00008:40`.
    #[must_use]
    pub fn document(&self) -> Option<&str> {
        self.document.as_deref()
    }

    /// The classification (or, for ministries, the unit) printed with the number: `1.6.1` of `IFN 2018/00256-1.6.1`.
    #[must_use]
    pub fn classification(&self) -> Option<&str> {
        match self.layout {
            Layout::ClassSerialYear => Some(&self.prefix),
            _ => self.classification.as_deref(),
        }
    }

    /// The family whose form it has.
    #[must_use]
    pub fn family(&self) -> Family {
        self.family
    }

    /// The order of its parts.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// Forms that people type: other separators, none, without zeros. For search only: two numbers may share one.
    #[must_use]
    pub fn spellings(&self) -> Vec<String> {
        let mut forms = BTreeSet::from([self.printed.clone(), self.key.clone(), self.slug()]);
        let bare = self.serial.trim_start_matches('0');
        let serials =
            if bare.is_empty() { vec![self.serial.as_str()] } else { vec![self.serial.as_str(), bare] };
        for serial in serials {
            let parts: Vec<&str> = match self.layout {
                Layout::YearPrefixSerial => vec![&self.year, &self.prefix, serial],
                Layout::PrefixYearSerial => vec![&self.prefix, &self.year, serial],
                Layout::PrefixSerialYear => vec![&self.prefix, serial, &self.year],
                Layout::YearSerialPrefix => vec![&self.year, serial, &self.prefix],
                Layout::PrefixSerial => vec![&self.prefix, serial],
                Layout::ClassSerialYear | Layout::SerialYear => vec![serial, &self.year],
                Layout::YearSerial => vec![&self.year, serial],
                Layout::Serial => vec![serial],
            };
            forms.extend([" ", "-", "/", ""].map(|separator| parts.join(separator)));
            if let [first, second, third] = parts[..] {
                forms.extend(
                    [("", "/"), ("", "-"), (" ", "/"), (" ", "-"), ("/", ":"), ("-", "-"), (" ", ":")]
                        .map(|(one, two)| format!("{first}{one}{second}{two}{third}")),
                );
            }
        }
        forms.into_iter().collect()
    }

    fn rank(&self) -> (&str, Layout, u16, usize, u32, usize) {
        let serial = self.serial.parse().unwrap_or(u32::MAX);
        (&self.prefix, self.layout, self.year().unwrap_or(0), self.year.len(), serial, self.serial.len())
    }
}

impl PartialEq for Diarienummer {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Diarienummer {}

impl Hash for Diarienummer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for Diarienummer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Diarienummer {
    /// By prefix, form, year, serial as a number ("19RS265" before "19RS10286"), then fewer zeros first.
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank()).then_with(|| self.key.cmp(&other.key))
    }
}

impl fmt::Display for Diarienummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed)
    }
}

impl FromStr for Diarienummer {
    type Err = Reason;

    fn from_str(text: &str) -> Result<Self, Reason> {
        Self::parse(text)
    }
}

impl Serialize for Diarienummer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.printed)
    }
}

impl<'de> Deserialize<'de> for Diarienummer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text)
            .map_err(|_| de::Error::invalid_value(de::Unexpected::Str(&text), &"a diarienummer"))
    }
}

impl JsonSchema for Diarienummer {
    fn schema_name() -> Cow<'static, str> {
        "Diarienummer".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "[0-9]", "description": "A registered number as printed." })
    }
}

#[cfg(test)]
mod tests;
