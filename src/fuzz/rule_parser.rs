//! Whatever a file of promotions or settings holds, it is taken or refused in words, and taken the same when it is written
//! and read again.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Err(wrong) = carts::rules::read(text) {
        panic!("{wrong}");
    }
});
