//! Whoever has a place in a consultation is reminded of it a day before it begins.

use std::sync::Arc;

use madang_accounts::mail::Mail;
use madang_accounts::{AccountId, Accounts, AccountsError, Scope};
use madang_programme::State;
use madang_programme::consultations::{ConsultationState, Standing};
use madang_record::time::parse_at;
use madang_store::{Store, StoreError};
use madang_words::Text;

use crate::consultations::links;
use crate::following::notices::written;
use crate::frame::ui::{Site, Ui};

/// How long before it begins, in milliseconds: a day.
const AHEAD: u64 = 24 * 3_600_000;

/// Of what somebody is reminded.
pub struct Reminder {
    programme: String,
    id: String,
    opens_at: String,
    zone: String,
    place: Option<Text>,
    /// The names there of those who have a place.
    names: Vec<String>,
}

/// What is to be reminded of between two times, in milliseconds since the Unix epoch: what begins a day after that, and has not begun at
/// the second. What takes place at another time is reminded of before that.
///
/// # Errors
/// What the store says.
pub async fn due(store: &Store, (from, now): (u64, u64)) -> Result<Vec<Reminder>, StoreError> {
    let found = |state: &State| {
        let mut all = Vec::new();
        for programme in state.programme_ids() {
            let Ok(of) = state.programme(programme) else {
                continue;
            };
            let due = state.consultations(programme);
            let due = due.filter(|(_, known)| is_due(known, (from, now)));
            all.extend(due.map(|(id, known)| Reminder {
                programme: programme.to_owned(),
                id: id.to_owned(),
                opens_at: known.plan.opens_at.clone(),
                zone: of.zone.clone(),
                place: known.plan.place.clone(),
                names: names(known),
            }));
        }
        all
    };
    store.with_state(found).await
}

fn is_due(known: &ConsultationState, (from, now): (u64, u64)) -> bool {
    let begins = parse_at(&known.plan.opens_at).unwrap_or(0);
    let told_at = begins.saturating_sub(AHEAD);
    let to_come = known.cancelled.is_none() && known.held.is_none() && now < begins;
    to_come && (from..now).contains(&told_at)
}

fn names(known: &ConsultationState) -> Vec<String> {
    let all = known.registrations.iter();
    let confirmed = all.filter(|(_, one)| one.standing == Standing::Confirmed);
    confirmed.map(|(name, _)| name.to_owned()).collect()
}

impl Reminder {
    /// Those who are reminded, each by the scope of their name and the name.
    pub fn whose(&self) -> impl Iterator<Item = (Scope, &str)> {
        let scope = Scope::Register(format!("{}/{}", self.programme, self.id));
        let names = self.names.iter();
        names.map(move |name| (scope.clone(), name.as_str()))
    }

    /// The mail to the first address of an account; `None` where there is none.
    ///
    /// # Errors
    /// What the accounts say.
    pub async fn write(
        &self,
        site: &Arc<Site>,
        accounts: &Accounts,
        account: AccountId,
    ) -> Result<Option<Mail>, AccountsError> {
        let path = links::register(&self.programme, &self.id);
        let words = |ui: &Ui| {
            let when = ui.utc(&self.opens_at, &self.zone);
            let mut details = vec![ui.tf("following-reminder-when", &[("when", when.into())])];
            let place = self.place.as_ref().map(|place| {
                let place = [("place", ui.plain(place).into())];
                ui.tf("following-reminder-where", &place)
            });
            details.extend(place);
            (ui.t("following-reminder"), details)
        };
        written(site, accounts, account, (&path, words)).await
    }
}
