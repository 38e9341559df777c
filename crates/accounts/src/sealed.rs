//! What is kept for the holder of a token alone: without the token nobody can read it, not even from the database or the disk.

use aes_gcm::aead::Aead;
use aes_gcm::{Aes256Gcm, KeyInit};
use sha2::{Digest, Sha256};

use crate::error::AccountsError;
use crate::token::{Token, hex, random};

/// Bytes that are put before what is sealed.
const NONCE: usize = 12;

impl Token {
    /// A secret that follows from the token for one use, and that tells nothing of it: `of` names the use.
    pub fn derived(&self, of: &str) -> [u8; 32] {
        let mut derived = Sha256::new();
        derived.update(of);
        derived.update("\n");
        derived.update(self.text());
        derived.finalize().into()
    }

    /// Under what name something of the token's is found, hexadecimal digits: it opens nothing.
    pub fn name(&self) -> String {
        hex(&self.hash())
    }

    /// Seals something for one use.
    ///
    /// # Errors
    /// A system that gives no random numbers.
    pub fn seal(&self, of: &str, plain: &[u8]) -> Result<Vec<u8>, AccountsError> {
        let nonce = random::<NONCE>()?;
        let sealed = self.cipher(of)?.encrypt(&nonce.into(), plain);
        let sealed = sealed.map_err(|_| AccountsError::damaged("what cannot be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for that use; `None` where this token does not open it.
    pub fn open(&self, of: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let cipher = self.cipher(of).ok()?;
        cipher.decrypt(&(*nonce).into(), sealed).ok()
    }

    fn cipher(&self, of: &str) -> Result<Aes256Gcm, AccountsError> {
        Aes256Gcm::new_from_slice(&self.derived(of))
            .map_err(|_| AccountsError::damaged("a key of the wrong length"))
    }
}
