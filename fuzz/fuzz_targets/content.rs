//! `cargo +nightly fuzz run content`.
#![no_main]

#[path = "../targets.rs"]
mod targets;

thread_local! {
    static TARGET: (tempfile::TempDir, targets::Target) = {
        let scratch = tempfile::tempdir().unwrap();
        let target = targets::target("content", scratch.path());
        (scratch, target)
    };
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| TARGET.with(|(_, target)| target(data)));
