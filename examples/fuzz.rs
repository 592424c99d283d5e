//! Feeds the parsers with made-up and damaged inputs: `cargo run --release --example fuzz -- packet --inputs 1000000`.
//!
//! The inputs run in a process of their own, with a gigabyte of address space. Where it dies, hangs or a target
//! panics, the input is written to `target/fuzz-found/`, is named, and the run goes on behind it. Input `n` is always
//! the same: `--from n --inputs 1` runs it alone. `--file PATH` runs the bytes of a file.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "this is a program for developers")]
#![expect(clippy::disallowed_methods, reason = "it measures time and works outside of any site")]

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::time::{Duration, Instant};

#[path = "../fuzz/engine.rs"]
mod engine;
#[path = "../fuzz/targets.rs"]
mod targets;

/// Address space of the process that runs the inputs.
const MEMORY: u64 = 1 << 30;

/// An input that takes more of a processor's time hangs. Not of the clock's: a million inputs run beside other work.
const PATIENCE: Duration = Duration::from_secs(10);

/// The PDF worker gives its thread as much; everything else runs on the usual stack of a thread.
const PDF_STACK: usize = 32 << 20;
const STACK: usize = 2 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "--child") {
        return child(&arguments[1..]);
    }
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)
    };
    let number = |name: &str| option(name).and_then(|text| text.parse::<u64>().ok());
    match arguments.first() {
        Some(name) if !targets::NAMES.contains(&name.as_str()) => usage(),
        Some(name) if let Some(path) = option("--file") => one(name.clone(), Path::new(path)),
        Some(name) if let Some(count) = number("--inputs") => {
            let from = number("--from").unwrap_or(0);
            parent(name, from, from + count)
        }
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    println!("usage: fuzz {} (--inputs COUNT [--from N] | --file PATH)", targets::NAMES.join("|"));
    ExitCode::from(2)
}

/// Runs a file, as a child does its inputs.
fn one(name: String, path: &Path) -> ExitCode {
    let input = fs::read(path).unwrap();
    let stack = stack_of(&name);
    let run = move || {
        let scratch = tempfile::tempdir().unwrap();
        let target = targets::target(&name, scratch.path());
        limit_memory();
        let started = Instant::now();
        target(&input);
        println!("{:.3} s", started.elapsed().as_secs_f64());
    };
    let done = std::thread::Builder::new().stack_size(stack).spawn(run).unwrap().join();
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What became of a run.
#[derive(Default)]
struct Tally {
    panics: u64,
    crashes: u64,
    hangs: u64,
    peak: u64,
    slowest: (u64, u64),
}

fn parent(name: &str, from: u64, to: u64) -> ExitCode {
    let scratch = tempfile::tempdir().unwrap();
    let found = targets::repository().join("target/fuzz-found");
    fs::create_dir_all(&found).unwrap();
    let started = Instant::now();
    let mut tally = Tally::default();
    let mut next = from;
    while next < to {
        let place = scratch.path().join("place");
        fs::write(&place, state(next, 0, 0, 0, 0)).unwrap();
        let work = scratch.path().join("work");
        let _ = fs::remove_dir_all(&work);
        fs::create_dir(&work).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--child", name, &next.to_string(), &to.to_string()])
            .args([&place, &work, &found])
            .spawn()
            .unwrap();
        let hung = watch(&mut child, &place);
        let last = read_state(&place);
        let [at, panics, peak, slowest, slowest_at] = last;
        tally.panics += panics;
        tally.peak = tally.peak.max(peak);
        tally.slowest = tally.slowest.max((slowest, slowest_at));
        if at >= to {
            break;
        }
        let kind = if hung { "hang" } else { "crash" };
        *(if hung { &mut tally.hangs } else { &mut tally.crashes }) += 1;
        keep(&found, name, kind, at);
        next = at + 1;
    }
    let seconds = started.elapsed().as_secs_f64();
    let count = to - from;
    let (slowest, at) = tally.slowest;
    let memory = tally.peak / 1024;
    println!(
        "{name}: {count} inputs from {from} in {seconds:.0} s ({:.0} a second), {} panics, {} crashes, {} hangs, \
         slowest {:.3} s (input {at}), peak memory {memory} MB",
        f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / seconds,
        tally.panics,
        tally.crashes,
        tally.hangs,
        Duration::from_micros(slowest).as_secs_f64(),
    );
    if tally.panics + tally.crashes + tally.hangs == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Waits for the child to end; whether it had to be ended.
fn watch(child: &mut Child, place: &Path) -> bool {
    let tasks = format!("/proc/{}/task", child.id());
    let mut seen = (u64::MAX, Duration::ZERO);
    loop {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        let (at, now) = (read_state(place)[0], busy_tasks(&tasks));
        if at != seen.0 {
            seen = (at, now);
        } else if now.saturating_sub(seen.1) > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            return true;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// The processor's time that all threads of a process have had.
fn busy_tasks(tasks: &str) -> Duration {
    let Ok(entries) = fs::read_dir(tasks) else { return Duration::ZERO };
    entries.flatten().map(|task| busy(&task.path().join("schedstat"))).sum()
}

/// The processor's time of a thread, by what Linux tells of it.
fn busy(schedule: &Path) -> Duration {
    let text = fs::read_to_string(schedule).unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0))
}

fn keep(found: &Path, name: &str, kind: &str, at: u64) {
    let path = found.join(format!("{name}-{at}-{kind}"));
    fs::write(&path, engine::Corpus::of(name).input(at)).unwrap();
    println!("{kind}: {name} input {at}, kept as {}", path.display());
}

/// Five numbers in the file that parent and child share: the input at work, panics, peak kilobytes, the longest time
/// of the processor in microseconds and its input.
fn state(at: u64, panics: u64, peak: u64, slowest: u64, slowest_at: u64) -> [u8; 40] {
    let mut bytes = [0; 40];
    for (place, value) in bytes.chunks_exact_mut(8).zip([at, panics, peak, slowest, slowest_at]) {
        place.copy_from_slice(&value.to_le_bytes());
    }
    bytes
}

fn read_state(place: &Path) -> [u64; 5] {
    let bytes = fs::read(place).unwrap();
    let mut numbers = [0; 5];
    for (number, bytes) in numbers.iter_mut().zip(bytes.chunks_exact(8)) {
        *number = u64::from_le_bytes(bytes.try_into().unwrap());
    }
    numbers
}

fn child(arguments: &[String]) -> ExitCode {
    let [name, from, to, place, work, found] = arguments else { return ExitCode::from(2) };
    let (name, from, to) = (name.clone(), from.parse().unwrap(), to.parse().unwrap());
    let (place, work, found) = (PathBuf::from(place), PathBuf::from(work), PathBuf::from(found));
    let stack = stack_of(&name);
    let run = move || {
        let target = targets::target(&name, &work);
        limit_memory();
        run(&name, &*target, from..to, (&place, &found));
    };
    std::thread::Builder::new().stack_size(stack).spawn(run).unwrap().join().unwrap();
    ExitCode::SUCCESS
}

fn run(name: &str, target: &dyn Fn(&[u8]), range: std::ops::Range<u64>, (place, found): (&Path, &Path)) {
    let corpus = engine::Corpus::of(name);
    let here = "/proc/self/task";
    let shared = File::options().write(true).open(place).unwrap();
    let (mut panics, mut slowest, mut most) = (0, (0, 0), 0);
    for at in range.clone() {
        if at.is_multiple_of(1000) {
            most = peak();
        }
        shared.write_all_at(&state(at, panics, most, slowest.0, slowest.1), 0).unwrap();
        let input = corpus.input(at);
        let started = busy_tasks(here);
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| target(&input)));
        slowest = slowest.max((u64::try_from((busy_tasks(here) - started).as_micros()).unwrap(), at));
        if result.is_err() {
            panics += 1;
            keep(found, name, "panic", at);
        }
    }
    shared.write_all_at(&state(range.end, panics, peak(), slowest.0, slowest.1), 0).unwrap();
}

/// The most memory that this process has held, in kilobytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn stack_of(name: &str) -> usize {
    if name == "pdf" { PDF_STACK } else { STACK }
}

fn limit_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) };
    setrlimit(Resource::As, limit).unwrap();
}
