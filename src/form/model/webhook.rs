//! Which webhook address is stored. Decided here and nowhere else.

/// The address read after the settings were set; else the save event's; else
/// the one seen when the page opened; else none. A blank address is none.
///
/// The late read wins because newer clients replace the address while they
/// take the settings.
#[must_use]
pub fn webhook_url<'a>(
    late_read: Option<&'a str>,
    from_event: Option<&'a str>,
    at_load: Option<&'a str>,
) -> Option<&'a str> {
    [late_read, from_event, at_load]
        .into_iter()
        .flatten()
        .find(|url| !url.trim().is_empty())
}
