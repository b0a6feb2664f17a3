//! Passkeys: the two ceremonies of WebAuthn, making a key and answering with it, as the side of the shop sees them.
//!
//! Nothing here knows whose keys they are or where they are kept: who asks gives a [`Holder`], keeps what [`Begun`] and
//! [`NewKey`] hold, and brings it back. The keys are bound to the host of the shop's address; another host has none of
//! them. A finger, face or PIN is always asked for (user verification is required), so a passkey that somebody found is
//! worth nothing. Where the device comes from is not asked (no attestation).

mod error;
mod key;

pub use error::PasskeyError;
pub use key::{Key, NewKey, Used};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// Longest answer of a device that is read, in bytes. Real ones are a tenth of it.
const MAX_ANSWER: usize = 16 * 1024;
/// Most ways to reach a device that are kept. There are five.
const MAX_TRANSPORTS: usize = 8;

/// The shop, as devices know it.
pub struct RelyingParty {
    webauthn: Webauthn,
}

/// Whom a new key is for.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    /// Comes back with every answer: random, and nothing that says who it is.
    pub handle: Uuid,
    /// What the device shows to tell accounts apart, such as an e-mail address.
    pub account: &'a str,
    /// The person's name.
    pub name: &'a str,
}

/// A ceremony that has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// For the browser, as its `parse…OptionsFromJSON` takes it.
    pub options: Value,
    /// To be kept here, given to nobody, and used once.
    pub state: Value,
}

/// Somebody's answer to a challenge, of which nothing is proven yet.
pub struct Answer {
    credential: PublicKeyCredential,
    handle: Uuid,
}

impl Answer {
    /// Reads what a browser sent.
    ///
    /// # Errors
    /// [`PasskeyError::Unreadable`], [`PasskeyError::Refused`] when it names nobody.
    pub fn read(text: &str) -> Result<Self, PasskeyError> {
        let credential: PublicKeyCredential = answer(text)?;
        let handle = credential
            .get_user_unique_id()
            .and_then(|handle| Uuid::from_slice(handle).ok());
        let handle = handle.ok_or(PasskeyError::Refused(WebauthnError::InvalidUserUniqueId))?;
        Ok(Self { credential, handle })
    }

    /// Which key it says it is.
    pub fn credential_id(&self) -> &[u8] {
        self.credential.get_credential_id()
    }

    /// Whose it says it is.
    pub const fn handle(&self) -> Uuid {
        self.handle
    }
}

impl RelyingParty {
    /// The shop at this address, under this name. `lasts` is how long a device may take.
    ///
    /// # Errors
    /// [`PasskeyError::NoDomain`] when the address is that of a machine (`127.0.0.1`), which no key can be bound to.
    pub fn new(base_url: &Url, shop_name: &str, lasts: Duration) -> Result<Self, PasskeyError> {
        let host = base_url.domain().ok_or(PasskeyError::NoDomain)?;
        let mut origin = base_url.clone();
        origin.set_path("");
        origin.set_query(None);
        origin.set_fragment(None);
        let builder = WebauthnBuilder::new(host, &origin).map_err(|_| PasskeyError::NoDomain)?;
        let webauthn = builder.rp_name(shop_name).timeout(lasts).build();
        Ok(Self {
            webauthn: webauthn.map_err(PasskeyError::Refused)?,
        })
    }

    /// Begins to make a key. A device that holds one of `known` makes no second one.
    ///
    /// # Errors
    /// [`PasskeyError::Refused`], [`PasskeyError::State`].
    pub fn begin_registration(&self, holder: Holder<'_>, known: &[Vec<u8>]) -> Result<Begun, PasskeyError> {
        let Holder { handle, account, name } = holder;
        let (options, state) = self
            .webauthn
            .start_passkey_registration(handle, account, name, Some(known.to_vec()))
            .map_err(PasskeyError::Refused)?;
        let mut begun = begun(&options, &state)?;
        // It has to be found without an address being typed; the library leaves that to the device.
        let selection = &mut begun.options["authenticatorSelection"];
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
        Ok(begun)
    }

    /// The key that was made, if the answer is one to what was begun.
    ///
    /// # Errors
    /// [`PasskeyError`].
    pub fn finish_registration(&self, state: Value, text: &str) -> Result<NewKey, PasskeyError> {
        let state: PasskeyRegistration = kept(state)?;
        let answer: RegisterPublicKeyCredential = answer(text)?;
        let made = self.webauthn.finish_passkey_registration(&answer, &state);
        // The library keeps these of attested devices only. They are a hint, and nothing is decided by them.
        let transports = answer.response.transports.into_iter().flatten();
        let transports = transports.take(MAX_TRANSPORTS).map(|way| way.to_string());
        NewKey::of(made.map_err(PasskeyError::Refused)?, transports.collect())
    }

    /// Begins to sign somebody in; who it is, the device says.
    ///
    /// # Errors
    /// [`PasskeyError::Refused`], [`PasskeyError::State`].
    pub fn begin_sign_in(&self) -> Result<Begun, PasskeyError> {
        let (options, state) = self
            .webauthn
            .start_discoverable_authentication()
            .map_err(PasskeyError::Refused)?;
        begun(&options, &state)
    }

    /// What the key says of itself now, if the answer was signed with it and is one to what was begun. The caller has
    /// made sure that the key belongs to the [`Answer::handle`].
    ///
    /// # Errors
    /// [`PasskeyError::Copied`] when the key was used elsewhere in between; else [`PasskeyError`].
    pub fn finish_sign_in(&self, state: Value, answer: &Answer, key: &Key) -> Result<Used, PasskeyError> {
        let state: DiscoverableAuthentication = kept(state)?;
        let key = Passkey::from(key.credential()?);
        let proven = self
            .webauthn
            .finish_discoverable_authentication_v2(&answer.credential, state, &key);
        match proven {
            Ok(proven) => Ok(Used {
                sign_count: proven.counter(),
                is_backed_up: proven.backup_state(),
            }),
            // The last thing that is looked at: the signature is right.
            Err(WebauthnError::CredentialPossibleCompromise) => Err(PasskeyError::Copied),
            Err(error) => Err(PasskeyError::Refused(error)),
        }
    }
}

/// What the device calls the key that it says it has made. Proves nothing.
///
/// # Errors
/// [`PasskeyError::Unreadable`], [`PasskeyError::TooLong`].
pub fn named_key(text: &str) -> Result<Vec<u8>, PasskeyError> {
    let made: RegisterPublicKeyCredential = answer(text)?;
    Ok(made.raw_id)
}

fn begun(options: &impl Serialize, state: &impl Serialize) -> Result<Begun, PasskeyError> {
    let mut options = serde_json::to_value(options).map_err(PasskeyError::State)?;
    Ok(Begun {
        options: options["publicKey"].take(),
        state: serde_json::to_value(state).map_err(PasskeyError::State)?,
    })
}

fn kept<T: DeserializeOwned>(state: Value) -> Result<T, PasskeyError> {
    serde_json::from_value(state).map_err(PasskeyError::State)
}

fn answer<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyError> {
    if text.len() > MAX_ANSWER {
        return Err(PasskeyError::TooLong);
    }
    serde_json::from_str(text).map_err(PasskeyError::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Result<RelyingParty, PasskeyError> {
        RelyingParty::new(&Url::parse(address).unwrap(), "Salt", Duration::from_secs(300))
    }

    #[test]
    fn keys_are_bound_to_a_name_and_not_to_a_machine() {
        let begun = at("https://shop.example/").unwrap().begin_sign_in().unwrap();

        assert_eq!(begun.options["rpId"], "shop.example");
        assert_eq!(begun.options["userVerification"], "required");
        assert_eq!(begun.options["allowCredentials"], json!([]));
        assert_eq!(begun.options["timeout"], 300_000);
        assert!(matches!(at("http://127.0.0.1:3000"), Err(PasskeyError::NoDomain)));
    }

    #[test]
    fn a_new_key_is_found_without_an_address_and_names_nobody() {
        let shop = at("http://localhost:3000").unwrap();
        let holder = Holder {
            handle: Uuid::from_u128(7),
            account: "ana@example.com",
            name: "Ana Mar",
        };

        let begun = shop.begin_registration(holder, &[vec![1, 2, 3]]).unwrap();

        assert_eq!(begun.options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(begun.options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(begun.options["excludeCredentials"][0]["id"], "AQID");
        assert_eq!(begun.options["rp"], json!({ "id": "localhost", "name": "Salt" }));
        // What is kept does not say who asked.
        assert!(!begun.state.to_string().contains("ana"), "{}", begun.state);
    }

    #[test]
    fn what_no_device_sends_is_refused_before_it_is_read() {
        assert!(matches!(Answer::read("{}"), Err(PasskeyError::Unreadable(_))));
        assert!(matches!(
            Answer::read(&"[".repeat(MAX_ANSWER + 1)),
            Err(PasskeyError::TooLong)
        ));
    }
}
