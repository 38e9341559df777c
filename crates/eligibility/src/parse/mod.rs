//! From text to a rule, in Korean and English: headers, then one tree of blocks and conditions.

mod asked;
mod english;
mod korean;
mod leaf;

use crate::error::{ErrorCode, RuleError, Wrong};
use crate::facts::Subject;
use crate::parameters::Parameters;
use crate::rule::{Node, Quantity, Rule};
use crate::slip::Slip;
use crate::text::{self, quoted, syntax};

/// How deep blocks may stand in each other.
const DEEPEST: usize = 60;

/// Reads a rule.
///
/// # Errors
/// Every mistake with its code and line, the first line first. A text whose lines do not fit together has one.
pub fn parse(text: &str, parameters: &Parameters) -> Result<Rule, Vec<RuleError>> {
    let mut errors = Vec::new();
    let mut lines = Vec::new();
    for (number, line) in text::lines(text) {
        if line.contains('\t') {
            errors.push(RuleError::new(ErrorCode::Syntax, number, Slip::Tab));
        }
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        let (item, text) = text
            .strip_prefix("- ")
            .map_or((false, text), |text| (true, text));
        lines.push(Line {
            number,
            indent,
            item,
            text: text.trim_end_matches(' '),
        });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut parser = Parser {
        lines,
        at: 0,
        parameters,
        errors,
    };
    let rule = parser.rule();
    let mut errors = parser.errors;
    match rule {
        Ok(rule) if errors.is_empty() => Ok(rule),
        Ok(_) => {
            errors.sort_by_key(|error| error.line);
            Err(errors)
        }
        Err(error) => {
            errors.push(error);
            errors.sort_by_key(|error| error.line);
            Err(errors)
        }
    }
}

struct Line<'a> {
    number: usize,
    /// Blanks before it.
    indent: usize,
    /// Whether it begins with `- `.
    item: bool,
    text: &'a str,
}

struct Parser<'a> {
    lines: Vec<Line<'a>>,
    at: usize,
    parameters: &'a Parameters,
    /// What does not keep the rest from being read.
    errors: Vec<RuleError>,
}

impl Parser<'_> {
    fn rule(&mut self) -> Result<Rule, RuleError> {
        let mut heads = Heads::default();
        while let Some(line) = self.lines.get(self.at) {
            let head = if line.item {
                None
            } else {
                heads.read(line.text)
            };
            let Some(head) = head else {
                break;
            };
            let number = line.number;
            self.at += 1;
            if let Err(wrong) = head {
                self.errors.push(wrong.at(number));
            }
        }
        let Some(first) = self.lines.get(self.at) else {
            let last = self.lines.last().map_or(1, |line| line.number);
            return Err(RuleError::new(ErrorCode::Syntax, last, Slip::Nothing));
        };
        if first.item {
            return Err(RuleError::new(
                ErrorCode::Syntax,
                first.number,
                Slip::ItemFirst,
            ));
        }
        let node = self.node(0, false)?;
        if let Some(line) = self.lines.get(self.at) {
            return Err(RuleError::new(ErrorCode::Syntax, line.number, Slip::Ended));
        }
        Ok(Rule {
            service: heads.service,
            name: heads.name,
            basis: heads.basis,
            subject: heads.subject.unwrap_or(Subject::Person),
            period: heads.period,
            node,
        })
    }

    /// The condition or block of the line that is reached, with its items. `members`: one person of the household is asked about.
    fn node(&mut self, depth: usize, members: bool) -> Result<Node, RuleError> {
        let line = &self.lines[self.at];
        let (number, indent, text) = (line.number, line.indent, line.text);
        self.at += 1;
        let Some(head) = text.strip_suffix(':') else {
            return match leaf::parse(text, self.parameters, members) {
                Ok(condition) => Ok(Node::Condition(condition)),
                Err(wrong) => {
                    self.errors.push(wrong.at(number));
                    Ok(Node::All(Vec::new()))
                }
            };
        };
        let at = |wrong: Wrong| wrong.at(number);
        let block = block(head.trim_end_matches(' ')).map_err(at)?;
        let inside = matches!(block, Block::Members(_));
        if inside && members {
            self.errors.push(RuleError::new(
                ErrorCode::Subject,
                number,
                Slip::CountedTwice,
            ));
        }
        if depth >= DEEPEST {
            return Err(RuleError::new(
                ErrorCode::Syntax,
                number,
                Slip::TooDeep(DEEPEST),
            ));
        }
        let least = if depth == 0 { 0 } else { indent + 1 };
        let items = self.items(least, depth, members || inside)?;
        if items.is_empty() {
            return Err(RuleError::new(ErrorCode::Syntax, number, Slip::NoItem));
        }
        if let Block::AtLeast(least) = block
            && least as usize > items.len()
        {
            let of = items.len();
            let slip = Slip::TooFew { least, of };
            self.errors
                .push(RuleError::new(ErrorCode::Never, number, slip));
        }
        Ok(block.of(items))
    }

    /// The items below a head, all with the same indentation.
    fn items(&mut self, least: usize, depth: usize, members: bool) -> Result<Vec<Node>, RuleError> {
        let mut items = Vec::new();
        let mut indent = None;
        while let Some(line) = self.lines.get(self.at) {
            if !line.item || line.indent < least {
                break;
            }
            let own = *indent.get_or_insert(line.indent);
            if line.indent != own {
                if line.indent < own && depth > 0 {
                    break;
                }
                return Err(RuleError::new(
                    ErrorCode::Syntax,
                    line.number,
                    Slip::Indentation,
                ));
            }
            items.push(self.node(depth + 1, members)?);
        }
        Ok(items)
    }
}

/// What stands above the tree.
#[derive(Default)]
struct Heads {
    service: Option<String>,
    name: Option<String>,
    basis: Option<String>,
    subject: Option<Subject>,
    period: Option<crate::rule::Period>,
}

impl Heads {
    /// Takes a line that is a header; `None` for another.
    fn read(&mut self, line: &str) -> Option<Result<(), Wrong>> {
        let after = |words: [&str; 2]| words.iter().find_map(|word| line.strip_prefix(word));
        if let Some(rest) = after(["서비스 ", "service "]) {
            return Some(self.service(rest));
        }
        if let Some(rest) = after(["근거 ", "basis "]) {
            return Some(match quoted(rest) {
                Some((basis, "")) => once(&mut self.basis, basis.to_owned()),
                _ => syntax(Slip::Basis),
            });
        }
        if let Some(rest) = after(["대상 ", "for "]) {
            let all = [Subject::Person, Subject::Household, Subject::Business];
            let found = all
                .into_iter()
                .find(|subject| rest == subject.word() || rest == subject.korean());
            return Some(match found {
                Some(subject) => once(&mut self.subject, subject),
                None => syntax(Slip::Audience),
            });
        }
        let rest = after(["시행 ", "in force "])?;
        Some(self.period(rest))
    }

    fn service(&mut self, rest: &str) -> Result<(), Wrong> {
        let (id, name) = rest
            .split_once(' ')
            .map_or((rest, None), |(id, name)| (id, Some(name)));
        let name = match name.map(quoted) {
            None => None,
            Some(Some((name, ""))) => Some(name.to_owned()),
            Some(_) => {
                return syntax(Slip::Name);
            }
        };
        if id.is_empty() || id.contains('"') {
            return syntax(Slip::Identifier);
        }
        self.name = name;
        once(&mut self.service, id.to_owned())
    }

    fn period(&mut self, rest: &str) -> Result<(), Wrong> {
        let (period, rest) = text::period(rest)?;
        if !rest.is_empty() {
            return syntax(Slip::AfterPeriod(rest.to_owned()));
        }
        if period.to.is_some_and(|to| to < period.from) {
            return crate::error::wrong(ErrorCode::Period, Slip::RuleEndsFirst);
        }
        once(&mut self.period, period)
    }
}

fn once<T>(place: &mut Option<T>, value: T) -> Result<(), Wrong> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => syntax(Slip::HeaderTwice),
    }
}

#[derive(Clone, Copy)]
enum Block {
    All,
    Any,
    NoneOf,
    AtLeast(u32),
    Members(Quantity),
}

impl Block {
    fn of(self, items: Vec<Node>) -> Node {
        match self {
            Block::All => Node::All(items),
            Block::Any => Node::Any(items),
            Block::NoneOf => Node::NoneOf(items),
            Block::AtLeast(least) => Node::AtLeast(least, items),
            Block::Members(quantity) => Node::Members(quantity, items),
        }
    }
}

/// The head of a block, without its colon.
fn block(head: &str) -> Result<Block, Wrong> {
    match head {
        "다음을 모두 만족" | "all of" => return Ok(Block::All),
        "다음 중 하나 이상" | "any of" => return Ok(Block::Any),
        "다음에 해당하지 않음" | "none of" => return Ok(Block::NoneOf),
        "가구원 모두가" | "every household member" => {
            return Ok(Block::Members(Quantity::Every));
        }
        _ => {}
    }
    let counted = |before: &str, after: &str| {
        let (count, rest) = text::number(head.strip_prefix(before)?)?;
        (rest == after).then_some(count)
    };
    let small = |count: Option<i64>| match count.and_then(|count| u32::try_from(count).ok()) {
        Some(count) => Ok(count),
        None => syntax(Slip::LargeCount),
    };
    if let Some(count) = counted("다음 중 ", "개 이상").or_else(|| counted("at least ", " of"))
    {
        return small(count).map(Block::AtLeast);
    }
    let one = |before: &str| {
        counted(before, " household members").or_else(|| counted(before, " household member"))
    };
    if let Some(count) = counted("가구원 중 ", "명 이상이").or_else(|| one("at least ")) {
        return small(count).map(|count| Block::Members(Quantity::AtLeast(count)));
    }
    if let Some(count) = counted("가구원 중 ", "명 이하가").or_else(|| one("at most ")) {
        return small(count).map(|count| Block::Members(Quantity::AtMost(count)));
    }
    syntax(Slip::NoBlock(head.to_owned()))
}
