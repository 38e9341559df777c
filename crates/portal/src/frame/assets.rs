//! The style sheet, the script of passkeys, the font, the icon and the picture for previews of links: inside the program, under names that change with their content, so that
//! a browser asks for each once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderValue, Response, StatusCode};
use brotli::BrotliCompress;
use brotli::enc::BrotliEncoderParams;
use sha2::{Digest, Sha256};

/// A file that pages ask for.
#[derive(Debug)]
struct Asset {
    content_type: &'static str,
    content: Vec<u8>,
    /// The same as small as Brotli makes it, of what is text: packed once, where an answer would be packed in a hurry.
    packed: Option<Vec<u8>>,
}

struct Assets {
    /// By name with hash, as in the address.
    files: BTreeMap<String, Asset>,
    style: String,
    icon: String,
    preview: String,
    passkey: String,
    similar: String,
}

/// A font file by its name in `assets/fonts`.
macro_rules! font {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../assets/fonts/", $name)))
    };
}

const FONTS: [(&str, &[u8]); 6] = [
    font!("madang-sans-regular-latin.woff2"),
    font!("madang-sans-bold-latin.woff2"),
    font!("madang-sans-regular-core.woff2"),
    font!("madang-sans-regular-forms.woff2"),
    font!("madang-sans-regular-votes.woff2"),
    font!("madang-sans-regular-more.woff2"),
];
const FACES: &str = include_str!("../../assets/fonts/faces.css");
const STYLE: &str = include_str!("../../assets/style.css");
const SIMILAR: &str = include_str!("../../assets/similar.js");
const PASSKEY: &str = include_str!("../../assets/passkey.js");
const ICON: &str = include_str!("../../assets/icon.svg");
const PREVIEW: &[u8] = include_bytes!("../../assets/og.png");

/// What programs ask for at the root without being told to: address, media type, content.
pub const AT_ROOT: [(&str, &str, &[u8]); 2] = [
    (
        "/favicon.ico",
        "image/vnd.microsoft.icon",
        include_bytes!("../../assets/favicon.ico"),
    ),
    (
        "/apple-touch-icon.png",
        "image/png",
        include_bytes!("../../assets/touch.png"),
    ),
];

/// The width and height of the picture for previews, in pixels.
pub const PREVIEW_SIZE: (u32, u32) = (1200, 630);

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut files = BTreeMap::new();
    let mut style = format!(
        "{}\n{}\n{}\n{}",
        without_comments(FACES),
        without_comments(madang_charts::TOKENS),
        without_comments(STYLE),
        without_comments(madang_charts::STYLE)
    );
    for (name, content) in FONTS {
        let hashed = hashed_name(name, content);
        style = style.replace(name, &format!("/assets/{hashed}"));
        files.insert(
            hashed,
            Asset {
                content_type: "font/woff2",
                content: content.to_vec(),
                packed: None,
            },
        );
    }
    let mut add = |name: &str, content_type, content: &[u8]| {
        let name = hashed_name(name, content);
        let asset = Asset {
            content_type,
            content: content.to_vec(),
            packed: packed(content_type, content),
        };
        files.insert(name.clone(), asset);
        name
    };
    let icon = add("icon.svg", "image/svg+xml", ICON.as_bytes());
    let preview = add("preview.png", "image/png", PREVIEW);
    let script = "text/javascript; charset=utf-8";
    let passkey = add("passkey.js", script, PASSKEY.as_bytes());
    let similar = add("similar.js", script, SIMILAR.as_bytes());
    let style = add("style.css", "text/css; charset=utf-8", style.as_bytes());
    Assets {
        files,
        style,
        icon,
        preview,
        passkey,
        similar,
    }
});

/// The style sheet's address.
pub fn style_href() -> String {
    format!("/assets/{}", ASSETS.style)
}

/// The address of the script that asks devices for passkeys.
pub fn passkey_href() -> String {
    format!("/assets/{}", ASSETS.passkey)
}

/// The address of the script that shows what is like what is being typed.
pub fn similar_href() -> String {
    format!("/assets/{}", ASSETS.similar)
}

/// The icon's address.
pub fn icon_href() -> String {
    format!("/assets/{}", ASSETS.icon)
}

/// The address of the picture for previews of links.
pub fn preview_href() -> String {
    format!("/assets/{}", ASSETS.preview)
}

/// A file at the root: kept for a day, since its address stays when it changes.
pub fn at_root(content_type: &'static str, content: &'static [u8]) -> Response<Body> {
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=86400"),
    );
    response
}

/// `GET /assets/{name}`: immutable for a year; `None` for a name that is not there. `accepts` is what the browser can unpack.
pub fn response(name: &str, accepts: Option<&HeaderValue>) -> Option<Response<Body>> {
    let asset = ASSETS.files.get(name)?;
    let unpacks = accepts
        .and_then(|accepts| accepts.to_str().ok())
        .is_some_and(|accepts| accepts.split(',').any(|one| one.trim() == "br"));
    let packed = asset.packed.as_ref().filter(|_| unpacks);
    let mut response = Response::new(Body::from(packed.unwrap_or(&asset.content).clone()));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    if packed.is_some() {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Some(response)
}

/// Text as small as Brotli makes it; `None` of what is packed already.
fn packed(content_type: &str, content: &[u8]) -> Option<Vec<u8>> {
    let is_text = content_type.starts_with("text/") || content_type == "image/svg+xml";
    let parameters = BrotliEncoderParams::default();
    let mut packed = Vec::new();
    let done = is_text && BrotliCompress(&mut &*content, &mut packed, &parameters).is_ok();
    done.then_some(packed)
}

/// `style.css` → `style.1a2b3c4d5e6f.css`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let hash: String = digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}.{hash}.{extension}")
}

/// Style sheets hold no `/*` in strings or addresses.
fn without_comments(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    without_blanks(&out)
}

/// Without the blanks that mean nothing: around braces, semicolons and commas, where they do not stand in quotes.
fn without_blanks(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut quoted = false;
    for letter in style.chars() {
        quoted ^= letter == '"';
        let parts = |letter: char| matches!(letter, '{' | '}' | ';' | ',');
        if quoted || !(letter.is_whitespace() || parts(letter)) {
            out.push(letter);
        } else if parts(letter) {
            out.truncate(out.trim_end().len());
            out.push(letter);
        } else if !out.ends_with(|last: char| last.is_whitespace() || parts(last)) {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_keeps_what_means_something() {
        let style = "/* a */\n.a ,\n.b > c { margin: 0 1rem;\n  content: \" ; { \" }\n@media (width < 3em) and print {\n  p { x: y }\n}\n";
        assert_eq!(
            without_comments(style),
            ".a,.b > c{margin: 0 1rem;content: \" ; { \"}@media (width < 3em) and print{p{x: y}}"
        );
    }
    use madang_programme::{Event, named};
    use madang_words::Language;

    #[test]
    fn the_style_sheet_asks_only_for_files_that_are_there() {
        let style = &ASSETS.files[&ASSETS.style];
        let style = std::str::from_utf8(&style.content).expect("a style sheet is text");
        let addresses: Vec<_> = style
            .split("url(")
            .skip(1)
            .map(|rest| rest.split(')').next().unwrap_or(""))
            .collect();
        assert_eq!(
            addresses.len(),
            FONTS.len() + 1,
            "the Latin letters stand in two families"
        );
        for address in addresses {
            let name = address
                .strip_prefix("/assets/")
                .expect("an address of ours");
            assert!(response(name, None).is_some(), "{name}");
        }
        assert!(!style.contains("/*"));
    }

    #[test]
    fn names_follow_the_content() {
        assert_ne!(hashed_name("a.css", b"1"), hashed_name("a.css", b"2"));
        assert!(response("style.css", None).is_none());
    }

    /// The font is cut to the letters of the interface; a new message may need `assets/fonts/cut.sh` to run again.
    #[test]
    fn the_font_has_every_letter_of_the_messages() {
        let ranges: Vec<(u32, u32)> = FACES
            .split("unicode-range:")
            .skip(1)
            .flat_map(|rest| {
                rest.split(';')
                    .next()
                    .unwrap_or("")
                    .split(',')
                    .map(str::trim)
                    .map(range)
            })
            .collect();
        let contents = Event::kinds().flat_map(|kind| kind.contents);
        let names = contents.map(|rule| named::content_beside(rule.name));
        let names = names.chain(Event::kinds().map(|kind| named::kind_beside(kind.name)));
        let names: String = names.map(|said| said.in_language(Language::Ko)).collect();
        let messages = [
            include_str!(concat!(env!("OUT_DIR"), "/ko.ftl")),
            include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
            &names,
        ]
        .concat();
        let missing: String = messages
            .chars()
            .filter(|c| {
                !c.is_control()
                    && !ranges
                        .iter()
                        .any(|(from, to)| (*from..=*to).contains(&u32::from(*c)))
            })
            .collect();
        assert_eq!(missing, "", "in {}", Language::Ko.tag());
    }

    fn range(text: &str) -> (u32, u32) {
        let hex = |digits: &str| u32::from_str_radix(digits, 16).expect("a code point");
        let text = text.strip_prefix("U+").expect("a range begins with U+");
        text.split_once('-')
            .map_or_else(|| (hex(text), hex(text)), |(from, to)| (hex(from), hex(to)))
    }

    #[test]
    fn text_comes_packed_to_whoever_can_unpack_it() {
        let accepts = |accepts: &'static str| HeaderValue::from_static(accepts);
        let encoding = |accepts: Option<&HeaderValue>| {
            let response = response(&ASSETS.style, accepts).expect("the style sheet");
            let encoding = response.headers().get(CONTENT_ENCODING).cloned();
            encoding.map(|encoding| encoding.to_str().unwrap_or_default().to_owned())
        };
        assert_eq!(encoding(Some(&accepts("gzip, br"))).as_deref(), Some("br"));
        assert_eq!(encoding(Some(&accepts("gzip, br;q=0"))), None);
        assert_eq!(encoding(None), None);
        let asset = &ASSETS.files[&ASSETS.style];
        let packed = asset.packed.as_deref().expect("a style sheet is text");
        let mut again = Vec::new();
        brotli::BrotliDecompress(&mut &*packed, &mut again).expect("it unpacks");
        assert_eq!(again, asset.content);
    }
}
