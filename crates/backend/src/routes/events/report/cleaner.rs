//! Cleans one field after the other and remembers which of them were not kept as
//! they came. Places are paths such as `task.fields[0].name`.

use crate::due::Due;
use crate::problem::Failure;
use crate::text::clean;

/// How many of a kind one event may have.
const MOST: usize = 10;

/// What was cleaned so far.
#[derive(Default)]
pub(super) struct Cleaner {
    pub(super) cleaned: Vec<String>,
}

impl Cleaner {
    /// One line of at most so many characters.
    pub(super) fn line(&mut self, at: &str, sent: &str, most: usize) -> Result<String, Failure> {
        let text = clean::line(sent);
        within(at, &text, most)?;
        self.tell(at, text != sent);
        Ok(text)
    }

    /// A line where something must be.
    pub(super) fn present(&mut self, at: &str, sent: &str, most: usize) -> Result<String, Failure> {
        let text = self.line(at, sent, most)?;
        if text.is_empty() {
            return Err(Failure::invalid(at, "Write something here."));
        }
        Ok(text)
    }

    /// A line that need not be there.
    pub(super) fn optional(
        &mut self,
        at: &str,
        sent: Option<String>,
        most: usize,
    ) -> Result<Option<String>, Failure> {
        sent.map(|text| self.line(at, &text, most)).transpose()
    }

    /// A text of several lines. How they end is nothing to tell about.
    pub(super) fn lines(
        &mut self,
        at: &str,
        sent: Option<String>,
        most: usize,
    ) -> Result<Option<String>, Failure> {
        let Some(sent) = sent else { return Ok(None) };
        let text = clean::lines(&sent);
        within(at, &text, most)?;
        self.tell(at, text != sent.replace("\r\n", "\n"));
        Ok(Some(text))
    }

    /// Templates fill an address with nothing, or with half of one: the news is
    /// worth more than its link.
    pub(super) fn url(&mut self, at: &str, sent: Option<String>) -> Option<String> {
        let sent = sent?;
        let text = Some(clean::line(&sent)).filter(|text| is_usable(text));
        self.tell(at, text.as_ref() != Some(&sent));
        text
    }

    /// A day or a moment. Nothing in it is no mistake: templates leave it so.
    pub(super) fn due(
        &mut self,
        at: &str,
        sent: Option<String>,
    ) -> Result<Option<String>, Failure> {
        let Some(sent) = sent else { return Ok(None) };
        let text = clean::line(&sent);
        if text.is_empty() {
            self.tell(at, true);
            return Ok(None);
        }
        let due = Due::read(&text).ok_or_else(|| {
            let detail = "Write a day such as 2026-12-04, or a time with its zone such as \
                          2026-12-04T15:00:00Z.";
            Failure::invalid(at, detail)
        })?;
        self.tell(at, text != sent);
        Ok(Some(due.to_string()))
    }

    /// At most ten of them, each at its own place.
    pub(super) fn each<T>(
        &mut self,
        at: &str,
        sent: &[T],
        clean: impl Fn(&mut Self, &str, &T) -> Result<T, Failure>,
    ) -> Result<Vec<T>, Failure> {
        if sent.len() > MOST {
            return Err(Failure::invalid(at, &format!("Send at most {MOST}.")));
        }
        let numbered = sent.iter().enumerate();
        numbered
            .map(|(number, one)| clean(self, &format!("{at}[{number}]"), one))
            .collect()
    }

    fn tell(&mut self, at: &str, is_changed: bool) {
        if is_changed {
            self.cleaned.push(at.to_owned());
        }
    }
}

fn within(at: &str, text: &str, most: usize) -> Result<(), Failure> {
    if text.chars().count() <= most {
        return Ok(());
    }
    let detail = format!("Shorten it to at most {most} characters.");
    Err(Failure::invalid(at, &detail))
}

/// A whole address without a user name, which could pass for the host.
fn is_usable(text: &str) -> bool {
    let whole = !text.contains('\u{fffd}') && text.chars().count() <= 2048;
    let url = url::Url::parse(text);
    whole && url.is_ok_and(|url| url.username().is_empty() && url.password().is_none())
}
