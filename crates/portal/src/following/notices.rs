//! What somebody is told at once: what became of what they said, proposed or endorsed, that their words were hidden, and that they hold
//! a role no more. These say what happened and where to read it, and quote nothing.

use std::sync::Arc;

use madang_accounts::mail::Mail;
use madang_accounts::{AccountId, Accounts, AccountsError, Scope};
use madang_programme::answers::{AnswerGiven, AnswerProgress};
use madang_programme::content::{self, ContentErased, ContentRestricted, Ground};
use madang_programme::people::RoleEnded;
use madang_programme::proposals::{
    ProposalAmended, ProposalRevised, ProposalSplit, ProposalTakenBack, ProposalWithdrawn,
    ProposalsMerged, Standing,
};
use madang_programme::voices::{VoiceSupplementAsked, VoiceTransferred};
use madang_programme::{ActorRef, Event, Fact, Role, State};
use madang_record::EntryRef;
use madang_store::{Store, StoreError};
use madang_words::Language;
use maud::{DOCTYPE, html};

use crate::accounts::links::ACCOUNT;
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
const HOLDER: &str = "role:account-";

/// Who acts where no person does.
const PROGRAM: &str = "operator/server";

/// In which scope somebody is told of something, and under which name.
type Whose = (Scope, String);

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// What they said is answered.
    Answered,
    /// Something was done of what an answer promised.
    Progress,
    /// They are asked for more.
    Asked,
    /// It went to another institution.
    Transferred,
    /// What they proposed was amended by an official.
    Amended,
    /// What they endorse has another version.
    Revised,
    /// What they proposed was taken back by an official.
    TakenBack,
    /// What they proposed goes on in its parts.
    Split,
    /// What they proposed goes on in another.
    Merged,
    /// What they said was hidden, or erased.
    Hidden(Hiding),
    /// A role of theirs ended.
    RoleEnded,
}

/// How something was hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hiding {
    ground: Ground,
    /// Who did it, as on the record.
    by: String,
    /// When it is looked at again; `None` of what is gone for good.
    review_by: Option<String>,
}

/// Something that some are told.
pub struct Notice {
    what: What,
    /// Where it can be read, without a language.
    path: String,
    /// Who is told.
    pub whose: Vec<Whose>,
}

impl What {
    /// What authors are told by the kind of an entry, and what those who endorse are told.
    fn of(kind: &str) -> Vec<What> {
        match kind {
            AnswerGiven::KIND => vec![What::Answered],
            AnswerProgress::KIND => vec![What::Progress],
            VoiceSupplementAsked::KIND => vec![What::Asked],
            VoiceTransferred::KIND => vec![What::Transferred],
            ProposalAmended::KIND => vec![What::Amended, What::Revised],
            ProposalRevised::KIND => vec![What::Revised],
            ProposalWithdrawn::KIND | ProposalTakenBack::KIND => vec![What::TakenBack],
            ProposalSplit::KIND => vec![What::Split],
            ProposalsMerged::KIND => vec![What::Merged],
            RoleEnded::KIND => vec![What::RoleEnded],
            _ => vec![],
        }
    }

    fn words(&self, ui: &Ui) -> String {
        match self {
            What::Answered => ui.t("following-notice-answered"),
            What::Progress => ui.t("following-notice-progress"),
            What::Asked => ui.t("following-notice-asked"),
            What::Transferred => ui.t("following-notice-transferred"),
            What::Amended => ui.t("following-notice-amended"),
            What::Revised => ui.t("following-notice-revised"),
            What::TakenBack => ui.t("following-notice-taken-back"),
            What::Split => ui.t("following-notice-split"),
            What::Merged => ui.t("following-notice-merged"),
            What::RoleEnded => ui.t("following-notice-role-ended"),
            What::Hidden(hiding) => match hiding.review_by {
                Some(_) => ui.t("following-notice-hidden"),
                None => ui.t("following-notice-erased"),
            },
        }
    }

    /// What more is to be said of it, a line each.
    fn details(&self, ui: &Ui) -> Vec<String> {
        let What::Hidden(hiding) = self else {
            return Vec::new();
        };
        let ground = [("ground", ground_word(ui, hiding.ground).into())];
        let by = [("actor", actor(ui, &hiding.by).into())];
        let key = match hiding.by == PROGRAM {
            true => "following-notice-by-program",
            false => "following-notice-by-person",
        };
        let review = hiding.review_by.as_ref().map(|day| {
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

const HIDES: [&str; 2] = [ContentRestricted::KIND, ContentErased::KIND];

/// Whether somebody may have to be told of an entry.
pub fn concerns(entry: &EntrySummary) -> bool {
    HIDES.contains(&entry.kind.as_str()) || !What::of(&entry.kind).is_empty()
}

/// What is told of an entry, and to whom.
///
/// # Errors
/// What the store says.
pub async fn of(store: &Store, entry: &EntrySummary) -> Result<Vec<Notice>, StoreError> {
    if HIDES.contains(&entry.kind.as_str()) {
        return Ok(hidden(store, entry).await?.into_iter().collect());
    }
    let subject = Subject::parse(&entry.subject);
    let path = subject.map_or_else(|| ACCOUNT.to_owned(), |subject| subject.path());
    let all = What::of(&entry.kind).into_iter();
    let told = store.with_state(|state| {
        let all = all.map(|what| {
            let whose = whose(state, entry, &what);
            (what, whose.unwrap_or_default())
        });
        all.collect::<Vec<_>>()
    });
    let told = told.await?.into_iter();
    let notices = told.map(|(what, whose)| Notice {
        what,
        path: path.clone(),
        whose,
    });
    Ok(notices.collect())
}

/// Whose words an entry hides or erases, as far as they did not ask for that themselves.
async fn hidden(store: &Store, entry: &EntrySummary) -> Result<Option<Notice>, StoreError> {
    let detail = store.entry(entry.index).await?;
    let hides = detail.as_ref().and_then(|detail| hides(&detail.bytes));
    let Some((about, ground, review_by)) = hides else {
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
        what: What::Hidden(Hiding {
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
fn hides(bytes: &[u8]) -> Option<(u64, Ground, Option<String>)> {
    let entry = EntryRef::parse(bytes).ok()?;
    let Event::Content(event) = Event::parse(entry.kind, entry.facts).ok()? else {
        return None;
    };
    let review_by = match &event {
        content::Event::ContentRestricted(facts) => Some(facts.review_by.clone()),
        content::Event::ContentErased(_) => None,
        // Nothing is hidden, or by whoever said it.
        content::Event::ContentReleased(_) | content::Event::OwnContentErased(_) => return None,
    };
    let ground = match &event {
        content::Event::ContentRestricted(facts) => facts.ground,
        event => event.erases()?,
    };
    Some((event.about().0, ground, review_by))
}

/// Under which name somebody acts as a participant.
fn participant(by: &str) -> Option<String> {
    let by = ActorRef::parse(by).ok()?;
    (by.role == Role::Participant).then(|| by.pseudonym.to_owned())
}

/// Who is told that; what somebody does themselves nobody need tell them.
fn whose(state: &State, entry: &EntrySummary, what: &What) -> Option<Vec<Whose>> {
    if *what == What::RoleEnded {
        let name = entry.subject.strip_prefix(HOLDER)?;
        return Some(vec![(Scope::Roles, name.to_owned())]);
    }
    let (kind, rest) = entry.subject.split_once(':')?;
    let (programme, id) = rest.split_once('/')?;
    let within = |name: String| (Scope::Programme(programme.to_owned()), name);
    if kind == "voice" {
        let author = state.voice(programme, id).ok()?.author.clone()?;
        return Some(vec![within(author)]);
    }
    if kind != "proposal" {
        return None;
    }
    if *what == What::Revised {
        let scope = Scope::Endorse(format!("{programme}/{id}"));
        let names = state.endorsers(programme, id).into_iter();
        return Some(names.map(|name| (scope.clone(), name.to_owned())).collect());
    }
    let authors: Vec<&str> = match *what == What::Merged {
        true => {
            let all = state.proposals(programme).ok()?.values();
            let by_this = |left: &Option<(u64, String)>| {
                left.as_ref().is_some_and(|(by, _)| *by == entry.index)
            };
            let merged =
                all.filter(|one| matches!(one.standing, Standing::Merged(_)) && by_this(&one.left));
            merged.map(|one| &*one.by).collect()
        }
        false => vec![&*state.proposal(programme, id).ok()?.by],
    };
    let others = authors.into_iter().filter(|by| **by != *entry.actor);
    let mut names: Vec<String> = others.filter_map(participant).collect();
    names.sort();
    names.dedup();
    Some(names.into_iter().map(within).collect())
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
    let contacts = accounts.contacts(account).await?;
    let Some(contact) = contacts.into_iter().next() else {
        return Ok(None);
    };
    let tag = accounts.language(account).await?;
    let lang = tag.and_then(|tag| by_tag(&tag)).unwrap_or(Language::Ko);
    let ui = Ui::new(lang, ACCOUNT, Arc::clone(site));
    let link = format!("{}{}", site.base(), ui.href(&notice.path));
    let said = notice.what.words(&ui);
    let details = notice.what.details(&ui);
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

#[cfg(test)]
mod tests {
    use madang_programme::Event;

    use super::*;

    #[test]
    fn every_version_of_what_is_told_is_told() {
        let name = |kind: &'static str| kind.split('/').next().unwrap_or_default();
        let kinds: Vec<&str> = Event::kinds().map(|kind| kind.name).collect();
        let told = kinds.iter().filter(|kind| !What::of(kind).is_empty());
        let told: Vec<&str> = told.map(|kind| name(kind)).collect();
        for kind in kinds.iter().filter(|kind| told.contains(&name(kind))) {
            assert!(!What::of(kind).is_empty(), "nobody is told of {kind}");
        }
    }
}
