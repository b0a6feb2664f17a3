//! Reading cells: text with limits, numbers of things, yes and no.

use super::outcome::{Notice, Refusal};

/// The columns' names and the row, for messages about one cell.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The row.
    pub row: u64,
    /// The column, as the file calls it.
    pub column: &'a str,
}

impl At<'_> {
    /// Refuses this cell.
    pub fn refuse(self, reason: impl Into<String>) -> Refusal {
        Refusal::cell(self.row, self.column, reason)
    }

    /// Notes what was done to this cell.
    pub fn notice(self, text: impl Into<String>) -> Notice {
        Notice {
            row: self.row,
            column: self.column.to_owned(),
            text: text.into(),
        }
    }
}

/// Text without control characters. NUL cannot be stored at all, and the others break feeds and pages; line ends and
/// tabs stay. Says when something was removed.
pub fn text(raw: &str, at: At<'_>, notices: &mut Vec<Notice>) -> String {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let removed = raw.chars().filter(|c| control(*c)).count();
    if removed == 0 {
        return raw.trim().to_owned();
    }
    notices.push(at.notice(format!("{removed} control characters removed")));
    raw.chars()
        .filter(|c| !control(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// One line of text: inner white space of any kind becomes single spaces.
pub fn line(raw: &str, at: At<'_>, notices: &mut Vec<Notice>) -> String {
    text(raw, at, notices).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Refuses text of more than `limit` characters.
pub fn limited(value: String, limit: usize, at: At<'_>) -> Result<String, Refusal> {
    let length = value.chars().count();
    if length > limit {
        return Err(at.refuse(format!("{length} characters are more than the {limit} that fit")));
    }
    Ok(value)
}

/// `true`, `yes`, `1` and their opposites, in any case; `None` if empty.
pub fn flag(raw: &str, at: At<'_>) -> Result<Option<bool>, Refusal> {
    match raw.trim().to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "y" | "1" => Ok(Some(true)),
        "false" | "no" | "n" | "0" => Ok(Some(false)),
        other => Err(at.refuse(format!("`{}` is neither true nor false", shortened(other)))),
    }
}

/// The first characters of a cell, for messages.
pub fn shortened(raw: &str) -> String {
    if raw.chars().count() <= 40 {
        raw.to_owned()
    } else {
        raw.chars().take(40).chain(['…']).collect()
    }
}

/// Comma-separated words, trimmed, without empty ones and repetitions, in order.
pub fn list(raw: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in raw.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: At<'_> = At {
        row: 7,
        column: "Title",
    };

    #[test]
    fn zero_bytes_are_removed_and_said() {
        let mut notices = Vec::new();

        assert_eq!(text(" Clay Pl\0ant Pot\n", AT, &mut notices), "Clay Plant Pot");
        assert_eq!(notices, [AT.notice("1 control characters removed")]);
    }

    #[test]
    fn a_line_has_no_line_ends_and_no_double_spaces() {
        assert_eq!(
            line("\tTwo\u{a0}words \r\n here", AT, &mut Vec::new()),
            "Two words here"
        );
    }

    #[test]
    fn flags_are_read_in_any_case_and_nothing_else_is_guessed() {
        assert_eq!(flag("TRUE", AT), Ok(Some(true)));
        assert_eq!(flag("", AT), Ok(None));
        assert_eq!(flag("maybe", AT).expect_err("refused").row, 7);
    }

    #[test]
    fn lists_keep_order_and_drop_repetitions() {
        assert_eq!(list("Gold, Silver,,Gold , "), ["Gold", "Silver"]);
    }
}
