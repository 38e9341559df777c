//! What somebody is typing, of which it is asked what is like it: for the forms' script and for programs.

use madang_accounts::{Limit, Scope};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::asked::Asking;
use crate::accounts::caller::Caller;
use crate::frame::problem::{Kind, Problem};
use crate::frame::words::said;

/// What somebody is typing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// The words.
    text: String,
}

/// What is asked: of which words, in which programme, and by whom, whose own is left out.
pub struct Typed {
    /// The words.
    pub text: String,
    /// Who asks, by the name that they have in the programme, where they have one.
    pub own: Option<String>,
    /// Who asks.
    pub caller: Caller,
}

fn unavailable() -> Problem {
    Problem::new(Kind::Unavailable, said!("problem-database"))
}

impl Typed {
    /// Reads it, and counts one more question of whoever asks: of an account, or from a network.
    ///
    /// # Errors
    /// It is not of that shape, there is no such programme, or too much was asked.
    pub async fn read(programme: &str, asking: Asking) -> Result<Typed, Problem> {
        let (typing, caller): (Typing, Caller) = asking.asks()?;
        if caller.visit.store.programme(programme).await?.is_none() {
            let what = said!("problem-thing-programme");
            return Err(Problem::not_found(what, programme));
        }
        within(&caller).await?;
        let scope = Scope::Programme(programme.to_owned());
        let mut own = None;
        if let Some(signed) = &caller.signed {
            let known = caller.known_participant(signed, &scope).await;
            let known = known.map_err(|_| unavailable())?;
            own = known.map(|known| known.to_string());
        }
        Ok(Typed {
            text: typing.text,
            own,
            caller,
        })
    }
}

async fn within(caller: &Caller) -> Result<(), Problem> {
    let account = caller.signed.as_ref();
    let account = account.map(|signed| signed.account().counted_by());
    let who = account.as_deref().unwrap_or(&caller.network);
    let over = caller.over(&[(Limit::Suggestions, vec![who])]).await;
    match over.map_err(|_| unavailable())? {
        None => Ok(()),
        Some(until) => {
            let detail = said!("account-too-often", expected = until);
            Err(Problem::new(Kind::TooOften, detail))
        }
    }
}
