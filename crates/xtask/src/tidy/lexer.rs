//! Rust's tokens, as far as the house rules ask for them: names, punctuation and texts with their lines. Comments are
//! passed over.

/// A token and the line on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Line, from 1.
    pub line: usize,
    /// What it is.
    pub what: What,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A name or keyword.
    Name(String),
    /// One character of punctuation; `::` is two.
    Sign(char),
    /// A text, without its quotes.
    Text(String),
}

impl Token {
    /// Whether it is this name or keyword.
    pub fn is_name(&self, name: &str) -> bool {
        matches!(&self.what, What::Name(found) if found == name)
    }

    /// Whether it is this sign.
    pub fn is_sign(&self, sign: char) -> bool {
        self.what == What::Sign(sign)
    }
}

/// The tokens of a source file.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        characters: source.chars().collect(),
        at: 0,
        line: 1,
        tokens: Vec::new(),
    };
    while lexer.at < lexer.characters.len() {
        lexer.token();
    }
    lexer.tokens
}

struct Lexer {
    characters: Vec<char>,
    at: usize,
    line: usize,
    tokens: Vec<Token>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn step(&mut self) -> Option<char> {
        let character = self.peek(0)?;
        self.at += 1;
        if character == '\n' {
            self.line += 1;
        }
        Some(character)
    }

    fn push(&mut self, line: usize, what: What) {
        self.tokens.push(Token { line, what });
    }

    fn token(&mut self) {
        let line = self.line;
        let Some(character) = self.peek(0) else {
            return;
        };
        match (character, self.peek(1)) {
            ('/', Some('/')) => {
                while self.peek(0).is_some_and(|c| c != '\n') {
                    self.step();
                }
            }
            ('/', Some('*')) => self.block_comment(),
            ('"', _) => {
                self.step();
                let text = self.text();
                self.push(line, What::Text(text));
            }
            ('r' | 'b' | 'c', _) if self.prefixed_text(line) => {}
            ('\'', _) => self.character_or_lifetime(),
            (c, _) if c.is_alphabetic() || c == '_' => {
                let mut name = String::new();
                while let Some(c) = self.peek(0).filter(|c| c.is_alphanumeric() || *c == '_') {
                    name.push(c);
                    self.step();
                }
                self.push(line, What::Name(name));
            }
            (c, _) if c.is_ascii_digit() => self.number(),
            (c, _) => {
                self.step();
                if !c.is_whitespace() {
                    self.push(line, What::Sign(c));
                }
            }
        }
    }

    fn number(&mut self) {
        while let Some(c) = self.peek(0) {
            let point = c == '.' && self.peek(1).is_some_and(|next| next.is_ascii_digit());
            if !(c.is_alphanumeric() || c == '_' || point) {
                return;
            }
            self.step();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while let Some(c) = self.step() {
            match (c, self.peek(0)) {
                ('/', Some('*')) => {
                    self.step();
                    depth += 1;
                }
                ('*', Some('/')) => {
                    self.step();
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    /// A text from behind its first quote to its last.
    fn text(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.step() {
            match c {
                '"' => break,
                '\\' => {
                    text.push(c);
                    text.extend(self.step());
                }
                c => text.push(c),
            }
        }
        text
    }

    /// `r"…"`, `r#"…"#`, `b"…"`, `br"…"`, `c"…"`, `b'…'`; false where the letter begins a name.
    fn prefixed_text(&mut self, line: usize) -> bool {
        let mut ahead = 1;
        let mut raw = self.peek(0) == Some('r');
        if self.peek(ahead) == Some('r') {
            raw = true;
            ahead += 1;
        }
        let mut hashes = 0;
        while raw && self.peek(ahead) == Some('#') {
            hashes += 1;
            ahead += 1;
        }
        match self.peek(ahead) {
            Some('"') => {}
            Some('\'') if !raw => {
                self.step();
                self.character_or_lifetime();
                return true;
            }
            _ => return false,
        }
        for _ in 0..=ahead {
            self.step();
        }
        if !raw {
            let text = self.text();
            self.push(line, What::Text(text));
            return true;
        }
        let mut text = String::new();
        while let Some(c) = self.step() {
            if c == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                for _ in 0..hashes {
                    self.step();
                }
                break;
            }
            text.push(c);
        }
        self.push(line, What::Text(text));
        true
    }

    fn character_or_lifetime(&mut self) {
        self.step();
        if self.peek(0) == Some('\\') {
            self.step();
            self.step();
            while self.step().is_some_and(|c| c != '\'') {}
        } else if self.peek(1) == Some('\'') {
            self.step();
            self.step();
        }
        // Else a lifetime: its name follows as a name, which no rule asks for.
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(source: &str) -> Vec<String> {
        let tokens = tokens(source).into_iter();
        let names = tokens.filter_map(|token| match token.what {
            What::Name(name) => Some(name),
            _ => None,
        });
        names.collect()
    }

    #[test]
    fn comments_texts_and_characters_hide_what_they_hold() {
        let source = "a /* b /* c */ d */ e // f\n\"g \\\" h\" r#\"i \" j\"# b'k' '\\'' 'l' '{' m<'n> br\"o\" r p";
        assert_eq!(names(source), ["a", "e", "m", "n", "r", "p"]);
        let braces = tokens(source)
            .iter()
            .filter(|token| token.is_sign('{'))
            .count();
        assert_eq!(braces, 0);
        assert_eq!(tokens("a\n\nb").last().map(|token| token.line), Some(3));
        assert_eq!(names("0..n 1.5f64 0x1f.x"), ["n", "x"]);
    }
}
