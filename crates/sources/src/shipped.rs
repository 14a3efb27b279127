//! The sources that come along, each with a payload of the shape that its system sends.

/// Name and definition, for `like`.
pub const SHIPPED: &[(&str, &str)] = &[
    ("alertmanager", include_str!("../shipped/alertmanager.toml")),
    ("azure-devops", include_str!("../shipped/azure-devops.toml")),
    ("cloudevents", include_str!("../shipped/cloudevents.toml")),
    ("github", include_str!("../shipped/github.toml")),
    ("gitlab", include_str!("../shipped/gitlab.toml")),
    ("jenkins", include_str!("../shipped/jenkins.toml")),
    ("jira", include_str!("../shipped/jira.toml")),
    ("plain", include_str!("../shipped/plain.toml")),
    ("planner", include_str!("../shipped/planner.toml")),
    ("trello", include_str!("../shipped/trello.toml")),
];
