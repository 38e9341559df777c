//! Reads the texts of expressions.

use super::expressions::{Expression, ExpressionError, Function, Operator};

/// How deep parts may stand in each other.
const DEEPEST: usize = 64;

/// Reads an expression; bare names are columns of choices where `columns` says so.
pub(super) fn parsed(text: &str, columns: bool) -> Result<Expression, ExpressionError> {
    let tokens = tokens(text)?;
    let mut reader = Reader {
        text,
        tokens,
        at: 0,
        columns,
    };
    let read = reader.operators(0, 0)?;
    if reader.at < reader.tokens.len() {
        return Err(reader.malformed());
    }
    Ok(read)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    Number(f64),
    Answer(String),
    Dot,
    Name(String),
    Sign(Operator),
    Open,
    Close,
    Comma,
}

fn tokens(text: &str) -> Result<Vec<Token>, ExpressionError> {
    let malformed = || ExpressionError::Malformed(text.to_owned());
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '\'' | '"' => {
                let end = rest[1..].find(first).ok_or_else(malformed)?;
                (Token::Text(rest[1..=end].to_owned()), end + 2)
            }
            '$' => {
                let inside = rest.strip_prefix("${").ok_or_else(malformed)?;
                let end = inside.find('}').ok_or_else(malformed)?;
                (Token::Answer(inside[..end].trim().to_owned()), end + 3)
            }
            '0'..='9' => number_token(rest).ok_or_else(malformed)?,
            '.' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => {
                number_token(rest).ok_or_else(malformed)?
            }
            '.' => (Token::Dot, 1),
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            _ => match sign(rest) {
                Some((sign, length)) => (Token::Sign(sign), length),
                None if first.is_alphabetic() || first == '_' => name_token(rest, &tokens),
                None => return Err(malformed()),
            },
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

fn number_token(rest: &str) -> Option<(Token, usize)> {
    let end = rest
        .find(|next: char| !next.is_ascii_digit() && next != '.')
        .unwrap_or(rest.len());
    let number: f64 = rest[..end].parse().ok()?;
    number.is_finite().then_some((Token::Number(number), end))
}

fn sign(rest: &str) -> Option<(Operator, usize)> {
    let signs = [
        ("!=", Operator::NotEqual),
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("=", Operator::Equal),
        ("<", Operator::Less),
        (">", Operator::Greater),
        ("+", Operator::Plus),
        ("-", Operator::Minus),
        ("*", Operator::Times),
    ];
    signs
        .into_iter()
        .find(|(text, _)| rest.starts_with(text))
        .map(|(text, sign)| (sign, text.len()))
}

/// A name, or an operator that is a word: which of them depends on what stands before it.
fn name_token(rest: &str, before: &[Token]) -> (Token, usize) {
    let inside = |next: char| next.is_alphanumeric() || "_-.:".contains(next);
    let end = rest.find(|next| !inside(next)).unwrap_or(rest.len());
    let operand = !matches!(
        before.last(),
        None | Some(Token::Sign(_) | Token::Open | Token::Comma)
    );
    let word = match &rest[..end] {
        "or" => Operator::Or,
        "and" => Operator::And,
        "div" => Operator::Div,
        "mod" => Operator::Mod,
        name => return (Token::Name(name.to_owned()), end),
    };
    if operand {
        (Token::Sign(word), end)
    } else {
        (Token::Name(rest[..end].to_owned()), end)
    }
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    columns: bool,
}

impl Reader<'_> {
    fn malformed(&self) -> ExpressionError {
        ExpressionError::Malformed(self.text.to_owned())
    }

    fn next_is(&mut self, token: &Token) -> bool {
        let is = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(is);
        is
    }

    fn operators(&mut self, strength: u8, depth: usize) -> Result<Expression, ExpressionError> {
        let mut left = self.part(depth)?;
        while let Some(Token::Sign(sign)) = self.tokens.get(self.at) {
            let sign = *sign;
            if sign.strength() < strength {
                break;
            }
            self.at += 1;
            let right = self.operators(sign.strength() + 1, depth + 1)?;
            left = Expression::Both(sign, Box::new((left, right)));
        }
        Ok(left)
    }

    fn part(&mut self, depth: usize) -> Result<Expression, ExpressionError> {
        let token = self
            .tokens
            .get(self.at)
            .cloned()
            .filter(|_| depth < DEEPEST)
            .ok_or_else(|| self.malformed())?;
        self.at += 1;
        Ok(match token {
            Token::Text(text) => Expression::Text(text),
            Token::Number(number) => Expression::Number(number),
            Token::Answer(name) => Expression::Answer(name),
            Token::Dot => Expression::Own,
            Token::Sign(Operator::Minus) => Expression::Negative(Box::new(self.part(depth + 1)?)),
            Token::Open => {
                let inside = self.operators(0, depth + 1)?;
                if !self.next_is(&Token::Close) {
                    return Err(self.malformed());
                }
                inside
            }
            Token::Name(name) if self.next_is(&Token::Open) => self.call(&name, depth)?,
            Token::Name(name) if self.columns => Expression::Column(name),
            _ => return Err(self.malformed()),
        })
    }

    fn call(&mut self, name: &str, depth: usize) -> Result<Expression, ExpressionError> {
        let (function, count) =
            Function::of(name).ok_or_else(|| ExpressionError::Function(name.to_owned()))?;
        let mut parts = Vec::new();
        while !self.next_is(&Token::Close) {
            if !parts.is_empty() && !self.next_is(&Token::Comma) {
                return Err(self.malformed());
            }
            parts.push(self.operators(0, depth + 1)?);
        }
        // Digits may be left out of what is rounded to whole numbers, and `coalesce` takes as many as one likes elsewhere: not here.
        let whole = function == Function::Round && parts.len() == 1;
        if whole {
            parts.push(Expression::Number(0.0));
        }
        let random =
            function == Function::Once && parts != [Expression::Call(Function::Random, vec![])];
        if parts.len() != count || random {
            return Err(self.malformed());
        }
        Ok(Expression::Call(function, parts))
    }
}
