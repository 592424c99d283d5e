//! The process that reads one PDF, page by page, under limits that it sets itself.

use std::ffi::OsString;
use std::io::{self, Write};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::base::store;
use crate::packet::pdf::about;
use crate::packet::pdf::device::{PageReader, Sheet};
use crate::packet::pdf::frame::{Frame, PageFrame, Refusal, Stop};
use crate::packet::pdf::layout::{self, link};

/// Address space for everything but the file itself. Bombs of compression and of font tables end here.
pub(super) const MEMORY: u64 = 768 << 20;

/// Processor seconds of one worker: the last resort if its parent is gone.
const CPU_SECONDS: u64 = 600;

/// Nested forms recurse; the interpreter's own cap fits well within.
const STACK: usize = 32 << 20;

/// Runs the worker: `FILE FROM [TO]`, pages counted from 0, `TO` not included. Frames go to standard output.
///
/// Called by `main` for the hidden command [`WORKER_COMMAND`](super::WORKER_COMMAND) only. It takes limits upon the
/// whole process, so nothing else may run in it.
#[must_use]
pub fn main(args: &[OsString]) -> ExitCode {
    let Some(job) = Job::parse(args) else { return ExitCode::from(2) };
    // A panic is caught and told as a frame; its message would tell nobody anything.
    std::panic::set_hook(Box::new(|_| {}));
    limit_process(store::size(&job.path).unwrap_or(0));
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || job.run());
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// What one worker is to do.
struct Job {
    path: PathBuf,
    from: usize,
    to: usize,
}

impl Job {
    fn parse(args: &[OsString]) -> Option<Self> {
        let number = |arg: &OsString| arg.to_str()?.parse().ok();
        let (path, from, to) = match args {
            [path, from] => (path, number(from)?, usize::MAX),
            [path, from, to] => (path, number(from)?, number(to)?),
            _ => return None,
        };
        Some(Self { path: path.into(), from, to })
    }

    /// Reads the pages asked for and what the file tells of itself. The only error is that nobody listens.
    fn run(&self) -> io::Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        match store::read(&self.path, u64::MAX - 1) {
            Ok(data) => read(data, self.from..self.to, &mut out),
            Err(_) => send(&mut out, &Frame::Refused(Refusal::Missing)),
        }
    }
}

/// What a worker writes for a file of these bytes, in this process and without any limit of its own: for fuzzing,
/// which sets its own.
///
/// # Errors
/// `out` takes no more.
pub fn read_bytes(data: Vec<u8>, out: &mut impl Write) -> io::Result<()> {
    read(data, 0..usize::MAX, out)
}

fn read(data: Vec<u8>, pages: Range<usize>, out: &mut impl Write) -> io::Result<()> {
    let pdf = match open(data) {
        Ok(pdf) => pdf,
        Err(refusal) => return send(out, &Frame::Refused(refusal)),
    };
    let count = pdf.pages().len();
    // Flushed at once: if the first page brings the worker down, the parent still knows how many there are.
    send(out, &Frame::Opened(u32::try_from(count).unwrap_or(u32::MAX)))?;
    let mut reader = PageReader::new(&pdf);
    for at in pages.start..count.min(pages.end) {
        send(out, &Frame::Page(page(&mut reader, at)))?;
    }
    send(out, &Frame::About(about::read(&pdf)))
}

fn send(out: &mut impl Write, frame: &Frame) -> io::Result<()> {
    serde_json::to_writer(&mut *out, frame)?;
    out.write_all(b"\n")?;
    out.flush()
}

fn open(data: Vec<u8>) -> Result<Pdf, Refusal> {
    Pdf::new(data).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::Password,
        LoadPdfError::Decryption(_) => Refusal::Encryption,
        LoadPdfError::Invalid => Refusal::Damaged,
    })
}

/// One page. What was read before a limit or a panic is kept.
fn page(reader: &mut PageReader<'_>, at: usize) -> PageFrame {
    let (mut sheet, mut stopped) = reader.read(at);
    let laid = catch_unwind(AssertUnwindSafe(|| {
        let spots = link::spots(&sheet);
        let lines = layout::lines(&mut sheet);
        let link_words = link::words(spots, &lines);
        (lines, link_words)
    }));
    let (lines, link_words) = laid.unwrap_or_else(|_| {
        stopped = stopped.or(Some(Stop::Panic));
        Default::default()
    });
    let Sheet { glyphs, unmapped, pictures, covered, invisible, strokes, beneath, unseen, unsure, .. } =
        sheet;
    let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
    let (comments, damage) = (sheet.pinned.comments, sheet.damage);
    PageFrame {
        number,
        lines,
        glyphs,
        unmapped,
        pictures,
        covered,
        invisible,
        strokes,
        beneath,
        unseen,
        unsure,
        comments,
        link_words,
        damage,
        stopped,
    }
}

/// Lowers what this process may ask of the system. A system that refuses, or does not know the limit, still has the
/// parent's watchdog and the budget of each page.
#[cfg(any(target_os = "linux", target_os = "macos", target_os = "freebsd"))]
fn limit_process(file_size: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let memory = MEMORY.saturating_add(file_size);
    for (resource, limit) in [(Resource::As, memory), (Resource::Core, 0), (Resource::Cpu, CPU_SECONDS)] {
        let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) });
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "freebsd")))]
fn limit_process(_file_size: u64) {}
