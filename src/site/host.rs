//! The host of an address.

/// The host of a web address, or a bare host, in lower case and without `www.`: the name under
/// which the pages of a site are counted. `None` where there is none.
///
/// Only a key to group pages by: what is no address is not found out.
///
/// ```
/// assert_eq!(dechaff::host_of("https://me@WWW.Example.org:443/a?b#c").as_deref(), Some("example.org"));
/// assert_eq!(dechaff::host_of("example.org").as_deref(), Some("example.org"));
/// assert_eq!(dechaff::host_of("mailto:me@example.org"), None);
/// ```
pub fn host_of(url: &str) -> Option<String> {
    let url = url.trim();
    // An address may leave its scheme to the page that names it.
    let relative = || url.strip_prefix("//").map(|rest| ("//", rest));
    let (scheme, rest) = url.split_once("://").or_else(relative).unwrap_or(("", url));
    let is_bare = scheme.is_empty() && rest.contains(':');
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    // An IPv6 address has its colons in brackets.
    let host = match host.find(']') {
        Some(end) => &host[..=end],
        None => host.split(':').next().unwrap_or_default(),
    };
    let host = host.trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_host = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_host && !is_bare).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn hosts_are_told_from_the_rest_of_an_address() {
        for (url, host) in [
            ("http://example.org", Some("example.org")),
            (" https://Example.ORG./x ", Some("example.org")),
            ("https://www.example.org/a@b:c", Some("example.org")),
            ("http://[2001:db8::1]:80/", Some("[2001:db8::1]")),
            ("example.org/path", Some("example.org")),
            ("//example.org:80/path", Some("example.org")),
            ("https://bücher.example/", Some("bücher.example")),
            ("", None),
            ("https:///path", None),
            ("two words", None),
            ("urn:isbn:1", None),
        ] {
            assert_eq!(host_of(url).as_deref(), host, "{url}");
        }
    }
}
