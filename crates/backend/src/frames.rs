//! Which clients of Microsoft may show the page, as data: the public cloud, the
//! United States' government clouds and China. GCC uses the public client.

/// Teams, the Microsoft 365 app and Outlook, as documented.
pub(crate) const FRAME_ANCESTORS: &[&str] = &[
    "https://teams.microsoft.com",
    "https://*.teams.microsoft.com",
    "https://*.cloud.microsoft",
    "https://*.microsoft365.com",
    "https://*.office.com",
    "https://outlook.live.com",
    "https://outlook.office.com",
    "https://outlook.office365.com",
    "https://outlook-sdf.office.com",
    "https://outlook-sdf.office365.com",
    "https://teams.live.com",
];

/// What a cloud's name stands for in `--frame-ancestors`.
const CLOUDS: &[(&str, &[&str])] = &[
    ("public", FRAME_ANCESTORS),
    (
        "gcc-high",
        &[
            "https://teams.microsoft.us",
            "https://gov.teams.microsoft.us",
        ],
    ),
    ("dod", &["https://dod.teams.microsoft.us"]),
    ("china", &["https://teams.microsoftonline.cn"]),
];

/// Puts its clients in the place of a cloud's name and leaves any other source;
/// nothing given is the public cloud.
#[must_use]
pub(crate) fn frame_ancestors(given: &[String]) -> Vec<String> {
    let given = given.iter().map(|source| source.trim());
    let sources: Vec<_> = given.filter(|source| !source.is_empty()).collect();
    if sources.is_empty() {
        return FRAME_ANCESTORS.iter().map(|&it| it.to_owned()).collect();
    }
    sources.into_iter().flat_map(clients).collect()
}

fn clients(source: &str) -> Vec<String> {
    let cloud = CLOUDS.iter().find(|(name, _)| *name == source);
    match cloud {
        Some((_, clients)) => clients.iter().map(|&client| client.to_owned()).collect(),
        None => vec![source.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cloud_is_named_instead_of_its_clients() {
        let check = |sources: &[&str], expected: &[&str]| {
            let sources: Vec<_> = sources.iter().map(|&source| source.to_owned()).collect();
            assert_eq!(frame_ancestors(&sources), expected);
        };
        check(&["public"], FRAME_ANCESTORS);
        check(
            &["china", "https://portal.example", "dod"],
            &[
                "https://teams.microsoftonline.cn",
                "https://portal.example",
                "https://dod.teams.microsoft.us",
            ],
        );
        check(&["gcc-high"], CLOUDS[1].1);
        check(&["nowhere", " dod", ""], &["nowhere", CLOUDS[2].1[0]]);
        check(&[" "], FRAME_ANCESTORS);
    }
}
