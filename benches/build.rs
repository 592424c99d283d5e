//! How long a build takes: a made-up site of twenty meetings (1,500 pages), from nothing and when nothing changed.
//! `cargo bench --bench build`. Whole sites of other sizes: see RESULTS.md.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use diariet::base::store;
use diariet::build::{self, Options};
use diariet::publish::Publication;

#[path = "corpus/mod.rs"]
mod corpus;

const MEETINGS: u64 = 20;

fn build(root: &Path) {
    let (built, found) = build::build(&Options::new(root));
    assert!(built.is_some(), "{found:?}");
    black_box(built);
}

fn whole_site(criterion: &mut Criterion) {
    let root = tempfile::tempdir().unwrap();
    corpus::write(root.path(), MEETINGS).unwrap();
    let mut group = criterion.benchmark_group("build");
    group.sample_size(10);
    group.bench_function("from nothing", |bencher| {
        let fresh = || store::remove_tree(&root.path().join("public")).unwrap();
        bencher.iter_batched(fresh, |()| build(root.path()), BatchSize::PerIteration);
    });
    build(root.path());
    group.bench_function("nothing changed", |bencher| bencher.iter(|| build(root.path())));
    group.bench_function("check", |bencher| bencher.iter(|| build::check(&Options::new(root.path()))));
    group.finish();
}

fn publication(criterion: &mut Criterion) {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    let pages: Vec<(String, String)> = (0..2_000)
        .map(|n| (format!("organ-{}/{n}/index.html", n % 7), format!("page {n} ").repeat(600)))
        .collect();
    let publish = |edited: &str| {
        let publication = Publication::begin(&output).unwrap();
        publication.put("edited.txt", edited.as_bytes()).unwrap();
        for (path, text) in &pages {
            publication.put(path, text.as_bytes()).unwrap();
        }
        publication.finish().unwrap()
    };
    publish("");
    let mut group = criterion.benchmark_group("publish 2,000 files");
    group.sample_size(10);
    group.bench_function("nothing changed", |bencher| bencher.iter(|| publish("")));
    let mut nth = 0;
    group.bench_function("one changed", |bencher| {
        bencher.iter(|| {
            nth += 1;
            publish(&nth.to_string())
        });
    });
    group.finish();
}

criterion_group!(benches, whole_site, publication);
criterion_main!(benches);
