#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod both;
pub mod data;
pub mod disk;
pub mod http;
pub mod load;
pub mod openid;
pub mod postgres;
pub mod program;
pub mod record;
pub mod smtp;
pub mod timing;
pub mod webdriver;
