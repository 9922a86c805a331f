//! Authentication: bearer tokens, the trusted issuers, and the service's own key.

mod bad;
mod claims;
mod issuers;
mod jwks;
mod known;
mod own_key;
mod token;

pub use bad::BadToken;
pub use claims::{Claims, Staff};
pub use issuers::Issuers;
pub use own_key::{OwnKey, TokenFor};
pub use token::bearer;
