//! What collection and search pages share: filters, order, the grid, numbered pages. All of it is in the address.

use crate::list_address::{amount_text, list_address};
use domain::catalog::{Facet, ListFilter, ProductCard, Sort};
use domain::money::{Currency, Money, display};
use leptos::prelude::*;
use ui::components::{Chip, DrawingKind, EmptyState, FacetForm, LinkButton, Pagination, ProductGrid};

/// Products of the first screen, whose pictures are fetched at once.
const FIRST_SCREEN: usize = 4;

/// A list as its page shows it.
#[derive(Debug, Clone)]
pub struct List {
    /// Path of the page.
    pub path: String,
    /// Words of a search.
    pub words: Option<String>,
    /// What it is narrowed by.
    pub filter: ListFilter,
    /// What it can be narrowed by.
    pub facets: Vec<Facet>,
    /// This page of products.
    pub products: Vec<ProductCard>,
    /// How many there are, in words.
    pub count_text: String,
    /// Pages in all.
    pub page_count: u32,
    /// Currency of prices in the address.
    pub currency: Currency,
}

impl List {
    fn address(&self, filter: &ListFilter) -> String {
        list_address(&self.path, self.words.as_deref(), filter, self.currency)
    }

    fn first_page(&self) -> ListFilter {
        ListFilter {
            page: 1,
            ..self.filter.clone()
        }
    }

    // One chip for each thing that the list is narrowed by.
    fn chips(&self) -> Vec<Chip> {
        let from = self.first_page();
        let without = |text: String, filter: ListFilter| Chip {
            text,
            address: self.address(&filter),
        };
        let types = from.types.iter().map(|value| {
            without(
                value.clone(),
                ListFilter {
                    types: others(&from.types, value),
                    ..from.clone()
                },
            )
        });
        let vendors = from.vendors.iter().map(|value| {
            without(
                value.clone(),
                ListFilter {
                    vendors: others(&from.vendors, value),
                    ..from.clone()
                },
            )
        });
        let options = from.options.iter().map(|pair| {
            without(
                format!("{}: {}", pair.0, pair.1),
                ListFilter {
                    options: others(&from.options, pair),
                    ..from.clone()
                },
            )
        });
        let price = |minor: i64| display::format(Money::new(minor, self.currency), display::Locale::En);
        let min = from.price_min_minor.map(|minor| {
            without(
                format!("From {}", price(minor)),
                ListFilter {
                    price_min_minor: None,
                    ..from.clone()
                },
            )
        });
        let max = from.price_max_minor.map(|minor| {
            without(
                format!("Up to {}", price(minor)),
                ListFilter {
                    price_max_minor: None,
                    ..from.clone()
                },
            )
        });
        let stock = from.available_only.then(|| {
            without(
                "In stock".into(),
                ListFilter {
                    available_only: false,
                    ..from.clone()
                },
            )
        });
        types
            .chain(vendors)
            .chain(options)
            .chain(min)
            .chain(max)
            .chain(stock)
            .collect()
    }

    // What the filter form must not lose.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let words = self.words.clone().map(|words| ("q", words));
        let sort = (self.filter.sort != Sort::default()).then(|| ("sort", self.filter.sort.as_str().to_owned()));
        words.into_iter().chain(sort).collect()
    }
}

fn others<T: Clone + PartialEq>(values: &[T], without: &T) -> Vec<T> {
    values.iter().filter(|value| *value != without).cloned().collect()
}

/// Filters beside the products, order above, pages below.
pub fn list_view(list: List) -> impl IntoView {
    let (chips, kept) = (list.chips(), list.kept());
    let sorts: Vec<_> = Sort::ALL
        .map(|sort| {
            (
                sort,
                list.address(&ListFilter {
                    sort,
                    ..list.first_page()
                }),
            )
        })
        .into();
    let pages: Vec<_> = (1..=list.page_count)
        .map(|page| {
            list.address(&ListFilter {
                page,
                ..list.filter.clone()
            })
        })
        .collect();
    let page_address = move |page: u32| pages.get(page.saturating_sub(1) as usize).cloned().unwrap_or_default();
    let clear = list.address(&ListFilter {
        sort: list.filter.sort,
        ..ListFilter::default()
    });
    let (min, max) = (list.filter.price_min_minor, list.filter.price_max_minor);
    view! {
        <div class="list">
            <div class="list-tools">
                <p class="list-count" role="status">{list.count_text}</p>
                <SortMenu chosen=list.filter.sort sorts=sorts is_search=list.words.is_some() />
            </div>
            <div class="list-facets">
                <FacetForm
                    action=list.path
                    facets=list.facets
                    min_text=amount_text(min, list.currency)
                    max_text=amount_text(max, list.currency)
                    available_only=list.filter.available_only
                    kept=kept
                    chips=chips
                />
            </div>
            <section class="list-products" aria-labelledby="products">
                <h2 class="visually-hidden" id="products">"Products"</h2>
                {if list.products.is_empty() {
                    nothing_view(list.filter.is_narrowed(), clear).into_any()
                } else {
                    view! { <ProductGrid products=list.products first_screen=FIRST_SCREEN /> }.into_any()
                }}
                <Pagination page=list.filter.page page_count=list.page_count address=page_address />
            </section>
        </div>
    }
}

#[component]
fn SortMenu(chosen: Sort, sorts: Vec<(Sort, String)>, is_search: bool) -> impl IntoView {
    let text = move |sort: Sort| {
        if is_search && sort == Sort::Featured {
            "Best match"
        } else {
            sort.text()
        }
    };
    let links = sorts.into_iter().map(|(sort, address)| {
        let is_here = sort == chosen;
        view! { <li><a rel="nofollow" href=address aria-current=is_here.then_some("true")>{text(sort)}</a></li> }
    });
    view! {
        <details class="sort">
            <summary>"Sort: " {text(chosen)}</summary>
            <ul class="sort-panel" role="list">{links.collect_view()}</ul>
        </details>
    }
}

fn nothing_view(is_narrowed: bool, clear: String) -> impl IntoView {
    let (title, text, label) = if is_narrowed {
        (
            "Nothing fits these filters",
            "Take one of them away, or all of them.",
            "Clear all filters",
        )
    } else {
        (
            "Nothing here yet",
            "The tide will bring something in. Have a look at the other collections.",
            "To the collections",
        )
    };
    let address = if is_narrowed { clear } else { "/collections".to_owned() };
    view! {
        <EmptyState drawing=DrawingKind::Shell title=title text=text>
            <LinkButton address=address label=label />
        </EmptyState>
    }
}

/// "1 product", "24 products".
pub fn count_text(total: u32) -> String {
    if total == 1 {
        "1 product".to_owned()
    } else {
        format!("{total} products")
    }
}
