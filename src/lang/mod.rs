//! How both wings say their sentences in the language in use. The words are the files
//! beside this one; which sentence is said is the wings' to choose.

mod notice;
#[cfg(test)]
pub(crate) mod tests;
mod texts;

pub use notice::Notice;
pub use texts::{Sentence, Texts};
