//! Addresses of what a page loads.

/// Addresses of the built front end; their names change with their content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    /// The JavaScript glue.
    pub js: String,
    /// The islands.
    pub wasm: String,
    /// The style.
    pub css: String,
}

/// Address of a file of `public/`.
macro_rules! public_file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../public/", $name)) as &[u8])
    };
}

const ADMIN_STYLE: (&str, &[u8]) = public_file!("admin.css");
const BOOT: (&str, &[u8]) = public_file!("boot.js");
const CHECKING: (&str, &[u8]) = public_file!("checking.js");
const CHECKOUT: (&str, &[u8]) = public_file!("checkout.js");
const PASSKEYS: (&str, &[u8]) = public_file!("passkeys.js");

/// How the admin looks, beyond what the shop's pages have; those never load it.
pub fn admin_style() -> String {
    versioned(ADMIN_STYLE)
}

/// Loads the islands when the page is idle or a shopper reaches for one.
pub fn boot_script() -> String {
    versioned(BOOT)
}

/// Looks at an order again until its payment is settled.
pub fn checking_script() -> String {
    versioned(CHECKING)
}

/// Refreshes delivery and sums on the checkout page.
pub fn checkout_script() -> String {
    versioned(CHECKOUT)
}

/// Asks the device for a passkey.
pub fn passkeys_script() -> String {
    versioned(PASSKEYS)
}

// These names do not change, so their content is made part of the address (FNV-1a).
fn versioned((name, content): (&str, &[u8])) -> String {
    let hash = content.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("/static/{name}?v={hash:016x}")
}
