//! Gives a customer store credit, or takes some away.

use super::error::checked_ref;
use super::{ENTRIES, TenderError};
use crate::App;
use adapters::rng;
use domain::id::CustomerId;
use domain::money::Money;
use store::tender::{Credited, Entry, NewCredit, TenderAccount};

/// A change that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct CreditCustomer<'a> {
    /// Whose.
    pub customer_id: CustomerId,
    /// By how much; below zero takes away. Not 0.
    pub amount: Money,
    /// The caller's name for it, 1 to 255 characters: a repetition changes nothing.
    pub client_ref: &'a str,
    /// Who does it.
    pub actor_name: &'a str,
    /// What for; may be empty.
    pub note: &'a str,
}

/// What a change came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedCredit {
    /// What the customer has now.
    pub account: TenderAccount,
    /// Whether it was done before.
    pub is_repeated: bool,
}

/// The store credit of a customer in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditState {
    /// What can be spent.
    pub account: TenderAccount,
    /// How it came about, the newest first.
    pub entries: Vec<Entry>,
}

/// Changes a customer's store credit.
///
/// # Errors
/// [`TenderError`].
pub async fn credit_customer(app: &App, wanted: CreditCustomer<'_>) -> Result<ChangedCredit, TenderError> {
    let client_ref = checked_ref(wanted.client_ref)?;
    if wanted.amount.minor == 0 {
        return Err(TenderError::Invalid("The amount has to be another than zero."));
    }
    let mut tx = app.pool.begin().await?;
    let customer = store::customer::lock(&mut tx, wanted.customer_id).await?;
    customer.ok_or(TenderError::NoSuchCustomer)?;
    let new = NewCredit {
        account_id: rng::new_id(),
        customer_id: wanted.customer_id,
        amount: wanted.amount,
        client_ref,
        actor_name: wanted.actor_name,
        note: wanted.note,
    };
    let (account, is_repeated) = match store::tender::credit(&mut tx, new, app.clock.now()).await? {
        Credited::Now(account) => (account, false),
        Credited::Before(account) => (account, true),
        Credited::ReferenceReused => return Err(TenderError::ReferenceReused),
        Credited::TooLittle(left) => return Err(TenderError::TooLittle(left)),
    };
    tx.commit().await?;
    Ok(ChangedCredit { account, is_repeated })
}

/// What a customer has, by currency.
///
/// # Errors
/// [`TenderError::Store`].
pub async fn show_credit(app: &App, customer_id: CustomerId) -> Result<Vec<CreditState>, TenderError> {
    let mut conn = app.pool.acquire().await?;
    let mut states = Vec::new();
    // As many as a customer has currencies.
    for account in store::tender::list_credit(&mut conn, customer_id).await? {
        let entries = store::tender::list_entries(&mut conn, account.tender_account_id, ENTRIES).await?;
        states.push(CreditState { account, entries });
    }
    Ok(states)
}
