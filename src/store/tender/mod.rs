//! Gift cards and store credit: accounts with a balance, the ledger that it is the sum of, and what carts and orders have
//! to do with them. Every change of a balance is one conditional update with its entry.

mod account;
mod cart;
mod credit;
mod draw;
mod gift_card;
mod order;

pub use account::{Entry, TenderAccount, list_entries};
pub use cart::{CartTender, Chosen, choose_gift_card, choose_store_credit, unchoose};
pub use credit::{Credited, NewCredit, credit, list_credit, open_of_order};
pub use draw::{CreditLeft, draw, find_credit_left};
pub use gift_card::{
    GiftCard, Issued, NewGiftCard, disable, find_gift_card, find_gift_card_by_ref, insert_gift_card, list_by_last_four,
};
pub use order::{can_take, give_back, release, take};
