//! Our own words on cards, in the page's languages: one file for each.

mod arabic;
mod chinese;
mod english;
mod french;
mod german;
mod japanese;
mod portuguese;
mod spanish;

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
    Arabic,
}

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
    #[cfg(test)]
    pub(crate) const EACH: [Self; 8] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Portuguese,
        Self::Japanese,
        Self::Chinese,
        Self::Arabic,
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
        Some(match parts.next().unwrap_or_default() {
            "de" => Self::German,
            "fr" => Self::French,
            "es" => Self::Spanish,
            "pt" => Self::Portuguese,
            "ja" => Self::Japanese,
            "zh" if !matches!(parts.next(), Some("hant" | "tw" | "hk" | "mo")) => Self::Chinese,
            "ar" => Self::Arabic,
            "en" => Self::English,
            _ => return None,
        })
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
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Portuguese => "pt-BR",
            Self::Japanese => "ja",
            Self::Chinese => "zh-CN",
            Self::Arabic => "ar",
        }
    }

    /// Whether it is written from right to left.
    pub(crate) fn is_mirrored(self) -> bool {
        matches!(self, Self::Arabic)
    }

    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::German => &german::WORDS,
            Self::French => &french::WORDS,
            Self::Spanish => &spanish::WORDS,
            Self::Portuguese => &portuguese::WORDS,
            Self::Japanese => &japanese::WORDS,
            Self::Chinese => &chinese::WORDS,
            Self::Arabic => &arabic::WORDS,
        }
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
