//! # Diariet
//!
//! Sweden's municipalities and regions decide in meetings and publish PDF packets. Diariet turns those packets into
//! content that a clerk can read and correct, and that content into a static website: a page for every meeting,
//! item, decision and document, and **one permanent page per diarienummer** that follows a case through every
//! meeting.
//!
//! # The tour
//!
//! Two jobs run through the house, each from top to bottom.
//!
//! *A packet becomes content* (`diariet import`):
//!
//! 1. [`packet`] reads a PDF or a text into lines, page by page, in a process of its own where the file is a PDF.
//! 2. [`split`] recognises what the lines are: meeting, items, decisions, documents. What it does not recognise stays
//!    unknown.
//! 3. [`content`] is the format that people edit: it reads files into records, with every error of every file at
//!    once, and writes records as files.
//!
//! *Content becomes a site* (`diariet build`):
//!
//! 4. [`build`] goes through the meetings and calls, for each, the rooms below.
//! 5. [`site`] puts the meetings together and follows each number through them.
//! 6. [`data`] writes the records, the collections and their schemas; [`feed`] what other programs follow and harvest.
//! 7. [`ledger`] knows every address that was ever published: none may vanish, old ones lead on.
//! 8. [`publish`] makes the new site visible as a whole, or not at all.
//!
//! Under all of them lie [`base`] (text, sources, diagnostics, the only door to the file system), [`model`] (days,
//! numbers, records) and [`mask`] (personal data: what is found in a text, and the text without it).
//!
//! # Invariants
//!
//! * **Order.** A room uses only rooms above it in the list of `tests/rooms.rs`, which fails otherwise.
//! * **Proposals are never decisions.** They are different types ([`Proposal`](model::record::Proposal),
//!   [`Decision`](model::record::Decision)) from the first line of the import to the last template; an
//!   [`Outcome`](model::record::Outcome) can stand in a decision only.
//! * **Unknown is unknown.** What a source does not say is `None` or empty in every record. Nothing is guessed.
//! * **As printed.** Text of a source is shown as printed, its errors included; only white space is normalised.
//! * **Addresses are given once.** The names of files are the addresses; nothing computes them anew. A build in which
//!   a published address would vanish fails, and says what to do.
//! * **All errors at once.** Reading goes on after an error; everything is said in one run, sorted, with its place.
//! * **Whole or not at all.** With one error nothing is published, and the site that stands is left as it is.
//! * **The same bytes.** Content and ledger alone decide what is published: no clock, no environment, no order of
//!   folders. A day comes from the command line, is written into the ledger, and is read there ever after.
//! * **Personal data stays in the content.** Texts become records through one door ([`content::gate`]), which leaves
//!   the marker in place of what is private; an import alone goes round it, since it writes the content again.
//! * **Withheld is not read.** The text below the front matter of a document that is not published in full never
//!   enters memory as a text, so no page, index or feed can hold it.
//! * **Bounded memory.** The texts of documents are in memory one meeting a thread at a time.
//!
//! # Absent on purpose
//!
//! A server, a database, accounts, cookies, tracking; OCR; summaries by machine; a plug-in system; configuration by
//! environment variables; any network access but `serve` on the loopback address.
//!
//! # Glossary
//!
//! One word per thing, in code, content and command line. The records of the contract keep the Swedish word where
//! the contract has it (`organ`, `diarienummer`).
//!
//! | word | Swedish | what it is |
//! |---|---|---|
//! | organisation | kommun, region | whose meetings these are |
//! | body (`organ`) | organ, nämnd | council, board, committee: who meets |
//! | meeting | sammanträde, möte | one body on one day |
//! | item | ärende på dagordningen | one point of an agenda, one paragraph of the minutes |
//! | case | ärende | everything under one diarienummer |
//! | diarienummer | diarienummer, dnr | the number under which a case is registered |
//! | register, diary | diarium | a list of such numbers; an organisation or a body has its own |
//! | origin | – | whether a number is `own` or `external` |
//! | collecting number | samlingsnummer | a number for unrelated matters |
//! | paragraph | paragraf, § | number of an item in the minutes, by body and year |
//! | proposal | förslag till beslut | what a body is asked to decide |
//! | decision | beslut | what it decided |
//! | clause | att-sats | one outermost point of either |
//! | outcome | utfall | what became of the matter: bifall, avslag, återremiss … |
//! | motion | yrkande | what a member moved at the meeting |
//! | reservation, statement | reservation, särskilt yttrande | what a member had put in the minutes |
//! | recusal | jäv | stepping aside |
//! | vote, ballot | omröstning, röst | a count of yes and no; how one member voted |
//! | document | handling | memo, attachment, letter, extract, delegate's decision |
//! | attachment | bilaga | a document as an item lists it |
//! | scan | skannad sida | a page that is a picture and has no text; a document of its own where it stands between others |
//! | source | källfil | a file that a meeting was read from: kallelse, protokoll … |
//! | minutes | protokoll | the source in which decisions stand |
//! | adjustment | justering | the signing of the minutes |
//! | notice | anslag | the public notice that minutes are adjusted |
//! | finding | – | what an import wants a person to look at |
//! | diagnostic | – | what is wrong with content, and where |
//! | identity | personnummer, samordningsnummer | a number that names one person for life |
//! | masked | maskerad | taken out of a text, with a visible marker in its place |
//! | gate | – | what every text passes between content and record: personal data stays behind |
//! | review | granskning | looking through what is masked, and deciding what is not; `review.toml` keeps it |
//! | kept back | – | a file that is not published as it is, because it holds what is masked |
//! | official | – | of an organisation or of somebody in office; what is not official is private |
//! | hole | – | an item whose content is secret: shown, not filled |
//! | withheld, withdrawn | undantagen, borttagen | never published; published once and taken down |
//! | ledger | – | `ledger.txt`: every address ever published, what stood there when, and what became of it |
//! | imprint | – | `.import.toml` in a meeting's folder: what an import wrote there, to tell what a person has edited since |
//! | alias | – | an old address that leads to a page |
//! | anchor | – | a place on a page that can be linked: `#beslut-1`, `#sida-12` |

pub mod base;
pub mod build;
pub mod cli;
pub mod command;
pub mod content;
pub mod data;
pub mod feed;
pub mod import;
pub mod ledger;
pub mod mask;
pub mod model;
pub mod packet;
pub mod page;
pub mod publish;
pub mod render;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod split;
