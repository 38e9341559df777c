//! Numbers and texts as bytes.

use super::CompiledError;

#[derive(Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Small magnitudes take few bytes, also negative ones.
    pub fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63) as u64);
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub fn section(&mut self, name: &[u8; 4], body: &Writer) {
        self.bytes.extend_from_slice(name);
        self.bytes
            .extend_from_slice(&(body.bytes.len() as u32).to_le_bytes());
        self.bytes.extend_from_slice(&body.bytes);
    }
}

pub(super) struct Reader<'a> {
    rest: &'a [u8],
    /// What is being read, for errors.
    pub what: &'static str,
}

impl<'a> Reader<'a> {
    pub fn new(rest: &'a [u8], what: &'static str) -> Reader<'a> {
        Reader { rest, what }
    }

    pub fn wrong<T>(&self) -> Result<T, CompiledError> {
        Err(CompiledError::Malformed { what: self.what })
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8], CompiledError> {
        if count > self.rest.len() {
            return self.wrong();
        }
        let (taken, rest) = self.rest.split_at(count);
        self.rest = rest;
        Ok(taken)
    }

    pub fn byte(&mut self) -> Result<u8, CompiledError> {
        Ok(self.take(1)?[0])
    }

    pub fn number(&mut self) -> Result<u64, CompiledError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if part << shift >> shift != part {
                return self.wrong();
            }
            number |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        self.wrong()
    }

    pub fn small(&mut self) -> Result<u32, CompiledError> {
        let number = self.number()?;
        u32::try_from(number).or_else(|_| self.wrong())
    }

    /// How many things follow, each of one byte at least.
    pub fn count(&mut self) -> Result<usize, CompiledError> {
        let count = self.number()?;
        match usize::try_from(count) {
            Ok(count) if count <= self.rest.len() => Ok(count),
            _ => self.wrong(),
        }
    }

    pub fn signed(&mut self) -> Result<i64, CompiledError> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub fn text(&mut self) -> Result<&'a str, CompiledError> {
        let length = self.count()?;
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).or_else(|_| self.wrong())
    }

    pub fn flag(&mut self) -> Result<bool, CompiledError> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => self.wrong(),
        }
    }

    pub fn section(
        &mut self,
        name: &[u8; 4],
        what: &'static str,
    ) -> Result<Reader<'a>, CompiledError> {
        self.what = what;
        if self.take(4)? != name {
            return self.wrong();
        }
        let length = self.take(4)?;
        let length = length
            .iter()
            .rev()
            .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
        Ok(Reader::new(self.take(length)?, what))
    }

    pub fn end(&self) -> Result<(), CompiledError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            self.wrong()
        }
    }
}
