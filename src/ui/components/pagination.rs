//! Numbered pages as links.

use leptos::prelude::*;

use super::Icon;

/// Links to the first, the last and the neighbouring pages; nothing when there is one page.
#[component]
pub fn Pagination<F>(
    /// This page, from 1.
    page: u32,
    /// Pages in all.
    page_count: u32,
    /// Address of a page.
    address: F,
) -> impl IntoView
where
    F: Fn(u32) -> String,
{
    (page_count > 1).then(|| {
        let numbers: Vec<_> = window(page, page_count).into_iter().map(|number| number_view(number, page, &address)).collect();
        view! {
            <nav class="pagination" aria-label="Pages">
                {(page > 1).then(|| view! {
                    <a class="pagination-step is-back" rel="prev" href=address(page - 1)><Icon name="arrow" />"Previous"</a>
                })}
                <ol class="pagination-numbers">{numbers}</ol>
                {(page < page_count).then(|| view! {
                    <a class="pagination-step" rel="next" href=address(page + 1)>"Next"<Icon name="arrow" /></a>
                })}
            </nav>
        }
    })
}

fn number_view<F: Fn(u32) -> String>(number: Option<u32>, page: u32, address: &F) -> AnyView {
    match number {
        None => view! { <li class="pagination-gap" aria-hidden="true">"…"</li> }.into_any(),
        Some(number) if number == page => view! {
            <li><span class="pagination-number" aria-current="page"><Hidden />{number}</span></li>
        }
        .into_any(),
        Some(number) => view! {
            <li><a class="pagination-number" href=address(number)><Hidden />{number}</a></li>
        }
        .into_any(),
    }
}

#[component]
fn Hidden() -> impl IntoView {
    view! { <span class="visually-hidden">"Page "</span> }
}

// First, last, and two on each side; `None` is a gap.
fn window(page: u32, page_count: u32) -> Vec<Option<u32>> {
    let mut shown = Vec::new();
    let mut last = 0;
    for number in (1..=page_count).filter(|n| *n == 1 || *n == page_count || n.abs_diff(page) <= 1) {
        if number == last + 2 {
            shown.push(Some(number - 1));
        } else if number > last + 2 {
            shown.push(None);
        }
        shown.push(Some(number));
        last = number;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn a_gap_stands_for_at_least_two_pages() {
        assert_eq!(window(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(
            window(4, 9),
            [Some(1), Some(2), Some(3), Some(4), Some(5), None, Some(9)]
        );
        assert_eq!(window(9, 9), [Some(1), None, Some(8), Some(9)]);
    }
}
