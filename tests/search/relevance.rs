//! Relevance: the graded queries of the sample packet, with floors that fail.

use std::collections::BTreeSet;

use diariet::search::query::Filter;
use serde_json::Value;

use crate::build;
use crate::packet::{self, Lines, Packet};

/// One graded target.
struct Target {
    name: String,
    grade: u32,
    lines: Lines,
    copy: Option<String>,
}

fn targets(query: &Value) -> Vec<Target> {
    let target = |t: &Value| Target {
        name: t["ref"].as_str().unwrap().to_owned(),
        grade: t["grade"].as_u64().unwrap() as u32,
        lines: (t["lines"][0].as_u64().unwrap() as usize, t["lines"][1].as_u64().unwrap() as usize),
        copy: t["same_document"].as_str().map(str::to_owned),
    };
    query["targets"].as_array().unwrap().iter().map(target).collect()
}

/// Whether a page that stands for `lines` is the target: by address where the target names one, else by its lines.
fn is_met(target: &Target, url: &str, lines: Lines) -> bool {
    let (kind, name) = target.name.split_once(':').unwrap();
    let is_case = url.starts_with("/dnr/");
    let overlap = (lines.1.min(target.lines.1) + 1).saturating_sub(lines.0.max(target.lines.0));
    let is_document = url.contains("/handlingar/");
    match kind {
        "dnr" => is_case && url == format!("/dnr/{}/", diariet::base::text::slug(name)),
        "meeting" => url.matches('/').count() == 3 && !is_case,
        "doc" => {
            is_document
                && (overlap * 2 > target.lines.1 - target.lines.0 || target.copy.is_some() && overlap > 0)
        }
        _ => !is_case && !is_document && overlap > 0 && url.matches('/').count() > 3,
    }
}

fn discounted(grades: impl Iterator<Item = u32>) -> f64 {
    (0..10)
        .zip(grades)
        .map(|(rank, grade)| (2f64.powi(grade as i32) - 1.0) / f64::from(rank + 2).log2())
        .sum()
}

/// nDCG@10 and reciprocal rank of one query.
fn judge(packet: &Packet, query: &Value, urls: &[String]) -> (f64, f64) {
    let targets = targets(query);
    if targets.is_empty() {
        let right = if urls.is_empty() { 1.0 } else { 0.0 };
        return (right, right);
    }
    let mut met = BTreeSet::new();
    let mut gains = Vec::new();
    for url in urls.iter().take(10) {
        let bare = url.split('#').next().unwrap();
        let lines = packet.lines[bare];
        let best = targets
            .iter()
            .enumerate()
            .filter(|(n, t)| !met.contains(n) && is_met(t, bare, lines))
            .max_by_key(|(_, t)| t.grade);
        gains.push(best.map_or(0, |(n, target)| {
            met.insert(n);
            target.grade
        }));
    }
    let mut ideal: Vec<u32> = targets.iter().map(|t| t.grade).collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let enough = if ideal[0] >= 2 { 2 } else { 1 };
    let first = gains.iter().position(|grade| *grade >= enough);
    (
        discounted(gains.into_iter()) / discounted(ideal.into_iter()),
        first.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0)),
    )
}

#[test]
fn graded_queries_reach_the_bars() {
    let Some(packet) = packet::read() else { return };
    let files = build::index(packet.batches.clone());
    let engine = build::engine(&files);
    let (mut gain, mut rank, mut count) = (0.0, 0.0, 0.0);
    for query in packet.queries["queries"].as_array().unwrap() {
        let typed = query["q"].as_str().unwrap();
        let answer = engine.search(typed, &Filter::default(), 10).unwrap();
        let urls: Vec<String> = answer.hits.iter().map(|hit| hit.url.clone()).collect();
        let (ndcg, reciprocal) = judge(&packet, query, &urls);
        println!(
            "{} {typed:40} nDCG@10 {ndcg:.3} RR {reciprocal:.2} of {} {:?}",
            query["id"], answer.total, answer.notices
        );
        if std::env::var("SHOW").is_ok() && ndcg < 0.9 {
            for hit in &answer.hits {
                println!("      {:8.3} {} {} | {}", hit.score, hit.url, hit.title, hit.snippet);
            }
        }
        (gain, rank, count) = (gain + ndcg, rank + reciprocal, count + 1.0);
    }
    println!("mean nDCG@10 {:.3}, MRR {:.3} over {count} queries", gain / count, rank / count);
    assert!(gain / count >= 0.85, "nDCG@10 below the bar");
    assert!(rank / count >= 0.90, "MRR below the bar");
}
