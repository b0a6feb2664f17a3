//! The same carts, calculated by this program and by the browser's kind of program: every number, word and step of the
//! trace is the same, byte by byte.
//!
//! The module is built here as it is for browsers: 32 bits, optimised for size, without checks of overflow, while this side
//! has them. Node runs it. `TEST_CARTS_SEED` repeats a run, `TEST_CARTS` makes it longer; a cart that differs is printed as
//! JSON with both answers.

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{SystemTime, UNIX_EPOCH};

use carts::{Case, answer, from_seed, unsound};

const CARTS: u64 = 10_000;
/// Cases that the module may be ahead of us.
const AHEAD: usize = 64;

#[test]
fn ten_thousand_generated_carts_come_to_the_same_natively_and_in_wasm() {
    let (seed, carts) = (number("TEST_CARTS_SEED", fresh_seed()), number("TEST_CARTS", CARTS));
    eprintln!("{carts} carts; TEST_CARTS_SEED={seed} repeats them");
    let module = build();
    let mut node = start(&module);
    let answers = BufReader::new(node.stdout.take().expect("its output is ours"));
    let cases = hand_over(node.stdin.take().expect("its input is ours"), seed, carts);

    let mut seen = Seen::default();
    for ((number, case), theirs) in (0_u64..).zip(cases).zip(answers.lines()) {
        compare(
            &case,
            &theirs.expect("an answer is a line"),
            seed.wrapping_add(number),
            &mut seen,
        );
    }

    assert!(node.wait().expect("Node ends").success());
    assert_eq!(seen.carts, carts, "Node ended before the last cart");
    eprintln!("{seen:?}");
    seen.check();
}

/// What the carts were like, so that a generator which makes nothing but refused settings does not pass.
#[derive(Debug, Default)]
struct Seen {
    carts: u64,
    priced: u64,
    with_promotions: u64,
    with_refunds: u64,
    refused: u64,
    steps: usize,
}

impl Seen {
    fn count(&mut self, answer: &carts::Answer) {
        self.carts += 1;
        match &answer.priced {
            Some(Ok(cart)) => {
                self.priced += 1;
                self.with_promotions += u64::from(!cart.adjustments.is_empty());
                self.with_refunds += u64::from(answer.refunds.iter().any(Result::is_ok));
                self.steps += cart.trace.steps.len();
            }
            Some(Err(_)) => self.refused += 1,
            None => {}
        }
    }

    fn check(&self) {
        if self.carts >= 1000 {
            assert!(self.priced * 2 > self.carts, "most carts have a price");
            assert!(self.with_promotions * 5 > self.carts, "many carts have promotions");
            assert!(self.with_refunds * 20 > self.carts, "some orders are refunded");
            assert!(self.refused > 0, "some amounts are beyond 64 bits, and refused");
        }
    }
}

fn compare(case: &Case, theirs: &str, seed: u64, seen: &mut Seen) {
    let answered = answer(case);
    let ours = serde_json::to_string(&answered).expect("an answer is JSON");
    let text = || serde_json::to_string(case).expect("a case is JSON");
    assert!(
        ours == theirs,
        "a cart differs, TEST_CARTS_SEED={seed} TEST_CARTS=1:\n{}\nnative: {ours}\nwasm:   {theirs}\n",
        text()
    );
    let wrong = unsound(case, &answered);
    assert!(
        wrong.is_empty(),
        "a cart is wrong on both sides, TEST_CARTS_SEED={seed} TEST_CARTS=1: {wrong:?}\n{}\n{ours}\n",
        text()
    );
    seen.count(&answered);
}

// Writes the cases to the module and hands each on.
fn hand_over(to: ChildStdin, seed: u64, carts: u64) -> Receiver<Case> {
    let (sender, receiver) = sync_channel(AHEAD);
    std::thread::spawn(move || {
        let mut to = BufWriter::new(to);
        for number in 0..carts {
            let case = from_seed(seed.wrapping_add(number)).expect("every seed is a case");
            let is_sent = serde_json::to_writer(&mut to, &case).is_ok() && to.write_all(b"\n").is_ok();
            // A module that has ended is told by the answers that are missing.
            if !is_sent || sender.send(case).is_err() {
                return;
            }
        }
    });
    receiver
}

fn start(module: &Path) -> Child {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answer.mjs");
    Command::new("node")
        .arg(script)
        .arg(module)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node runs the module: .ci/install test")
}

// In the same target folder as this test, in the profile of the browser's part.
fn build() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("it is in the target folder");
    let status = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "rustc",
            "--quiet",
            "--locked",
            "--package",
            "carts",
            "--lib",
            "--crate-type",
            "cdylib",
        ])
        .args(["--profile", "wasm-release", "--target", "wasm32-unknown-unknown"])
        .arg("--target-dir")
        .arg(target)
        .status()
        .expect("cargo builds the module");
    assert!(status.success(), "the module was not built");
    target.join("wasm32-unknown-unknown/wasm-release/carts.wasm")
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a whole number"))
}

// Small enough to be typed.
fn fresh_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |since| since.subsec_nanos().into())
}
