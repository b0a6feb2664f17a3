//! Whatever is in a cart, it has a price or a reason why not, and its sums and bounds hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(case) = carts::from_bytes(bytes) else {
        return;
    };
    let answer = carts::answer(&case);
    let wrong = carts::unsound(&case, &answer);
    assert!(wrong.is_empty(), "{wrong:?}\n{case:#?}");
});
