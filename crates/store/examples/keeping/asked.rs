//! Who asks, and what is asked of a programme.

use madang_fixtures::GROUP;
use madang_programme::answers::{AnswerGiven, AnswerReason, REASON as WHY};
use madang_programme::content::{ContentRestricted, Ground};
use madang_programme::needs::{DefineNeed, NeedDefined, NeedSplit, NeedText};
use madang_programme::people::{Granted, RoleEnded, RoleGranted};
use madang_programme::programmes::{CalendarAmended, NewPeriods, PeriodsFixed};
use madang_programme::voices::code::Code;
use madang_programme::voices::{
    Channel, QUESTION, REASON, TransferGround, VoiceQuestion, VoiceReceived, VoiceSupplementAsked,
    VoiceSupplemented, VoiceText, VoiceTransferReason, VoiceTransferred, VoiceWithdrawn,
};
use madang_programme::{Actor, Command, Role};
use madang_words::{Language, Text};

use crate::support::*;

/// Whom roles are granted to: accounts, and two posts.
pub const ADMINISTRATOR: &str = "account-5d2c1b0a99887766554433221100ffee";
pub const OF_TRANSPORT: &str = "account-00112233445566778899aabbccddeeff";
pub const OF_INTERIOR: &str = "interior-desk";
pub const HEARS: &str = "hearing-team";

/// The other institution than the interior.
pub const TRANSPORT: &str = "transport";

/// Who speaks on the portal, each under a pseudonym of this programme.
pub const KIM: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
pub const LEE: &str = "1f2e3d4c5b6a79889706b5c4d3e2f101";
pub const PARK: &str = "2f3e4d5c6b7a8998a716c5d4e3f20212";

pub fn actor(role: Role, pseudonym: &str) -> Actor {
    Actor::new(role, pseudonym).unwrap()
}

pub fn administrator() -> Actor {
    actor(Role::Administrator, ADMINISTRATOR)
}

pub fn of_interior() -> Actor {
    actor(Role::Official, OF_INTERIOR)
}

pub fn of_transport() -> Actor {
    actor(Role::Official, OF_TRANSPORT)
}

pub fn hears() -> Actor {
    actor(Role::Facilitator, HEARS)
}

pub fn participant(pseudonym: &str) -> Actor {
    actor(Role::Participant, pseudonym)
}

pub fn korean(words: &str) -> Text {
    Text::new(Language::Ko, words)
}

pub fn both(ko: &str, en: &str) -> Text {
    Text([(Language::Ko, ko.to_owned()), (Language::En, en.to_owned())].into())
}

pub fn names(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

pub fn grant(holder: &str, role: Granted, programme: bool, institution: Option<&str>) -> Command {
    Command::plain(RoleGranted {
        holder: holder.to_owned(),
        role,
        programme: programme.then(|| PROGRAMME.to_owned()),
        institution: institution.map(str::to_owned),
    })
}

pub fn end(holder: &str, granted: u64) -> Command {
    let holder = holder.to_owned();
    Command::plain(RoleEnded { holder, granted })
}

pub fn amend(added: &[&str], removed: &[&str]) -> Command {
    Command::plain(CalendarAmended {
        programme: PROGRAMME.to_owned(),
        added: names(added),
        removed: names(removed),
    })
}

pub fn periods(periods: NewPeriods) -> Command {
    let programme = PROGRAMME.to_owned();
    Command::plain(PeriodsFixed { programme, periods })
}

/// A voice that came so, with what the record has of a code that was printed where one has to be.
pub fn came(channel: Channel, number: u8) -> VoiceReceived {
    let code = channel
        .needs_receipt()
        .then(|| Code::of_random([number; 20]));
    VoiceReceived {
        channel,
        receipt: code.map(|code| code.receipt(ORIGIN, PROGRAMME)),
        ..P.said("")
    }
}

pub fn transfer(voice: &str, to: &str, ground: TransferGround) -> Command {
    let facts = VoiceTransferred {
        programme: PROGRAMME.to_owned(),
        voice: voice.to_owned(),
        to: to.to_owned(),
        ground,
    };
    let reason = korean("버스는 교통 부서가 맡고 있습니다.");
    Command::said(REASON, facts, VoiceTransferReason { reason })
}

pub fn take_back(voice: &str) -> Command {
    Command::plain(VoiceWithdrawn {
        programme: PROGRAMME.to_owned(),
        voice: voice.to_owned(),
    })
}

pub fn ask_more(voice: &str, until: &str) -> Command {
    let facts = VoiceSupplementAsked {
        programme: PROGRAMME.to_owned(),
        voice: voice.to_owned(),
        until: until.to_owned(),
    };
    let question = both("어느 정류장입니까?", "Which stop is it?");
    Command::said(QUESTION, facts, VoiceQuestion { question })
}

pub fn add_more(voice: &str, words: &str) -> Command {
    let facts = VoiceSupplemented {
        programme: PROGRAMME.to_owned(),
        voice: voice.to_owned(),
    };
    Command::worded(
        facts,
        VoiceText {
            text: korean(words),
        },
    )
}

pub fn restrict(entry: u64, name: &str, ground: Ground, review_by: &str) -> Command {
    Command::plain(ContentRestricted {
        entry,
        name: name.to_owned(),
        ground,
        roles: names(&["official", "facilitator"]),
        review_by: review_by.to_owned(),
    })
}

pub fn need(id: &str, group: bool, title: Text, summary: Option<Text>) -> Command {
    let facts = NeedDefined {
        programme: PROGRAMME.to_owned(),
        id: id.to_owned(),
        group: group.then(|| GROUP.to_owned()),
    };
    let text = NeedText { title, summary };
    DefineNeed { facts, text }.into()
}

pub fn split(need: &str, into: &[&str], left: &[&str]) -> Command {
    Command::plain(NeedSplit {
        programme: PROGRAMME.to_owned(),
        need: need.to_owned(),
        into: names(into),
        left: names(left),
    })
}

/// An answer with its words; `changed` says in words what changed by it.
pub fn answer(facts: AnswerGiven, changed: Option<Text>) -> Command {
    let reason = AnswerReason {
        reason: both(
            "말씀하신 것을 살펴보고 내년 계획에 맞추어 정하였습니다.",
            "We looked into it and decided in line with the plan of next year.",
        ),
        post: both("지역교통과장", "Director of Regional Transport"),
        changed,
    };
    Command::said(WHY, facts, reason)
}
