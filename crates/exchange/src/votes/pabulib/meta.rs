//! What a `.pb` file's META says, in the terms of the record.

use madang_programme::votes::{BallotRule, BallotType, RepeatedVoter, UnknownProject};
use madang_selection::pabulib::{BallotLimits, ParseError};
use madang_selection::{Decimal, Election, Money, VoteType, WarningKind, Wording};
use madang_words::{MAX_AMOUNT, Said, check_shown, money, quoted};
use unicode_normalization::UnicodeNormalization;

use super::Candidate;
use crate::ids::on_record;
use crate::mistake::Mistake;
use crate::words::{said, text};

/// The longest title of a proposal, in characters.
const MOST_TITLE: usize = 400;
/// The longest summary.
const MOST_SUMMARY: usize = 10_000;

/// The currency of a file's money: as its META says, else that of its country.
///
/// # Errors
/// What is to be said to whoever has a file of which neither is known.
pub(super) fn currency(election: &Election) -> Result<String, Said> {
    if let Some(currency) = election.meta_stated("currency") {
        let code = currency.to_uppercase();
        return match money::decimals(&code) {
            Some(_) => Ok(code),
            None => Err(said!("mistake-no-currency-code", text = quoted(currency))),
        };
    }
    let country = election.meta_stated("country").unwrap_or_default();
    let currency = match country.to_lowercase().as_str() {
        "poland" | "pl" => "PLN",
        "france" | "netherlands" | "germany" | "spain" | "italy" | "portugal" | "belgium"
        | "austria" | "finland" | "ireland" | "estonia" | "latvia" | "lithuania" | "slovakia"
        | "slovenia" | "greece" | "luxembourg" => "EUR",
        "switzerland" => "CHF",
        "hungary" => "HUF",
        "us" | "usa" | "united states" => "USD",
        "korea" | "south korea" | "republic of korea" | "kr" | "대한민국" | "한국" => "KRW",
        _ => {
            return Err(match country {
                "" => said!("mistake-no-currency"),
                country => said!("mistake-no-currency-of", country = quoted(country)),
            });
        }
    };
    Ok(currency.to_owned())
}

/// A file that was read, with what its amounts are in.
pub(super) struct Meta<'e> {
    pub(super) name: &'e str,
    pub(super) election: &'e Election,
    pub(super) currency: &'e str,
    pub(super) limits: &'e BallotLimits,
}

impl Meta<'_> {
    /// The limits that a file states, read as whoever counts it reads them.
    pub(super) fn limits(name: &str, election: &Election) -> Result<BallotLimits, Mistake> {
        BallotLimits::stated_in(election).map_err(|error: ParseError| {
            let what = madang_selection_words::said(&error.what());
            Mistake::of_file(name, said!("mistake-meta", what = what))
        })
    }

    fn wrong(&self, what: Said) -> Mistake {
        Mistake::of_file(self.name, said!("mistake-meta", what = what))
    }

    /// An amount of the file in the currency's smallest unit, and whether nothing is left over.
    fn scaled(&self, amount: Money) -> Option<(u128, bool)> {
        let decimals = money::decimals(self.currency).unwrap_or_default();
        let own = self.election.decimals();
        let factor = 10u128.checked_pow(decimals.abs_diff(own))?;
        match own <= decimals {
            true => Some((amount.0.checked_mul(factor)?, true)),
            false => Some((amount.0 / factor, amount.0.is_multiple_of(factor))),
        }
    }

    /// An amount of the file in the currency's smallest unit.
    pub(super) fn smallest_unit(&self, amount: Money) -> Result<u64, Mistake> {
        let scaled = self.scaled(amount).filter(|(_, whole)| *whole);
        let whole = scaled.and_then(|(amount, _)| u64::try_from(amount).ok());
        whole.ok_or_else(|| {
            let (amount, currency) = (self.election.format(amount), self.currency);
            let what = match self.election.meta_stated("currency") {
                Some(_) => said!("mistake-unit", amount = amount, currency = currency),
                None => said!("mistake-unit-taken", amount = amount, currency = currency),
            };
            Mistake::of_file(self.name, what)
        })
    }

    /// The projects; what is wrong with one is added to `mistakes`.
    pub(super) fn candidates(&self, mistakes: &mut Vec<Mistake>) -> Vec<Candidate> {
        let mut candidates = Vec::with_capacity(self.election.projects().len());
        for project in self.election.projects() {
            let (title, summary) = titled(&project.name, &project.id);
            match self.smallest_unit(project.cost) {
                Ok(cost) => candidates.push(Candidate {
                    id: on_record(&project.id),
                    cost,
                    title,
                    summary,
                }),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        candidates
    }

    /// How ballots are read.
    pub(super) fn ballot_rule(&self) -> Result<BallotRule, Mistake> {
        let limits = self.limits;
        // A limit that nobody can reach is none.
        let most = |length: Option<u64>| length.and_then(|most| u32::try_from(most).ok());
        let (ballot_type, max_choices) = match self.election.vote_type() {
            VoteType::ChooseOne => (BallotType::Approval, Some(1)),
            VoteType::Approval => (BallotType::Approval, most(limits.max_length)),
            VoteType::Cumulative => (BallotType::Cumulative, most(limits.max_length)),
            VoteType::Scoring => (BallotType::Scoring, most(limits.max_length)),
            VoteType::Ordinal => (BallotType::Ordinal, most(limits.max_length)),
        };
        let min_choices = limits.min_length.map(u32::try_from).transpose();
        let min_choices = min_choices.map_err(|_| self.wrong(said!("mistake-min-length")))?;
        let amount = |most: Money| {
            let (most, _) = self.scaled(most)?;
            u64::try_from(most).ok().filter(|most| *most <= MAX_AMOUNT)
        };
        // Points on the record are whole, so that a limit between two is the lower one.
        let points = |most: Decimal| {
            let (above, below) = most.ratio();
            let most = u64::try_from(above / below).ok();
            most.filter(|most| *most <= MAX_AMOUNT)
        };
        Ok(BallotRule {
            ballot_type,
            min_choices,
            max_choices,
            max_cost: limits.max_sum_cost.and_then(amount),
            max_points: limits
                .max_sum_points
                .filter(|_| has_points(ballot_type))
                .and_then(points),
            unknown_project: UnknownProject::DiscardBallot,
            repeated_voter: RepeatedVoter::CountLast,
        })
    }

    /// What the file states that decides which ballots count or what they mean, and that a vote on the record has no place for.
    /// `own_rule` says that the rule of selection is not made from the file: then it is for that rule to say what a project must
    /// reach, and what each group has.
    pub(super) fn not_kept(&self, own_rule: bool) -> Vec<Said> {
        let limits = self.limits;
        let points = has_points(match self.election.vote_type() {
            VoteType::Cumulative | VoteType::Scoring => BallotType::Scoring,
            VoteType::ChooseOne | VoteType::Approval | VoteType::Ordinal => BallotType::Approval,
        });
        let more = |limit: Option<Decimal>, than: Decimal| limit.is_some_and(|limit| limit > than);
        let one = Decimal::from(1);
        // Whoever gives points gives one at least.
        let least = points && more(limits.min_points, one);
        let least_sum = points && more(limits.min_sum_points, one);
        // What nobody has, nobody can give to one project.
        let bites = |most| limits.max_sum_points.is_none_or(|sum| most < sum);
        let most = points && limits.max_points.is_some_and(bites);
        let cost = limits.min_sum_cost.is_some_and(|least| least.0 > 0);
        let stated = [
            (least, "min_points"),
            (most, "max_points"),
            (least_sum, "min_sum_points"),
            (cost, "min_sum_cost"),
        ];
        let value = |key: &str| -> String {
            let names = [
                key.to_owned(),
                format!("{key}_unit"),
                format!("{key}_district"),
            ];
            let mut names = names.into_iter();
            let found = names.find_map(|key| {
                let value = self.election.meta_stated(&key)?;
                Some(format!("{key}: `{value}`"))
            });
            found.unwrap_or_else(|| key.to_owned())
        };
        let limits = stated.into_iter().filter(|(stated, _)| *stated);
        let limits = limits.map(|(_, key)| said!("mistake-no-such-limit", limit = value(key)));
        let warnings = self.election.warnings().iter();
        let warned = warnings.filter(|(kind, _)| match kind {
            WarningKind::MeaningStated => true,
            WarningKind::ThresholdStated => !own_rule && threshold(self.election).is_none(),
            WarningKind::PotsStated => !own_rule,
            _ => false,
        });
        let warned = warned.flat_map(|(kind, met)| {
            let of = |place: &Wording| {
                let example = madang_selection_words::said(place);
                let treatment = madang_selection_words::treatment(kind, met);
                said!("mistake-stated", example = example, treatment = treatment)
            };
            met.places.iter().map(of).collect::<Vec<_>>()
        });
        limits.chain(warned).collect()
    }

    /// What was doubtful in the file and how it was taken, but for what is said of its ballots one by one, and of what is not kept.
    pub(super) fn doubts(&self) -> Vec<Said> {
        let warnings = self.election.warnings().iter();
        let told = warnings.filter(|(kind, _)| {
            !matches!(
                kind,
                WarningKind::ProjectTwiceOnBallot
                    | WarningKind::EmptyBallot
                    | WarningKind::UnknownProject
                    | WarningKind::DuplicateVoter
                    | WarningKind::BallotBreaksLimit
                    | WarningKind::MeaningStated
                    | WarningKind::ThresholdStated
                    | WarningKind::PotsStated
            )
        });
        let said = told.map(|(kind, met)| {
            let first = met.places.first().map(madang_selection_words::said);
            said!(
                "mistake-doubtful",
                treatment = madang_selection_words::treatment(kind, met),
                count = met.count,
                first = first.unwrap_or_else(|| text(""))
            )
        });
        let threshold = threshold(self.election).map(|least| {
            said!(
                "mistake-threshold-kept",
                field = THRESHOLD,
                least = least.to_string()
            )
        });
        said.chain(threshold).collect()
    }
}

/// The metadata entry that says how many votes or points a project must have.
const THRESHOLD: &str = "min_project_score_threshold";

/// The votes that a file says a project must have. Where ballots have points or places, its score is made of these, and the
/// rule that an import makes counts votes.
pub(super) fn threshold(election: &Election) -> Option<Decimal> {
    let least = election.meta_stated(THRESHOLD)?;
    let least = Decimal::parse_fraction(least).ok()?;
    match election.vote_type() {
        VoteType::ChooseOne | VoteType::Approval => Some(least),
        VoteType::Cumulative | VoteType::Scoring | VoteType::Ordinal => None,
    }
}

fn has_points(ballot_type: BallotType) -> bool {
    matches!(ballot_type, BallotType::Cumulative | BallotType::Scoring)
}

/// The title of a project, and what of it is too long for one: that goes on in the summary. A project without a name is called
/// by its id.
fn titled(name: &str, id: &str) -> (String, Option<String>) {
    // What would not be seen on a page, or would turn it around, is no part of a title.
    let shown = |c: &char| check_shown("title", c.encode_utf8(&mut [0; 4])).is_ok();
    let clean = |words: &str| -> String {
        let words: String = words.nfc().filter(shown).collect();
        words.trim().to_owned()
    };
    // What holds no letter, number or sign is no name: it cannot be seen.
    let seen = |words: &String| words.chars().any(|c| !c.is_whitespace() && !unseen(c));
    let title = Some(clean(name)).filter(seen);
    let title = title.unwrap_or_else(|| clean(id));
    if title.chars().count() <= MOST_TITLE {
        return (title, None);
    }
    // Cut between words where there are any.
    let end = title.char_indices().nth(MOST_TITLE - 1);
    let end = end.map_or(title.len(), |(at, _)| at);
    let blank = title[..end].rfind(char::is_whitespace);
    let cut = blank.filter(|at| *at > end / 2).unwrap_or(end);
    let rest: String = title[cut..].trim().chars().take(MOST_SUMMARY - 1).collect();
    let title = format!("{}…", title[..cut].trim_end());
    (title, Some(format!("…{rest}")))
}

/// Whether a character takes no room: an identifier may not hold it, though it is neither a blank nor a sign that parts.
fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
}
