//! Which webhook URL is stored. Decided here and nowhere else.

use wire::Secret;

/// The address read after the settings were set; else the save event's; else
/// the one seen when the page opened; else none. A blank address is none.
///
/// The late read wins because newer clients replace the address while they
/// take the settings.
#[must_use]
pub fn webhook_url<'a>(
    late_read: Option<&'a Secret>,
    from_event: Option<&'a Secret>,
    at_load: Option<&'a Secret>,
) -> Option<&'a Secret> {
    [late_read, from_event, at_load]
        .into_iter()
        .flatten()
        .find(|url| !url.expose().trim().is_empty())
}
