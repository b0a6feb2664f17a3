//! Tables: a caption, columns that may be sorted by links, rows that become cards on a phone, and pages by key.

use leptos::prelude::*;

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// How a column is sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// Where a click leads: the same page, sorted by it, or the other way round.
    pub address: String,
    /// How it is sorted now; `None` where by another column.
    pub now: Option<Direction>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Words.
    pub label: &'static str,
    /// Sorted by, where it can be.
    pub sort: Option<Sort>,
    /// Whether it holds numbers, which stand to the right.
    pub is_number: bool,
}

impl Column {
    /// A column of words.
    pub const fn new(label: &'static str) -> Self {
        Self {
            label,
            sort: None,
            is_number: false,
        }
    }

    /// A column of numbers.
    pub const fn number(label: &'static str) -> Self {
        Self {
            label,
            sort: None,
            is_number: true,
        }
    }

    /// The same, sorted by links: `address` makes one of a word, `by` and `-by`; `current` is the word of now.
    #[must_use]
    pub fn sorted(mut self, by: &'static str, current: &str, address: impl Fn(&str) -> String) -> Self {
        let down = format!("-{by}");
        let now = match current {
            word if word == by => Some(Direction::Up),
            word if word == down => Some(Direction::Down),
            _ => None,
        };
        let wanted = if now == Some(Direction::Up) { &down } else { by };
        self.sort = Some(Sort {
            address: address(wanted),
            now,
        });
        self
    }

    const fn class(&self) -> Option<&'static str> {
        if self.is_number { Some("is-number") } else { None }
    }
}

/// A table; without rows, what `empty` says instead.
#[component]
pub fn DataTable(
    /// What it shows, for those who do not see it.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column>,
    /// The cells of each row, one a column.
    rows: Vec<Vec<AnyView>>,
    /// Shown where there are no rows.
    #[prop(into)]
    empty: AnyView,
) -> impl IntoView {
    if rows.is_empty() {
        return empty;
    }
    let heads = columns.iter().map(head_view).collect_view();
    let rows = rows.into_iter().map(|cells| row_view(&columns, cells)).collect_view();
    // On a phone the rows are laid out as cards, which takes their meaning from them unless the roles are said.
    view! {
        <table class="data" role="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn head_view(column: &Column) -> impl IntoView + use<> {
    let sorted = column.sort.as_ref().and_then(|sort| sort.now).map(|now| match now {
        Direction::Up => "ascending",
        Direction::Down => "descending",
    });
    let mark = match sorted {
        Some("ascending") => " ↑",
        Some(_) => " ↓",
        None => "",
    };
    let label = column.label;
    let words = match &column.sort {
        Some(sort) => view! {
            <a href=sort.address.clone()>{label} <span aria-hidden="true">{mark}</span></a>
        }
        .into_any(),
        None => label.into_any(),
    };
    view! { <th role="columnheader" scope="col" class=column.class() aria-sort=sorted>{words}</th> }
}

fn row_view(columns: &[Column], cells: Vec<AnyView>) -> impl IntoView + use<> {
    let cells: Vec<_> = columns
        .iter()
        .zip(cells)
        .map(|(column, cell)| view! { <td role="cell" class=column.class() data-label=column.label>{cell}</td> })
        .collect();
    view! { <tr role="row">{cells}</tr> }
}

/// Pages by key: back to the first, on to the next. Nothing where there is one page.
#[component]
pub fn Pager(
    /// Address of the first page, where this is a later one.
    first: Option<String>,
    /// Address of the next page, where there is one.
    next: Option<String>,
) -> impl IntoView {
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label="Pages">
                {first.map(|address| view! { <a class="button" href=address>"To the newest"</a> })}
                {next.map(|address| view! { <a class="button" rel="next" href=address>"Older"</a> })}
            </nav>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_sorted_by_it_and_then_the_other_way_round() {
        let address = |word: &str| format!("?sort={word}");
        let of = |current| Column::new("Name").sorted("name", current, address).sort.unwrap();

        assert_eq!((of("seen").now, of("seen").address.as_str()), (None, "?sort=name"));
        assert_eq!(
            (of("name").now, of("name").address.as_str()),
            (Some(Direction::Up), "?sort=-name")
        );
        assert_eq!(
            (of("-name").now, of("-name").address.as_str()),
            (Some(Direction::Down), "?sort=name")
        );
    }
}
