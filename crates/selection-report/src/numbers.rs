//! Numbers as people read them.

/// How decimals that are left out are rounded.
#[derive(Clone, Copy)]
enum Rounding {
    Nearest,
    Up,
    Down,
}

/// A decimal text with its thousands separated, rounded to the nearest hundredth: pictures and tables
/// do not need millionths, the data have them. Other text stays as it is.
pub(crate) fn grouped(text: &str) -> String {
    shown(text, Rounding::Nearest)
}

/// As [`grouped`], but rounded up: for what is missing.
pub(crate) fn grouped_up(text: &str) -> String {
    shown(text, Rounding::Up)
}

/// As [`grouped`], but rounded down: for what is there.
pub(crate) fn grouped_down(text: &str) -> String {
    shown(text, Rounding::Down)
}

fn shown(text: &str, rounding: Rounding) -> String {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return text.to_owned();
    }
    let Some((kept, rest)) = part
        .split_at_checked(2)
        .filter(|(_, rest)| !rest.is_empty())
    else {
        return match part {
            "" => thousands(whole),
            part => format!("{}.{part}", thousands(whole)),
        };
    };
    let up = match rounding {
        Rounding::Nearest => rest.starts_with(|digit: char| digit >= '5'),
        Rounding::Up => rest.bytes().any(|digit| digit != b'0'),
        Rounding::Down => false,
    };
    match format!("{whole}{kept}").parse::<u128>() {
        Ok(units) if up => {
            let units = units.saturating_add(1);
            format!(
                "{}.{:02}",
                thousands(&(units / 100).to_string()),
                units % 100
            )
        }
        _ => format!("{}.{kept}", thousands(whole)),
    }
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A decimal rounded up to a whole number; other text as it is.
pub(crate) fn whole_up(text: &str) -> String {
    let Some((whole, part)) = text.split_once('.') else {
        return text.to_owned();
    };
    match whole.parse::<u128>() {
        Ok(units) if part.bytes().any(|digit| digit != b'0') => units.saturating_add(1).to_string(),
        Ok(units) => units.to_string(),
        Err(_) => text.to_owned(),
    }
}

/// A share in per cent, always to one decimal.
pub(crate) fn percent(share: &str) -> String {
    match share.contains('.') {
        true => format!("{share}%"),
        false => format!("{share}.0%"),
    }
}

/// A number for drawing; what decides is never drawn from.
pub(crate) fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_one_decimal() {
        assert_eq!(percent("43"), "43.0%");
        assert_eq!(percent("33.5"), "33.5%");
        assert_eq!(
            (whole_up("12.01"), whole_up("12.00"), whole_up("7")),
            ("13".into(), "12".into(), "7".into())
        );
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(grouped("1234567.8912"), "1,234,567.89");
        assert_eq!(grouped("416.666667"), "416.67");
        assert_eq!(grouped("999.995"), "1,000.00");
        assert_eq!(grouped_down("416.666667"), "416.66");
        assert_eq!(grouped("1.가나다라"), "1.가나다라");
        assert_eq!(grouped("999"), "999");
        assert_eq!(grouped("22/7"), "22/7");
        assert_eq!(grouped_up("1234.561"), "1,234.57");
        assert_eq!(grouped_up("999.991"), "1,000.00");
        assert_eq!(grouped_up("0.5"), "0.5");
        assert_eq!(grouped_up("7"), "7");
    }
}
