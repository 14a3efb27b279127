//! Our own words on cards, in the page's languages: one file for each.

mod arabic;
mod chinese;
mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod japanese;
mod korean;
mod polish;
mod portuguese;
mod spanish;
mod traditional;

use time::Date;

/// A language of the cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    German,
    French,
    Spanish,
    Portuguese,
    Japanese,
    Chinese,
    Traditional,
    Arabic,
    Dutch,
    Italian,
    Polish,
    Korean,
}

/// Each language's tag and words, in the order of the variants.
const ROWS: [(&str, &Words); Language::EACH.len()] = [
    ("en", &english::WORDS),
    ("de", &german::WORDS),
    ("fr", &french::WORDS),
    ("es", &spanish::WORDS),
    ("pt-BR", &portuguese::WORDS),
    ("ja", &japanese::WORDS),
    ("zh-CN", &chinese::WORDS),
    ("zh-TW", &traditional::WORDS),
    ("ar", &arabic::WORDS),
    ("nl", &dutch::WORDS),
    ("it", &italian::WORDS),
    ("pl", &polish::WORDS),
    ("ko", &korean::WORDS),
];

/// Every word there is; `{n}` stands for a number, `{code}` for what is to be typed,
/// `{host}` for where a link leads. The months' names have a blank between them.
pub(super) struct Words {
    pub(super) created: &'static str,
    pub(super) updated: &'static str,
    pub(super) both: &'static str,
    pub(super) task: &'static str,
    pub(super) assigned_to: &'static str,
    pub(super) shortened: &'static str,
    pub(super) summary: &'static str,
    pub(super) more: &'static str,
    pub(super) test: &'static str,
    pub(super) test_text: &'static str,
    pub(super) sends: &'static str,
    pub(super) configured: &'static str,
    pub(super) reconfigured: &'static str,
    pub(super) name: &'static str,
    pub(super) webhook: &'static str,
    pub(super) replaced: &'static str,
    pub(super) gets_created: &'static str,
    pub(super) gets_updated: &'static str,
    pub(super) gets_both: &'static str,
    pub(super) type_code: &'static str,
    pub(super) set_up_by: &'static str,
    pub(super) created_by: &'static str,
    pub(super) updated_by: &'static str,
    pub(super) due: &'static str,
    pub(super) importance: &'static str,
    pub(super) low: &'static str,
    pub(super) high: &'static str,
    pub(super) urgent: &'static str,
    pub(super) view_in: &'static str,
    pub(super) manage: &'static str,
    pub(super) stopped: &'static str,
    pub(super) stopped_by_admin: &'static str,
    pub(super) changed: &'static str,
    pub(super) date: &'static str,
    pub(super) months: &'static str,
}

impl Language {
    pub(crate) const EACH: [Self; 13] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Portuguese,
        Self::Japanese,
        Self::Chinese,
        Self::Traditional,
        Self::Arabic,
        Self::Dutch,
        Self::Italian,
        Self::Polish,
        Self::Korean,
    ];

    /// The language of a locale such as `de-at`; English when there is none.
    /// Who reads Traditional Chinese does not read Simplified.
    pub(crate) fn of(locale: Option<&str>) -> Self {
        Self::known(locale.unwrap_or_default()).unwrap_or(Self::English)
    }

    /// The first language of an `Accept-Language` header that there is.
    pub(crate) fn accepted(header: &str) -> Option<Self> {
        let tags = header.split(',').take(16);
        tags.map(|tag| tag.split(';').next().unwrap_or_default().trim())
            .find_map(Self::known)
    }

    fn known(locale: &str) -> Option<Self> {
        let locale = locale.to_ascii_lowercase();
        let mut parts = locale.split(['-', '_']);
        let base = parts.next().unwrap_or_default();
        if base == "zh" {
            return Some(match parts.next() {
                Some("hant" | "tw" | "hk" | "mo") => Self::Traditional,
                _ => Self::Chinese,
            });
        }
        let is_meant = |each: &Self| each.tag().split('-').next() == Some(base);
        Self::EACH.into_iter().find(is_meant)
    }

    /// A day as it is usually written, such as `Dec 4, 2026`.
    pub(crate) fn day(self, day: Date) -> String {
        self.words().day(day)
    }

    /// Who stopped the cards, and what to do: someone by a card's link, and the operator.
    pub(crate) fn stopped(self) -> [&'static str; 2] {
        let words = self.words();
        [words.stopped, words.stopped_by_admin]
    }

    /// The language's own tag.
    pub(crate) fn tag(self) -> &'static str {
        ROWS[self as usize].0
    }

    /// Whether it is written from right to left.
    pub(crate) fn is_mirrored(self) -> bool {
        matches!(self, Self::Arabic)
    }

    pub(super) fn words(self) -> &'static Words {
        ROWS[self as usize].1
    }
}

impl Words {
    /// A day as it is usually written, such as `Dec 4, 2026`.
    pub(super) fn day(&self, day: Date) -> String {
        let month = usize::from(u8::from(day.month()));
        let month = self.months.split(' ').nth(month - 1).unwrap_or_default();
        let text = self.date.replace("{month}", month);
        let text = text.replace("{year}", &day.year().to_string());
        text.replace("{day}", &day.day().to_string())
    }
}
