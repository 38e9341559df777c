//! What JavaScript calls. Bytes go in and out by the module's memory: it writes where [`finder_input`] says, and reads where [`finder_output`] says.

use std::cell::RefCell;

use madang_eligibility::Book;
use serde_json::json;

use crate::natively;

#[derive(Default)]
struct State {
    input: Vec<u8>,
    output: Vec<u8>,
    book: Option<Book>,
}

thread_local! {
    // A module of WebAssembly has one thread, and its state stands where its memory is.
    static STATE: RefCell<State> = RefCell::default();
}

/// Makes room for so many bytes, and says where they are to be written.
#[allow(unsafe_code, reason = "a name by which JavaScript calls it")]
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn finder_input(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.input.clear();
        state.input.resize(length, 0);
        state.input.as_mut_ptr()
    })
}

/// Takes what was written as compiled rules: 0, or 1 where they are refused, and the output says why.
#[allow(unsafe_code, reason = "a name by which JavaScript calls it")]
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn finder_open() -> i32 {
    STATE.with_borrow_mut(|state| match Book::of_compiled(&state.input) {
        Ok(book) => {
            state.book = Some(book);
            state.output = b"null".to_vec();
            0
        }
        Err(error) => {
            state.output = json!({"errors": [{"what": error.to_string()}]})
                .to_string()
                .into_bytes();
            1
        }
    })
}

/// Takes what was written as a request: 0, or 1 where it has mistakes, which the output names.
#[allow(unsafe_code, reason = "a name by which JavaScript calls it")]
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn finder_ask() -> i32 {
    STATE.with_borrow_mut(|state| {
        let (answer, good) = match (&state.book, std::str::from_utf8(&state.input)) {
            (Some(book), Ok(request)) => natively(book, request),
            (None, _) => (json!({"errors": [{"what": "no rules were opened"}]}), false),
            (_, Err(error)) => (json!({"errors": [{"what": error.to_string()}]}), false),
        };
        state.output = answer.to_string().into_bytes();
        i32::from(!good)
    })
}

/// Where the answer of the last call is.
#[allow(unsafe_code, reason = "a name by which JavaScript calls it")]
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn finder_output() -> *const u8 {
    STATE.with_borrow(|state| state.output.as_ptr())
}

/// How many bytes it has.
#[allow(unsafe_code, reason = "a name by which JavaScript calls it")]
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn finder_output_length() -> usize {
    STATE.with_borrow(|state| state.output.len())
}
