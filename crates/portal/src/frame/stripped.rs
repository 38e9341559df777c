//! Pictures without what cameras and programs write into them: where and when they were taken, by whom, with what. What stays is the
//! picture, its colours, and which way up it is. What follows after its end goes too.

use madang_programme::voices::FileType;

/// A file as it may be shown to everybody; `None` where it is not whole. Of a PDF nothing is taken out: whoever sends one is told.
pub fn stripped(kind: FileType, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match kind {
        FileType::Pdf => Some(bytes),
        FileType::Png => png(&bytes),
        FileType::Jpeg => jpeg(&bytes),
        FileType::Webp => webp(&bytes),
    }
}

/// Chunks of a PNG that make the picture.
const PNG_KEPT: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (signature, mut rest) = bytes.split_at_checked(8)?;
    let mut out = signature.to_vec();
    let mut has_data = false;
    loop {
        let (length, _) = rest.split_first_chunk::<4>()?;
        let whole = usize::try_from(u32::from_be_bytes(*length))
            .ok()?
            .checked_add(12)?;
        let (chunk, after) = rest.split_at_checked(whole)?;
        let name = chunk.get(4..8)?;
        if out.len() == 8 && name != b"IHDR" {
            return None;
        }
        has_data |= name == b"IDAT";
        if PNG_KEPT.iter().any(|kept| name == kept.as_slice()) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return has_data.then_some(out);
        }
        rest = after;
    }
}

/// A segment of a JPEG that says no more than which way up the picture is (Exif 2.3, tag 0x0112).
fn upright(orientation: u8) -> Vec<u8> {
    let mut segment =
        b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    segment.push(orientation);
    segment.extend_from_slice(&[0; 6]);
    segment
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let (mut kept, mut turned, mut has_data) = (Vec::new(), None, false);
    loop {
        let marker = rest.strip_prefix(b"\xff")?;
        // Any number of fill bytes may stand before a marker.
        let fill = marker.iter().take_while(|byte| **byte == 0xff).count();
        let (marker, after) = marker.get(fill..)?.split_first()?;
        if *marker == 0xd9 {
            break;
        }
        let (length, _) = after.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (segment, after) = after.split_at_checked(length)?;
        let content = segment.get(2..)?;
        let keeps = match marker {
            0xe1 => {
                turned = turned.or_else(|| orientation(content));
                false
            }
            0xe2 => content.starts_with(b"ICC_PROFILE\0"),
            0xe3..=0xed | 0xef | 0xfe => false,
            0x01 | 0xd0..=0xd8 => return None,
            _ => true,
        };
        if keeps {
            kept.extend_from_slice(&[0xff, *marker]);
            kept.extend_from_slice(segment);
        }
        rest = after;
        if *marker == 0xda {
            // The picture itself, up to the next marker that is none of its own.
            let mut pairs = rest.windows(2);
            let own = |byte: u8| byte == 0 || (0xd0..=0xd7).contains(&byte);
            let end = pairs.position(|pair| pair[0] == 0xff && !own(pair[1]) && pair[1] != 0xff)?;
            let (data, after) = rest.split_at_checked(end)?;
            kept.extend_from_slice(data);
            (rest, has_data) = (after, true);
        }
    }
    if !has_data {
        return None;
    }
    let mut out = b"\xff\xd8".to_vec();
    if let Some(turned) = turned.filter(|turned| (2..=8).contains(turned)) {
        out.extend_from_slice(&upright(turned));
    }
    out.extend_from_slice(&kept);
    out.extend_from_slice(b"\xff\xd9");
    Some(out)
}

/// Which way up a picture is, as Exif says it.
fn orientation(content: &[u8]) -> Option<u8> {
    let tiff = content.strip_prefix(b"Exif\0\0")?;
    let big = match tiff.get(..2)? {
        b"MM" => true,
        b"II" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(usize::from(match big {
            true => u16::from_be_bytes(bytes),
            false => u16::from_le_bytes(bytes),
        }))
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let directory = match big {
        true => u32::from_be_bytes(four),
        false => u32::from_le_bytes(four),
    };
    let directory = usize::try_from(directory).ok()?;
    let tags = two(directory)?;
    for tag in 0..tags {
        let at = directory.checked_add(2 + 12 * tag)?;
        if two(at)? == 0x0112 {
            return u8::try_from(two(at.checked_add(8)?)?).ok();
        }
    }
    None
}

/// Chunks of a WebP that make the picture.
const WEBP_KEPT: [&[u8; 4]; 7] = [
    b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP",
];

/// The flags of a WebP that say that Exif and XMP follow.
const WEBP_METADATA: u8 = 0x08 | 0x04;

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let rest = bytes.strip_prefix(b"RIFF")?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let mut rest = rest.get(..length)?.strip_prefix(b"WEBP")?;
    let (mut kept, mut has_data) = (b"WEBP".to_vec(), false);
    while !rest.is_empty() {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (content, after) = after.split_at_checked(length)?;
        // A chunk of odd length has a byte after it; the last of a careless program has none.
        let padding = length % 2;
        rest = after.get(padding..).unwrap_or_default();
        has_data |= [b"VP8 ", b"VP8L", b"ANMF"].contains(&name);
        if !WEBP_KEPT.contains(&name) {
            continue;
        }
        let start = kept.len();
        kept.extend_from_slice(name);
        kept.extend_from_slice(&u32::try_from(length).ok()?.to_le_bytes());
        kept.extend_from_slice(content);
        if name == b"VP8X"
            && let Some(flags) = kept.get_mut(start + 8)
        {
            *flags &= !WEBP_METADATA;
        }
        kept.extend(std::iter::repeat_n(0, padding));
    }
    if !has_data {
        return None;
    }
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&u32::try_from(kept.len()).ok()?.to_le_bytes());
    out.extend_from_slice(&kept);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"37.5665N 126.9780E";

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).expect("short");
        [&length.to_be_bytes()[..], name, content, &[0; 4]].concat()
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("short");
        [&[0xff, marker][..], &length.to_be_bytes(), content].concat()
    }

    fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut content = b"WEBP".to_vec();
        for (name, of) in chunks {
            content.extend_from_slice(*name);
            content.extend_from_slice(&u32::try_from(of.len()).expect("short").to_le_bytes());
            content.extend_from_slice(of);
            content.extend(std::iter::repeat_n(0, of.len() % 2));
        }
        let length = u32::try_from(content.len()).expect("short");
        [&b"RIFF"[..], &length.to_le_bytes(), &content].concat()
    }

    #[test]
    fn a_png_keeps_its_picture_and_nothing_else() {
        let picture = [
            &b"\x89PNG\r\n\x1a\n"[..],
            &chunk(b"IHDR", &[0; 13]),
            &chunk(b"gAMA", &[0; 4]),
            &chunk(b"IDAT", b"picture"),
            &chunk(b"IEND", b""),
        ]
        .concat();
        let mut with = picture.clone();
        let text = [chunk(b"tEXt", SECRET), chunk(b"eXIf", SECRET)].concat();
        with.splice(33..33, text);
        with.extend_from_slice(b"<script>alert(1)</script>");
        assert_eq!(stripped(FileType::Png, with), Some(picture.clone()));
        for cut in 8..picture.len() {
            assert_eq!(png(&picture[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn a_jpeg_keeps_its_picture_and_which_way_up_it_is() {
        let exif =
            |order: &[u8], rest: &[u8]| segment(0xe1, &[b"Exif\0\0", order, rest, SECRET].concat());
        let big = exif(
            b"MM\0*",
            b"\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0",
        );
        let little = exif(
            b"II*\0",
            b"\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0",
        );
        let before = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        let scan = [&segment(0xda, &[0; 10])[..], b"da\xff\0ta\xff\xd0more"].concat();
        for described in [&big, &little] {
            let whole = [
                &b"\xff\xd8"[..],
                &before,
                described,
                &segment(0xe2, b"ICC_PROFILE\0colours"),
                &segment(0xe2, &[b"MPF\0", SECRET].concat()),
                &segment(0xfe, SECRET),
                &scan,
                b"\xff\xd9",
                SECRET,
            ]
            .concat();
            let out = stripped(FileType::Jpeg, whole.clone()).expect("a picture");
            assert!(!holds(&out, SECRET));
            for stays in [&b"JFIF"[..], b"ICC_PROFILE", b"da\xff\0ta\xff\xd0more"] {
                assert!(holds(&out, stays));
            }
            let own = out.get(6..38).expect("its Exif");
            assert_eq!(orientation(own), Some(6));
            assert_eq!(jpeg(&out).as_deref(), Some(&out[..]), "and again");
            let end = whole.len() - SECRET.len();
            for cut in 2..end {
                assert_eq!(jpeg(&whole[..cut]), None, "{cut}");
            }
        }
    }

    #[test]
    fn a_webp_keeps_its_picture_and_says_that_no_more_follows() {
        let with = riff(&[
            (b"VP8X", &[0x1c, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            (b"VP8 ", b"odd"),
            (b"EXIF", SECRET),
            (b"XMP ", SECRET),
            (b"junk", SECRET),
        ]);
        let picture = riff(&[
            (b"VP8X", &[0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            (b"VP8 ", b"odd"),
        ]);
        let followed = [&with[..], SECRET].concat();
        assert_eq!(stripped(FileType::Webp, followed), Some(picture));
        assert_eq!(webp(&riff(&[(b"EXIF", SECRET)])), None);
        assert_eq!(webp(&with[..30]), None);
    }
}
