//! Starts workers, watches them, and goes on behind the pages that bring them down.

use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::packet::pdf::WORKER_COMMAND;
use crate::packet::pdf::frame::{About, Frame, MAX_FRAME, PageFrame, Refusal};
use crate::packet::{Limits, ReadError};

/// Text of all pages together; a packet of a thousand pages has some three megabytes.
pub(super) const MAX_TEXT: usize = 256 << 20;

/// Frames that may wait for the parent.
const QUEUE: usize = 8;

/// So much of a dying worker's last words is read.
const LAST_WORDS: u64 = 4 << 10;

/// Everything that could be read of one file.
#[derive(Debug, Default)]
pub(super) struct Haul {
    /// How many pages the file has.
    pub(super) count: u32,
    /// The pages that were read, in order.
    pub(super) pages: Vec<PageFrame>,
    /// The pages (from 1) that brought a worker down, in order.
    pub(super) failed: Vec<(u32, Failure)>,
    /// The first page (from 1) of those never reached, the last of them, and why.
    pub(super) unread: Option<(u32, u32, Unread)>,
    /// What the file tells of itself, or what came of asking.
    pub(super) about: Option<Result<About, Failure>>,
}

/// How a worker ended that did not finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// It ran out of memory.
    Memory,
    /// It ran out of time on one page.
    Hung,
    /// It went too deep.
    Depth,
    /// It died of something else.
    Crashed,
}

impl Failure {
    /// What happened, as the end of a sentence.
    pub(super) fn how(self) -> &'static str {
        match self {
            Self::Memory => "it needs more memory than one file may have",
            Self::Hung => "it takes more time than it may have",
            Self::Depth => "it is nested too deeply",
            Self::Crashed => "it makes the reader crash",
        }
    }
}

/// Why pages were never reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// The file has more pages than are read.
    Pages,
    /// Too many pages brought their worker down.
    Crashes,
    /// The time for the whole file had passed.
    Time,
    /// The text of the pages before fills the limit.
    Text,
}

/// How one worker ended.
enum End {
    Finished,
    Failed(Failure),
    OutOfTime,
    TooMuchText,
    /// The program is not one that can be a worker.
    NotAReader,
}

/// Reads the file at `path`, with as many workers as it takes.
pub(super) fn read(path: &Path, limits: &Limits) -> Result<Haul, ReadError> {
    Session::new(path, limits)?.run()
}

/// The reading of one file.
struct Session<'a> {
    path: &'a Path,
    limits: &'a Limits,
    program: PathBuf,
    started: Instant,
    opened: bool,
    /// Pages from 0 up to this one are done with, one way or another.
    next: u32,
    text: usize,
    haul: Haul,
}

impl<'a> Session<'a> {
    #[expect(clippy::disallowed_methods, reason = "the watchdog over a whole file needs a clock")]
    fn new(path: &'a Path, limits: &'a Limits) -> Result<Self, ReadError> {
        let program = match &limits.program {
            Some(program) => program.clone(),
            None => std::env::current_exe().map_err(|error| ReadError::NoReader {
                program: "diariet".into(),
                cause: error.to_string(),
            })?,
        };
        let (opened, next, text, haul) = (false, 0, 0, Haul::default());
        Ok(Self { path, limits, program, started: Instant::now(), opened, next, text, haul })
    }

    fn run(mut self) -> Result<Haul, ReadError> {
        let mut crashes = 0;
        loop {
            let end = self.one_worker()?;
            let last = self.last();
            match end {
                End::Finished => break,
                End::OutOfTime => {
                    self.give_up(Unread::Time);
                    break;
                }
                End::TooMuchText => {
                    self.give_up(Unread::Text);
                    break;
                }
                End::NotAReader => return Err(self.no_reader("it does not know how to read PDFs")),
                End::Failed(failure) if !self.opened => {
                    return Err(ReadError::Crashed { path: self.path.into(), how: failure.how().into() });
                }
                End::Failed(failure) if self.next >= last => {
                    self.haul.about = Some(Err(failure));
                    break;
                }
                End::Failed(failure) => {
                    self.next += 1;
                    self.haul.failed.push((self.next, failure));
                    crashes += 1;
                    if crashes >= self.limits.crashes {
                        // One more worker still asks what the file tells of itself.
                        self.give_up(Unread::Crashes);
                    }
                }
            }
        }
        if self.haul.count > self.limits.pages && self.haul.unread.is_none() {
            self.haul.unread = Some((self.limits.pages + 1, self.haul.count, Unread::Pages));
        }
        Ok(self.haul)
    }

    /// The number of pages to be read.
    fn last(&self) -> u32 {
        self.haul.count.min(self.limits.pages)
    }

    fn give_up(&mut self, why: Unread) {
        if self.next < self.last() {
            self.haul.unread = Some((self.next + 1, self.haul.count, why));
            self.next = self.last();
        }
    }

    /// Runs one worker from the next page to its end.
    fn one_worker(&mut self) -> Result<End, ReadError> {
        let range = [self.next.to_string(), self.limits.pages.to_string()];
        let mut worker = Worker::start(&self.program, self.path, &range)?;
        let mut fresh = true;
        loop {
            let Some(left) = self.limits.whole.checked_sub(self.started.elapsed()) else {
                return Ok(self.unless_unopened(End::OutOfTime));
            };
            let patience = if fresh { self.limits.open.max(self.limits.page) } else { self.limits.page };
            match worker.frames.recv_timeout(patience.min(left)) {
                Ok(Frame::Refused(refusal)) => return Err(self.refused(refusal)),
                Ok(Frame::Opened(0)) => return Err(self.refused(Refusal::Damaged)),
                Ok(frame) => {
                    fresh = false;
                    if self.take(frame) {
                        return Ok(End::Finished);
                    }
                    if self.text > MAX_TEXT {
                        return Ok(End::TooMuchText);
                    }
                }
                Err(RecvTimeoutError::Timeout) if left <= patience => {
                    return Ok(self.unless_unopened(End::OutOfTime));
                }
                Err(RecvTimeoutError::Timeout) => return Ok(End::Failed(Failure::Hung)),
                Err(RecvTimeoutError::Disconnected) => {
                    let failure = worker.post_mortem();
                    let wrong_usage = fresh && worker.status() == Some(2);
                    return Ok(if wrong_usage { End::NotAReader } else { End::Failed(failure) });
                }
            }
        }
    }

    /// A file whose time has passed before it was open has nothing to give up.
    fn unless_unopened(&self, end: End) -> End {
        if self.opened { end } else { End::Failed(Failure::Hung) }
    }

    /// Keeps what a frame brings; whether it was the last.
    fn take(&mut self, frame: Frame) -> bool {
        match frame {
            Frame::Opened(count) => {
                self.opened = true;
                self.haul.count = count;
            }
            Frame::Page(page) => {
                self.next = page.number;
                self.text += page.lines.iter().map(|line| line.text.len() + 16).sum::<usize>();
                self.haul.pages.push(page);
            }
            Frame::About(about) => {
                self.haul.about = Some(Ok(about));
                return true;
            }
            Frame::Refused(_) => {}
        }
        false
    }

    fn no_reader(&self, cause: &str) -> ReadError {
        ReadError::NoReader { program: self.program.clone(), cause: cause.into() }
    }

    fn refused(&self, refusal: Refusal) -> ReadError {
        let path = self.path.to_owned();
        match refusal {
            Refusal::Password => ReadError::Password { path },
            Refusal::Encryption => ReadError::Encryption { path },
            Refusal::Damaged => ReadError::Damaged { path },
            Refusal::Missing => ReadError::Crashed { path, how: "it went away while it was read".into() },
        }
    }
}

/// A running worker; killed and buried when it is dropped.
struct Worker {
    child: Child,
    frames: Receiver<Frame>,
    last_words: Option<JoinHandle<String>>,
}

impl Worker {
    fn start(program: &Path, path: &Path, range: &[String]) -> Result<Self, ReadError> {
        let lost = |cause: String| ReadError::NoReader { program: program.to_owned(), cause };
        let mut command = Command::new(program);
        command.arg(WORKER_COMMAND).arg(path).args(range);
        // A backtrace of a worker out of memory takes longer than the watchdog waits.
        command.env("RUST_BACKTRACE", "0");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| lost(error.to_string()))?;
        let (Some(out), Some(err)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(lost("no pipes".into()));
        };
        let (sender, frames) = sync_channel(QUEUE);
        std::thread::spawn(move || forward(out, &sender));
        let last_words = Some(std::thread::spawn(move || read_last_words(err)));
        Ok(Self { child, frames, last_words })
    }

    /// The exit status, once it is dead.
    fn status(&mut self) -> Option<i32> {
        self.child.try_wait().ok().flatten()?.code()
    }

    /// Why it is dead, by what the runtime said of it.
    fn post_mortem(&mut self) -> Failure {
        // It has closed its output; give it a moment to die by itself, for the words it dies with.
        for _ in 0..200 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let words = self.last_words.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        if words.contains("memory allocation") {
            Failure::Memory
        } else if words.contains("overflowed its stack") {
            Failure::Depth
        } else {
            Failure::Crashed
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Nothing can be done about a child that does not die.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends on the frames of a worker until it ends, babbles, or nobody listens.
fn forward(out: ChildStdout, frames: &SyncSender<Frame>) {
    let mut out = BufReader::new(out);
    let mut line = Vec::new();
    loop {
        line.clear();
        let Ok(length) = out.by_ref().take(MAX_FRAME).read_until(b'\n', &mut line) else { return };
        if length == 0 || line.last() != Some(&b'\n') {
            return;
        }
        let Ok(frame) = serde_json::from_slice(&line) else { return };
        if frames.send(frame).is_err() {
            return;
        }
    }
}

fn read_last_words(err: ChildStderr) -> String {
    let mut words = Vec::new();
    // What cannot be read was not said.
    let _ = err.take(LAST_WORDS).read_to_end(&mut words);
    String::from_utf8_lossy(&words).into_owned()
}
