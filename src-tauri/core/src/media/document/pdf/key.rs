use std::num::Wrapping;

use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use aes::{Aes128, Aes256};
use cbc::{Decryptor, Encryptor};
use md5::Md5;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::object::{Dictionary, Object};
use super::stream::Owner;

/// Put behind a password that is too short (ISO 32000-1, 7.6.3.3): here the whole of it.
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E,
    0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// What stands between a reader and an encrypted document.
pub(super) enum Lock {
    /// Nothing: the password to open it is empty. Only what may be done with it is limited.
    Open(Key),
    Password,
    /// Another kind of lock than a password.
    Unknown,
}

/// What streams are decrypted with.
pub(super) struct Key {
    bytes: Vec<u8>,
    method: Method,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    None,
    Rc4,
    /// AES with a key of 128 bits for each object.
    Aes128,
    /// AES with one key of 256 bits.
    Aes256,
}

/// Tries the empty password, which every reader tries first. `id` is the first string of the trailer's `ID`.
pub(super) fn unlock(encrypt: &Dictionary, id: &[u8]) -> Lock {
    let integer = |name: &[u8]| encrypt.get(name).and_then(Object::integer);
    let standard = encrypt.is(b"Filter", b"Standard");
    let method = integer(b"V").and_then(|version| method(encrypt, version));
    let (true, Some(method), Some(revision)) = (standard, method, integer(b"R")) else {
        return Lock::Unknown;
    };
    let key = match revision {
        2..=4 => older_key(encrypt, revision, id),
        5 | 6 => newer_key(encrypt, revision),
        _ => return Lock::Unknown,
    };
    match key {
        Some(Tried::Fits(bytes)) => Lock::Open(Key { bytes, method }),
        Some(Tried::Refused) => Lock::Password,
        None => Lock::Unknown,
    }
}

impl Key {
    /// The stream of an object, made plain; `None` if it cannot be one.
    pub fn decrypt(&self, mut bytes: Vec<u8>, owner: Owner) -> Option<Vec<u8>> {
        match self.method {
            Method::None => Some(bytes),
            Method::Rc4 => {
                rc4(&self.of_object(owner, b""), &mut bytes);
                Some(bytes)
            }
            Method::Aes128 => aes_stream::<Decryptor<Aes128>>(&self.of_object(owner, b"sAlT"), bytes),
            Method::Aes256 => aes_stream::<Decryptor<Aes256>>(&self.bytes, bytes),
        }
    }

    /// Algorithm 1: the low bytes of number and generation go into it.
    fn of_object(&self, owner: Owner, salt: &[u8]) -> Vec<u8> {
        let [first, second, third, _] = owner.number.to_le_bytes();
        let [low, high] = owner.generation.to_le_bytes();
        let mut hash = Md5::new();
        hash.update(&self.bytes);
        hash.update([first, second, third, low, high]);
        hash.update(salt);
        let mut key = hash.finalize().to_vec();
        key.truncate((self.bytes.len() + 5).min(16));
        key
    }
}

fn method(encrypt: &Dictionary, version: i64) -> Option<Method> {
    match version {
        1 | 2 => return Some(Method::Rc4),
        4 | 5 => {}
        _ => return None,
    }
    let name = encrypt.get(b"StmF").and_then(Object::name).unwrap_or(b"Identity");
    if name == b"Identity" {
        return Some(Method::None);
    }
    let filter = encrypt.get(b"CF")?.dictionary()?.get(name)?.dictionary()?;
    match filter.get(b"CFM").and_then(Object::name).unwrap_or(b"None") {
        b"V2" => Some(Method::Rc4),
        b"AESV2" => Some(Method::Aes128),
        b"AESV3" => Some(Method::Aes256),
        _ => None,
    }
}

enum Tried {
    Fits(Vec<u8>),
    Refused,
}

/// Algorithms 2 and 4 to 6 of ISO 32000-1, 7.6.3.
fn older_key(encrypt: &Dictionary, revision: i64, id: &[u8]) -> Option<Tried> {
    let owner = encrypt.get(b"O")?.string()?.get(..32)?;
    let user = encrypt.get(b"U")?.string()?;
    // Four bytes with a sign, which some writers leave out.
    let permissions = encrypt.get(b"P")?.integer()? as u32;
    let bits = encrypt.get(b"Length").and_then(Object::unsigned).unwrap_or(40);
    let length = match (revision, encrypt.get(b"V").and_then(Object::integer)) {
        (2, _) => 5,
        (_, Some(4)) => 16,
        _ => usize::try_from(bits / 8).ok().filter(|length| (5..=16).contains(length))?,
    };
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(owner);
    hash.update(permissions.to_le_bytes());
    hash.update(id);
    if revision >= 4 && encrypt.get(b"EncryptMetadata") == Some(&Object::Boolean(false)) {
        hash.update([0xFF; 4]);
    }
    let mut key: [u8; 16] = hash.finalize().into();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(key.get(..length)?).into();
        }
    }
    let key = key.get(..length)?.to_vec();
    let expected = if revision == 2 {
        let mut expected = PADDING;
        rc4(&key, &mut expected);
        expected.to_vec()
    } else {
        let mut expected: [u8; 16] = Md5::new().chain_update(PADDING).chain_update(id).finalize().into();
        for round in 0..20 {
            let turned: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
            rc4(&turned, &mut expected);
        }
        expected.to_vec()
    };
    Some(if user.starts_with(&expected) { Tried::Fits(key) } else { Tried::Refused })
}

/// Algorithm 2.A of ISO 32000-2, 7.6.4.3.3.
fn newer_key(encrypt: &Dictionary, revision: i64) -> Option<Tried> {
    let user = encrypt.get(b"U")?.string()?;
    let (expected, check, salt) = (user.get(..32)?, user.get(32..40)?, user.get(40..48)?);
    let hash = |salt| if revision == 5 { Sha256::digest(salt).to_vec() } else { hardened(salt) };
    if hash(check) != expected {
        return Some(Tried::Refused);
    }
    let mut key = encrypt.get(b"UE")?.string()?.get(..32)?.to_vec();
    let decryptor = Decryptor::<Aes256>::new_from_slices(&hash(salt), &[0; 16]).ok()?;
    decryptor.decrypt_padded::<NoPadding>(&mut key).ok()?;
    Some(Tried::Fits(key))
}

/// Algorithm 2.B, of an empty password.
fn hardened(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    // From the 64th round on it ends when the last byte is at most the rounds gone less 32, so before the 288th.
    for round in 0..288_u32 {
        let mut bytes = key.repeat(64);
        let (Some(secret), Some(start)) = (key.get(..16), key.get(16..32)) else { break };
        let Ok(encryptor) = Encryptor::<Aes128>::new_from_slices(secret, start) else { break };
        let length = bytes.len();
        if encryptor.encrypt_padded::<NoPadding>(&mut bytes, length).is_err() {
            break;
        }
        // As a number of 128 bits modulo 3; every power of 256 is 1 then.
        let rest = bytes.iter().take(16).map(|byte| u32::from(*byte)).sum::<u32>() % 3;
        key = match rest {
            0 => Sha256::digest(&bytes).to_vec(),
            1 => Sha384::digest(&bytes).to_vec(),
            _ => Sha512::digest(&bytes).to_vec(),
        };
        if round >= 63 && bytes.last().is_some_and(|last| u32::from(*last) + 31 <= round) {
            break;
        }
    }
    key.truncate(32);
    key
}

/// What stands behind the 16 bytes it starts from. The padding stays: nothing reads that far.
fn aes_stream<D: BlockModeDecrypt + KeyIvInit>(key: &[u8], bytes: Vec<u8>) -> Option<Vec<u8>> {
    let (start, rest) = bytes.split_at_checked(16)?;
    let mut plain = rest.get(..rest.len() - rest.len() % 16)?.to_vec();
    let decryptor = D::new_from_slices(key, start).ok()?;
    decryptor.decrypt_padded::<NoPadding>(&mut plain).ok()?;
    Some(plain)
}

/// Twelve lines of 1987, which no file should need any more and many do.
fn rc4(key: &[u8], bytes: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|index| index as u8);
    let mut swap = |a: Wrapping<u8>, b: Wrapping<u8>| {
        state.swap(usize::from(a.0), usize::from(b.0));
        let sum = Wrapping(state[usize::from(a.0)]) + Wrapping(state[usize::from(b.0)]);
        (state[usize::from(a.0)], state[usize::from(b.0)], state[usize::from(sum.0)])
    };
    let mut second = Wrapping(0);
    for (first, key) in (0..=255).zip(key.iter().cycle()) {
        // Swapping a place with itself reads it.
        let (here, ..) = swap(Wrapping(first), Wrapping(first));
        second += here;
        second += *key;
        swap(Wrapping(first), second);
    }
    let (mut first, mut second) = (Wrapping(0), Wrapping(0));
    for byte in bytes {
        first += 1;
        let (here, ..) = swap(first, first);
        second += here;
        let (.., mask) = swap(first, second);
        *byte ^= mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_agrees_with_its_published_vectors() {
        for (key, plain, cipher) in [
            (
                b"Key".as_slice(),
                b"Plaintext".as_slice(),
                [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3].as_slice(),
            ),
            (b"Wiki", b"pedia", &[0x10, 0x21, 0xBF, 0x04, 0x20]),
        ] {
            let mut bytes = plain.to_vec();
            rc4(key, &mut bytes);
            assert_eq!(bytes, cipher);
        }
    }

    #[test]
    fn a_lock_that_makes_no_sense_is_unknown_and_opens_nothing() {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let entry = |key: &str, value| (key.as_bytes().to_vec(), value);
        let standard = || vec![entry("Filter", name("Standard"))];
        let locks = [
            vec![],
            vec![entry("Filter", name("Adobe.PubSec"))],
            standard(),
            [standard(), vec![entry("V", Object::Integer(5)), entry("R", Object::Integer(6))]].concat(),
            [standard(), vec![entry("V", Object::Integer(2)), entry("R", Object::Integer(3))]].concat(),
            [standard(), vec![entry("V", Object::Integer(-1)), entry("R", Object::Integer(i64::MAX))]]
                .concat(),
        ];
        for lock in locks {
            assert!(matches!(unlock(&Dictionary(lock), b""), Lock::Unknown));
        }
    }
}
