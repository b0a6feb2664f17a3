//! The address book: at most [`MAX_ADDRESSES`], one of them the default that checkout starts with.

use super::{CustomerError, SignedIn};
use crate::App;
use adapters::rng;
use domain::checkout::{Address, country_name};
use domain::customer::{AddressCard, MAX_ADDRESSES};
use domain::id::{CustomerAddressId, CustomerId};
use sqlx::PgConnection;
use store::customer::address;

/// What is to be done. No `Debug`: it says where somebody lives.
#[derive(Clone, PartialEq, Eq)]
pub enum AddressChange {
    /// Adds an address; `op` is the form's hidden id, so that sending it twice adds one.
    Add {
        /// As typed.
        address: Address,
        /// The form's hidden id.
        op: String,
    },
    /// Replaces an address.
    Replace(CustomerAddressId, Address),
    /// Takes an address out.
    Delete(CustomerAddressId),
    /// Makes it the one that checkout starts with.
    MakeDefault(CustomerAddressId),
}

/// The book, the default first.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn list_addresses(app: &App, signed_in: &SignedIn) -> Result<Vec<AddressCard>, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let book = address::list(&mut conn, signed_in.customer_id, MAX_ADDRESSES).await?;
    Ok(book
        .into_iter()
        .map(|entry| AddressCard {
            customer_address_id: entry.customer_address_id,
            lines: entry.address.lines(),
            is_default: entry.is_default,
        })
        .collect())
}

/// One address of the book.
///
/// # Errors
/// [`CustomerError::NoSuchAddress`], [`CustomerError::Store`].
pub async fn find_address(
    app: &App,
    signed_in: &SignedIn,
    address_id: CustomerAddressId,
) -> Result<Address, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let book = address::list(&mut conn, signed_in.customer_id, MAX_ADDRESSES).await?;
    let found = book.into_iter().find(|entry| entry.customer_address_id == address_id);
    found.map(|entry| entry.address).ok_or(CustomerError::NoSuchAddress)
}

/// Countries that the shop delivers to, as (code, name).
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn served_countries(app: &App) -> Result<Vec<(String, String)>, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let countries = store::delivery::list_countries(&mut conn).await?;
    let named = |code: String| {
        let name = country_name(&code).to_owned();
        (code, name)
    };
    Ok(countries.into_iter().map(named).collect())
}

/// Changes the book under the customer's lock.
///
/// # Errors
/// [`CustomerError::Invalid`], [`CustomerError::BookFull`], [`CustomerError::NoSuchAddress`],
/// [`CustomerError::NotSignedIn`], [`CustomerError::Store`].
pub async fn change_address(app: &App, signed_in: &SignedIn, change: AddressChange) -> Result<(), CustomerError> {
    let mut tx = app.pool.begin().await?;
    let customer = store::customer::lock(&mut tx, signed_in.customer_id).await?;
    let customer_id = customer.ok_or(CustomerError::NotSignedIn)?.customer_id;
    let now = app.clock.now();
    let is_there = match change {
        AddressChange::Add { address, op } => add(&mut tx, app, customer_id, address, op).await?,
        AddressChange::Replace(address_id, address) => {
            let address = checked(&mut tx, address).await?;
            address::update(&mut tx, customer_id, address_id, &address, now).await?
        }
        AddressChange::Delete(address_id) => {
            address::delete(&mut tx, customer_id, address_id).await?;
            true
        }
        AddressChange::MakeDefault(address_id) => address::make_default(&mut tx, customer_id, address_id).await?,
    };
    if !is_there {
        return Err(CustomerError::NoSuchAddress);
    }
    tx.commit().await?;
    Ok(())
}

async fn add(
    conn: &mut PgConnection,
    app: &App,
    customer_id: CustomerId,
    address: Address,
    op: String,
) -> Result<bool, CustomerError> {
    let address = checked(&mut *conn, address).await?;
    let full = usize::try_from(MAX_ADDRESSES).unwrap_or(usize::MAX);
    let present = address::list(&mut *conn, customer_id, MAX_ADDRESSES).await?.len();
    let op = if op.is_empty() { rng::new_token() } else { op };
    let is_new = address::insert(conn, customer_id, rng::new_id(), &op, &address, app.clock.now()).await?;
    if is_new && present >= full {
        return Err(CustomerError::BookFull);
    }
    Ok(true)
}

async fn checked(conn: &mut PgConnection, address: Address) -> Result<Address, CustomerError> {
    let countries = store::delivery::list_countries(conn).await?;
    address.checked(&countries).map_err(CustomerError::Invalid)
}
