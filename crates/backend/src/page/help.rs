//! Whoever helps with the form, as the operator says: links that are written into its
//! documents once, at start. Where there are none, a document stays as it was built.

use maud::html;
use url::Url;

/// Where people find help; each opens in the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpLinks {
    /// How the form is used.
    pub help: Option<Url>,
    /// Who answers questions.
    pub support: Option<Url>,
    /// What becomes of what people enter.
    pub privacy: Option<Url>,
}

/// The documents that show them.
const FORMS: [&str; 2] = ["/index.html", "/index-signing.html"];
/// They come last in what a document shows.
const PLACE: &str = "</main>";

impl HelpLinks {
    /// Whether each can be opened by anybody, and gives nothing away.
    #[must_use]
    pub fn are_usable(&self) -> bool {
        let usable = |url: &Url| {
            url.scheme() == "https" && url.username().is_empty() && url.password().is_none()
        };
        let given = [&self.help, &self.support, &self.privacy];
        given.into_iter().flatten().all(usable)
    }

    /// A file of the page with the links in it, where it shows them.
    pub(super) fn write_into(&self, path: &str, file: &mut Vec<u8>) {
        let links = self.markup();
        if links.is_empty() || !FORMS.contains(&path) {
            return;
        }
        let document = String::from_utf8_lossy(file);
        *file = document.replacen(PLACE, &(links + PLACE), 1).into_bytes();
    }

    /// The words are English until the page's own speak another language.
    fn markup(&self) -> String {
        const HELP: &str = r#" data-text="help">Help</a> "#;
        const SUPPORT: &str = r#" data-text="support">Support</a> "#;
        const PRIVACY: &str = r#" data-text="privacy">Privacy</a> "#;
        let links = [
            link(self.help.as_ref(), HELP),
            link(self.support.as_ref(), SUPPORT),
            link(self.privacy.as_ref(), PRIVACY),
        ];
        let links = links.concat();
        if links.is_empty() {
            return links;
        }
        let first = r#"<p class="help"><span data-text="outwards">Opens in your browser: </span>"#;
        [first, &links, "</p>"].concat()
    }
}

/// A link with its word, where it leads somewhere.
fn link(url: Option<&Url>, word: &str) -> String {
    let Some(url) = url else {
        return String::new();
    };
    let url = html! { (url) }.into_string();
    let outwards = r#"" target="_blank" rel="noopener""#;
    [r#"<a href=""#, &url, outwards, word].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<main><form></form></main></body>";

    fn links(help: &str) -> HelpLinks {
        HelpLinks {
            help: Some(Url::parse(help).unwrap()),
            ..HelpLinks::default()
        }
    }

    fn written(links: &HelpLinks, path: &str) -> String {
        let mut file = DOCUMENT.as_bytes().to_vec();
        links.write_into(path, &mut file);
        String::from_utf8(file).unwrap()
    }

    #[test]
    fn the_form_shows_what_the_operator_gave() {
        let links = links("https://help.example.com/?a=1&b=\"<x>\"");
        for path in FORMS {
            let document = written(&links, path);
            let link = "<a href=\"https://help.example.com/?a=1&amp;b=%22%3Cx%3E%22\" \
                        target=\"_blank\" rel=\"noopener\" data-text=\"help\">Help</a>";
            assert!(document.contains(link), "{document}");
            assert!(document.ends_with("</p></main></body>"), "{document}");
            assert!(!document.contains("support"), "{document}");
        }
        assert_eq!(written(&links, "/status.html"), DOCUMENT);
    }

    #[test]
    fn a_document_without_links_stays_as_it_was_built() {
        assert_eq!(written(&HelpLinks::default(), "/index.html"), DOCUMENT);
    }

    #[test]
    fn links_are_for_everybody_and_give_nothing_away() {
        for (url, usable) in [
            ("https://help.example.com/form", true),
            ("http://help.example.com/", false),
            ("https://me@help.example.com/", false),
            ("https://:word@help.example.com/", false),
            ("javascript:alert(1)", false),
            ("mailto:help@example.com", false),
        ] {
            assert_eq!(links(url).are_usable(), usable, "{url}");
        }
    }
}
