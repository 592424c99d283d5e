//! Some thousand made-up and damaged inputs for each parser, the same in every run; `tests/RESULTS.md` has a million.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "time is what one of them is about")]

#[path = "../fuzz/engine.rs"]
mod engine;
#[path = "../fuzz/targets.rs"]
mod targets;

/// Runs the first inputs of a target on a stack like that of the threads that import and build.
fn endures(name: &'static str, count: u64, stack: usize) {
    let run = move || {
        let scratch = tempfile::tempdir().unwrap();
        let target = targets::target(name, scratch.path());
        let corpus = engine::Corpus::of(name);
        for at in 0..count {
            let input = corpus.input(at);
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| target(&input)));
            assert!(done.is_ok(), "{name} cannot bear input {at}");
        }
    };
    std::thread::Builder::new().name(name.to_owned()).stack_size(stack).spawn(run).unwrap().join().unwrap();
}

/// What was found once, made small and kept: `fuzz/found/TARGET/WHAT`.
#[test]
fn what_was_found_is_mended() {
    let mut count = 0;
    for name in targets::NAMES {
        let scratch = tempfile::tempdir().unwrap();
        let target = targets::target(name, scratch.path());
        for input in engine::found(name) {
            target(&input);
            count += 1;
        }
    }
    assert!(count > 0);
}

/// Reads a text as a packet; one that costs the square of its length takes minutes. The bound is no measure of speed.
fn ends(text: &str) {
    let scratch = tempfile::tempdir().unwrap();
    let target = targets::target("packet", scratch.path());
    let started = std::time::Instant::now();
    target(text.as_bytes());
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

/// They were once walked through from each of them, all over again.
#[test]
fn blank_pages_cost_no_more_than_others() {
    ends(&format!("Kallelse\n\nHamnnämnden 2031-05-06\n{}", "\u{c}\n".repeat(100_000)));
}

/// Each line that joined a text had all of it measured again.
#[test]
fn a_heading_without_end_costs_no_more_than_others() {
    let head =
        "Hamnnämnden\n\nFÖREDRAGNINGSLISTA\n2033-09-06\n\n§ 41 Fastställande av dagordning\n\n§ 43 Anmälan\n";
    ends(&format!("{head}{}", "Förslag till beälan av delegationsbeslut\n".repeat(20_000)));
}

/// From each capital of a word without end the rest of it was read again.
#[test]
fn a_word_without_end_costs_no_more_than_others() {
    ends(&format!("Kallelse {}", "Sammanträdesprotokoll".repeat(20_000)));
}

/// At each "och" of a sentence the rest of it was searched for a verb.
#[test]
fn a_sentence_without_end_costs_no_more_than_others() {
    let head = "Hamnnämnden\n\nSammanträdesprotokoll 2033-09-06\n\n§ 41 Kajen\n\nHamnnämndens beslut\n\n";
    ends(&format!("{head}Hamnnämnden ser på {}kajen.\n", "båtar och ".repeat(40_000)));
}

/// Each row was tried as the heading of all below it.
#[test]
fn rows_of_columns_without_end_cost_no_more_than_others() {
    let head = "Hamnnämnden\n\nSammanträdesprotokoll 2033-09-06\n\n§ 41 Kajen\n\nHamnnämndens beslut\n\n";
    ends(&format!("{head}{}Slut\n", "Hamnstad      Eva Ek (S)     Bo Al (M)\n".repeat(8_000)));
}

#[test]
fn text_of_packets() {
    endures("packet", 300, 2 << 20);
}

#[test]
fn content_files() {
    endures("content", 1_500, 2 << 20);
}

#[test]
fn diarienummer() {
    endures("number", 5_000, 2 << 20);
}

#[test]
fn queries() {
    endures("query", 1_500, 2 << 20);
}

/// Here in this process, and so only such as neither hang nor die: what the limits are for is shown in `tests/pdf`.
#[test]
fn pdf() {
    endures("pdf", 200, 32 << 20);
}
