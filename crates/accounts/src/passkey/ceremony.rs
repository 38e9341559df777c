//! What is asked of a device, and what it answers.

use madang_database::values;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use webauthn_rs::fake::{FakePasskeyDistribution, WebauthnFakeCredentialGenerator};
use webauthn_rs::prelude::{
    CredentialID, Passkey as Key, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Uuid, WebauthnError,
};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::kept::{MOST, key};
use super::party::RelyingParty;
use crate::account::AccountId;
use crate::address::MailAddress;
use crate::asked::Purpose;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::Token;

/// How long a device may take, in milliseconds: as long as webauthn-rs lets browsers wait.
const LASTS: u64 = 5 * 60_000;

/// What is asked of a device.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// By what the answer is known to belong to it; works once.
    pub token: Token,
    /// What a browser is given: the `publicKey` of `navigator.credentials.create` or `get`, bytes as base64url.
    pub options: Json,
}

fn json(what: &impl serde::Serialize) -> Result<Json, AccountsError> {
    serde_json::to_value(what).map_err(|error| AccountsError::Passkey(error.to_string()))
}

fn failed(error: WebauthnError) -> AccountsError {
    AccountsError::Passkey(error.to_string())
}

/// What a device answered, as a browser writes it.
fn answer<T: DeserializeOwned>(answer: &Json) -> Option<T> {
    T::deserialize(answer)
        .inspect_err(|error| tracing::info!(target: "security", %error, "an answer of a passkey could not be read"))
        .ok()
}

/// Tells the operator, and nobody else, why an answer was not taken.
fn refused(error: &WebauthnError) {
    tracing::info!(target: "security", %error, "an answer of a passkey was refused");
}

impl Accounts {
    /// Asks a device for a new passkey of an account; those that it has are named, so that no device has two. The caller has
    /// made sure of who asks.
    ///
    /// # Errors
    /// What the database says.
    pub async fn begin_passkey(
        &self,
        party: &RelyingParty,
        account: AccountId,
    ) -> Result<Ceremony, AccountsError> {
        let contacts = self.contacts(account).await?;
        let name = contacts.first().map(|contact| contact.address.as_str());
        let name = name.unwrap_or("madang");
        let kept = self.keys(account).await?;
        let kept = kept.iter().map(|key| key.cred_id().clone()).collect();
        let person = Uuid::from_bytes(account.0);
        let asked = party
            .webauthn
            .start_passkey_registration(person, name, name, Some(kept));
        let (options, state) = asked.map_err(failed)?;
        let mut options = json(&options)?["publicKey"].take();
        // Password managers offer themselves only where a passkey may be found without an address.
        options["authenticatorSelection"]["residentKey"] = json!("preferred");
        let (whose, state) = (Some(account), json(&state)?);
        let token = self.remember(Purpose::AddPasskey, whose, &state, LASTS);
        Ok(Ceremony {
            token: token.await?,
            options,
        })
    }

    /// Takes the answer to [`Accounts::begin_passkey`]: the account has a passkey more from then on, called by the device that
    /// it was made on. Gives whether it was taken.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_passkey(
        &self,
        party: &RelyingParty,
        account: AccountId,
        token: &Token,
        answered: &Json,
        device: &str,
    ) -> Result<bool, AccountsError> {
        let remembered = self
            .recall::<PasskeyRegistration>(Purpose::AddPasskey, token)
            .await?;
        let Some((_, state)) = remembered.filter(|(whose, _)| *whose == Some(account)) else {
            return Ok(false);
        };
        let Some(answered) = answer::<RegisterPublicKeyCredential>(answered) else {
            return Ok(false);
        };
        let made = match party
            .webauthn
            .finish_passkey_registration(&answered, &state)
        {
            Ok(made) => made,
            Err(error) => {
                refused(&error);
                return Ok(false);
            }
        };
        self.keep_passkey(account, &made, device).await
    }

    /// Asks for a passkey of whoever has the address, or of `account` where somebody is signed in who is to show again who
    /// they are. Where there is none it asks for one that does not exist, always the same for the same address, so that nobody
    /// learns which addresses are known.
    ///
    /// # Errors
    /// What the database says.
    pub async fn begin_sign_in(
        &self,
        party: &RelyingParty,
        asked: &MailAddress,
        account: Option<AccountId>,
    ) -> Result<Ceremony, AccountsError> {
        let account = match account {
            Some(account) => Some(account),
            None => self.account_of(asked).await?,
        };
        let keys = match account {
            Some(account) => self.keys(account).await?,
            None => Vec::new(),
        };
        // Made in either case, which then take as long.
        let decoys = self.decoys(asked).await?;
        let asked = party.webauthn.start_passkey_authentication(&keys);
        let (options, state) = asked.map_err(failed)?;
        let mut options = json(&options)?["publicKey"].take();
        let ids: Vec<&CredentialID> = match keys.as_slice() {
            [] => decoys.iter().collect(),
            keys => keys.iter().map(Key::cred_id).collect(),
        };
        // How a device is reached is not said: it would tell a real one.
        let ids = ids
            .into_iter()
            .map(|id| json!({"type": "public-key", "id": URL_SAFE_NO_PAD.encode(id)}));
        options["allowCredentials"] = ids.collect();
        let account = account.filter(|_| !keys.is_empty());
        let state = json(&state)?;
        let token = self.remember(Purpose::SignIn, account, &state, LASTS);
        Ok(Ceremony {
            token: token.await?,
            options,
        })
    }

    /// Takes the answer to [`Accounts::begin_sign_in`]; gives whose account it is, where the answer is right.
    ///
    /// # Errors
    /// What the database says.
    pub async fn by_passkey(
        &self,
        party: &RelyingParty,
        token: &Token,
        answered: &Json,
    ) -> Result<Option<AccountId>, AccountsError> {
        let remembered = self
            .recall::<PasskeyAuthentication>(Purpose::SignIn, token)
            .await?;
        let Some((Some(account), state)) = remembered else {
            return Ok(None);
        };
        let Some(answered) = answer::<PublicKeyCredential>(answered) else {
            return Ok(None);
        };
        let person = answered.get_user_unique_id();
        if person.is_some_and(|person| person != account.0) {
            return Ok(None);
        }
        let shown = match party
            .webauthn
            .finish_passkey_authentication(&answered, &state)
        {
            Ok(shown) => shown,
            Err(error) => {
                refused(&error);
                return Ok(None);
            }
        };
        let used = self.use_passkey(account, &shown).await?;
        Ok(used.then_some(account))
    }

    /// Identifiers of passkeys that nobody has, by the address that was asked for.
    async fn decoys(&self, asked: &MailAddress) -> Result<Vec<CredentialID>, AccountsError> {
        let secret = self.inner.decoys.get_or_try_init(|| self.secret("decoys"));
        let maker = WebauthnFakeCredentialGenerator::<FakePasskeyDistribution>::new(secret.await?);
        let made = maker.and_then(|maker| maker.generate(asked.as_str().as_bytes()));
        let mut made = made.map_err(failed)?;
        made.truncate(MOST);
        Ok(made)
    }

    async fn keys(&self, account: AccountId) -> Result<Vec<Key>, AccountsError> {
        let text = "SELECT state FROM passkey WHERE account = $1 ORDER BY made, id";
        let rows = self.rows(text, values![account.bytes()]).await?;
        rows.iter().map(|row| key(&row.text(0)?)).collect()
    }
}
