//! What is read off a page.

use super::read::{Form, Subject, read, read_sitemap};

const ID: &str = "0190b8a5-0000-7000-8000-000000000001";

#[test]
fn a_product_page_is_read_with_its_variants_its_offer_and_its_neighbours() {
    let html = format!(
        r#"<script type="application/ld+json">{{"@type":"Product","offers":{{"url":"http://localhost/products/mug?variant={ID}",
               "price":"12.00","priceCurrency":"EUR","identifier":"q_a"}}}}</script>
           <p class="buy-price"><span class="price is-sale"><data class="price-now" value="12.00" data-quote="q_a">€12.00</data>
             <s class="price-was"><span class="visually-hidden">was </span>€15.00</s> <small class="price-measure">€1.20 per 100 g</small></span></p>
           <a class="option-value" href="/products/mug?variant=0190b8a5-0000-7000-8000-000000000002">L</a>
           <form class="buy-form"><input type="hidden" name="variant_id" value="{ID}" /></form>
           <template class="buy-variants"><div data-id="{ID}"><data class="price-now" value="12.00" data-quote="q_a">€12.00</data></div></template>
           <article class="card"><h3><a href="/products/cup">Cup</a></h3>
             <p><span class="price-from">from </span><data class="price-now" value="3.00" data-quote="q_b">€3.00</data></p></article>"#
    );
    let variant = Some(Subject::Variant(ID.parse().unwrap()));

    let page = read(&html).unwrap();

    let told: Vec<_> = page
        .prices
        .iter()
        .map(|price| (price.form, price.subject.clone(), price.to_string()))
        .collect();
    assert_eq!(
        told,
        [
            (Form::Offer, variant.clone(), "[12.00 EUR]".to_owned()),
            (
                Form::Main,
                variant.clone(),
                "€12.00 [12.00], was €15.00, €1.20 per 100 g".to_owned()
            ),
            (Form::Label, variant, "€12.00 [12.00]".to_owned()),
            (
                Form::Label,
                Some(Subject::Product("cup".into())),
                "from €3.00 [3.00]".to_owned()
            ),
        ]
    );
    assert!(page.links.contains(&"/products/cup".to_owned()));
}

#[test]
fn a_cart_is_read_without_the_template_of_its_lines() {
    let html = format!(
        r#"<li class="cart-line"><a href="/products/mug?variant={ID}">Mug</a>
             <p class="cart-line-unit" data-quote="q_a">€12.00 each, was €11.00 when you added it</p>
             <p class="cart-line-total"><s class="cart-line-before"></s> <span class="cart-line-now">€12.00</span></p></li>
           <template id="cart-line"><li class="cart-line"><a href="/"></a><p class="cart-line-unit" data-quote=""></p>
             <span class="cart-line-now"></span></li></template>
           <p class="cart-subtotal"><span>Subtotal</span> <strong>€12.00</strong></p>
           <li class="goods-line" data-quote="q_a"><a href="/products/mug?variant={ID}">Mug</a>
             <p class="goods-total"><s class="goods-before">€13.00</s> €12.00</p></li>"#
    );

    let page = read(&html).unwrap();

    let told: Vec<_> = page
        .prices
        .iter()
        .map(|price| (price.form, price.subject.is_some(), price.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Form::Unit, true, "€12.00"),
            (Form::Line, true, "€12.00"),
            (Form::Subtotal, false, "€12.00"),
            (Form::Line, true, "€12.00"),
        ]
    );
    assert_eq!(page.prices[3].quote.as_deref(), Some("q_a"));
}

#[test]
fn a_sitemap_is_read_whole() {
    let xml = "<?xml version=\"1.0\"?><urlset><url><loc>http://a/x</loc><lastmod>2026-01-01</lastmod></url><url><loc>http://a/y</loc></url></urlset>";

    assert_eq!(read_sitemap(xml).unwrap(), ["http://a/x", "http://a/y"]);
}
