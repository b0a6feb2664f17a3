//! What pgbench is given, and what it says.

/// One transaction over the next cart of the client.
pub fn script(statements: &[&str]) -> String {
    let head = "\\set turn :turn + 1\n\\set number :client_id * 100000 + :turn\nbegin;\n";
    format!("{head}{}\ncommit;\n", statements.join("\n"))
}

/// What pgbench prints of the rate; `None` where not as many transactions were made as were asked for.
pub fn rate(words: &str, wanted: u32) -> Option<f64> {
    let of = |name: &str| words.lines().find_map(|line| line.strip_prefix(name));
    let made = of("number of transactions actually processed: ")?;
    let rate = of("tps = ")?.split_whitespace().next()?;
    (made == format!("{wanted}/{wanted}"))
        .then(|| rate.parse().ok())
        .flatten()
}
