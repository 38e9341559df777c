//! Who is on the roll of a vote, and under which name their ballot stands on the record.
//!
//! A roll's leaves are salted hashes; the salt stands here and nowhere else. A leaf has one name in its vote, whoever comes for it: so nobody votes
//! twice, and two who come at once come as one voter. When the vote is over the names go from the leaves.

use madang_database::{Connection, values};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::pseudonym::Scope;
use crate::token::{hex, random};

/// How the leaf of somebody is made, by the roll's salt and who they are.
pub type LeafOf = fn(&[u8; 32], &str) -> Option<[u8; 32]>;

/// Leaves that are written at a time.
const AT_ONCE: usize = 400;

/// A ballot was cast under the name.
const CAST: u64 = 1;

/// Nothing more is taken: of who voted on paper, or voted and had their account erased.
const SPENT: u64 = 2;

/// How somebody stands on a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnRoll {
    /// They are not on it.
    Stranger,
    /// They are, and voted in a way that cannot be changed here.
    Spent,
    /// They are, and vote under this name.
    Voter(String),
}

/// A leaf that a ballot is to be cast for.
pub(crate) type Went = (String, String);

impl Accounts {
    /// The salt of a roll that is made by a form with this key: the same each time that it is sent, and known to nobody.
    ///
    /// # Errors
    /// What the database says.
    pub async fn roll_salt(&self, key: &str) -> Result<[u8; 32], AccountsError> {
        let salt = self.hash_of(&format!("salt of a roll\n{key}")).await?;
        salt.try_into()
            .map_err(|_| AccountsError::damaged("a hash of another length"))
    }

    /// What the provider calls everybody who has shown who they are there: the roll of those whose identity is verified.
    ///
    /// # Errors
    /// What the database says.
    pub async fn verified(&self) -> Result<Vec<String>, AccountsError> {
        let issuer = self.provider().map_or("", |provider| provider.issuer());
        let text = "SELECT subject FROM identity WHERE issuer = $1 ORDER BY subject";
        let rows = self.rows(text, values![issuer]).await?;
        rows.iter().map(|row| Ok(row.text(0)?)).collect()
    }

    /// Keeps the leaves of a roll, before the record says that it is closed. One that is kept already stays as it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_roll(
        &self,
        (root, vote): (&str, &Scope),
        salt: &[u8; 32],
        leaves: &[[u8; 32]],
    ) -> Result<(), AccountsError> {
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let text = "INSERT INTO roll (root, vote, salt, made) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        let row = values![root, vote.to_string(), salt.to_vec(), self.now()];
        if connection.execute(text, row).await? == 0 {
            return Ok(());
        }
        for some in leaves.chunks(AT_ONCE) {
            let places = (0..some.len()).map(|place| format!("($1, ${}, 0)", place + 2));
            let places = places.collect::<Vec<_>>().join(", ");
            let text = format!("INSERT INTO roll_leaf (roll, leaf, went) VALUES {places}");
            let mut row = values![root];
            row.extend(some.iter().flat_map(|leaf| values![leaf.to_vec()]));
            connection.execute(&text, row).await?;
        }
        changes.commit().await?;
        Ok(())
    }

    /// How somebody with an account stands on a roll: by who they are at the provider. Whoever is on it has a name there from here on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn on_roll(
        &self,
        (root, vote): (&str, &Scope),
        account: AccountId,
        leaf_of: LeafOf,
    ) -> Result<OnRoll, AccountsError> {
        let text = "SELECT voter, went FROM roll_leaf WHERE account = $1 AND roll = $2 AND voter IS NOT NULL";
        if let Some(row) = self.row(text, values![account.bytes(), root]).await? {
            return Ok(match row.number(1)? {
                SPENT => OnRoll::Spent,
                _ => OnRoll::Voter(row.text(0)?),
            });
        }
        let Some(salt) = self.salt_of(root).await? else {
            return Ok(OnRoll::Stranger);
        };
        let issuer = self.provider().map_or("", |provider| provider.issuer());
        let mut found = OnRoll::Stranger;
        for identity in self.identities(account).await? {
            if identity.issuer != issuer {
                continue;
            }
            let Some(leaf) = leaf_of(&salt, &identity.subject) else {
                continue;
            };
            found = self.name_leaf((root, vote), &leaf, Some(account)).await?;
            if found != OnRoll::Stranger {
                break;
            }
        }
        Ok(found)
    }

    /// The same of somebody who stands before an official, by what identifies them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn identified_on_roll(
        &self,
        (root, vote): (&str, &Scope),
        identifier: &str,
        leaf_of: LeafOf,
    ) -> Result<OnRoll, AccountsError> {
        let Some(salt) = self.salt_of(root).await? else {
            return Ok(OnRoll::Stranger);
        };
        match leaf_of(&salt, identifier) {
            Some(leaf) => self.name_leaf((root, vote), &leaf, None).await,
            None => Ok(OnRoll::Stranger),
        }
    }

    async fn salt_of(&self, root: &str) -> Result<Option<[u8; 32]>, AccountsError> {
        let text = "SELECT salt FROM roll WHERE root = $1";
        let Some(row) = self.row(text, values![root]).await? else {
            return Ok(None);
        };
        let salt = row.bytes(0)?.try_into();
        salt.map(Some)
            .map_err(|_| AccountsError::damaged("a salt of another length"))
    }

    /// Gives a leaf its name, the first time that anybody comes for it.
    async fn name_leaf(
        &self,
        (root, vote): (&str, &Scope),
        leaf: &[u8; 32],
        account: Option<AccountId>,
    ) -> Result<OnRoll, AccountsError> {
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let text = "UPDATE roll_leaf SET voter = COALESCE(voter, $3) WHERE roll = $1 AND leaf = $2 AND went < 2 RETURNING voter";
        let fresh = hex(&random::<16>()?);
        let row = values![root, leaf.to_vec(), fresh];
        let Some(row) = connection.row(text, row).await? else {
            let text = "SELECT went FROM roll_leaf WHERE roll = $1 AND leaf = $2";
            let row = connection.row(text, values![root, leaf.to_vec()]).await?;
            return Ok(match row {
                Some(_) => OnRoll::Spent,
                None => OnRoll::Stranger,
            });
        };
        let voter = row.text(0)?;
        if let Some(account) = account {
            let text = "UPDATE roll_leaf SET account = $3 WHERE roll = $1 AND leaf = $2";
            let row = values![root, leaf.to_vec(), account.bytes()];
            connection.execute(text, row).await?;
            own_name(connection, (account, vote), &voter, self.now()).await?;
        }
        changes.commit().await?;
        Ok(OnRoll::Voter(voter))
    }

    /// Notes that a ballot is cast under a name, so that its leaf is not counted among the papers as well. Gives whether it may be.
    ///
    /// # Errors
    /// What the database says.
    pub async fn goes(&self, root: &str, voter: &str) -> Result<bool, AccountsError> {
        let text = "SELECT went FROM roll_leaf WHERE roll = $1 AND voter = $2";
        let row = self.row(text, values![root, voter]).await?;
        let went = row.map(|row| row.number(0)).transpose()?;
        match went {
            Some(CAST) => Ok(true),
            Some(SPENT) | None => Ok(false),
            Some(_) => {
                let one = (root.to_owned(), voter.to_owned());
                self.inner.going.write(one, |all| self.go_all(all)).await
            }
        }
    }

    async fn go_all(&self, all: Vec<Went>) -> Result<Vec<bool>, AccountsError> {
        let text = "UPDATE roll_leaf SET went = 1 WHERE roll = $1 AND voter = $2 AND went < 2";
        let mut changes = self.changes().await?;
        let mut gone = Vec::with_capacity(all.len());
        for (root, voter) in all {
            let connection = &mut changes.connection();
            let changed = connection.execute(text, values![root, voter]).await?;
            gone.push(changed > 0);
        }
        changes.commit().await?;
        Ok(gone)
    }

    /// Notes that somebody votes on paper: nothing else is taken of them. Gives whether they may, who are on the roll and have not voted.
    ///
    /// # Errors
    /// What the database says.
    pub async fn goes_on_paper(
        &self,
        root: &str,
        identifier: &str,
        leaf_of: LeafOf,
    ) -> Result<OnRoll, AccountsError> {
        let salt = self.salt_of(root).await?;
        let Some(leaf) = salt.and_then(|salt| leaf_of(&salt, identifier)) else {
            return Ok(OnRoll::Stranger);
        };
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let text = "UPDATE roll_leaf SET went = 2, voter = NULL, account = NULL WHERE roll = $1 AND leaf = $2 AND went = 0";
        let went = connection
            .execute(text, values![root, leaf.to_vec()])
            .await?;
        let text = "SELECT went FROM roll_leaf WHERE roll = $1 AND leaf = $2";
        let there = connection.row(text, values![root, leaf.to_vec()]).await?;
        changes.commit().await?;
        Ok(match (went, there) {
            (0, None) => OnRoll::Stranger,
            (0, Some(_)) => OnRoll::Spent,
            (_, _) => OnRoll::Voter(String::new()),
        })
    }

    /// How many of a roll voted, by whichever way, while its vote is open.
    ///
    /// # Errors
    /// What the database says.
    pub async fn went(&self, root: &str) -> Result<u64, AccountsError> {
        let text = "SELECT count(*) FROM roll_leaf WHERE roll = $1 AND went > 0";
        let row = self.row(text, values![root]).await?;
        Ok(row.map_or(Ok(0), |row| row.number(0))?)
    }

    /// Takes the names and the accounts off a roll whose vote is over: who voted, and that they did, is kept no longer.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unlink_roll(&self, root: &str) -> Result<(), AccountsError> {
        let mut changes = self.changes().await?;
        let text = "UPDATE roll_leaf SET voter = NULL, account = NULL, went = 0 \
                    WHERE roll = $1 AND (voter IS NOT NULL OR went > 0)";
        let connection = &mut changes.connection();
        connection.execute(text, values![root]).await?;
        changes.commit().await?;
        Ok(())
    }
}

/// Gives an account a name in a vote: another account that had it has it no more.
async fn own_name(
    connection: &mut Connection<'_>,
    (account, vote): (AccountId, &Scope),
    name: &str,
    now: u64,
) -> Result<(), AccountsError> {
    let text = "DELETE FROM pseudonym WHERE name = $1 AND account <> $2";
    connection
        .execute(text, values![name, account.bytes()])
        .await?;
    let text = "INSERT INTO pseudonym (account, scope, name, made) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (account, scope) DO UPDATE SET name = excluded.name";
    let row = values![account.bytes(), vote.to_string(), name, now];
    connection.execute(text, row).await?;
    Ok(())
}

/// Of an account that is erased: who voted stays marked until the vote is over, and nothing leads from the mark to the ballot.
pub(crate) async fn leave_rolls(
    connection: &mut Connection<'_>,
    account: AccountId,
) -> Result<(), AccountsError> {
    let text = "UPDATE roll_leaf SET went = CASE WHEN went > 0 THEN 2 ELSE 0 END, voter = NULL, account = NULL WHERE account = $1";
    connection.execute(text, values![account.bytes()]).await?;
    Ok(())
}
