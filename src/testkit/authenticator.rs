//! A device that keeps passkeys, in memory: ES256 keys, no attestation, every use verified. Tests bend what it says.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;

/// The device, and the browser in front of it.
pub struct Authenticator {
    /// Where the browser says it is.
    pub origin: String,
    /// Uses of the newest key so far; set it back and it is a copy of itself. `None` for devices that do not count.
    pub count: Option<u32>,
    /// Whether it asks for a finger or a PIN.
    pub verifies: bool,
    keys: Vec<DeviceKey>,
}

struct DeviceKey {
    id: Vec<u8>,
    handle: String,
    pair: EcdsaKeyPair,
}

impl Authenticator {
    /// A device without keys, in a browser at this origin, such as `http://localhost:3000`.
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            count: Some(0),
            verifies: true,
            keys: Vec::new(),
        }
    }

    /// Makes a key, and answers what `navigator.credentials.create` would.
    ///
    /// # Panics
    /// When the options are not such.
    pub fn create(&mut self, options: &Value) -> String {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key is made");
        let id = Sha256::digest(pair.public_key().as_ref()).to_vec();
        let mut data = self.authenticator_data(&options["rp"]["id"], HAS_KEY);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(&id);
        data.extend(cose(pair.public_key().as_ref()));
        let answer = json!({
            "id": URL_SAFE_NO_PAD.encode(&id),
            "rawId": URL_SAFE_NO_PAD.encode(&id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": { "credProps": { "rk": true } },
            "response": {
                "attestationObject": URL_SAFE_NO_PAD.encode(attestation(&data)),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client_data("webauthn.create", options)),
                "transports": ["internal"],
            },
        });
        let handle = options["user"]["id"].as_str().expect("a handle").to_owned();
        self.keys.push(DeviceKey { id, handle, pair });
        answer.to_string()
    }

    /// Signs with the newest key, and answers what `navigator.credentials.get` would.
    ///
    /// # Panics
    /// When the options are not such, or there is no key.
    pub fn get(&mut self, options: &Value) -> String {
        self.count = self.count.map(|count| count + 1);
        let key = self.keys.last().expect("a key");
        let data = self.authenticator_data(&options["rpId"], 0);
        let client_data = self.client_data("webauthn.get", options);
        let signed = [data.as_slice(), Sha256::digest(&client_data).as_slice()].concat();
        let signature = key.pair.sign(&SystemRandom::new(), &signed).expect("a signature");
        json!({
            "id": URL_SAFE_NO_PAD.encode(&key.id),
            "rawId": URL_SAFE_NO_PAD.encode(&key.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "authenticatorData": URL_SAFE_NO_PAD.encode(&data),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(&client_data),
                "signature": URL_SAFE_NO_PAD.encode(signature),
                "userHandle": key.handle,
            },
        })
        .to_string()
    }

    fn authenticator_data(&self, host: &Value, more: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(host.as_str().expect("a host")).to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.count.unwrap_or(0).to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }
}

// CBOR, RFC 9052: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}. The point is 0x04, x, y.
fn cose(point: &[u8]) -> Vec<u8> {
    let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
    key.extend(&point[1..33]);
    key.extend([0x22, 0x58, 0x20]);
    key.extend(&point[33..65]);
    key
}

// CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}.
fn attestation(data: &[u8]) -> Vec<u8> {
    let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
    object.extend(u16::try_from(data.len()).expect("a short text").to_be_bytes());
    object.extend(data);
    object
}
