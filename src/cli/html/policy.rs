//! What a browser may do with a page that shows strangers' text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A Content-Security-Policy: nothing is fetched, sent or run; the one style sheet is named by
/// what is in it (CSP level 3, section 2.3.1).
pub(super) fn of(style: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}
