//! The addresses of accounts.

use crate::frame::ui::step;

/// One's own page.
pub const ACCOUNT: &str = "/account";

/// Where one signs in.
pub const SIGN_IN: &str = "/account/sign-in";

/// Where one has a link mailed to sign in with.
pub const MAIL: &str = "/account/mail";

/// Where one asks for an account.
pub const REGISTER: &str = "/account/register";

/// Where a link that was mailed leads.
pub const LINK: &str = "/account/link";

/// Where one signs out, on this device.
pub const SIGN_OUT: &str = "/account/sign-out";

/// Where one signs out on all others.
pub const EVERYWHERE: &str = "/account/sign-out-everywhere";

/// Where one device is signed out.
pub const DEVICE: &str = "/account/devices";

/// Where a password is set.
pub const PASSWORD: &str = "/account/password";

/// Where a token for programs is taken.
pub const PROGRAM: &str = "/account/program";

/// Where an address is added.
pub const CONTACT: &str = "/account/addresses";

/// Where an address is taken away.
pub const REMOVE_CONTACT: &str = "/account/addresses/remove";

/// Everything that the account holds, as a file.
pub const DATA: &str = "/account/data";

/// Everything that somebody did on the record, each with what it says.
pub const RECORD: &str = "/account/record";

/// The forms that somebody saved for later.
pub const SAVED: &str = "/account/saved";

/// Where one erases oneself.
pub const ERASE: &str = "/account/erase";

/// What is said to somebody who has erased themselves.
pub const ERASED: &str = "/account/erased";

/// Where a device is asked for a new passkey.
pub const PASSKEY_BEGIN: &str = "/account/passkeys/begin";

/// Where it answers.
pub const PASSKEY_ADD: &str = "/account/passkeys/add";

/// Where a passkey is taken away.
pub const PASSKEY_REMOVE: &str = "/account/passkeys/remove";

/// Where a device is asked for the passkey of whoever signs in.
pub const SIGN_IN_BEGIN: &str = "/account/sign-in/begin";

/// Where it answers.
pub const SIGN_IN_PASSKEY: &str = "/account/sign-in/passkey";

/// Where somebody goes to the provider by which people sign in.
pub const PROVIDER: &str = "/account/provider";

/// Where they come back.
pub const PROVIDER_BACK: &str = "/account/provider/back";

/// Where it is taken from an account who somebody is at a provider.
pub const PROVIDER_REMOVE: &str = "/account/provider/remove";

/// Where somebody who lost their passkeys asks to add others.
pub const RECOVERY: &str = "/account/recovery";

/// Where that is stopped.
pub const RECOVERY_STOP: &str = "/account/recovery/stop";

/// Where somebody signs in who is to be led to `next` then.
pub fn sign_in_then(next: &str) -> String {
    format!("{SIGN_IN}?next={}", step(next))
}

/// Where somebody who is signed in shows once more who they are; it leads to `next` from there.
pub fn again(next: &str) -> String {
    match next {
        ACCOUNT => format!("{SIGN_IN}?again=1"),
        next => format!("{SIGN_IN}?again=1&next={}", step(next)),
    }
}
