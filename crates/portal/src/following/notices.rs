//! What somebody is told at once: what became of what they said, proposed or endorsed, that their words were hidden, and that they hold
//! a role no more. These say what happened and where to read it, and quote nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use madang_accounts::mail::Mail;
use madang_accounts::{AccountId, Accounts, AccountsError, Scope};
use madang_programme::consultations::{PointsTo, Registrant, Standing as Registration};
use madang_programme::content::Ground;
use madang_programme::proposals::Standing;
use madang_programme::subject::{SubjectKind, SubjectRef};
use madang_programme::told::Told;
use madang_programme::trust::{Cost, Hiding};
use madang_programme::{ActorRef, Event, Role, State};
use madang_record::EntryRef;
use madang_store::{Store, StoreError};
use madang_words::Language;
use maud::{DOCTYPE, html};

use crate::accounts::links::ACCOUNT;
use crate::consultations::links as consultations;
use crate::following::subject::Subject;
use crate::frame::actors::actor;
use crate::frame::entries;
use crate::frame::format::partial_date;
use crate::frame::ground::ground_word;
use crate::frame::language::by_tag;
use crate::frame::ui::{Site, Ui};
use crate::model::EntrySummary;

/// How long a notice waits for a mail server that is down, in milliseconds.
const LASTS: u64 = 7 * 24 * 3_600_000;

/// What a pseudonym in a role is that belongs to an account.
const HOLDER: &str = "account-";

/// Who acts where no person does.
const PROGRAM: &str = "operator/server";

/// In which scope somebody is told of something, and under which name.
type Whose = (Scope, String);

/// How something was hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hidden {
    ground: Ground,
    /// Who did it, as on the record.
    by: String,
    /// When it is looked at again; `None` of what is gone for good.
    review_by: Option<String>,
}

/// Something that some are told.
pub struct Notice {
    told: Told,
    /// How, of what was hidden.
    hidden: Option<Hidden>,
    /// Where it can be read, without a language.
    path: String,
    /// Who is told.
    pub whose: Vec<Whose>,
}

impl Notice {
    fn words(&self, ui: &Ui) -> String {
        match self.told {
            Told::Answered => ui.t("following-notice-answered"),
            Told::Progress => ui.t("following-notice-progress"),
            Told::Asked => ui.t("following-notice-asked"),
            Told::Transferred => ui.t("following-notice-transferred"),
            Told::Amended => ui.t("following-notice-amended"),
            Told::Revised => ui.t("following-notice-revised"),
            Told::TakenBack => ui.t("following-notice-taken-back"),
            Told::Split => ui.t("following-notice-split"),
            Told::Merged => ui.t("following-notice-merged"),
            Told::RoleEnded => ui.t("following-notice-role-ended"),
            Told::Registered => ui.t("following-notice-registered"),
            Told::Unregistered => ui.t("following-notice-unregistered"),
            Told::Promoted => ui.t("following-notice-promoted"),
            Told::Moved => ui.t("following-notice-moved"),
            Told::CalledOff => ui.t("following-notice-called-off"),
            Told::Drafted => ui.t("following-notice-minutes-drafted"),
            Told::Settled => ui.t("following-notice-correction-settled"),
            Told::Approved => ui.t("following-notice-minutes-approved"),
            Told::ActedOn => ui.t("following-notice-acted-on"),
            Told::Hidden => match self.hidden.as_ref().and_then(|one| one.review_by.as_ref()) {
                Some(_) => ui.t("following-notice-hidden"),
                None => ui.t("following-notice-erased"),
            },
        }
    }

    /// What more is to be said of it, a line each.
    fn details(&self, ui: &Ui) -> Vec<String> {
        let Some(hidden) = &self.hidden else {
            return Vec::new();
        };
        let ground = [("ground", ground_word(ui, hidden.ground).into())];
        let by = [("actor", actor(ui, &hidden.by).into())];
        let key = match hidden.by == PROGRAM {
            true => "following-notice-by-program",
            false => "following-notice-by-person",
        };
        let review = hidden.review_by.as_ref().map(|day| {
            let day = [("day", partial_date(ui.lang, day).into())];
            ui.tf("following-notice-review", &day)
        });
        let ground = ui.tf("following-notice-ground", &ground);
        [Some(ground), Some(ui.tf(key, &by)), review]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// What is told at once of entries of a kind.
fn told(kind: &str) -> &'static [Told] {
    let known = Event::kinds().find(|known| known.name == kind);
    known.map_or(&[], |known| known.told)
}

/// Whether somebody may have to be told of an entry.
pub fn concerns(entry: &EntrySummary) -> bool {
    !told(&entry.kind).is_empty()
}

/// What is told of an entry, and to whom.
///
/// # Errors
/// What the store says.
pub async fn of(store: &Store, entry: &EntrySummary) -> Result<Vec<Notice>, StoreError> {
    let subject = Subject::parse(&entry.subject);
    let consultation = consultations::of_subject(&entry.subject);
    let path = match (subject, consultation) {
        (Some(subject), _) => subject.path(),
        (None, Some((programme, id))) => consultations::register(programme, id),
        (None, None) => ACCOUNT.to_owned(),
    };
    let mut notices = Vec::new();
    for told in told(&entry.kind) {
        if *told == Told::Hidden {
            notices.extend(hidden(store, entry).await?);
            continue;
        }
        let whose = store.with_state(|state| whose(state, entry, *told)).await?;
        let path = match (told, consultation) {
            (Told::Drafted | Told::Settled | Told::Approved, Some((programme, id))) => {
                consultations::minutes(programme, id)
            }
            _ => path.clone(),
        };
        notices.push(Notice {
            told: *told,
            hidden: None,
            path,
            whose: whose.unwrap_or_default(),
        });
    }
    Ok(notices)
}

/// Whose words an entry hides or erases, as far as they did not ask for that themselves.
async fn hidden(store: &Store, entry: &EntrySummary) -> Result<Option<Notice>, StoreError> {
    let detail = store.entry(entry.index).await?;
    let hides = store.with_state(|state| hides(&detail.as_ref()?.bytes, state));
    let Some((about, ground, review_by)) = hides.await? else {
        return Ok(None);
    };
    if ground == Ground::ErasureRequest && entry.actor == PROGRAM {
        return Ok(None);
    }
    let Some(said) = store.entries_at(&[about]).await?.pop() else {
        return Ok(None);
    };
    let author = store.with_state(|state| state.author_of(about).map(str::to_owned));
    let whose = author.await?.into_iter();
    let path = Subject::parse(&said.subject).map(|subject| subject.path());
    Ok(Some(Notice {
        told: Told::Hidden,
        hidden: Some(Hidden {
            ground,
            by: entry.actor.clone(),
            review_by,
        }),
        path: path.unwrap_or_else(|| entries::entry(about)),
        whose: whose
            .map(|name| (Scope::Programme(said.space.clone()), name))
            .collect(),
    }))
}

/// The entry whose content another hides or erases, on which ground, and when that is looked at again.
fn hides(bytes: &[u8], state: &State) -> Option<(u64, Ground, Option<String>)> {
    let entry = EntryRef::parse(bytes).ok()?;
    let event = Event::parse(entry.kind, entry.facts).ok()?;
    let hides = event.fact().cost(state).and_then(Cost::hides)?;
    let review_by = match hides.how {
        Hiding::Restricted { review_by } => Some(review_by.to_owned()),
        Hiding::Erased | Hiding::Excluded { .. } => None,
    };
    Some((hides.entry, hides.ground, review_by))
}

/// Under which name somebody acts as a participant.
fn participant(by: &str) -> Option<String> {
    let by = ActorRef::parse(by).ok()?;
    (by.role == Role::Participant).then(|| by.pseudonym.to_owned())
}

/// Who is told that; what somebody does themselves nobody need tell them.
fn whose(state: &State, entry: &EntrySummary, told: Told) -> Option<Vec<Whose>> {
    match told {
        Told::RoleEnded => {
            let name = SubjectRef::parse(&entry.subject)
                .filter(|of| of.kind == SubjectKind::Role)?
                .whole
                .strip_prefix(HOLDER)?;
            Some(vec![(Scope::Roles, name.to_owned())])
        }
        Told::Revised => {
            let (programme, id) = SubjectKind::Proposal.split(&entry.subject)?;
            let scope = Scope::Endorse(format!("{programme}/{id}"));
            let names = state.endorsers(programme, id).into_iter();
            Some(names.map(|name| (scope.clone(), name.to_owned())).collect())
        }
        Told::Merged => {
            let (programme, _) = SubjectKind::Proposal.split(&entry.subject)?;
            let all = state.proposals(programme).ok()?.values();
            let by_this = |left: &Option<(u64, String)>| {
                left.as_ref().is_some_and(|(by, _)| *by == entry.index)
            };
            let merged =
                all.filter(|one| matches!(one.standing, Standing::Merged(_)) && by_this(&one.left));
            Some(others(programme, entry, merged.map(|one| &*one.by)))
        }
        Told::ActedOn => acted_on(state, entry),
        Told::Answered
        | Told::Progress
        | Told::Asked
        | Told::Transferred
        | Told::Amended
        | Told::TakenBack
        | Told::Split => author(state, entry),
        Told::Registered => {
            let (programme, id) = consultations::of_subject(&entry.subject)?;
            let name = participant(&entry.actor)?;
            Some(vec![(Scope::Register(format!("{programme}/{id}")), name)])
        }
        Told::Unregistered => registrants(state, entry, |one| {
            one.standing == Registration::Cancelled(entry.index)
        }),
        Told::Promoted => registrants(state, entry, |one| one.promoted == Some(entry.index)),
        Told::Moved => {
            let (programme, id) = consultations::of_subject(&entry.subject)?;
            let moved = state.consultation(programme, id).ok()?.moved;
            let stands = |one: &Registrant| moved == Some(entry.index) && is_registered(one);
            registrants(state, entry, stands)
        }
        Told::CalledOff => registrants(state, entry, is_registered),
        Told::Drafted | Told::Approved => registrants(state, entry, |one| one.came.is_some()),
        Told::Settled => {
            let (programme, id) = consultations::of_subject(&entry.subject)?;
            let minutes = &state.consultation(programme, id).ok()?.minutes;
            let mut all = minutes.corrections.values();
            let by_this =
                |settled: Option<(u64, _)>| settled.is_some_and(|(by, _)| by == entry.index);
            let one = all.find(|one| by_this(one.settled))?;
            let scope = Scope::Register(format!("{programme}/{id}"));
            Some(vec![(scope, one.registrant.clone())])
        }
        // Whose words they were is found by the entry that said them.
        Told::Hidden => None,
    }
}

/// Whoever said or proposed what a version of a service rests on.
fn acted_on(state: &State, entry: &EntrySummary) -> Option<Vec<Whose>> {
    let (programme, id) = SubjectKind::Service.split(&entry.subject)?;
    let service = state.service(programme, id).ok()?;
    let mut versions = service.versions.iter();
    let version = versions.find(|version| version.entry == entry.index)?;
    let names = version.cites.iter().filter_map(|one| match one {
        PointsTo::Voice(id) => state.voice(programme, id).ok()?.author.clone(),
        PointsTo::Proposal(id) => participant(&state.proposal(programme, id).ok()?.by),
        // What a need groups was said by any number of people: who wants to know follows it.
        PointsTo::Need(_) => None,
    });
    let names: BTreeSet<String> = names.collect();
    let within = |name| (Scope::Programme(programme.to_owned()), name);
    Some(names.into_iter().map(within).collect())
}

/// Whoever said or proposed what an entry is about.
fn author(state: &State, entry: &EntrySummary) -> Option<Vec<Whose>> {
    let (kind, rest) = entry.subject.split_once(':')?;
    let (programme, id) = rest.split_once('/')?;
    match kind {
        "voice" => {
            let author = state.voice(programme, id).ok()?.author.clone()?;
            Some(vec![(Scope::Programme(programme.to_owned()), author)])
        }
        "proposal" => {
            let by = &*state.proposal(programme, id).ok()?.by;
            Some(others(programme, entry, [by]))
        }
        _ => None,
    }
}

fn is_registered(one: &Registrant) -> bool {
    matches!(
        one.standing,
        Registration::Confirmed | Registration::Waiting
    )
}

/// Those who registered for the consultation of an entry and fit, and did not cause it themselves. Whoever was registered by others has
/// no account that is known here.
fn registrants(
    state: &State,
    entry: &EntrySummary,
    fits: impl Fn(&Registrant) -> bool,
) -> Option<Vec<Whose>> {
    let (programme, id) = consultations::of_subject(&entry.subject)?;
    let known = state.consultation(programme, id).ok()?;
    let own = participant(&entry.actor);
    let all = known.registrations.iter();
    let all = all.filter(|(name, one)| fits(one) && own.as_deref() != Some(*name));
    let scope = Scope::Register(format!("{programme}/{id}"));
    Some(
        all.map(|(name, _)| (scope.clone(), name.to_owned()))
            .collect(),
    )
}

/// Those participants among authors in a programme who did not cause the entry themselves.
fn others<'a>(
    programme: &str,
    entry: &EntrySummary,
    authors: impl IntoIterator<Item = &'a str>,
) -> Vec<Whose> {
    let others = authors.into_iter().filter(|by| **by != *entry.actor);
    let mut names: Vec<String> = others.filter_map(participant).collect();
    names.sort();
    names.dedup();
    let within = |name| (Scope::Programme(programme.to_owned()), name);
    names.into_iter().map(within).collect()
}

/// The mail to the first address of an account; `None` where there is none.
///
/// # Errors
/// What the accounts say.
pub async fn write(
    site: &Arc<Site>,
    accounts: &Accounts,
    account: AccountId,
    notice: &Notice,
) -> Result<Option<Mail>, AccountsError> {
    let words = |ui: &Ui| (notice.words(ui), notice.details(ui));
    written(site, accounts, account, (&notice.path, words)).await
}

/// A mail that says something, and what more is to be said of it, a line each, with the address where it is read.
///
/// # Errors
/// What the accounts say.
pub async fn written(
    site: &Arc<Site>,
    accounts: &Accounts,
    account: AccountId,
    (path, words): (&str, impl FnOnce(&Ui) -> (String, Vec<String>)),
) -> Result<Option<Mail>, AccountsError> {
    let contacts = accounts.contacts(account).await?;
    let Some(contact) = contacts.into_iter().next() else {
        return Ok(None);
    };
    let tag = accounts.language(account).await?;
    let lang = tag.and_then(|tag| by_tag(&tag)).unwrap_or(Language::Ko);
    let ui = Ui::new(lang, ACCOUNT, Arc::clone(site));
    let link = format!("{}{}", site.base(), ui.href(path));
    let (said, details) = words(&ui);
    let lines: String = details.iter().map(|line| format!("{line}\n")).collect();
    let between = if lines.is_empty() { "" } else { "\n" };
    let markup = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head { meta charset="utf-8"; title { (said) } }
            body {
                h1 { (said) }
                @for line in &details { p { (line) } }
                p { a href=(link) { (link) } }
            }
        }
    };
    Ok(Some(Mail {
        account: Some(account),
        to: contact.address,
        subject: format!("{said} | {}", ui.site_title()),
        plain: format!("{said}\n\n{lines}{between}{link}\n"),
        html: Some(markup.into_string()),
        until: accounts.now().saturating_add(LASTS),
        digest: None,
    }))
}
