//! Why a command ended without success: a sentence for the person, what lies behind it for
//! the log.

use std::error::Error;
use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

/// The end of a command that did not do what it was asked.
pub(super) struct End {
    code: u8,
    sentence: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl End {
    /// It was tried, and did not succeed.
    pub(super) fn failed(sentence: impl Display) -> Self {
        Self::with(1, sentence)
    }

    /// As [`Self::failed`], in the error's own words.
    pub(super) fn failed_by(error: impl Error + Send + Sync + 'static) -> Self {
        Self::failed(&error).because_of(error)
    }

    /// It was asked for something that cannot be.
    pub(super) fn refused(sentence: impl Display) -> Self {
        Self::with(2, sentence)
    }

    /// As [`Self::refused`], in the error's own words.
    pub(super) fn refused_by(error: impl Error + Send + Sync + 'static) -> Self {
        Self::refused(&error).because_of(error)
    }

    /// All was said already.
    pub(super) fn silent() -> Self {
        Self::failed("")
    }

    fn with(code: u8, sentence: impl Display) -> Self {
        let sentence = sentence.to_string();
        Self {
            code,
            sentence,
            source: None,
        }
    }

    fn because_of(self, error: impl Error + Send + Sync + 'static) -> Self {
        let source = Some(error.into());
        Self { source, ..self }
    }

    /// Says it, and writes into the log, where there is one, what the sentence leaves out.
    pub(super) fn tell(self) -> ExitCode {
        let causes = self.causes();
        if !causes.is_empty() {
            tracing::error!(causes = causes.join(": "), "{}", self.sentence);
        }
        if !self.sentence.is_empty() {
            let _ = writeln!(std::io::stderr(), "{}", self.sentence);
        }
        ExitCode::from(self.code)
    }

    /// What lies behind, the nearest first.
    fn causes(&self) -> Vec<String> {
        let mut causes = Vec::new();
        let mut next = self.source.as_deref().and_then(Error::source);
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        causes.retain(|cause| !self.sentence.contains(cause.as_str()));
        causes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::StartError;
    use std::io;

    #[derive(Debug, thiserror::Error)]
    #[error("the keys cannot be read")]
    struct Keys(#[source] Disk);

    #[derive(Debug, thiserror::Error)]
    #[error("{0}, so it was not read")]
    struct Disk(#[source] io::Error);

    #[test]
    fn what_the_sentence_leaves_out_is_for_the_log() {
        let error = StartError::Open(Keys(Disk(io::Error::other("the disk is gone"))).into());
        let end = End::refused_by(error);
        assert_eq!(end.sentence, "the keys cannot be read");
        let behind = ["the disk is gone, so it was not read", "the disk is gone"];
        assert_eq!(end.causes(), behind);
    }

    #[test]
    fn nothing_is_said_twice() {
        let end = End::failed_by(Disk(io::Error::other("the disk is gone")));
        assert_eq!(end.sentence, "the disk is gone, so it was not read");
        assert!(end.causes().is_empty());
        assert!(End::failed("Stopped.").causes().is_empty());
    }
}
