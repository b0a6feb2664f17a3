//! The door of the WASM module: a case goes in byte by byte, its answer comes out byte by byte. No pointers cross.
#![expect(
    unsafe_code,
    reason = "a function that the outside calls by name is an unsafe attribute; there is one owner of each name"
)]

use std::cell::RefCell;

thread_local! {
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Appends a byte of the case.
#[unsafe(no_mangle)]
pub extern "C" fn put(byte: u32) {
    TEXT.with_borrow_mut(|text| text.extend(u8::try_from(byte)));
}

/// Answers the case that was put, and says how long the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn calculate() -> u32 {
    TEXT.with_borrow_mut(|text| {
        *text = match serde_json::from_slice(text) {
            Ok(case) => serde_json::to_vec(&crate::answer(&case)).unwrap_or_default(),
            Err(error) => error.to_string().into_bytes(),
        };
        u32::try_from(text.len()).unwrap_or(0)
    })
}

/// A byte of the answer.
#[unsafe(no_mangle)]
pub extern "C" fn get(at: u32) -> u32 {
    TEXT.with_borrow(|text| text.get(at as usize).copied().map_or(0, u32::from))
}

/// Forgets the answer.
#[unsafe(no_mangle)]
pub extern "C" fn clear() {
    TEXT.with_borrow_mut(Vec::clear);
}
