//! What the system says of files and connections, in each language.

use std::io::{self, ErrorKind};

use crate::Said;
use crate::words::said;

/// What the system says, in each language; of a kind that has no words here as the system says it.
pub fn system_said(error: &io::Error) -> Said {
    // What else a library puts into an error of the system's form is its own sentence.
    let other = || said!("system-other", what = error.to_string());
    let Some(code) = error.raw_os_error() else {
        return other();
    };
    let words = match error.kind() {
        ErrorKind::NotFound => said!("system-not-found"),
        ErrorKind::PermissionDenied if code == 1 => said!("system-not-permitted"),
        ErrorKind::PermissionDenied => said!("system-denied"),
        ErrorKind::AlreadyExists => said!("system-exists"),
        ErrorKind::IsADirectory => said!("system-directory"),
        ErrorKind::NotADirectory => said!("system-no-directory"),
        ErrorKind::ReadOnlyFilesystem => said!("system-read-only"),
        ErrorKind::StorageFull => said!("system-full"),
        ErrorKind::AddrInUse => said!("system-in-use"),
        ErrorKind::AddrNotAvailable => said!("system-no-address"),
        ErrorKind::ConnectionRefused => said!("system-refused"),
        _ => return other(),
    };
    said!("system", words = words, code = code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn the_system_is_said_in_korean_and_keeps_its_english() {
        for code in [1, 2, 13, 17, 20, 21, 28, 30, 98, 99, 111] {
            let error = io::Error::from_raw_os_error(code);
            assert_eq!(system_said(&error).to_string(), error.to_string());
        }
        let none = system_said(&io::Error::from_raw_os_error(2));
        let korean = none.in_language(Language::Ko);
        assert_eq!(korean, "파일이나 디렉터리가 없습니다(시스템 오류 2)");
    }
}
